"""Orders of several copies follow the cell with their number, or say that they cannot."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.buying.basket import buy
from planner.engine.buying.landing import land
from planner.engine.reporting._order_copies import NOT_FOLLOWED, NOT_ORDERED
from planner.engine.reporting.group_orders import group_reports
from planner.engine.reporting.orders import CHANGED, OrderPaper, order_document, orders_of
from planner.engine.reporting.vendor_order import NOT_IN_STOCK
from planner.model.basket import Allotment, Need, Pick
from planner.model.buying import NO_TERMS, Market, Settlement
from planner.model.document import Orders
from planner.model.expressions import Ref
from planner.model.group_order import CopiedNeed, Member, PackedPart
from planner.model.offers import Content, Offer
from planner.model.spares import SpareRule
from planner.model.table import UNPRICED
from planner.model.vendors import Vendor
from tests.engine.purchase_cases import shop, sold
from tests.engine.reporting.test_order_cells import (
    FOUND,
    LANDING,
    NOTE,
    TOTAL,
    differences,
    line,
    sales,
    sheet,
    vendors,
)

COPIES = Ref("copies", "copies", "copies")
PER_COPY = Ref("answer", "per_copy", "amount")
SAID = "not proven: vendors and packs were chosen for {} copies"
OUT_OF_DATE = Ref("packing", "out of date", "")


def wanted(part: str, per_copy: int, **facts: Any) -> CopiedNeed:
    return CopiedNeed(part, part.title(), per_copy, ruled=per_copy, **facts)


def bought(
    *lines: tuple[Offer, int],
    vendors: Sequence[Vendor],
    members: Sequence[Member],
    paid: Settlement = LANDING,
) -> Orders:
    """Return the orders for so many needed pieces of some offers."""
    lines = tuple((offer, pieces) for offer, pieces in lines if pieces)
    needs = [Need(part_number=offer.part_number, quantity=pieces) for offer, pieces in lines]
    picks = [
        Pick(
            offer=offer,
            packs=offer.packs_for(pieces),
            allotted=(Allotment(need=i, part_number=offer.part_number, pieces=pieces),),
        )
        for i, (offer, pieces) in enumerate(lines)
    ]
    basket = land(picks, needs, vendors, paid)
    known = {vendor.vendor: vendor for vendor in vendors}
    paper = OrderPaper("a kit", basket, FOUND, paid, NO_TERMS, known, {}, tuple(members))
    return order_document(paper)


def kits(
    copies: int,
    *sold_for: tuple[Offer, CopiedNeed],
    vendors: Sequence[Vendor] = (shop("a"),),
    paid: Settlement = LANDING,
) -> Orders:
    """Return the orders for copies of a build each of whose parts is sold by one offer."""
    member = Member("Kit", copies, (), copied=tuple(need for _, need in sold_for))
    lines = [(offer, need.pieces(copies)) for offer, need in sold_for]
    return bought(*lines, vendors=vendors, members=[member], paid=paid)


def test_packs_breaks_thresholds_and_taxes_follow_the_number_of_copies() -> None:
    vendor = shop(
        "a",
        shipping="15",
        free_shipping_over="200",
        import_tax_percent="9",
        import_tax_over="400.00 SGD",
    )
    parts = (
        (sold("board", "a", "1: 20.00, 10: 18.00"), wanted("board", 2)),
        (sold("lead", "a", "1: 4.00", pack_size=5, minimum_quantity=2), wanted("lead", 3)),
        (sold("fan", "a", "1: 3.00", order_multiple=4), wanted("fan", 1, at_hand=1)),
    )
    before = kits(3, *parts, vendors=[vendor])
    # 6 × 20 + 2 × 4 + 4 × 3 = 140, and 15 for the parcel.
    assert sheet(before)[TOTAL] == Decimal("155.00")
    assert sheet(before)[PER_COPY] == Decimal("51.67")
    # Of 12: 24 × 18 + 8 × 4 + 12 × 3 = 500, no freight, and 9 % of it at the border.
    for copies, total in ((5, "204.00"), (12, "545.00"), (1, "63.00")):
        edits = {COPIES: Decimal(copies)}
        found = sheet(before, edits)
        assert (copies, found[TOTAL]) == (copies, Decimal(total))
        assert found[NOTE] == SAID.format(3)
        assert differences(before, kits(copies, *parts, vendors=[vendor]), edits) == []


def test_spares_are_rounded_up_once_over_all_copies_and_follow_their_percentage() -> None:
    tenth = SpareRule(percent=Decimal(10))
    one_in = SpareRule(part_number="fan", one_in=8)
    parts = (
        (sold("board", "a"), wanted("board", 7, rule=tenth)),
        (sold("fan", "a"), CopiedNeed("fan", "Fan", 4, rule=one_in, ruled=3, stated=1)),
    )
    before = kits(3, *parts)
    spares = Ref("needs", "need_1_1", "spares")
    assert sheet(before)[spares] == 3
    assert sheet(before, {COPIES: 10})[spares] == 7
    assert differences(before, kits(10, *parts), {COPIES: 10}) == []
    assert sheet(before, {Ref("needs", "need_1_1", "percent"): Decimal(50)})[spares] == 11
    assert sheet(before, {Ref("needs", "need_1_2", "one_in"): 1})[TOTAL] == (24 + 12 + 6) * 10


def test_pieces_that_are_spares_are_told_and_follow_the_copies() -> None:
    need = CopiedNeed("board", "Board", 8, (), 0, SpareRule(one_in=8), ruled=7, stated=1)
    spares = (PackedPart("board", "Board", 4), PackedPart("fan", "Fan", 1))
    member = Member("Kit", 4, (), (), spares, copied=(need, wanted("fan", 2)))
    board, fan = sold("board", "a"), sold("fan", "a")
    before = bought((board, 30), (fan, 9), (board, 2), vendors=[shop("a")], members=[member])
    rows = [Ref("spares", f"spare_{place}", "pieces") for place in (1, 2)]
    assert [sheet(before)[each] for each in rows] == [4, 1]
    assert sheet(before, {COPIES: 16})[rows[0]] == 16
    # Of the lines for one part the first have them, and a CSV file says so.
    assert [row.cells[9] for row in before.lines.rows][:3] == [4, 1, 0]
    alone = Member("Kit", 1, (), (), spares[1:], copied=(wanted("fan", 3),))
    once = bought((fan, 3), vendors=[shop("a")], members=[alone])
    assert sheet(once)[Ref("spares", "spare_1", "pieces")] == 1
    assert sheet(once).computed.count(Ref("spares", "spare_1", "pieces")) == 0


def test_what_is_owned_serves_the_first_copies_and_what_it_leaves_out_is_in_no_order() -> None:
    parts = ((sold("board", "a"), wanted("board", 2)), (sold("fan", "a"), wanted("fan", 1)))
    owned = wanted("fan", 2, at_hand=4)
    member = Member("Kit", 2, (), copied=(parts[0][1], owned))
    before = bought((parts[0][0], 4), vendors=[shop("a")], members=[member])
    assert sheet(before)[TOTAL] == 40
    more = sheet(before, {COPIES: 3})
    assert (more[TOTAL], more[Ref("needs", "need_1_2", "ordered")]) == (UNPRICED, NOT_ORDERED)
    assert sheet(before, {COPIES: 1})[TOTAL] == 20


def test_of_several_lines_for_one_part_the_one_without_a_stock_takes_what_is_left() -> None:
    few = sold("board", "a", "1: 9.00", stock=4)
    rest = sold("board", "b", "1: 10.00")
    member = Member("Kit", 3, (), copied=(wanted("board", 3),))
    before = bought((few, 4), (rest, 5), vendors=[shop("a"), shop("b")], members=[member])
    taken = [Ref("order_a", "line_1", "packs"), Ref("order_b", "line_1", "packs")]
    for copies, packs in ((3, [4, 5]), (5, [4, 11]), (1, [3, 0])):
        found = sheet(before, {COPIES: copies})
        assert [found[each] for each in taken] == packs
        assert found[TOTAL] == packs[0] * 9 + packs[1] * 10


def test_a_bundle_cannot_follow_and_the_line_says_so_as_soon_as_there_are_other_copies() -> None:
    bundle = sold("board", "a", also_holds=(Content(part_number="fan", pieces=1),))
    needs = (wanted("board", 1), wanted("fan", 1))
    member = Member("Kit", 2, (), copied=needs)
    before = bought((bundle, 2), vendors=[shop("a")], members=[member])
    assert sheet(before)[TOTAL] == 20
    found = sheet(before, {COPIES: 3})
    assert found[line("needed")] == NOT_FOLLOWED
    assert found[TOTAL] == UNPRICED


def test_more_packs_than_are_needed_are_those_of_the_proof_and_of_no_other_number() -> None:
    cheaper = sold("board", "a", "1: 10.00, 10: 8.00")
    member = Member("Kit", 3, (), copied=(wanted("board", 3),))
    needs = [Need(part_number="board", quantity=9)]
    given = (Allotment(need=0, part_number="board", pieces=9),)
    basket = land([Pick(offer=cheaper, packs=10, allotted=given)], needs, [shop("a")], LANDING)
    known = {"a": shop("a")}
    paper = OrderPaper("a kit", basket, FOUND, LANDING, NO_TERMS, known, {}, (member,))
    before = order_document(paper)
    assert sheet(before)[TOTAL] == 80
    assert sheet(before, {COPIES: 2})[TOTAL] == 60


def test_more_than_a_vendor_has_is_no_amount() -> None:
    before = kits(3, (sold("board", "a", stock=10), wanted("board", 3)))
    found = sheet(before, {COPIES: 4})
    assert (found[line("amount")], found[TOTAL]) == (NOT_IN_STOCK, UNPRICED)


def test_each_build_of_an_order_has_copies_of_its_own() -> None:
    board = sold("board", "a", "1: 10.00, 8: 9.00")
    mine = Member("Kit", 2, (), copied=(wanted("board", 2),), owner="Ann")
    yours = Member("Box", 1, (), copied=(wanted("board", 3),))
    before = bought((board, 7), vendors=[shop("a")], members=[mine, yours])
    assert sheet(before)[TOTAL] == 70
    assert PER_COPY not in sheet(before)
    found = sheet(before, {Ref("copies", "copies_2", "copies"): 2})
    assert found[TOTAL] == 90
    assert found[NOTE] == "not proven: vendors and packs were chosen for other numbers of copies"


def test_another_need_of_a_copy_moves_its_order_and_a_cleared_one_is_no_amount() -> None:
    before = kits(2, (sold("board", "a", pack_size=10), wanted("board", 2)))
    each = Ref("needs", "need_1_1", "per_copy")
    assert sheet(before, {each: 8})[TOTAL] == 20
    # Within the same pack it comes to the same, and still it is another order.
    assert sheet(before, {each: 3})[TOTAL] == 10
    assert sheet(before, {each: 3})[NOTE] == CHANGED
    for cleared in (each, COPIES):
        found = sheet(before, {cleared: None})
        assert (found[TOTAL], found[NOTE]) == (UNPRICED, CHANGED)


def test_one_copy_has_no_such_cell_and_reads_as_before() -> None:
    before = kits(1, (sold("board", "a"), wanted("board", 2)))
    assert COPIES not in sheet(before)
    assert [report.name for report in before.reports] == ["summary", "order_a"]
    assert line("packs") not in sheet(before).computed


def test_copies_of_which_nobody_says_what_they_need_leave_the_packs_to_the_person() -> None:
    before = bought((sold("board", "a"), 4), vendors=[shop("a")], members=[Member("Kit", 2, ())])
    assert [report.name for report in before.reports] == ["summary", "order_a"]
    assert line("packs") not in sheet(before).computed
    assert sheet(before, {COPIES: 3})[NOTE] == SAID.format(2)


def test_packing_lists_say_when_they_are_out_of_date() -> None:
    needs = (Need(part_number="board", quantity=4),)
    packed = (PackedPart("board", "Board", 2),)
    member = Member("Kit", 2, needs, packed, copied=(wanted("board", 2),))
    market = Market((sold("board", "a"),), (shop("a"),))
    found = buy(needs, market, LANDING)
    more = tuple(group_reports([member], (), None, "SGD"))
    made = orders_of(
        found, market, LANDING, NO_TERMS, title="Kit", names={}, members=(member,), more=more
    )
    lists = made.reports[-1]
    assert lists.name == "packing"
    assert lists.changed is not None
    assert [report.changed is None for report in made.reports[:-1]] == [True, True, True]


@st.composite
def kit_parts(draw: Any) -> tuple[Offer, CopiedNeed]:
    offer, _, _ = draw(sales())
    rule = draw(
        st.one_of(
            st.none(),
            st.builds(lambda of: SpareRule(percent=of), st.sampled_from([Decimal(5), Decimal(12)])),
            st.builds(lambda of: SpareRule(one_in=of), st.integers(1, 9)),
        )
    )
    per_copy, stated = draw(st.integers(1, 9)), draw(st.integers(0, 1))
    stated = min(stated, per_copy - 1)
    need = CopiedNeed(
        "board", "Board", per_copy, (), draw(st.integers(0, 1)), rule, per_copy - stated, stated
    )
    return offer.model_copy(update={"also_holds": (), "break_kind": "all-units"}), need


@settings(max_examples=100)
@given(
    vendor=vendors(),
    parts=st.lists(kit_parts(), min_size=1, max_size=3),
    opened=st.integers(2, 12),
    then=st.integers(2, 12),
)
def test_any_orders_with_other_copies_come_to_what_the_planner_counts(
    vendor: Vendor, parts: list[tuple[Offer, CopiedNeed]], opened: int, then: int
) -> None:
    named = [
        (
            offer.model_copy(update={"part_number": f"part-{index}"}),
            CopiedNeed(**vars(need) | {"part_number": f"part-{index}"}),
        )
        for index, (offer, need) in enumerate(parts)
    ]
    before, after = (kits(copies, *named, vendors=[vendor]) for copies in (opened, then))
    assert differences(before, before, {}) == []
    assert differences(before, after, {COPIES: Decimal(then)}) == []


@pytest.mark.parametrize("copies", [2, 3])
def test_a_part_that_serves_as_well_follows_the_need_that_it_is_bought_for(copies: int) -> None:
    other = sold("nano", "a", "1: 5.00")
    need = CopiedNeed("board", "Board", 2, alternates=("nano",))
    before = kits(2, (other, need))
    assert sheet(before, {COPIES: copies})[TOTAL] == copies * 10


def test_who_may_take_which_pieces_on_terms_of_their_own_no_sheet_can_tell() -> None:
    few, rest = sold("board", "a", "1: 9.00", stock=4), sold("board", "b", "1: 10.00")
    own = Need(part_number="board", quantity=9, only=("a", "b"))
    bound = Member("Kit", 3, (own,), copied=(wanted("board", 3),))
    before = bought((few, 4), (rest, 5), vendors=[shop("a"), shop("b")], members=[bound])
    assert sheet(before)[TOTAL] == 86
    assert sheet(before, {COPIES: 5})[TOTAL] == UNPRICED
