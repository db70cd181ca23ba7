"""What every record has in common: it is its fields, and what is reckoned from them is nobody's."""

import copy
import pickle
from functools import cached_property

from planner.model.record import Record


class Box(Record):
    width: int
    height: int = 1

    @cached_property
    def area(self) -> int:
        """What the fields come to."""
        return self.width * self.height


def asked() -> Box:
    box = Box(width=2, height=3)
    assert box.area == 6
    return box


def test_a_copy_with_other_fields_reckons_anew() -> None:
    assert asked().model_copy(update={"width": 5}).area == 15
    assert asked().model_copy().area == copy.copy(asked()).area == copy.deepcopy(asked()).area == 6


def test_a_record_that_was_asked_is_the_same_as_one_that_was_not() -> None:
    new = Box(width=2, height=3)
    assert asked() == new
    assert hash(asked()) == hash(new)
    assert repr(asked()) == repr(new)
    assert asked().model_dump_json() == new.model_dump_json()
    assert pickle.dumps(asked()) == pickle.dumps(new)


def test_a_record_comes_back_from_bytes_with_its_fields() -> None:
    again = pickle.loads(pickle.dumps(asked()))  # noqa: S301
    assert again == asked()
    assert again.area == 6
    assert again.model_fields_set == asked().model_fields_set
