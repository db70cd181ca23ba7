"""Spares of a bill: counted over all of its rows, owned pieces too."""

from decimal import Decimal

from planner.engine.buying.spares import spares_of, with_spares
from planner.model.basket import Need
from planner.model.questions import Bill, OwnedLine
from planner.model.spares import SpareRule

TENTH = SpareRule(percent=Decimal(10))


def test_a_part_has_the_spares_of_the_rule_that_holds_for_it() -> None:
    rules = (TENTH, SpareRule(category="board", one_in=4))
    pieces = {"pi": 9, "patch": 11, "stranger": 1, "none": 0}
    assert spares_of(pieces, rules, {"pi": "board", "patch": "cable"}) == {
        "pi": 3,
        "patch": 2,
        "stranger": 1,
    }
    assert spares_of(pieces, (), {}) == {}


def test_the_first_need_of_a_part_has_its_spares_and_what_is_owned_needs_its_own() -> None:
    needs = (
        Need(part_number="pi", quantity=7),
        Need(part_number="pi", quantity=2, alternates=("nano",)),
        Need(part_number="card", quantity=9),
    )
    found = with_spares(needs, {"pi": 1, "patch": 2})
    assert [(each.part_number, each.quantity) for each in found] == [
        ("pi", 8),
        ("pi", 2),
        ("card", 9),
        ("patch", 2),
    ]


def test_the_pieces_of_a_bill_are_those_of_all_copies_owned_or_not() -> None:
    bill = Bill(
        title="bom.csv",
        needs=(
            Need(part_number="pi", quantity=5),
            Need(part_number="pi", quantity=1, alternates=("nano",)),
        ),
        partly_owned=(
            OwnedLine(part_number="pi", quantity=7, owned=2),
            OwnedLine(part_number="card", quantity=3, owned=3),
        ),
    )
    assert bill.pieces_in(2) == {"pi": 16, "card": 6}
