"""Where the money goes, and how much of a charger is asked for."""

from decimal import Decimal

import pytest

from planner.engine.planning.capacity import capacity, supply_load
from planner.engine.planning.cost import cost, cost_shares
from planner.model.comparison import Figure
from tests.engine.samples import charge, plan


@pytest.mark.parametrize(
    ("positions", "charges", "expected"),
    [
        ([], [], []),
        (["7 pi3 10 SGD"], [], ["Boards S$70.00 100 %"]),
        (
            ["1 switch8 20 SGD", "7 pi3 10 SGD", "1 giga8 5 SGD"],
            ["shipping 5 SGD"],
            ["Boards S$70.00 70 %", "Switches S$25.00 25 %", "Charges S$5.00 5 %"],
        ),
        # What costs nothing, or nobody knows what, has no share.
        (["7 pi3 10 SGD", "1 hub owned", "1 switch8"], [], ["Boards S$70.00 100 %"]),
        (["7 pi3 10 SGD"], ["shipping 5 EUR"], ["Boards S$70.00 100 %"]),
        (["1 hub owned"], [], []),
        # Each is rounded for itself.
        (
            ["1 pi3 1 SGD", "1 sd16 1 SGD", "1 hub 1 SGD"],
            [],
            ["Boards S$1.00 33 %", "Storage S$1.00 33 %", "Power S$1.00 33 %"],
        ),
    ],
)
def test_shares_come_dearest_first(
    positions: list[str], charges: list[str], expected: list[str]
) -> None:
    bom = cost(plan(*positions, charges=tuple(charge(text) for text in charges)))
    assert [f"{s.title} {s.amount} {s.percent} %" for s in cost_shares(bom)] == expected


@pytest.mark.parametrize(
    ("positions", "draw", "load"),
    [
        (["7 pi3", "1 hub"], "35", 58),
        (["7 pi3", "1 hub"], "90", 150),
        (["7 pi3", "1 hub"], None, None),
        (["7 pi3"], "35", None),
    ],
)
def test_a_load_is_in_percent_of_the_supply(
    positions: list[str], draw: str | None, load: int | None
) -> None:
    figure = Figure(value=None if draw is None else Decimal(draw))
    assert supply_load(figure, capacity(plan(*positions))) == load
