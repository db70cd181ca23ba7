"""Power from whatever is cheapest and fits: supplies, or the network, node by node."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.sizing.size import size
from planner.model.build import Build
from planner.model.findings import has_errors
from planner.model.parts import PortKind
from planner.model.proof import Status
from planner.model.requirement import PowerSource, Requirement, Role
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    hat,
    nic,
    patch,
    poe_switch,
    shop,
    switch,
    wish,
)

NETWORK: tuple[Any, ...] = (
    (card("card"), "10.00"),
    (patch(), "1.00"),
    (switch("plain", 8), "20.00"),
    (poe_switch("poe", 8, 8), "60.00"),
)
ON_USB: tuple[Any, ...] = ((charger("usb", 5, 60), "30.00"), (cord(), "2.00"))


def sized(*wares: Any, **wishes: Any) -> Sizing:
    return size(wish(**wishes), shop(*NETWORK, *wares), RATES)


def parts_of(found: Sizing) -> dict[str, int]:
    assert found.build is not None, reasons(found)
    assert not has_errors(found.findings)
    numbers = {each.part_number for each in found.build.positions}
    return {number: found.build.quantity_of(number) for number in sorted(numbers)}


def powered(build: Build) -> set[str]:
    """Return the boards that get their power over the network."""
    modules = {wire.device for wire in build.wiring if wire.kind is PortKind.POE}
    return {wire.device for wire in build.wiring if wire.unit in modules}


def test_nodes_are_powered_by_whatever_costs_less_unless_somebody_says_otherwise() -> None:
    assert Requirement(on=wish(nodes=1).on, nodes=1).power is PowerSource.ANY
    pi = (board("pi"), "50.00")

    # Two nodes: 20 + 30 + 2 × 2 by a charger, 60 + 2 × 8 over the network.
    dear = sized(pi, (hat("hat"), "8.00"), *ON_USB, nodes=2)
    assert parts_of(dear) == {"card": 2, "cord": 2, "patch": 3, "pi": 2, "plain": 1, "usb": 1}
    # At 20 + 45 + 2 × 2 against 60 + 2 × 4 the network powers them for 1 less.
    other = ((charger("usb", 5, 60), "45.00"), (cord(), "2.00"))
    cheap = sized(pi, (hat("hat"), "4.00"), *other, nodes=2)
    assert parts_of(cheap) == {"card": 2, "hat": 2, "patch": 3, "pi": 2, "poe": 1}
    assert cheap.status is Status.OPTIMAL


def test_one_role_hangs_on_a_charger_and_another_on_the_network() -> None:
    # No charger is known to have the plug of the small one, and no module fits the large one.
    small = board("small", power_connector=None)
    large = board("large", isa="x86-64")
    wares = ((small, "10.00"), (large, "90.00"), (hat("hat", "small"), "9.00"), *ON_USB)

    found = sized(*wares, nodes=3, roles=(Role(name="head", isa=("x86-64",)),))

    assert parts_of(found) == {
        "card": 3, "cord": 1, "hat": 2, "large": 1, "patch": 4, "poe": 1, "small": 2, "usb": 1,
    }  # fmt: skip
    assert found.build is not None
    assert powered(found.build) == {"small#1", "small#2"}
    outlets = {w.device for w in found.build.wiring if w.unit == "usb#1"}
    assert outlets == {"large#1"}
    why = {each.part_number: each.why for each in found.build.positions}
    assert "each runs" not in why["usb"]
    assert "it runs 5 boards of 5 W" in why["usb"]


def test_nodes_that_are_powered_are_on_ports_of_the_fastest_wish_beside_plugged_in_ones() -> None:
    # Two ports are fast and powered; the slow node on a charger takes a slow one.
    few = poe_switch("few", 8, 8)
    small = board("small", power_connector=None, nic_mbps=1000)
    large = board("large", isa="x86-64")
    wares = ((small, "10.00"), (large, "90.00"), (hat("hat", "small"), "9.00"), (few, "50.00"))

    found = sized(
        *wares, *ON_USB, nodes=3, mbps=1000, roles=(Role(name="head", isa=("x86-64",), mbps=100),)
    )

    assert parts_of(found)["few"] == 1
    assert found.build is not None
    assert powered(found.build) == {"small#1", "small#2"}


def test_a_board_that_no_charger_is_strong_enough_for_is_powered_over_the_network() -> None:
    pi = (board("pi", power_max_w=Decimal(10)), "50.00")
    weak = ((charger("usb", 1, 6), "1.00"), (cord(), "1.00"))

    assert parts_of(sized(pi, (hat("hat"), "9.00"), *weak, nodes=1))["hat"] == 1
    alone = sized(pi, *weak, nodes=1)
    assert alone.status is Status.INFEASIBLE
    assert "no charger is known to supply the watts" in " ".join(reasons(alone))


def test_on_two_networks_no_node_is_powered_by_one_of_them() -> None:
    pi = (board("pi"), "50.00")
    wares = (pi, (hat("hat"), "1.00"), (nic("nic"), "5.00"))

    assert "hat" not in parts_of(sized(*wares, *ON_USB, nodes=1, redundant=True))
    assert sized(*wares, nodes=1, redundant=True).status is Status.INFEASIBLE


def test_a_board_whose_watts_nobody_states_is_no_way_to_the_fewest_watts() -> None:
    vague = (board("pi", power_max_w=None, power_connector=None), "50.00")

    found = sized(vague, (hat("hat"), "9.00"), nodes=1, objective="watts")

    assert found.status is Status.INFEASIBLE
    assert "its peak draw is not known): pi" in " ".join(reasons(found))


@pytest.mark.parametrize("nodes", [1, 7, 8])
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_power_from_anywhere_costs_what_the_cheaper_source_does(nodes: int, data: Any) -> None:
    price = st.integers(1, 60).map(lambda amount: f"{amount}.00")
    wares = [
        (board("pi", power_max_w=Decimal(data.draw(st.integers(3, 12)))), data.draw(price)),
        (board("pi-2", power_max_w=Decimal(4)), data.draw(price)),
        (hat("hat", poe_class_w=Decimal(data.draw(st.sampled_from(("7", "15.4"))))), "9.00"),
        (hat("hat-2", "pi-2"), data.draw(price)),
        (charger("usb", data.draw(st.integers(1, 6)), 40), data.draw(price)),
        (cord(), "2.00"),
    ]
    catalog = shop(*NETWORK, *wares)

    def least(source: str) -> Decimal | None:
        found = size(wish(nodes=nodes, power=source), catalog, RATES)
        return None if found.bom is None else found.bom.subtotal.amount

    both = [cost for source in ("charger", "poe") if (cost := least(source)) is not None]
    assert least("any") == min(both, default=None)
