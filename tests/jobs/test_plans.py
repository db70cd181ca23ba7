"""A build as it is planned, costed, upgraded and told on the terms of a person."""

from datetime import date
from decimal import Decimal

import pytest

from planner.engine.planning.cost import cost
from planner.jobs.plans import (
    also_of,
    cost_build,
    cost_together,
    document_of,
    entered_rate,
    plan_build,
    price_at_dates,
    upgrade_build,
)
from planner.model.cost_question import CostTerms
from planner.model.findings import Severity
from tests.engine.samples import DAY, build, catalog, codes, money, rate

KRAKEN_RATE = rate("SGD USD 0.71770", source="the article")


@pytest.mark.parametrize(
    ("terms", "also"),
    [
        (CostTerms(), ("USD",)),
        (CostTerms(currency="EUR"), ("USD",)),
        (CostTerms(currency="USD"), ("SGD",)),
        (CostTerms(also=()), ()),
        (CostTerms(also=("SGD", "JPY", "EUR")), ("JPY", "EUR")),
        (CostTerms(currency="JPY", also=("SGD", "JPY")), ("SGD",)),
    ],
)
def test_a_total_is_shown_in_a_second_currency_unless_asked_otherwise(
    terms: CostTerms, also: tuple[str, ...]
) -> None:
    assert also_of(build(), terms) == also


@pytest.mark.parametrize(
    ("terms", "pair", "day"),
    [
        (CostTerms(), "SGD USD", "2020-06-17"),
        (CostTerms(currency="USD"), "USD SGD", "2020-06-17"),
        (CostTerms(also=("JPY", "USD"), on=date(2021, 1, 1)), "SGD JPY", "2021-01-01"),
        # Shown in no second currency, it is still a rate between two.
        (CostTerms(also=()), "SGD USD", "2020-06-17"),
        (CostTerms(currency="USD", also=()), "USD SGD", "2020-06-17"),
        (CostTerms(currency="USD", also=("USD",)), "USD SGD", "2020-06-17"),
    ],
)
def test_a_rate_that_is_typed_in_is_of_the_plans_currency_and_day(
    terms: CostTerms, pair: str, day: str
) -> None:
    entered = entered_rate(build(), terms, Decimal("0.7"))
    assert (f"{entered.base} {entered.quote}", str(entered.as_of)) == (pair, day)
    assert entered.source == "entered by you"


PINNED = build("1 fan 626.63 SGD", rate=KRAKEN_RATE)
RECORDED = catalog().model_copy(
    update={"rates": (rate("SGD USD 0.75", source="rates.csv", as_of=date(2020, 6, 16)),)}
)


@pytest.mark.parametrize(
    ("made", "terms", "source", "also"),
    [
        # Entered, pinned, recorded, history: the first that has one.
        (PINNED, CostTerms(rates=(rate("SGD USD 0.8", source="me"),)), "me", "501.30 USD"),
        (PINNED, CostTerms(), "the article", "449.73 USD"),
        (build("1 fan 626.63 SGD"), CostTerms(), "rates.csv", "469.97 USD"),
        (PINNED, CostTerms(on=DAY), "rates.csv", "469.97 USD"),
        # What is entered holds on the day of the plan, whenever it was typed.
        (
            PINNED,
            CostTerms(rates=(rate("SGD USD 0.8", source="me", as_of=date(2030, 1, 1)),)),
            "me",
            "501.30 USD",
        ),
        # Entered the other way round it still comes before the pinned one.
        (
            PINNED,
            CostTerms(rates=(rate("USD SGD 1.25", source="me"),)),
            "me, inverted",
            "501.30 USD",
        ),
    ],
)
def test_a_rate_comes_from_the_first_source_that_has_it(
    made: object, terms: CostTerms, source: str, also: str
) -> None:
    plan, bom = cost_build(made, RECORDED, terms)  # type: ignore[arg-type]
    assert [each.source for each in plan.rates] == [source]
    assert bom.also == (money(also),)


def test_a_rate_that_nobody_wrote_down_comes_from_the_history() -> None:
    _, bom = cost_build(build("1 fan 626.63 SGD"), catalog())
    # The European Central Bank's cross rate of 2020-06-17 is the article's.
    assert bom.also == (money("449.73 USD"),)


def test_a_plan_tells_what_its_rules_and_its_prices_say_gravest_first() -> None:
    plan = plan_build(build("9 pi3", "1 switch8 5 SGD"), RECORDED)
    order = list(Severity)
    grades = [order.index(finding.severity) for finding in plan.findings]
    assert grades == sorted(grades)
    assert {"ports-short", "price-missing"} <= set(codes(plan.findings))
    assert len(plan.findings) == len(set(plan.findings))


def test_builds_are_costed_together_in_the_first_ones_currency() -> None:
    first, second = build("1 fan 5 SGD"), build("1 fan 5 USD", currency="USD")
    assert [p.currency for p in cost_together((first, second), RECORDED)] == ["SGD", "SGD"]
    assert [p.currency for p in cost_together((second, first), RECORDED)] == ["USD", "USD"]
    asked = cost_together((first, second), RECORDED, CostTerms(currency="USD"))
    assert [p.currency for p in asked] == ["USD", "USD"]
    assert cost_together((), RECORDED) == ()


def test_an_upgrade_is_costed_in_the_first_builds_currency() -> None:
    first, second, change = upgrade_build(
        build("1 switch8 20 SGD", "1 fan 5 SGD"),
        build("1 giga8 30 USD", "1 fan 5 USD", currency="USD"),
        RECORDED,
        resale={"switch8": Decimal(4)},
    )
    assert (first.currency, second.currency) == ("SGD", "SGD")
    assert (change.resale, change.delta) == (money("4 SGD"), money("36 SGD"))
    assert cost(second).total == money("46.67 SGD")


def test_a_document_tells_a_build_its_upgrade_and_its_comparison() -> None:
    small, large = build("1 fan 5 SGD", name="small"), build("2 fan 5 SGD", name="large")
    alone = document_of(large, RECORDED)
    whole = document_of(large, RECORDED, upgrade_from=small, compare_with=(small, large))
    assert (alone.upgrade, alone.comparison) == (None, None)
    assert (whole.upgrade and whole.upgrade.delta) == money("5 SGD")
    assert (whole.comparison and whole.comparison.builds) == ("large", "small")
    # Beside itself alone a build is compared with nothing.
    assert document_of(large, RECORDED, compare_with=(large,)).comparison is None


# --- parts and rates -----------------------------------------------------------------------------


def test_a_build_is_priced_at_the_rates_of_each_day_and_its_pin_is_set_aside() -> None:
    made = build("1 pi4 100 USD", rate=KRAKEN_RATE)
    days = (date(2018, 10, 15), date(2020, 6, 17))

    found = price_at_dates(made, catalog(), days)

    assert [day.on for day in found.days] == list(days)
    first, second = (day.bom.rates[0] for day in found.days)
    assert (first.as_of, second.as_of) == days
    assert "European Central Bank" in first.source
    [change] = found.changes
    assert change.by_prices == money("0 SGD")
    assert change.by_rates == change.whole


def test_a_rate_that_is_entered_holds_on_every_day() -> None:
    terms = CostTerms(rates=(rate("USD SGD 2"),))
    found = price_at_dates(build("1 pi4 100 USD"), catalog(), (DAY, date(2019, 1, 1)), terms)

    assert [day.bom.total for day in found.days] == [money("200 SGD")] * 2
