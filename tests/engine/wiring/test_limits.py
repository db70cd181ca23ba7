"""What is tight, in numbers: ports, outlets, watts and places of each unit of a build."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.sizing.size import size
from planner.engine.wiring.limits import limits_of
from planner.model.limits import LimitKind, Taker, UnitKind, UnitLimit
from planner.model.parts import Case
from planner.model.plan import Plan
from planner.model.wording import limit_text, reasons, unit_titles_text
from tests.engine.sizing.test_size import WARES
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    hat,
    nic,
    part,
    patch,
    poe_switch,
    shop,
    switch,
    wish,
)

HUNGRY: tuple[Any, ...] = (
    (board("pi", power_max_w=Decimal("11.5")), "50"),
    (card("card"), "5"),
    (charger("usb", 6, 60), "20"),
    (switch("eight", 8), "30"),
    (patch(), "1"),
    (cord(), "1"),
    (part(Case, "rack", shelves=4, fits="pi"), "9"),
)


def sized(*wares: Any, **wishes: Any) -> Plan:
    """Return the plan of the best build of these wishes."""
    found = size(wish(**wishes), shop(*(wares or WARES)), RATES)
    assert found.plan is not None, reasons(found)
    return found.plan


def told(number: str, plan: Plan) -> list[str]:
    """Return what is said of a part's limits, with a star before what is tight."""
    (described,) = (each for each in plan.parts if each.part_number == number)
    found = limits_of(described, plan)
    return [("* " if limit.tight else "") + limit_text(limit) for limit in found]


# --- Kraken-like: 7 nodes, because a switch has 8 ports ------------------------------------------


def test_the_eighth_port_of_kraken_is_taken_by_the_router() -> None:
    plan = sized(nodes=7)

    assert told("sw-8", plan) == ["* Switch 1: 8 of 8 network ports taken (7 nodes, 1 uplink)."]
    assert told("usb-10", plan) == [
        "Charger 1: 7 of 10 outlets taken; 3 are free.",
        (
            "Charger 1: 7 boards draw 35 of the 48 W available after headroom; that leaves "
            "power for 2 more boards of 5 W."
        ),
    ]


def test_a_board_is_told_all_that_one_more_of_it_would_be_plugged_into() -> None:
    plan = sized(nodes=7)

    assert told("pi", plan) == [*told("sw-8", plan), *told("usb-10", plan)]
    assert told("card-16", plan) == []


def test_the_numbers_are_there_for_programs() -> None:
    plan = sized(nodes=7)
    (described,) = (each for each in plan.parts if each.part_number == "sw-8")

    assert limits_of(described, plan) == (
        UnitLimit(
            LimitKind.PORTS,
            UnitKind.SWITCH,
            (1,),
            Decimal(8),
            Decimal(8),
            room=0,
            by=((Taker.NODE, 7), (Taker.UPLINK, 1)),
        ),
    )


# --- watts ---------------------------------------------------------------------------------------


def test_watts_are_tight_where_no_further_board_fits_though_outlets_are_free() -> None:
    assert told("usb", sized(*HUNGRY, nodes=4)) == [
        (
            "* Charger 1: 4 boards draw 46 of the 48 W available after headroom; there is no "
            "power left for another board of 11.5 W."
        ),
        "Charger 1: 4 of 6 outlets taken; 2 are free.",
    ]


def test_without_headroom_all_watts_may_be_planned_for() -> None:
    plan = sized(*HUNGRY, nodes=5, headroom_percent=0)

    assert told("usb", plan)[0] == (
        "* Charger 1: 5 boards draw 57.5 of 60 W; there is no power left for another board "
        "of 11.5 W."
    )


def test_watts_and_outlets_of_one_board_are_told_in_the_singular() -> None:
    plan = sized(*HUNGRY[:2], (charger("one", 1, 30), "9"), *HUNGRY[3:], nodes=1)

    assert told("one", plan) == [
        "* Charger 1: 1 of 1 outlet taken.",
        (
            "Charger 1: 1 board draws 11.5 of the 24 W available after headroom; that leaves "
            "power for 1 more board of 11.5 W."
        ),
    ]


def test_watts_that_are_not_known_are_no_limit() -> None:
    plan = sized(nodes=2)

    def silent(number: str, **facts: None) -> Plan:
        parts = tuple(
            each.model_copy(update=facts) if each.part_number == number else each
            for each in plan.parts
        )
        return plan.model_copy(update={"parts": parts})

    assert told("usb-10", silent("pi", power_max_w=None)) == [
        "Charger 1: 2 of 10 outlets taken; 8 are free."
    ]
    assert told("usb-10", silent("usb-10", supply_w=None)) == [
        "Charger 1: 2 of 10 outlets taken; 8 are free."
    ]


# --- several units -------------------------------------------------------------------------------


def test_units_that_are_alike_are_told_together() -> None:
    plan = sized(*HUNGRY, nodes=12, shelves=True)

    assert told("rack", plan) == ["* Cases 1 to 3, each: 4 of 4 places taken."]
    assert told("eight", plan) == [
        ("* Switch 1: 8 of 8 network ports taken (6 nodes, 1 uplink, 1 link to another switch)."),
        "Switch 2: 7 of 8 network ports taken (6 nodes, 1 link to another switch); 1 is free.",
    ]
    assert told("usb", plan)[0].startswith("* Chargers 1 to 3, each: 4 boards draw 46 of")


@pytest.mark.parametrize(
    ("unit", "numbers", "words"),
    [
        (UnitKind.SWITCH, (2,), "switch 2"),
        (UnitKind.SWITCH, (1, 2), "switches 1 and 2"),
        (UnitKind.CHARGER, (1, 2, 4), "chargers 1, 2 and 4"),
        (UnitKind.CASE, (2, 3, 4), "cases 2 to 4"),
    ],
)
def test_several_units_have_one_name(unit: UnitKind, numbers: tuple[int, ...], words: str) -> None:
    limit = UnitLimit(LimitKind.PORTS, unit, numbers, Decimal(1), Decimal(1), 0)
    assert unit_titles_text(limit) == words


# --- adapters, and power over the network --------------------------------------------------------


def test_an_adapter_takes_a_port_of_a_switch_and_nothing_else() -> None:
    wares = (*HUNGRY, (nic("usb-nic", host="USB2"), "5"))
    plan = sized(*wares, nodes=3, redundant=True)

    assert told("usb-nic", plan) == told("eight", plan)
    assert told("eight", plan) == [
        ("Switches 1 and 2, each: 4 of 8 network ports taken (3 nodes, 1 uplink); 4 are free.")
    ]


POWERED: tuple[Any, ...] = (
    (board("pi"), "50"),
    (card("card"), "5"),
    (hat("hat"), "20"),
    (patch(), "1"),
)


def test_powered_ports_and_their_watts_are_limits_of_a_switch() -> None:
    plan = sized(*POWERED, (poe_switch("poe", 8, 4), "90"), nodes=3, power="poe")

    assert told("poe", plan) == told("hat", plan)
    assert told("poe", plan) == [
        (
            "* Switch 1: 3 modules draw 46.2 of 60 W; there is no power left for another module "
            "of 15.4 W."
        ),
        "Switch 1: 4 of 8 network ports taken (3 nodes, 1 uplink); 4 are free.",
        "Switch 1: 3 of 4 powered ports taken; 1 is free.",
    ]


def test_a_powered_port_that_a_lead_took_is_not_free() -> None:
    large = (poe_switch("poe", 4, 4, poe_budget_w=Decimal(100)), "90")

    assert told("poe", sized(*POWERED, large, nodes=3, power="poe")) == [
        "* Switch 1: 4 of 4 network ports taken (3 nodes, 1 uplink).",
        ("Switch 1: 3 modules draw 46.2 of 100 W; that leaves power for 3 more modules of 15.4 W."),
    ]


def test_all_powered_ports_may_be_taken_while_others_are_free() -> None:
    small = (poe_switch("poe", 8, 2, poe_budget_w=None), "90")
    plan = sized(
        *POWERED, (poe_switch("poe", 8, 2, poe_budget_w=Decimal(31)), "90"), nodes=2, power="poe"
    )
    silent = tuple(small[0] if each.part_number == "poe" else each for each in plan.parts)

    assert told("poe", plan.model_copy(update={"parts": silent})) == [
        "* Switch 1: 2 of 2 powered ports taken.",
        "Switch 1: 3 of 8 network ports taken (2 nodes, 1 uplink); 5 are free.",
    ]
