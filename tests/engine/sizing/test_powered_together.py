"""What one unit may power together: only what may be in a build together."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.sizing import program_power
from planner.engine.sizing.program import uncosted
from planner.engine.sizing.size import Sizer
from planner.model.catalog import Catalog
from planner.model.parts import Carrier
from planner.model.proof import Status
from planner.model.requirement import Requirement, Role
from tests.engine.sizing_cases import RATES, board, part, patch, shop, supply, switch, wish

CARRIER = part(
    Carrier, "four", slots=4, ports=1, switch_mbps=1000, fits="module",
    power_connector="barrel", supply_v=Decimal(12), power_max_w=Decimal(7),
)  # fmt: skip


def catalog() -> Catalog:
    """Return a board, a module with its carrier, and a supply of two plugs for either."""
    facts: dict[str, Any] = {"storage_onboard_gb": 32, "storage_slots": ()}
    on_barrel = {"power_connector": "barrel", "supply_v": Decimal(12)} | facts
    module = board("module", form="compute module", power_connector="module", **facts)
    return shop(
        (board("pi", power_max_w=Decimal(5), **on_barrel), "50.00"),
        (module, "40.00"),
        (CARRIER, "80.00"),
        (supply("two", 12, 60, ports=2), "15.00"),
        (switch("sw", 8, 1000), "10.00"),
        (patch(), "1.00"),
    )


def powered_together(wanted: Requirement) -> set[frozenset[int]]:
    """Return the sets of milliwatts that one unit of a supply may power, each of a class."""
    made = uncosted(wanted, Sizer(wanted, catalog(), RATES).found)
    return {
        frozenset(taken.power.draw_mw for taken in each.pattern)
        for each in made.fillings
        if each.part_number == "two"
    }


def test_a_carrier_and_a_board_share_no_unit_where_all_nodes_are_alike() -> None:
    alone = {frozenset({5_000}), frozenset({27_000})}  # the carrier with four modules of 5 W
    assert powered_together(wish(nodes=4)) == alone


def test_a_carrier_and_a_board_of_another_role_may_share_a_unit() -> None:
    roles = (Role(name="other", nodes=2),)
    assert frozenset({5_000, 27_000}) in powered_together(wish(nodes=4, roles=roles))


def test_how_units_are_filled_is_found_once_for_any_number_of_nodes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    patterns = program_power.charger_patterns

    def counting(charger: Any, *rest: Any) -> Any:
        asked.append(charger.part.part_number)
        return patterns(charger, *rest)

    monkeypatch.setattr(program_power, "charger_patterns", counting)
    sizer = Sizer(wish(nodes=5), catalog(), RATES, varies=("nodes",))
    found = [sizer.best(wish(nodes=nodes)).status for nodes in range(1, 6)]
    assert (found, asked) == ([Status.OPTIMAL] * 5, ["two"])


def test_what_else_is_asked_of_the_units_is_found_anew() -> None:
    roles = (Role(name="other", nodes=2),)
    sizer = Sizer(wish(nodes=4, roles=roles), catalog(), RATES, varies=("nodes", "roles"))
    both = uncosted(wish(nodes=4, roles=roles), sizer.found).fillings
    alone = uncosted(wish(nodes=4), sizer.found).fillings
    again = uncosted(wish(nodes=4, roles=roles), sizer.found).fillings
    assert both == again
    assert len(alone) < len(both)
