"""What feeds carriers: a supply of their volts with their plug, beside what the boards need."""

from typing import Any

import pytest

from planner.engine.rules._carriers import every_carrier_has_a_supply
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
        ("1 atx", "1 carrier takes an ATX plug (1 × ATX); the supplies of the build have 0"),
        (
            "2 atx, 1 pico",
            "2 carriers take an ATX plug (2 × ATX); the supplies of the build have 1",
        ),
        ("1 atx, 1 tower, 1 pico", "1 carrier takes an ATX plug"),
        ("1 barrel12, 1 brick19", "1 carrier takes a barrel plug of 12 V (1 × BARREL12); the"),
        ("1 barrel12, 1 nuc, 1 brick12", "1 carrier takes a barrel plug of 12 V"),
        ("1 usbc, 1 pi4, 1 c1", "1 carrier takes a USB-C plug of 5 V (1 × USBC); the supplies"),
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
        ("1 atx, 1 countless", "Which plug, or how many of them, is not known for COUNTLESS."),
        ("2 atx, 1 unsaid", "Which plug, or how many of them, is not known for UNSAID."),
        ("1 over-poe", "What feeds PoE is not judged for OVER-POE."),
        ("1 vague", "Which plug they take, and so what feeds them, is not known for VAGUE."),
    ],
)
def test_what_nobody_knows_of_a_carrier_s_supply_is_said(build: str, message: str) -> None:
    [found] = said(build)
    assert found.startswith("not-checked: ")
    assert found.endswith(message)


def test_what_is_missing_is_told_with_its_volts() -> None:
    hints = [each.hint for each in every_carrier_has_a_supply(plan("2 barrel12", parts=MORE))]
    assert hints == ["Add 2 supplies of 12 V, unless you have them."]
