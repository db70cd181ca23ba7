"""One question to an interface that somebody has a key for: never sent on, and its key never shown.

Such an interface is asked by contract, not as a guest: its terms say how often, and robots.txt,
which is for who comes unasked, is not read. What is safe for pages holds here, too.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from planner.io.web._addresses import WebAddress, web_address
from planner.io.web._exchange import Reply, Sent
from planner.io.web._request import request
from planner.io.web._turns import OF_THIS_PROCESS, Turns
from planner.io.web.deadline import StoppedError, always
from planner.io.web.failures import CHECK_ADDRESS, WebError, cancelled, failure
from planner.io.web.limits import USUAL, WebLimits

_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Call:
    """One question. What is secret of it is apart from its address, and never printed.

    `address` holds no key; `secret_query` is put behind its query when it is sent.
    """

    address: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    secret_query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back, whatever its status. The body is empty unless that is 200.

    `left` is how many questions it says are left today, where it does.
    """

    status: int
    retry_after: str
    left: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Api:
    """One visit at interfaces. Visits in other threads wait for each other at the same host."""

    limits: WebLimits = USUAL
    go_on: Callable[[], bool] = always
    turns: Turns = OF_THIS_PROCESS

    def ask(self, call: Call) -> Answered:
        """Return what an interface answers to a call, or raise a WebError.

        A key goes to the host it is for over https and nowhere else: an answer that sends on is an
        error, and so is an address without https, but for the one host of one's own.
        """
        # Raised here, where no trace leads to what was sent.
        told = self._answered(call)
        if isinstance(told, WebError):
            raise told
        return Answered(told.status, told.retry_after, told.left, told.body)

    def _answered(self, call: Call) -> Reply | WebError:
        address = web_address(call.address)
        shown = f"{address.origin}{address.parts.path}"
        if address.parts.scheme != "https" and self.limits.own_host != address.door:
            message = "a key is sent over https only."
            return failure("key-unsafe", shown, message, CHECK_ADDRESS)
        sent = Sent(call.method, _JSON, call.headers, urlencode(call.secret_query), call.body)
        try:
            reply = self._in_turn(address, sent)
        except StoppedError:
            return cancelled(shown)
        except WebError as error:
            # Another one in its place, without the trace that leads to what was sent.
            return WebError(error.finding, error.what)
        if 300 <= reply.status < 400:
            message = "it redirects to another address, where a key is not sent."
            return failure("key-unsafe", shown, message, CHECK_ADDRESS)
        return reply

    def _in_turn(self, address: WebAddress, sent: Sent) -> Reply:
        limits = self.limits
        with self.turns.at(address.host, gap_s=limits.gap_at(address), go_on=self.go_on):
            return request(
                address,
                limits,
                seconds=limits.seconds,
                max_bytes=limits.max_bytes,
                sent=sent,
                go_on=self.go_on,
            )
