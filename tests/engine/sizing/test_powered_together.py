"""What one unit may power together: only what may be in a build together."""

from decimal import Decimal
from typing import Any

from planner.engine.sizing.program import uncosted
from planner.engine.sizing.size import Sizer
from planner.model.parts import Carrier
from planner.model.requirement import Requirement, Role
from tests.engine.sizing_cases import RATES, board, part, patch, shop, supply, switch, wish

CARRIER = part(
    Carrier, "four", slots=4, ports=1, switch_mbps=1000, fits="module",
    power_connector="barrel", supply_v=Decimal(12), power_max_w=Decimal(7),
)  # fmt: skip


def powered_together(wanted: Requirement) -> set[frozenset[int]]:
    """Return the sets of milliwatts that one unit of a supply may power, each of a class."""
    facts: dict[str, Any] = {"storage_onboard_gb": 32, "storage_slots": ()}
    on_barrel = {"power_connector": "barrel", "supply_v": Decimal(12)} | facts
    module = board("module", form="compute module", power_connector="module", **facts)
    catalog = shop(
        (board("pi", power_max_w=Decimal(5), **on_barrel), "50.00"),
        (module, "40.00"),
        (CARRIER, "80.00"),
        (supply("two", 12, 60, ports=2), "15.00"),
        (switch("sw", 8, 1000), "10.00"),
        (patch(), "1.00"),
    )
    made = uncosted(wanted, Sizer(wanted, catalog, RATES).found)
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
