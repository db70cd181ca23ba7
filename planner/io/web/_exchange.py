"""One request and its reply, on a line to an IP address that was checked, within bounds.

No cookies are kept or sent, no password, no page that brought us here; nothing is followed.
"""

import http.client
import socket
import ssl
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from planner.io.web._addresses import WebAddress

AGENT = "cluster-planner"
USER_AGENT = f"{AGENT} (a person looks up a price; one page at a time, no crawler)"
ACCEPT = "text/html, application/json, application/xhtml+xml;q=0.9, */*;q=0.1"
FAILURES = (OSError, http.client.HTTPException, zlib.error)
_PIECE = 64 * 1024


class TooBigError(Exception):
    """The reply holds more bytes, unpacked, than are taken."""


class BrokenOffError(Exception):
    """The reply began and did not end."""


class PackedError(Exception):
    """The reply is packed in a way that nobody asked for."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request says beside its address; none of it is printed, for it may hold a key.

    `secret_query` stands behind the query of the address, encoded.
    """

    method: str = "GET"
    accept: str = ACCEPT
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    secret_query: str = field(default="", repr=False)
    body: bytes = field(default=b"", repr=False)


PAGE = Sent()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host answered; the body is unpacked. `left` is how many questions it still takes."""

    address: WebAddress
    status: int
    content_type: str
    location: str
    retry_after: str
    body: bytes = field(repr=False)
    left: str = ""


class Line(http.client.HTTPConnection):
    """A connection that goes to the IP addresses it is told, and can be cut from another thread."""

    def __init__(self, address: WebAddress, seconds: float) -> None:
        self.default_port = address.port
        super().__init__(address.host, address.port, timeout=seconds)
        self._address = address
        self.ips: tuple[str, ...] = ()
        self._cut = False
        self._held: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the first IP address that answers; the name is never looked up again."""
        for position, ip in enumerate(self.ips):
            try:
                line = socket.create_connection((ip, self._address.port), self.timeout)
            except OSError:
                if position == len(self.ips) - 1:
                    raise
            else:
                self._hold(line)
                return

    def _hold(self, line: socket.socket) -> None:
        # Kept beside `sock`, which forgets it before the body is read.
        self.sock = self._held = line
        if self._cut:
            raise TimeoutError
        if self._address.parts.scheme == "https":
            secure = _tls().wrap_socket(
                line, server_hostname=self._address.host, do_handshake_on_connect=False
            )
            self.sock = self._held = secure
            secure.do_handshake()

    def cut(self) -> None:
        """Shut the line, whoever waits on it; one that is not open yet never asks anything."""
        self._cut = True
        if self._held is not None:
            with suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def exchange(
    line: Line, address: WebAddress, *, max_bytes: int, whole: bool = True, sent: Sent = PAGE
) -> Reply:
    """Ask for an address on its line and return the reply, at most `max_bytes` of it unpacked.

    `whole`: a longer one is a TooBigError; else it is cut there. Also raises FAILURES.
    """
    response = None
    try:
        target = _with_query(address.target, sent)
        line.putrequest(sent.method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in (
            *sent.headers,
            *((("Content-Length", str(len(sent.body))),) if sent.body else ()),
            ("Host", address.place),
            ("User-Agent", USER_AGENT),
            ("Accept", sent.accept),
            ("Accept-Encoding", "gzip, deflate"),
            ("Connection", "close"),
        ):
            line.putheader(name, value)
        line.endheaders(sent.body or None)
        response = line.getresponse()
        header = response.headers
        body = b""
        # What stands beside a redirect or a refusal is for people, and may be endless.
        if response.status == 200:
            body = _body(response, max_bytes=max_bytes, whole=whole)
        return Reply(
            address,
            response.status,
            header.get("Content-Type", ""),
            header.get("Location", ""),
            header.get("Retry-After", ""),
            body,
            header.get("X-RateLimit-Remaining", ""),
        )
    finally:
        if response is not None:
            response.close()
        line.close()


def _with_query(target: str, sent: Sent) -> str:
    if not sent.secret_query:
        return target
    return f"{target}{'&' if '?' in target else '?'}{sent.secret_query}"


def _body(response: http.client.HTTPResponse, *, max_bytes: int, whole: bool) -> bytes:
    headers = ",".join(response.headers.get_all("Content-Encoding", [])).lower().split(",")
    packed = [each.strip() for each in headers if each.strip() not in ("", "identity")]
    if len(packed) > 1 or not set(packed) <= {"gzip", "x-gzip", "deflate"}:
        raise PackedError(", ".join(packed))
    unpack = _Unpacker(packed[0], max_bytes + 1) if packed else None
    promised, received, body = response.length, 0, bytearray()
    while len(body) <= max_bytes and (piece := response.read(_PIECE)):
        received += len(piece)
        body += piece if unpack is None else unpack.more(piece)
    if len(body) > max_bytes:
        if whole:
            raise TooBigError
        return bytes(body[:max_bytes])
    if (promised is not None and received < promised) or (unpack is not None and not unpack.ended):
        raise BrokenOffError
    return bytes(body)


class _Unpacker:
    """Unpacks a reply piece by piece and never makes more than `most` bytes of it."""

    def __init__(self, packing: str, most: int) -> None:
        self._gzip = packing != "deflate"
        self._left = most
        self._state = zlib.decompressobj(zlib.MAX_WBITS | 16) if self._gzip else None
        self._began = False

    @property
    def ended(self) -> bool:
        """Tell whether all that was packed came."""
        return not self._began or (self._state is not None and self._state.eof)

    def more(self, piece: bytes) -> bytes:
        """Return what a piece unpacks to, at most what is left to be made."""
        if self._state is None:
            # "deflate" means zlib by the book, and raw deflate at servers that misread it.
            by_the_book = piece[0] & 0x0F == zlib.DEFLATED and int.from_bytes(piece[:2]) % 31 == 0
            self._state = zlib.decompressobj(zlib.MAX_WBITS if by_the_book else -zlib.MAX_WBITS)
        self._began = True
        made = bytearray()
        while piece and self._left > 0:
            if self._state.eof:
                if not self._gzip or not piece.strip(b"\0"):
                    break
                # Several archives may follow each other.
                self._state = zlib.decompressobj(zlib.MAX_WBITS | 16)
            part = self._state.decompress(piece, self._left)
            made += part
            self._left -= len(part)
            piece = self._state.unconsumed_tail or self._state.unused_data
        return bytes(made)
