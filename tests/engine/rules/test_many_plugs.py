"""A rack full of plug-in supplies and one power strip: all plugs count, and the cure is named."""

from decimal import Decimal

import pytest

from planner.engine.rules import judge
from planner.engine.rules._power import _at
from planner.model.volts import USB_TAKEN, exactly
from tests.engine.rules.test_mains import MORE
from tests.engine.samples import part, plan

STRIPS = (*MORE, part("strip6", "other", kind="power strip", mains_sockets=6))


def said(build: str) -> list[str]:
    made = plan(*build.split(", "), parts=STRIPS)
    return [each.message for each in judge(made) if each.code == "strip-sockets-short"]


def test_twenty_four_plug_in_supplies_do_not_go_into_a_strip_of_six() -> None:
    (message,) = said("24 pi5, 24 psu5, 1 strip6")
    assert message.startswith("24 plugs for the mains (24 chargers)")
    assert "but the power strips have 6 sockets" in message


@pytest.mark.parametrize("build", ["24 pi5, 24 psu5, 4 strip6", "6 pi5, 6 psu5, 1 strip6"])
def test_as_many_sockets_as_plugs_are_enough(build: str) -> None:
    assert said(build) == []


def test_supplies_on_two_lines_are_counted_together() -> None:
    (message,) = said("6 pi5, 3 psu5, 4 psu5 owned, 1 strip6")
    assert message.startswith("7 plugs for the mains (7 chargers)")


def test_at_other_volts_the_same_watts_are_fewer_milliamps() -> None:
    board = part("b", "board", supply_v="5", supply_ma=3000)
    # 5 V × 3 A are 15 W: 1.25 A at 12 V, and 1,667 mA at 9 V, rounded up.
    assert _at(exactly(Decimal(12)), board, 3000) == 1250
    assert _at(exactly(Decimal(9)), board, 3000) == 1667
    assert _at(USB_TAKEN, board, 3000) == 3000
    assert _at(None, board, 3000) == 3000
