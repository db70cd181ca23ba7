"""What parts add up to: an unknown fact makes a figure unknown, never smaller."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.capacity import capacity
from planner.model.comparison import Capacity, Figure, FigureBasis
from tests.engine.samples import PARTS, PI_3B, PI_4B, part, plan

MORE = (
    *PARTS,
    part("blank", "board"),
    part("blank-sd", "storage"),
    part("blank-hub", "charger"),
    part("blank-switch", "switch"),
    part("blank-nic", "nic"),
    part("zero", "board", isa="armv6", nic_mbps=0, usb2_ports=1, usb3_ports=0),
    part("pi1", "board", isa="armv6", cores=1, clock_mhz=700, ram_mb=512, nic_mbps=100),
    part("emmc", "board", storage_onboard_gb=32),
    part("iperf3b", "board", **PI_3B | {"nic_measured_mbps": "93.1", "nic_measured_source": "me"}),
    part("usb3maybe", "board", **PI_4B | {"usb3_ports": None}),
    part("giga-draw", "switch", ports=8, power_typical_w="3", power_max_w="4.5"),
    part("ran938", "board", **PI_4B | {"nic_measured_mbps": "938", "nic_measured_source": "me"}),
    part("oneport", "switch", ports=1),
    part("usb2nic", "nic", host="USB2", speed_mbps=1000),
    part("cnic", "nic", host="USB3", plug="USB-C", speed_mbps=1000),
    part("usb2slow", "nic", host="USB2", speed_mbps=100),
    part("pcienic", "nic", host="PCIe", speed_mbps=2500),
    part("nohost", "nic", speed_mbps=1000),
    part("kraken", "nic", host="USB3", speed_mbps=1000, measured_mbps="224", measured_on="pi3",
         measured_source="ikarus", power_typical_w="1"),
)  # fmt: skip
MEASURED = {"mbps": "224", "method": "iperf", "source": "an article"}


def of(*positions: str, **facts: Any) -> Capacity:
    return capacity(plan(*positions, parts=MORE, **facts))


def value(figure: Figure) -> str:
    return "?" if figure.value is None else f"{figure.value:f}"


def test_seven_boards_of_four_cores_are_kraken() -> None:
    found = of("7 pi3", "7 sd16", "1 hub", "1 switch8", "8 patch")
    assert found.nodes == 7
    assert (value(found.cores), value(found.clock_ghz), value(found.ram_gb)) == ("28", "33.6", "7")
    assert (value(found.storage_gb), value(found.supply_w)) == ("112", "60")
    assert (found.isa, found.ports, found.ports_needed) == (("arm64",), 8, 8)


@pytest.mark.parametrize(
    ("positions", "figure", "expected"),
    [
        # Of another category there is none.
        ([], "cores", "? no such part in the build"),
        (["7 pi3"], "storage_gb", "? no such part in the build"),
        (["7 pi3"], "supply_w", "? no such part in the build"),
        # One board that is not described makes the sum unknown, never smaller.
        (["7 pi3", "1 blank"], "cores", "? not known for BLANK"),
        (["7 pi3", "1 blank"], "clock_ghz", "? not known for BLANK"),
        (["7 pi3", "1 blank"], "ram_gb", "? not known for BLANK"),
        (["7 pi3", "1 blank"], "power_max_w", "? not known for BLANK"),
        (["7 sd16", "1 blank-sd"], "storage_gb", "? not known for BLANK-SD"),
        (["1 hub", "1 blank-hub"], "supply_w", "? not known for BLANK-HUB"),
        # The same for a part that no catalog has.
        (["7 pi3", "1 x-board"], "cores", "? not known for x-board"),
        (["7 sd16", "1 x-storage"], "storage_gb", "? not known for x-storage"),
        (["1 x-storage", "1 emmc"], "storage_gb", "? not known for x-storage"),
        (["1 hub", "1 x-charger"], "supply_w", "? not known for x-charger"),
        # What was replaced counts no more.
        (["7 pi3", "1 blank retired", "1 x-board retired"], "cores", "28"),
        # Soldered storage counts, with and without cards.
        (["2 emmc"], "storage_gb", "64"),
        (["2 emmc", "1 sd16"], "storage_gb", "80"),
        (["2 emmc", "1 blank-sd"], "storage_gb", "? not known for BLANK-SD"),
        # Boards of two kinds add up.
        (["4 pi3", "1 pi1"], "cores", "17"),
        (["4 pi3", "1 pi1"], "clock_ghz", "19.9"),
        (["4 pi3", "1 pi1"], "ram_gb", "4.5"),
        # Watts of switches and adapters count where they are known, and are named where not.
        (["7 pi3"], "power_typical_w", "9.8"),
        (["7 pi3", "1 giga-draw", "7 kraken"], "power_typical_w", "19.8"),
        (["7 pi3", "1 giga-draw"], "power_max_w", "39.5"),
        (
            ["7 pi3", "1 giga8", "7 kraken", "1 x-switch"],
            "power_max_w",
            "35 not counted: x-switch; GIGA8; KRAKEN (draw not known)",
        ),
    ],
)
def test_a_figure_is_the_sum_or_unknown(positions: list[str], figure: str, expected: str) -> None:
    found: Figure = getattr(of(*positions), figure)
    assert f"{value(found)} {found.note}".strip() == expected


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        ([], "? there are no boards yet"),
        (["7 pi3"], "100 PI3: nominal"),
        (["7 iperf3b"], "93.1 IPERF3B: me measured"),
        (["7 blank"], "? not known for BLANK"),
        (["7 pi4", "1 pi3"], "100 PI3: nominal"),
        (["7 pi4", "1 blank"], "? not known for BLANK"),
        (["2 zero"], "0 ZERO: nominal"),
        # An adapter on every node takes the place of the port on board ...
        (["7 pi4", "7 usbnic"], "1000 USBNIC: nominal"),
        (["2 zero", "2 usb2slow"], "100 USB2SLOW: nominal"),
        # ... on too few, the slowest node is one without.
        (["7 pi3", "6 usbnic"], "100 PI3: nominal"),
        (["7 pi4", "1 usb2nic"], "480 USB2NIC: nominal, limited by USB 2.0"),
        # USB 2.0 ends at 480 Mbit/s, on the board or on the adapter; PCIe does not.
        (["7 pi3", "7 usbnic"], "480 USBNIC: nominal, limited by USB 2.0"),
        (["7 pi4", "7 usb2nic"], "480 USB2NIC: nominal, limited by USB 2.0"),
        (["6 pi4", "1 pi3", "7 usbnic"], "480 USBNIC: nominal, limited by USB 2.0"),
        (["7 pi4", "7 cnic"], "480 CNIC: nominal, limited by USB 2.0"),
        (["7 pi3", "7 pcienic"], "2500 PCIENIC: nominal"),
        (["7 usb3maybe", "7 usbnic"], "? not known for USBNIC: does every board have USB 3?"),
        (["7 usb3maybe", "7 usb2slow"], "100 USB2SLOW: nominal"),
        # Measured counts on the board it was measured on, and on no other.
        (["7 pi3", "7 kraken"], "224 KRAKEN: ikarus measured"),
        (["7 pi4", "7 kraken"], "1000 KRAKEN: nominal"),
        (["6 pi3", "1 pi4", "7 kraken"], "480 KRAKEN: nominal, limited by USB 2.0"),
        # Not known: the adapter's speed, its port, or what it is at all.
        (["7 pi3", "7 blank-nic"], "? not known for BLANK-NIC"),
        (["7 pi3", "7 nohost"], "? not known for NOHOST"),
        (["7 pi3", "7 x-nic"], "? not known for x-nic"),
        (["7 pi3", "1 x-board"], "? not known for x-board"),
        (["7 pi3", "7 usbnic retired"], "100 PI3: nominal"),
    ],
)
def test_the_network_of_a_node_is_that_of_the_slowest(positions: list[str], expected: str) -> None:
    found = of(*positions).nic_mbps
    basis = " measured" if found.basis is FigureBasis.MEASURED else ""
    assert f"{value(found)} {found.note}{basis}" == expected


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        # The port on the switch is the slowest of the three ...
        (["4 pi4", "1 switch8"], "100 SWITCH8: nominal"),
        (["4 pi4", "4 usbnic", "1 switch8"], "100 SWITCH8: nominal"),
        (["4 ran938", "1 switch8"], "100 SWITCH8: nominal"),
        (["4 pi3", "4 kraken", "1 switch8"], "100 SWITCH8: nominal"),
        # ... or it is not.
        (["4 pi4", "1 giga8"], "1000 PI4: nominal"),
        (["4 ran938", "1 giga8"], "938 RAN938: me measured"),
        (["4 pi3", "1 giga8"], "100 PI3: nominal"),
        (["2 zero", "1 giga8"], "0 ZERO: nominal"),
        # Only a switch that carries nodes counts: the fastest is filled first.
        (["4 pi4", "1 switch8", "1 giga8"], "1000 PI4: nominal"),
        (["9 pi4", "1 switch8", "1 giga8"], "100 SWITCH8: nominal"),
        (["4 pi4", "1 giga8", "1 switch8 retired"], "1000 PI4: nominal"),
        # What nobody knows of the switch, nobody knows of its nodes.
        (["4 pi4", "1 blank-switch"], "? not known for BLANK-SWITCH"),
        (["4 pi4", "1 x-switch"], "? not known for x-switch"),
        (["4 zero", "1 blank-switch"], "0 ZERO: nominal"),
    ],
)
def test_no_node_is_faster_than_its_port_on_the_switch(positions: list[str], expected: str) -> None:
    found = of(*positions).nic_mbps
    basis = " measured" if found.basis is FigureBasis.MEASURED else ""
    assert f"{value(found)} {found.note}{basis}" == expected


def test_what_was_measured_on_the_whole_build_comes_first() -> None:
    found = of("7 pi3", "7 usbnic", measured=MEASURED).nic_mbps
    assert found == Figure(value=Decimal(224), basis=FigureBasis.MEASURED, note="iperf; an article")
    # ... but nothing was measured on no boards.
    assert of(measured=MEASURED).nic_mbps.value is None


@pytest.mark.parametrize(
    ("positions", "ports"),
    [
        ([], 0),
        (["1 switch8"], 8),
        # A link between two switches takes a port of each.
        (["2 switch8"], 14),
        (["1 switch8", "1 giga8"], 14),
        (["3 switch8"], 20),
        (["3 oneport"], 0),
        (["1 switch8 retired", "1 giga8"], 8),
        (["1 blank-switch"], None),
        (["1 switch8", "1 blank-switch"], None),
        (["1 x-switch"], None),
    ],
)
def test_switches_offer_what_their_links_leave(positions: list[str], ports: int | None) -> None:
    assert of(*positions).ports == ports


@pytest.mark.parametrize(
    ("positions", "uplinks", "needed"),
    [
        ([], 1, 1),
        (["7 pi3"], 1, 8),
        (["7 pi3"], 2, 9),
        (["7 pi3"], 0, 7),
        # Without a port of its own a board needs a cable only with an adapter.
        (["7 pi3", "2 zero"], 1, 8),
        (["7 pi3", "2 zero", "1 usbnic"], 1, 9),
        (["2 zero", "5 usbnic"], 1, 3),
        # What is not known counts as wired.
        (["2 blank"], 1, 3),
        (["2 x-board"], 1, 3),
    ],
)
def test_every_wired_node_and_every_uplink_needs_a_port(
    positions: list[str], uplinks: int, needed: int
) -> None:
    assert of(*positions, uplinks=uplinks).ports_needed == needed


@pytest.mark.parametrize(
    ("positions", "isa"),
    [
        ([], ()),
        (["7 pi3"], ("arm64",)),
        (["7 pi3", "1 pi1"], ("arm64", "armv6")),
        (["7 pi3", "1 blank"], None),
        (["7 pi3", "1 x-board"], None),
    ],
)
def test_instruction_sets_are_all_known_or_not_at_all(
    positions: list[str], isa: tuple[str, ...] | None
) -> None:
    assert of(*positions).isa == isa
