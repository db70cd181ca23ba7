"""Bills and orders at random, changed at random, opened by LibreOffice in one run: to the cent.

What LibreOffice computes is compared with the sheet counted in Decimal, which the tests of the
engine compare with the planner's own count, thousands of times.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from planner.io.exporters import xlsx
from planner.model.document import Document, Orders
from planner.model.expressions import Ref
from planner.model.table import Kind
from tests.engine.reporting import test_bill_cells as bills
from tests.engine.reporting import test_order_cells as orders
from tests.io.exporters.test_recalculates import recalculated
from tests.recount import Sheet
from tests.workbooks import SHOWN_PLACES, at, places, read

pytestmark = pytest.mark.libreoffice

DOCUMENTS, EDITS = 12, 4


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Return examples of a strategy, the same ones every time."""
    found: list[Any] = []

    @settings(max_examples=count, phases=[Phase.generate], derandomize=True, database=None)
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found


def bill_of(example: Any) -> Document:
    lines, offers, charges, counts = example
    texts = [f"{n} {each}" for n, each in zip(counts, lines, strict=False)]
    made = bills.plan(
        *texts, offers=offers, rates=bills.RATES, also=("USD",), charges=tuple(charges)
    )
    return bills.told(made)


def orders_of(example: Any) -> Orders:
    vendor, bought = example
    return orders.orders([(offer, packs) for offer, packs, _ in bought], vendor)


def changes(of: Document | Orders, chance: Random) -> dict[Ref, Any]:
    """Return some cells that a person changes: to another number, a word, or nothing."""
    cells = bills.entered(of)  # type: ignore[arg-type]
    tables = {table.name: table for report in of.reports for table in report.tables}
    found: dict[Ref, Any] = {}
    for ref in chance.sample(cells, min(EDITS, len(cells))):
        [kind] = [c.kind for c in tables[ref.table].columns if c.key == ref.column]
        number: Any = chance.randint(1, 40)
        if kind in (Kind.MONEY, Kind.NUMBER, Kind.PERCENT):
            number = Decimal(chance.randint(1, 9_999)) / 100
        found[ref] = chance.choice([number, number, number, None, "ask"])
    return found


def changed_book(of: Document | Orders, edits: Mapping[Ref, Any], path: Path) -> bytes:
    """Return a workbook with its edits, and without any stored value of a formula."""
    book, where = read(xlsx.export(of), values=False), places(of)  # type: ignore[arg-type]
    sheet = Sheet(of.reports, edits)
    for ref in edits:
        held = sheet[ref]
        at(book, where[ref]).value = float(held) if isinstance(held, Decimal) else held or None
    book.save(path)
    return path.read_bytes()


def test_calc_counts_any_changed_bill_and_order_as_the_planner_does(
    calc_path: Path, tmp_path: Path
) -> None:
    makers: list[tuple[Callable[[Any], Any], Any]] = [
        (bill_of, bills.bills()),
        (orders_of, st.tuples(orders.vendors(), st.lists(orders.sales(), min_size=1, max_size=3))),
    ]
    made = [make(each) for make, strategy in makers for each in drawn(strategy, DOCUMENTS)]
    chance = Random(20261130)  # noqa: S311 a person, not a secret
    edited = [(of, edits) for of in made for edits in ({}, changes(of, chance))]
    books = {
        f"book{number}": changed_book(of, edits, tmp_path / "edited.xlsx")
        for number, (of, edits) in enumerate(edited)
    }

    done = recalculated(calc_path, tmp_path, books)

    wrong, compared = [], 0
    for number, (of, edits) in enumerate(edited):
        book, where = read(done[f"book{number}"], values=True), places(of)  # type: ignore[arg-type]
        sheet = Sheet(of.reports, edits)
        for ref in sheet.computed:
            if ref in edits:
                continue
            compared += 1
            held, meant = at(book, where[ref]).value, sheet[ref]
            if isinstance(meant, int | Decimal):
                right = isinstance(held, int | float)
                right = right and abs(Decimal(repr(held)) - meant) < SHOWN_PLACES
            else:
                right = (held or "") == meant
            if not right:
                wrong.append(f"{number} {ref} {edits}: {held!r}, not {meant!r}")
    assert wrong == []
    assert compared > 1_000
