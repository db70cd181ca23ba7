"""What a build costs to run, in words, as tables, and as cells that follow the tariff."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.cost import cost
from planner.engine.planning.running import payback
from planner.engine.reporting import document
from planner.engine.reporting.running import (
    NOT_AT_THE_WALL,
    compared_text,
    cost_text,
    no_cost_text,
    payback_text,
    running_notes,
    running_report,
    tariff_text,
    whole_kwh,
    year_text,
)
from planner.model.expressions import Ref
from planner.model.running import RunningCost
from planner.model.table import Computed, Report, Sum, value_of
from planner.model.tariffs import TariffBasis, entered_tariff
from tests.engine.planning.test_running import TARIFF, run
from tests.engine.samples import DAY, money, plan, rate
from tests.expressions import worth


def cells_in(report: Report, **changed: Any) -> dict[Ref, Any]:
    """Return the cells of a report by place, every formula worked out anew after a change."""
    held: dict[Ref, Any] = {}
    formulas: dict[Ref, Computed | Sum] = {}
    for table in (report.tables[1], report.tables[2], report.tables[0]):
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                place = Ref(table.name, row.key, column.key)
                if isinstance(cell, Computed | Sum):
                    formulas[place] = cell
                else:
                    held[place] = changed.get(f"{row.key}_{column.key}", value_of(cell))
    for place, cell in formulas.items():
        if isinstance(cell, Sum):
            held[place] = sum(held[each] for each in cell.cells if held[each] is not None)
        else:
            held[place] = worth(cell.expression, held)
    return held


def value(report: Report, use: str, column: str) -> Any:
    shown = value_of(report.tables[0].cell(use, column))
    return getattr(shown, "amount", shown)


@pytest.mark.parametrize("load", [None, "30"])
def test_every_cell_follows_the_price_the_watts_and_the_share_of_load(load: str | None) -> None:
    report = running_report(run("2 frugal", "1 quiet8", load=load))
    held = cells_in(report)
    for row in report.tables[0].rows:
        for column in ("watts", "kwh", "cost"):
            assert held[Ref("running", row.key, column)] == value(report, row.key, column)
    dear = replace(run("2 frugal", "1 quiet8", load=load))
    again = cells_in(report, per_kwh_value=Decimal("0.50"), part_1_typical_w=Decimal(4))
    # 10.5 W at 0.50 a kWh.
    assert again[Ref("running", "typical", "cost")] == Decimal("45.99")
    assert dear.typical.cost == money("14.24 SGD")


def test_at_a_tariff_in_another_currency_cells_follow_its_rate() -> None:
    foreign = TARIFF.model_copy(update={"currency": "EUR"})
    running = run("1 frugal", tariff=foreign, rate=rate("EUR SGD 1.50"))
    report = running_report(running)
    assert cells_in(report)[Ref("running", "typical", "cost")] == Decimal("6.57")
    assert value_of(report.tables[1].cell("rate", "value")) == Decimal("1.50")
    assert "1 EUR is 1.50 SGD (2020-06-17)." in running_notes(running)[0]


def test_what_is_not_known_stands_there_as_unknown_with_its_reason() -> None:
    report = running_report(run("1 blank", "1 half", tariff=None, load="20"))
    assert value(report, "typical", "cost") is None
    years, terms, parts = report.tables
    assert terms.cell("per_kwh", "value") is None
    assert parts.column("note") == ("watts not known", "most and idle power draw not known")
    assert years.cell("typical", "note") == "at least: draw not fully known for BLANK"
    nothing = running_report(run("1 blank"))
    assert value(nothing, "typical", "kwh") is None


def test_the_notes_tell_tariff_gaps_the_share_of_load_and_that_it_is_not_at_the_wall() -> None:
    notes = running_notes(run("1 frugal", "1 switch8", load="30"))
    assert notes == (
        (
            "S$0.25 per kWh: Homes, SG, regulated tariff since 2020-04-01, tax included "
            "(https://example.org/tariff)."
        ),
        "At least this much: the power draw is not fully known for SWITCH8.",
        (
            "By load share: 30 % of the time at peak draw, the rest at idle draw, or at typical "
            "draw where idle is not known."
        ),
        NOT_AT_THE_WALL,
    )


def test_numbers_of_an_inferred_build_are_called_so() -> None:
    running = replace(run("1 frugal"), inferred="Nobody published it.")
    assert running_notes(running)[0] == (
        "B is inferred and estimated, not published: Nobody published it."
    )


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "S$0.25 per kWh: Homes, SG, regulated tariff since 2020-04-01, tax included"),
        ({"tax_included": False}, "regulated tariff since 2020-04-01, before tax"),
        ({"tax_included": None}, "regulated tariff since 2020-04-01, tax not stated"),
        ({"basis": TariffBasis.CAP}, "Homes, SG, maximum allowed price since 2020-04-01"),
    ],
)
def test_a_tariff_is_told_with_its_day_its_kind_and_its_tax(
    changes: dict[str, Any], text: str
) -> None:
    assert text in tariff_text(TARIFF.model_copy(update=changes))


def test_a_tariff_that_was_typed_says_by_whom() -> None:
    mine = entered_tariff(Decimal("0.30"), "SGD", "SG", on=DAY)
    assert tariff_text(mine) == "S$0.30 per kWh, entered by you"
    assert running_notes(run("1 frugal", tariff=mine))[0] == "S$0.30 per kWh, entered by you."


def test_why_there_is_no_cost_is_said() -> None:
    assert no_cost_text(run("1 frugal")) == ""
    assert no_cost_text(run("1 frugal", tariff=None)) == (
        "No tariff for SG is known on 2020-06-17, so the cost is not known: enter your price "
        "per kWh."
    )
    foreign = TARIFF.model_copy(update={"currency": "EUR"})
    assert no_cost_text(run("1 frugal", tariff=foreign)) == (
        "No exchange rate from EUR to SGD: the cost is not known."
    )


@pytest.mark.parametrize(
    ("running", "text"),
    [
        (run("1 frugal"), "S$4.38 per year (18 kWh at 2 W)"),
        (run("1 frugal", "1 switch8"), "at least S$4.38 per year (18 kWh at 2 W)"),
        (run("1 frugal", tariff=None), "18 kWh at 2 W"),
        (run("1 frugal", "1 switch8", tariff=None), "at least 18 kWh at 2 W"),
        (run("1 blank"), "not known"),
    ],
)
def test_a_year_is_told_in_one_phrase(running: RunningCost, text: str) -> None:
    assert year_text(running.typical) == text


def test_what_a_year_costs_is_told_alone() -> None:
    assert cost_text(run("1 frugal").typical) == "S$4.38"
    assert cost_text(run("1 frugal", "1 switch8").typical) == "at least S$4.38"
    assert cost_text(run("1 blank").typical) == "not known"


def test_few_kwh_have_a_decimal_and_many_a_comma() -> None:
    assert [whole_kwh(Decimal(each)) for each in ("3.142", "17.52", "4218.5")] == [
        "3.1",
        "18",
        "4,219",
    ]


def test_what_a_comparison_rests_on_is_told() -> None:
    assert compared_text(TARIFF, None).endswith("tax included; typical draw, all year.")
    assert "; 30 % of the time at peak draw" in compared_text(TARIFF, Decimal(30))


@pytest.mark.parametrize(
    ("extra", "before", "after", "text"),
    [
        (
            "35 SGD",
            ("1 hungry",),
            ("1 frugal",),
            "New saves S$17.52 of electricity per year: its cost is paid back in 2 years.",
        ),
        (
            "0 SGD",
            ("1 hungry",),
            ("1 frugal",),
            "New saves S$17.52 of electricity per year and costs no more.",
        ),
        (None, ("1 hungry",), ("1 frugal",), "New saves S$17.52 of electricity per year."),
        (
            "35 SGD",
            ("1 frugal",),
            ("1 hungry",),
            (
                "New uses S$17.52 more electricity per year, so it never pays for itself "
                "through lower power draw."
            ),
        ),
        (
            "35 SGD",
            ("1 frugal",),
            ("1 frugal", "1 switch8"),
            (
                "New may or may not use less power: "
                "the power draw of some parts that differ is not known."
            ),
        ),
        (
            "35 SGD",
            ("1 frugal",),
            ("1 hungry", "1 switch8"),
            "New uses S$17.52 more electricity per year, as far as the power draw is known.",
        ),
        (
            "35 SGD",
            ("1 frugal",),
            ("1 frugal",),
            "New uses the same power, so it never pays for itself through lower power draw.",
        ),
        (
            "35 SGD",
            ("1 hungry",),
            ("1 frugal", "1 switch8"),
            (
                "New saves S$17.52 of electricity per year: its cost is paid back in 2 years. "
                "The power draw of some parts that differ is not known."
            ),
        ),
        ("35 SGD", ("1 blank",), ("1 frugal",), ""),
    ],
)
def test_when_a_build_is_paid_back_is_told(
    extra: str | None, before: tuple[str, ...], after: tuple[str, ...], text: str
) -> None:
    more = None if extra is None else money(extra)
    assert payback_text(payback(more, run(*before), run(*after)), "New") == text


def test_a_document_has_a_sheet_for_it_that_dates_itself_where_the_bill_is_changed() -> None:
    made = plan("1 pi3 50 SGD")
    told = document(made, cost(made), running=run("1 frugal")).report("running")
    assert told is not None
    assert told.changed is not None
    assert document(made, cost(made)).report("running") is None
