"""Where changes of a workbook come from, and what is said of one that cannot be taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.model.bill_matching import LineMatch
from planner.model.bill_reading import ReadLine
from planner.model.bom import BomLine
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import ExchangeRate
from planner.model.returned_workbook import WorkbookChange


@dataclass(frozen=True)
class Source:
    """The file that changes come from, the day it came back, and the plan that it was made of.

    `lines` are those of its bill, and `places` where the positions of each are in an own copy of
    the build; `rates` are those that it is costed at, and `on` the
    day it is of.
    """

    file: str
    today: date
    catalog: Catalog
    match: Callable[[ReadLine, str | None], LineMatch]
    lines: Sequence[BomLine]
    places: Mapping[int, tuple[int, ...]]
    rates: Sequence[ExchangeRate]
    on: date
    # Words of parts and shops, which are no names of people.
    known: frozenset[str]

    def of(self, change: WorkbookChange) -> str:
        """Return where a change was read, as the source of a price or rate."""
        return f"{self.file}, {change.where}"

    def whole(self, change: WorkbookChange, *, most: int = 1_000_000) -> int:
        """Return the whole number of a change; PlannerError if it is none above 0."""
        number = change.quantity
        if number is None or number != number.to_integral_value() or not 1 <= number <= most:
            what = f"is no whole number from 1 to {most:,}"
            raise PlannerError(self.cannot(change, what))
        return int(number)

    def cannot(self, change: WorkbookChange, what: str) -> Finding:
        """Return that a change is not taken, and why."""
        said = f"“{change.after}” {what}" if change.after else what
        return Finding(
            code="returned-not-taken",
            severity=Severity.WARNING,
            subject=change.name,
            message=f"{change.where}: {said}; the change is not taken.",
            hint=f"Correct it in {self.file}, or change the plan itself.",
        )
