"""Sizing with barrel plugs: a supply of the board's volts, or a lead from a USB socket."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.sizing.size import size
from planner.model.findings import has_errors
from planner.model.parts import Board, PortKind
from planner.model.proof import Status
from planner.model.requirement import PowerSource
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    hat,
    patch,
    poe_switch,
    shop,
    supply,
    switch,
    wish,
)

NETWORK = ((card("card"), "10.00"), (switch("sw", 9), "30.00"), (patch(), "1.00"))


def barrel(number: str = "xu4", volts: int = 5, watts: int = 10, **facts: Any) -> Board:
    """Return a board with a barrel plug: 10 W at 5 V, unless told otherwise."""
    known = {"supply_v": Decimal(volts), "power_max_w": Decimal(watts)}
    return board(number, power_connector="barrel", **(known | facts))


def sized(*wares: Any, prune: bool = True, **wishes: Any) -> Sizing:
    """Return what is proposed for two nodes, unless told otherwise, without headroom."""
    asked = wish(**({"nodes": 2, "headroom_percent": 0} | wishes))
    found = size(asked, shop(*NETWORK, *wares), RATES, prune=prune)
    assert not has_errors(found.findings)
    return found


def pieces(found: Sizing) -> dict[str, int]:
    """Return what a proposal has besides card, switch and network leads."""
    assert found.build is not None
    counts = {each.part_number: each.quantity for each in found.build.positions}
    return {number: n for number, n in counts.items() if number not in ("card", "sw", "patch")}


def power(found: Sizing) -> list[str]:
    """Return the wires that carry power to boards: `xu4#1 brick#1 1 barrel_power`."""
    assert found.build is not None
    return [
        f"{wire.device} {wire.unit} {wire.unit_port} {wire.kind}"
        for wire in found.build.wiring
        if wire.kind in (PortKind.USB_POWER, PortKind.BARREL_POWER)
    ]


@pytest.mark.parametrize("volts", [5, 12, 19])
def test_a_supply_of_the_same_volts_powers_a_board_by_its_own_plug(volts: int) -> None:
    found = sized((barrel(volts=volts), "50.00"), (supply("brick", volts), "9.00"))

    assert pieces(found) == {"xu4": 2, "brick": 2}
    assert power(found) == ["xu4#1 brick#1 1 barrel_power", "xu4#2 brick#2 1 barrel_power"]


def test_a_lead_brings_a_barrel_plug_to_a_usb_socket() -> None:
    found = sized(
        (barrel(), "50.00"), (charger("hub", 4, 40), "20.00"), (cord("lead", end="barrel"), "2.00")
    )

    assert pieces(found) == {"xu4": 2, "hub": 1, "lead": 2}
    assert power(found) == ["xu4#1 hub#1 1 usb_power", "xu4#2 hub#1 2 usb_power"]


LEAD = (cord("lead", end="barrel"), "2.00")
NO_WAY = "Not used (no power supply or USB cable of its voltage has a barrel plug): xu4."


@pytest.mark.parametrize(
    "wares",
    [
        [(supply("brick", 12), "9.00")],
        [(supply("brick", None), "9.00"), (charger("hub", 4, 40), "20.00")],
        [(charger("hub", 4, 40), "20.00"), (cord("micro"), "2.00")],
        [(charger("hub", 4, 40, connector="USB-C"), "20.00"), LEAD],
        # A lead that a charger brings is no socket, though it ends in the plug of one.
        [
            (charger("own", 1, 40, connector="USB-C"), "20.00"),
            (cord("lead", "USB-C", "barrel"), "2.00"),
        ],
        [LEAD],
    ],
)
def test_a_board_that_no_plug_of_its_volts_reaches_is_left_out_and_why_is_said(wares: Any) -> None:
    found = sized((barrel(), "50.00"), *wares)

    assert found.status is Status.INFEASIBLE
    assert NO_WAY in reasons(found)


def test_a_lead_from_usb_gives_no_twelve_volts() -> None:
    wares = ((charger("hub", 4, 80), "20.00"), LEAD)
    assert sized((barrel(volts=12), "50.00"), *wares).status is Status.INFEASIBLE


def test_a_little_over_five_volts_is_five() -> None:
    board = barrel(supply_v=Decimal("5.2"))
    found = sized((board, "50.00"), (supply("brick", "5.1"), "9.00"))

    assert pieces(found) == {"xu4": 2, "brick": 2}


def test_limits_hold_for_each_supply() -> None:
    """Two plugs and 25 W: of boards of 10 W each runs two, of boards of 15 W one."""
    brick = (supply("brick", 12, 25, 2), "9.00")
    for watts, units in ((10, 2), (15, 3)):
        found = sized((barrel(volts=12, watts=watts), "50.00"), brick, nodes=3)
        assert pieces(found) == {"xu4": 3, "brick": units}


def test_a_plug_gives_the_current_that_its_board_draws_at_its_volts() -> None:
    """24 W are 2 A at 12 V; at 5 V they would be 4.8 A."""
    enough = (supply("brick", 12, port_max_ma=2000), "9.00")
    weak = (supply("brick", 12, port_max_ma=1999), "9.00")
    wanted = (barrel(volts=12, watts=24), "50.00")

    assert pieces(sized(wanted, enough)) == {"xu4": 2, "brick": 2}
    assert sized(wanted, weak).status is Status.INFEASIBLE


def test_the_lead_decides_which_usb_socket_powers_a_board() -> None:
    """The socket with a lead is too weak and the strong one has none: so there is no way."""
    weak = (charger("weak", 4, 80, port_max_ma=1000), "20.00")
    strong = (charger("strong", 4, 80, connector="USB-C"), "20.00")

    assert sized((barrel(), "50.00"), weak, strong, LEAD).status is Status.INFEASIBLE
    c_lead = (cord("c-lead", "USB-C", "barrel"), "2.00")
    found = sized((barrel(), "50.00"), weak, strong, LEAD, c_lead)
    assert pieces(found) == {"xu4": 2, "strong": 1, "c-lead": 2}


def test_boards_on_usb_and_on_a_barrel_plug_share_a_charger() -> None:
    """Only the second board has the memory that the master asks for."""
    found = sized(
        (board("pi"), "20.00"),
        (barrel(ram_mb=4096), "50.00"),
        (charger("hub", 4, 20), "20.00"),
        (cord("micro"), "2.00"),
        LEAD,
        nodes=3,
        roles=({"name": "master", "nodes": 1, "ram_gb": 4},),
    )

    assert pieces(found) == {"xu4": 1, "pi": 2, "hub": 1, "micro": 2, "lead": 1}


@pytest.mark.parametrize("prune", [True, False])
def test_a_cheaper_and_larger_supply_of_other_volts_beats_none(prune: bool) -> None:
    found = sized(
        (barrel("twelve", volts=12), "50.00"),
        (barrel("nineteen", volts=19), "20.00"),
        (supply("bargain", 5, 90, 4), "1.00"),
        (supply("brick", 12), "9.00"),
        prune=prune,
    )

    assert pieces(found) == {"twelve": 2, "brick": 2}


def test_a_wanted_supply_of_unknown_volts_is_bought_beside_and_not_plugged_in() -> None:
    found = sized(
        (barrel(), "50.00"),
        (supply("brick", 5), "9.00"),
        (supply("silent", None), "1.00"),
        must=({"part_number": "silent"},),
    )

    assert pieces(found) == {"xu4": 2, "brick": 2, "silent": 1}
    assert found.build is not None
    assert "required by you" in [each.why for each in found.build.positions]
    # It lies in a drawer, and what is not plugged in is not judged.
    assert not any("volts of barrel plugs" in each.message for each in found.findings)


def test_a_splitter_that_does_not_state_its_volts_powers_no_board_on_a_barrel_plug() -> None:
    wares = (
        (hat("split", "barrel boards", kind="splitter"), "15.00"),
        (poe_switch("poe", 4, 3), "60.00"),
    )
    made_for = (hat("made", "xu4"), "25.00")

    over_network = {"power": PowerSource.POE}
    assert sized((barrel(), "50.00"), *wares, **over_network).status is Status.INFEASIBLE
    found = sized((barrel(), "50.00"), *wares, made_for, **over_network)
    assert pieces(found) == {"xu4": 2, "made": 2, "poe": 1}


def test_who_powers_the_boards_in_another_way_needs_no_plug() -> None:
    assert pieces(sized((barrel(), "50.00"), power=PowerSource.NONE)) == {"xu4": 2}


# --- USB at other volts --------------------------------------------------------------------------

TWELVE = board("x4", power_connector="USB-C", supply_v=Decimal(12), power_max_w=Decimal(20))


def test_a_board_of_twelve_volts_over_usb_takes_a_supply_that_states_them() -> None:
    own = charger("own", 1, 30, connector="USB-C", supply_v=Decimal(12))
    wares = (
        (TWELVE, "50.00"),
        (charger("five", 1, 30, connector="USB-C", supply_v=Decimal(5)), "1.00"),
        (charger("silent", 1, 30, connector="USB-C"), "1.00"),
    )
    found = sized(*wares, (own, "9.00"))
    assert pieces(found) == {"x4": 2, "own": 2}
    nothing = sized(*wares)
    assert nothing.status is Status.INFEASIBLE
    told = "Not used (no charger is known to supply the volts that it takes over USB): x4."
    assert told in reasons(nothing)


def test_a_board_of_five_volts_takes_no_supply_of_twelve() -> None:
    own = charger("own", 1, 30, connector="USB-C", supply_v=Decimal(12))
    wares = ((board("pi", power_connector="USB-C"), "50.00"), (own, "1.00"))
    assert sized(*wares).status is Status.INFEASIBLE
    five = charger("five", 1, 30, connector="USB-C", supply_v=Decimal("5.1"))
    assert pieces(sized(*wares, (five, "9.00"))) == {"pi": 2, "five": 2}


def test_a_lead_to_a_barrel_plug_brings_no_twelve_volts_from_usb() -> None:
    twelve = charger("twelve", 4, 90, supply_v=Decimal(12))
    assert sized((barrel(volts=12), "50.00"), (twelve, "9.00"), LEAD).status is Status.INFEASIBLE
    wares = ((barrel(), "50.00"), (twelve, "1.00"), LEAD, (charger("hub", 4, 40), "9.00"))
    assert pieces(sized(*wares)) == {"xu4": 2, "hub": 1, "lead": 2}


def test_a_board_a_little_below_five_volts_is_not_taken_for_one_of_five() -> None:
    low = board("low", power_connector="USB-C", supply_v=Decimal("4.5"))
    found = sized((low, "50.00"), (charger("five", 1, 30, connector="USB-C"), "9.00"))
    assert found.status is Status.INFEASIBLE
