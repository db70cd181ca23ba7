"""Exchange rates beside a sum: one is told in the open, and a quote read both ways is one."""

from datetime import date
from decimal import Decimal

import pytest

from planner.model.money import ExchangeRate
from planner.ui.kit.sums import one_rate


def quoted(base: str, quote: str, rate: str) -> ExchangeRate:
    return ExchangeRate(
        base=base, quote=quote, rate=Decimal(rate), as_of=date(2020, 6, 17), source="the article"
    )


# The inverse of 0.5 is exact, so that each of the two is what the other gives turned round.
@pytest.mark.parametrize("rate", ["0.71770", "0.5"])
@pytest.mark.parametrize("currency", ["SGD", "USD", ""])
def test_a_quote_that_is_also_read_the_other_way_round_is_told_once_as_published(
    rate: str, currency: str
) -> None:
    published = quoted("SGD", "USD", rate)

    for rates in ([published, published.inverse()], [published.inverse(), published]):
        line = one_rate(rates, currency)
        assert f"1 SGD = {rate} USD" in line
        assert "inverted" not in line


def test_a_quote_that_is_only_read_the_other_way_round_says_so() -> None:
    line = one_rate([quoted("SGD", "USD", "0.5").inverse()], "USD")

    assert "1 USD = 2 SGD" in line
    assert "inverted" in line


def test_two_quotes_are_no_single_rate() -> None:
    assert one_rate([quoted("SGD", "USD", "0.5"), quoted("EUR", "USD", "1.1")], "USD") == ""
