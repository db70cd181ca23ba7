"""What people type, and what of the shipped catalog they are shown first."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.solving.effort import Effort, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.io.catalog.folder import load_catalog
from planner.jobs.parts import PartsFinder
from planner.model.listings import PricedParts
from planner.model.part_search import Facet, PartsQuestion, facets_of
from planner.model.parts import CATEGORIES
from tests.engine.samples import DAY, catalog, offer, part

ON = date(2026, 11, 29)
CATALOG = load_catalog(Path("catalogs"), ON)
SHIPPED = PartsFinder(CATALOG)


def found(search: str = "", **asked: object) -> PricedParts:
    return SHIPPED.find(PartsQuestion.model_validate({"on": ON, "search": search, **asked}))


@pytest.mark.parametrize(
    ("search", "category", "first"),
    [
        ("Raspberry Pi 5 8 GB", None, "rpi-5-8gb"),
        ("rpi 5 8gb", None, "rpi-5-8gb"),
        ("rpi-5-8gb", None, "rpi-5-8gb"),
        ("pi 5 8 gb", None, "rpi-5-8gb"),
        ("raspberri pi 5 8gb", None, "rpi-5-8gb"),
        ("pi 3b+", None, "rpi-3bplus"),
        ("raspberry pi zero w", None, "rpi-zero-w"),
        ("zero 2 w", None, "rpi-zero-2w"),
        ("orange pi 5", None, "orangepi-5"),
        ("radxa x4", None, "radxa-x4-8gb"),
        ("tl-sg108", None, "tl-sg108"),
        ("TP-Link sg108", None, "tl-sg108"),
        ("mac mini m4", None, "apple-mac-mini-m4"),
        ("ms-01 i5", None, "minisforum-ms-01-i5"),
        ("beelink eq14", None, "beelink-eq14"),
        ("active cooler", None, "rpi-5-active-cooler"),
    ],
)
def test_a_name_finds_its_part(search: str, category: str | None, first: str) -> None:
    assert found(search, category=category).parts[0].part.part_number == first


@pytest.mark.parametrize(
    "search",
    ["Raspberry Pi 5", "raspberry pi 5", "pi5", "Pi 5", "rpi5", "raspberri pi 5", "rasberypi 5"],
)
def test_a_board_finds_all_its_sizes_before_anything_else_the_cheapest_first(search: str) -> None:
    first = found(search).parts[:5]
    assert {each.part.part_number for each in first} == {
        f"rpi-5-{size}gb" for size in (1, 2, 4, 8, 16)
    }
    prices = [each.converted.amount for each in first if each.converted is not None]
    assert prices == sorted(prices)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("8gb", "8 GB"),
        ("2.5g", "2.5 GbE"),
        ("2.5g", "2500 Mbit/s"),
        ("pi5", "pi 5"),
        ("HAT", "hats"),
    ],
)
def test_two_ways_to_write_one_thing_find_the_same(one: str, other: str) -> None:
    numbers = [[each.part.part_number for each in found(text).parts] for text in (one, other)]
    assert numbers[0] == numbers[1] != []


@pytest.mark.parametrize("category", CATEGORIES)
def test_within_a_rank_boards_with_a_network_come_first_and_then_the_cheapest(
    category: str,
) -> None:
    for search in ("", "8gb", "raspberry", "gigabit", "usb c"):
        keys = [
            (
                each.rank,
                each.part.category == "board" and each.part.nic_mbps == 0,
                each.converted is None,
                0 if each.converted is None else each.converted.amount,
            )
            for each in found(search, category=category).parts
        ]
        assert keys == sorted(keys)


@pytest.mark.parametrize("category", [None, *CATEGORIES])
def test_a_facet_shows_as_many_as_it_counts(category: str | None) -> None:
    for each in found(category=category).facets:
        some = found(category=category, wanted=((each.facet, each.value),))
        assert len(some.parts) == each.parts > 0
        assert each.facet in facets_of(category)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from("raspberry pi 5 8gb 2.5g switch poe hat usb zork".split()), max_size=4
    ),
    st.sampled_from([None, *CATEGORIES]),
)
def test_every_category_is_a_part_of_the_whole(words: list[str], category: str | None) -> None:
    search = " ".join(words)
    everything = [each.part.part_number for each in found(search).parts]
    some = [each.part.part_number for each in found(search, category=category).parts]
    assert set(some) <= set(everything)
    assert len(set(everything)) == len(everything)


def test_a_mistyped_word_is_told_and_one_that_is_known_is_not() -> None:
    assert found("raspberri pi 5").read_as == "raspberry pi 5"
    assert found("raspberry pi 5").read_as == ""


def test_prices_are_asked_anew_on_another_day() -> None:
    finder = PartsFinder(catalog(offer("fan", "3 SGD"), parts=[part("fan", "other")]))
    near, late = (
        {c.value for c in finder.find(PartsQuestion(on=day)).facets if c.facet is Facet.AGE}
        for day in (DAY, DAY + timedelta(days=900))
    )
    assert near != late == {"older"}


def test_a_part_that_nobody_sells_is_found_behind_those_with_a_price() -> None:
    finder = PartsFinder(
        catalog(
            offer("b", "60 SGD"),
            offer("c", "9 AFN"),
            offer("d", "1 SGD"),
            parts=[part(n, "board", name=f"Pi {n}") for n in "abc"]
            + [part("d", "board", name="Pi d", nic_mbps=0)],
        )
    )
    numbers = [
        each.part.part_number for each in finder.find(PartsQuestion(on=DAY, search="pi")).parts
    ]
    assert numbers == ["b", "a", "c", "d"]


def test_a_catalog_that_was_prepared_answers_as_one_that_was_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planner.jobs.parts._FEW", 10)
    plain, ready, heard = PartsFinder(CATALOG), PartsFinder(CATALOG), list[Progress]()
    first = PartsQuestion(on=ON)
    assert not ready.is_prepared(first)

    ready.prepare(first, Effort(go_on=lambda told: heard.append(told) is None))

    assert ready.is_prepared(first)
    assert not ready.is_prepared(PartsQuestion(on=date(2020, 1, 1)))
    assert [each.done for each in heard] == sorted(each.done for each in heard)
    assert heard[-1].done < heard[-1].of == 2 * len(CATALOG.parts)
    for search in ("", "pi 5", "switch 8", "raspbery", "no such thing"):
        for category in (None, "board", "switch"):
            asked = PartsQuestion(on=ON, search=search, category=category)
            assert ready.find(asked) == plain.find(asked)


def test_preparing_ends_when_nobody_waits_and_can_be_done_later() -> None:
    found = PartsFinder(CATALOG)

    with pytest.raises(OutOfTimeError):
        found.prepare(PartsQuestion(on=ON), Effort(go_on=lambda _: False))

    assert found.prepare(PartsQuestion(on=ON), Effort())
