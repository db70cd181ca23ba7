"""Every specification that the page Catalog shows is called by a few words."""

from planner.model import spec_names
from planner.model.parts import CATEGORIES
from planner.ui.catalog.parts import _PLAIN_FIELDS


def test_every_specification_of_every_category_has_a_name_of_its_own() -> None:
    for category, kind in CATEGORIES.items():
        shown = [name for name in kind.model_fields if name not in _PLAIN_FIELDS]
        assert not set(shown) - set(spec_names._NAMES), category
