"""A rate server on 127.0.0.1 that behaves as a test tells it, well or badly."""

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

GOOD: dict[str, Any] = {
    "amount": 1.0,
    "base": "SGD",
    "date": "2020-06-17",
    "rates": {"EUR": 0.63898, "USD": 0.71770},
}


@dataclass
class Visit:
    """One request: its line, its headers, the line to answer on, and when to give up."""

    request: str
    line: socket.socket
    over: threading.Event

    def send(self, text: str | bytes) -> None:
        self.line.sendall(text.encode() if isinstance(text, str) else text)

    def drip(self, text: str, *, every_s: float = 0.2) -> None:
        """Send one character at a time until the text, the test or the connection ends."""
        for character in text:
            if self.over.wait(every_s):
                return
            self.send(character)


Behaviour = Callable[[Visit], None]


@dataclass
class RateServer:
    """Where the server is, and what it was asked."""

    url: str
    port: int
    requests: list[str] = field(default_factory=list)


@contextmanager
def rate_server(behaviour: Behaviour) -> Iterator[RateServer]:
    """Serve on a free port until the block ends; every connection gets a thread of its own."""
    over = threading.Event()
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        server = RateServer(f"http://127.0.0.1:{port}/v1/", port)

        def serve(line: socket.socket) -> None:
            # The far end may be gone at any time: that is what these tests are about.
            with line:
                line.settimeout(10)
                try:
                    request = _head(line)
                    server.requests.append(request)
                    behaviour(Visit(request, line, over))
                except OSError:
                    pass

        def welcome() -> None:
            while not over.is_set():
                try:
                    line, _ = door.accept()
                except OSError:
                    return
                threads.append(threading.Thread(target=serve, args=(line,), daemon=True))
                threads[-1].start()

        doorman = threading.Thread(target=welcome, daemon=True)
        doorman.start()
        try:
            yield server
        finally:
            over.set()
            door.shutdown(socket.SHUT_RDWR)
            for thread in (doorman, *threads):
                thread.join(timeout=5)


def _head(line: socket.socket) -> str:
    # What begins otherwise is no HTTP, such as the first words of TLS: nothing to wait for.
    request = line.recv(4096)
    while request[:1] in b"GP" and not _is_whole(request) and (received := line.recv(4096)):
        request += received
    return request.decode("latin-1")


def _is_whole(request: bytes) -> bool:
    """Tell whether the headers are there, and what they promise below them."""
    headers, end, body = request.partition(b"\r\n\r\n")
    promised = re.search(rb"(?i)\r\ncontent-length: *([0-9]+)", headers)
    return bool(end) and len(body) >= (int(promised[1]) if promised else 0)


def head(status: str = "200 OK", *, length: int | None = None, **headers: str) -> str:
    """Return a status line and headers, ready for a body."""
    fields = {"Content-Type": "application/json", "Connection": "close", **headers}
    if length is not None:
        fields["Content-Length"] = str(length)
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n"


def answers(body: Any, *, status: str = "200 OK", **headers: str) -> Behaviour:
    """Answer with a body: text or bytes as they are, anything else as JSON."""
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    content = text.encode() if isinstance(text, str) else text

    def behave(visit: Visit) -> None:
        visit.send(head(status, length=len(content), **headers).encode() + content)

    return behave


def answers_with(**changes: Any) -> Behaviour:
    """Answer well but for these fields; None takes a field away."""
    body = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    return answers(body)
