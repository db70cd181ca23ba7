"""What kind of part the words of a list mean: the noun a name is about, or no answer."""

import csv
from pathlib import Path

import pytest

from planner.engine.finding._kinds import kind_of
from planner.engine.finding.listed import line_matcher
from planner.model.bill_reading import ReadLine

PARTS = Path(__file__).resolve().parents[3] / "catalogs" / "parts"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Raspberry Pi 5 8GB", "board"),
        ("Raspberry Pi 4 Model B 4GB RAM", "board"),
        ("2x Raspberry Pi Zero 2 W", "board"),
        ("Intel NUC", "board"),
        ("Mini PC N100", "board"),
        ("Raspberry Pi Compute Module 4", "board"),
        ("Raspberry Pi 4 case", "case"),
        ("Geh\u00e4use f\u00fcr Raspberry Pi", "case"),
        ("Raspberry Pi 5 27W USB-C power supply", "charger"),
        ("Switch power supply", "charger"),
        ("Alimentation 12V pour switch", "charger"),
        ("\u7535\u6e90", "charger"),
        ("8-port PoE switch", "switch"),
        ("TP-Link TL-SG108 8-port switch", "switch"),
        ("Switch", "switch"),
        ("MicroSD 32GB 5-pack", "storage"),
        ("Kingston A400, SSD 240GB", "storage"),
        ("Patchkabel Cat6 0,5m", "cable"),
        ("C\u00e2ble r\u00e9seau RJ45", "cable"),
        ("USB to SATA cable", "cable"),
        ("Flachbandkabel", "cable"),
        ("\u7f51\u7ebf 1m", "cable"),
        ("NVMe HAT for Raspberry Pi 5", "hat"),
        ("PoE HAT", "poe"),
        ("PoE+ splitter", "poe"),
        ("10 inch rack", "rack"),
        ("32GB DDR4 SO-DIMM", "memory"),
        ("USB 3.0 Ethernet adapter", "nic"),
        ("Turing Pi 2", "carrier"),
    ],
)
def test_a_name_is_of_the_kind_of_its_noun(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    "name",
    [
        "", "Fan", "Case fan 80mm", "Cable ties", "SSD enclosure", "SD card reader",
        "Rack shelf 1U", "Limit switch", "Toggle switch", "Nintendo Switch", "HDMI adapter",
        "Heat sink case",
        "Raspberry Pi 5 active cooler", "Cluster tower for Raspberry Pi 5", "CM4-IO-BASE-B",
        "Something, 32 GB eMMC", "A thing with a case", "USB-C enclosure",
    ],
)  # fmt: skip
def test_a_name_that_leaves_a_doubt_has_no_kind(name: str) -> None:
    assert kind_of(name) is None


def test_no_part_of_the_catalog_is_taken_for_another_kind_by_its_name() -> None:
    told = [
        (row["name"], path.stem, kind)
        for path in sorted(PARTS.glob("*.csv"))
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
        if (kind := kind_of(row["name"])) is not None
    ]

    assert [each for each in told if each[1] != each[2]] == []
    assert len(told) > 150


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ({"name": "LS108G", "category": "Switch"}, "switch"),
        ({"name": "Meanwell 60", "description": "PSU"}, "charger"),
        ({"name": "WD Blue", "category": "Storage"}, "storage"),
        ({"name": "Red 1 m", "section": "Cables"}, "cable"),
        ({"name": "USB-C cable", "section": "Nodes"}, "cable"),
        ({"name": "N100 thing", "section": "Nodes"}, "board"),
        ({"name": "Thing", "description": "made for the switch in the cellar"}, None),
        ({"name": "Thing", "section": "Networking"}, None),
    ],
)
def test_what_a_list_calls_a_thing_counts_before_its_name_and_its_section_after(
    line: dict[str, str], kind: str | None
) -> None:
    match = line_matcher([])(ReadLine(row=1, **line), None)

    assert match.part_number is None
    assert match.category == kind
