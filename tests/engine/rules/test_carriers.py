"""What feeds carriers: a supply of their volts with their plug, beside what the boards need."""

from typing import Any

import pytest

from planner.engine.rules._carriers import (
    every_carrier_gets_its_watts,
    every_carrier_has_a_supply,
)
from planner.model.build import PowerBasis
from tests.engine.samples import PARTS, PI_4B, part, plan


def carrier(number: str, **facts: Any) -> Any:
    return part(number, "carrier", slots=4, ports=2, switch_mbps=1000, fits="CM4", **facts)


MORE = (
    *PARTS,
    carrier("atx", power_connector="ATX"),
    carrier("barrel12", power_connector="barrel", supply_v="12"),
    carrier("barrel", power_connector="barrel"),
    carrier("usbc", power_connector="USB-C", supply_v="5"),
    carrier("micro", power_connector="micro-USB"),
    carrier("boxed", power_connector="barrel", supply_v="19", includes="power supply"),
    carrier("mains", power_connector="mains"),
    carrier("over-poe", power_connector="PoE"),
    carrier("vague"),
    carrier("either", power_in="USB-C 15V 3A or barrel 12V 4A or ATX"),
    carrier("asks36", power_connector="barrel", supply_v="12", supply_ma=3000),
    carrier("draws", power_connector="ATX", power_max_w="5", power_typical_w="3"),
    carrier("unsure", power_connector="ATX"),
    part("cm4", "board", **PI_4B | {"form": "compute module", "power_connector": "module"}),
    part("cm4-vague", "board", form="compute module", power_connector="module"),
    part("brick30", "charger", ports=1, connector="barrel", supply_v="12", supply_w="30"),
    part("brick36", "charger", ports=1, connector="barrel", supply_v="12", port_max_ma=3000),
    part("pico15", "charger", ports=1, connector="ATX", supply_w="15"),
    part("pico20", "charger", ports=1, connector="ATX", supply_w="20"),
    part("pico30", "charger", ports=1, connector="ATX", supply_w="30"),
    part("tower", "board", **PI_4B | {"power_connector": "ATX"}),
    part("nuc", "board", **PI_4B | {"power_connector": "barrel", "supply_v": "12"}),
    part("pico", "charger", ports=1, connector="ATX"),
    part("countless", "charger", connector="ATX"),
    part("unsaid", "charger", ports=1),
    part("brick12", "charger", ports=1, connector="barrel", supply_v="12"),
    part("brick19", "charger", ports=1, connector="barrel", supply_v="19"),
    part("c1", "charger", ports=1, connector="USB-C", supply_v="5.1"),
    part("micro1", "charger", ports=1, connector="micro-USB", supply_v="5.1"),
)


def said(build: str) -> list[str]:
    made = plan(*build.split(", "), parts=MORE)
    return [f"{each.code}: {each.message}" for each in every_carrier_has_a_supply(made)]


@pytest.mark.parametrize(
    "build",
    [
        "4 pi4",
        "1 atx, 1 pico",
        "1 atx, 1 unsaid",
        "1 barrel12, 1 brick12",
        "1 barrel, 1 brick19",
        "1 usbc, 1 c1",
        "1 micro, 1 micro1",
        "2 boxed, 1 mains",
    ],
)
def test_a_carrier_that_is_fed_or_brings_its_supply_is_passed_over(build: str) -> None:
    assert said(build) == []


@pytest.mark.parametrize(
    ("build", "message"),
    [
        ("1 atx", "1 carrier takes an ATX plug (1 × ATX); the power supplies of the build have 0"),
        (
            "2 atx, 1 pico",
            "2 carriers take an ATX plug (2 × ATX); the power supplies of the build have 1",
        ),
        ("1 atx, 1 tower, 1 pico", "1 carrier takes an ATX plug"),
        ("1 barrel12, 1 brick19", "1 carrier takes a barrel plug of 12 V (1 × BARREL12); the"),
        ("1 barrel12, 1 nuc, 1 brick12", "1 carrier takes a barrel plug of 12 V"),
        (
            "1 usbc, 1 pi4, 1 c1",
            "1 carrier takes a USB-C plug of 5 V (1 × USBC); the power supplies",
        ),
        ("1 usbc, 1 micro1", "1 carrier takes a USB-C plug of 5 V"),
    ],
)
def test_a_carrier_needs_a_supply_of_its_volts_beside_what_the_boards_need(
    build: str, message: str
) -> None:
    [found] = said(build)
    assert found.startswith(f"carrier-unfed: {message}")


@pytest.mark.parametrize(
    ("build", "message"),
    [
        ("1 atx, 1 countless", "The type or number of plugs is not known for COUNTLESS."),
        ("2 atx, 1 unsaid", "The type or number of plugs is not known for UNSAID."),
        ("1 over-poe", "Power supplies for PoE are not checked for OVER-POE."),
        ("1 vague", "The power plug is not known for VAGUE."),
    ],
)
def test_what_nobody_knows_of_a_carrier_s_supply_is_said(build: str, message: str) -> None:
    [found] = said(build)
    assert found.startswith("not-checked: ")
    assert found.endswith(message)


def test_what_is_missing_is_told_with_its_volts() -> None:
    hints = [each.hint for each in every_carrier_has_a_supply(plan("2 barrel12", parts=MORE))]
    assert hints == ["Add 2 power supplies of 12 V, unless you have them."]


def weak(build: str, **facts: Any) -> list[str]:
    made = plan(*build.split(", "), parts=MORE, **facts)
    return [f"{each.code}: {each.message}" for each in every_carrier_gets_its_watts(made)]


@pytest.mark.parametrize(
    "build",
    [
        "4 pi4",
        "1 asks36",
        "2 asks36, 1 brick30",  # too few are another rule's
        "1 asks36, 1 brick36",
        "4 cm4, 1 draws, 1 pico30",
        "8 cm4, 2 draws, 2 pico30",
        "1 atx, 1 countless",
        "1 boxed",
    ],
)
def test_a_carrier_that_gets_its_watts_is_passed_over(build: str) -> None:
    assert weak(build) == []


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            "1 asks36, 1 brick30",
            (
                "carrier-weak: 1 carrier needs 36 W or more with what sits on it (1 × ASKS36); "
                "0 outlets supply that much."
            ),
        ),
        (
            "4 cm4, 1 draws, 1 pico20",
            (
                "carrier-weak: 1 carrier needs 25 W or more with what sits on it (1 × DRAWS); 0 "
                "outlets supply that much."
            ),
        ),
        (
            "2 asks36, 1 brick30, 1 brick36",
            (
                "carrier-weak: 2 carriers need 36 W or more with what sits on them (2 × "
                "ASKS36); 1 outlet supplies that much."
            ),
        ),
        # What its modules draw alone is more than there is.
        (
            "4 cm4, 4 cm4, 2 unsure, 2 pico15",
            (
                "carrier-weak: 2 carriers need 20 W or more with what sits on them (2 × "
                "UNSURE); 0 outlets supply that much."
            ),
        ),
        ("1 asks36, 1 brick12", "not-checked: Not checked: watts of carriers. They are not known"),
        (
            "4 cm4-vague, 1 draws, 1 pico20",
            "not-checked: Not checked: watts of carriers. They are not known for DRAWS.",
        ),
        (
            "2 cm4, 1 unsure, 1 pico20",
            "not-checked: Not checked: watts of carriers. They are not known for UNSURE.",
        ),
    ],
)
def test_a_supply_gives_what_a_carrier_asks_for_with_its_modules(build: str, message: str) -> None:
    [found] = weak(build)
    assert found.startswith(message)


def test_a_carrier_chosen_by_a_typical_draw_is_judged_by_it() -> None:
    assert weak("4 cm4, 1 draws, 1 pico20", power_by=PowerBasis.TYPICAL) == []


def test_a_carrier_on_usb_asks_for_volts_and_amps() -> None:
    parts = (
        carrier("io", power_connector="USB-C", supply_v="5.1", supply_ma=5000),
        part("c3", "charger", ports=1, connector="USB-C", supply_v="5.1", port_max_ma=3000),
        part("c5", "charger", ports=1, connector="USB-C", supply_v="5.1", port_max_ma=5000),
    )
    judged = [
        [each.code for each in every_carrier_gets_its_watts(plan("1 io", f"1 {c}", parts=parts))]
        for c in ("c3", "c5")
    ]
    assert judged == [["carrier-weak"], []]


@pytest.mark.parametrize(
    "build", ["1 either, 1 brick12", "1 either, 1 pico", "2 either, 1 brick12, 1 pico"]
)
def test_any_plug_of_a_carrier_is_enough(build: str) -> None:
    assert said(build) == []


def test_a_carrier_that_finds_no_supply_for_any_plug_misses_that_of_its_usual_one() -> None:
    [told] = said("2 either, 1 brick12, 1 brick19")
    assert told.startswith("carrier-unfed: 1 carrier takes a USB-C plug of 15 V")
