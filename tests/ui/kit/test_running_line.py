"""What a page says of running a build: one line, what it rests on, and when it is paid back."""

import pytest

from planner.model.running import RunningCost
from planner.ui.kit.running import year_line
from tests.engine.planning.test_running import TARIFF, run


@pytest.mark.parametrize(
    ("running", "words"),
    [
        (
            run("1 frugal"),
            ["**Electricity** S\\$4.38 per year", "18 kWh, typical; S\\$0.25 per kWh, since 2020"],
        ),
        (run("1 frugal", "1 switch8"), ["**Electricity** at least S\\$4.38 per year"]),
        (run("1 frugal", load="30"), ["22 kWh, at your load share"]),
        (run("1 frugal", tariff=None), ["**Electricity** 18 kWh per year", "No tariff for SG"]),
        (
            run("1 frugal", "1 switch8", tariff=TARIFF.model_copy(update={"currency": "EUR"})),
            ["**Electricity** at least 18 kWh per year", "No exchange rate from EUR to SGD"],
        ),
        (run("1 blank"), ["**Electricity** :gray[unknown]", "no part states its power draw"]),
    ],
)
def test_a_line_tells_a_year_or_why_it_is_not_known(running: RunningCost, words: list[str]) -> None:
    line = year_line(running).replace("\\.", ".")
    assert all(each in line for each in words), line
