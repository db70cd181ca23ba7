"""What LibreOffice counts of an edited workbook is what the planner counts of it, taken back.

Builds that are bought on a shop's terms are edited at random, cell by cell: quantities, prices,
MOQ, order multiples, packs, price breaks, charges, spares, copies. LibreOffice opens and saves all
of them in one run; each comes back as the edits that were made, and as the total on its sheet.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.jobs.plans import document_of
from planner.jobs.returned_workbooks import take_back
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.cost_question import CostTerms
from planner.model.document import Document
from planner.model.expressions import Ref
from planner.model.offers import PriceBreak
from planner.model.spares import SpareRule
from planner.model.table import Kind, value_of
from tests.io.exporters.test_recalculates import recalculated
from tests.io.exporters.test_workbooks_at_random import changed_book
from tests.jobs.test_returned_values import TODAY
from tests.plans import build, gst, offer, position, price, shipping, small_catalog
from tests.workbooks import at, places, read

pytestmark = pytest.mark.libreoffice

BOOKS, EDITS = 40, 4
TERMS = CostTerms()
TOTAL = Ref("bill_totals", "total", "total")
_TABLES = ("bill", "bill_breaks", "bill_totals", "spare_rules", "copies")
_WHOLE = Kind.INTEGER


def catalog(chance: Random) -> Catalog:
    """Return parts that are sold on terms drawn at random, each by one shop."""
    first = Decimal(chance.randint(2_000, 9_000)) / 100
    second = first - Decimal(chance.randint(100, 900)) / 100
    return small_catalog(
        offers=[
            offer(
                "rpi-3b",
                "1",
                price_breaks=(
                    PriceBreak(price=first),
                    PriceBreak(min_quantity=chance.randint(5, 20), price=second),
                ),
            ),
            offer("lead-03", "2.35", minimum_quantity=chance.randint(2, 9)),
            offer("switch-8p", "19.90", order_multiple=chance.randint(2, 4)),
            offer("microsd-16gb", "21.70", pack_size=chance.randint(2, 5)),
        ]
    )


def made(chance: Random) -> Build:
    """Return a build of them, in copies, with spares or charges."""
    return build(
        position("board", "rpi-3b", chance.randint(1, 30)),
        position("storage", "microsd-16gb", chance.randint(1, 30)),
        position("cable", "lead-03", chance.randint(1, 30)),
        position("switch", "switch-8p", chance.randint(1, 4)),
        position("charger", "charger-10", 1, price=price("38.35 SGD")),
        copies=chance.choice([1, 1, 3]),
        spare_rules=chance.choice([(), (), (SpareRule(percent=Decimal(10)),)]),
        charges=chance.choice([(), (shipping("12.00 SGD"), gst("9"))]),
    )


def edits(of: Document, chance: Random) -> Iterator[tuple[Ref, Any]]:
    """Yield some cells of a person's with another number for each."""
    entered = [
        (ref, cell, column)
        for report in of.reports
        for table in report.tables
        if table.name in _TABLES
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        for ref in [Ref(table.name, row.key, column.key)]
        if column.entered and cell not in ("", None) and not places(of)[ref].computed
    ]
    for ref, cell, column in chance.sample(entered, EDITS):
        number: Any = chance.randint(1, 25)
        if column.kind is not _WHOLE:
            number = Decimal(chance.randint(1, 3_000)) / 100
        if number != getattr(value_of(cell), "amount", value_of(cell)):
            yield ref, number


def test_calc_and_planner_come_to_one_total_of_an_edited_workbook(
    calc_path: Path, tmp_path: Path
) -> None:
    chance = Random(20261130)  # noqa: S311 a person, not a secret
    asked, books = [], {}
    for number in range(BOOKS):
        parts, of = catalog(chance), made(chance)
        told = document_of(of, parts, TERMS)
        changed = dict(edits(told, chance))
        asked.append((of, parts, told, changed))
        books[f"book{number}"] = changed_book(told, changed, tmp_path / "edited.xlsx")

    done = recalculated(calc_path, tmp_path, books)

    wrong, alike = [], 0
    for number, (of, parts, told, changed) in enumerate(asked):
        saved = done[f"book{number}"]
        returned, _ = take_back("book.xlsx", saved, of, parts, TERMS, today=TODAY)
        shown = at(read(saved, values=True), places(told)[TOTAL]).value
        rows = sorted(places(told)[ref].row + 1 for ref in changed)
        came = sorted(int("".join(filter(str.isdigit, e.where.partition("!")[2])))
                      for e in returned.changes)  # fmt: skip
        if came != rows:
            wrong.append(f"{number} {changed}: rows {came}, not {rows}")
        if not isinstance(shown, int | float) or returned.total_after is None:
            continue  # The workbook says in a word what it cannot count.
        if not all(each.taken for each in returned.changes):
            continue
        alike += 1
        if abs(Decimal(repr(shown)) - returned.total_after.amount) > Decimal("0.000001"):
            wrong.append(f"{number} {changed}: sheet {shown}, planner {returned.total_after}")
    assert not wrong, "\n".join(wrong)
    assert alike > BOOKS * 0.7
