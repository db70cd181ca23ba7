"""One node more on builds of other kinds: carriers, memory, PoE, two networks, no rate."""

from typing import Any

from planner.engine.sizing._node_parts import parts_of_a_node
from planner.model.build import Build, Position
from planner.model.parts import Case, Hat, Other, Storage
from tests.engine.sizing.test_modules_and_memory import barebone, carrier, memory, module
from tests.engine.sizing.test_next_node import WARES, added, grown, planner_of, sgd, sized
from tests.engine.sizing_cases import (
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
)
from tests.plans import ON, offer

MODULES: tuple[Any, ...] = (
    (module(), "50.00"),
    (card("card"), "5.00"),
    (supply("twelve", 12, 60), "20.00"),
    (switch("sw", 8, 1000), "25.00"),
    (patch(), "1.00"),
)


def build_of(*pieces: tuple[Any, int]) -> Build:
    positions = tuple(
        Position(slot=item.category, part_number=item.part_number, quantity=many)
        for item, many in pieces
    )
    return Build(name="mine", title="Mine", currency="SGD", on=ON, positions=positions)


def test_a_module_takes_the_free_slot_of_a_carrier_and_neither_cable_nor_power() -> None:
    catalog = shop(*MODULES, (carrier(), "80.00"))

    found = grown(sized(3, catalog), catalog)

    assert added(found) == [("cm", 1), ("card", 1)]
    assert (found.cost, found.cliff, found.nodes) == (sgd("55.00"), None, 4)


def test_where_the_carrier_is_full_all_that_another_one_needs_is_the_cliff() -> None:
    catalog = shop(*MODULES, (carrier(), "80.00"))

    found = grown(sized(4, catalog), catalog)

    assert added(found) == [("cm", 1), ("card", 1), ("patch", 1), ("twelve", 1), ("c", 1)]
    # The cable joins the switches of both carriers, and the supply powers four modules.
    assert found.cost == sgd("156.00")  # 50 + 5 + 1 + 20 + 80
    assert found.cliff == sgd("101.00")  # 1 + 20 + 80
    assert {each.part_number: each.why for each in found.added if each.shared}["c"] == (
        "1 × c: 4 slots for 5 modules.",
    )


def test_of_a_carrier_without_a_switch_every_module_takes_a_cable_of_its_own() -> None:
    two = carrier(slots=2, switch_mbps=0, interfaces="2 x 1G RJ45")
    catalog = shop(*MODULES, (two, "18.00"))

    found = grown(sized(2, catalog), catalog)

    assert found.cost == sgd("94.00")  # 50 + 5 + 1 + 20 + 18
    assert found.cliff == sgd("38.00")  # 20 + 18, without the cable
    assert [each.part_number for each in found.added if each.shared] == ["twelve", "c"]


def test_a_carrier_of_one_module_is_the_nodes_own_with_all_that_powers_it() -> None:
    one = carrier(slots=1, switch_mbps=0, interfaces="1 x 1G RJ45")
    catalog = shop(*MODULES, (one, "18.00"))

    found = grown(sized(2, catalog), catalog)

    assert (found.cost, found.cliff) == (sgd("94.00"), None)


def test_a_part_on_two_lines_counts_once_with_all_of_its_pieces() -> None:
    catalog = shop(*MODULES, (carrier(), "80.00"))
    made = sized(3, catalog)
    owned = Position(slot="board", part_number="cm", quantity=1, owned=True)
    full = made.model_copy(
        update={
            "positions": (
                owned,
                *(
                    each.model_copy(update={"quantity": 4}) if each.slot == "storage" else each
                    for each in made.positions
                ),
            ),
            "wiring": (),
        }
    )

    # Four modules are on the one carrier: none is without a place, and none needs a switch.
    before = {each.code for each in planner_of(catalog)(made).findings}
    assert {each.code for each in planner_of(catalog)(full).findings} == before
    # So the fifth needs another carrier.
    assert ("c", 1) in added(grown(full, catalog))


def test_memory_is_bought_for_a_board_that_comes_without() -> None:
    bare = barebone(), "50.00"
    catalog = shop(bare, (memory("ram", 4, 2), "10.00"), *MODULES[1:])

    found = grown(sized(2, catalog), catalog)

    assert added(found) == [("bare", 1), ("card", 1), ("ram", 1), ("patch", 1)]
    assert found.cost == sgd("66.00")  # 50 + 5 + 10 + 1


def test_memory_of_another_type_in_the_build_is_not_the_nodes() -> None:
    other = memory("other", 4, kind="DDR5 SO-DIMM")
    catalog = shop((barebone(), "50.00"), (memory("ram", 4, 2), "10.00"), (other, "9.00"))
    build = build_of((barebone(), 2), (memory("ram", 4, 2), 2), (other, 2))

    taken = dict(parts_of_a_node(planner_of(catalog)(build), barebone()))

    assert {item.part_number: many for item, many in taken.items()} == {"bare": 1, "ram": 1}


def test_a_drive_on_a_hat_goes_with_the_node_that_has_no_slot_of_its_own() -> None:
    disk = card("disk", 500, "NVMe")
    m2hat: Hat = part(Hat, "m2hat", fits="pi", storage_slots=("NVMe",))
    pi = board("pi", storage_slots=())
    catalog = shop((pi, "50.00"), (disk, "60.00"), (m2hat, "12.00"))

    with_hat = planner_of(catalog)(build_of((pi, 2), (disk, 2), (m2hat, 2)))
    without = planner_of(catalog)(build_of((pi, 2), (disk, 2)))

    assert dict(parts_of_a_node(with_hat, pi)) == {pi: 1, disk: 1, m2hat: 1}
    assert not any(isinstance(item, Storage) for item, _ in parts_of_a_node(without, pi))


def test_a_node_of_two_networks_takes_two_cables() -> None:
    twin = board("twin", nic_mbps=None, interfaces="1 x 1G RJ45; 1 x 1G RJ45"), "40.00"
    catalog = shop(twin, *WARES)

    found = grown(sized(3, catalog, redundant=True), catalog)

    assert added(found) == [("twin", 1), ("card", 1), ("patch", 2), ("cord", 1)]
    assert found.cost == sgd("54.00")  # 40 + 10 + 2 × 1 + 2


def test_a_second_adapter_goes_with_a_node_of_two_networks() -> None:
    catalog = shop(*WARES, (nic("nic", host="USB2", speed_mbps=100), "8.00"))

    found = grown(sized(2, catalog, redundant=True), catalog)

    assert ("nic", 1) in added(found)
    assert ("patch", 2) in added(found)
    assert found.cost == sgd("72.00")  # 50 + 10 + 8 + 2 × 1 + 2


def test_where_no_rate_leads_to_the_currency_the_cost_is_not_known() -> None:
    usual = [each for each in WARES if each[0].part_number != "card"]
    foreign = card("card"), [offer("card", "7.18", currency="NOK")]
    catalog = shop(*usual, foreign)
    pieces = {"pi": 2, "card": 2, "patch": 3, "cord": 2, "usb": 1, "five": 1}
    parts = {item.part_number: item for item in (*(w[0] for w in usual), foreign[0])}

    found = grown(build_of(*((parts[number], many) for number, many in pieces.items())), catalog)

    assert found.unpriced == ("card",)
    assert found.cost is None
    assert found.build is not None


def test_a_switch_that_is_full_on_two_networks_is_joined_by_one_that_serves_all_of_them() -> None:
    twin = board("twin", nic_mbps=None, interfaces="1 x 1G RJ45; 1 x 1G RJ45"), "40.00"
    catalog = shop(twin, *WARES)

    # Two switches of five ports serve four nodes and the uplink, once each.
    found = grown(sized(4, catalog, redundant=True), catalog)

    # A third of five would leave one network with five ports for five nodes and the uplink. One of
    # eight is a network, and those of five are the other: 5 + 5 less the two of their cable.
    shared = [(each.part_number, each.quantity) for each in found.added if each.shared]
    assert shared == [("eight", 1), ("patch", 1), ("usb", 1)]
    assert found.cost == sgd("110.00")  # 40 + 10 + 2 × 1 + 2, and 25 + 1 + 30
    assert found.cliff == sgd("56.00")


def test_a_board_without_storage_takes_a_card_beside_boards_that_bring_theirs() -> None:
    onboard = board("onboard", storage_onboard_gb=32)
    catalog = shop(*WARES, (onboard, "60.00"))
    pieces: dict[Any, int] = {"pi": 2, "card": 2, "patch": 5, "cord": 4, "usb": 2, "eight": 1}
    parts = {item.part_number: item for item, _ in WARES}
    build = build_of(*((parts[number], many) for number, many in pieces.items()), (onboard, 2))

    assert added(grown(build, catalog, board="pi"))[:2] == [("pi", 1), ("card", 1)]
    assert ("card", 1) not in added(grown(build, catalog, board="onboard"))


def test_a_node_takes_no_more_memory_than_its_board_has_slots_for() -> None:
    small, large = barebone("small", memory_slots=1), barebone("large", memory_slots=4)
    catalog = shop((small, "60.00"), (large, "70.00"), (memory("ram", 4), "5.00"), *MODULES[1:])
    build = build_of(
        (small, 1), (large, 3), (memory("ram", 4), 13), (card("card"), 4),
        (switch("sw", 8, 1000), 1), (patch(), 5),
    )  # fmt: skip

    # 13 modules are in four boards: one in the small one, four in each of the others.
    assert added(grown(build, catalog, board="small"))[:3] == [
        ("small", 1),
        ("card", 1),
        ("ram", 1),
    ]
    assert ("ram", 3) in added(grown(build, catalog, board="large"))


def test_fans_that_not_every_node_has_are_not_the_nodes() -> None:
    fan = part(Other, "fan")
    catalog = shop(*WARES, (fan, "3.00"))
    few = build_of((board("pi"), 3), (fan, 2))

    assert dict(parts_of_a_node(planner_of(catalog)(few), board("pi"))) == {board("pi"): 1}


def test_what_no_further_part_can_mend_is_told_as_the_reason() -> None:
    disk = card("disk", 500, "NVMe")
    double: Hat = part(Hat, "double", fits="pi", storage_slots=("NVMe", "NVMe"))
    pi = board("pi", storage_slots=())
    catalog = shop((pi, "50.00"), (disk, "60.00"), (double, "12.00"), *WARES[2:])
    # Both drives are on the HAT of one board, so a node like these has a drive and no place for it.
    build = build_of((pi, 2), (disk, 2), (double, 1), (WARES[5][0], 1), (patch(), 3))

    found = grown(build, catalog)

    assert (found.build, found.proven) == (None, False)
    assert [each.code for each in found.findings][:2] == ["next-node-no-place", "slots-short"]


def test_a_case_that_is_full_and_has_no_price_is_no_choice() -> None:
    case: Case = part(Case, "rack", shelves=2, fits="pi")
    catalog = shop(*WARES, case)
    build = build_of((board("pi"), 2), (card("card"), 2), (case, 1), (WARES[5][0], 1), (patch(), 3))

    found = grown(build, catalog)

    assert ("rack", 1) not in added(found)
    assert "shelves-short" in {each.code for each in found.findings}


def test_a_warning_that_no_choice_mends_is_told_and_the_others_still_count() -> None:
    # Nobody has a price for the power cable; one to the switch is sold.
    wares = [each for each in WARES if each[0].part_number not in ("cord", "usb")]
    usb = charger("usb", 8, 90)
    catalog = shop(*wares, (usb, "30.00"), cord())
    build = build_of(
        (board("pi"), 3), (card("card"), 3), (WARES[5][0], 1), (patch(), 4), (cord(), 3), (usb, 1)
    )

    found = grown(build, catalog)

    assert found.build is not None
    assert ("patch", 1) in added(found)
    assert "power-leads-short" in {each.code for each in found.findings}
