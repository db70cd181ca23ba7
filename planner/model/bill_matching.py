"""Lines of somebody's list beside parts of the catalog: which they are, how that is known."""

from decimal import Decimal
from enum import StrEnum

from planner.model.bill_reading import BillReading
from planner.model.categories import Category
from planner.model.findings import Told
from planner.model.list_memory import Remembered
from planner.model.record import Record


class MatchBasis(StrEnum):
    """How it is known which part a line is."""

    CHOSEN = "chosen"
    PART_NUMBER = "part number"
    MAKER_NUMBER = "maker's number"
    SHOP_NUMBER = "shop's number"
    NAME = "same name"
    NONE = "not known"


class MatchCandidate(Record):
    """A part that a line may be; `score` from 0 to 1 says how much of both names is the same."""

    part_number: str
    name: Told
    score: Decimal


class LineMatch(Record):
    """The part that a line is, if that is certain, and else those it may be, the likeliest first.

    A line is never taken for a part because the names resemble each other.
    """

    sheet: Told | None = None
    group: Told | None = None
    row: int
    part_number: str | None = None
    basis: MatchBasis = MatchBasis.NONE
    candidates: tuple[MatchCandidate, ...] = ()
    # What kind of part its own words mean; None where they leave a doubt.
    category: Category | None = None


class ReadBill(Record):
    """A bill of materials that was read, and which part each of its lines is, in their order."""

    reading: BillReading
    matches: tuple[LineMatch, ...] = ()
    remembered: Remembered | None = None
