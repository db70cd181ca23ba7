"""A specification is called by a few words, not by what a column's help says."""

from planner.model import spec_names
from planner.model.spec_names import spec_name


def test_a_name_is_short_and_says_nothing_about_how_a_cell_is_filled_in() -> None:
    assert spec_name("nic_mbps") == "Network speed, Mbit/s"
    assert all(len(name) <= 40 and ";" not in name for name in spec_names._NAMES.values())


def test_what_has_no_name_yet_is_called_by_its_field() -> None:
    assert spec_name("fan_count") == "Fan count"
