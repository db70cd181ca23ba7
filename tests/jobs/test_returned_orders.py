"""A workbook of purchase orders comes back as changes of the build that it was bought for."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from planner.io.exporters import xlsx
from planner.jobs.plans import cost_build
from planner.jobs.returned_workbooks import take_back
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.document import Orders
from planner.model.findings import PlannerError
from planner.model.group_order import CopiedNeed
from planner.model.money import Money
from planner.model.returned_workbook import ReturnedWorkbook
from tests.engine.purchase_cases import shop, sold
from tests.engine.reporting.test_order_copies import kits
from tests.jobs.test_returned_values import TERMS, TODAY, put, told
from tests.plans import build, position, small_catalog

BOARD = sold("rpi-3b", "a", "1: 10.00", currency="SGD")
OTHER = sold("rpi-3b", "b", "1: 11.00", currency="SGD")


def known() -> Catalog:
    made = small_catalog(offers=[BOARD, OTHER])
    vendors = (shop("a", currency="SGD"), shop("b", currency="SGD"))
    return made.model_copy(update={"vendors": vendors})


def bought() -> Orders:
    need = CopiedNeed("rpi-3b", "A board", 4, ruled=4)
    return kits(2, (BOARD, need), vendors=[shop("a", currency="SGD")])


def back(
    edit: Callable[[Any], None], *, copies: int = 2
) -> tuple[ReturnedWorkbook, Build, Catalog]:
    of, catalog = build(position("board", "rpi-3b", 4), copies=copies), known()
    book = openpyxl.load_workbook(BytesIO(xlsx.export(bought())))
    edit(book)
    saved = BytesIO()
    book.save(saved)
    return *take_back("o.xlsx", saved.getvalue(), of, catalog, TERMS, today=TODAY), catalog


def test_orders_that_nobody_touched_change_nothing() -> None:
    returned, _, _ = back(lambda _: None)

    assert returned.changes == ()
    assert [each.code for each in returned.findings] == ["returned-orders"]


def test_copies_pieces_and_prices_come_back() -> None:
    def edit(book: Any) -> None:
        put(book, "rpi-3b", "Per copy", 5, sheet="What is needed")
        [sheet] = [each for each in book.sheetnames if each not in ("Summary", "What is needed")]
        put(book, "rpi-3b", "Price per pack", 9.5, sheet=sheet)

    returned, made, catalog = back(edit, copies=1)

    assert told(returned) == [
        ("~", "copies", "1", "2"),
        ("~", "quantity", "4", "5"),
        ("~", "unit price", "10", "9.5"),
    ]
    assert returned.total_after == Money.parse("95.00 SGD")
    assert cost_build(made, catalog, TERMS)[1].total == returned.total_after
    assert sorted(each.vendor for each in made.offers) == ["a", "b"]


def test_a_price_above_that_of_another_shop_is_not_what_the_build_costs() -> None:
    def edit(book: Any) -> None:
        [sheet] = [each for each in book.sheetnames if each not in ("Summary", "What is needed")]
        put(book, "rpi-3b", "Price per pack", 20, sheet=sheet)

    returned, _, _ = back(edit)

    assert returned.total_after == Money.parse("88.00 SGD")


def test_orders_for_several_builds_are_refused() -> None:
    def edit(book: Any) -> None:
        for row in book["What is needed"].iter_rows():
            if row[0].value == "Part":
                row[0].offset(0, 6).value = "Build"

    with pytest.raises(PlannerError, match="several builds"):
        back(edit)


def test_packs_pack_sizes_and_terms_that_were_changed_are_told_with_their_cells() -> None:
    def edit(book: Any) -> None:
        [sheet] = [each for each in book.sheetnames if each not in ("Summary", "What is needed")]
        put(book, "rpi-3b", "Packs", 9, sheet=sheet)
        put(book, "rpi-3b", "Pack size", 3, sheet=sheet)
        book[sheet]["J16"].value = 7.5

    returned, _, _ = back(edit)

    told_of = [(each.subject, each.message) for each in returned.findings[1:]]
    assert [where for where, _ in told_of] == ["a!D6", "a!I6", "a!J16"]
    assert "sells no pack of 3 in the catalog: 1." in told_of[1][1]
    assert "is 7.5 there, and 0 in the catalog." in told_of[2][1]
    assert returned.changes == ()
