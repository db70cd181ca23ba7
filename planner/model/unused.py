"""Which prices and parts are left out unless somebody asks for them: how many, why, and in words.

What is no longer made is not proposed and not bought, nor what one has retired. Of prices those do
not count that are much older than the newest, nor those that the maker's list price left behind,
nor those of what was sold out, nor those of articles that are refurbished or used.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator

from planner.model.conditions import AS_NEW, CONDITIONS, Conditions, conditions_text
from planner.model.findings import Finding, Severity
from planner.model.words import counted, noun

# How much older than the newest price of a catalog one may be that counts.
MOST_MONTHS = 9


def _day_or_any(value: object) -> object:
    """Return a day that is written as a text as one; "any" stays what it is."""
    if not isinstance(value, str) or value == "any":
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is neither a day such as 2026-05-01 nor 'any'") from None


# A day from which on prices count, or "any"; None: those that are not old, and not superseded.
PricesSince = Annotated[date | Literal["any"] | None, BeforeValidator(_day_or_any)]


@dataclass(frozen=True)
class Unused:
    """How many prices and parts are left out.

    Prices are `old` that are of before `since`, which nobody named if it was reckoned from the
    `newest`; `superseded` are those of before a change of a list price, `sold_out` those of what
    was not in stock when they were read. `unpriced` counts the parts that have no other price.
    `other` are prices of articles of no `condition` that counts, and `alone` the parts that have
    none but those. Parts that are named are not among any of these.
    """

    since: date | None = None
    newest: date | None = None
    old: int = 0
    superseded: int = 0
    sold_out: int = 0
    unpriced: int = 0
    ended: int = 0
    retired: int = 0
    condition: Conditions = AS_NEW
    other: int = 0
    alone: int = 0

    @property
    def prices(self) -> int:
        """Return how many prices are left out for their age, or because nobody sells at them."""
        return self.old + self.superseded + self.sold_out

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is left out in sentences, each with the one step back."""
        return tuple(self._told())

    def _told(self) -> Iterator[Finding]:
        if self.prices:
            yield Finding(
                code="prices-left-out",
                severity=Severity.NOTE,
                subject="prices",
                message=f"Excluded: {_together(self._which_prices())}.{_no_other(self.unpriced)}",
            )
        if self.other:
            others = [each for each in CONDITIONS if each not in self.condition]
            of_them = f"{counted(self.other, 'price')} for {conditions_text(others)} items"
            yield Finding(
                code="conditions-left-out",
                severity=Severity.NOTE,
                subject="condition",
                message=f"Excluded: {of_them}.{_no_other(self.alone)}",
            )
        if self.ended or self.retired:
            yield Finding(
                code="parts-left-out",
                severity=Severity.NOTE,
                subject="parts",
                message=f"Excluded: {_together(self._which_parts())}.",
            )

    def _which_prices(self) -> Iterator[str]:
        if self.old:
            months = f" ({MOST_MONTHS} months before the newest)" if self.newest else ""
            yield f"{counted(self.old, 'price')} from before {self.since}{months}"
        if self.superseded:
            prices = counted(self.superseded, "price")
            yield f"{prices} from before a change of the maker's list price"
        if self.sold_out:
            yield f"{counted(self.sold_out, 'price')} for sold-out items"

    def _which_parts(self) -> Iterator[str]:
        if self.ended:
            yield f"{counted(self.ended, 'discontinued part')}"
        if self.retired:
            yield f"{counted(self.retired, 'part')} that you retired"


def _no_other(parts: int) -> str:
    """Return how many parts have no price but those that are left out, as a sentence of its own."""
    return (
        f" {counted(parts, 'part')} {noun(parts, 'has', 'have')} no other price." if parts else ""
    )


def _together(told: Iterable[str]) -> str:
    """Return phrases as one; each may have commas and an `and` of its own."""
    *first, last = told
    return ", ".join([*first, f"and {last}"]) if first else last


NOTHING_UNUSED = Unused()
