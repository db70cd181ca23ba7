"""What every record has in common: it is its fields, and what is reckoned from them is nobody's."""

import copy
import pickle
from functools import cached_property
from typing import Self

import pytest
from pydantic import ModelWrapValidatorHandler, model_validator

from planner.model.record import Record, checks_of, put_together


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


class Checked(Box):
    @model_validator(mode="before")
    @classmethod
    def _filled(cls, given: dict[str, object]) -> dict[str, object]:
        return given | {"height": 4}

    @model_validator(mode="after")
    def _wide(self) -> Self:
        if self.width < self.height:
            raise ValueError("it is too narrow")
        return self


class Wrapped(Box):
    @model_validator(mode="wrap")
    @classmethod
    def _as_it_likes(cls, given: object, whole: ModelWrapValidatorHandler[Self]) -> Self:
        return whole(given)


def test_a_record_of_values_that_were_read_is_the_one_that_reads_them_itself() -> None:
    made = put_together(Box, {"width": 2}, {"width"})
    assert made == Box(width=2)
    assert made.model_fields_set == {"width"}
    assert made.model_dump_json() == Box(width=2).model_dump_json()
    assert (made.area, made.model_copy(update={"height": 3}).area) == (2, 6)


def test_the_checks_of_a_record_can_be_asked_one_by_one() -> None:
    assert checks_of(Box) == ([], [])
    assert checks_of(Wrapped) is None
    checks = checks_of(Checked)
    assert checks is not None
    (before,), (after,) = checks
    assert before({"width": 2}) == {"width": 2, "height": 4}
    narrow = put_together(Checked, {"width": 2, "height": 4}, {"width", "height"})
    with pytest.raises(ValueError, match="too narrow"):
        after(narrow)
    with pytest.raises(ValueError, match="too narrow"):
        Checked(width=2)
    assert Wrapped(width=2).area == 2
