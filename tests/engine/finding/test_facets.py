"""What tells parts apart that a search found."""

from datetime import date, timedelta

import pytest

from planner.engine.finding.facets import facet_value, sifted, typed_value
from planner.model.part_search import (
    Facet,
    PartsQuestion,
    facet_title,
    facets_of,
    speed_text,
    value_text,
)
from planner.model.parts import CATEGORIES, Part
from tests.engine.samples import DAY, part

SWITCHES = (
    part("a", "switch", maker="TP-Link", ports=8, speed_mbps=1000, poe_ports=0),
    part("b", "switch", maker="TP-Link", ports=16, speed_mbps=1000, poe_ports=8),
    part("c", "switch", ports=8, speed_mbps=2500),
    part("d", "switch", maker="Zyxel", ended_on="2020-01-01", lifecycle_source="a post"),
)


def value_of(each: Part, facet: Facet) -> str | None:
    return facet_value(each, facet, on=DAY, priced_on=DAY)


def names(*wanted: tuple[Facet, str]) -> list[str]:
    asked = PartsQuestion(on=DAY, category="switch", wanted=wanted)
    return [each.part_number for each in sifted(SWITCHES, asked, value_of)[0]]


def counts(facet: Facet, *wanted: tuple[Facet, str]) -> dict[str, int]:
    asked = PartsQuestion(on=DAY, category="switch", wanted=wanted)
    return {c.value: c.parts for c in sifted(SWITCHES, asked, value_of)[1] if c.facet is facet}


@pytest.mark.parametrize(
    ("category", "facts", "facet", "value"),
    [
        ("board", {"ram_mb": 8192}, Facet.MEMORY, "8gb"),
        ("board", {"ram_mb": 512}, Facet.MEMORY, "512mb"),
        ("board", {"ram_mb": 1536}, Facet.MEMORY, "1.5gb"),
        ("board", {}, Facet.MEMORY, None),
        ("board", {"nic_mbps": 0}, Facet.SPEED, "0mbps"),
        ("board", {}, Facet.PORTS, None),
        ("board", {}, Facet.POE, None),
        ("storage", {"capacity_gb": 64}, Facet.MEMORY, "64gb"),
        ("storage", {}, Facet.MEMORY, None),
        ("memory", {"capacity_mb": 16384}, Facet.MEMORY, "16gb"),
        ("carrier", {"switch_mbps": 1000}, Facet.SPEED, "1000mbps"),
        ("charger", {"ports": 6}, Facet.PORTS, "6"),
        ("switch", {"poe_ports": 0}, Facet.POE, "no"),
        ("switch", {"poe_ports": 4}, Facet.POE, "yes"),
        ("switch", {}, Facet.POE, None),
        ("cable", {}, Facet.MAKER, "-"),
        ("cable", {"maker": "UGREEN"}, Facet.MAKER, "UGREEN"),
        ("cable", {}, Facet.MADE, "unknown"),
    ],
)
def test_a_part_has_a_value_of_a_facet_or_nobody_knows_it(
    category: str, facts: dict[str, object], facet: Facet, value: str | None
) -> None:
    assert value_of(part("x", category, **facts), facet) == value


@pytest.mark.parametrize(
    ("days", "value"),
    [(0, "3m"), (92, "3m"), (93, "12m"), (366, "12m"), (367, "older"), (-3, "3m")],
)
def test_the_age_of_a_price_is_told_in_three_steps(days: int, value: str) -> None:
    seen = DAY - timedelta(days=days)
    assert facet_value(SWITCHES[0], Facet.AGE, on=DAY, priced_on=seen) == value


@pytest.mark.parametrize(
    ("facet", "text", "values"),
    [
        (Facet.MEMORY, "8GB", "8gb"),
        (Facet.MEMORY, " 8 gb ", "8gb"),
        (Facet.MEMORY, "8", "8gb"),
        (Facet.MEMORY, "1gb", "1gb"),
        (Facet.MEMORY, "512 MB", "512mb"),
        (Facet.MEMORY, "2.5g switch", ""),
        (Facet.MEMORY, "much", ""),
        (Facet.MEMORY, "", ""),
        (Facet.SPEED, "1gb", "1000mbps"),
        (Facet.SPEED, "2.5G", "2500mbps"),
        (Facet.SPEED, "gigabit", "1000mbps"),
        (Facet.SPEED, "100", "100mbps"),
        (Facet.SPEED, "8 ports", ""),
        (Facet.PORTS, "8", "8"),
        (Facet.PORTS, "8 ports", "8"),
        (Facet.PORTS, "many", ""),
        (Facet.POE, "yes", "yes"),
        (Facet.POE, "perhaps", ""),
        (Facet.MADE, "made", "made"),
        (Facet.AGE, "3m", "3m"),
        (Facet.AGE, "12m", "3m 12m"),
        (Facet.AGE, "older", "older"),
    ],
)
def test_a_value_is_read_as_people_write_it(facet: Facet, text: str, values: str) -> None:
    assert typed_value(facet, text) == tuple(values.split())


def test_a_part_without_a_price_has_an_age_of_its_own() -> None:
    assert facet_value(SWITCHES[0], Facet.AGE, on=DAY, priced_on=None) == "none"


def test_of_one_facet_any_value_will_do_and_of_several_all() -> None:
    assert names() == ["a", "b", "c", "d"]
    assert names((Facet.PORTS, "8")) == ["a", "c"]
    assert names((Facet.PORTS, "8"), (Facet.PORTS, "16")) == ["a", "b", "c"]
    assert names((Facet.PORTS, "8"), (Facet.SPEED, "1000mbps")) == ["a"]
    assert names((Facet.MADE, "ended")) == ["d"]
    assert names((Facet.MEMORY, "8gb")) == []


def test_a_value_is_counted_among_those_that_all_other_facets_allow() -> None:
    assert counts(Facet.PORTS) == {"8": 2, "16": 1}
    assert counts(Facet.PORTS, (Facet.PORTS, "8")) == {"8": 2, "16": 1}
    assert counts(Facet.PORTS, (Facet.POE, "yes")) == {"16": 1}
    assert counts(Facet.MAKER) == {"TP-Link": 2, "Zyxel": 1, "-": 1}
    assert list(counts(Facet.MAKER))[-1] == "-"
    assert counts(Facet.MAKER, (Facet.PORTS, "8"), (Facet.SPEED, "100mbps")) == {}


def test_sizes_are_in_the_order_of_their_size() -> None:
    boards = [part(f"b{size}", "board", ram_mb=size) for size in (16384, 512, 8192, 1024)]
    asked = PartsQuestion(on=DAY, category="board")
    found = sifted(boards, asked, value_of)[1]
    assert [c.value for c in found if c.facet is Facet.MEMORY] == ["512mb", "1gb", "8gb", "16gb"]


@pytest.mark.parametrize("category", [None, *CATEGORIES])
def test_every_category_has_facets_with_titles(category: str | None) -> None:
    facets = facets_of(category)
    assert len(set(facets)) == len(facets) >= 3
    assert all(facet_title(facet, category) for facet in facets)


def test_a_facet_is_called_what_the_category_calls_it() -> None:
    assert facet_title(Facet.MEMORY, "storage") == "Capacity"
    assert facet_title(Facet.PORTS, "charger") == "Outlets"


@pytest.mark.parametrize(
    ("facet", "value", "text"),
    [
        (Facet.MEMORY, "8gb", "8 GB"),
        (Facet.MEMORY, "512mb", "512 MB"),
        (Facet.MEMORY, "0mb", "without memory"),
        (Facet.SPEED, "2500mbps", "2.5 Gb"),
        (Facet.SPEED, "100mbps", "100 Mb"),
        (Facet.SPEED, "0mbps", "no wired network"),
        (Facet.PORTS, "8", "8"),
        (Facet.POE, "yes", "with PoE"),
        (Facet.POE, "no", "without PoE"),
        (Facet.MAKER, "-", "unbranded"),
        (Facet.MAKER, "TP-Link", "TP-Link"),
        (Facet.MADE, "made", "still made"),
        (Facet.AGE, "12m", "3 to 12 months old"),
        (Facet.AGE, "strange", "strange"),
    ],
)
def test_a_value_is_told_in_words(facet: Facet, value: str, text: str) -> None:
    assert value_text(facet, value) == text


def test_speeds_are_told_by_name() -> None:
    assert [speed_text(n) for n in (10, 1000, 10_000)] == ["10 Mb", "1 Gb", "10 Gb"]


def test_a_question_names_its_day() -> None:
    assert PartsQuestion(on=date(2026, 11, 29)).values_of(Facet.MAKER) == frozenset()
