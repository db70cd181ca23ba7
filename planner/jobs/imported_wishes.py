"""Requirements of a bill that was read: its parts of the catalog are there already, or required."""

from collections import Counter
from decimal import Decimal
from typing import Any

from planner.model.bill_matching import ReadBill
from planner.model.catalog import Catalog
from planner.model.requirement import MOST_NODES

_MOST_PIECES = 100_000


def parts_of_bill(bill: ReadBill, catalog: Catalog) -> dict[str, int]:
    """Return how many pieces of each part of the catalog the lines of a bill are.

    Lines that are left out, and those of no whole number of pieces, are none.
    """
    found: Counter[str] = Counter()
    for line, match in zip(bill.reading.lines, bill.matches, strict=True):
        count = line.quantity if line.pieces is None else line.pieces
        whole = count is not None and count > 0 and count == count.to_integral_value()
        if match.part_number in catalog.by_number and line.part_of_bill and whole:
            found[str(match.part_number)] += int(count or Decimal(0))
    return {number: min(pieces, _MOST_PIECES) for number, pieces in found.items()}


def wishes_of_bill(bill: ReadBill, catalog: Catalog, *, owned: bool) -> dict[str, Any]:
    """Return requirements with the parts of a bill: as those one has, else as required ones.

    There are as many nodes as the bill has boards, if it has any.
    """
    parts = parts_of_bill(bill, catalog)
    boards = sum(
        pieces for number, pieces in parts.items() if catalog.by_number[number].category == "board"
    )
    pieces = [{"part_number": each, "quantity": count} for each, count in parts.items()]
    nodes = {"nodes": min(boards, MOST_NODES)} if boards else {"nodes": 8}
    return {**nodes, "owned" if owned else "must": pieces}
