"""Visits to the app without a browser: what a browser says over the app's socket, and hears.

A visitor opens a page, presses what is on it and waits for what comes, as the scripts of Streamlit
do it. Nothing is drawn, so that hundreds of them fit on one computer beside the server.
"""

import asyncio
import json
import time
import urllib.request
import uuid
from collections.abc import Callable
from typing import Any, Self

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PATIENCE_S = 120.0
_INTERNAL = "$$STREAMLIT_INTERNAL_KEY"


class VisitError(Exception):
    """The app has told a visitor of a mistake of the program, or has gone."""


class Visitor:
    """One visitor with a page open: its elements by their keys, and what was chosen in them."""

    def __init__(self, address: str) -> None:
        """Take the address of the app; nothing is opened yet."""
        self._address = address
        self._socket: Any = None
        self._page = self._query = self._session = self._asked_fragment = ""
        self._states: dict[str, WidgetState] = {}
        # By the end of its id, which is its key: the id, and the fragment that is drawn with it.
        self._ids: dict[str, tuple[str, str]] = {}
        self._again_s: dict[str, float] = {}
        self.elements: dict[tuple[int, ...], Element] = {}

    async def __aenter__(self) -> Self:
        """Open the socket."""
        url = self._address.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = await websockets.connect(
            url,
            subprotocols=["streamlit"],
            max_size=None,
            origin=self._address,
            open_timeout=PATIENCE_S,
            ping_interval=None,  # a browser asks for none
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the socket, as a browser does with its tab."""
        await self._socket.close()

    async def open(self, page: str, query: str = "") -> None:
        """Open a page and wait until it is drawn."""
        self._query, self._ids, self.elements, self._asked_fragment = query, {}, {}, ""
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, query
        await self._send(message)
        await self.hear(lambda: False)

    def text(self) -> str:
        """Return the text that is on the page now."""
        return "\n".join(
            each.markdown.body
            for each in self.elements.values()
            if each.WhichOneof("type") == "markdown"
        )

    def data(self, key: str) -> dict[str, Any]:
        """Return what an element of the app's own was given to show."""
        id_, _ = self._ids[key]
        element = next(
            each.bidi_component
            for each in self.elements.values()
            if each.WhichOneof("type") == "bidi_component" and each.bidi_component.id == id_
        )
        found: dict[str, Any] = json.loads(element.json or element.mixed.json)
        return found

    async def choose(self, key: str, text: str) -> None:
        """Choose a tab, or what else is chosen by its text; what comes is for `hear`."""
        self._states[key] = WidgetState(id=self._ids[key][0], string_value=text)
        await self._rerun(self._ids[key][1], None)

    async def press(self, key: str) -> None:
        """Press a button; what comes is for `hear`."""
        await self._act(key, WidgetState(id=self._ids[key][0], trigger_value=True))

    async def send(self, key: str, event: str, value: object) -> None:
        """Have an element of the app's own say something."""
        id_, fragment = self._ids[key]
        state = WidgetState(id=f"{_INTERNAL}_{id_}__events")
        state.json_trigger_value = json.dumps([{"event": event, "value": value}])
        # A browser sends along what the element holds besides: nothing.
        self._states[key] = WidgetState(id=id_, json_value="{}")
        await self._rerun(fragment, state)

    async def upload(self, key: str, name: str, content: bytes) -> None:
        """Drop a file on an uploader."""
        request = BackMsg()
        request.file_urls_request.request_id = uuid.uuid4().hex
        request.file_urls_request.file_names.append(name)
        request.file_urls_request.session_id = self._session
        await self._send(request)
        while True:
            message = await self._next()
            if message.WhichOneof("type") == "file_urls_response":
                urls = message.file_urls_response.file_urls[0]
                break
        await asyncio.to_thread(_put, self._address, urls.upload_url, name, content)
        state = WidgetState(id=self._ids[key][0])
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.name, info.size, info.file_id = name, len(content), urls.file_id
        info.file_urls.CopyFrom(urls)
        self._states[key] = state
        await self._rerun(self._ids[key][1], None)

    async def hear(self, met: Callable[[], bool]) -> float:
        """Take in what comes until something is met or the run of the page has ended.

        Returns when that was, on the clock of `time.perf_counter`.
        """
        found = 0.0
        while True:
            message = await self._next()
            kind = message.WhichOneof("type")
            if kind == "delta" and not found and met():
                found = time.perf_counter()
            if kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise VisitError("the script could not be read")
                # One that made room for another run is followed by that.
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    # What is not drawn any more is forgotten: a file would be brought once more.
                    self._states = {k: v for k, v in self._states.items() if k in self._ids}
                    return found or time.perf_counter()
                self._asked_fragment = ""

    async def look_again(self) -> None:
        """Draw once more what asks to be drawn every moment, as a browser does; then hear it."""
        for fragment, interval in tuple(self._again_s.items()):
            await asyncio.sleep(interval)
            await self._rerun(fragment, None, is_auto=True)
            await self.hear(lambda: False)
            return

    @property
    def looks_again(self) -> bool:
        """Tell whether something of the page asks to be drawn every moment."""
        return bool(self._again_s)

    async def _act(self, key: str, state: WidgetState) -> None:
        await self._rerun(self._ids[key][1], state)

    async def _rerun(
        self, fragment: str, state: WidgetState | None, *, is_auto: bool = False
    ) -> None:
        message = BackMsg()
        run = message.rerun_script
        run.page_script_hash, run.query_string = self._page, self._query
        run.fragment_id, run.is_auto_rerun = fragment, is_auto
        self._asked_fragment = fragment
        run.widget_states.widgets.extend(self._states.values())
        if state is not None:
            run.widget_states.widgets.append(state)
        await self._send(message)

    async def _send(self, message: BackMsg) -> None:
        await self._socket.send(message.SerializeToString())

    async def _next(self) -> ForwardMsg:
        async with asyncio.timeout(PATIENCE_S):
            try:
                message = ForwardMsg.FromString(await self._socket.recv())
            except websockets.WebSocketException as error:
                raise VisitError(f"the server has gone: {error}") from None
        match message.WhichOneof("type"):
            case "new_session":
                self._began(message)
            case "delta":
                self._drawn(message)
            case "auto_rerun":
                self._again_s[message.auto_rerun.fragment_id] = message.auto_rerun.interval
            case "stop_auto_rerun":
                for each in message.stop_auto_rerun.fragment_ids:
                    self._again_s.pop(each, None)
            case "navigation":
                self._page = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case _:
                pass
        return message

    def _began(self, message: ForwardMsg) -> None:
        new = message.new_session
        self._session = new.initialize.session_id or self._session
        self._page = self._page or new.page_script_hash
        if not self._asked_fragment:
            self._ids, self._again_s = {}, {}

    def _drawn(self, message: ForwardMsg) -> None:
        delta, path = message.delta, tuple(message.metadata.delta_path)
        if delta.WhichOneof("type") != "new_element":
            if delta.WhichOneof("type") == "add_block":
                if tabs := delta.add_block.tab_container.id:
                    self._ids[_key(tabs)] = tabs, delta.fragment_id
                for each in [one for one in self.elements if one[: len(path)] == path]:
                    del self.elements[each]
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise VisitError(f"{element.exception.type}: {element.exception.message}")
        self.elements[path] = element
        id_ = getattr(getattr(element, kind), "id", "")
        if id_:
            self._ids[_key(id_)] = id_, delta.fragment_id


def _key(id_: str) -> str:
    """Return the key of an element, which its id ends with."""
    return id_.split("-", 2)[-1]


def _put(address: str, url: str, name: str, content: bytes) -> None:
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=PATIENCE_S) as answer:  # noqa: S310
        cookie = (answer.headers.get("Set-Cookie") or "").partition(";")[0]
    mark = uuid.uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    request = urllib.request.Request(  # noqa: S310 - our own server
        address + url,
        data=head.encode() + content + f"\r\n--{mark}--\r\n".encode(),
        headers={
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "Cookie": cookie,
            "X-Xsrftoken": cookie.partition("=")[2],
        },
        method="PUT",
    )
    with urllib.request.urlopen(request, timeout=PATIENCE_S):  # noqa: S310
        pass
