"""Sizing chooses what is made for the board: cases, and HATs and kits that a drive needs."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.sizing.size import size
from planner.model.parts import Case, Hat, Storage
from planner.model.proof import Status
from planner.model.requirement import Pieces
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    hat,
    part,
    patch,
    poe_switch,
    shop,
    switch,
    wish,
)

WARES: tuple[Any, ...] = (
    (board("pi"), "50.00"),
    (card("card-16"), "10.00"),
    (charger("usb-10", 10, 60), "40.00"),
    (switch("sw-8", 8), "26.46"),
    (patch(), "1.00"),
    (cord(), "2.00"),
)


def sized(*wares: Any, **wishes: Any) -> Sizing:
    return size(wish(**wishes), shop(*wares), RATES)


def pieces(found: Sizing) -> dict[str, int]:
    """Return how many of each part are in the proposed build."""
    assert found.build is not None, reasons(found)
    return {each.part_number: each.quantity for each in found.build.positions}


def left_out(found: Sizing) -> str:
    return "\n".join(line for line in reasons(found) if line.startswith("Not used"))


def case(number: str, shelves: int, fits: str = "pi") -> Case:
    made: Case = part(Case, number, shelves=shelves, fits=fits)
    return made


def test_a_case_that_names_other_boards_or_none_is_no_case() -> None:
    cases = (case("other", 8, "Raspberry Pi 1B"), "1.00"), (case("silent", 8, ""), "1.00")

    found = sized(*WARES, *cases, (case("dear", 8), "99.00"), nodes=2, shelves=True)

    assert pieces(found)["dear"] == 1
    assert not {"other", "silent"} & set(pieces(found))
    assert "Not used (the boards it is made for are not known): silent." in left_out(found)


def test_a_board_without_a_case_is_left_out_if_cases_are_asked_for() -> None:
    found = sized(*WARES, (case("other", 8, "Raspberry Pi 1B"), "1.00"), nodes=2, shelves=True)

    assert found.status is Status.INFEASIBLE
    assert "Not used (no case is known to be made for it): pi." in left_out(found)


def test_boards_of_two_kinds_share_a_case_that_is_made_for_both() -> None:
    large = board("big", ram_mb=8192)
    cases = (
        (case("both", 2, "pi, big"), "20.00"),
        (case("pis", 4, "pi"), "9.00"),
        (case("bigs", 1, "big"), "11.00"),
    )
    roles = [{"name": "master", "nodes": 1, "ram_gb": 8}]

    found = sized(*WARES, (large, "90.00"), *cases, nodes=4, roles=roles, shelves=True)

    # 9 + 11 hold 3 + 1; two cases for both would be 40.
    assert {"pis": 1, "bigs": 1}.items() <= pieces(found).items()
    assert found.build is not None
    shelved = [(w.device[:3], w.unit[:4]) for w in found.build.wiring if w.kind == "shelf"]
    assert sorted(shelved) == [("big", "bigs"), ("pi#", "pis#"), ("pi#", "pis#"), ("pi#", "pis#")]
    assert not [each for each in found.findings if each.code in ("case-misfit", "wired-misfit")]


# --- drives that need a companion ----------------------------------------------------------------


def ssd(number: str, **facts: Any) -> Storage:
    made: Storage = part(Storage, number, slot="NVMe", capacity_gb=500, **facts)
    return made


def m2hat(number: str, fits: str = "pi5", slots: tuple[str, ...] = ("NVMe",)) -> Hat:
    made: Hat = part(Hat, number, fits=fits, storage_slots=slots)
    return made


PI_5 = board("pi5", storage_slots=("microSD", "NVMe"), requires=("NVMe adapter",))
PLAIN = board("plain", storage_slots=("NVMe",))
KIT = ssd("kit", includes=("NVMe adapter",), fits="pi5")
STORED = (
    *WARES[1:],
    (PI_5, "50.00"),
    (PLAIN, "80.00"),
    (ssd("bare"), "40.00"),
    (KIT, "60.00"),
    (m2hat("m2hat"), "15.00"),
    # An adapter for modules holds no drive.
    (part(Hat, "adapter", fits="pi5", goes_into="carrier"), "1.00"),
)


def test_a_drive_on_a_board_that_needs_an_adapter_comes_with_one() -> None:
    found = sized(*STORED, nodes=2, storage_gb=500, spares=1)

    assert {"pi5": 3, "bare": 3, "m2hat": 3}.items() <= pieces(found).items()
    assert found.build is not None
    wires = [(w.device, w.unit, w.unit_port) for w in found.build.wiring if w.kind == "NVMe"]
    assert wires[:2] == [("bare#1", "m2hat#1", 1), ("m2hat#1", "pi5#1", 1)]
    assert "2 nodes and 1 spare" in "\n".join(reasons(found))
    assert not {"adapter-missing", "storage-misfit"} & {each.code for each in found.findings}


@pytest.mark.parametrize(
    ("wares", "wishes", "expected"),
    [
        # 40 + 15 is dearer than a kit of 50, and 80 - 50 dearer than either.
        (((KIT, "50.00"),), {}, {"pi5": 2, "kit": 2}),
        (((m2hat("m2hat"), "35.00"), (KIT, "99.00")), {}, {"plain": 2, "bare": 2}),
        # A kit is for what it names, and a HAT too.
        (((KIT, "1.00"),), {"must_not": ("pi5",)}, {"plain": 2, "bare": 2}),
        (((m2hat("m2hat", "pi4"), "1.00"),), {}, {"pi5": 2, "kit": 2}),
        (((m2hat("m2hat", ""), "1.00"),), {}, {"pi5": 2, "kit": 2}),
        # A board without any such slot is served by a HAT that names it.
        (
            ((m2hat("top", "odd"), "1.00"), (board("odd"), "5.00")),
            {},
            {"odd": 2, "bare": 2, "top": 2},
        ),
        # Sums of storage count the drive, with whatever it hangs on.
        ((), {"nodes": None, "storage_gb": None, "total_storage_gb": 990}, {"pi5": 2, "m2hat": 2}),
        ((), {"nodes": 1, "storage_gb": 500, "mbps": 100, "redundant": False}, {"m2hat": 1}),
    ],
)
def test_drive_and_companion_are_chosen_together(
    wares: Any, wishes: dict[str, Any], expected: dict[str, int]
) -> None:
    numbers = {each.part_number for each, _ in wares}
    rest = [ware for ware in STORED if ware[0].part_number not in numbers]

    found = sized(*rest, *wares, **({"nodes": 2, "storage_gb": 500} | wishes))

    assert expected.items() <= pieces(found).items()


def test_a_hat_that_is_wanted_calls_for_no_drive() -> None:
    must = ({"part_number": "m2hat", "quantity": 3},)

    beside = sized(*STORED, nodes=2, must=must)
    used = sized(*STORED, nodes=2, storage_gb=500, must=must)

    assert {"card-16": 2, "m2hat": 3}.items() <= pieces(beside).items()
    assert {"bare": 2, "m2hat": 3}.items() <= pieces(used).items()
    assert used.build is not None
    assert {p.part_number: p.spares for p in used.build.positions}["m2hat"] == 1


def test_a_poe_hat_with_a_slot_takes_the_drive_and_no_second_hat_goes_on_top() -> None:
    powered = (poe_switch("poe8", 8, 8, poe_budget_w=Decimal(120)), "90.00")
    plain, slotted = hat("plain-hat", "pi5"), hat("slot-hat", "pi5", storage_slots=("NVMe",))
    rest = (*STORED, powered, (plain, "10.00"))

    with_slot = sized(*rest, (slotted, "70.00"), nodes=2, storage_gb=500, power="poe")
    without = sized(*rest, nodes=2, storage_gb=500, power="poe")

    assert {"slot-hat": 2, "bare": 2}.items() <= pieces(with_slot).items()
    assert with_slot.build is not None
    wires = {(w.device, w.unit) for w in with_slot.build.wiring if w.kind == "NVMe"}
    assert wires == {("bare#1", "slot-hat#1"), ("bare#2", "slot-hat#2")}
    assert without.status is Status.INFEASIBLE


def test_a_hat_with_sata_slots_has_no_lead_to_the_board() -> None:
    drive = part(Storage, "sata", slot="SATA", capacity_gb=500)
    rest = [ware for ware in STORED if ware[0].part_number not in ("bare", "kit")]

    found = sized(
        *rest, (drive, "20.00"), (m2hat("four", slots=("SATA",) * 4), "30.00"), nodes=1,
        storage_gb=500,
    )  # fmt: skip

    assert {"sata": 1, "four": 1}.items() <= pieces(found).items()
    assert found.build is not None
    assert [(w.device, w.unit) for w in found.build.wiring if "four" in w.unit + w.device] == [
        ("sata#1", "four#1")
    ]


def test_a_kit_that_is_cheaper_than_a_drive_goes_into_the_slot_of_a_poe_hat() -> None:
    found = sized(
        (board("pi", nic_mbps=1000), "50.00"),
        (part(Storage, "kit", slot="NVMe", capacity_gb=500, includes=("NVMe adapter",),
              fits="pi"), "20.00"),
        (hat("poe", storage_slots=("NVMe",)), "10.00"),
        (poe_switch("sw", 5, 4), "40.00"),
        (patch(), "1.00"),
        nodes=2, power="poe",
    )  # fmt: skip

    assert pieces(found) == {"pi": 2, "kit": 2, "poe": 2, "sw": 1, "patch": 3}


def test_a_drive_that_is_owned_is_on_a_board_of_its_own() -> None:
    # The board of 5 W with a drive of 6 W takes 2,200 mA of the 2,400 that its splitter gives.
    splitter = hat("split", "micro-USB", kind="splitter", output_ma=2400)
    found = sized(
        (board("pi", nic_mbps=1000), "50.00"),
        (ssd("drive", power_max_w=Decimal(6)), "20.00"),
        (m2hat("m2hat", "pi"), "5.00"),
        (splitter, "10.00"),
        (poe_switch("sw", 5, 4), "40.00"),
        (patch(), "1.00"),
        nodes=3, power="poe", storage_gb=100,
        owned=(Pieces(part_number="drive"),),
    )  # fmt: skip

    assert found.status is Status.OPTIMAL
    assert found.bom is not None
    assert str(found.bom.total) == "S$279.00"


def test_a_drive_comes_with_a_hat_that_takes_its_size() -> None:
    hats = (
        (part(Hat, "small", fits="pi5", storage_slots=("NVMe",), m2_sizes=("2230",)), "1.00"),
        (part(Hat, "large", fits="pi5", storage_slots=("NVMe",), m2_sizes=("2280",)), "15.00"),
    )
    wares = [ware for ware in STORED if ware[0].part_number not in ("bare", "kit", "m2hat")]
    drive = (ssd("bare", m2_size="2280"), "40.00")

    found = sized(*wares, *hats, drive, nodes=2, storage_gb=500, only=("pi5",))

    assert pieces(found)["large"] == 2
    # Whichever is left out beforehand: a cheaper drive of another size is no drive for this HAT.
    short = (ssd("short", m2_size="2230"), "39.00")
    both = sized(*wares, hats[1], drive, short, nodes=2, storage_gb=500, only=("pi5",))
    assert pieces(both)["bare"] == 2


def test_a_poe_hat_takes_drives_of_its_sizes_and_a_board_of_its_own_slot_any() -> None:
    wares = (
        (ssd("drive", m2_size="2280"), "20.00"),
        (hat("poe", "pi, own", storage_slots=("NVMe",), m2_sizes=("2242",)), "10.00"),
        (poe_switch("sw", 5, 4), "40.00"),
        (patch(), "1.00"),
    )
    plain = (board("pi", nic_mbps=1000), "50.00")
    own = (board("own", nic_mbps=1000, storage_slots=("NVMe",)), "90.00")

    assert sized(plain, *wares, nodes=2, power="poe").status is Status.INFEASIBLE
    assert pieces(sized(plain, own, *wares, nodes=2, power="poe"))["own"] == 2
