"""What parts need beside themselves: memory, a case, a cooler, a supply, and what is in boxes."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.capacity import capacity
from planner.engine.rules import cables_reach_every_port, judge
from planner.engine.rules._companions import (
    boards_without_memory_get_it,
    memory_has_places,
    what_names_boards_is_with_one_of_them,
    what_needs_a_case_has_one,
    what_needs_a_cooler_has_one,
    what_needs_a_supply_has_one,
)
from planner.engine.rules._modules import every_module_has_a_carrier
from planner.engine.rules._plugs import (
    charger_has_an_outlet_for_every_board,
    every_board_has_a_power_lead,
)
from planner.engine.rules._storage import every_board_can_boot
from planner.model.findings import Finding
from planner.model.parts import Board
from planner.model.plan import Plan
from tests.engine.samples import PARTS, PI_4B, part, plan

BARE = {
    **PI_4B,
    "ram_mb": 0,
    "requires": "memory;drive",
    "includes": "power supply",
    "memory_type": "DDR5 SO-DIMM",
    "memory_slots": 2,
}


def memory(number: str, **facts: Any) -> Any:
    kind = {"memory_type": "DDR5 SO-DIMM", "modules": 2, "capacity_mb": 32768}
    return part(number, "memory", **kind | facts)


MORE = (
    *PARTS,
    part("nuc", "board", **BARE),
    part("old", "board", **BARE | {"memory_type": "DDR4 SO-DIMM"}),
    part("vague", "board", **BARE | {"memory_type": None, "memory_slots": None}),
    part("filled", "board", **BARE | {"ram_mb": 16384, "requires": ""}),
    part("soldered", "board", **PI_4B | {"memory_slots": 0}),
    memory("kit"),
    memory("one", modules=1, capacity_mb=16384, memory_type="DDR5 SODIMM"),
    memory("ddr4", memory_type="DDR4 SO-DIMM"),
    memory("untyped", memory_type=None),
    memory("uncounted", modules=None),
    memory("uncounted4", modules=None, memory_type="DDR4 SO-DIMM"),
    memory("unsized", capacity_mb=None),
    memory("empty", modules=0),
    part("bundle", "other", includes="memory"),
    part("naked", "board", **PI_4B | {"requires": "case;cooler"}),
    part("housed", "board", **PI_4B | {"requires": "case;cooler", "includes": "case;cooler"}),
    part("shelf2", "case", shelves=2),
    part("shelfless", "case"),
    part("coolcase", "case", shelves=1, includes="cooler"),
    part("boxcase", "other", includes="case"),
    part("blower", "other", kind="cooling"),
    part("sink", "other", name="Heat sink"),
    part("sink4", "other", kind="cooling", fits="PI4, shelf2"),
    part("sink-pi", "other", kind="cooling", fits="PI"),
    part("hungry", "switch", ports=5, speed_mbps=1000, requires="power supply"),
    part("sated", "switch", ports=5, requires="power supply", includes="power supply"),
    part("noplug", "board", **PI_4B | {"power_connector": None, "requires": "power supply"}),
    part("plugged", "board", **PI_4B | {"requires": "power supply"}),
    part("kitcase", "case", shelves=4, includes="power supply"),
    part(
        "cb1",
        "board",
        **PI_4B
        | {
            "form": "compute module",
            "power_connector": "module",
            "requires": "carrier",
            "includes": "carrier",
        },
    ),
    part("base", "carrier", slots=1, ports=1, fits="CB1", switch_mbps=0),
    part("atx", "carrier", slots=4, ports=2, switch_mbps=1000, power_connector="ATX"),
    part("pico", "charger", ports=1, connector="ATX", requires="power supply"),
    part("brick", "charger", ports=1, connector="USB-C"),
    part("countless", "charger", connector="USB-C"),
    part("pix", "board", name="Pi X", **PI_4B),
    part("withlead", "board", **PI_4B | {"includes": "network cable"}),
    part("led", "charger", ports=2, connector="USB-A", includes="power cable;power cable"),
    part("boardlead", "board", **PI_4B | {"includes": "power cable"}),
    part("withcard", "board", **PI_4B | {"includes": "drive"}),
    part("cardbox", "case", shelves=4, includes="drive"),
)
Rule = Callable[[Plan], Iterator[Finding]]


def said(rule: Rule, build: str) -> list[str]:
    made = plan(*build.split(", "), parts=MORE)
    return [f"{each.code}: {each.message} {each.hint}" for each in rule(made)]


def only(rule: Rule, build: str) -> str:
    [found] = said(rule, build)
    return found


@pytest.mark.parametrize(
    ("rule", "build"),
    [
        (boards_without_memory_get_it, "4 pi4"),
        (boards_without_memory_get_it, "2 nuc, 2 kit"),
        (boards_without_memory_get_it, "2 nuc, 1 kit"),
        (boards_without_memory_get_it, "1 nuc, 1 old, 1 one, 1 ddr4"),
        (boards_without_memory_get_it, "1 nuc, 1 bundle"),
        (boards_without_memory_get_it, "2 filled"),
        (memory_has_places, "2 nuc, 2 kit"),
        (memory_has_places, "1 kit"),
        (memory_has_places, "1 nuc, 1 old, 1 kit, 1 ddr4"),
        (memory_has_places, "1 nuc, 9 uncounted"),
        (what_needs_a_case_has_one, "2 naked, 1 shelf2"),
        (what_needs_a_case_has_one, "2 housed, 1 pi4"),
        (what_needs_a_case_has_one, "1 naked, 1 boxcase"),
        (what_needs_a_cooler_has_one, "2 naked, 1 blower, 1 sink"),
        (what_needs_a_cooler_has_one, "1 naked, 1 coolcase"),
        (what_needs_a_cooler_has_one, "3 housed"),
        (what_needs_a_supply_has_one, "1 hungry, 1 brick"),
        (what_names_boards_is_with_one_of_them, "1 pi3, 1 pi4, 1 sink4, 1 blower"),
        (what_names_boards_is_with_one_of_them, "1 pi3, 1 shelf2, 1 sink4"),
        (what_names_boards_is_with_one_of_them, "1 sink4"),
        (what_needs_a_supply_has_one, "2 sated, 1 pi4"),
        (charger_has_an_outlet_for_every_board, "1 pi4, 1 kitcase"),
        (every_module_has_a_carrier, "2 cb1"),
        (every_module_has_a_carrier, "2 cb1, 1 base"),
        (what_needs_a_supply_has_one, "1 atx, 1 pico, 1 brick"),
        (what_needs_a_supply_has_one, "3 plugged"),
        (cables_reach_every_port, "2 withlead, 1 giga8, 1 patch"),
        (every_board_has_a_power_lead, "2 pi3, 1 led"),
        (every_board_can_boot, "2 withcard"),
        (every_board_can_boot, "1 pi4, 1 cardbox"),
    ],
)
def test_what_is_there_is_passed_over(rule: Rule, build: str) -> None:
    assert [each for each in said(rule, build) if not each.startswith("not-checked")] == []


@pytest.mark.parametrize(
    ("rule", "build", "message"),
    [
        (
            boards_without_memory_get_it,
            "3 nuc",
            (
                "memory-missing: 3 boards come without memory (3 × NUC); the build has 0 "
                "modules for them. Add modules of DDR5 SO-DIMM for 3 × NUC (one each, max 2), "
                "unless you have them."
            ),
        ),
        (
            boards_without_memory_get_it,
            "3 nuc, 1 kit",
            "memory-missing: 3 boards come without memory (3 × NUC); the build has 2 modules",
        ),
        (
            boards_without_memory_get_it,
            "1 old, 1 kit",
            (
                "memory-missing: 1 board comes without memory (1 × OLD); the build has 0 modules "
                "for it. Add modules of DDR4 SO-DIMM"
            ),
        ),
        (
            boards_without_memory_get_it,
            "1 vague",
            (
                "memory-missing: 1 board comes without memory (1 × VAGUE); the build has 0 "
                "modules for it. Add memory modules for 1 × VAGUE (one each), unless you have "
                "it."
            ),
        ),
        (
            boards_without_memory_get_it,
            "1 nuc, 1 x-memory",
            "not-checked: Not checked: memory. No data is known for x-memory.",
        ),
        (
            boards_without_memory_get_it,
            "1 vague, 1 kit",
            (
                "not-checked: Not checked: memory. The type or number of modules is not known "
                "for VAGUE."
            ),
        ),
        (boards_without_memory_get_it, "1 nuc, 1 untyped", "not-checked: Not checked: memory."),
        (boards_without_memory_get_it, "1 nuc, 1 uncounted", "not-checked: Not checked: memory."),
        (
            memory_has_places,
            "1 old, 1 kit",
            (
                "memory-misfit: KIT (DDR5 SO-DIMM) fits no board of the build: OLD takes 2 × DDR4 "
                "SO-DIMM. Choose"
            ),
        ),
        (memory_has_places, "1 old, 1 uncounted", "memory-misfit: UNCOUNTED (DDR5 SO-DIMM) fits"),
        (
            memory_has_places,
            "2 soldered, 1 untyped",
            "memory-misfit: UNTYPED fits no board of the build: SOLDERED has no memory slots.",
        ),
        (
            memory_has_places,
            "1 nuc, 2 kit",
            (
                "memory-full: 4 memory modules (2 × KIT), of which 2 fit: NUC takes 2 × DDR5 "
                "SO-DIMM. Remove 2 modules"
            ),
        ),
        (
            memory_has_places,
            "1 filled, 1 kit",
            (
                "not-checked: Not checked: memory slots. It is not known whether slots are free "
                "beside the memory they come with for FILLED."
            ),
        ),
        (memory_has_places, "4 pi4, 1 kit", "not-checked: Not checked: memory slots."),
        (
            what_needs_a_case_has_one,
            "3 naked, 1 shelf2",
            (
                "case-missing: 3 parts need a case (3 × NAKED); the build has 2 places in a case "
                "for them. Add 1 place in a case, unless you have it."
            ),
        ),
        (
            what_needs_a_case_has_one,
            "3 naked, 1 shelfless",
            (
                "not-checked: Not checked: slots in the case. Their number is not known for "
                "SHELFLESS."
            ),
        ),
        (
            what_needs_a_cooler_has_one,
            "3 naked, 1 blower",
            (
                "cooler-missing: 3 parts need a cooler (3 × NAKED); the build has 1 cooler for "
                "them. Add 2 coolers, unless you have them."
            ),
        ),
        (
            what_needs_a_cooler_has_one,
            "3 naked, 1 x-other",
            "not-checked: Not checked: coolers. Whether it is one is not known for x-other.",
        ),
        (
            what_needs_a_supply_has_one,
            "1 hungry, 1 pi4, 1 brick",
            (
                "supply-missing: 1 part needs a power supply (1 × HUNGRY); the build has 0 outlets "
                "for it. Add 1 outlet, unless you have it."
            ),
        ),
        (
            what_names_boards_is_with_one_of_them,
            "2 pi3, 1 sink4",
            "cooler-misfit: SINK4 is made for PI4, shelf2, not for 2 × PI3. Choose one that",
        ),
        (
            what_names_boards_is_with_one_of_them,
            "1 nuc, 1 boardlead, 1 naked, 1 soldered, 1 pix, 1 sink-pi",
            (
                "not-checked: Not checked: what SINK-PI is for. It is made for PI, which is not "
                "conclusive for Pi X."
            ),
        ),
        # The brick in the box of a computer or a switch is its own.
        (
            what_needs_a_supply_has_one,
            "1 hungry, 1 nuc, 1 sated",
            "supply-missing: 1 part needs a power supply (1 × HUNGRY); the build has 0 outlets for",
        ),
        (
            charger_has_an_outlet_for_every_board,
            "1 pi4, 1 kitcase",
            (
                "not-checked: Not checked: charger outlets. Their number and type are not known "
                "for the supply of KITCASE."
            ),
        ),
        (
            what_needs_a_supply_has_one,
            "1 pico",
            "supply-missing: 1 part needs a power supply (1 × PICO); the build has 0 outlets for",
        ),
        (
            what_needs_a_supply_has_one,
            "1 atx, 1 pi4, 1 pico, 1 brick",
            "supply-missing: 1 part needs a power supply (1 × PICO); the build has 0 outlets for",
        ),
        (what_needs_a_supply_has_one, "1 noplug", "supply-missing: 1 part needs a power supply"),
        (
            what_needs_a_supply_has_one,
            "1 hungry, 1 countless",
            "not-checked: Not checked: power supplies. The number of outlets is not known for",
        ),
        (
            cables_reach_every_port,
            "2 withlead, 1 pi4, 1 giga8, 1 patch",
            "leads-short: 4 network cables are needed (3 nodes and 1 uplink); the build has 3.",
        ),
        (
            every_board_has_a_power_lead,
            "1 pi3, 1 led",
            (
                "not-checked: Not checked: power cables. Their connectors and what they carry "
                "are not known for the cable of LED."
            ),
        ),
        (
            every_board_has_a_power_lead,
            "1 boardlead, 1 hub",
            "not-checked: Not checked: power cables.",
        ),
        (every_board_can_boot, "2 pi4, 1 withcard", "storage-short: 2 of 3 boards have nothing"),
    ],
)
def test_what_is_missing_is_told_once_with_how_many_and_what_to_add(
    rule: Rule, build: str, message: str
) -> None:
    assert only(rule, build).startswith(message)


@pytest.mark.parametrize(
    ("build", "gb"),
    [
        ("4 pi4", 16),
        ("2 nuc, 2 kit", 64),
        ("2 nuc, 1 kit", 32),
        ("1 nuc, 1 pi4, 1 one", 20),
        ("1 nuc, 2 kit", 32),  # two of the four modules find no place
        ("1 nuc, 1 kit, 1 ddr4", 32),
        ("1 nuc, 1 kit, 1 empty", 32),
        ("1 nuc, 1 uncounted", 32),
        ("1 soldered, 1 kit", 4),
        ("1 soldered, 1 uncounted4", 4),
    ],
)
def test_the_memory_of_a_build_is_what_boards_come_with_and_the_modules_in_the_others(
    build: str, gb: int
) -> None:
    figure = capacity(plan(*build.split(", "), parts=MORE)).ram_gb
    assert figure.value == Decimal(gb)


@pytest.mark.parametrize(
    ("build", "note"),
    [
        ("3 nuc, 1 kit", "not known: not every board without memory has a module (NUC)"),
        ("1 nuc, 1 unsized", "not known for UNSIZED"),
        ("1 nuc, 1 kit, 1 x-memory", "not known for x-memory"),
        ("1 filled, 1 kit", "not known: whether KIT adds to what boards come with"),
    ],
)
def test_memory_that_is_not_known_stays_unknown(build: str, note: str) -> None:
    figure = capacity(plan(*build.split(", "), parts=MORE)).ram_gb
    assert (figure.value, figure.note) == (None, note)


def test_what_several_kinds_of_boards_need_is_counted_together() -> None:
    found = [f for f in judge(plan("2 nuc", "1 old", parts=MORE)) if f.code == "memory-missing"]
    assert len(found) == 1
    assert "3 boards come without memory (2 × NUC; 1 × OLD)" in found[0].message
    assert "DDR5 SO-DIMM for 2 × NUC (one each, max 2); modules of DDR4" in found[0].hint


def test_a_board_of_which_nothing_is_lacking_says_so() -> None:
    boards = [each for each in MORE if isinstance(each, Board)]
    assert {each.part_number: each.lacks for each in boards}["housed"] == ()
