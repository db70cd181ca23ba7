"""Where a distributor is asked: with its key, within its terms, and with every refusal in words.

A key leaves this module in one direction only. What comes back is searched for it, and for the
token that was given for it, before anybody reads on.
"""

import base64
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, urlencode

from planner.io.distributors._quotas import OF_THIS_PROCESS as QUOTAS
from planner.io.distributors._quotas import Quota, Quotas
from planner.io.distributors._tokens import OF_THIS_PROCESS as TOKENS
from planner.io.distributors._tokens import Tokens
from planner.io.distributors._values import text, values
from planner.io.text.json import NotJsonError, read_json
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.lookups import LookupAnswer, LookupQuestion, Terms
from planner.model.proposals import PageAnswer
from planner.model.secret import Secret
from planner.model.words import counted

if TYPE_CHECKING:
    from planner.io.web.api import Answered, Api, Call

Keys = Mapping[str, Secret]
_IN_PLACE = "[key]"
# What a reply is where its status says that there is no such thing.
NOT_THERE = object()
_PAUSE_S = 60.0
_LATER = "Ask again later."


@dataclass(frozen=True)
class Distributor:
    """A distributor with an interface for whoever has a key of their own.

    `keys` are the settings that hold it, `key_at` where one asks for one, `origin` where it is
    asked. `look_up` asks by way of a desk.
    """

    name: str
    title: str
    origin: str
    keys: tuple[str, ...]
    key_at: str
    terms: Terms
    quota: Quota
    look_up: Callable[["Desk", LookupQuestion], LookupAnswer | PageAnswer]

    def lacks(self, keys: Keys) -> tuple[str, ...]:
        """Return the settings that are not set."""
        return tuple(name for name in self.keys if name not in keys)


@dataclass(frozen=True)
class Desk:
    """Asks one distributor. `origin` is asked in place of its own address: for tests."""

    at: Distributor
    keys: Keys = field(repr=False)
    api: "Api"
    day: date
    origin: str | None = None
    quotas: Quotas = QUOTAS
    tokens: Tokens = TOKENS

    def key(self, position: int = 0) -> Secret:
        """Return one of the distributor's keys."""
        return self.keys[self.at.keys[position]]

    def address(self, path: str, *query: tuple[str, str]) -> str:
        """Return the address of a path with a query, in which no key stands."""
        return f"{self.origin or self.at.origin}{path}{f'?{urlencode(query)}' if query else ''}"

    def ask(self, call: "Call", *, none_for: int | None = None) -> object:
        """Return the JSON of a reply, or NOT_THERE; PlannerError: there is no answer."""
        return self._read(self._asked(call), none_for=none_for)

    def ask_with_token(
        self, fetch: "Call", make: Callable[[Secret], "Call"], *, none_for: int | None = None
    ) -> object:
        """Return the JSON of a reply to a call that is made with a token, or NOT_THERE.

        `fetch` asks for a token where there is none that holds. A token that is not taken is
        forgotten, and another one is asked for, once.
        """
        owner = (self.at.name, *(self.keys[name] for name in self.at.keys))
        known = self.tokens.get(owner)
        answered = None if known is None else self._asked(make(known))
        if known is None or answered is None or answered.status == 401:
            self.tokens.drop(owner)
            known = self._token(fetch, owner)
            answered = self._asked(make(known))
        return self._read(answered, none_for=none_for, token=known)

    def _token(self, fetch: "Call", owner: tuple[object, ...]) -> Secret:
        said = values(self._read(self._asked(fetch), token=None, hide=False))
        given, seconds = said.get("access_token"), said.get("expires_in")
        token = _secret(given)
        if token is None:
            raise self.trouble("reply", "gives no token for the key.", _LATER)
        if isinstance(seconds, int) and not isinstance(seconds, bool) and seconds > 0:
            self.tokens.put(owner, token, seconds=min(seconds, 86_400))
        return token

    # --- asking and refusals -------------------------------------------------------------------

    def _asked(self, call: "Call") -> "Answered":
        from planner.io.web.failures import WebError

        if (wait := self.quotas.take(self.at.name, self.at.quota)) is not None:
            seconds, why = wait
            message = f"is not asked now: {why}. It may be asked again {_in(seconds)}."
            raise self.trouble("quota", message, _LATER)
        try:
            return self.api.ask(call)
        except WebError as error:
            told = error.finding.message
        raise self.trouble("unreachable", f"gave no answer. {told}", _LATER)

    def _read(
        self,
        answered: "Answered",
        *,
        none_for: int | None = None,
        token: Secret | None = None,
        hide: bool = True,
    ) -> object:
        if answered.status == none_for:
            return NOT_THERE
        if answered.status != 200:
            raise self._refusal(answered)
        try:
            read = read_json(answered.body)
            return _without(read, self._hidden(token)) if hide else read
        except (NotJsonError, RecursionError):
            pass
        raise self.trouble("reply", "answers with something that is not JSON.", _LATER)

    def _refusal(self, answered: "Answered") -> PlannerError:
        status = answered.status
        settings = " and ".join(self.at.keys)
        if status == 401:
            message = f"does not accept the key (status {status})."
            return self.trouble("key", message, f"Check {settings}; keys: {self.at.key_at}.")
        if status == 403:
            message = (
                f"refuses (status {status}): the key may not ask this, or its questions of the day "
                f"are used up.{_left(answered)}"
            )
            return self.trouble("key", message, f"Look at your key at {self.at.key_at}.")
        if status == 429:
            seconds = _pause(answered.retry_after)
            self.quotas.close(self.at.name, seconds or _PAUSE_S)
            when = f"It may be asked again {_in(seconds)}." if seconds else "It does not say when."
            message = (
                f"was asked too often (status {status}), says its interface. {when}"
                f"{_left(answered)}"
            )
            return self.trouble("quota", message, _LATER)
        if status >= 500:
            seconds = _pause(answered.retry_after)
            when = f" It asks to come back {_in(seconds)}." if seconds else ""
            message = f"cannot answer now (status {status}).{when}"
            return self.trouble("busy", message, _LATER)
        message = f"does not accept the question (status {status})."
        return self.trouble("question", message, "Look for less, or for its own number.")

    def trouble(self, what: str, message: str, hint: str) -> PlannerError:
        """Return the error that ends a question; its finding's code is `lookup-` and `what`."""
        return PlannerError(
            Finding(
                code=f"lookup-{what}",
                severity=Severity.ERROR,
                subject=self.at.title,
                message=f"{self.at.title} {message}",
                hint=hint,
            )
        )

    def refused(self, said: str) -> PlannerError:
        """Return that a distributor answers with an error of its own, in its words."""
        words = text(said, 300) or "no reason given"
        return self.trouble("refused", f"does not answer the question: {words}.", _LATER)

    def undocumented(self) -> PlannerError:
        """Return that a reply has another form than the one that is documented."""
        return self.trouble("reply", "answers in another form than it documents.", _LATER)

    def no_such_number(self, question: LookupQuestion, least: int, most: int) -> PlannerError:
        """Return that a number cannot be one of the distributor's."""
        message = (
            f"has no number '{question.sought}': its numbers have {least} to {most} characters."
        )
        return self.trouble("question", message, "Copy the number from its shop.")

    def nothing(self, question: LookupQuestion) -> Finding:
        """Return that nothing was found."""
        return Finding(
            code="lookup-none",
            severity=Severity.WARNING,
            subject=question.sought,
            message=f"{self.at.title} has nothing for {question.by.meaning} '{question.sought}'.",
            hint="Look for fewer words.",
        )

    def _hidden(self, token: Secret | None) -> tuple[str, ...]:
        secrets = [self.keys[name] for name in self.at.keys]
        pair = ":".join(each.reveal() for each in secrets)
        plain = [each.reveal() for each in (*secrets, *((token,) if token else ()))]
        plain += [base64.b64encode(pair.encode()).decode()]
        return tuple({spelt for each in plain for spelt in (each, quote(each), quote_plus(each))})


def basic(user: Secret, password: Secret) -> tuple[str, str]:
    """Return the header that names a key and its secret (RFC 7617)."""
    pair = f"{user.reveal()}:{password.reveal()}".encode()
    return "Authorization", f"Basic {base64.b64encode(pair).decode()}"


def bearer(token: Secret) -> tuple[str, str]:
    """Return the header that shows a token (RFC 6750)."""
    return "Authorization", f"Bearer {token.reveal()}"


def _secret(given: object) -> Secret | None:
    # A token is longer than a key: three parts of JSON, each in base64.
    try:
        return Secret(given, most=8000) if isinstance(given, str) else None
    except ValueError:
        return None


def _without(data: object, hidden: tuple[str, ...]) -> object:
    """Return a reply in which no key stands, whatever the other side put into it."""
    if isinstance(data, str):
        for each in hidden:
            data = data.replace(each, _IN_PLACE)
        return data
    if isinstance(data, list):
        return [_without(each, hidden) for each in data]
    if isinstance(data, Mapping):
        return {_without(name, hidden): _without(each, hidden) for name, each in data.items()}
    return data


def _left(answered: "Answered") -> str:
    left = text(answered.left, 20)
    return f" Questions left today: {left}." if left else ""


def _pause(header: str) -> float | None:
    """Return the seconds that a Retry-After names, as a number or as a day and time."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return float(header[:9]) or None
    try:
        at = parsedate_to_datetime(header)
        seconds = at.timestamp() - time.time()
    except (ValueError, OverflowError):
        return None
    return seconds if seconds > 0 else None


def _in(seconds: float | None) -> str:
    whole = max(1, round(seconds or 0))
    if whole < 120:
        return f"in {counted(whole, 'second')}"
    if whole < 7200:
        return f"in {counted(round(whole / 60), 'minute')}"
    return f"in {counted(round(whole / 3600), 'hour')}"
