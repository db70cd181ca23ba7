"""Storage that needs a companion: an M.2 HAT, a kit that has one, a lead from USB."""

import pytest

from planner.engine import rules
from planner.model.findings import Severity
from tests.engine.samples import PARTS, PI_4B, part, plan

NVME = PI_4B | {"storage_slots": "microSD;NVMe"}
MORE = (
    *PARTS,
    part("pi5", "board", **NVME, requires="NVMe adapter"),
    part("x4", "board", **NVME),
    part("nas", "board", **PI_4B | {"storage_slots": "SATA;SATA"}),
    part("bare", "board", **PI_4B | {"storage_slots": "none", "storage_onboard_gb": 0}),
    part("filled", "board", **PI_4B | {"storage_slots": "none", "storage_onboard_gb": 64}),
    part("secret", "board"),
    part("ssd", "storage", slot="NVMe"),
    part("kit", "storage", slot="NVMe", includes="NVMe adapter", fits="PI5"),
    part("kit4", "storage", slot="NVMe", includes="NVMe adapter", fits="PI4"),
    part("poehat4", "poe", kind="hat", fits="PI4", storage_slots="NVMe"),
    part("fitted", "storage", slot="NVMe", fits="X4"),
    part("sata", "storage", slot="SATA"),
    part("m2hat", "hat", fits="PI5", storage_slots="NVMe"),
    part("duo", "hat", fits="PI5", storage_slots="NVMe;NVMe"),
    part("poehat", "poe", kind="hat", fits="PI5", storage_slots="NVMe"),
    part("adapter", "hat", fits="PI5", goes_into="TURING"),
    part("short", "storage", slot="NVMe", m2_size="2230"),
    part("long", "storage", slot="NVMe", m2_size="2280"),
    part("hat30", "hat", fits="PI5", storage_slots="NVMe", m2_sizes="2230;2242"),
    part("poe80", "poe", kind="hat", fits="PI5", storage_slots="NVMe", m2_sizes="2280"),
    part("usbsata", "cable", carries="data", from_connector="USB-A", to_connector="SATA"),
    part("satausb", "cable", carries="data", from_connector="SATA", to_connector="USB-C"),
    part("usbnvme", "cable", carries="data", from_connector="USB-A", to_connector="NVMe"),
    part("usbusb", "cable", carries="data", from_connector="USB-A", to_connector="USB-C"),
    part("stick", "storage", slot="USB"),
    part(
        "cm4",
        "board",
        **NVME
        | {"form": "compute module", "power_connector": "module", "usb2_ports": 0, "usb3_ports": 0},
    ),
    part(
        "emmc",
        "board",
        **PI_4B | {"storage_slots": "eMMC;NVMe", "form": "compute module"},
    ),
    part("turing", "carrier", slots=4, ports=2, switch_mbps=1000, fits="CM4"),
    part(
        "io",
        "carrier",
        slots=1,
        ports=1,
        fits="CM4, EMMC",
        storage_slots="NVMe;SATA;microSD",
        m2_sizes="2280",
    ),
    part("bare-io", "carrier", slots=1, ports=1, fits="CM4", storage_slots="none"),
    part("inside", "nic", host="PCIe", speed_mbps=2500),
)


def told(rule: object, build: str) -> list[str]:
    found = rule(plan(*build.split(", "), parts=MORE))  # type: ignore[operator]
    return [f"{each.code}: {each.message}" for each in found]


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("4 pi5, 4 ssd, 4 m2hat", []),
        ("4 pi5, 4 ssd, 4 poehat", []),
        ("4 pi5, 4 kit", []),
        ("2 pi5, 1 kit, 1 ssd, 1 m2hat", []),
        # The drive of a kit goes wherever another would, with its adapter left over.
        ("2 pi4, 2 kit4, 2 poehat4", []),
        ("1 pi4, 1 kit4, 1 usbnvme", []),
        ("2 pi5, 4 ssd, 2 duo", []),
        ("4 x4, 4 ssd", []),
        ("4 x4, 4 fitted", []),
        ("2 pi5, 2 stick", []),
        ("4 pi4, 4 sata, 4 usbsata", []),
        ("4 pi4, 4 sata, 2 usbsata, 2 satausb", []),
        ("1 nas, 2 sata", []),
        ("1 nas, 4 sata, 2 usbsata", []),
        ("1 pi4, 1 ssd, 1 usbnvme", []),
        (
            "4 pi5, 4 ssd",
            [
                (
                    "adapter-missing: 4 of 4 × NVMe storage has nothing to plug into: 4 × PI5 "
                    "take it "
                    "on an M.2 HAT."
                )
            ],
        ),
        (
            "1 pi5, 1 ssd, 1 adapter",
            [
                (
                    "adapter-missing: 1 of 1 × NVMe storage has nothing to plug into: 1 × PI5 "
                    "takes it "
                    "on an M.2 HAT."
                )
            ],
        ),
        # A HAT more than there are boards holds no drive, and a kit takes the place of one.
        (
            "2 pi5, 2 kit, 1 ssd, 1 m2hat",
            [
                (
                    "adapter-missing: 1 of 3 × NVMe storage has nothing to plug into: 2 × PI5 "
                    "take it "
                    "on an M.2 HAT."
                )
            ],
        ),
        ("2 x4, 2 kit", ["storage-misfit: KIT is made for PI5, not for 2 × X4."]),
        ("2 pi4, 2 fitted", ["storage-misfit: FITTED is made for X4, not for 2 × PI4."]),
        (
            "4 pi4, 4 sata, 3 usbsata",
            [
                (
                    "slots-short: 4 × SATA storage, but the boards have 0 slots and 3 cables "
                    "from USB for it."
                )
            ],
        ),
        (
            "1 pi4, 1 sata, 1 usbusb",
            ["slots-short: 1 × SATA storage, but the boards have 0 slots for it."],
        ),
        (
            "1 bare, 1 sd16",
            ["slots-short: 1 × microSD storage, but the boards have 0 slots for it."],
        ),
    ],
)
def test_storage_finds_a_place(build: str, expected: list[str]) -> None:
    assert told(rules.storage_fits_the_slots, build) == expected


@pytest.mark.parametrize(
    ("build", "severity", "hint"),
    [
        (
            "4 pi4, 5 sd16",
            Severity.WARNING,
            "Choose storage that fits, or remove 1, unless it is a spare.",
        ),
        ("1 bare, 1 sd16", Severity.ERROR, "Choose storage that fits, or remove 1."),
        ("2 x4, 3 ssd", Severity.ERROR, "Choose storage that fits, or remove 1."),
    ],
)
def test_a_card_of_a_pack_that_is_left_over_is_no_error(
    build: str, severity: Severity, hint: str
) -> None:
    (found,) = rules.storage_fits_the_slots(plan(*build.split(", "), parts=MORE))
    assert (found.code, found.severity, found.hint) == ("slots-short", severity, hint)


def test_a_companion_that_is_missing_is_a_warning() -> None:
    (found,) = rules.storage_fits_the_slots(plan("4 pi5", "4 ssd", parts=MORE))
    assert found.severity is Severity.WARNING
    assert "Add 4 M.2 HATs made for the board" in found.hint


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("2 filled", []),
        (
            "2 bare",
            [
                (
                    "storage-short: 2 of 2 boards have nothing to boot from: no card, no drive, "
                    "no onboard storage."
                )
            ],
        ),
        (
            "2 pi4",
            [
                (
                    "storage-short: 2 of 2 boards have nothing to boot from: no card, no drive, "
                    "and no onboard storage is known."
                )
            ],
        ),
        (
            "3 secret",
            [
                (
                    "not-checked: Not checked: storage to boot from. The onboard storage is "
                    "not known for SECRET."
                )
            ],
        ),
        ("3 secret, 3 sd16", []),
        (
            "3 secret, 2 bare, 1 sd16",
            [
                (
                    "not-checked: Not checked: storage to boot from. The onboard storage is "
                    "not known for SECRET."
                ),
                (
                    "storage-short: 1 of 5 boards has nothing to boot from: no card, no drive, "
                    "and no onboard storage is known."
                ),
            ],
        ),
    ],
)
def test_no_storage_is_said_of_boards_only_where_it_is_known(
    build: str, expected: list[str]
) -> None:
    assert told(rules.every_board_can_boot, build) == expected


def test_a_drive_on_a_lead_takes_a_usb_port() -> None:
    assert told(rules.usb_devices_have_ports, "1 pi4, 4 sata, 4 usbsata") == []
    (found,) = told(rules.usb_devices_have_ports, "1 pi4, 5 sata, 5 usbsata")
    assert found.startswith("usb-short: 5 USB devices, but the boards have 4 USB ports.")


@pytest.mark.parametrize(
    ("build", "names"),
    [
        ("4 cm4, 1 turing, 2 sata", "TURING"),
        ("4 cm4, 1 turing, 4 ssd", ""),
        ("4 cm4, 1 turing, 4 ssd, 1 sata", "TURING"),
        # Its carrier may be bought elsewhere.
        ("1 cm4, 1 sata", "CM4"),
    ],
)
def test_slots_that_a_carrier_may_bring_out_are_not_checked(build: str, names: str) -> None:
    said = (
        "not-checked: Not checked: slots for SATA. It is not known which module ports a carrier "
        f"exposes for {names}."
    )
    assert told(rules.storage_fits_the_slots, build) == ([said] if names else [])


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("2 cm4, 2 io, 2 ssd", []),
        ("2 cm4, 1 io, 1 turing, 2 ssd", []),
        (
            "2 cm4, 2 io, 3 ssd",
            ["slots-short: 3 × NVMe storage, but the boards have 2 slots for it."],
        ),
        (
            "1 cm4, 1 bare-io, 1 ssd",
            ["slots-short: 1 × NVMe storage, but the boards have 0 slots for it."],
        ),
        ("1 cm4, 1 io, 1 sata", []),
        # What a carrier has is of use only to a module that reaches it.
        (
            "1 emmc, 1 io, 1 sd16",
            ["slots-short: 1 × microSD storage, but the boards have 0 slots for it."],
        ),
        (
            "1 cm4, 1 io, 1 short",
            [("storage-misfit: SHORT is an M.2 2230 drive; IO takes 2280.")],
        ),
    ],
)
def test_drives_of_modules_go_into_the_slots_of_their_carriers(
    build: str, expected: list[str]
) -> None:
    assert told(rules.storage_fits_the_slots, build) == expected


@pytest.mark.parametrize(
    ("build", "names"), [("1 cm4, 1 io, 1 short", ""), ("1 cm4, 1 io, 1 ssd", "SSD")]
)
def test_the_size_of_a_drive_on_a_carrier_is_asked_for(build: str, names: str) -> None:
    found = told(rules.drives_are_of_a_size_that_hats_take, build)
    assert [names in each for each in found] == ([True] if names else [])


def test_usb_ports_that_a_carrier_may_bring_out_are_not_checked() -> None:
    (found,) = told(rules.usb_devices_have_ports, "4 cm4, 1 turing, 1 usbnic")
    assert found.startswith(
        "not-checked: Not checked: USB ports. It is not known which module ports a"
    )


def test_too_few_usb_ports_are_a_warning_because_a_hub_mends_it() -> None:
    (found,) = rules.usb_devices_have_ports(plan("1 pi4", "5 stick", parts=MORE))
    assert (found.severity, found.hint) == (
        Severity.WARNING,
        "Remove 1, or choose boards with more USB ports, unless you have hubs.",
    )


def test_nobody_says_whether_a_board_has_a_slot_for_an_adapter_on_pcie() -> None:
    assert told(rules.usb_devices_have_ports, "1 inside") == []
    (found,) = told(rules.usb_devices_have_ports, "2 pi5, 1 pi4, 2 inside")
    assert found == (
        "not-checked: Not checked: PCIe slots for network adapters. It is not known which board "
        "has a free one for INSIDE; PI5; PI4."
    )


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("2 pi5, 2 short, 2 hat30", []),
        ("2 pi5, 1 short, 1 long, 1 hat30, 1 poe80", []),
        ("2 pi5, 1 ssd, 1 long, 1 hat30, 1 poe80", []),
        ("2 pi5, 2 long, 2 m2hat", []),
        (
            "2 pi5, 2 long, 2 hat30",
            ["storage-misfit: LONG is an M.2 2280 drive; HAT30 takes 2230 and 2242."],
        ),
        (
            "2 pi5, 2 short, 2 poe80",
            ["storage-misfit: SHORT is an M.2 2230 drive; POE80 takes 2280."],
        ),
        # One is too long, and for the other there is no HAT.
        (
            "2 pi5, 1 long, 2 short, 1 hat30",
            [
                "storage-misfit: LONG is an M.2 2280 drive; HAT30 takes 2230 and 2242.",
                (
                    "adapter-missing: 1 of 3 × NVMe storage has nothing to plug into: 2 × PI5 take "
                    "it on an M.2 HAT."
                ),
            ],
        ),
    ],
)
def test_an_m2_drive_goes_on_a_hat_that_takes_its_size(build: str, expected: list[str]) -> None:
    assert told(rules.storage_fits_the_slots, build) == expected


@pytest.mark.parametrize(
    ("build", "names"),
    [
        ("2 pi5, 2 short, 2 hat30", ""),
        ("2 pi5, 2 ssd, 2 hat30", "SSD"),
        ("2 pi5, 2 short, 2 poehat", "POEHAT"),
        ("2 pi5, 2 ssd, 2 m2hat", "SSD; M2HAT"),
        # A kit is of one size, and without a HAT or a drive there is nothing to compare.
        ("2 pi5, 2 kit, 2 hat30", ""),
        ("2 x4, 2 ssd", ""),
    ],
)
def test_a_size_that_nobody_states_is_not_checked(build: str, names: str) -> None:
    said = f"not-checked: Not checked: the size of M.2 drives. It is not known for {names}."
    assert told(rules.drives_are_of_a_size_that_hats_take, build) == ([said] if names else [])
