"""Drawings of a wiring: well-formed, every unit in them, and no word leaves its box."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from planner.io.drawings.canvas import DARK, LIGHT, WIDTH
from planner.io.drawings.parts import part_card
from planner.io.drawings.wiring import wiring_cards, wiring_svg
from planner.model.limits import UnitKind
from planner.model.parts import Switch
from planner.model.wiring_picture import (
    OwnPower,
    Plugged,
    PlugKind,
    TreeRow,
    UnitBox,
    WiringPicture,
)
from tests.io.drawings.shapes import checked, texts

GOLDEN = Path(__file__).parents[2] / "golden" / "drawings"
PORT, OUTLET, CAGE, PLACE = PlugKind.PORT, PlugKind.OUTLET, PlugKind.CAGE, PlugKind.PLACE
SWITCH, CHARGER = UnitKind.SWITCH, UnitKind.CHARGER
LONG = "An uncommonly long name of a board with a Pneumonoultramicroscopicsilicovolcanoconiosis"


def picture(name: str = "Raspberry Pi 5 8 GB") -> WiringPicture:
    """Return two switches, one charger of six outlets and three alike, and seven boards."""
    first = tuple(Plugged(PORT, (n,), name, (n,), role="worker") for n in (1, 2, 3))
    second = Plugged(PORT, (1,), name, (4,), through="USB 3 gigabit adapter")
    return WiringPicture(
        "Small cluster",
        proposed=True,
        tree=(
            TreeRow(0, SWITCH, (1,), "Switch of eight ports", 3, uplinks=1),
            TreeRow(1, SWITCH, (2,), "Switch of five ports", 4, parent=(SWITCH, 1)),
        ),
        network=(
            UnitBox(
                SWITCH, (1,), "Switch of eight ports",
                (*first, Plugged(PORT, (7,), "switch", (2,), link=True),
                 Plugged(PORT, (8,), "router", link=True)), 8,
            ),
            UnitBox(
                SWITCH, (2,), "Switch of five ports",
                (second, Plugged(PORT, (2, 3, 4), name, (5, 6, 7), powered=True),
                 Plugged(CAGE, (1,), "switch", (1,), link=True)), 5, cages=1,
            ),
        ),
        power=(
            UnitBox(
                CHARGER, (1,), "Six-port charger", (Plugged(OUTLET, (1,), name, (1,)),), 6,
                watts=Decimal("12.5"), supply=Decimal(60),
            ),
            UnitBox(
                CHARGER, (2, 3, 4), "27 W supply", (Plugged(OUTLET, (1,), name, (2, 3, 4)),), 1
            ),
        ),
        own_power=(OwnPower("Mini PC", 1),),
    )  # fmt: skip


@pytest.mark.parametrize(
    "name", ["Pi", "Raspberry Pi 5 8 GB", LONG, "<script>&\"'</svg>", "漢字" * 30]
)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_drawing_is_well_formed_as_wide_as_a_phone_and_holds_its_words(
    name: str, palette: object
) -> None:
    for card in wiring_cards(picture(name), palette):  # type: ignore[arg-type]
        root = checked(card.svg(palette))  # type: ignore[arg-type]
        assert int(root.attrib["width"]) == WIDTH <= 340
    checked(wiring_svg(picture(name), ("A note. " * 40,), palette))  # type: ignore[arg-type]


def test_no_word_of_a_name_is_lost() -> None:
    drawn = " ".join(texts(checked(wiring_svg(picture(LONG), (), LIGHT))))

    # Five boxes of the switches hold it, and one of each charger.
    assert {drawn.count(word) for word in ("uncommonly", "long", "name", "board")} == {7}
    assert "…" not in drawn


def test_every_unit_and_every_reason_is_in_the_drawing() -> None:
    drawn = texts(checked(wiring_svg(picture(), ("Power is not wired: none.",), LIGHT)))

    assert [line for line in drawn if line.startswith(("Switch ", "Charger"))].count(
        "Switch 1"
    ) == 3
    for words in ("Router", "Chargers 2 to 4", "3 × 27 W supply", "Power is not wired: none."):
        assert words in drawn
    assert "With its own power supply: 1 × Mini PC." in drawn


def test_a_drawing_is_told_in_words() -> None:
    (tree, first, *_) = wiring_cards(picture(), LIGHT)

    assert tree.words.startswith("Uplinks, from the router down. Switch 1")
    assert "Port 1: Raspberry Pi 5 8 GB no.\u00a01, role: worker" in first.words
    assert first.words in first.svg(LIGHT)


def test_power_and_network_are_told_apart_without_colours() -> None:
    drawn = {card.title: card.svg(LIGHT) for card in wiring_cards(picture(), LIGHT)}

    assert "stroke-dasharray" in drawn["Charger 1"]
    assert "stroke-dasharray" not in drawn["Switch 1"]
    # What is powered by its cable has both.
    assert "stroke-dasharray" in drawn["Switch 2"]


def test_what_a_unit_looks_like_is_drawn_beside_its_name_from_its_facts() -> None:
    box = UnitBox(SWITCH, (1,), "A switch with a name that takes several lines", (), 8)
    switch = Switch(part_number="s", name="S", source="https://example.org", ports=8)
    (plain,) = wiring_cards(WiringPicture("One", network=(box,)), LIGHT)
    (drawn,) = wiring_cards(WiringPicture("One", network=(replace(box, part=switch),)), LIGHT)

    look = "".join(part_card(switch, LIGHT).parts)
    assert look in drawn.svg(LIGHT)
    assert look not in plain.svg(LIGHT)
    # Words make room for it, so that none is drawn over.
    assert drawn.tall > plain.tall


def test_ports_that_are_taken_are_filled_and_too_many_of_them_are_not_drawn() -> None:
    def filled(ports: int | None) -> int:
        rows = (Plugged(PORT, (2,), "Pi"),)
        box = UnitBox(SWITCH, (1,), "Switch", rows, ports)
        (card,) = wiring_cards(WiringPicture("One", network=(box,)), LIGHT)
        return card.svg(LIGHT).count(f'rx="2" fill="{LIGHT.network}"')

    assert [filled(8), filled(48), filled(None), filled(400)] == [1, 1, 0, 0]


def test_a_deep_tree_stays_on_the_page() -> None:
    rows = tuple(
        TreeRow(depth, SWITCH, (depth + 1,), LONG, 1, parent=(SWITCH, depth) if depth else None)
        for depth in range(20)
    )
    (tree,) = wiring_cards(WiringPicture("Deep", tree=rows), LIGHT)

    checked(tree.svg(LIGHT))


def test_a_picture_of_nothing_is_a_title() -> None:
    root = checked(wiring_svg(WiringPicture("Nothing"), (), LIGHT))

    assert texts(root) == ["Wiring: Nothing"]


def test_the_drawing_is_the_one_that_was_looked_at() -> None:
    kept = GOLDEN / "wiring.svg"

    assert wiring_svg(picture(), ("Power is not wired: none.",), LIGHT) == kept.read_text("utf-8")
