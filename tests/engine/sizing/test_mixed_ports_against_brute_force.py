"""Switches with ports of several speeds, cages and PoE, against every build there is."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.model.catalog import Catalog
from planner.model.requirement import PowerSource, Requirement, Role
from tests.engine.sizing.test_against_brute_force import assert_nothing_is_cheaper, offers
from tests.engine.sizing_cases import board, card, charger, cord, dac, hat, mixed, patch, shop, wish
from tests.examples import examples

GROUPS = ["1 x 100M RJ45", "2 x 100M RJ45", "1 x 1G RJ45", "2 x 1G RJ45", "3 x 1G RJ45",
          "1 x 2.5G RJ45", "1 x 1G RJ45/SFP", "1 x 10G SFP+", "2 x 10G SFP+",
          "1 x 1G SFP"]  # fmt: skip
POWERED = ["2 x 100M RJ45 PoE 15.4W", "1 x 1G RJ45 PoE 7W", "2 x 1G RJ45 PoE at",
           "3 x 1G RJ45 PoE af", "1 x 1G RJ45", "2 x 100M RJ45", "1 x 10G SFP+"]  # fmt: skip


@st.composite
def catalogs(draw: Any, *, powered: bool = False) -> Catalog:
    """One board, and one or two switches with ports of one to three kinds."""
    parts: list[Any] = [
        board("board-0", nic_mbps=2500, nic_bus="own", power_max_w=Decimal(4)),
        card("card"),
        charger("charger", 4, 30),
        cord(),
        patch(),
        *([dac()] if draw(st.booleans()) else []),
    ]
    kinds = st.sampled_from(POWERED if powered else GROUPS)
    for index in range(draw(st.integers(1, 2))):
        groups = draw(st.lists(kinds, min_size=1, max_size=3))
        if not any("RJ45" in each for each in groups):
            groups.append("1 x 1G RJ45")
        budget = {"poe_budget_w": Decimal(draw(st.integers(7, 60)))} if powered else {}
        parts.append(mixed(f"switch-{index}", "; ".join(groups), **budget))
    if powered:
        parts.append(hat("hat-0", "board-0", poe_class_w=Decimal(7), output_ma=1000))
        parts.append(hat("hat-1", "board-0", poe_class_w=Decimal("15.4"), output_ma=2000))
    return shop(*((item, draw(offers(item.part_number))) for item in parts))


@st.composite
def requirements(draw: Any) -> Requirement:
    """One to four nodes in one or two groups, with wishes of Mbit/s."""
    nodes = draw(st.integers(1, 3))
    speeds = st.sampled_from([None, 100, 1000, 2500])
    master = Role(name="master", nodes=1, mbps=draw(speeds))
    return wish(
        nodes=nodes,
        roles=(master,) if nodes > 1 and draw(st.booleans()) else (),
        mbps=draw(speeds),
        uplinks=draw(st.integers(0, 1)),
        cascade=draw(st.sampled_from([True, True, True, False])),
        switch_levels=draw(st.sampled_from(["2", "any"])),
    )


@examples(300)
@given(catalogs(), requirements())
def test_no_build_on_ports_of_several_speeds_is_cheaper_than_the_one_proposed(
    catalog: Catalog, wanted: Requirement
) -> None:
    assert_nothing_is_cheaper(catalog, wanted, most_units=4)


@examples(150)
@given(catalogs(powered=True), requirements().filter(lambda wanted: wanted.uplinks > 0))
def test_no_build_powered_by_ports_of_several_watts_is_cheaper_than_the_one_proposed(
    catalog: Catalog, wanted: Requirement
) -> None:
    assert_nothing_is_cheaper(
        catalog, wanted.model_copy(update={"power": PowerSource.POE}), most_units=4
    )
