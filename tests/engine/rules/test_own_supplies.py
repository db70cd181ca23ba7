"""Boards that bring their supply, and boards judged by the supply that their maker recommends."""

from typing import Any

import pytest

from planner.engine.rules import judge
from planner.model.parts import Board
from tests.engine.samples import PARTS, PI_4B, part, plan

MUTE: dict[str, Any] = PI_4B | {"power_max_w": None, "power_typical_w": None}  # 3 A at 5 V: 15 W
OWN: dict[str, Any] = PI_4B | {"includes": "power supply; drive"}
MORE = (
    *PARTS,
    part("mute", "board", **MUTE),
    part("silent", "board", **MUTE | {"supply_ma": None}),
    part("eight", "board", **PI_4B | {"power_max_w": "8"}),
    part("brick19", "board", **OWN | {"power_connector": "barrel", "supply_v": "19"}),
    part("brick", "board", **OWN | {"power_connector": None, "power_max_w": None}),
    part("tower", "board", **OWN | {"power_connector": "ATX"}),
    part("over-poe", "board", **OWN | {"power_connector": "PoE"}),
    part("hub60", "charger", ports=4, connector="USB-A", supply_w="60", port_max_ma=3000),
    part("hub20", "charger", ports=4, connector="USB-A", supply_w="20", port_max_ma=3000),
    part("hub30", "charger", ports=4, connector="USB-A", supply_w="30", port_max_ma=3000),
    part("hat", "poe", kind="hat", fits="MUTE, SILENT", poe_class_w="25", output_ma=3000),
    part("weak-hat", "poe", kind="hat", fits="MUTE, SILENT", poe_class_w="25", output_ma=2500),
    part("poe8", "switch", ports=8, poe_ports=8, poe_budget_w="120", poe_port_max_w="30"),
)


def said(build: str, about: str, **facts: Any) -> list[str]:
    """Return what the rules say of a build, as far as it is about something."""
    made = plan(*build.split(", "), parts=MORE, **facts)
    found = (f"{each.severity}: {each.code}: {each.message}" for each in judge(made))
    return [each for each in found if about in each]


@pytest.mark.parametrize("board", ["brick19", "brick", "tower", "over-poe"])
def test_a_board_with_its_own_supply_needs_none_of_the_build(board: str) -> None:
    (it,) = (each for each in MORE if each.part_number == board)
    assert isinstance(it, Board)

    assert it.brings_its_power
    assert said(f"2 {board}", "charger") == []
    assert said(f"2 {board}", "plug") == []
    assert said(f"2 {board}", "PoE") == []
    assert said(f"2 {board}", "ATX") == []
    assert said(f"2 {board}, 1 hub60", "error") == []


def test_the_supply_that_a_maker_recommends_stands_in_for_an_unknown_draw() -> None:
    (note,) = said("4 mute, 1 hub60", "watts")

    assert note.startswith("note: watts-recommended: The peak draw of these boards is not known")
    assert "(MUTE: 15 W)" in note


def test_where_it_is_not_enough_that_is_no_error_but_not_checked() -> None:
    found = said("5 mute, 2 hub30", "watts.")

    assert len(found) == 1
    assert "They are not known, and their recommended supply, 75 W, is more than" in found[0]


def test_what_the_others_surely_draw_is_an_error_all_the_same() -> None:
    (found,) = said("1 mute, 3 eight, 1 hub20", "watts-short")

    assert "draw up to 24 W; the chargers supply 20 W" in found


def test_headroom_stays_free_of_what_is_left_beside_recommended_supplies() -> None:
    # 60 − 15 = 45 W, of which 36 may be drawn: 32 are.
    assert said("1 mute, 3 eight, 1 hub60", "watts-tight") == []
    (tight,) = said("1 mute, 3 eight, 1 hub60", "watts-tight", headroom_percent=50)

    assert "24 W of the 45 W supplied beside 15 W for boards by their" in tight


def test_without_a_recommended_supply_nobody_knows() -> None:
    assert said("2 silent, 1 hub60", "watts") == [
        "note: not-checked: Not checked: watts. They are not known for SILENT."
    ]


def test_a_module_that_gives_what_the_maker_recommends_is_enough() -> None:
    assert said("2 mute, 2 hat, 1 poe8", "output of PoE modules") == []
    assert said("2 mute, 2 weak-hat, 1 poe8", "output of PoE modules") != []
    assert said("2 silent, 2 hat, 1 poe8", "output of PoE modules") != []
