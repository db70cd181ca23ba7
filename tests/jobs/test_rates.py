"""A rate as it is found, with where it is from."""

from datetime import date

import pytest

from planner.jobs.rates import find_rate
from tests.engine.samples import DAY, catalog, rate

RECORDED = catalog().model_copy(
    update={"rates": (rate("SGD USD 0.75", source="rates.csv", as_of=date(2020, 6, 16)),)}
)


@pytest.mark.parametrize(
    ("base", "quote", "source", "recorded"),
    [
        ("SGD", "USD", "rates.csv", True),
        ("USD", "SGD", "rates.csv, inverted", True),
        ("SGD", "EUR", "European Central Bank", False),
        ("SGD", "AFN", None, False),
    ],
)
def test_a_rate_is_found_with_where_it_is_from(
    base: str, quote: str, source: str | None, recorded: bool
) -> None:
    looked_up = find_rate(RECORDED, base, quote, on=DAY)
    found = looked_up.answer
    assert looked_up.is_recorded is recorded
    assert (found is None) is (source is None)
    if found is not None and source is not None:
        assert source in found.source
