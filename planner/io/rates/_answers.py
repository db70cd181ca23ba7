"""What a rate server may answer: base, day and rates in JSON, checked before anything is believed.

Nothing here reaches a network; `live` asks and hands the bytes over.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import ExchangeRate

SETTING = "PLANNER_RATES_URL"
EXAMPLE = "https://api.frankfurter.dev/v1/"
TRY_LATER = "Try again later, or write the rate with its day and source into rates.csv."
CHECK_ADDRESS = f"Check {SETTING}; an address that speaks Frankfurter v1 will do, like {EXAMPLE}."

# No two currencies are a million million apart: beyond that it is a slip, or an attack on the sums.
MAX_EXPONENT = 12
# Doubles have 17; a rate with more could not be written down and read again.
MAX_DIGITS = 18


def failure(what: str, message: str, hint: str) -> PlannerError:
    """Return the error that ends a question; its finding's code is `rates-live-` and `what`."""
    return PlannerError(
        Finding(
            code=f"rates-live-{what}",
            severity=Severity.ERROR,
            subject="live exchange rates",
            message=message,
            hint=hint,
        )
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """Rates as a server gave them; `server` is its address without anything secret."""

    server: str
    base: str
    day: object
    rates: Mapping[str, object]

    def rate(self, quote: str, *, on: date, source: str) -> ExchangeRate:
        """Return the rate to one currency on or before a day, or raise what is wrong with it."""
        if quote not in self.rates:
            message = f"gives no rate from {self.base} to {quote}."
            raise self._refused("missing", message, "Write it into rates.csv.")
        return ExchangeRate(
            base=self.base,
            quote=quote,
            rate=self._number(quote),
            as_of=self._day_until(on),
            source=source,
        )

    def _number(self, quote: str) -> Decimal:
        value = self.rates[quote]
        try:
            rate = Decimal(value) if isinstance(value, str) else None
        except InvalidOperation:
            rate = None
        if rate is None or not _is_plausible(rate):
            message = f"gives {_brief(value)} for {self.base} to {quote}, which cannot be a rate."
            raise self._refused("rate", message, "Write the rate into rates.csv.")
        return rate

    def _day_until(self, on: date) -> date:
        try:
            text = self.day if isinstance(self.day, str) and len(self.day) == 10 else ""
            day = date.fromisoformat(text) if text else None
        except ValueError:
            day = None
        if day is None:
            message = f"names no day for its rates, but {_brief(self.day)}."
            raise self._refused("day", message, CHECK_ADDRESS)
        if day > on:
            message = f"gives rates of {day}, which is after {on}."
            raise self._refused("day", message, "Check the date of this computer, or try later.")
        return day

    def _refused(self, what: str, message: str, hint: str) -> PlannerError:
        return failure(what, f"The rate server {self.server} {message}", hint)


def read_answer(server: str, body: bytes, *, base: str) -> Answer:
    """Read an answer's bytes; one that is not about `base` is refused with a PlannerError."""

    def refused(what: str, message: str) -> PlannerError:
        return failure(what, f"The rate server {server} {message}", CHECK_ADDRESS)

    try:
        # Numbers stay text, so that no digit is lost and NaN is judged where the rates are.
        text = body.decode("utf-8-sig")
        found = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        kind = "a web page" if body.lstrip()[:1] == b"<" else "something that is not JSON"
        raise refused("not-json", f"answered with {kind}.") from None
    rates = found.get("rates") if isinstance(found, dict) else None
    if not isinstance(rates, dict) or not rates:
        raise refused("shape", "answered without a list of rates.")
    if found.get("base") != base:
        named = _brief(found.get("base"))
        raise refused("base", f"was asked for rates from {base} and answered for {named}.")
    # Frankfurter multiplies its rates by an amount, which nobody asked for.
    if found.get("amount", "1") not in ("1", "1.0"):
        raise refused("shape", f"gives the price of {_brief(found['amount'])} {base}, not of 1.")
    return Answer(server, base, found.get("date"), rates)


def _is_plausible(rate: Decimal) -> bool:
    if not rate.is_finite() or rate <= 0:
        return False
    return abs(rate.adjusted()) <= MAX_EXPONENT and len(rate.as_tuple().digits) <= MAX_DIGITS


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
