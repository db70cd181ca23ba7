"""Boards that a person asks for are what every node is, and not a piece beside the others."""

from typing import Any

import pytest

from planner.engine.questions.conflict import contradiction
from planner.engine.sizing.size import size
from planner.model.findings import PlannerError
from planner.model.proof import Status
from planner.model.requirement import Role, Wanted
from planner.model.sizing import Sizing
from planner.model.wording import demand_text
from tests.engine.sizing_cases import RATES, board, card, charger, cord, patch, shop, switch, wish

WARES: tuple[Any, ...] = (
    (board("cheap"), "20.00"),
    (board("dear"), "30.00"),
    (board("dearest", isa="x86-64"), "90.00"),
    (board("vague", power_connector=None), "10.00"),
    (card("card"), "5.00"),
    (charger("charger", 10, 60), "30.00"),
    (switch("eight", 8), "25.00"),
    (patch("patch"), "1.00"),
    (cord("cord"), "2.00"),
)


def sized(**wishes: Any) -> Sizing:
    return size(wish(**wishes), shop(*WARES), RATES)


def boards_in(found: Sizing) -> dict[str, int]:
    assert found.build is not None
    names = ("cheap", "dear", "dearest", "vague")
    return {name: count for name in names if (count := found.build.quantity_of(name))}


def test_every_node_is_the_board_that_is_asked_for() -> None:
    found = sized(nodes=3, boards=("dear",))

    assert found.status is Status.OPTIMAL
    assert boards_in(found) == {"dear": 3}
    # 3 × (30 + 5 + 2 + 1) + 30 + 25 + 1
    assert found.bom is not None
    assert str(found.bom.total) == "S$170.00"


def test_of_several_boards_that_are_asked_for_the_cheapest_is_taken() -> None:
    assert boards_in(sized(nodes=3, boards=("dearest", "dear"))) == {"dear": 3}
    # In roles as well: each node is one of them.
    head = Role(name="head", isa=("x86-64",))
    found = sized(nodes=3, boards=("dearest", "dear"), roles=(head,))
    assert boards_in(found) == {"dear": 2, "dearest": 1}


def test_a_required_board_is_every_node_unless_somebody_says_how_many() -> None:
    assert boards_in(sized(nodes=3, must=(Wanted(part_number="dear"),))) == {"dear": 3}
    # So many of it at least, and of the other nodes any: here all are alike.
    assert boards_in(sized(nodes=3, must=(Wanted(part_number="dear", quantity=2),))) == {"dear": 3}
    # Of a part that is no board it is one piece.
    two = sized(nodes=3, must=(Wanted(part_number="charger"), Wanted(part_number="dear")))
    assert boards_in(two) == {"dear": 3}


def test_two_required_boards_are_both_there_and_no_other() -> None:
    both = (Wanted(part_number="dear"), Wanted(part_number="dearest"))
    head = Role(name="head")

    assert boards_in(sized(nodes=3, must=both, roles=(head,))) == {"dear": 2, "dearest": 1}
    assert sized(nodes=3, must=both).status is Status.INFEASIBLE


def test_a_board_asked_for_that_cannot_be_a_node_is_in_the_way_by_its_name() -> None:
    wanted = wish(nodes=2, boards=("vague",))

    found = contradiction(wanted, shop(*WARES), RATES)

    told = {demand_text(each.wish): str(each.cost) for each in found}
    # 2 × (20 + 5 + 2 + 1) + 30 + 25 + 1, and with nobody to power it 2 × (10 + 5 + 1) + 25 + 1
    assert told == {"vague as every node": "S$112.00", "power for every node": "S$58.00"}


@pytest.mark.parametrize("field", ["boards", "only", "must_not"])
def test_a_board_that_no_catalog_has_is_named(field: str) -> None:
    with pytest.raises(PlannerError, match="stranger"):
        sized(nodes=1, **{field: ("stranger",)})


def test_a_part_that_is_no_board_cannot_be_asked_for_as_every_node() -> None:
    with pytest.raises(PlannerError, match="card is not a board"):
        sized(nodes=1, boards=("dear", "card"))
