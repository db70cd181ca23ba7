"""Keep the lines of a list that are no parts of the catalog as parts of one's own catalog."""

from datetime import date
from pathlib import Path

from planner.jobs.imported_builds import own_name, own_part_of_line
from planner.jobs.keep_list import keep_list
from planner.model.bill_matching import ReadBill
from planner.model.catalog import Catalog
from planner.model.own import WrittenRow
from planner.model.parts import Part


def own_parts_of_bill(bill: ReadBill, catalog: Catalog) -> tuple[Part, ...]:
    """Return the parts that the lines of a bill would be which are none of the catalog."""
    own: dict[str, Part] = {}
    for line, match in zip(bill.reading.lines, bill.matches, strict=True):
        if match.part_number is None and line.part_of_bill:
            own_part_of_line(line, match, catalog, own, bill.reading.file)
    return tuple(own.values())


def count_own_parts(bill: ReadBill) -> int:
    """Return how many parts of one's own those would be: lines of one name are one part."""
    pairs = zip(bill.reading.lines, bill.matches, strict=True)
    return len(
        {
            own_name(line.name)
            for line, match in pairs
            if match.part_number is None and line.part_of_bill
        }
    )


def keep_own_parts(
    own: Path, bill: ReadBill, catalog: Catalog, *, today: date
) -> tuple[WrittenRow, ...]:
    """Write those parts into one's own catalog, without prices; tell what became of each.

    The next list with such names finds them, and so do the other pages.
    """
    rows, _ = keep_list(own, own_parts_of_bill(bill, catalog), (), catalog, shops={}, today=today)
    return rows
