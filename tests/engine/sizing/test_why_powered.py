"""Switches that power nodes are explained by watts where watts are short, and not by ports."""

from decimal import Decimal

import pytest

from planner.engine.sizing._why_powered import powering_why
from planner.engine.sizing.size import size
from tests.engine.sizing_cases import RATES, board, card, hat, patch, poe_switch, shop, switch, wish

TWO = "PoE budget of 60 W each, for 3 nodes at 15.4 W; 16 ports: "


def test_a_second_switch_that_is_there_for_its_watts_says_so_first() -> None:
    catalog = shop(
        (board("pi"), "50.00"), (card("card"), "5.00"), (patch(), "1.00"), (hat("hat"), "9.00"),
        (poe_switch("poe", 8, 8), "60.00"),
    )  # fmt: skip

    build = size(wish(nodes=4, power="poe"), catalog, RATES).build

    assert build is not None
    (poe,) = (each for each in build.positions if each.part_number == "poe")
    assert (poe.quantity, poe.why.startswith(TWO)) == (2, True)


@pytest.mark.parametrize(
    ("budget", "classes", "said"),
    [
        ("60", ("15.4",), "PoE budget of 60 W each, for 3 nodes at 15.4 W; "),
        ("60", ("7", "15.4"), "PoE budget of 60 W each, for 3 nodes at 7 W or 15.4 W; "),
        ("124", ("15.4",), ""),
        ("60", (), ""),
        ("60", (None,), ""),
        (None, ("15.4",), ""),
    ],
)
def test_watts_are_told_where_they_decide(
    budget: str | None, classes: tuple[str | None, ...], said: str
) -> None:
    watts = None if budget is None else Decimal(budget)
    modules = [
        hat(f"hat-{place}", poe_class_w=None if each is None else Decimal(each))
        for place, each in enumerate(classes)
    ]

    assert powering_why(poe_switch("poe", 8, 8, poe_budget_w=watts), modules) == said
    assert powering_why(switch("plain", 8), modules) == ""
