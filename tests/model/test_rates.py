"""A rate knows its pair, its day and its source; the table never makes one up."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.model.money import ExchangeRate, Money, RateTable

JUNE_17 = date(2020, 6, 17)


def rate(text: str, source: str = "a bank") -> ExchangeRate:
    """Read a rate such as `SGD USD 0.71770 2020-06-17`."""
    base, quote, number, day = text.split()
    return ExchangeRate(
        base=base, quote=quote, rate=Decimal(number), as_of=date.fromisoformat(day), source=source
    )


KRAKEN = rate("SGD USD 0.71770 2020-06-17")


# --- one rate ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sgd", "usd"),
    [
        ("626.63", "449.73"),
        ("708.99", "508.84"),
        ("82.36", "59.11"),
        ("26.46", "18.99"),
        ("195.03", "139.97"),
        ("183.34", "131.58"),
    ],
)
def test_the_rate_of_the_article_gives_every_pair_it_prints(sgd: str, usd: str) -> None:
    assert KRAKEN.convert(Money.parse(f"{sgd} SGD")) == Money.parse(f"{usd} USD")


def test_a_conversion_is_rounded_once_to_the_minor_unit_of_its_target() -> None:
    yen = rate("SGD JPY 76.545 2020-06-17")
    assert yen.convert(Money.parse("100.00 SGD")) == Money.parse("7655 JPY")
    assert yen.convert(Money.parse("-100.00 SGD")) == Money.parse("-7655 JPY")


def test_a_rate_converts_its_base_only() -> None:
    with pytest.raises(ValueError, match="this rate converts SGD, not USD"):
        KRAKEN.convert(Money.parse("1 USD"))


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("SGD USD 0 2020-06-17", "must be greater than 0, not 0"),
        ("SGD USD -0.7 2020-06-17", "must be greater than 0"),
        ("SGD USD 1e-13 2020-06-17", "must be between"),
        ("SGD USD 1e13 2020-06-17", "must be between"),
        ("SGD USD NaN 2020-06-17", "finite number"),
        ("SGD SGD 1 2020-06-17", "needs two currencies, not SGD twice"),
        ("SGD XXX 1 2020-06-17", "is not an ISO 4217 currency code"),
    ],
)
def test_what_cannot_be_a_rate_is_refused(bad: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        rate(bad)


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        (["767.00 USD"], "1.367624"),
        (["1.00 USD"], "1.36762"),
        (["767.00 USD", "1000000.00 USD"], "1.36762382"),
        (["1000000000.00 USD"], "1.367623817"),
        (["767.00 SGD"], "1.367623817"),
        ([], "1.367623817"),
    ],
)
def test_a_printed_rate_gives_the_printed_sums_with_as_few_digits_as_do(
    amounts: list[str], shown: str
) -> None:
    computed = rate("USD SGD 1.367623817 2025-01-10")

    assert computed.shown(map(Money.parse, amounts)) == shown


def test_a_short_rate_is_printed_as_it_was_published() -> None:
    assert KRAKEN.shown([Money.parse("626.63 SGD")]) == "0.71770"


@given(
    st.decimals("0.0001", "10000", places=9),
    st.lists(st.decimals("0.01", "1000000", places=2), min_size=1, max_size=5),
)
def test_any_sum_can_be_recounted_with_the_printed_rate(
    number: Decimal, amounts: list[Decimal]
) -> None:
    used = rate(f"SGD USD {number} 2020-06-17")
    sums = [Money(amount, "SGD") for amount in amounts]
    printed = rate(f"SGD USD {used.shown(sums)} 2020-06-17")

    assert [printed.convert(each) for each in sums] == [used.convert(each) for each in sums]


@pytest.mark.parametrize(
    ("price", "converted"),
    [
        ("10.00 SGD", "7.18 USD"),
        ("0.0049 SGD", "0.003517 USD"),
        ("0 SGD", "0.00 USD"),
        ("1.40 SGD", "1.00 USD"),
    ],
)
def test_a_price_below_one_unit_keeps_parts_of_a_cent(price: str, converted: str) -> None:
    assert KRAKEN.convert_price(Money.parse(price)) == Money.parse(converted)


def test_a_float_is_no_rate() -> None:
    with pytest.raises(ValidationError, match="is not exact"):
        ExchangeRate.model_validate(KRAKEN.model_dump() | {"rate": 0.7177})


def test_an_inverted_rate_keeps_its_day_and_says_that_it_is_inverted() -> None:
    inverse = KRAKEN.inverse()
    assert (inverse.base, inverse.quote, inverse.rate) == ("USD", "SGD", Decimal("1.393339836"))
    assert (inverse.as_of, inverse.source) == (JUNE_17, "a bank, inverted")


def test_octopi_read_as_dollars_of_the_usa_is_25545() -> None:
    # 183.34 / 0.71770 = 255.4549...: one cent less than the 255.46 that has been handed down.
    assert KRAKEN.inverse().convert(Money.parse("183.34 USD")) == Money.parse("255.45 SGD")


@given(st.decimals("1e-12", "1e12", allow_nan=False))
def test_any_rate_can_be_inverted_and_converts_any_price(number: Decimal) -> None:
    extreme = KRAKEN.model_copy(update={"rate": number})
    largest = Money(Decimal(10**24), "SGD")
    back = extreme.inverse()
    assert abs(back.rate * extreme.rate - 1) < Decimal("1e-8")
    assert extreme.convert(largest).currency == "USD"


# --- a table of rates ----------------------------------------------------------------------------


def table(*layers: str) -> RateTable:
    """Build a table: one text a layer, one rate a line."""
    return RateTable(
        layers=tuple(
            tuple(rate(line, f"layer {number}") for line in layer.strip().splitlines())
            for number, layer in enumerate(layers)
        )
    )


ECB = """
    EUR USD 1.10 2020-06-15
    EUR SGD 1.60 2020-06-15
    EUR USD 1.20 2020-06-17
    EUR SGD 1.50 2020-06-17
    EUR USD 1.30 2020-06-19
    EUR JPY 120 2020-06-12
"""


@pytest.mark.parametrize(
    ("pair", "on", "expected"),
    [
        # The last on or before the day, never one between two days.
        ("EUR USD", "2020-06-17", "1.20 of 2020-06-17"),
        ("EUR USD", "2020-06-18", "1.20 of 2020-06-17"),
        ("EUR USD", "2020-06-16", "1.10 of 2020-06-15"),
        ("EUR USD", "2025-01-01", "1.30 of 2020-06-19"),
        ("EUR USD", "2020-06-14", None),
        # The other way round.
        ("USD EUR", "2020-06-15", "0.9090909091 of 2020-06-15"),
        # Through a third currency of the same day: never one day's dollar with another's yen.
        ("SGD USD", "2020-06-17", "0.8 of 2020-06-17"),
        ("USD SGD", "2020-06-16", "1.454545455 of 2020-06-15"),
        ("SGD USD", "2020-06-19", "0.8 of 2020-06-17"),
        ("SGD JPY", "2020-06-19", None),
        ("SGD USD", "2020-06-14", None),
        # A currency nobody quotes.
        ("SGD CHF", "2020-06-17", None),
    ],
)
def test_the_last_rate_on_or_before_the_day_answers(
    pair: str, on: str, expected: str | None
) -> None:
    base, quote = pair.split()
    found = table(ECB).rate(base, quote, date.fromisoformat(on))
    assert (f"{found.rate} of {found.as_of}" if found else None) == expected
    if found:
        assert (found.base, found.quote) == (base, quote)


def test_a_cross_rate_says_which_currency_it_goes_through() -> None:
    found = table(ECB).rate("SGD", "USD", JUNE_17)
    assert found is not None
    assert found.source == "layer 0, USD/SGD through EUR"


def test_the_newest_third_currency_wins() -> None:
    through = table("""
        EUR USD 1.20 2020-06-15
        EUR SGD 1.50 2020-06-15
        GBP USD 1.30 2020-06-16
        GBP SGD 1.70 2020-06-16
        CHF USD 1.00 2020-06-14
        CHF SGD 1.40 2020-06-14
    """).rate("SGD", "USD", JUNE_17)
    assert through is not None
    assert through.source.endswith("through GBP")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # On one day: as quoted, then inverted, then through a third currency.
        ("SGD USD 0.7 D, USD SGD 1.25 D, EUR USD 1.2 D, EUR SGD 1.5 D", "0.7"),
        ("USD SGD 1.25 D, EUR USD 1.2 D, EUR SGD 1.6 D", "0.8"),
        # A newer day beats a better way.
        ("SGD USD 0.7 2020-06-16, USD SGD 1.25 D", "0.8"),
        ("SGD USD 0.7 2020-06-16, EUR USD 1.2 D, EUR SGD 1.6 D", "0.75"),
        # The row written last corrects one of the same day above it.
        ("SGD USD 0.7 D, SGD USD 0.71 D", "0.71"),
    ],
)
def test_of_one_day_the_pair_as_quoted_answers(lines: str, expected: str) -> None:
    layer = lines.replace(" D", " 2020-06-17").replace(", ", "\n")
    found = table(layer).rate("SGD", "USD", JUNE_17)
    assert found is not None
    assert found.rate == Decimal(expected)


def test_the_first_layer_that_can_answer_does_even_with_an_older_rate() -> None:
    layers = ("SGD USD 0.70 2020-01-01", "SGD USD 0.75 2020-06-17\nSGD JPY 76 2020-06-17")
    found = table(*layers).rate("SGD", "USD", JUNE_17)
    further = table(*layers).rate("SGD", "JPY", JUNE_17)
    earlier = table(*layers).rate("SGD", "USD", date(2019, 1, 1))
    assert (found and found.source, further and further.source) == ("layer 0", "layer 1")
    assert earlier is None


@pytest.mark.parametrize("pair", ["SGD USD", "USD SGD", "EUR USD", "USD EUR"])
def test_two_sources_of_one_day_answer_alike_in_any_order(pair: str) -> None:
    given_rates = [
        rate("SGD USD 0.71 2020-06-17", "b bank"),
        rate("SGD USD 0.70 2020-06-17", "a bank"),
        rate("SGD EUR 0.60 2020-06-17", "b bank"),
        rate("SGD EUR 0.61 2020-06-17", "a bank"),
        rate("JPY EUR 0.008 2020-06-17", "c bank"),
        rate("JPY USD 0.009 2020-06-17", "c bank"),
    ]
    base, quote = pair.split()

    answers = {
        str(RateTable(layers=(tuple(order),)).rate(base, quote, JUNE_17))
        for order in permutations(given_rates)
    }

    assert len(answers) == 1
    if pair == "SGD USD":
        assert "'0.70'" in answers.pop()


def test_an_empty_table_answers_nothing() -> None:
    assert RateTable().rate("SGD", "USD", JUNE_17) is None


def test_a_currency_needs_no_rate_to_itself() -> None:
    with pytest.raises(ValueError, match="SGD needs no rate to itself"):
        table(ECB).rate("SGD", "SGD", JUNE_17)
