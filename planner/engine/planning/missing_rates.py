"""Rates that there are not: what is offered in a currency that nothing converts is not missing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from planner.model.filed import told
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import RateTable
from planner.model.offers import Offer


def rate_missing(
    base: str, quote: str, on: date, so: str, *, severity: Severity = Severity.WARNING
) -> Finding:
    """Return that there is no rate between two currencies, and what that means: `so`."""
    return Finding(
        code="rate-missing",
        severity=severity,
        subject=f"{base}/{quote}",
        message=f"There is no exchange rate from {base} to {quote} on or before {on}, so {so}.",
        hint="Enter a rate, choose another day, or add a row to catalogs/rates.csv.",
    )


def refuse_unrated(offers: Sequence[Offer], rates: RateTable, *, currency: str, on: date) -> None:
    """Raise PlannerError where no price at all can be brought to a currency."""
    held = set(told(offers, "currency"))
    lacking = list(unrated(held, rates, currency=currency, on=on))
    if held and len(lacking) == len(held):
        so = f"nothing has a price in {currency}"
        names = " or ".join(lacking)
        raise PlannerError(rate_missing(names, currency, on, so, severity=Severity.ERROR))


def unrated(held: Iterable[str], rates: RateTable, *, currency: str, on: date) -> Iterator[str]:
    """Yield those of some currencies from which no rate leads to another one, in their order."""
    for code in sorted(set(held)):
        if code != currency and rates.rate(code, currency, on) is None:
            yield code
