"""A bill in several copies: what is owned serves one of them."""

from planner.model.basket import Need
from planner.model.names import by_number, named
from planner.model.questions import Bill, OwnedLine

BILL = Bill(
    title="bill.csv",
    needs=(
        Need(part_number="board", quantity=3),
        Need(part_number="lead", quantity=8, alternates=("cord",)),
    ),
    partly_owned=(
        OwnedLine(part_number="board", quantity=4, owned=1),
        OwnedLine(part_number="fan", quantity=1, owned=1),
    ),
)


def test_of_ten_copies_what_is_owned_is_bought_for_nine() -> None:
    assert {need.part_number: need.quantity for need in BILL.in_copies(1)} == {
        "board": 3,
        "lead": 8,
    }
    assert {need.part_number: need.quantity for need in BILL.in_copies(10)} == {
        "board": 39,
        "lead": 80,
        "fan": 9,
    }


def test_what_copies_take_counts_owned_pieces_too() -> None:
    assert BILL.pieces_in(2) == {"board": 8, "lead": 16, "fan": 2}


def test_a_thing_without_a_known_name_is_called_by_its_number() -> None:
    assert [named({"a": "A"})(number) for number in ("a", "b")] == ["A", "b"]
    assert by_number("a") == "a"
