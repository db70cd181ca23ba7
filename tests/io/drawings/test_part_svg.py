"""Drawings of parts: from their facts alone, told apart by shape, and in words beside them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from planner.io.catalog.folder import load_catalog
from planner.io.drawings.canvas import DARK, LIGHT
from planner.io.drawings.parts import TALL, WIDE, part_card
from planner.model.part_looks import face_text, groups_of, speed_text
from planner.model.parts import (
    CATEGORIES,
    Board,
    Cable,
    Carrier,
    Case,
    Charger,
    Hat,
    Memory,
    NetworkAdapter,
    Other,
    Part,
    PoeModule,
    Rack,
    Storage,
    Switch,
)
from tests.engine.sizing_cases import part
from tests.io.drawings.shapes import checked

GOLDEN = Path(__file__).parents[2] / "golden" / "drawings"
# ruff: noqa: ISC004 the words of a drawing are as long as they are
EVERYTHING: tuple[tuple[Any, str], ...] = (
    (
        part(
            Board, "pi", nic_mbps=1000, usb2_ports=2, usb3_ports=2, ram_mb=8192,
            storage_slots=("microSD", "NVMe", "eMMC"), power_connector="USB-C",
        ),
        "Line drawing of a board: 1 network port (1 Gb), 2 USB ports (USB 3), "
        "2 USB ports (USB 2), powered through USB-C, takes microSD, NVMe, eMMC.",
    ),
    (
        part(Board, "dark"),
        "Line drawing of a board. Not known, and so not drawn: its network ports, its USB ports, "
        "its plug, its slots for storage.",
    ),
    (
        part(
            Board, "pc", form="mini PC", nic_mbps=2500, usb2_ports=0, usb3_ports=4,
            storage_slots=(), power_connector="barrel",
        ),
        "Line drawing of a mini PC: 1 network port (2.5 Gb), 4 USB ports (USB 3), "
        "powered through barrel.",
    ),
    (
        part(
            Board, "cm", form="compute module", nic_mbps=0, usb2_ports=0, usb3_ports=0,
            storage_slots=(), power_connector="module",
        ),
        "Line drawing of a compute module: powered through module.",
    ),
    (part(Board, "b", power_connector="mains"), ""),
    (part(Board, "c", power_connector="barrel", memory_slots=2, usb3_ports=20), ""),
    (
        part(Switch, "poe", interfaces="4 x 1G RJ45 PoE at; 4 x 100M RJ45; 2 x 10G SFP+"),
        "Line drawing of a switch: 4 network ports (1 Gb) with power, 4 network ports (100 Mb), "
        "2 cages (10 Gb SFP+).",
    ),
    (
        part(Switch, "vague", interfaces="? x 1G RJ45"),
        "Line drawing of a switch: network ports (1 Gb), how many is not known.",
    ),
    (part(Switch, "vast", ports=200, speed_mbps=None, poe_ports=0, sfp_ports=0),
     "Line drawing of a switch: 200 network ports."),
    (
        part(Charger, "cube", outlets="2 x USB-C 5V 3A; 4 x USB-A 5V 2.4A"),
        "Line drawing of a power supply: 2 outlets (USB-C), 4 outlets (USB-A).",
    ),
    (part(Charger, "brick", ports=1, connector="barrel"),
     "Line drawing of a power supply: 1 outlet (barrel)."),
    (part(Charger, "what"), "Line drawing of a power supply: outlets, how many is not known."),
    (part(Storage, "sd", slot="SD"), "Line drawing of an SD card."),
    (part(Storage, "micro", slot="microSD"), "Line drawing of a microSD card."),
    (part(Storage, "m2", slot="NVMe"), "Line drawing of an NVMe drive."),
    (part(Storage, "emmc", slot="eMMC"), "Line drawing of an eMMC drive."),
    (part(Storage, "disk", slot="SATA"), "Line drawing of a SATA drive."),
    (part(Storage, "stick", slot="USB"), "Line drawing of a USB drive."),
    (part(Storage, "any"), "Line drawing of a drive. Not known, and so not drawn: its slot."),
    (
        part(Cable, "patch", carries="ethernet", from_connector="RJ45", to_connector="RJ45"),
        "Line drawing of a cable: plugs RJ45 and RJ45.",
    ),
    (
        part(Cable, "cord", carries="power", from_connector="USB-A", to_connector="barrel"),
        "Line drawing of a cable: plugs USB-A and barrel.",
    ),
    (
        part(Cable, "half", carries="power", from_connector="USB-C"),
        "Line drawing of a cable: plug USB-C. Not known, and so not drawn: its ends.",
    ),
    (part(Cable, "none"), "Line drawing of a cable. Not known, and so not drawn: its ends."),
    (part(NetworkAdapter, "nic", host="USB3", speed_mbps=1000),
     "Line drawing of a network adapter: 1 network port (1 Gb), goes into USB3."),
    (part(NetworkAdapter, "pcie", host="PCIe"),
     "Line drawing of a network adapter: 1 network port, goes into PCIe."),
    (part(NetworkAdapter, "odd"), "Line drawing of a network adapter: 1 network port."),
    (part(Hat, "hat", storage_slots=("NVMe",)), "Line drawing of a HAT: slot for NVMe."),
    (part(PoeModule, "poehat", kind="hat"), "Line drawing of a PoE hat."),
    (part(PoeModule, "split", kind="splitter"), "Line drawing of a PoE splitter."),
    (part(PoeModule, "poe", storage_slots=("NVMe",)),
     "Line drawing of a PoE module: slot for NVMe."),
    (part(Carrier, "tray", slots=4, ports=2),
     "Line drawing of a carrier for compute modules: 2 network ports, 4 places for modules."),
    (part(Carrier, "bare"), "Line drawing of a carrier for compute modules. "
     "Not known, and so not drawn: how many modules it takes."),
    (part(Memory, "ram"), "Line drawing of a memory module."),
    (part(Case, "tower", shelves=4), "Line drawing of a case: room for 4 boards."),
    (part(Case, "tall", shelves=40), "Line drawing of a case: room for 40 boards."),
    (part(Case, "box"),
     "Line drawing of a case. Not known, and so not drawn: how many boards it holds."),
    (part(Rack, "rack", kind="rack", rack_u="8"), "Line drawing of a rack: 8 U."),
    (part(Rack, "panel", kind="patch panel", rack_u="1", holds=12),
     "Line drawing of a patch panel: 1 U."),
    (part(Rack, "shelf", kind="shelf"), "Line drawing of a shelf."),
    (part(Rack, "thing"), "Line drawing of a rack part."),
    (part(Other, "fan", kind="cooling"), "Line drawing of a part: cooling."),
    (part(Other, "router", kind="router"), "Line drawing of a part: router."),
    (part(Other, "strip", kind="power strip", mains_sockets=6),
     "Line drawing of a part: power strip: 6 mains sockets."),
    (part(Other, "tool", kind="tool"), "Line drawing of a part: tool."),
    (part(Other, "odd"), "Line drawing of a part."),
)  # fmt: skip


@pytest.mark.parametrize("drawn", [each for each, _ in EVERYTHING], ids=lambda each: each.name)
def test_every_kind_of_part_has_a_drawing_of_one_size(drawn: Part) -> None:
    for palette in (LIGHT, DARK):
        root = checked(part_card(drawn, palette).svg(palette))
        assert (root.attrib["width"], root.attrib["height"]) == (str(WIDE), str(TALL))


@pytest.mark.parametrize(
    ("drawn", "words"), [each for each in EVERYTHING if each[1]], ids=lambda each: str(each)[:20]
)
def test_a_drawing_is_told_in_words_with_what_nobody_knows(drawn: Part, words: str) -> None:
    assert face_text(drawn) == words


def test_every_category_is_drawn() -> None:
    assert {each.category for each, _ in EVERYTHING} == set(CATEGORIES)


def test_a_socket_that_nobody_knows_of_is_not_drawn() -> None:
    def boxes(**facts: Any) -> int:
        return part_card(part(Board, "pi", **facts), LIGHT).svg(LIGHT).count("<rect")

    bare = boxes()
    assert boxes(nic_mbps=0) == bare
    assert boxes(nic_mbps=100) == bare + 1
    assert boxes(nic_mbps=100, usb3_ports=4) == bare + 3  # two stacks of two
    assert boxes(power_connector="USB-C") == bare + 1


def test_a_switch_shows_so_many_ports_as_it_has_and_no_endless_number() -> None:
    def ports(many: int) -> int:
        drawn = part(Switch, "s", ports=many, speed_mbps=1000, poe_ports=0, sfp_ports=0)
        return part_card(drawn, LIGHT).svg(LIGHT).count(f'fill="{LIGHT.network_ground}"')

    assert [ports(n) for n in (1, 5, 8, 16, 24, 48, 200)] == [1, 5, 8, 16, 24, 48, 48]


def test_speeds_are_called_as_people_call_them() -> None:
    assert [speed_text(mbps) for mbps in (None, 0, 100, 1000, 2500, 10_000)] == [
        "", "", "100 Mb", "1 Gb", "2.5 Gb", "10 Gb",
    ]  # fmt: skip


def test_markup_in_a_name_stays_text() -> None:
    drawn = part_card(part(Case, "x").model_copy(update={"name": "</title><script>"}), LIGHT)

    checked(drawn.svg(LIGHT))


def test_every_part_of_the_shipped_catalog_has_a_drawing() -> None:
    for each in shipped():
        checked(part_card(each, LIGHT).svg(LIGHT))
        assert all(group.many is None or group.many > 0 for group in groups_of(each))


def shipped() -> Iterable[Part]:
    return load_catalog(Path(__file__).parents[3] / "catalogs").parts


def test_the_drawings_are_those_that_were_looked_at() -> None:
    drawn = "\n".join(part_card(each, LIGHT).svg(LIGHT) for each, _ in EVERYTHING)

    assert f"{drawn}\n" == (GOLDEN / "parts.svg.txt").read_text("utf-8")
