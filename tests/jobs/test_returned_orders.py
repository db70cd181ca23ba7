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


def order_sheet(book: Any) -> str:
    [sheet] = [each for each in book.sheetnames if each not in ("Summary", "What is needed")]
    return str(sheet)


def test_more_packs_are_the_least_that_is_bought_and_fewer_are_told() -> None:
    returned, made, _ = back(lambda book: put(book, "rpi-3b", "Packs", 9, sheet=order_sheet(book)))

    assert told(returned) == [("~", "MOQ", "1", "9")]
    (offer,) = (each for each in made.offers if each.vendor == "a")
    assert offer.minimum_quantity == 9
    # The other shop sells eight for less than nine cost here.
    assert returned.total_after == Money.parse("88.00 SGD")
    fewer, _, _ = back(lambda book: put(book, "rpi-3b", "Packs", 7, sheet=order_sheet(book)))
    assert fewer.changes == ()
    (_, why) = fewer.findings
    assert "fewer pieces than are needed: that takes 8" in why.message


def test_another_pack_size_is_a_term_of_the_build() -> None:
    def edit(book: Any) -> None:
        put(book, "rpi-3b", "Pack size", 3, sheet=order_sheet(book))

    returned, made, catalog = back(edit)

    assert told(returned) == [("~", "pack size", "1", "3")]
    (offer,) = (each for each in made.offers if each.vendor == "a")
    assert offer.pack_size == 3
    assert returned.total_after == Money.parse("30.00 SGD")
    assert cost_build(made, catalog, TERMS)[1].total == returned.total_after


def test_terms_of_a_vendor_are_no_part_of_a_build_and_why_is_said() -> None:
    def edit(book: Any) -> None:
        book[order_sheet(book)]["J16"].value = 7.5

    returned, _, _ = back(edit)

    (_, why) = returned.findings
    assert why.subject == "a!J16"
    assert "is 7.5 there, and 0 in the catalog." in why.message
    assert "hold for every order" in why.message
    assert returned.changes == ()


BY_PACKS = sold("rpi-3b", "a", "1: 10.00, 5: 9.00, 20: 8.00", currency="SGD")


def back_by_packs(
    edit: Callable[[Any], None], *, rejected: tuple[int, ...] = ()
) -> tuple[ReturnedWorkbook, Build]:
    catalog = small_catalog(offers=[BY_PACKS])
    catalog = catalog.model_copy(update={"vendors": (shop("a", currency="SGD"),)})
    need = CopiedNeed("rpi-3b", "A board", 4, ruled=4)
    orders = kits(2, (BY_PACKS, need), vendors=[shop("a", currency="SGD")])
    book = openpyxl.load_workbook(BytesIO(xlsx.export(orders)))
    edit(book)
    saved = BytesIO()
    book.save(saved)
    of = build(position("board", "rpi-3b", 4), copies=2)
    content = saved.getvalue()
    return take_back("o.xlsx", content, of, catalog, TERMS, rejected=rejected, today=TODAY)


def price_break(book: Any, place: int, *, start: object = None, price: object = None) -> None:
    sheet = book[order_sheet(book)]
    heading = next(row for row in sheet.iter_rows() if row[3].value == "From packs")
    row = sheet[heading[0].row + 1 + place]
    if start is not None:
        row[3].value = start
    if price is not None:
        row[8].value = price


def test_price_breaks_come_back_as_terms_of_the_build() -> None:
    def edit(book: Any) -> None:
        price_break(book, 1, start=8, price=8.5)

    returned, made = back_by_packs(edit)

    assert told(returned) == [
        ("~", "packs of a price break", "5", "8"),
        ("~", "price of a price break", "9", "8.5"),
    ]
    assert returned.total_before == Money.parse("72.00 SGD")
    assert returned.total_after == Money.parse("68.00 SGD")
    (offer,) = made.offers
    assert [(each.min_quantity, str(each.price)) for each in offer.price_breaks] == [
        (1, "10.00"),
        (8, "8.5"),
        (20, "8.00"),
    ]
    one_of_two, _ = back_by_packs(edit, rejected=(2,))
    assert one_of_two.total_after == Money.parse("72.00 SGD")


def test_untouched_price_breaks_change_nothing() -> None:
    returned, _ = back_by_packs(lambda _: None)

    assert (returned.changes, len(returned.findings)) == ((), 1)


def test_a_price_that_was_typed_over_is_that_of_the_break_it_stands_for() -> None:
    def edit(book: Any) -> None:
        put(book, "rpi-3b", "Packs", 8, sheet=order_sheet(book))
        put(book, "rpi-3b", "Price per pack", 8.75, sheet=order_sheet(book))

    returned, _ = back_by_packs(edit)

    assert told(returned) == [("~", "price of a price break", "9", "8.75")]
    assert returned.total_after == Money.parse("70.00 SGD")


def test_a_price_for_nobody_knows_how_many_packs_is_told() -> None:
    def edit(book: Any) -> None:
        put(book, "rpi-3b", "Price per pack", 8.75, sheet=order_sheet(book))

    returned, _ = back_by_packs(edit)

    assert returned.changes == ()
    assert "how many packs it is for" in returned.findings[-1].message


def test_price_breaks_that_were_taken_out_are_told() -> None:
    def edit(book: Any) -> None:
        sheet = book[order_sheet(book)]
        heading = next(row for row in sheet.iter_rows() if row[3].value == "From packs")
        sheet.delete_rows(heading[0].row + 3)

    returned, _ = back_by_packs(edit)

    assert returned.changes == ()
    assert "2 price breaks stand there, and the offer has 3" in returned.findings[-1].message


def test_price_breaks_out_of_their_order_are_refused_with_the_reason() -> None:
    returned, _ = back_by_packs(lambda book: price_break(book, 1, start=30))

    assert [each.taken for each in returned.changes] == [False]
    assert "out of their order" in returned.findings[-1].message
