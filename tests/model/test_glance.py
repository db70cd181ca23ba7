"""The few facts of a part in words, and how old a price is."""

from datetime import date

import pytest

from planner.model.glance import age_text, at_a_glance
from tests.engine.samples import part


@pytest.mark.parametrize(
    ("category", "facts", "told"),
    [
        ("board", {"cores": 4, "ram_mb": 8192, "nic_mbps": 1000}, "4 cores · 8 GB · 1 Gb"),
        ("board", {"cores": 1, "ram_mb": 512, "nic_mbps": 0}, "1 core · 512 MB · no wired network"),
        ("board", {"ram_mb": 0, "isa": "arm64"}, "without memory · arm64"),
        ("board", {"ram_mb": 1536}, "1.5 GB"),
        ("board", {}, ""),
        ("carrier", {"slots": 4, "switch_mbps": 1000}, "4 modules · 1 Gb"),
        ("carrier", {"ports": 1}, "1 network port"),
        ("carrier", {"switch_mbps": 0}, "no switch of its own"),
        ("memory", {"capacity_mb": 16384, "memory_type": "DDR4 SO-DIMM"}, "16 GB · DDR4 SO-DIMM"),
        ("hat", {"fits": "Raspberry Pi 5"}, "Raspberry Pi 5"),
        ("storage", {"capacity_gb": 512, "slot": "NVMe"}, "512 GB · NVMe"),
        ("storage", {"capacity_gb": 1000}, "1 TB"),
        ("charger", {"ports": 6, "supply_w": "60"}, "6 outlets · 60 W"),
        ("switch", {"ports": 8, "speed_mbps": 2500, "poe_ports": 0}, "8 ports · 2.5 Gb · no PoE"),
        ("switch", {"ports": 8, "poe_ports": 1}, "8 ports · 1 PoE port"),
        ("cable", {"carries": "ethernet", "length_m": "0.5"}, "ethernet · 0.5 m"),
        ("rack", {"rack_widths_in": "10;19"}, "10/19 inches"),
    ],
)  # fmt: skip
def test_a_part_is_told_from_its_like_at_a_glance(
    category: str, facts: dict[str, object], told: str
) -> None:
    assert " · ".join(at_a_glance(part("x", category, **facts))) == told


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-11-30", "dated later"),
        ("2026-11-29", "of today"),
        ("2026-11-28", "1 day old"),
        ("2026-11-15", "2 weeks old"),
        ("2026-11-16", "13 days old"),
        ("2026-10-01", "8 weeks old"),
        ("2026-09-30", "1 month old"),
        ("2026-08-29", "3 months old"),
        ("2025-11-29", "12 months old"),
        ("2024-11-30", "23 months old"),
        ("2024-11-29", "2 years old"),
        ("2014-01-01", "12 years old"),
    ],
)
def test_how_old_a_price_is_is_told_in_words(day: str, told: str) -> None:
    if told == "1 month old":
        # Sixty days are the first that are told in months.
        assert (date(2026, 11, 29) - date.fromisoformat(day)).days == 60
    assert age_text(date.fromisoformat(day), on=date(2026, 11, 29)) == told
