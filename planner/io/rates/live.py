"""Exchange rates of the day, from an address the person chose, asked for through forex-python.

Off unless an address is set. forex-python 1.9.2 knows no time limit, follows redirects, and drops
the day and the base of an answer. What it lacks is added here, and no answer is taken on trust.
"""

from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from socket import SHUT_RDWR
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

import requests
from forex_python import converter
from requests.adapters import HTTPAdapter

from planner.io.rates._answers import (
    CHECK_ADDRESS,
    EXAMPLE,
    SETTING,
    TRY_LATER,
    Answer,
    failure,
    read_answer,
)
from planner.io.web.deadline import OutOfTimeError, within
from planner.model.findings import PlannerError
from planner.model.money import CURRENCIES, ExchangeRate


@dataclass(frozen=True, slots=True)
class LiveRates:
    """A rate server that forex-python understands. Times are in seconds.

    A question takes at most `connect_timeout` + `read_timeout`, however slowly the server drips.
    Proxies and passwords from the environment are not used; a password may stand in the address.
    """

    base_url: str | None = field(repr=False)
    connect_timeout: float = field(default=1.0, kw_only=True)
    read_timeout: float = field(default=2.0, kw_only=True)
    max_bytes: int = field(default=200_000, kw_only=True)

    def fetch(
        self, base: str, quotes: Iterable[str], *, on: date | None, today: date
    ) -> tuple[ExchangeRate, ...]:
        """Ask once what one unit of `base` was worth in each of `quotes`, on a day or the latest.

        The rates bear the day the server gives, which may be before the day asked, never after.
        Every failure is a PlannerError whose code starts with `rates-live-`; then there is no rate.
        """
        address = _address(self.base_url)
        wanted = sorted(set(quotes) - {base})
        _check_question((base, *wanted), on=on, today=today)
        if not wanted:
            return ()
        question = _Question(self, address)
        token = _asking.set(question)
        try:
            answer: Answer = question.get_rates(base, on)
        finally:
            _asking.reset(token)
        source = f"{address.host} via forex-python"
        return tuple(answer.rate(quote, on=on or today, source=source) for quote in wanted)


# --- the address and the question ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Address:
    """Where to ask; only `shown` and `host` may reach a screen, a file or a log."""

    parts: SplitResult

    @property
    def host(self) -> str:
        return self.parts.hostname or ""

    @property
    def shown(self) -> str:
        place = self.parts.netloc.rpartition("@")[2]
        return f"{self.parts.scheme}://{place}{self.parts.path}"

    @property
    def folder(self) -> str:
        """The address with its password and without its query, ready for a day to follow."""
        path = self.parts.path.rstrip("/") + "/"
        return self.parts._replace(path=path, query="", fragment="").geturl()

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.parts.query))

    def failed(self, what: str, message: str, hint: str) -> PlannerError:
        return failure(what, f"The rate server {self.shown} {message}", hint)


def _address(text: str | None) -> _Address:
    if text is None or not text.strip():
        raise failure(
            "off",
            "Live exchange rates are off: no address is set.",
            f"Set {SETTING} to switch them on, for example to {EXAMPLE}, or use rates.csv.",
        )
    try:
        parts = urlsplit(text.strip())
        usable = parts.scheme in ("http", "https") and parts.port != 0 and _plain(text, parts)
    except ValueError:  # a port, an IPv6 address or a host name that is none
        usable, parts = False, urlsplit("")
    if not usable:
        # The text is not shown: where it cannot be taken apart, a password cannot be cut out.
        raise failure(
            "address", "The address of live rates is not an http(s) address.", CHECK_ADDRESS
        )
    return _Address(parts)


def _plain(text: str, parts: SplitResult) -> bool:
    # A slash in a password moves its end into the path; a backslash is read differently by others.
    host = (parts.hostname or "").encode("idna")
    return bool(host) and "@" not in parts.path and "\\" not in text and text.strip().isprintable()


def _check_question(currencies: Iterable[str], *, on: date | None, today: date) -> None:
    if unknown := [code for code in currencies if code not in CURRENCIES]:
        message = f"No live rate was asked for: {unknown[0]!r} is not an ISO 4217 currency code."
        raise failure("currency", message, "Write it like SGD.")
    if on is not None and on > today:
        message = f"No live rate was asked for: {on} is after today, {today}."
        raise failure("day", message, "Choose a day up to today.")


# --- forex-python, with what it lacks ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reply:
    """What came back; `status_code` has the name that forex-python looks for."""

    status_code: int
    target: str
    body: bytes


class _Question(converter.CurrencyRates):  # type: ignore[misc]  # the library has no types
    """One question to one server: forex-python builds the request, the rest is ours."""

    def __init__(self, limits: LiveRates, address: _Address) -> None:
        super().__init__(force_decimal=True)
        self._limits = limits
        self._address = address
        self._base = ""

    def _source_url(self) -> str:
        return self._address.folder

    def ask(self, url: str, params: Mapping[str, str]) -> _Reply:
        """Do what `requests.get` does for forex-python, within the limits."""
        self._base = params["base"]
        return _download(self._limits, self._address, url, {**self._address.query, **params})

    def _decode_rates(self, response: _Reply, **_: object) -> Answer:
        # forex-python passes on what this returns; it would drop whose rates they are, and when.
        return read_answer(self._address.shown, response.body, base=self._base)


_asking: ContextVar[_Question | None] = ContextVar("asking", default=None)


class _Requests:
    """Stands where forex-python keeps `requests`, the only name by which it reaches the network."""

    @staticmethod
    def get(url: str, params: Mapping[str, str]) -> Any:
        """Pass the request to the question that this thread is asking."""
        question = _asking.get()
        if question is None:
            # Somebody else uses forex-python in this process: for them only the time limit is new.
            return requests.get(url, params=params, timeout=30)
        return question.ask(url, params)


# Set once, while this module is imported, and never again: which limits hold is looked up in a
# context variable, of which each thread has its own, so questions cannot take each other's.
converter.requests = _Requests


# --- the network ---------------------------------------------------------------------------------


class _BrokenOffError(OSError):
    """The reply began and did not end."""


class _Adapter(HTTPAdapter):
    """Keeps hold of its line, so that another thread can end a wait for it."""

    def __init__(self) -> None:
        super().__init__(max_retries=0)
        self._lines: list[Any] = []

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        """Return the pool that makes the connection, told to leave us its socket."""
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        make = pool.ConnectionCls

        def make_and_watch(**settings: Any) -> Any:
            connection = make(**settings)
            connect = connection.connect

            def connect_and_keep() -> None:
                connect()
                # Kept now: the connection forgets its socket before the body is read.
                self._lines.append(connection.sock)

            connection.connect = connect_and_keep
            return connection

        pool.ConnectionCls = make_and_watch
        return pool

    def cut(self) -> None:
        """Shut the line."""
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(SHUT_RDWR)


def _download(limits: LiveRates, address: _Address, url: str, params: Mapping[str, str]) -> _Reply:
    """Return a reply with status 200 and at most `max_bytes`, or raise a PlannerError in time.

    The limits of `requests` hold per address and per packet, and not at all for the name look-up.
    So the request runs on a thread of its own, and when the time is over its line is cut.
    """
    adapter = _Adapter()
    time_limit = limits.connect_timeout + limits.read_timeout
    try:
        reply = within(
            time_limit,
            lambda: _request(limits, adapter, url, params),
            cut=adapter.cut,
            failures=(OSError, ValueError),  # every failure of `requests`, and a few below it
            name="live-rates",
        )
    except OutOfTimeError:
        message = f"took more than {time_limit:g} s."
        raise address.failed("timeout", message, TRY_LATER) from None
    except (OSError, ValueError) as error:
        raise _network_failure(address, error) from None
    _check_reply(limits, address, reply)
    return reply


def _request(limits: LiveRates, adapter: _Adapter, url: str, params: Mapping[str, str]) -> _Reply:
    # Straight through the adapter: a session would look for proxies and passwords in the
    # environment and at where a redirect leads.
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    request = requests.Request("GET", url, params=params, headers=headers).prepare()
    time_limits = (limits.connect_timeout, limits.read_timeout)
    with closing(adapter), adapter.send(request, stream=True, timeout=time_limits) as response:
        body = b""
        try:
            for chunk in response.iter_content(8192):
                body += chunk
                if len(body) > limits.max_bytes:
                    break
        except OSError as error:
            raise _BrokenOffError from error
        return _Reply(response.status_code, response.headers.get("Location", ""), body)


def _network_failure(address: _Address, error: OSError | ValueError) -> PlannerError:
    # The library's own words are left out: they hold the whole address, a password included.
    if isinstance(error, requests.exceptions.SSLError):
        message = "has no certificate this computer trusts, or does not speak https."
        return address.failed("tls", message, CHECK_ADDRESS)
    if isinstance(error, requests.exceptions.Timeout):
        return address.failed("timeout", "did not answer in time.", TRY_LATER)
    if isinstance(error, _BrokenOffError):
        return address.failed("broken-off", "stopped in the middle of its answer.", TRY_LATER)
    if isinstance(error, ValueError):  # the addresses that `requests` refuses
        return address.failed("address", "is not an address that can be asked.", CHECK_ADDRESS)
    message = "cannot be reached: there is no connection, no such host, or it refuses."
    return address.failed("unreachable", message, TRY_LATER)


def _check_reply(limits: LiveRates, address: _Address, reply: _Reply) -> None:
    status = reply.status_code
    if 300 <= status < 400:
        message = f"redirects to {_other_host(reply.target)}, which is not followed."
        raise address.failed("redirect", message, f"Set {SETTING} to the new address.")
    if status != 200:
        hint = TRY_LATER if status >= 500 else CHECK_ADDRESS
        raise address.failed("status", f"answered with the status {status}.", hint)
    if len(reply.body) > limits.max_bytes:
        message = f"sent more than {limits.max_bytes:,} bytes, which no list of rates needs."
        raise address.failed("too-big", message, CHECK_ADDRESS)


def _other_host(target: str) -> str:
    try:
        return urlsplit(target).hostname or "another page of its own"
    except ValueError:
        return "an address that is none"
