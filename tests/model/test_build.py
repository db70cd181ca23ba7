"""What a build refuses: every mistake here would give a wrong total later."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from planner.model.build import Build, Position
from planner.model.build_charges import Charge
from planner.model.money import Money

DAY = date(2020, 6, 17)
SHARE = {"slot": "board", "part_number": "x", "quantity": 7, "share_of": "parts"}
PUBLISHED = {"id": "parts", "amount": "626.63 SGD", "as_of": DAY, "source": "an article"}
PRICE = {"unit": "10 SGD", "basis": "quoted", "as_of": DAY, "source": "a shop"}


def build(**facts: Any) -> Build:
    return Build.model_validate({"name": "b", "title": "B", "currency": "SGD", "on": DAY, **facts})


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            {"published": (PUBLISHED, PUBLISHED)},
            "two published sums have the same id",
        ),
        ({"positions": (SHARE | {"list_price": "1 USD"},)}, "'parts' names no published sum"),
        (
            {
                "published": (PUBLISHED,),
                "positions": (SHARE | {"list_price": "1 USD"}, SHARE | {"list_price": "1 SGD"}),
            },
            "must be in one currency",
        ),
        (
            {"published": (PUBLISHED,), "positions": (SHARE | {"list_price": "0 USD"},)},
            "must not all be zero",
        ),
        (
            {"published": (PUBLISHED,), "positions": (SHARE | {"list_price": "-1 USD"},)},
            "a price must be between 0 and",
        ),
        ({"published": (PUBLISHED | {"amount": "-5 SGD"},)}, "a price must be between 0 and"),
        ({"name": "Not a name"}, "should match pattern"),
        ({"title": ""}, "at least 1 character"),
        ({"currency": "S$"}, "is not an ISO 4217 currency code"),
        ({"colour": "blue"}, "Extra inputs are not permitted"),
    ],
)
def test_what_is_not_a_build_is_refused(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        build(**facts)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"share_of": "parts"}, "share_of needs list_price"),
        (
            {"share_of": "parts", "list_price": "1 SGD", "price": PRICE},
            "give either price or share_of, not both",
        ),
        ({"quantity": 0}, "greater than or equal to 1"),
        ({"quantity": 100_001}, "less than or equal to 100000"),
        ({"slot": "gadget"}, "Input should be 'board'"),
        ({"list_price": 1.5}, "should be a dictionary or an instance"),
    ],
)
def test_what_is_not_a_position_is_refused(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Position.model_validate({"slot": "board", "part_number": "x", "quantity": 1} | facts)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({}, "either an amount or a percent"),
        ({"amount": "5 SGD", "percent": "9"}, "either an amount or a percent"),
        ({"percent": "-9"}, "greater than or equal to 0"),
        ({"percent": 9.0}, "is not exact"),
        ({"amount": "1e13 SGD"}, "a charge is at most"),
        ({"amount": "-1e13 SGD"}, "a charge is at most"),
    ],
)
def test_what_is_not_a_charge_is_refused(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Charge.model_validate({"kind": "gst", "label": "GST", "as_of": DAY, "source": "s"} | facts)


def test_a_charge_may_be_a_discount() -> None:
    discount = Charge.model_validate(
        {"kind": "other", "label": "Coupon", "amount": "-5 SGD", "as_of": DAY, "source": "s"}
    )
    assert discount.amount == Money.parse("-5 SGD")


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([], None),
        (["626.63 SGD"], "626.63 SGD"),
        (["626.63 SGD", "82.36 SGD"], "708.99 SGD"),
        # Two currencies have no sum without a rate.
        (["626.63 SGD", "59.11 USD"], None),
    ],
)
def test_published_sums_of_one_currency_add_up(amounts: list[str], expected: str | None) -> None:
    sums = tuple(
        PUBLISHED | {"id": str(number), "amount": amount} for number, amount in enumerate(amounts)
    )
    found = build(published=sums).published_total()
    assert found == (Money.parse(expected) if expected else None)


def test_parts_in_use_are_counted_over_positions_without_the_retired_ones() -> None:
    positions = (
        {"slot": "board", "part_number": "x", "quantity": 4},
        {"slot": "board", "part_number": "x", "quantity": 2, "owned": True},
        {"slot": "board", "part_number": "x", "quantity": 9, "retired": True},
        {"slot": "board", "part_number": "y", "quantity": 1},
    )
    assert build(positions=positions).quantity_of("x") == 6
    assert build().quantity_of("x") == 0


def test_a_build_is_the_same_after_json() -> None:
    made = build(
        published=(PUBLISHED,),
        positions=(SHARE | {"list_price": "35.00 USD"},),
        parts=({"category": "board", "part_number": "x", "name": "X", "source": "s"},),
        charges=({"kind": "gst", "label": "GST", "percent": "9", "as_of": DAY, "source": "s"},),
    )
    assert Build.model_validate_json(made.model_dump_json()) == made


def test_there_are_no_more_spares_than_pieces() -> None:
    with pytest.raises(ValidationError, match="more spares than pieces"):
        Position(slot="board", part_number="rpi-3b", quantity=1, spares=2)
