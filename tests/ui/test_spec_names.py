"""A specification is called by a few words, not by what a column's help says."""

from planner.model.parts import CATEGORIES
from planner.ui.catalog import _spec_names
from planner.ui.catalog._spec_names import spec_name
from planner.ui.catalog.parts import _PLAIN_FIELDS


def test_every_specification_of_every_category_has_a_name_of_its_own() -> None:
    for category, kind in CATEGORIES.items():
        shown = [name for name in kind.model_fields if name not in _PLAIN_FIELDS]
        assert not set(shown) - set(_spec_names._NAMES), category


def test_a_name_is_short_and_says_nothing_about_how_a_cell_is_filled_in() -> None:
    assert spec_name("nic_mbps") == "Network speed, Mbit/s"
    assert all(len(name) <= 40 and ";" not in name for name in _spec_names._NAMES.values())


def test_what_has_no_name_yet_is_called_by_its_field() -> None:
    assert spec_name("fan_count") == "Fan count"
