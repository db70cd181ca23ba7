"""What each part needs for any number of copies, read from a bill of so many or of one."""

from decimal import Decimal

from planner.engine.buying.copied_needs import copied_in, copied_on
from planner.model.basket import Need
from planner.model.group_order import CopiedNeed
from planner.model.questions import Bill, OwnedLine
from planner.model.spares import SpareRule
from tests.engine.samples import plan, position

TENTH = SpareRule(percent=Decimal(10))


def test_lines_of_one_part_are_one_need_and_what_is_replaced_is_none() -> None:
    of = plan("2 pi3", "3 pi3 owned", "1 switch8 retired", "4 sd16", copies=3)

    assert copied_on(of.bill) == (
        # Three pieces are there already, in how many copies they may be.
        CopiedNeed("pi3", "PI3", per_copy=5, at_hand=3, ruled=5),
        CopiedNeed("sd16", "SD16", per_copy=4, ruled=4),
    )


def test_spares_that_a_build_states_are_told_apart_from_those_of_its_rule() -> None:
    of = plan(position("5 pi3", spares=1), copies=4, spare_rules=(TENTH,))

    (need,) = copied_on(of.bill)
    assert (need.per_copy, need.ruled, need.stated, need.rule) == (5, 4, 1, TENTH)
    # A tenth of 40 pieces in use are 4 spares, and 10 copies state 10: no more are needed.
    assert need.pieces(10) == 50


def test_of_a_single_copy_all_that_is_owned_serves_one_of_several() -> None:
    (need,) = copied_on(plan("3 pi3 owned").bill)

    assert (need.pieces(1), need.pieces(4)) == (0, 9)


def test_the_first_line_of_a_part_in_a_bill_has_the_spares_of_all_its_lines() -> None:
    bill = Bill(
        title="bom.csv",
        needs=(
            Need(part_number="pi3", quantity=2),
            Need(part_number="pi3", quantity=8, alternates=("pi4",)),
            Need(part_number="stranger", quantity=1),
        ),
    )

    first, second, other = copied_in(
        bill, (TENTH.model_copy(update={"category": "board"}),), {"pi3": "board"}, {"pi3": "A pi"}
    )
    assert (first.name, first.per_copy, first.ruled, first.spares(1)) == ("A pi", 2, 10, 1)
    assert (second.alternates, second.rule, second.spares(1)) == (("pi4",), None, 0)
    assert (other.name, other.rule, other.ruled) == ("stranger", None, 0)


def test_pieces_that_are_owned_serve_one_copy_though_none_must_be_bought_for_it() -> None:
    bill = Bill(
        title="bom.csv",
        needs=(Need(part_number="pi3", quantity=3),),
        partly_owned=(
            OwnedLine(part_number="pi3", quantity=5, owned=2),
            OwnedLine(part_number="sd16", quantity=4, owned=4),
        ),
    )

    found = copied_in(bill, (), {}, {})
    pieces = {each.part_number: (each.pieces(1), each.pieces(2)) for each in found}
    assert pieces == {"pi3": (3, 8), "sd16": (0, 4)}
