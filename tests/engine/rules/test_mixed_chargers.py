"""Chargers with several kinds of outlets, and with watts that outlets share."""

from typing import Any

from planner.engine.rules import judge
from planner.engine.wiring.loads import powered_plugs
from planner.model.parts import PortKind
from planner.model.wiring import Wire
from tests.engine.samples import PARTS, PI_4B, part, plan


def mixed(number: str, outlets: str, **facts: Any) -> Any:
    return part(number, "charger", outlets=outlets, **facts)


def lead(number: str, start: str, end: str) -> Any:
    return part(number, "cable", carries="power", from_connector=start, to_connector=end)


PI5 = PI_4B | {"supply_ma": 3000, "power_max_w": "14"}
MORE = (
    *PARTS,
    part("five", "board", **PI5),
    part("twenty", "board", **PI5 | {"supply_v": "20", "supply_ma": 2000, "power_max_w": "40"}),
    part("twelve", "board", **PI5 | {"power_connector": "barrel", "supply_v": "12"}),
    mixed("six", "2 x USB-C 5V 3A, 20V 3A; 4 x USB-A 5V 2.4A", supply_w="100"),
    mixed("small", "2 x USB-C 5V 3A, 20V 3A; 4 x USB-A 5V 2.4A", supply_w="60"),
    mixed("sharing", "2 x USB-C 5V 3A", shared_w="20; 12+8"),
    mixed("triple", "3 x USB-C 5V 3A", shared_w="30; 15+15"),
    mixed("limited", "2 x USB-C 5V 3A 10W", supply_w="60"),
    mixed("with-barrel", "1 x USB-C 5V 3A; 1 x barrel 12V 3A", supply_w="60"),
    lead("a-c", "USB-A", "USB-C"),
    lead("c-c", "USB-C", "USB-C"),
)


def said(build: str, about: str = "", wires: tuple[Wire, ...] = (), **facts: Any) -> list[str]:
    made = plan(*build.split(", "), parts=MORE, wiring=wires, **facts)
    found = (f"{each.severity}: {each.code}: {each.message}" for each in judge(made))
    return [each for each in found if about in each]


def plugged(board: str, charger: str, *ports: int, kind: PortKind = PortKind.USB_POWER) -> Any:
    return tuple(
        Wire(device=f"{board}#{index}", device_port=1, unit=f"{charger}#1", unit_port=port,
             kind=kind)
        for index, port in enumerate(ports, 1)
    )  # fmt: skip


def test_each_board_finds_an_outlet_of_its_volts_on_a_charger_of_several_kinds() -> None:
    assert said("1 twenty, 2 five, 1 six, 1 c-c, 2 a-c", "volts") == []
    (found,) = said("3 twenty, 1 six, 3 c-c", "volts-differ")

    assert "gives 5 V; 3 boards take 20 V" in found
    assert "which 2 outlets of the build can give" in found


def test_leads_are_counted_from_the_sockets_there_are() -> None:
    assert said("1 twenty, 1 five, 1 six, 1 c-c, 1 a-c", "power-leads-short") == []
    (found,) = said("1 twenty, 1 five, 1 six, 2 a-c", "power-leads-short")

    assert "from USB-C to USB-C" in found


def test_boards_of_several_volts_share_the_watts_of_their_charger() -> None:
    # 40 W at 20 V and 28 W at 5 V: each is less than 60, both are not.
    assert said("1 twenty, 2 five, 1 six, 1 c-c, 2 a-c", "watts-short") == []
    (found,) = said("1 twenty, 2 five, 1 small, 1 c-c, 2 a-c", "watts-short")

    assert "draw up to 68 W; the chargers supply 60 W" in found


def test_with_a_barrel_plug_beside_usb_the_watts_are_of_one_unit_too() -> None:
    build = "1 twelve, 1 five, 1 with-barrel, 1 c-c"

    assert said(build, "error") == []
    assert said(build, "barrel-missing") == []


def test_currents_are_those_at_the_volts_of_the_board() -> None:
    # USB-A gives 2.4 A, and two of three boards find USB-C.
    (found,) = said("3 five, 1 six, 2 c-c, 1 a-c", "outlet-weak")

    assert "3 boards need a 3000 mA supply, but only 2 outlets supply that" in found
    assert said("2 twenty, 1 six, 2 c-c", "outlet-weak") == []


def test_outlets_that_share_their_watts_may_not_give_enough() -> None:
    (found,) = said("2 five, 1 sharing, 2 c-c", "watts-shared")

    assert "(SHARING gives 20, 12+8 W)" in found
    assert said("1 five, 1 sharing, 1 c-c", "watts-shared") == []
    assert said("2 five, 2 sharing, 2 c-c", "watts-shared") == []


def test_an_outlet_may_give_less_than_the_unit() -> None:
    assert len(said("1 five, 1 limited, 1 c-c", "watts-shared")) == 1


def test_with_more_outlets_in_use_than_the_maker_states_it_is_not_checked() -> None:
    assert said("2 five, 1 triple, 2 c-c", "watts per outlet") == []
    (found,) = said("3 five, 1 triple, 3 c-c", "watts per outlet")

    assert found.startswith("note: not-checked: Not checked: watts per outlet.")


def test_in_the_wiring_each_outlet_is_judged_by_its_number() -> None:
    build = "2 twenty, 1 six, 2 c-c"
    wrong = said(build, "unit-", plugged("twenty", "six", 1, 3))

    assert said(build, "unit-", plugged("twenty", "six", 1, 2)) == []
    assert [each.split(": ")[1] for each in wrong] == ["unit-volts-differ"]
    assert "six#1 gives 5 V; TWENTY on it takes 20 V" in wrong[0]


def test_a_current_is_judged_at_the_outlet_in_use() -> None:
    hungry = PI5 | {"power_max_w": "14.9"}
    made = plan("1 hungry", "1 six", parts=(*MORE, part("hungry", "board", **hungry)),
                wiring=plugged("hungry", "six", 3))  # fmt: skip
    (found,) = (each for each in judge(made) if each.code == "unit-outlet-weak")

    assert "an outlet of six#1 gives 2400" in found.message


def test_shared_watts_are_judged_on_the_unit_that_is_wired() -> None:
    build = "2 five, 1 sharing, 2 c-c"
    (short,) = said(build, "unit-watts-short", plugged("five", "sharing", 1, 2))
    (vague,) = said(
        "3 five, 1 triple, 3 c-c", "watts of triple#1", plugged("five", "triple", 1, 2, 3)
    )

    assert (
        "1 board on sharing#1 draws 14 W (peak draw); one of its outlets supplies 12 W with 2"
        in short
    )
    assert "Its output with 3 outlets in use is not known" in vague


def test_a_wire_ends_in_an_outlet_that_exists_and_is_of_its_kind() -> None:
    barrel = plugged("twelve", "with-barrel", 2, kind=PortKind.BARREL_POWER)

    assert said("1 twelve, 1 with-barrel", "port-missing", barrel) == []
    assert (
        len(said("1 five, 1 with-barrel", "port-missing", plugged("five", "with-barrel", 2))) == 1
    )
    assert len(said("1 five, 1 six", "port-missing", plugged("five", "six", 7))) == 1


def test_boards_are_told_with_the_number_of_their_outlet() -> None:
    made = plan("2 five", "1 six", parts=MORE, wiring=plugged("five", "six", 1, 4))

    ((unit, plugs),) = powered_plugs(made).items()

    assert unit == "six#1"
    assert [number for number, _ in plugs] == [1, 4]
