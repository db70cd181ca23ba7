"""The sheet of an upgrade follows the bill and its copies, or says where it cannot."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.planning.upgrade import upgrade
from planner.engine.reporting._changed_cells import NOT_COUNTED
from planner.model.build_charges import ChargeKind
from planner.model.document import Document
from planner.model.expressions import Ref
from planner.model.mixed_set import MixedSet
from planner.model.money import Money
from planner.model.offers import PriceBreak
from planner.model.plan import Plan
from planner.model.spares import SpareRule
from planner.model.table import UNPRICED, value_of
from tests.engine.reporting.test_bill_cells import charge, due, sheet, told, totals
from tests.engine.samples import offer, plan

COPIES = Ref("copies", "copies", "copies")
DELTA, COST = Ref("change", "delta", "amount"), Ref("change", "cost", "amount")
BEFORE, AFTER = Ref("change", "before", "amount"), Ref("change", "after", "amount")
BREAKS = (PriceBreak(price=Decimal(10)), PriceBreak(min_quantity=10, price=Decimal(8)))
OFFERS = (
    offer("pi3", "40 SGD"),
    offer("pi4", "60 SGD"),
    offer("sd16", "0 SGD", price_breaks=BREAKS),
    offer("patch", "2 SGD", pack_size=5, minimum_quantity=2),
    offer("giga8", "30 SGD"),
    offer("switch8", "9 SGD"),
    offer("fan", "3 SGD", order_multiple=4),
)


def changed(before: list[str], after: list[str], copies: int = 1, **facts: Any) -> Document:
    """Return the document of one build that another becomes, in so many copies."""
    first = plan(*before, offers=OFFERS, copies=copies)
    second = plan(*after, offers=OFFERS, copies=copies, **facts)
    return told(second, upgrade=upgrade(first, second))


def counts(number: str, column: str, of: Document) -> Ref:
    table = next(e for r in of.reports for e in r.tables if e.name == "counts")
    key = next(row.key for row in table.rows if number in row.cells)
    return Ref("counts", key, column)


def bill(line: int, column: str) -> Ref:
    return Ref("bill", f"line_{line}", column)


KRAKEN = ["7 pi3", "1 switch8", "8 patch"]
GIGABIT = ["7 pi3", "7 sd16", "1 giga8", "10 patch"]


def test_copies_move_what_is_bought_replaced_and_kept_with_packs_and_breaks() -> None:
    of = changed(["7 pi3", "1 switch8"], ["7 pi3", "7 sd16", "1 giga8", "3 patch"], 3)
    # 21 cards at 8.00, 3 switches at 30.00 and 2 packs of 2.00.
    assert sheet(of)[DELTA] == 21 * 8 + 3 * 30 + 4
    assert sheet(of, {COPIES: 1})[DELTA] == 7 * 10 + 30 + 4
    assert sheet(of, {COPIES: 9})[DELTA] == 63 * 8 + 9 * 30 + 12
    found = sheet(of, {COPIES: 5})
    assert [found[counts("pi3", column, of)] for column in ("had", "wanted", "stays")] == [35] * 3
    assert found[Ref("retired", "line_1", "quantity")] == 5
    assert found[Ref("kept", "line_1", "quantity")] == 35


def test_what_the_first_build_cost_is_that_of_the_copies_exported_and_says_so() -> None:
    of = changed(KRAKEN, GIGABIT, 2)
    assert sheet(of)[BEFORE] == 14 * 40 + 18 + 4 * 2
    assert sheet(of, {COPIES: 3})[BEFORE] == NOT_COUNTED
    assert sheet(of, {COPIES: 3})[AFTER] == ""
    once = changed(KRAKEN, GIGABIT)
    assert not hasattr(due(once, BEFORE), "expression")
    assert sheet(once, {bill(2, "quantity"): 9})[BEFORE] == 7 * 40 + 9 + 2 * 2


def test_another_quantity_or_price_in_the_bill_moves_the_upgrade() -> None:
    of = changed(["7 pi3", "1 switch8"], ["7 pi3", "6 sd16", "1 giga8"])
    lines = {row.cells[2]: row.key for row in of.reports[1].tables[0].rows}
    cards, switch = lines["sd16"], lines["giga8"]
    assert sheet(of)[DELTA] == 90
    assert sheet(of, {Ref("bill", cards, "quantity"): 12})[DELTA] == 12 * 8 + 30
    assert sheet(of, {Ref("bill", switch, "unit_price"): Decimal(35)})[DELTA] == 95
    cheaper = Ref("bill_breaks", f"{cards}_break_1", "price")
    assert sheet(of, {cheaper: Decimal(9)})[DELTA] == 84
    cleared = sheet(of, {Ref("bill", switch, "unit_price"): None})
    assert (cleared[COST], cleared[DELTA]) == ("unpriced: 1 line", "")
    had = counts("giga8", "had", of)
    assert sheet(of, {had: 1})[DELTA] == 60


def test_more_of_what_was_kept_has_no_price_in_the_sheet_and_it_says_so() -> None:
    of = changed(["7 pi3"], ["7 pi3", "1 giga8"])
    found = sheet(of, {bill(1, "quantity"): 9})
    assert found[counts("pi3", "note", of)] == "more to buy: export again"
    assert (found[COST], found[DELTA]) == (UNPRICED, "")
    fewer = sheet(of, {bill(1, "quantity"): 5})
    assert fewer[counts("pi3", "note", of)] == "some replaced: export again"
    assert fewer[DELTA] == 30
    assert sheet(of, {bill(1, "quantity"): None})[DELTA] == ""


def test_charges_of_the_bill_are_those_of_the_upgrade() -> None:
    charges = (
        charge(ChargeKind.SHIPPING, amount="10 SGD"),
        charge(ChargeKind.GST, percent="10", on_shipping=True),
    )
    of = changed(["1 pi3"], ["1 pi3", "2 giga8"], charges=charges)
    assert sheet(of)[DELTA] == 77
    assert sheet(of, {totals("charge_2", "percent"): Decimal(20)})[DELTA] == 84
    assert sheet(of, {totals("charge_1"): Decimal(20)})[DELTA] == 88
    assert sheet(of, {totals("charge_2", "percent"): None})[DELTA] == ""
    twice = changed(["1 pi3"], ["1 pi3", "2 giga8"], 2, charges=charges)
    assert sheet(twice)[DELTA] == 154
    assert sheet(twice, {COPIES: 3})[DELTA] == 231


def test_pieces_left_over_from_packs_hold_for_the_copies_exported() -> None:
    # Ten leads were bought of which nine are used; one of the two more lies there already.
    of = changed(["9 patch"], ["11 patch", "1 giga8"], 2)
    assert sheet(of)[DELTA] == 60 + 4
    assert sheet(of, {bill(2, "per_copy"): 12})[DELTA] == 60 + 4
    assert sheet(of, {COPIES: 3})[DELTA] == ""
    assert sheet(of, {COPIES: 3})[counts("patch", "had", of)] == NOT_COUNTED
    covered = changed(["9 patch"], ["10 patch", "1 giga8"])
    assert sheet(covered)[DELTA] == 30
    assert sheet(covered, {bill(2, "quantity"): 11})[DELTA] == ""


def test_of_a_part_on_several_lines_nobody_says_which_has_more() -> None:
    after = ["7 pi3", "1 fan", "4 fan 5 SGD"]
    of = changed(["7 pi3"], after)
    assert sheet(of)[DELTA] == 12 + 20
    assert sheet(of, {bill(2, "quantity"): 5})[DELTA] == ""


def test_a_rule_for_spares_of_the_first_build_holds_for_the_copies_exported() -> None:
    rule = (SpareRule(percent=Decimal(10)),)
    first = plan("7 pi3", offers=OFFERS, copies=3, spare_rules=rule)
    second = plan("7 pi3", "1 giga8", offers=OFFERS, copies=3, spare_rules=rule)
    of = told(second, upgrade=upgrade(first, second))
    assert sheet(of)[DELTA] == 4 * 30
    assert sheet(of, {COPIES: 4})[counts("pi3", "had", of)] == NOT_COUNTED
    assert sheet(of, {COPIES: 4})[DELTA] == ""


def test_copies_of_the_second_build_alone_leave_what_there_was() -> None:
    first = plan("7 pi3", offers=OFFERS)
    second = plan("7 pi3", offers=OFFERS, copies=2)
    of = told(second, upgrade=upgrade(first, second))
    assert sheet(of)[DELTA] == 280
    assert sheet(of, {COPIES: 3})[DELTA] == 560
    assert sheet(of, {COPIES: 3})[BEFORE] == 280


def test_an_upgrade_of_some_copies_or_to_another_build_says_that_it_does_not_follow_this_bill() -> (
    None
):
    first, second = (plan(*of, offers=OFFERS, copies=2) for of in (KRAKEN, GIGABIT))
    change = upgrade(first, second)
    mixed = change.model_copy(update={"mixed": MixedSet(copies=2, upgraded=1)})
    other = plan(*KRAKEN, offers=OFFERS)
    for of in (told(other, upgrade=change), told(second, upgrade=mixed)):
        report = of.reports[-1]
        assert (report.name, report.stale) == ("upgrade", "")
        assert "counts" not in [table.name for table in report.tables]
        assert sheet(of)[DELTA] == change.delta.amount  # type: ignore[union-attr]
        found = sheet(of, {bill(1, "unit_price"): 9})
        amounts = [Ref("change", row, "amount") for row in ("cost", "delta", "before")]
        assert [found[each] for each in amounts] == [NOT_COUNTED] * 3
        pieces = [
            Ref(table.name, row.key, "quantity")
            for table in report.tables
            if table.name in ("added", "retired", "kept")
            for row in table.rows
        ]
        assert {found[each] for each in pieces} == {NOT_COUNTED}
    # So does what a copy of the set costs.
    copies = [Ref("change", row, "amount") for row in ("after", "per_upgraded", "per_copy")]
    of = told(second, upgrade=mixed)
    assert all(isinstance(sheet(of)[each], Decimal) for each in copies)
    found = sheet(of, {COPIES: 3})
    assert [found[each] for each in copies] == [NOT_COUNTED] * 3


def test_of_some_copies_what_replaced_parts_fetch_holds_for_the_bill_as_exported() -> None:
    first, second = (plan(*of, offers=OFFERS, copies=2) for of in (KRAKEN, GIGABIT))
    worth = {"switch8": Money(Decimal(4), "SGD")}
    change = upgrade(first, second, resale=worth)
    of = told(second, upgrade=change.model_copy(update={"mixed": MixedSet(copies=2, upgraded=1)}))
    pieces, each, amount = (Ref("retired", "line_1", e) for e in ("quantity", "fetches", "amount"))
    resale = Ref("change", "resale", "amount")
    found = sheet(of)
    assert [found[ref] for ref in (pieces, amount, resale)] == [2, 8, 8]
    assert found[DELTA] == change.delta.amount  # type: ignore[union-attr]
    # What is entered counts, as long as the bill is the one that was exported.
    dearer = sheet(of, {each: Decimal(5)})
    assert [dearer[ref] for ref in (amount, resale)] == [10, 10]
    assert dearer[DELTA] == found[DELTA] - 2
    assert sheet(of, {each: None})[DELTA] == found[DELTA] + 8
    for edit in ({COPIES: 3}, {bill(1, "per_copy"): 9}, {bill(1, "unit_price"): Decimal(9)}):
        moved = sheet(of, edit)
        assert [moved[ref] for ref in (pieces, resale, DELTA)] == [NOT_COUNTED] * 3, edit
        assert moved[amount] in ("", NOT_COUNTED)


def test_what_the_bill_lists_as_replaced_is_not_needed_and_its_upgrade_still_follows() -> None:
    of = changed(["7 pi3", "1 switch8"], ["7 pi3", "1 switch8 retired", "1 giga8"])
    assert sheet(of)[DELTA] == 30
    assert sheet(of)[counts("switch8", "wanted", of)] == 0
    lines = {row.cells[2]: row.key for row in of.reports[1].tables[0].rows}
    assert sheet(of, {Ref("bill", lines["giga8"], "quantity"): 3})[DELTA] == 90


def test_a_charge_that_the_bill_does_not_have_stands_as_the_upgrade_says_it() -> None:
    shipping = charge(ChargeKind.SHIPPING, amount="10 SGD")
    handling = charge(ChargeKind.SHIPPING, amount="5 SGD")
    first, second, dearer = (
        plan(*of, offers=OFFERS, charges=charges)
        for of, charges in (
            (["1 pi3"], ()),
            (["1 pi3", "2 giga8"], (shipping,)),
            (["1 pi3", "2 giga8"], (shipping, handling)),
        )
    )
    of = told(second, upgrade=upgrade(first, dearer))
    assert sheet(of)[DELTA] == 75
    assert sheet(of, {totals("charge_1"): Decimal(20)})[DELTA] == 85


def test_without_a_price_there_is_still_no_cost() -> None:
    of = changed(["1 pi3"], ["1 pi3", "1 hub"])
    assert sheet(of)[COST] == "unpriced: 1 line"
    assert sheet(of, {bill(2, "unit_price"): Decimal(5)})[COST] == 5


PARTS = st.lists(
    st.tuples(st.sampled_from(["pi3", "pi4", "sd16", "patch", "giga8", "fan"]), st.integers(1, 9)),
    min_size=1,
    max_size=5,
    unique_by=lambda each: each[0],
)


@settings(max_examples=80)
@given(had=PARTS, wanted=PARTS, opened=st.integers(1, 4), then=st.integers(1, 12), data=st.data())
def test_whatever_is_changed_a_cost_that_stands_there_is_the_planner_s(
    had: Any, wanted: Any, opened: int, then: int, data: Any
) -> None:
    def made(copies: int, pieces: Any) -> tuple[Plan, Plan, Document]:
        first = plan(*(f"{many} {part}" for part, many in had), offers=OFFERS, copies=copies)
        second = plan(*(f"{many} {part}" for part, many in pieces), offers=OFFERS, copies=copies)
        return first, second, told(second, upgrade=upgrade(first, second))

    _, second, before = made(opened, wanted)
    line = data.draw(st.integers(0, len(second.bill.lines) - 1))
    number, many = second.bill.lines[line].part_number, data.draw(st.integers(1, 12))
    pieces = [(part, many if part == number else count) for part, count in wanted]
    column = "per_copy" if opened > 1 else "quantity"
    edits: dict[Ref, Any] = {bill(line + 1, column): many}
    if opened > 1:
        edits[COPIES] = then
    _, _, after = made(then if opened > 1 else 1, pieces)
    assert sheet(before)[DELTA] == due(before, DELTA)
    found = sheet(before, edits)
    meant = after.upgrade.delta  # type: ignore[union-attr]
    assert isinstance(meant, Money)
    assert found[DELTA] in (meant.amount, "")
    singly = {"pi3", "pi4", "giga8"}
    kept = {part for part, _ in had}
    if {part for part, _ in wanted} <= singly and not kept & {number}:
        assert found[DELTA] == meant.amount


@pytest.mark.parametrize("copies", [1, 2])
def test_every_cell_of_an_upgrade_holds_what_the_planner_computed(copies: int) -> None:
    of = changed(KRAKEN, GIGABIT, copies)
    found = sheet(of)
    assert [ref for ref in found.computed if found[ref] != due(of, ref)] == []
    assert value_of(of.reports[-1].tables[0].rows[0].cells[-1]) is not None
