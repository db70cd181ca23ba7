"""Builds side by side: what differs comes first, and what is unknown stays unknown."""

from decimal import Decimal

import pytest

from planner.engine.planning.compare import METRICS, compare, difference
from planner.model.comparison import Comparison, MetricValue
from planner.model.plan import Plan
from tests.engine.samples import PARTS, charge, codes, money, part, plan

KRAKEN = ("7 pi3 80 SGD", "7 sd16 5 SGD", "1 switch8 31.63 SGD")
MORE = (*PARTS, part("blank", "board"))


def of(*positions: str, **facts: object) -> Plan:
    return plan(*positions, parts=MORE, **facts)  # type: ignore[arg-type]


def values(found: Comparison, name: str) -> list[str]:
    """Write the values of one metric: amounts as money, `?` where unknown."""
    [row] = [row for row in found.metrics if row.name == name]
    return ["?" if value.value is None else str(value.value) for value in row.values]


def value(found: Comparison, name: str) -> MetricValue:
    [row] = [row for row in found.metrics if row.name == name]
    return row.values[0]


def test_every_metric_of_a_build_is_there() -> None:
    found = compare([of(*KRAKEN, title="Kraken")])
    assert {row.name: str(row.values[0].value) for row in found.metrics} == {
        "price": "S$626.63",
        "nodes": "7",
        "cores": "28",
        "clock_total_ghz": "33.6",
        "ram_gb": "7",
        "storage_gb": "112",
        "nic_mbps": "100",
        "power_typical_w": "9.8",
        "power_max_w": "35",
        "isa": "arm64",
        "price_per_node": "S$89.52",
        "price_per_core": "S$22.38",
        "price_per_gb_ram": "S$89.52",
        "price_per_mbps": "S$0.90",
    }
    assert (found.builds, found.titles, found.inferred) == (("b",), ("Kraken",), ("",))
    assert not any(row.differs for row in found.metrics)
    assert [row.unit for row in found.metrics if row.name in ("price", "nodes")] == ["SGD", ""]


def test_what_differs_comes_first_in_the_order_of_the_metrics() -> None:
    found = compare([of(*KRAKEN), of("8 pi3 80 SGD", "7 sd16 5 SGD", "1 switch8 31.63 SGD")])
    differs = [row.name for row in found.metrics if row.differs]
    assert [row.name for row in found.metrics][: len(differs)] == differs
    assert set(differs).isdisjoint({"storage_gb", "nic_mbps", "isa"})
    order = [metric.name for metric in METRICS]
    assert differs == sorted(differs, key=order.index)


def test_a_known_and_an_unknown_value_differ_and_two_unknown_ones_do_not() -> None:
    found = compare([of("7 pi3 80 SGD"), of("7 pi3 80 SGD", "7 sd16 5 SGD")])
    differs = {row.name: row.differs for row in found.metrics}
    assert (differs["storage_gb"], differs["isa"]) == (True, False)
    assert values(found, "storage_gb") == ["?", "112"]
    unknown = compare([of("1 blank 5 SGD"), of("2 blank 2.5 SGD")])
    assert not {row.name: row.differs for row in unknown.metrics}["cores"]


def test_equal_numbers_do_not_differ_however_they_are_written() -> None:
    found = compare([of("1 pi3 80 SGD"), of("1 pi3 80.00 SGD")])
    assert not any(row.differs for row in found.metrics)


@pytest.mark.parametrize(
    ("positions", "name", "expected", "note"),
    [
        (["7 pi3", "1 fan 3 SGD"], "price", "?", "S$3.00 + 1 unpriced"),
        (["7 pi3"], "price_per_node", "?", "S$0.00 + 1 unpriced"),
        (["1 fan 3 SGD"], "price_per_node", "?", "not known"),
        (["7 blank 5 SGD"], "price_per_core", "?", "not known"),
        (["7 blank 5 SGD"], "price_per_mbps", "?", "not known"),
        (["7 blank 5 SGD"], "isa", "?", ""),
        ([], "isa", "?", ""),
        ([], "price", "S$0.00", ""),
        (["7 blank 5 SGD"], "cores", "?", "not known for BLANK"),
    ],
)
def test_what_is_unknown_says_why(
    positions: list[str], name: str, expected: str, note: str
) -> None:
    found = compare([of(*positions)])
    assert values(found, name) == [expected]
    assert value(found, name).note == note


def test_a_price_shows_its_basis_and_its_band_also_per_node() -> None:
    found = compare([of("2 pi3 10 SGD 8..13", charges=(charge("gst 10%"),))])
    price, per_node = value(found, "price"), value(found, "price_per_node")
    assert (price.basis, price.low, price.high) == (
        "estimated",
        money("17.60 SGD"),
        money("28.60 SGD"),
    )
    assert (per_node.value, per_node.basis) == (money("11 SGD"), "estimated")
    assert (per_node.low, per_node.high) == (money("8.80 SGD"), money("14.30 SGD"))


def test_only_the_network_says_whether_it_is_measured() -> None:
    measured = {"mbps": "224", "method": "iperf", "source": "an article"}
    found = compare([of("7 pi3 5 SGD", measured=measured)])
    assert (value(found, "nic_mbps").basis, value(found, "cores").basis) == ("measured", "")
    nominal = compare([of("7 pi3 5 SGD")])
    assert value(nominal, "nic_mbps").basis == "nominal"
    assert value(compare([of()]), "nic_mbps").basis == ""


def test_rates_and_findings_of_all_plans_are_told_once() -> None:
    one = of("1 pi3 5 USD", "1 fan", rates=["USD SGD 1.4"])
    found = compare([one, one], base=1)
    assert len(found.rates) == 1
    assert codes(found.findings) == ["price-missing"]
    assert found.base == 1


def test_plans_in_two_currencies_are_not_compared() -> None:
    with pytest.raises(ValueError, match="cost all plans in one currency"):
        compare([of("1 pi3 5 SGD"), of("1 pi3 5 SGD", currency="USD")])


def test_nothing_compares_to_nothing() -> None:
    found = compare([])
    always = sum(not (metric.of_running or metric.of_copies) for metric in METRICS)
    assert (found.builds, [row.values for row in found.metrics]) == ((), [()] * always)


def test_one_build_bought_in_several_ways_is_told_apart_by_them() -> None:
    once, often = of("7 pi3", copies=1), of("7 pi3", copies=8)
    rule = {"percent": "10"}
    spared = of("7 pi3", copies=8, spare_rules=(rule,))
    told = compare([once, often, spared]).titles
    assert told == ("B, 1 copy", "B, 8 copies", "B, 8 copies with spares")
    assert compare([once, once]).titles == ("B", "B")


def test_metric_names_are_unique() -> None:
    assert len({metric.name for metric in METRICS}) == len(METRICS)


def metric(text: str | None) -> MetricValue:
    """Read `12`, `12 SGD`, `arm64` or nothing."""
    if text is None:
        return MetricValue()
    if " " in text:
        return MetricValue(value=money(text))
    return MetricValue(value=Decimal(text) if text[0] in "-0123456789" else text)


@pytest.mark.parametrize(
    ("value", "base", "expected", "note"),
    [
        ("708.99 SGD", "626.63 SGD", "82.36 SGD", "+13 %"),
        ("626.63 SGD", "708.99 SGD", "-82.36 SGD", "-12 %"),
        ("8", "7", "1", "+14 %"),
        ("7", "7", "0", "+0 %"),
        # Half up, as with money.
        ("201", "200", "1", "+1 %"),
        ("199", "200", "-1", "-1 %"),
        # Nothing is no base for a percentage.
        ("8", "0", "8", ""),
        ("8 SGD", "0 SGD", "8 SGD", ""),
        (None, "7", None, ""),
        ("8", None, None, ""),
        ("8", "7 SGD", None, ""),
        ("arm64", "armv6", None, ""),
    ],
)
def test_a_difference_is_less_the_base_and_in_percent(
    value: str | None, base: str | None, expected: str | None, note: str
) -> None:
    found = difference(metric(value), metric(base))
    assert found == metric(expected).model_copy(update={"note": note})
