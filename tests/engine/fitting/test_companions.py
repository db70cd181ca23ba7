"""What a build still lacks of what its parts need beside themselves."""

from typing import get_args

import pytest

from planner.engine.fitting.companions import is_one, still_needed
from planner.engine.planning.edit import suggested_quantity
from planner.model.companion_wording import CATEGORY
from planner.model.parts import Companion, Part
from tests.engine.samples import PARTS, PI_4B, part, plan

NEEDY: dict[Companion, Part] = {
    what: part(f"needs-{index}", "board", **PI_4B, requires=what)
    for index, what in enumerate(get_args(Companion))
}
ONE: dict[Companion, Part] = {
    "NVMe adapter": part("m2hat", "hat", storage_slots="NVMe"),
    "memory": part("kit", "memory", modules=2),
    "drive": part("ssd", "storage", slot="NVMe"),
    "power supply": part("brick", "charger", ports=2, connector="USB-C"),
    "power cable": part("usbc", "cable", carries="power"),
    "network cable": part("lead", "cable", carries="ethernet"),
    "carrier": part("io", "carrier", slots=2),
    "case": part("stack", "case", shelves=2),
    "cooler": part("sink", "other", kind="cooling"),
}
OTHER: dict[Companion, Part] = {
    "NVMe adapter": part("hat", "hat"),
    "power cable": ONE["network cable"],
    "network cable": ONE["power cable"],
    "cooler": part("hub", "other", kind="hub"),
}
EVERYTHING = (*PARTS, *NEEDY.values(), *ONE.values(), OTHER["NVMe adapter"], OTHER["cooler"])


@pytest.mark.parametrize("what", get_args(Companion))
def test_what_is_in_the_build_is_no_longer_needed(what: Companion) -> None:
    needy, one = NEEDY[what], ONE[what]
    alone = plan(f"2 {needy.part_number}", parts=EVERYTHING)
    assert still_needed(alone, needy) == (what,)
    both = plan(f"2 {needy.part_number}", f"2 {one.part_number}", parts=EVERYTHING)
    assert still_needed(both, needy) == ()
    assert is_one(one, what)
    assert one.category == CATEGORY[what]


@pytest.mark.parametrize("what", list(OTHER))
def test_another_part_of_the_same_category_is_not_what_is_needed(what: Companion) -> None:
    assert not is_one(OTHER[what], what)
    needy = NEEDY[what]
    more = plan(f"1 {needy.part_number}", f"9 {OTHER[what].part_number}", parts=EVERYTHING)
    assert still_needed(more, needy) == (what,)


def test_a_part_of_which_nobody_says_how_many_it_serves_may_serve_them_all() -> None:
    vague = part("vague", "carrier")
    needy = NEEDY["carrier"]
    many = plan(f"8 {needy.part_number}", "1 vague", parts=(*EVERYTHING, vague))
    assert still_needed(many, needy) == ()


def test_as_much_memory_is_suggested_as_boards_lack_it() -> None:
    number = NEEDY["memory"].part_number
    assert suggested_quantity(plan(f"3 {number}", "2 pi4", parts=EVERYTHING), "memory") == 3
    assert suggested_quantity(plan(f"3 {number}", "1 kit", parts=EVERYTHING), "memory") == 1
    assert suggested_quantity(plan("2 pi4", parts=EVERYTHING), "memory") == 1


def test_what_needs_a_supply_is_none_for_itself() -> None:
    pico = part("pico", "charger", ports=1, connector="ATX", requires="power supply")
    parts = (*EVERYTHING, pico)
    assert still_needed(plan("1 pico", parts=parts), pico) == ("power supply",)
    assert still_needed(plan("1 pico", "1 brick", parts=parts), pico) == ()
