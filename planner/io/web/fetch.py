"""One page by its address, asked for as a guest should: its turn, its pauses, its robots.txt.

A reply is as fresh as the question: nothing is kept between two questions but what robots.txt said
in this visit, and a question that fails has no answer at all.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from planner.io.text.visible import visible_line
from planner.io.web._addresses import WebAddress, web_address
from planner.io.web._exchange import AGENT, Reply
from planner.io.web._request import request
from planner.io.web._robots import ALL, MOST_BYTES, Robots, read_robots
from planner.io.web._turns import OF_THIS_PROCESS, Turns
from planner.io.web.deadline import StoppedError, always
from planner.io.web.failures import CHECK_ADDRESS, SAVE_IT, TRY_LATER, WebError, cancelled, failure
from planner.io.web.limits import USUAL, WebLimits

__all__ = ["Fetched", "Web", "WebLimits"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFUSALS = frozenset({401, 403, 429})
_GONE = frozenset({404, 410})
_MOST_PAUSE_S = 60


@dataclass(frozen=True, slots=True)
class Fetched:
    """A reply with status 200: where it came from in the end, and its bytes."""

    asked: str
    address: str
    content_type: str
    body: bytes


@dataclass(slots=True)
class _Budget:
    """The seconds that are left of one question."""

    left: float


@dataclass(slots=True)
class Web:
    """One visit: what it asks, one page after another, with what robots.txt of each host said.

    One visit is for one thread; visits in other threads wait for each other at the same host.
    """

    limits: WebLimits = USUAL
    go_on: Callable[[], bool] = always
    turns: Turns = OF_THIS_PROCESS
    _robots: dict[str, Robots] = field(default_factory=dict)

    def address(self, text: str) -> str:
        """Return an address in one spelling, or raise a WebError for what is none; asks nothing."""
        return web_address(text).text

    def page(self, text: str) -> Fetched:
        """Return the page at an address, or raise a WebError."""
        asked = web_address(text)
        try:
            reply = self._followed(asked, _Budget(self.limits.seconds), robots=False)
        except StoppedError:
            raise cancelled(asked.text) from None
        _check_status(reply)
        return Fetched(asked.text, reply.address.text, reply.content_type, reply.body)

    # --- redirects and robots.txt --------------------------------------------------------------

    def _followed(self, asked: WebAddress, budget: _Budget, *, robots: bool) -> Reply:
        """Return the reply at the end of the redirects; `robots`: robots.txt itself is asked for.

        Every step is checked as the first one was: its address, its robots.txt, its turn.
        """
        address, seen = asked, {asked.text}
        for _ in range(self.limits.redirects + 1):
            if not robots:
                self._heed_robots(address)
            reply = self._asked(address, budget, robots=robots)
            if reply.status not in _REDIRECTS:
                return reply
            step = _next(reply)
            if step.text in seen:
                message = f"it redirects to {step.text} in a circle."
                raise failure("redirect-circle", asked.text, message, CHECK_ADDRESS)
            seen.add(step.text)
            address = step
        message = f"it redirects more than {self.limits.redirects} times."
        raise failure("redirects", asked.text, message, CHECK_ADDRESS)

    def _heed_robots(self, address: WebAddress) -> None:
        rules = self._robots.get(address.origin)
        if rules is None:
            rules = self._robots[address.origin] = self._read_robots(address)
        if not rules.allows(address.target):
            message = f"{address.origin}/robots.txt asks programs not to read this page."
            raise failure("robots", address.text, message, SAVE_IT)
        if (rules.delay_s or 0) > _MOST_PAUSE_S:
            message = f"{address.origin}/robots.txt asks for {rules.delay_s} s between requests."
            raise failure("robots", address.text, message, SAVE_IT)

    def _read_robots(self, address: WebAddress) -> Robots:
        """Return what a host's robots.txt says.

        RFC 9309, section 2.3.1: one that cannot be had (4xx) allows everything, one that cannot be
        reached (5xx, no answer) forbids everything. A refusal is taken for one.
        """
        place = web_address(f"{address.origin}/robots.txt")
        try:
            reply = self._followed(place, _Budget(self.limits.seconds), robots=True)
        except WebError as error:
            if error.what in ("redirects", "redirect-circle"):
                return ALL
            if error.what in ("address", "private", "host-unknown"):
                raise
            message = f"its robots.txt could not be read, so nothing is asked: {error}"
            raise failure("robots-unread", address.text, message, TRY_LATER) from None
        if reply.status == 200:
            return read_robots(reply.body, AGENT)
        if reply.status in _REFUSALS:
            _check_status(reply)
        if 400 <= reply.status < 500:
            return ALL
        message = f"its robots.txt answers with the status {reply.status}, so nothing is asked."
        raise failure("robots-unread", address.text, message, TRY_LATER)

    # --- one request ---------------------------------------------------------------------------

    def _asked(self, address: WebAddress, budget: _Budget, *, robots: bool) -> Reply:
        """Return one reply, in turn and in time."""
        known = self._robots.get(address.origin, ALL)
        gap_s = max(self.limits.gap_at(address), known.delay_s or 0)
        with self.turns.at(address.host, gap_s=gap_s, go_on=self.go_on):
            start = time.monotonic()
            try:
                return self._request(address, budget, robots=robots)
            finally:
                budget.left -= time.monotonic() - start

    def _request(self, address: WebAddress, budget: _Budget, *, robots: bool) -> Reply:
        most = MOST_BYTES if robots else self.limits.max_bytes
        return request(
            address,
            self.limits,
            seconds=budget.left,
            max_bytes=most,
            whole=not robots,
            go_on=self.go_on,
        )


def _next(reply: Reply) -> WebAddress:
    if not reply.location:
        message = f"it answers with the status {reply.status} and does not say where to go."
        raise failure("status", reply.address.text, message, CHECK_ADDRESS)
    step = web_address(reply.location, base=reply.address)
    if reply.address.parts.scheme == "https" and step.parts.scheme == "http":
        message = f"it redirects to {step.text}, where anybody on the way could change the price."
        raise failure("redirect-unsafe", reply.address.text, message, CHECK_ADDRESS)
    return step


def _check_status(reply: Reply) -> None:
    status, address = reply.status, reply.address.text
    later = f" Retry-After: {visible_line(reply.retry_after)[:60]}." if reply.retry_after else ""
    if status in _GONE:
        message = f"this page no longer exists (status {status})."
        raise failure("gone", address, message, "Look for the item in the shop.")
    if status in _REFUSALS:
        message = f"{reply.address.host} refuses (status {status}), so no more is asked.{later}"
        raise failure("refused", address, message, SAVE_IT)
    if status == 503:
        message = f"{reply.address.host} has no time now (status {status}).{later}"
        raise failure("overloaded", address, message, TRY_LATER)
    if status != 200:
        message = f"it answers with the status {status}.{later}"
        raise failure("status", address, message, TRY_LATER if status >= 500 else CHECK_ADDRESS)
