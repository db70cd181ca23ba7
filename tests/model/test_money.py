"""Money is exact, in one currency, and refuses everything else."""

import json
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import iso4217
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from planner.model.exact_numbers import ExactDecimal, is_countable
from planner.model.money import (
    CURRENCIES,
    ExchangeRate,
    Money,
    RateTable,
    minor_unit_places,
    split,
    symbol,
    total,
)

S1 = Money(Decimal("1.00"), "SGD")
amounts = st.decimals(-(10**12), 10**12, places=4)


def money(text: str) -> Money:
    return Money.parse(text)


# --- what it refuses -----------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [1.5, 1, True, "1.50", None])
def test_only_a_decimal_is_an_amount(amount: Any) -> None:
    with pytest.raises(TypeError, match="needs a Decimal"):
        Money(amount, "SGD")


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        Money(Decimal(text), "SGD")


@pytest.mark.parametrize("code", ["", "sgd", "S$", "XXX", "XAU", "BTC", "EURO"])
def test_only_a_currency_of_the_list_is_a_currency(code: str) -> None:
    with pytest.raises(ValueError, match="is not an ISO 4217 currency code"):
        Money(Decimal(1), code)


@pytest.mark.parametrize(
    "combine",
    [
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: total([a, b], "SGD"),
    ],
    ids=["add", "subtract", "less", "at most", "more", "total"],
)
def test_two_currencies_do_not_combine(combine: Any) -> None:
    with pytest.raises(ValueError, match="cannot combine"):
        combine(S1, money("1 USD"))


@pytest.mark.parametrize("other", [1, Decimal(1), "1 SGD", None])
def test_money_adds_to_money_only(other: Any) -> None:
    with pytest.raises(TypeError, match="cannot combine Money with"):
        S1 + other


@pytest.mark.parametrize("factor", [1.5, True, "2", S1])
def test_money_multiplies_by_whole_numbers_and_decimals_only(factor: Any) -> None:
    with pytest.raises(TypeError, match="multiplies by int or Decimal"):
        S1 * factor


def test_money_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        S1.amount = Decimal(2)  # type: ignore[misc]


# --- what it does --------------------------------------------------------------------------------


def test_money_adds_subtracts_multiplies_and_compares() -> None:
    assert money("626.63 SGD") + money("82.36 SGD") == money("708.99 SGD")
    assert money("708.99 SGD") - money("626.63 SGD") == money("82.36 SGD")
    assert money("26.46 SGD") * 7 == 7 * money("26.46 SGD") == money("185.22 SGD")
    assert money("100 SGD") * Decimal("0.09") == money("9 SGD")
    assert -money("5 SGD") == money("-5.00 SGD")
    assert money("1 SGD") < money("1.01 SGD") <= money("1.010 SGD")
    assert money("2 SGD") > money("1 SGD")


def test_equal_amounts_are_one_in_a_set_however_they_are_written() -> None:
    assert len({money("1 SGD"), money("1.00 SGD"), money("1 USD")}) == 2


def test_an_empty_sum_is_zero_in_its_currency() -> None:
    assert total([], "JPY") == Money(Decimal(0), "JPY")


def test_the_context_of_the_thread_changes_no_sum() -> None:
    with localcontext() as context:
        context.prec = 3
        assert money("626.63 SGD") + money("82.36 SGD") == money("708.99 SGD")
        assert money("708.99 SGD") - money("82.36 SGD") == money("626.63 SGD")
        assert (money("626.63 SGD") * Decimal("1.001")).rounded() == money("627.26 SGD")


@given(amounts, amounts)
def test_adding_and_taking_away_again_changes_nothing(a: Decimal, b: Decimal) -> None:
    assert Money(a, "SGD") + Money(b, "SGD") - Money(b, "SGD") == Money(a, "SGD")


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("1.009 SGD", "1.00 SGD"),
        ("1.01 SGD", "1.01 SGD"),
        ("-1.009 SGD", "-1.00 SGD"),
        ("-0.009 SGD", "0.00 SGD"),
        ("0.9 JPY", "0 JPY"),
        ("12345678901234567890123456789012.349 SGD", "12345678901234567890123456789012.34 SGD"),
    ],
)
def test_rounding_down_leaves_off_what_is_finer_than_the_minor_unit(
    exact: str, rounded: str
) -> None:
    assert money(exact).rounded_down() == money(rounded)
    assert str(money(exact).rounded_down().amount) == rounded.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("1.004 SGD", "1.00 SGD"),
        ("1.005 SGD", "1.01 SGD"),
        ("-1.005 SGD", "-1.01 SGD"),
        ("-1.004 SGD", "-1.00 SGD"),
        ("0.5 JPY", "1 JPY"),
        ("-0.5 JPY", "-1 JPY"),
        ("1234.49 JPY", "1234 JPY"),
        ("1.0005 KWD", "1.001 KWD"),
        ("1.00005 CLF", "1.0001 CLF"),
        ("12345678901234567890123456789012.345 SGD", "12345678901234567890123456789012.35 SGD"),
    ],
)
def test_rounding_is_half_up_away_from_zero_to_the_minor_unit(exact: str, rounded: str) -> None:
    assert money(exact).rounded() == money(rounded)
    assert str(money(exact).rounded().amount) == rounded.split(maxsplit=1)[0]


@pytest.mark.parametrize("text", ["-0.001 SGD", "-0.00 SGD", "-0.4 JPY"])
def test_nobody_owes_minus_zero(text: str) -> None:
    assert "-" not in str(money(text))


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("626.63 SGD", "S$626.63"),
        ("1234567.8 USD", "US$1,234,567.80"),
        ("-5 USD", "-US$5.00"),
        ("12 CHF", "CHF 12.00"),
        ("-12 CHF", "-CHF 12.00"),
        ("1500 JPY", "¥1,500"),
        ("1.5 KWD", "KWD 1.500"),
        ("0.0049 SGD", "S$0.0049"),
        ("12.345 SGD", "S$12.345"),
        ("1234.5 JPY", "¥1,234.5"),
        ("0.99999999 SGD", "S$1.00"),
        ("0.000001 SGD", "S$0.000001"),
        ("-0.0049 SGD", "S$0.00"),
    ],
)
def test_money_is_shown_as_people_write_it(amount: str, shown: str) -> None:
    assert str(money(amount)) == shown


HUGE = ["1e999999999", "-1e-999999999", "0e999999999", "1e99999999999999999999", "9" * 400]


@pytest.mark.parametrize("text", HUGE)
def test_a_number_with_more_digits_than_any_sum_is_no_number(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(ExactDecimal).validate_python(text)
    assert caught.value.errors()[0]["msg"].endswith("is not a number")
    with pytest.raises(ValueError, match="is not an amount"):
        money(f"{text} SGD")


@pytest.mark.parametrize("number", [Decimal("1e999999999"), Decimal("1e-101"), 10**200])
def test_a_number_that_was_read_already_is_counted_too(number: Decimal | int) -> None:
    with pytest.raises(ValidationError, match="at most 100 digits"):
        TypeAdapter(ExactDecimal).validate_python(number)


def test_numbers_that_sums_have_are_countable() -> None:
    assert all(map(is_countable, (Decimal("1e12"), Decimal(1) / 3, Decimal("NaN"), 0, -(10**30))))


# --- how it is read ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["626.63 SGD", "  626.63   SGD ", "626.63\tSGD", "6.2663E2 SGD"])
def test_an_amount_is_read_with_its_currency(text: str) -> None:
    assert money(text) == Money(Decimal("626.63"), "SGD")


@pytest.mark.parametrize(
    "text", ["", "626.63", "SGD", "SGD 626.63", "1,000.50 SGD", "626.63SGD", "1 2 SGD", "x SGD"]
)
def test_what_is_not_an_amount_with_its_currency_says_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an amount; write it like 626\.63 SGD"):
        money(text)


def test_records_take_amounts_as_text_and_give_them_back_exactly() -> None:
    adapter = TypeAdapter(Money)
    written = adapter.dump_json(money("0.10 SGD"))
    assert json.loads(written) == {"amount": "0.10", "currency": "SGD"}
    assert adapter.validate_json(written) == money("0.10 SGD")


@pytest.mark.parametrize(
    "written",
    [
        '{"amount": 0.1, "currency": "SGD"}',
        '{"amount": true, "currency": "SGD"}',
        '{"amount": "NaN", "currency": "SGD"}',
        '{"amount": "1", "currency": "sgd"}',
    ],
)
def test_records_refuse_amounts_that_lost_their_digits(written: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Money).validate_json(written)


# --- currencies ----------------------------------------------------------------------------------

# The published list has no minor unit for metals, funds of no country, and testing codes.
PUBLISHED = {c.code: c.exponent for c in iso4217.Currency if c.exponent is not None}


def test_every_published_currency_with_a_minor_unit_is_known() -> None:
    assert set(PUBLISHED) == CURRENCIES


@pytest.mark.parametrize("code", sorted(CURRENCIES))
def test_minor_units_are_the_published_ones(code: str) -> None:
    assert minor_unit_places(code) == PUBLISHED[code]


def test_no_two_currencies_share_a_symbol() -> None:
    assert len({symbol(code) for code in CURRENCIES}) == len(CURRENCIES)


# --- split ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whole", "weights", "parts"),
    [
        ("100 SGD", "1 1 1", "33.34 33.33 33.33"),
        ("0.01 SGD", "1 1", "0.01 0.00"),
        ("100 JPY", "1 1 1", "34 33 33"),
        ("-1 SGD", "1 1 1", "-0.33 -0.33 -0.34"),
        ("10 SGD", "0 1", "0 10"),
        ("0 SGD", "1 2", "0 0"),
        ("449.73 USD", "626.63", "449.73"),
    ],
)
def test_a_sum_is_split_by_largest_remainder(whole: str, weights: str, parts: str) -> None:
    shares = split(money(whole), [Decimal(weight) for weight in weights.split()])
    assert [share.amount for share in shares] == [Decimal(part) for part in parts.split()]


@pytest.mark.parametrize("weights", [[], [Decimal(0)], [Decimal(2), Decimal(-1)]])
def test_a_sum_cannot_be_split_without_a_weight(weights: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="weights must not be negative"):
        split(S1, weights)


@given(
    st.decimals(-(10**9), 10**9, places=2),
    st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=30).filter(any),
)
def test_parts_add_up_and_lie_within_a_cent_of_their_share(
    whole: Decimal, weights: list[Decimal]
) -> None:
    parts = split(Money(whole, "SGD"), weights)
    assert total(parts, "SGD") == Money(whole, "SGD")
    for part, weight in zip(parts, weights, strict=True):
        exact = Fraction(whole) * Fraction(weight) / Fraction(sum(weights))
        assert abs(Fraction(part.amount) - exact) < Fraction(1, 100)


def test_an_equal_share_is_rounded_once() -> None:
    assert Money(Decimal("10.00"), "SGD").shared_by(3) == Money(Decimal("3.33"), "SGD")
    assert Money(Decimal(1000), "JPY").shared_by(Decimal("1.5")) == Money(Decimal(667), "JPY")


def test_a_sum_of_two_currencies_is_refused() -> None:
    with pytest.raises(ValueError, match=r"EUR with SGD|SGD with EUR"):
        total([Money(Decimal(1), "SGD"), Money(Decimal(1), "EUR")], "SGD")


def test_a_rate_that_was_asked_for_before_is_answered_alike() -> None:
    known = ExchangeRate(
        base="EUR", quote="SGD", rate=Decimal("1.5"), as_of=date(2026, 1, 2), source="here"
    )
    table = RateTable(layers=((known,),))

    for _ in range(2):
        assert table.rate("EUR", "SGD", date(2026, 1, 3)) == known
        assert table.rate("EUR", "SGD", date(2026, 1, 1)) is None
        assert table.rate("EUR", "USD", date(2026, 1, 3)) is None
