"""What hangs on the boards and draws its power through them: in sums, in wirings and in sizing."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.fitting.attachments import attached, burdened, hung_on_units
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.planning.capacity import capacity
from planner.engine.questions.frontier import frontier
from planner.engine.rules import judge
from planner.engine.rules._power import charger_has_the_watts, what_hangs_on_the_boards_is_counted
from planner.engine.sizing.size import size
from planner.engine.wiring.loads import unit_loads
from planner.model.findings import has_errors
from planner.model.parts import Board, PortKind
from planner.model.plan import Plan
from planner.model.proof import Status
from planner.model.requirement import Measure
from planner.model.sizing import Sizing
from planner.model.wiring import Wire
from tests.engine.samples import PARTS, PI_4B, codes, part, plan
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

PI_5: dict[str, Any] = PI_4B | {"power_max_w": "12.7", "storage_slots": "microSD;NVMe",
                                "supply_ma": 3000}  # fmt: skip
MORE = (
    *PARTS,
    part("pi5", "board", **PI_5),
    part("nvme8", "storage", slot="NVMe", power_max_w="8", power_typical_w="3"),
    part("nvme", "storage", slot="NVMe"),
    part("stick2", "storage", slot="USB", power_max_w="2"),
    part("nic1", "nic", host="USB3", speed_mbps=1000, power_max_w="1.5"),
    part("m2hat", "hat", fits="PI5", storage_slots="NVMe", power_max_w="0.5"),
    part("poe5", "poe", kind="hat", fits="PI5", storage_slots="NVMe", output_ma=5000),
    part("cooler", "other", kind="cooling", power_max_w="1"),
    part("router5", "other", kind="router", power_max_w="5"),
    part("router", "other", kind="router"),
    part("fancase", "case", shelves=4, power_max_w="2"),
    part("board4", "carrier", slots=4, power_max_w="6"),
    part("sw5w", "switch", ports=8, speed_mbps=1000, power_max_w="5"),
    part("sixty", "charger", ports=10, connector="USB-A", supply_w="60", port_max_ma=5000),
)


def made(build: str, **facts: Any) -> Plan:
    return plan(*build.split(", "), parts=MORE, **facts)


def most(build: str) -> str:
    figure = capacity(made(build)).power_max_w
    return f"{figure.value} {figure.note}".strip()


# --- in sums -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "watts"),
    [
        ("4 pi5, 4 nvme8", "82.8"),
        ("4 pi5, 4 nvme8, 4 m2hat, 4 cooler, 4 stick2, 4 nic1", "102.8"),
        ("1 pi5, 1 fancase, 1 sw5w, 1 router5, 1 board4", "30.7"),
        # A card's draw is in what was measured of its board.
        ("1 pi5, 1 sd16, 1 fan", "12.7"),
        (
            "1 pi5, 1 nvme, 1 router, 1 usbnic",
            "12.7 not counted: NVME; USBNIC; ROUTER (draw not known)",
        ),
        ("1 pi5, 1 nvme8 retired", "12.7"),
        ("1 pi5, 1 sixty", "12.7"),
    ],
)
def test_whatever_is_stated_to_draw_power_is_in_the_sum(build: str, watts: str) -> None:
    assert most(build) == watts


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (
            "4 pi5, 4 nvme8, 1 sixty",
            [("watts-short: The boards and their attached devices draw up to 82.8 W; the "
                "chargers")],
        ),
        ("3 pi5, 3 nvme8, 1 sixty", [("watts-short: The boards and their attached "
            "devices draw up to")]),
        ("3 pi5, 3 cooler, 1 sixty", []),
        ("4 pi5, 1 sixty", ["watts-tight: The boards draw up to 50.8 W of the 60 W supplied"]),
        # What has a supply of its own hangs on no board.
        ("3 pi5, 9 router5, 9 fancase, 9 sw5w, 9 board4, 1 sixty", []),
    ],
)  # fmt: skip
def test_chargers_power_what_hangs_on_the_boards(build: str, expected: list[str]) -> None:
    found = [f"{each.code}: {each.message}" for each in charger_has_the_watts(made(build))]
    assert len(found) == len(expected)
    assert all(said.startswith(start) for said, start in zip(found, expected, strict=True))


def test_a_recommended_supply_is_meant_for_what_is_plugged_in_too() -> None:
    assert list(charger_has_the_watts(made("4 pi5, 4 nvme8, 1 sixty", power_by="supply"))) == []


def test_a_typical_draw_is_that_of_all_parts() -> None:
    found = charger_has_the_watts(made("15 pi5, 15 nvme8, 1 sixty", power_by="typical"))
    assert [each.code for each in found] == ["watts-short"]


@pytest.mark.parametrize(
    ("build", "basis", "names"),
    [
        ("1 pi5, 1 nvme, 1 usbnic, 1 sixty", "stress", ["NVME; USBNIC"]),
        ("1 pi5, 1 nvme, 1 sixty", "supply", []),
        ("1 pi5, 1 stick2, 1 sixty", "typical", ["STICK2"]),
        ("1 pi5, 1 nvme8, 1 sd16, 1 fan, 1 sixty", "stress", []),
        # Nobody is asked to power anything.
        ("1 pi5, 1 nvme", "stress", []),
    ],
)
def test_drives_whose_watts_nobody_states_are_named(
    build: str, basis: str, names: list[str]
) -> None:
    found = what_hangs_on_the_boards_is_counted(made(build, power_by=basis))
    start = "Not checked: the power of attached devices. It is not known and not counted for "
    said = [each.message for each in found]
    assert [message.partition(" for ")[2].rstrip(".") for message in said] == names
    assert all(message.startswith(start) for message in said)


def dealt(build: str) -> list[tuple[str, list[tuple[str, int]], int]]:
    made_of = made(build)
    return [
        (each.name, [(piece.name, count) for piece, count in each.attached], quantity)
        for each, quantity in burdened(made_of, in_use(made_of, Board))
    ]


def test_pieces_are_dealt_out_evenly_to_the_boards_that_have_a_place() -> None:
    assert dealt("2 pi5, 2 pi3, 3 nvme8") == [
        ("PI5", [("NVME8", 2)], 1), ("PI5", [("NVME8", 1)], 1), ("PI3", [], 2),
    ]  # fmt: skip
    assert dealt("2 pi3, 1 nvme8") == [("PI3", [("NVME8", 1)], 1), ("PI3", [], 1)]
    assert dealt("2 pi3, 2 pi5, 3 cooler") == [
        ("PI3", [("COOLER", 1)], 2), ("PI5", [("COOLER", 1)], 1), ("PI5", [], 1),
    ]  # fmt: skip


def test_pieces_of_two_lines_are_dealt_out_as_those_of_one() -> None:
    assert dealt("1 pi5 owned, 2 pi5, 1 nvme8 owned, 2 nvme8") == dealt("3 pi5, 3 nvme8")
    assert dealt("3 pi5, 3 nvme8") == [("PI5", [("NVME8", 1)], 3)]


def test_a_second_kind_of_part_goes_first_to_boards_on_which_least_hangs() -> None:
    for build in ("3 pi5, 1 nvme8, 2 stick2", "3 pi5, 2 stick2, 1 nvme8"):
        assert dealt(build) == [("PI5", [("NVME8", 1)], 1), ("PI5", [("STICK2", 1)], 2)]


# --- in a wiring ---------------------------------------------------------------------------------


def wired(*wires: str, build: str) -> Plan:
    """Return a plan wired by words such as `pi5#1 sixty#1 1 usb_power`."""
    of = [wire.split() for wire in wires]
    return made(
        build,
        wiring=tuple(
            Wire(device=d, device_port=1, unit=u, unit_port=int(p), kind=PortKind(k))
            for d, u, p, k in of
        ),
    )


POWER = ("pi5#1 sixty#1 1 usb_power", "pi5#2 sixty#2 1 usb_power")


def test_a_drive_is_on_the_charger_of_the_board_it_is_wired_to() -> None:
    plan_of = wired(
        *POWER, "nvme8#1 pi5#2 1 NVMe", "nvme8#2 pi5#2 1 NVMe", build="2 pi5, 2 sixty, 2 nvme8"
    )
    assert {unit: len(things) for unit, things in hung_on_units(plan_of).items()} == {"pi5#2": 2}
    loads = {load.unit: load.watts for load in unit_loads(plan_of)}
    assert loads == {"sixty#1": Decimal("12.7"), "sixty#2": Decimal("28.7")}


def test_a_drive_in_the_slot_of_a_hat_hangs_on_the_board_below_it() -> None:
    on_hat = wired(
        *POWER, "m2hat#1 pi5#2 1 NVMe", "nvme8#1 m2hat#1 1 NVMe",
        build="2 pi5, 2 sixty, 1 m2hat, 1 nvme8",
    )  # fmt: skip
    loads = {load.unit: load.watts for load in unit_loads(on_hat)}
    assert loads == {"sixty#1": Decimal("12.7"), "sixty#2": Decimal("21.2")}
    over_network = wired(
        "pi5#1 poe5#1 1 usb_power", "pi5#2 poe5#2 1 usb_power", "nvme8#1 poe5#2 1 NVMe",
        build="2 pi5, 2 poe5, 1 nvme8",
    )  # fmt: skip
    assert list(hung_on_units(over_network)) == ["pi5#2"]


def test_sums_know_what_the_wires_tell() -> None:
    both = wired(
        *POWER, "nvme8#1 pi5#2 1 NVMe", "nvme8#2 pi5#2 1 NVMe", "sd16#1 pi5#1 1 microSD",
        build="2 pi5, 2 sixty, 2 nvme8, 1 sd16",
    )  # fmt: skip
    told = [(each.attached, many) for each, many in burdened(both, in_use(both, Board))]
    drive = both.part("nvme8")
    assert told == [((), 1), (((drive, 1), (drive, 1)), 1)]
    # Of boards that need no power, and of those that nobody wired, there is nothing to tell.
    assert list(burdened(both, [])) == []
    one_wired = wired(POWER[0], "nvme8#1 pi5#1 1 NVMe", build="2 pi5, 2 sixty, 2 nvme8")
    assert [many for _, many in burdened(one_wired, in_use(one_wired, Board))] == [2]


def test_a_loose_piece_goes_to_the_wired_board_on_which_least_hangs() -> None:
    plan_of = wired(
        *POWER, "nvme8#1 pi5#1 1 NVMe", build="2 pi5, 2 sixty, 1 nvme8, 1 nvme8 owned, 1 stick2"
    )
    hung = {unit: [piece.name for piece, _ in things] for unit, things in
            hung_on_units(plan_of).items()}  # fmt: skip
    assert hung == {"pi5#1": ["NVME8", "STICK2"], "pi5#2": ["NVME8"]}


def test_what_no_wire_tells_of_is_dealt_out() -> None:
    plan_of = wired(*POWER, build="2 pi5, 2 sixty, 3 cooler, 1 fan")
    counts = {unit: things[0][1] for unit, things in hung_on_units(plan_of).items()}
    assert counts == {"pi5#1": 2, "pi5#2": 1}
    one = wired(*POWER, build="2 pi5, 2 sixty, 1 cooler")
    assert list(hung_on_units(one)) == ["pi5#1"]


def test_a_charger_unit_is_judged_with_what_hangs_on_its_boards() -> None:
    plan_of = wired(*POWER, build="2 pi5, 2 sixty, 12 nvme8")
    assert "unit-watts-short" in codes(judge(plan_of))
    assert "unit-outlet-weak" in codes(judge(plan_of))


# --- in sizing -----------------------------------------------------------------------------------

PI = (board("pi", power_max_w=Decimal(10), storage_slots=("microSD", "NVMe"), usb3_ports=2,
            supply_v=Decimal(5)), "50.00")  # fmt: skip
NETWORK = ((switch("sw", 9, 1000), "30.00"), (patch(), "1.00"), (cord(), "1.00"))


def drive(number: str, watts: str | None, gb: int = 500) -> Any:
    known = None if watts is None else Decimal(watts)
    return card(number, gb, slot="NVMe").model_copy(update={"power_max_w": known})


def sized(*wares: Any, **wishes: Any) -> Sizing:
    asked = wish(**({"nodes": 4, "headroom_percent": 0} | wishes))
    found = size(asked, shop(PI, *NETWORK, *wares), RATES)
    assert not has_errors(found.findings)
    assert not {"watts-tight", "watts-uneven"} & set(codes(found.findings))
    return found


def pieces(found: Sizing) -> dict[str, int]:
    assert found.build is not None
    return {
        each.part_number: each.quantity
        for each in found.build.positions
        if each.part_number not in ("pi", "sw", "patch", "cord")
    }


def test_chargers_are_chosen_for_boards_with_their_drives() -> None:
    """Four of 10 W fit 60 W, four of 10 + 8 W do not."""
    hub = (charger("hub", 6, 60, port_max_ma=4000), "20.00")
    assert pieces(sized((drive("plain", None), "10.00"), hub)) == {"plain": 4, "hub": 1}
    assert pieces(sized((drive("hungry", "8"), "10.00"), hub)) == {"hungry": 4, "hub": 2}


def test_a_drive_that_draws_less_wins_where_it_saves_a_charger() -> None:
    hub = (charger("hub", 6, 60, port_max_ma=4000), "20.00")
    lean, hungry = drive("lean", "5"), drive("hungry", "8")
    assert pieces(sized((lean, "12.00"), (hungry, "10.00"), hub)) == {"lean": 4, "hub": 1}
    assert pieces(sized((lean, "16.00"), (hungry, "10.00"), hub)) == {"hungry": 4, "hub": 2}


def test_storage_of_each_draw_may_be_with_either_board_as_many_as_there_are_nodes() -> None:
    hub = (charger("hub", 6, 60, port_max_ma=4000), "20.00")
    cheap = (drive("small", "1", gb=100), "1.00")
    large = (drive("large", "8", gb=900), "9.00")
    found = sized(cheap, large, hub, nodes=None, total_storage_gb=400)
    assert pieces(found) == {"large": 1, "hub": 1}
    found = sized(cheap, large, hub, nodes=4, storage_gb=50)
    assert pieces(found) == {"small": 4, "hub": 1}


def test_an_outlet_gives_the_current_of_a_board_with_its_drive() -> None:
    """10 W are 2,000 mA, 18 W are 3,600 mA at 5 V."""
    weak = (charger("weak", 6, 200, port_max_ma=3500), "20.00")
    asked = wish(nodes=4, headroom_percent=0)
    wares = (PI, *NETWORK, weak, (drive("hungry", "8"), "1.00"))
    assert size(asked, shop(*wares), RATES).status is Status.INFEASIBLE
    assert pieces(sized(weak, (drive("plain", None), "1.00"))) == {"plain": 4, "weak": 1}


def test_an_adapter_draws_its_power_from_the_board_too() -> None:
    slow = board("slow", power_max_w=Decimal(10), nic_mbps=100, usb3_ports=2, supply_v=Decimal(5))
    found = size(
        wish(nodes=4, mbps=300, headroom_percent=0),
        shop(
            (slow, "50.00"), *NETWORK, (card("card"), "5.00"),
            (nic("usb", power_max_w=Decimal(6)), "9.00"),
            (charger("hub", 6, 60, port_max_ma=4000), "20.00"),
        ),
        RATES,
    )  # fmt: skip
    assert found.build is not None
    assert found.build.quantity_of("hub") == 2


def test_a_module_gives_the_current_of_a_board_with_its_drive() -> None:
    """2,500 mA at 5 V are 12.5 W: 10 W and 2 W, and not 10 W and 8 W."""
    wares = ((hat("hat"), "20.00"), (poe_switch("poe", 8, 8), "60.00"))
    found = sized(*wares, (drive("hungry", "8"), "1.00"), (drive("lean", "2"), "9.00"),
                  power="poe", nodes=2)  # fmt: skip
    assert pieces(found) == {"hat": 2, "poe": 1, "lean": 2}
    asked = wish(power="poe", cores=8)
    only = shop(PI, *NETWORK, *wares, (drive("hungry", "8"), "1.00"))
    assert size(asked, only, RATES).status is Status.INFEASIBLE


def test_the_least_watts_are_those_of_boards_and_drives() -> None:
    hub = (charger("hub", 6, 200, port_max_ma=4000), "20.00")
    wares = (hub, (drive("hungry", "8"), "1.00"), (drive("lean", "2"), "9.00"))
    assert "lean" in pieces(sized(*wares, objective="watts"))
    points = frontier(wish(nodes=2), shop(PI, *NETWORK, *wares), RATES, against=Measure.WATTS)
    assert sorted(point.value for point in points.points) == [24, 36]


def test_a_hat_that_holds_a_drive_draws_its_power_from_the_board_too() -> None:
    """40 W of boards and 20 W of drives fit 60 W; with 1 W for each HAT they do not."""
    needy = PI[0].model_copy(update={"requires": ("NVMe adapter",)})
    hub = (charger("hub", 6, 60, port_max_ma=4000), "20.00")
    wares = [(needy, "50.00"), *NETWORK, hub, (drive("five", "5"), "10.00")]
    units = {}
    for watts in (None, "1"):
        mount = part("mount", "hat", fits="pi", storage_slots="NVMe", power_max_w=watts)
        found = size(wish(nodes=4, headroom_percent=0), shop(*wares, (mount, "9.00")), RATES)
        assert found.build is not None
        assert found.build.quantity_of("mount") == 4
        assert not has_errors(found.findings)
        units[watts] = found.build.quantity_of("hub")
    assert units == {None: 1, "1": 2}


def test_what_is_on_two_lines_is_named_once_with_all_of_its_pieces() -> None:
    made_of = made("1 pi4, 1 pi4 owned, 1 nvme, 2 nvme owned, 1 sixty")
    assert [(part.part_number, many) for part, many in attached(made_of)] == [("nvme", 3)]
    assert [(part.part_number, many) for part, many in in_use(made_of, Board)] == [("pi4", 2)]
    (found,) = what_hangs_on_the_boards_is_counted(made_of)
    assert found.parts == ("NVME",)
