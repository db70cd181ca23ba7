"""What a build costs to run: counted by hand, and what is not known is told, never zero."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.compare import compare, difference
from planner.engine.planning.cost import cost
from planner.engine.planning.running import drawn, payback, running_cost
from planner.engine.reporting import document
from planner.model.comparison import MetricValue
from planner.model.money import ExchangeRate
from planner.model.running import Drawn, RunningCost, Use
from planner.model.tariffs import Tariff, TariffBasis
from tests.engine.samples import PARTS, build, money, part, plan, rate

# 1.4 W typical and 5 W at most are those of a pi3; a switch8 states none.
MORE = (
    *PARTS,
    part("frugal", "board", cores=4, ram_mb=2048, power_idle_w="1", power_typical_w="2",
         power_max_w="6"),
    part("hungry", "board", power_typical_w="10", power_max_w="20"),
    part("blank", "board"),
    part("half", "board", power_typical_w="3"),
    part("sleeper", "board", power_idle_w="2"),
    part("quiet8", "switch", ports=8, power_typical_w="2.5", power_max_w="4"),
    part("ssd", "storage", slot="NVMe", capacity_gb=256),
)  # fmt: skip
TARIFF = Tariff(
    country="SG",
    name="Homes",
    since=date(2020, 4, 1),
    currency="SGD",
    per_kwh=Decimal("0.25"),
    tax_included=True,
    basis=TariffBasis.REGULATED,
    source="https://example.org/tariff",
)


def run(*positions: str, load: str | None = None, **facts: Any) -> RunningCost:
    given: dict[str, Any] = {"tariff": TARIFF, "rate": None} | facts
    tariff, at = given.pop("tariff"), given.pop("rate")
    made = plan(*positions, parts=MORE, **given)
    percent = None if load is None else Decimal(load)
    return running_cost(made, tariff, country="SG", rate=at, load_percent=percent)


def test_a_year_has_8760_hours_and_each_cost_is_rounded_once() -> None:
    found = run("2 frugal", "1 quiet8")
    # 6.5 W are 56.94 kWh, which are 14.235 at 0.25: half up.
    assert (found.typical.watts, found.typical.kwh) == (Decimal("6.5"), Decimal("56.94"))
    assert found.typical.cost == money("14.24 SGD")
    assert (found.most.watts, found.most.cost) == (Decimal(16), money("35.04 SGD"))
    assert not found.typical.is_least
    assert found.shared is None
    assert found.usual is found.typical
    assert found.years == (found.typical, found.most)


def test_by_the_share_of_load_the_rest_of_the_time_is_idle_or_where_that_is_unknown_typical() -> (
    None
):
    found = run("1 frugal", "1 hungry", load="30")
    assert found.shared is not None
    # 0.3 × 6 + 0.7 × 1, and 0.3 × 20 + 0.7 × 10.
    assert found.shared.watts == Decimal("2.5") + 13
    assert not found.shared.is_least
    assert found.usual is found.shared
    assert found.years[0] is found.shared


@pytest.mark.parametrize(("load", "watts"), [("0", "1"), ("100", "6")])
def test_no_load_is_idle_all_year_and_all_of_it_at_the_most(load: str, watts: str) -> None:
    found = run("1 frugal", load=load)
    assert found.shared is not None
    assert found.shared.watts == Decimal(watts)


def test_watts_that_nobody_states_are_missing_and_the_rest_is_a_least() -> None:
    found = run("1 frugal", "1 switch8", "1 ssd", "1 blank", "1 x-switch")
    assert found.typical.watts == 2
    assert found.typical.missing == ("BLANK", "SSD", "SWITCH8", "x-switch")
    assert found.typical.is_least
    assert found.typical.cost == money("4.38 SGD")


def test_what_is_not_known_is_taken_from_below() -> None:
    found = run("1 half", "1 sleeper", load="50")
    assert found.shared is not None
    # At the most no less than typical, typical no less than idle.
    assert (found.typical.watts, found.most.watts, found.shared.watts) == (5, 5, 5)
    assert found.typical.missing == ("SLEEPER",)
    assert found.most.missing == ("HALF", "SLEEPER")
    assert found.shared.missing == ("HALF", "SLEEPER")


def test_of_nothing_known_there_is_no_year_and_never_a_zero() -> None:
    found = run("2 blank")
    assert (found.typical.watts, found.typical.kwh, found.typical.cost) == (None, None, None)
    assert found.typical.missing == ("BLANK",)
    assert run().typical.missing == ()


def test_chargers_cards_spares_and_what_is_retired_draw_nothing() -> None:
    made = build("3 pi3", "1 hub", "3 sd16", "1 giga8 retired", "2 fan", "1 x-other")
    first = made.positions[0].model_copy(update={"spares": 1})
    made = made.model_copy(update={"positions": (first, *made.positions[1:])})
    found = drawn(plan(*made.positions, parts=MORE))
    assert [(each.part_number, each.quantity) for each in found] == [("pi3", 2)]


def test_pieces_of_one_part_on_two_lines_are_told_once() -> None:
    found = run("2 frugal 30 SGD", "1 frugal owned")
    assert [(each.part_number, each.quantity) for each in found.drawn] == [("frugal", 3)]


def test_without_a_tariff_or_a_rate_there_are_kwh_and_no_cost() -> None:
    assert run("1 frugal", tariff=None).typical.cost is None
    foreign = TARIFF.model_copy(update={"currency": "EUR"})
    assert run("1 frugal", tariff=foreign).typical.cost is None
    at = rate("EUR SGD 1.50")
    # 17.52 kWh at 0.25 EUR are 4.38 EUR.
    assert run("1 frugal", tariff=foreign, rate=at).typical.cost == money("6.57 SGD")


def test_a_part_says_what_it_lacks_in_each_use() -> None:
    silent = Drawn("x", "X", 1)
    assert [silent.lacks(use) for use in Use] == [True, True, True]
    assert [silent.watts(use) for use in Use] == [None, None, None]
    idle = Drawn("x", "X", 1, idle_w=Decimal(1), max_w=Decimal(4))
    assert [idle.lacks(use) for use in Use] == [True, False, False]
    assert idle.watts(Use.SHARED) == 1


# --- compared ------------------------------------------------------------------------------------


def compared(*builds: tuple[str, ...], rates: tuple[ExchangeRate, ...] = ()) -> Any:
    plans = [plan(*positions, parts=MORE, rates=rates) for positions in builds]
    years = [running_cost(each, TARIFF, country="SG") for each in plans]
    return compare(plans, running=years)


def test_a_comparison_says_at_which_tariff_its_electricity_is_counted() -> None:
    made = compared(("1 pi3",), ("1 pi4",))
    first = plan("1 pi3", parts=MORE)
    report = document(first, cost(first), comparison=made).report("compare")
    assert any("per kWh" in note for note in report.notes)


def metric(found: Any, name: str) -> list[MetricValue]:
    [row] = [row for row in found.metrics if row.name == name]
    return list(row.values)


def test_a_year_of_electricity_is_compared_also_by_core_and_by_gb_of_memory() -> None:
    found = compared(("2 frugal 30 SGD",), ("1 frugal 30 SGD",))
    assert [v.value for v in metric(found, "electricity")] == [
        money("8.76 SGD"),
        money("4.38 SGD"),
    ]
    assert metric(found, "electricity_per_core")[1].value == money("1.10 SGD")
    assert metric(found, "electricity_per_gb_ram")[1].value == money("2.19 SGD")
    assert found.tariff == TARIFF


def test_a_least_is_marked_so_and_nobody_knows_how_far_two_of_them_are_apart() -> None:
    found = compared(("2 frugal", "1 switch8"), ("2 frugal", "1 quiet8"), ("1 blank",))
    least, whole, unknown = metric(found, "electricity")
    assert (least.value, least.basis) == (money("8.76 SGD"), "at least")
    assert least.note == "not counted: SWITCH8 (draw not known)"
    assert (whole.basis, unknown.value) == ("", None)
    assert difference(least, whole) == MetricValue()
    assert metric(found, "electricity_per_core")[0].basis == "at least"


def test_what_electricity_costs_is_only_compared_where_it_is_asked_for() -> None:
    found = compare([plan("1 pi3", parts=MORE)])
    assert not [row for row in found.metrics if row.name.startswith("electricity")]
    assert found.tariff is None


def test_the_rate_of_the_tariff_is_among_the_rates_of_a_comparison() -> None:
    at = rate("EUR SGD 1.50")
    foreign = TARIFF.model_copy(update={"currency": "EUR"})
    made = plan("1 frugal", parts=MORE)
    found = compare([made], running=[running_cost(made, foreign, country="DE", rate=at)])
    assert found.rates == (at,)


# --- paid back -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "before", "after", "years"),
    [
        # 10 W less 2 W are 70.08 kWh, 17.52 a year.
        ("35.04 SGD", "1 hungry", "1 frugal", "2.0"),
        ("35.05 SGD", "1 hungry", "1 frugal", "2.1"),
        ("0 SGD", "1 hungry", "1 frugal", "0.0"),
        ("-5 SGD", "1 hungry", "1 frugal", "0.0"),
        ("35 SGD", "1 frugal", "1 hungry", None),
        ("35 SGD", "1 frugal", "1 frugal", None),
        (None, "1 hungry", "1 frugal", None),
        ("35 SGD", "1 blank", "1 frugal", None),
    ],
)
def test_a_frugal_build_is_paid_back_by_what_it_saves_a_year_rounded_up_or_never(
    extra: str | None, before: str, after: str, years: str | None
) -> None:
    more = None if extra is None else money(extra)
    found = payback(more, run(before), run(after))
    assert found.years == (None if years is None else Decimal(years))
    assert found.extra == more


def test_what_is_unknown_of_both_alike_leaves_the_saving_sure() -> None:
    alike = payback(money("1 SGD"), run("1 hungry", "1 switch8"), run("1 frugal", "1 switch8"))
    other = payback(money("1 SGD"), run("1 hungry", "1 switch8"), run("1 frugal", "2 switch8"))
    assert (alike.is_sure, other.is_sure) == (True, False)
    assert alike.saves == money("17.52 SGD")
