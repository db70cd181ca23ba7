"""A wiring in words: names, ports, what is taken, and why something is not wired."""

from decimal import Decimal

import pytest

from planner.model.limits import UnitKind
from planner.model.wiring_picture import (
    NamedWire,
    OwnPower,
    Plugged,
    PlugKind,
    TreeRow,
    UnitBox,
    Unwired,
    WiringGap,
    WiringPicture,
)
from planner.model.wiring_wording import (
    ONE_WAY,
    box_name,
    box_taken,
    box_title,
    gap_text,
    numbers_text,
    picture_text,
    row_name,
    row_text,
    tree_cables,
    wire_cells,
)

PORT, OUTLET, PLACE = PlugKind.PORT, PlugKind.OUTLET, PlugKind.PLACE


def node(*ports: int, **changes: object) -> Plugged:
    return Plugged(PORT, ports, "Pi", ports, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [((3,), "3"), ((1, 2), "1, 2"), ((1, 2, 3, 7), "1 to 3, 7"), ((), "")],
)
def test_numbers_that_follow_each_other_are_drawn_together(
    numbers: tuple[int, ...], words: str
) -> None:
    assert numbers_text(numbers) == words


def test_a_row_says_its_ports_its_parts_and_all_there_is_to_know_of_them() -> None:
    row = node(1, 2, 3, role="worker", through="Adapter", seat="carrier 1, place 2", powered=True)

    assert row_text(row) == (
        "ports 1 to 3: 3 × Pi, no.\u00a01 to 3, role: worker, through Adapter, "
        "on carrier 1, place 2, powered over this cable"
    )
    assert row_text(node(4)) == "port 4: Pi no.\u00a04"
    assert row_name(Plugged(PORT, (8,), "router", link=True)) == "router"
    assert row_name(Plugged(PORT, (8,), "switch", (2,), link=True)) == "switch 2"
    assert row_name(Plugged(PORT, (7, 8), "switch", (2, 3), link=True)) == "switches 2, 3"


def box(kind: UnitKind = UnitKind.SWITCH, *rows: Plugged, **changes: object) -> UnitBox:
    usual: dict[str, object] = {"numbers": (1,), "name": "Thing", "ports": 8}
    return UnitBox(kind, rows=rows, **(usual | changes))  # type: ignore[arg-type]


def test_a_box_says_how_much_of_it_is_taken() -> None:
    charger = UnitKind.CHARGER
    outlet = Plugged(OUTLET, (1,), "Pi", (1,))
    taken = {
        "1 of 8 ports used, 7 free": box(UnitKind.SWITCH, node(1)),
        "2 of 2 ports used, none free": box(UnitKind.SWITCH, node(1, 2), ports=2),
        "1 port used, number not known": box(UnitKind.SWITCH, node(1), ports=None),
        "1 of 8 ports used, 7 free, 15 of 60 W": box(
            UnitKind.SWITCH, node(1), watts=Decimal(15), supply=Decimal(60)
        ),
        "each 1 of 1 outlet used, none free, 5 W": box(
            charger, outlet, ports=1, numbers=(1, 2), watts=Decimal(5)
        ),
        "1 module": box(UnitKind.CARRIER, Plugged(PLACE, (1,), "CM"), ports=0),
    }
    assert {words: box_taken(each) for words, each in taken.items()} == {w: w for w in taken}


def test_boxes_that_are_alike_share_a_title() -> None:
    many = box(UnitKind.SWITCH, numbers=(2, 3, 4))

    assert (box_title(many), box_name(many)) == ("Switches 2 to 4", "3 × Thing")
    assert (box_title(box()), box_name(box())) == ("Switch 1", "Thing")
    assert box_title(box(UnitKind.CHARGER, numbers=(1, 2))) == "Chargers 1, 2"


def test_the_tree_says_what_leads_where() -> None:
    root = TreeRow(0, UnitKind.SWITCH, (1,), "Thing", 6, uplinks=2)
    below = TreeRow(1, UnitKind.SWITCH, (2,), "Thing", 0, parent=(UnitKind.SWITCH, 1))
    lost = TreeRow(0, UnitKind.SWITCH, (3,), "Thing", 1)

    assert tree_cables(root) == "2 uplink cables, 6 nodes"
    assert tree_cables(below) == "to switch 1"
    assert tree_cables(lost) == "no uplink cable, 1 node"


def test_a_picture_is_told_from_the_router_to_the_last_outlet() -> None:
    picture = WiringPicture(
        "Small",
        proposed=True,
        tree=(TreeRow(0, UnitKind.SWITCH, (1,), "Thing", 1, uplinks=1),),
        network=(box(UnitKind.SWITCH, node(1)),),
        own_power=(OwnPower("Pi", 1),),
    )

    assert picture_text(picture) == (
        f"{ONE_WAY} Uplinks, from the router down. Switch 1, Thing: 1 uplink cable, 1 node. "
        "Switch 1, Thing, 1 of 8 ports used, 7 free. Port 1: Pi no.\u00a01. "
        "With its own power supply: 1 × Pi."
    )
    assert picture_text(WiringPicture("Empty")) == ""


def test_a_wire_is_a_row_of_a_table() -> None:
    assert wire_cells(NamedWire("switch 2, port 1", "network port 8", "router")) == [
        "Switch 2, port 1",
        "network port 8",
        "Router",
    ]


@pytest.mark.parametrize("kind", Unwired)
def test_every_reason_is_one_sentence_with_what_it_is_about(kind: Unwired) -> None:
    words = gap_text(WiringGap(kind, ("Board {x}", "Box"), needed=3, found=2))

    assert words[0].isupper()
    assert "{" not in words.replace("Board {x}", "")
    named = ("is not known", "network port:", "nothing is known", "does not hold")
    assert ("Board {x}; Box" in words) == any(each in words for each in named)
