"""Charts: values stand at their bars, steps are named, and a few numbers are a sentence."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import streamlit as st

from planner.model.comparison import Comparison, MetricRow, MetricValue
from planner.model.history import PriceHistory, PricePoint, Standing
from planner.model.money import Money
from planner.model.proof import Status
from planner.model.sizing import Cliff, CurvePoint
from planner.model.term_prices import VendorPoint
from planner.ui.kit import charts
from tests.plans import offer


class Page:
    """What a chart puts on a page: its specifications, what they are in words, and its text."""

    def __init__(self) -> None:
        self.charts: list[dict[str, Any]] = []
        self.alts: list[str] = []
        self.text = ""

    def chart(self, chart: Any, alt: str = "", **_: Any) -> dict[str, Any]:
        self.charts.append(json.loads(chart.to_json()))
        self.alts.append(alt)
        return {"selection": {}}

    def say(self, text: str, **_: Any) -> None:
        self.text += f"{text}\n".replace("\\", "")

    def rows(self) -> list[dict[str, Any]]:
        return self.rows_of(self.charts[-1])

    def rows_of(self, layer: dict[str, Any]) -> list[dict[str, Any]]:
        named = layer.get("data") or layer["layer"][0]["data"]
        rows: list[dict[str, Any]] = self.charts[-1]["datasets"][named["name"]]
        return rows

    def drawn_by(self, mark: str) -> list[dict[str, Any]]:
        """Return the rows of all layers with a mark."""
        layers = [each for each in self.charts[-1]["layer"] if each["mark"]["type"] == mark]
        return [row for layer in layers for row in self.rows_of(layer)]

    def marks(self) -> list[str]:
        layers = self.charts[-1].get("layer", [self.charts[-1]])
        return [each["mark"]["type"] for each in layers]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    found = Page()
    monkeypatch.setattr(st, "altair_chart", found.chart)
    monkeypatch.setattr(st, "markdown", found.say)
    monkeypatch.setattr(st, "info", found.say)
    return found


def sgd(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


# --- a comparison --------------------------------------------------------------------------------


def value(amount: str, basis: str, **changes: Any) -> MetricValue:
    return MetricValue(value=sgd(amount), basis=basis, **changes)


def compared(*values: MetricValue) -> tuple[Comparison, MetricRow]:
    titles = tuple(f"Build {n}" for n in range(1, len(values) + 1))
    row = MetricRow(name="price", title="Price", unit="", differs=True, values=values)
    none = ("",) * len(values)
    return Comparison(builds=titles, titles=titles, metrics=(row,), inferred=none), row


def test_every_bar_ends_in_its_value_and_a_range_is_told_in_words(page: Page) -> None:
    charts.bars(
        *compared(
            value("626.63", "published"),
            MetricValue(
                value=sgd("900.00"), basis="estimated", low=sgd("800.00"), high=sgd("1000.00")
            ),
            MetricValue(value=None, basis=""),
        )
    )

    assert [row["Label"] for row in page.rows()] == ["S$626.63", "≈ S$900.00", "unknown"]
    assert [row["end"] for row in page.rows()] == [626.63, 1000.0, 0]
    assert page.marks() == ["bar", "rule", "text"]
    assert "≈ S$900.00 (likely range S$800.00 to S$1,000.00)" in page.text
    assert "The line across the end of a bar is the likely range." in page.text
    assert "likely range" in page.alts[0]


def test_bars_of_exact_values_speak_of_no_range(page: Page) -> None:
    charts.bars(
        *compared(
            MetricValue(value=sgd("0.05"), basis="quoted"),
            MetricValue(value=sgd("0.10"), basis="quoted"),
        )
    )

    assert page.marks() == ["bar", "text"]
    assert "likely range" not in page.text
    # Small values fill the chart as large ones do.
    domain = page.charts[0]["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert domain[0] == 0
    assert 0.1 < domain[1] < 0.2


# --- the curve of costs --------------------------------------------------------------------------


def point(nodes: int, cost: str | None, *cliffs: Cliff) -> CurvePoint:
    known = None if cost is None else sgd(cost)
    return CurvePoint(nodes, Status.OPTIMAL, known, sgd("10.00"), cliffs)


def cliff(category: str, extra: str) -> Cliff:
    return Cliff(category, (), (), sgd(extra))


def test_a_step_of_the_curve_is_named_on_the_chart_and_in_words(page: Page) -> None:
    points = [
        point(n, str(100 * n), *((cliff("switch", "25.00"),) if n == 8 else ()))
        for n in range(1, 17)
    ]

    charts.cost_curve(points, currency="SGD", here=8)

    assert [row["Nodes"] for row in page.drawn_by("rule")] == [8]
    assert [row["Step"] for row in page.drawn_by("text")] == ["switches +S$25.00"]
    assert "Dashed: cost steps, at node 8 (switches +S$25.00)." in page.text
    assert "at zero" not in page.text
    assert "node 8 (switches +S$25.00)" in page.alts[0]


def test_steps_that_are_too_near_each_other_are_named_once_on_the_chart_and_all_in_words(
    page: Page,
) -> None:
    steps = {n: (cliff("charger", "9.00"), cliff("switch", f"{n}.00")) for n in range(10, 16)}
    points = [point(n, str(100 * n), *steps.get(n, ())) for n in range(1, 65)]

    charts.cost_curve(points, currency="SGD", here=None)

    assert [row["Nodes"] for row in page.drawn_by("rule")] == list(steps)
    assert [row["Step"] for row in page.drawn_by("text")] == ["power, switches +S$24.00"]
    assert page.text.count("power, switches") == 6


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([], "No number of nodes"),
        ([point(1, None)], "No number of nodes"),
        ([point(1, "100")], "1 node costs S$100.00."),
        ([point(1, "100"), point(2, "180")], "1 node costs S$100.00; 2 nodes cost S$180.00."),
    ],
)
def test_a_curve_of_fewer_than_three_points_is_a_sentence(
    points: list[CurvePoint], words: str, page: Page
) -> None:
    charts.cost_curve(points, currency="SGD", here=None)

    assert page.charts == []
    assert words in page.text


# --- fewer vendors -------------------------------------------------------------------------------


def vendors(many: int, total: str | None) -> VendorPoint:
    status = Status.INFEASIBLE if total is None else Status.OPTIMAL
    return VendorPoint(many, None if total is None else sgd(total), status)


def test_one_bar_among_empty_rows_is_a_sentence(page: Page) -> None:
    charts.vendor_bars([vendors(1, None), vendors(2, None), vendors(3, "99.00")], currency="SGD")

    assert page.charts == []
    assert "1 vendor: cannot cover everything; 2 vendors: cannot cover everything" in page.text
    assert "3 vendors: S$99.00" in page.text


def test_totals_by_vendors_stand_at_the_ends_of_their_bars(page: Page) -> None:
    points = [vendors(1, None), vendors(2, "120.00"), vendors(3, "100.00"), vendors(4, "99.00")]

    charts.vendor_bars(points, currency="SGD")

    assert page.rows()[0]["Label"] == "cannot cover everything"
    assert page.rows()[1]["Label"] == "S$120.00"
    assert page.marks() == ["bar", "text"]


# --- prices over time ----------------------------------------------------------------------------


def history(*days: tuple[str, str, str]) -> PriceHistory:
    points = tuple(
        PricePoint(
            offer("pi", amount, vendor=vendor, quoted_on=date.fromisoformat(day)),
            sgd(amount),
            sgd(amount),
            None,
            Standing.CURRENT,
        )
        for vendor, day, amount in days
    )
    return PriceHistory("pi", "Pi", "SGD", points, (("shop", "The Shop"), ("blog", "A Blog")))


def test_prices_are_dots_and_shops_and_publications_have_different_marks(page: Page) -> None:
    charts.price_dots(
        history(
            ("shop", "2026-01-01", "50"), ("blog", "2026-02-01", "55"), ("shop", "2026-03-01", "60")
        ),
        ["blog"],
    )

    assert page.marks() == ["point"]
    assert [row["By"][:7] for row in page.rows()] == ["Round: ", "Diamond", "Round: "]
    assert page.charts[0]["encoding"]["shape"]["scale"]["range"] == ["circle", "diamond"]
    assert page.charts[0]["encoding"]["y"]["scale"]["domain"] == [49.5, 60.5]
    assert "The axis of prices does not begin at zero." in page.text
    assert "A Blog 2026-02-01 S$55.00" in page.alts[0]


def test_two_prices_are_a_sentence(page: Page) -> None:
    charts.price_dots(history(("shop", "2026-01-01", "50"), ("blog", "2026-02-01", "55")), ["blog"])

    assert page.charts == []
    assert (
        "2 prices on record: The Shop 2026-01-01 S$50.00; A Blog 2026-02-01 S$55.00." in page.text
    )


# --- the frontier --------------------------------------------------------------------------------


def frontier(many: int) -> list[Any]:
    class Point:
        def __init__(self, value: int) -> None:
            self.value, self.cost = Decimal(value), sgd(str(100 + value))

    return [Point(value) for value in range(1, many + 1)]


@pytest.mark.parametrize("many", [1, 2])
def test_a_frontier_of_two_points_is_a_sentence(many: int, page: Page) -> None:
    drawn: Callable[..., int | None] = charts.frontier_plot

    assert drawn(frontier(many), title="cores", currency="SGD", here=None, key="k") is None

    assert page.charts == []
    assert "1 cores for S$101.00" in page.text


def test_a_frontier_begins_near_its_points_and_says_so(page: Page) -> None:
    charts.frontier_plot(frontier(3), title="cores", currency="SGD", here=1, key="k")

    encoding = page.charts[0]["layer"][0]["encoding"]
    assert encoding["y"]["scale"]["domain"][0] > 100
    assert not encoding["x"]["scale"]["zero"]
    assert "The axis of cores does not begin at zero." in page.text
    assert "The axis of cost does not begin at zero." in page.text


def test_an_axis_that_begins_at_zero_says_nothing_of_it(page: Page) -> None:
    points = [point(n, str(100 * n)) for n in range(1, 5)]

    charts.cost_curve(points, currency="SGD", here=None)

    assert page.charts[0]["layer"][0]["encoding"]["y"]["scale"] == {"zero": True}
    assert page.marks() == ["line", "point"]  # nothing steps, so nothing is dashed
    assert "zero" not in page.text
