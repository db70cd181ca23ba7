"""Parts that a person wants in the build: each has a job, lies beside it, or is in the way."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.capacity import capacity
from planner.engine.questions.conflict import contradiction
from planner.engine.sizing.size import size
from planner.model.findings import Severity
from planner.model.parts import Case, Other, Part
from planner.model.requirement import Pieces, Wanted
from planner.model.sizing import Sizing
from planner.model.wording import demand_text, reasons
from tests.engine.sizing_cases import (
    RATES,
    board,
    breaks,
    card,
    charger,
    cord,
    hat,
    in_packs,
    nic,
    part,
    patch,
    poe_switch,
    shop,
    supply,
    switch,
    wish,
)

USUAL: tuple[tuple[Part, str], ...] = (
    (board("pi"), "20.00"),
    (card("card"), "5.00"),
    (charger("charger", 10, 60), "30.00"),
    (switch("eight", 8), "25.00"),
    (patch("patch"), "1.00"),
    (cord("cord"), "2.00"),
    (poe_switch("powering", 8, 8), "80.00"),
    (hat("pi-hat"), "15.00"),
    (nic("gigabit"), "12.00"),
    (part(Case, "rack", shelves=8, fits="pi"), "40.00"),
)
# One part of each category, and of some several, that has no job in a build of the usual ones.
IDLE: tuple[Part, ...] = (
    board("bare", nic_mbps=None),
    board("large", power_connector="barrel", supply_v=Decimal(19), nic_mbps=None),
    board("module", form="compute module"),
    card("drive", 500, "NVMe"),
    card("vague", 500, None),
    supply("brick", 12),
    charger("atx", 1, 90, connector="ATX"),
    switch("unknown", None),
    nic("vague-nic", host=None),
    nic("inside", host="PCIe"),
    cord("hdmi", end="HDMI").model_copy(update={"carries": "video"}),
    cord("to-usb-c", end="USB-C"),
    hat("other-hat", fits="somebody else's board"),
    hat("injector", kind="injector"),
    part(Case, "box"),
    part(Other, "fan", kind="cooling"),
    part(Other, "carrier", kind="carrier"),
)
WISHES: dict[str, dict[str, Any]] = {
    "plain": {"nodes": 4},
    "a single switch": {"nodes": 7, "cascade": False},
    "over the network": {"nodes": 4, "power": "poe"},
    "own power": {"nodes": 4, "power": "none"},
    "two networks": {"nodes": 4, "redundant": True},
    "cases": {"nodes": 4, "shelves": True},
    "grown": {"cores": 16},
    "spares": {"nodes": 4, "spares": 1},
    "roles": {"nodes": 4, "roles": ({"name": "master", "nodes": 1},)},
}


def sized(*more: Any, **wishes: Any) -> Sizing:
    """Return what these wishes come to with the usual parts and more."""
    return size(wish(**wishes), shop(*USUAL, *more), RATES)


def in_bill(found: Sizing, number: str) -> tuple[int, int]:
    """Return how many pieces of a part are in the bill, and how many of them have no job."""
    assert found.bom is not None, reasons(found)
    lines = [each.line for each in found.bom.lines if each.line.part_number == number]
    return sum(line.quantity for line in lines), sum(line.spares for line in lines)


def verdicts(found: Sizing) -> list[str]:
    """Return what the rules find in the proposal, in words."""
    return [each.line() for each in found.findings if not each.code.startswith("price")]


@pytest.mark.parametrize("asked", WISHES.values(), ids=WISHES)
@pytest.mark.parametrize("idle", IDLE, ids=lambda each: each.part_number)
def test_a_wanted_part_without_a_job_is_in_the_bill_and_changes_nothing_else(
    idle: Part, asked: dict[str, Any]
) -> None:
    number = idle.part_number
    without = sized((idle, "7.00"), **asked, must_not=(number,))

    found = sized((idle, "7.00"), **asked, must=(Wanted(part_number=number, quantity=3),))

    assert in_bill(found, number) == (3, 3)
    assert f"3 × {number}: required by you." in reasons(found)
    assert without.bom is not None
    assert found.bom is not None
    assert found.bom.total is not None
    assert without.bom.total is not None
    assert (found.bom.total - without.bom.total).amount == 21
    assert verdicts(found) == verdicts(without)
    assert found.plan is not None
    assert without.plan is not None
    assert capacity(found.plan) == capacity(without.plan)
    assert found.plan.build.wiring == without.plan.build.wiring


@pytest.mark.parametrize("asked", WISHES.values(), ids=WISHES)
@pytest.mark.parametrize("number", [each.part_number for each, _ in USUAL])
def test_every_usual_part_may_be_wanted_or_is_named_as_in_the_way(
    number: str, asked: dict[str, Any]
) -> None:
    wanted = wish(**asked, must=(Wanted(part_number=number, quantity=2),))
    catalog = shop(*USUAL)

    found = size(wanted, catalog, RATES)

    if found.build is None:
        assert f"2 × {number}" in [
            demand_text(each.wish) for each in contradiction(wanted, catalog, RATES)
        ]
    else:
        assert in_bill(found, number)[0] >= 2
        assert [f for f in found.findings if f.severity is Severity.ERROR] == []


def test_a_wanted_board_that_no_charger_powers_is_a_node_where_power_is_seen_to() -> None:
    large = (board("large", power_connector="barrel", supply_v=Decimal(19)), "90.00")
    one = (Wanted(part_number="large", quantity=1),)

    assert in_bill(sized(large, nodes=4, must=one), "large") == (1, 1)
    assert in_bill(sized(large, nodes=4, must=one, power="none"), "large") == (4, 0)


def test_a_wanted_part_in_packs_or_with_a_price_break_lies_beside_in_the_cheapest_amount() -> None:
    fan = part(Other, "fan")
    wanted = (Wanted(part_number="fan", quantity=2),)

    packed = sized((fan, in_packs("fan", "7.00", 12)), nodes=1, must=wanted)
    falling = sized((fan, breaks("fan", (1, "7.00"), (10, "0.50"))), nodes=1, must=wanted)

    assert in_bill(packed, "fan") == (2, 2)
    assert in_bill(falling, "fan") == (10, 10)
    assert "10 × fan: required by you; 8 more, because 10 cost less than 2." in reasons(falling)


def test_more_leads_than_are_needed_lie_beside_if_they_are_wanted() -> None:
    found = sized(nodes=4, must=(Wanted(part_number="patch", quantity=9),))

    assert in_bill(found, "patch") == (9, 4)
    assert "9 × patch: 4 nodes and 1 uplink; 4 more, because required by you." in reasons(found)


def test_an_owned_part_that_is_wanted_beside_the_build_costs_nothing() -> None:
    fan = (part(Other, "fan"), "7.00")
    owned = (Pieces(part_number="fan", quantity=2),)
    must = (Wanted(part_number="fan", quantity=2),)

    found = sized(fan, nodes=1, must=must, owned=owned)

    assert in_bill(found, "fan") == (2, 2)
    assert found.bom is not None
    assert found.bom.total == sized(fan, nodes=1).bom.total  # type: ignore[union-attr]
