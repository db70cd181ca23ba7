"""Speeds are called by name, and read in the ways in which people write them."""

import pytest

from planner.model.speeds import USUAL_MBPS, speed_name, speed_said


@pytest.mark.parametrize(
    ("mbps", "name"),
    [(10, "10 Mb"), (100, "100 Mb"), (1000, "1 Gb"), (2500, "2.5 Gb"), (10_000, "10 Gb"),
     (1250, "1.25 Gb"), (100_000, "100 Gb")],
)  # fmt: skip
def test_a_speed_has_a_name_that_is_read_as_that_speed(mbps: int, name: str) -> None:
    assert speed_name(mbps) == name
    assert speed_said(name) == mbps


@pytest.mark.parametrize(
    ("text", "mbps"),
    [("1000", 1000), ("2.5G", 2500), ("2.5 gbe", 2500), (" 10GbE ", 10_000), ("100mbit/s", 100),
     ("1 Gbit/s", 1000), ("1Gbps", 1000), ("40 Gb/s", 40_000), ("1000000", 1_000_000)],
)  # fmt: skip
def test_a_speed_is_read_as_people_write_it(text: str, mbps: int) -> None:
    assert speed_said(text) == mbps


@pytest.mark.parametrize(
    "text", ["", "fast", "0", "-1", "1,000", "1.5", "2.0001 G", "1001 G", "nan", "1 Tb", "1 2", "²"]
)
def test_what_is_no_speed_in_whole_megabits_is_none(text: str) -> None:
    assert speed_said(text) is None


def test_the_usual_speeds_are_what_ports_are_sold_in() -> None:
    assert [speed_name(mbps) for mbps in USUAL_MBPS] == ["100 Mb", "1 Gb", "2.5 Gb", "10 Gb"]
