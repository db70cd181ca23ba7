"""The picture of a wiring: every piece once, names and roles, alike units and ports together."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from planner.engine.sizing.size import size
from planner.engine.wiring._names import UnitNames
from planner.engine.wiring.picture import named_wires, wiring_picture
from planner.engine.wiring.proposed import proposed_wiring
from planner.model.limits import UnitKind
from planner.model.parts import Carrier, PoeModule, PortKind
from planner.model.plan import Plan
from planner.model.wiring import ROUTER, Wire
from planner.model.wiring_picture import NamedWire, OwnPower, Plugged, PlugKind, UnitBox
from tests.engine.network_plans import cluster
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    nic,
    part,
    patch,
    shop,
    supply,
    switch,
    wish,
)

PI = board("pi")
EIGHT = switch("eight", 8, 1000)
CUBE = charger("cube", 6, 32)
BRICK = charger("brick", 1, 10)


def wired(*parts: tuple[Any, int], **changes: Any) -> Plan:
    plan = cluster(*parts, **changes)
    build = plan.build.model_copy(update={"wiring": proposed_wiring(plan)[0]})
    return plan.model_copy(update={"build": build, "reckoned": {}})


def with_wires(plan: Plan, *wires: Wire) -> Plan:
    build = plan.build.model_copy(update={"wiring": wires})
    return plan.model_copy(update={"build": build, "reckoned": {}})


def lead(device: str, unit: str, port: int = 1, kind: PortKind = PortKind.ETHERNET) -> Wire:
    return Wire(device=device, device_port=1, unit=unit, unit_port=port, kind=kind)


def nodes_in(boxes: tuple[UnitBox, ...]) -> Counter[tuple[str, int]]:
    found: Counter[tuple[str, int]] = Counter()
    for box in boxes:
        for row in box.rows:
            found.update((row.name, piece) for piece in row.pieces if not row.link)
    return found


def rows_of(boxes: tuple[UnitBox, ...]) -> Iterator[Plugged]:
    return (row for box in boxes for row in box.rows)


def test_every_board_stands_once_in_the_network_and_once_in_the_power() -> None:
    for many in (1, 7, 20, 60, 200):
        picture = wiring_picture(wired((PI, many), (EIGHT, many // 5 + 2), (CUBE, many // 5 + 1)))
        everyone = Counter({("pi", piece): 1 for piece in range(1, many + 1)})
        expected = everyone if many > 1 else Counter()
        assert nodes_in(picture.network) == nodes_in(picture.power) == expected
        switches = [n for box in picture.network for n in box.numbers]
        assert sorted(switches) == list(range(1, many // 5 + 3))


def test_two_hundred_nodes_are_a_handful_of_boxes() -> None:
    picture = wiring_picture(wired((PI, 200), (EIGHT, 34), (BRICK, 200)))

    # Eight ports a switch: a root, five under it, and what hangs on each of those.
    assert len(picture.network) <= 12
    assert max(len(box.rows) for box in picture.network) <= 8
    (bricks,) = picture.power
    assert bricks.numbers == tuple(range(1, 201))
    assert [(row.ports, len(row.pieces)) for row in bricks.rows] == [((1,), 200)]
    assert len(picture.tree) == len(picture.network)
    assert sum(row.nodes for row in picture.tree) == 200


def test_a_few_switches_are_told_one_by_one_port_by_port() -> None:
    picture = wiring_picture(wired((PI, 9), (EIGHT, 2), (CUBE, 2)))

    assert [box.numbers for box in picture.network] == [(1,), (2,)]
    assert [(row.depth, row.parent, row.uplinks, row.nodes) for row in picture.tree] == [
        (0, None, 1, 6),
        (1, (UnitKind.SWITCH, 1), 0, 3),
    ]
    first = picture.network[0]
    assert first.taken(PlugKind.PORT) == (1, 2, 3, 4, 5, 6, 7, 8)
    assert [row.name for row in first.rows if row.link] == ["switch", "router"]


def test_a_charger_of_several_outlets_is_one_box_with_its_watts() -> None:
    picture = wiring_picture(wired((PI, 3), (EIGHT, 1), (CUBE, 1)))

    (cube,) = picture.power
    assert (cube.kind, cube.ports, cube.watts, cube.supply) == (UnitKind.CHARGER, 6, 15, 32)
    assert [row.at for row in cube.rows] == [PlugKind.OUTLET] * 3


def test_many_ports_with_the_same_in_them_are_one_row_and_a_free_one_between_is_none() -> None:
    plan = wired((PI, 20), (switch("large", 24, 1000), 1))

    (box,) = wiring_picture(plan).network

    assert [(row.ports, row.name, row.pieces) for row in box.rows] == [
        (tuple(range(1, 21)), "pi", tuple(range(1, 21))),
        ((24,), "router", ()),
    ]


def test_a_board_is_called_by_its_part_its_number_and_its_role() -> None:
    plan = wired((PI, 1), (board("big"), 2), (EIGHT, 1))
    roles = ("", "worker", "")
    positions = tuple(
        each.model_copy(update={"role": role})
        for each, role in zip(plan.build.positions, roles, strict=True)
    )
    build = plan.build.model_copy(update={"positions": positions})
    plan = plan.model_copy(update={"build": build, "reckoned": {}})

    rows = list(rows_of(wiring_picture(plan).network))

    assert [(row.name, row.pieces, row.role) for row in rows if not row.link] == [
        ("pi", (), ""),
        ("big", (1,), "worker"),
        ("big", (2,), "worker"),
    ]
    assert str(UnitNames(plan).of("big#2")) == "big no. 2"
    assert str(UnitNames(plan).of("pi#1")) == "pi"
    assert str(UnitNames(plan).of("stranger#9")) == "stranger"


def test_a_piece_that_was_replaced_has_no_number_and_no_role() -> None:
    plan = wired((PI, 1), (EIGHT, 1))
    old = plan.build.positions[0].model_copy(update={"retired": True, "role": "old"})
    build = plan.build.model_copy(update={"positions": (old, *plan.build.positions)})

    names = UnitNames(plan.model_copy(update={"build": build, "reckoned": {}}))

    assert names.of("pi#1") == ("pi", 0, "")


def test_a_board_on_an_adapter_says_through_which() -> None:
    bare = board("bare", nic_mbps=0, usb3_ports=1)
    rows = rows_of(wiring_picture(wired((bare, 1), (nic("stick"), 1), (EIGHT, 1))).network)

    assert [(row.name, row.through) for row in rows if not row.link] == [("bare", "stick")]


def test_power_over_the_network_is_told_at_the_port() -> None:
    hat = part(PoeModule, "hat", kind="hat", fits="pi", poe_class_w=Decimal("15.4"))
    poe = switch("poe", 8, 1000).model_copy(update={"poe_ports": 4, "poe_budget_w": Decimal(60)})
    picture = wiring_picture(wired((PI, 3), (hat, 2), (poe, 1), (CUBE, 1)))

    rows = {row.pieces: row.powered for row in rows_of(picture.network) if not row.link}
    assert rows == {(1,): True, (2,): True, (3,): False}


def test_modules_are_told_in_their_carrier_or_at_the_port_of_their_cable() -> None:
    module = board("cm", form="compute module", power_connector="module", nic_mbps=1000)
    joined: Any = part(
        Carrier, "tray", slots=2, fits="cm", ports=1, switch_mbps=1000,
        power_connector="barrel", supply_v=Decimal(12),
    )  # fmt: skip
    apart: Any = part(Carrier, "plain", slots=2, fits="cm", ports=2, switch_mbps=0)

    tray = wiring_picture(wired((module, 2), (joined, 1), (EIGHT, 1), (supply("brick", 12), 1)))
    plain = wiring_picture(wired((module, 2), (apart, 1), (EIGHT, 1)))

    boxes = {box.name: box for box in tray.network}
    assert [(row.at, row.ports) for row in boxes["tray"].rows] == [
        (PlugKind.PLACE, (1,)),
        (PlugKind.PLACE, (2,)),
        (PlugKind.PORT, (1,)),
    ]
    assert [row.name for row in rows_of(tray.power)] == ["carrier"]
    assert [row.depth for row in tray.tree] == [0, 1]
    (box,) = plain.network
    assert [row.seat for row in box.rows] == ["carrier 1, place 1", "carrier 1, place 2", ""]


def test_a_switch_without_a_way_to_the_router_stands_in_the_tree_all_the_same() -> None:
    plan = with_wires(
        cluster((PI, 1), (EIGHT, 2)), lead("pi#1", "eight#2"), lead("eight#1", ROUTER)
    )

    picture = wiring_picture(plan)

    assert [(row.numbers, row.uplinks) for row in picture.tree] == [((2,), 1), ((1,), 0)]


def test_switches_joined_by_their_cages_alone_are_drawn() -> None:
    caged = switch("eight", 8, 1000).model_copy(update={"sfp_ports": 2})
    link = Wire(device="eight#2", device_port=1, unit="eight#1", unit_port=2, kind=PortKind.SFP)
    picture = wiring_picture(with_wires(cluster((caged, 2)), link))

    assert [[(row.at, row.ports) for row in box.rows] for box in picture.network] == [
        [(PlugKind.CAGE, (2,))],
        [(PlugKind.CAGE, (1,))],
    ]
    assert [box.cages for box in picture.network] == [2, 2]
    assert named_wires(with_wires(cluster((caged, 2)), link)) == (
        NamedWire("switch 2, cage 1", "cage 2", "switch 1"),
    )


def test_boards_that_bring_their_supply_are_counted() -> None:
    pc = board("pc", includes=("power supply",))
    picture = wiring_picture(wired((pc, 2), (PI, 1), (EIGHT, 1), (CUBE, 1)))

    assert picture.own_power == (OwnPower("pc", 2),)


def test_a_build_without_wires_has_an_empty_picture() -> None:
    picture = wiring_picture(cluster((PI, 2), (EIGHT, 1)), proposed=True)

    assert (picture.tree, picture.network, picture.power) == ((), (), ())
    assert picture.proposed


def test_wires_of_shelves_and_drives_are_in_the_table_and_not_in_the_picture() -> None:
    wares = (
        (board("pi", nic_mbps=0, usb3_ports=1), "40"), (card("card"), "5"), (CUBE, "20"),
        (EIGHT, "30"), (nic("stick"), "9"), (patch(), "1"), (cord(), "1"),
    )  # fmt: skip
    plan = size(wish(nodes=2), shop(*wares), RATES).plan
    assert plan is not None

    wires = named_wires(plan)

    assert len(wires) == len(plan.build.wiring)
    assert NamedWire("pi no. 2", "outlet 2", "charger 1") in wires
    assert NamedWire("stick no. 1", "network port 1", "switch 1") in wires
    assert NamedWire("card no. 1", "microSD slot 1", "pi no. 1") in wires
    assert NamedWire("switch 1, port 8", "network port 1", "router") in wires
