"""A rate as it is found, with where it is from."""

from datetime import date
from pathlib import Path

import pytest

from planner.jobs.rates import find_rate, keep_rates
from planner.model.findings import PlannerError
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


def test_rates_are_kept_in_a_folder_that_is_made_for_them(tmp_path: Path) -> None:
    file, found = tmp_path / "own" / "rates.csv", rate("SGD USD 0.75", as_of=date(2020, 6, 16))

    assert keep_rates(file, [found]) == (found,)
    assert keep_rates(file, [found]) == ()
    assert file.read_text("utf-8").count("0.75") == 1


def test_rates_that_cannot_be_kept_are_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file")
    with pytest.raises(PlannerError, match="rates were not added"):
        keep_rates(tmp_path / "own" / "rates.csv", [rate("SGD USD 0.75", as_of=date(2020, 6, 16))])
