"""What a part shows of itself: only what its facts say, and what they leave open is said."""

import pytest

from planner.model.part_looks import Sockets, face_text, groups_of
from planner.model.parts import (
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


def test_sockets_follow_the_cells_of_a_part() -> None:
    assert groups_of(part(Switch, "s", interfaces="4 x 1G RJ45 PoE at; 2 x 10G SFP+")) == (
        Sockets("network", 4, powered=True, what="1 Gb"),
        Sockets("cage", 2, what="10 Gb SFP+"),
    )
    assert groups_of(part(Charger, "c", ports=2, connector="USB-A")) == (
        Sockets("outlet", 2, what="USB-A"),
    )
    assert groups_of(part(Board, "b", nic_mbps=100, usb2_ports=0, usb3_ports=2)) == (
        Sockets("network", 1, what="100 Mb"),
        Sockets("usb", 2, what="USB 3"),
    )


def test_what_a_part_is_known_not_to_have_is_no_socket() -> None:
    assert groups_of(part(Board, "b", nic_mbps=0, usb2_ports=0, usb3_ports=0)) == ()
    assert groups_of(part(Carrier, "c", ports=0)) == ()
    assert groups_of(part(Other, "o")) == ()
    assert groups_of(part(Memory, "m")) == ()


def test_a_number_that_nobody_knows_stays_unknown() -> None:
    assert groups_of(part(Switch, "s", sfp_ports=0, poe_ports=0)) == (Sockets("network", None),)


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (
            part(Board, "b", nic_mbps=1000, usb2_ports=2, usb3_ports=1, power_connector="USB-C",
                 storage_slots=("microSD", "NVMe")),
            (
                "Line drawing of a board: 1 network port (1 Gb), 1 USB port (USB 3), 2 USB ports "
                "(USB 2), powered through USB-C, takes microSD, NVMe."
            ),
        ),
        (
            part(Board, "b", form="compute module"),
            (
                "Line drawing of a compute module. Not known, and so not drawn: its network ports, "
                "its USB ports, its plug, its slots for storage."
            ),
        ),
        (
            part(Board, "b", form="mini PC", nic_mbps=0, usb2_ports=0, usb3_ports=0,
                 power_connector="barrel", storage_slots=()),
            "Line drawing of a mini PC: powered through barrel.",
        ),
        (part(Storage, "s", slot="microSD"), "Line drawing of a microSD card."),
        (part(Storage, "s", slot="SD"), "Line drawing of an SD card."),
        (part(Storage, "s", slot="SATA"), "Line drawing of a SATA drive."),
        (part(Storage, "s", slot="NVMe"), "Line drawing of an NVMe drive."),
        (part(Storage, "s", slot="USB"), "Line drawing of a USB drive."),
        (part(Storage, "s"), "Line drawing of a drive. Not known, and so not drawn: its slot."),
        (part(Rack, "r", kind="rack", rack_u="4.5"), "Line drawing of a rack: 4.5 U."),
        (part(Rack, "r"), "Line drawing of a rack part."),
        (part(PoeModule, "p", kind="splitter"), "Line drawing of a PoE splitter."),
        (
            part(PoeModule, "p", storage_slots=("NVMe",)),
            "Line drawing of a PoE module: slot for NVMe.",
        ),
        (
            part(Hat, "h", storage_slots=("SATA", "SATA")),
            "Line drawing of a HAT: slot for SATA, SATA.",
        ),
        (part(Other, "o"), "Line drawing of a part."),
        (
            part(Other, "o", kind="power strip", mains_sockets=6),
            "Line drawing of a part: power strip: 6 mains sockets.",
        ),
        (part(Memory, "m"), "Line drawing of a memory module."),
        (
            part(Carrier, "c", slots=4, ports=2),
            "Line drawing of a carrier for compute modules: 2 network ports, 4 places for modules.",
        ),
        (
            part(Carrier, "c", ports=0),
            (
                "Line drawing of a carrier for compute modules. Not known, and so not drawn: how "
                "many modules it takes."
            ),
        ),
        (part(Case, "c", shelves=1), "Line drawing of a case: room for 1 board."),
        (
            part(Case, "c"),
            "Line drawing of a case. Not known, and so not drawn: how many boards it holds.",
        ),
        (
            part(Cable, "c", from_connector="USB-A", to_connector="USB-C"),
            "Line drawing of a cable: plugs USB-A and USB-C.",
        ),
        (
            part(Cable, "c", from_connector="USB-A"),
            "Line drawing of a cable: plug USB-A. Not known, and so not drawn: its ends.",
        ),
        (
            part(Cable, "c"),
            "Line drawing of a cable. Not known, and so not drawn: its ends.",
        ),
        (
            part(NetworkAdapter, "n", host="USB3", speed_mbps=2500),
            "Line drawing of a network adapter: 1 network port (2.5 Gb), goes into USB3.",
        ),
        (part(NetworkAdapter, "n"), "Line drawing of a network adapter: 1 network port."),
        (
            part(Switch, "s", ports=8, poe_ports=8, speed_mbps=100, sfp_ports=0),
            "Line drawing of a switch: 8 network ports (100 Mb) with power.",
        ),
        (
            part(Switch, "s", sfp_ports=0, poe_ports=0),
            "Line drawing of a switch: network ports, how many is not known.",
        ),
    ],
    ids=lambda value: None if isinstance(value, str) else value.category,
)  # fmt: skip
def test_a_drawing_is_told_in_words_with_what_is_not_drawn(drawn: Part, text: str) -> None:
    assert face_text(drawn) == text
