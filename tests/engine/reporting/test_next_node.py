"""One node more in words: what it costs, why it costs a jump, and what else it could be."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.reporting.next_node import notes, parts_table
from planner.model.build import Build
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.next_node import AddedPart, NextNode
from planner.model.words import ordinal

BUILD = Build(name="mine", title="Mine", currency="SGD", on=date(2026, 11, 29))


def sgd(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


def named(number: str) -> str:
    return {"pi": "Raspberry Pi"}.get(number, number)


def node(**changes: Any) -> NextNode:
    usual: dict[str, Any] = {
        "nodes": 9,
        "board": "pi",
        "choices": ("pi",),
        "cost": sgd("90.00"),
        "build": BUILD,
        "proven": True,
        "added": (
            AddedPart("pi", 1, sgd("50.00")),
            AddedPart("eight", 1, sgd("40.00"), shared=True, why=("8 ports are full.", "And so.")),
        ),
    }
    return NextNode("Mine", **(usual | changes))


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (21, "21st"), (112, "112th")],
)  # fmt: skip
def test_nodes_are_counted_in_words(number: int, said: str) -> None:
    assert ordinal(number) == said


def test_what_a_node_costs_and_what_is_full_are_said() -> None:
    costs, cliff = notes(node(), named)

    assert costs == (
        "The 9th node (one more Raspberry Pi) costs S$90.00. "
        "At these list prices, no cheaper set of parts makes room for it."
    )
    assert cliff == ("The 9th node costs S$40.00 more than the 8th. 8 ports are full.")


def test_a_node_that_shares_nothing_new_is_no_dearer_than_the_one_before() -> None:
    alone = node(added=(AddedPart("pi", 1, sgd("50.00")),), choices=("pi", "other"))

    assert alone.cliff is None
    assert list(notes(alone, named))[1:] == ["It could also be one more other."]
    assert node(added=(AddedPart("mine", 1, sgd("0.00"), shared=True),)).cliff is None
    two = AddedPart("usb", 1, sgd("30.00"), shared=True)
    assert node(added=(two, two)).cliff == sgd("60.00")


def test_a_part_without_a_price_is_named_and_there_is_no_cost() -> None:
    unknown = node(cost=None, added=(AddedPart("pi", 1, None),))

    assert list(notes(unknown, named)) == [
        "The 9th node (one more Raspberry Pi) costs more than is known: no price for Raspberry Pi."
    ]
    (row,) = parts_table(unknown, named).rows
    assert "unpriced" in row.cells


def test_no_node_is_said_by_its_finding_or_by_the_time_that_ran_out() -> None:
    found = Finding(code="next-node-no-board", severity=Severity.NOTE, subject="m", message="No.")

    assert list(notes(NextNode("Mine", findings=(found,)), named)) == []
    assert list(notes(NextNode("Mine", board="pi"), named)) == [
        "Time ran out before one more node was found."
    ]
