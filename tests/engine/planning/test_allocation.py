"""A published sum is split so that a person can check every line and the lines foot to it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.engine.planning._allocation import allocate_unit_prices
from planner.model.money import Money, minor_unit_places
from tests.engine.samples import money


def units(whole: str, quantities: str, prices: str) -> str:
    shares = allocate_unit_prices(
        money(whole),
        [int(text) for text in quantities.split()],
        [Decimal(text) for text in prices.split()],
    )
    return " ".join(str(share.amount) for share in shares)


@pytest.mark.parametrize(
    ("whole", "quantities", "prices", "expected"),
    [
        ("100 SGD", "1 1 1", "1 1 1", "33.34 33.33 33.33"),
        ("100 SGD", "3 1", "1 1", "25.00 25.00"),
        # What is left over goes to lines whose quantity fits in it.
        ("100.01 SGD", "3 1", "1 1", "25.00 25.01"),
        ("100 JPY", "3 1", "1 1", "25 25"),
        # A line that is worth nothing gets nothing.
        ("100 SGD", "1 2", "0 1", "0.00 50.00"),
        ("0 SGD", "3 1", "1 1", "0.00 0.00"),
        # More decimals than the currency has are not split.
        ("1.004 SGD", "1", "1", "1.00"),
        # Whole cents that foot would leave one line a cent a piece and the other with nothing.
        ("0.03 SGD", "3", "1", "0.01"),
        # 7 × n = 8236 cents has no whole answer: unit prices carry the rest.
        ("82.36 SGD", "7", "1", "11.76571428571428571428571429"),
    ],
)
def test_units_are_whole_cents_where_whole_cents_foot(
    whole: str, quantities: str, prices: str, expected: str
) -> None:
    assert units(whole, quantities, prices) == expected


@pytest.mark.parametrize(
    ("quantities", "prices"), [("1", "0"), ("1 1", "0 0"), ("1 1", "2 -1"), ("", "")]
)
def test_a_sum_cannot_be_split_without_list_prices(quantities: str, prices: str) -> None:
    with pytest.raises(ValueError, match="list prices must not be negative and not all zero"):
        units("10 SGD", quantities, prices)


def test_every_line_needs_a_list_price() -> None:
    with pytest.raises(ValueError, match="shorter"):
        units("10 SGD", "1 2", "1")


@st.composite
def bills(draw: st.DrawFn) -> tuple[Money, list[int], list[Decimal]]:
    currency = draw(st.sampled_from(["SGD", "JPY", "KWD"]))
    lines = draw(
        st.lists(
            st.tuples(st.integers(1, 300), st.decimals(0, 5000, places=2)),
            min_size=1,
            max_size=12,
        ).filter(lambda found: any(price for _, price in found))
    )
    whole = draw(st.integers(0, 10_000_000)) * Decimal(1).scaleb(-minor_unit_places(currency))
    return Money(whole, currency), [count for count, _ in lines], [price for _, price in lines]


@given(bills())
@example((Money(Decimal("626.63"), "SGD"), [7, 1, 6, 1, 1, 8, 7], [Decimal(35)] * 7))
@example((Money(Decimal("500.00"), "SGD"), [100_000, 1], [Decimal("0.01")] * 2))
def test_lines_foot_in_proportion_to_list_prices(
    bill: tuple[Money, list[int], list[Decimal]],
) -> None:
    whole, quantities, prices = bill
    shares = allocate_unit_prices(whole, quantities, prices)
    lines = [(share * count).rounded() for share, count in zip(shares, quantities, strict=True)]
    assert sum((line.amount for line in lines), Decimal(0)) == whole.amount

    step = Fraction(1, 10 ** minor_unit_places(whole.currency))
    if any(count == 1 and price for count, price in zip(quantities, prices, strict=True)):
        assert all(share == share.rounded() for share in shares)

    weight = sum(Fraction(price) * count for price, count in zip(prices, quantities, strict=True))
    # No unit is a whole step below its share; the lines together carry what that leaves over.
    left_over = sum(quantities) * step
    for share, price, count in zip(shares, prices, quantities, strict=True):
        exact = Fraction(whole.amount) * Fraction(price) / weight
        off = Fraction(share.amount) - exact
        assert -step < off
        assert off * count <= left_over + step
        if not price:
            assert share.amount == 0
