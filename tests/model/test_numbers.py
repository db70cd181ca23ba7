"""How numbers are written: every stated decimal is shown, and rounding is half up."""

from decimal import Decimal

import pytest

from planner.model.numbers import number_text, rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("12.5", "12.5"),
        ("15.3", "15.3"),
        ("12.75", "12.75"),
        ("60", "60"),
        ("60.00", "60"),
        ("0.50", "0.5"),
        ("1E+3", "1000"),
        ("-0.0", "0"),
        ("-2.50", "-2.5"),
        ("0.0000001", "0.0000001"),
    ],
)
def test_a_stated_number_keeps_every_decimal_and_no_idle_one(value: str, text: str) -> None:
    assert number_text(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        # Rounded half to even these would be 12, 62, 0 and 2.
        ("12.5", 0, "13"),
        ("62.5", 0, "63"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("0.25", 1, "0.3"),
        ("12.4", 0, "12"),
        ("0.9765625", 2, "0.98"),
        ("3", 2, "3"),
    ],
)
def test_what_was_divided_is_rounded_half_up(value: str, places: int, text: str) -> None:
    assert number_text(Decimal(value), places=places) == text


def test_a_number_stands_with_its_unit_and_in_thousands_where_asked() -> None:
    assert number_text(Decimal("12.50"), "W") == "12.5 W"
    assert number_text(1250, "W", grouped=True) == "1,250 W"
    assert number_text(1000, grouped=True) == "1,000"


def test_a_number_with_fewer_decimals_is_not_padded() -> None:
    assert str(rounded(Decimal("1.5"), 3)) == "1.5"
