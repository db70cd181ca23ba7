"""Keep the lines of a list that are no parts of the catalog as parts of one's own catalog."""

from datetime import date
from pathlib import Path

from planner.io.text.cells import cells_of
from planner.jobs._impersonal import impersonal
from planner.jobs.imported_builds import own_name, own_part_of_line, price_of_line
from planner.jobs.keep_list import keep_list
from planner.jobs.list_prices import FROM_LIST, list_seller, prices_of_list, sellers_of
from planner.jobs.own import own_row, save_row
from planner.model.bill_matching import ReadBill
from planner.model.bill_reading import ReadLine
from planner.model.catalog import Catalog
from planner.model.kept_prices import KeptPrices
from planner.model.own import WrittenRow
from planner.model.parts import Part


def own_parts_of_bill(bill: ReadBill, catalog: Catalog) -> tuple[Part, ...]:
    """Return the parts that the lines of a bill would be which are none of the catalog."""
    return tuple(dict.fromkeys(part for _, part in _own_lines(bill, catalog)))


def _own_lines(bill: ReadBill, catalog: Catalog) -> list[tuple[ReadLine, Part]]:
    own: dict[str, Part] = {}
    return [
        (line, own_part_of_line(line, match, catalog, own, bill.reading.file))
        for line, match in zip(bill.reading.lines, bill.matches, strict=True)
        if match.part_number is None and line.part_of_bill
    ]


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
) -> tuple[tuple[WrittenRow, ...], KeptPrices]:
    """Write those parts into one's own catalog with their prices; tell what became of each.

    The prices are filed as prices from the list, whoever it names. The next list with such names
    finds the parts, and so do the other pages. PlannerError if nothing can be written.
    """
    lines, file = _own_lines(bill, catalog), impersonal(bill.reading.file)
    parts = tuple(dict.fromkeys(part for _, part in lines))
    priced = ((part, price_of_line(line, file, today)) for line, part in lines)
    offers = prices_of_list(priced, catalog, on=today)
    if offers and FROM_LIST not in catalog.vendor_names:
        seller = cells_of(list_seller(offers[0].currency))
        seen = own_row(own, "vendors", seller)
        save_row(own, "vendors", seller, catalog, seen=seen, today=today)
        catalog = catalog.holding((), (), sellers_of(offers, offers[0].currency))
    return keep_list(own, parts, offers, catalog, shops={}, today=today)
