"""A board that is asked for and cannot be says why, down to the fact of the part that lacks it."""

from typing import Any

from planner.engine.sizing.size import size
from planner.model.obstacles import Fact, KeptOut, Obstacle, ObstacleKind
from planner.model.parts import PoeModule
from planner.model.sizing import Sizing
from planner.model.wording import kept_out_text
from tests.engine.sizing_cases import RATES, board, card, hat, patch, poe_switch, shop, wish

WARES: tuple[Any, ...] = (
    (card("card"), "10.00"),
    (patch(), "1.00"),
    (poe_switch("poe", 8, 8), "60.00"),
    (board("pi"), "50.00"),
    (board("other"), "5.00"),
)


def sized(*modules: PoeModule, **wishes: Any) -> Sizing:
    wares = (*WARES, *((module, "9.00") for module in modules))
    return size(wish(nodes=2, power="poe", **wishes), shop(*wares), RATES)


def test_the_missing_fact_is_named_with_the_part_that_lacks_it() -> None:
    found = sized(hat("vague", poe_class_w=None), hat("stranger", "another"), boards=("pi",))

    vague = ("vague", Obstacle.unknown(Fact.POE_CLASS))
    assert found.kept_out == (KeptOut("pi", Obstacle(ObstacleKind.NO_POE_MODULE), (vague,)),)
    assert kept_out_text(found.kept_out[0]) == (
        "pi: no PoE module is known to fit and to supply what it draws. "
        "vague: its PoE class is not known."
    )


def test_a_required_board_says_the_same_and_one_that_nobody_asked_for_says_nothing() -> None:
    asked = sized(hat("vague", poe_class_w=None), must=({"part_number": "pi"},))
    assert [each.part_number for each in asked.kept_out] == ["pi"]

    assert sized(hat("vague", poe_class_w=None)).kept_out == ()
    # Where there is a build, nothing is kept out of it.
    assert sized(hat("good"), boards=("pi",)).kept_out == ()


def test_what_lacks_no_part_has_no_further_reason() -> None:
    found = sized(hat("good"), boards=("pi",), mbps=1000)

    assert found.kept_out == (KeptOut("pi", Obstacle(ObstacleKind.SLOW_PORT)),)


def test_a_board_that_can_be_is_not_kept_out_where_the_budget_is_in_the_way() -> None:
    assert sized(hat("good"), boards=("pi",), budget="3").kept_out == ()
