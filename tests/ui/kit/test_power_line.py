"""What a page says of the watts of a build: of chargers, of switches that power it, of neither."""

import pytest

from planner.ui.kit.widgets import capacity_lines
from tests.engine.samples import PARTS, part, plan

MORE = (
    *PARTS,
    part("hat", "poe", kind="hat", fits="PI4", poe_class_w="15.4", output_ma=2500),
    part("unclassed", "poe", kind="hat", fits="PI4"),
    part("injector", "poe", kind="injector"),
    part("poe65", "switch", ports=8, speed_mbps=1000, poe_ports=8, poe_budget_w="65",
         poe_port_max_w="30", power_max_w="4.25", power_typical_w="3"),
    part("blank-hub", "charger"),
    part("nvme", "storage", slot="NVMe", power_max_w="8", power_typical_w="1"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("build", "words"),
    [
        ("7 pi3, 1 hub", ["max 35 W", "58 % of the 60 W that the chargers supply"]),
        ("7 pi3, 1 blank-hub", ["charger output not known"]),
        ("7 pi3, 1 x-charger", ["charger output not known"]),
        ("7 blank, 1 hub", ["**Power** :gray[unknown]  \n", "the chargers supply 60 W"]),
        ("7 pi3", ["no charger in the build"]),
        ("1 pi4, 1 injector", ["no charger in the build"]),
        # A stated decimal is never hidden.
        (
            "4 pi4, 4 hat, 1 poe65",
            ["max 24.25 W", "PoE modules need 61.6 W of the 65 W that the switches deliver"],
        ),
        (
            "4 pi4, 4 unclassed, 1 poe65",
            ["what the PoE modules need is not known; the switches deliver 65 W"],
        ),
        ("4 pi4, 4 nvme, 1 hub", ["max 52 W", "87 % of the 60 W that the chargers supply"]),
    ],
)
def test_the_strip_tells_what_is_drawn_and_from_where(build: str, words: list[str]) -> None:
    _, power, _ = capacity_lines(plan(*build.split(", "), parts=MORE))
    assert all(each in power for each in words), power
    assert ("charger" in power) == ("hat" not in build and "unclassed" not in build)
