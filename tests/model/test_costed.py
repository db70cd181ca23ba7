"""A build with what it costs: what is told of it, and its line in a list."""

from datetime import date

from planner.engine.planning.cost import cost
from planner.engine.planning.upgrade import upgrade
from planner.model.costed import BuildTotal, CostedPlan
from planner.model.findings import Finding, Severity
from planner.model.offers import Basis
from tests.plans import SGD_USD, kraken_like, money, plan, position, price


def test_a_costed_plan_tells_the_findings_of_its_plan_unless_others_are_named() -> None:
    note = Finding(code="ended", severity=Severity.NOTE, subject="x", message="m")
    of = kraken_like().model_copy(update={"findings": (note,)})
    assert CostedPlan(of, cost(of)).findings == (note,)
    assert CostedPlan(of, cost(of), told=()).findings == ()


def test_a_line_of_a_list_has_the_total_and_the_rate_it_is_shown_at() -> None:
    of = kraken_like()
    line = BuildTotal.of(of, cost(of), nodes=7)
    assert (line.nodes, line.build, line.total) == (7, "kraken-like", money("626.63 SGD"))
    assert (line.on, line.basis) == (date(2020, 6, 17), Basis.ALLOCATED)
    assert line.rate == SGD_USD


def test_an_upgrade_is_shown_at_the_rate_of_its_currency() -> None:
    before, after = kraken_like(), kraken_like(name="other")
    assert upgrade(before, after).also_rate == SGD_USD


def test_without_a_further_currency_no_rate_leads_anywhere() -> None:
    of = plan(position("board", "rpi-3b", price=price("35.00 SGD")), also=())
    assert cost(of).also_rate is None
