"""At which tariff a build is run: one's own, else that of a country and a day."""

from datetime import date
from decimal import Decimal

import pytest

from planner.jobs.plans import document_of, plan_build, upgrade_build
from planner.jobs.running import (
    compare_with_running,
    running_of,
    running_together,
    with_tariff,
)
from planner.model.cost_question import CostTerms
from planner.model.findings import PlannerError
from planner.model.requirement import Objective, Requirement
from planner.model.running import RunningTerms
from planner.model.tariffs import Tariff, TariffBasis
from tests.engine.samples import DAY, build, catalog, money, rate


def tariff(since: str, per_kwh: str, country: str = "SG", currency: str = "SGD") -> Tariff:
    return Tariff(
        country=country,
        name="Homes",
        since=date.fromisoformat(since),
        currency=currency,
        per_kwh=Decimal(per_kwh),
        basis=TariffBasis.REGULATED,
        source="https://example.org",
    )


EARLY, LATE = tariff("2020-04-01", "0.20"), tariff("2026-07-01", "0.35")
CATALOG = catalog().model_copy(
    update={
        "tariffs": (EARLY, LATE, tariff("2020-01-01", "0.30", "DE", "EUR")),
        "rates": (rate("EUR SGD 1.50"),),
    }
)
SMALL = build("1 pi3 50 SGD", name="small")
LATER = build("2 pi3 50 SGD", name="later", on=date(2026, 9, 14))


def test_the_tariff_is_that_of_the_day_of_the_plan_unless_another_day_is_named() -> None:
    plan = plan_build(SMALL, CATALOG)
    assert running_of(plan, CATALOG).tariff == EARLY
    assert running_of(plan, CATALOG, on=date(2026, 11, 29)).tariff == LATE
    assert running_of(plan, CATALOG, RunningTerms(country="FR")).tariff is None


def test_what_a_person_pays_comes_before_every_published_tariff() -> None:
    plan = plan_build(SMALL, CATALOG)
    found = running_of(plan, CATALOG, RunningTerms(tariff=money("0.28 SGD")))
    assert found.tariff is not None
    assert (str(found.tariff.price), found.tariff.source) == ("S$0.28", "entered by you")
    assert found.tariff.since == DAY


def test_a_tariff_in_another_currency_is_converted_at_the_rate_of_the_day() -> None:
    plan = plan_build(SMALL, CATALOG)
    found = running_of(plan, CATALOG, RunningTerms(country="DE"))
    # 1.4 W are 12.264 kWh: 3.6792 EUR.
    assert found.typical.cost == money("5.52 SGD")
    assert found.rate == rate("EUR SGD 1.50")


def test_builds_are_compared_at_one_tariff_that_of_the_latest_of_their_days() -> None:
    plans = [plan_build(each, CATALOG) for each in (SMALL, LATER)]
    assert {each.tariff for each in running_together(plans, CATALOG)} == {LATE}
    compared = compare_with_running(plans, CATALOG, base=1)
    assert (compared.base, compared.tariff) == (1, LATE)
    assert running_together((), CATALOG) == ()


def test_builds_of_different_days_are_compared_at_one_rate_that_of_the_latest() -> None:
    # Else two builds that draw the same would differ by what the currency did meanwhile.
    alike = build("1 pi3 50 SGD", name="alike", on=date(2026, 9, 14))
    at = {SMALL.name: rate("SGD USD 0.70"), alike.name: rate("SGD USD 0.80")}
    plans = [
        plan_build(each, CATALOG).model_copy(update={"currency": "USD", "rates": (at[each.name],)})
        for each in (SMALL, alike)
    ]

    first, second = running_together(plans, CATALOG)

    assert first.rate == second.rate == at[alike.name]
    assert first.usual.cost == second.usual.cost


def test_an_upgrade_says_whether_what_it_saves_pays_it_back() -> None:
    _, _, change = upgrade_build(LATER, SMALL, CATALOG)
    assert change.payback is not None
    # One board of 1.4 W fewer.
    assert change.payback.saves == money("4.29 SGD")


def test_a_document_tells_what_it_costs_to_run_at_ones_own_tariff() -> None:
    told = document_of(SMALL, CATALOG, power=RunningTerms(tariff=money("1 SGD")))
    assert told.running is not None
    assert told.running.typical.cost == money("12.26 SGD")


def test_where_electricity_counts_and_nobody_said_a_kwh_costs_what_it_does_at_home() -> None:
    wanted = Requirement(on=date(2026, 9, 14), nodes=2, objective=Objective.OVER_YEARS)
    assert with_tariff(wanted, CATALOG).tariff == Decimal("0.35")
    own = wanted.model_copy(update={"tariff": Decimal("0.10")})
    assert with_tariff(own, CATALOG) == own
    plain = wanted.model_copy(update={"objective": Objective.COST})
    assert with_tariff(plain, CATALOG) == plain


def test_in_another_currency_a_kwh_is_converted_and_without_a_tariff_or_a_rate_it_is_asked() -> (
    None
):
    wanted = Requirement(
        on=date(2026, 9, 14), nodes=2, objective=Objective.OVER_YEARS, currency="EUR"
    )
    assert with_tariff(wanted, CATALOG).tariff == Decimal("0.233333")
    early = wanted.model_copy(update={"on": date(2019, 1, 1)})
    strange = wanted.model_copy(update={"currency": "KPW"})
    for lacking in (early, strange):
        with pytest.raises(PlannerError, match="the cost of electricity is not known"):
            with_tariff(lacking, CATALOG)


def test_a_rate_that_a_person_typed_comes_before_every_other_on_whichever_day() -> None:
    typed = (rate("EUR SGD 2.00", as_of=date(2001, 1, 1)),)
    german = RunningTerms(country="DE")
    plan = plan_build(SMALL, CATALOG)
    # 12.264 kWh at 0.30 EUR.
    assert running_of(plan, CATALOG, german, typed=typed).typical.cost == money("7.36 SGD")
    [together] = running_together((plan,), CATALOG, german, typed=typed)
    assert together.typical.cost == money("7.36 SGD")
    terms = CostTerms(rates=typed)
    told = document_of(SMALL, CATALOG, terms, power=german)
    assert told.running is not None
    assert told.running.typical.cost == money("7.36 SGD")
    _, _, change = upgrade_build(LATER, SMALL, CATALOG, terms, power=german)
    assert change.payback is not None
    assert change.payback.saves == money("7.36 SGD")
    wanted = Requirement(
        on=date(2026, 9, 14), nodes=2, objective=Objective.OVER_YEARS, currency="EUR"
    )
    assert with_tariff(wanted, CATALOG, typed=typed).tariff == Decimal("0.175")
