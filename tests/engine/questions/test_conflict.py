"""Requirements that nothing fulfils, with the contradiction that a person would name."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.questions.conflict import contradiction, fewest, relaxation, relaxations
from planner.engine.sizing.size import size
from planner.model.catalog import Catalog
from planner.model.money import Money
from planner.model.proof import Status
from planner.model.requirement import Requirement, Role
from planner.model.sizing import NodesLeft, Relaxation, WayOut
from planner.model.wishes import Wish, WishKind
from planner.model.wording import demand_text, nodes_left_text
from tests.engine.sizing.test_size import WARES
from tests.engine.sizing_cases import RATES, board, shop, wish
from tests.plans import ON


def told(*wares: Any, **wishes: Any) -> list[tuple[str, str, str]]:
    """Return the contradiction of these wishes: each with what a build costs without it."""
    wanted, catalog = wish(**wishes), shop(*(wares or WARES))
    assert size(wanted, catalog, RATES).status is Status.INFEASIBLE
    return [
        (
            demand_text(each.wish),
            "none" if each.cost is None else str(each.cost),
            nodes_left_text(each.instead),
        )
        for each in contradiction(wanted, catalog, RATES)
    ]


def test_a_budget_that_is_too_small_says_how_many_nodes_it_buys() -> None:
    assert (
        told(nodes=7, budget=Decimal(300))
        == [
            ("power for every node", "none", ""),
            ("7 nodes", "S$256.46", "at most 3 nodes"),
            ("a budget of S$300.00", "S$508.46", ""),
        ][1:]
    )


def test_prices_of_a_day_to_come_are_a_wish_that_nobody_fulfils() -> None:
    since = ON + timedelta(days=1)
    assert told(nodes=7, prices_since=since) == [(f"prices from {since} or later", "S$508.46", "")]


def test_more_nodes_than_one_switch_has_ports_for() -> None:
    found = told(nodes=16, cascade=False)

    # two chargers; with one more switch than the two of 8: 21 ports less three leads
    assert [(words, instead) for words, _, instead in found] == [
        ("a single switch", ""),
        ("16 nodes", "at most 15 nodes"),
    ]


def test_a_wish_that_no_part_fulfils_stands_alone() -> None:
    assert told(nodes=2, mbps=5000) == [("5000 Mbit/s per node", "S$193.46", "")]
    assert told(nodes=2, isa=("riscv64",), spares=1)[0][0] == "the restriction to riscv64 boards"


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"nodes": 1, "ram_gb": 64}, "64 GB of RAM per node"),
        ({"nodes": 1, "storage_gb": 999}, "999 GB of storage per node"),
        ({"nodes": 1, "shelves": True}, "cases for every board"),
        ({"nodes": 1, "must_not": ("pi",)}, "the exclusion of pi"),
        ({"nodes": 1, "uplinks": 20, "cascade": False}, "20 uplinks"),
        ({"cores": 40_000}, "40000 cores in total"),
        ({"total_ram_gb": 9000, "nodes": 3}, "9000 GB of RAM in total"),
        ({"nodes": 2, "roles": (Role(name="big", ram_gb=64),)}, "the requirements of role big"),
        ({"nodes": 2, "mbps": 5000, "roles": (Role(name="a"),)}, "5000 Mbit/s per node"),
        ({"nodes": 2, "mbps": 5000, "power": "none"}, "5000 Mbit/s per node"),
        ({"objective": "nodes", "budget": Decimal(50)}, "a budget of S$50.00"),
    ],
)
def test_the_wish_that_cannot_be_had_is_named(wishes: dict[str, Any], words: str) -> None:
    found = told(**wishes)

    assert words in [wish for wish, _, _ in found]


def test_a_wanted_part_that_has_no_price_cannot_be_in_the_build() -> None:
    found = told(*WARES, board("dream"), nodes=1, must=({"part_number": "dream"},))

    assert [words for words, _, _ in found] == ["dream as a required part"]


def test_a_charger_that_is_missing_is_a_contradiction_with_power_for_every_node() -> None:
    wares = [each for each in WARES if each[0].category != "charger"]

    assert told(*wares, nodes=2) == [("power for every node", "S$149.46", "")]


def test_an_empty_catalog_contradicts_every_wish() -> None:
    assert contradiction(wish(nodes=1), Catalog(), RATES) == ()


def test_two_contradictions_leave_no_build_when_one_wish_is_given_up() -> None:
    found = told(nodes=2, mbps=5000, ram_gb=64)

    assert found == [("64 GB of RAM per node", "none", "")]
    assert told(nodes=9, mbps=5000, budget=Decimal(1), ram_gb=64)[-1][1] == "none"


sets_of_wishes = st.lists(
    st.frozensets(st.integers(0, 6), min_size=1, max_size=5), min_size=1, max_size=6
)


@given(sets_of_wishes)
def test_the_fewest_wishes_that_contradict_each_other_are_found(sets: list[Any]) -> None:
    found, sure = fewest(7, lambda tried: any(each <= tried for each in sets), most=999)

    assert sure
    assert found in sets
    assert len(found) == min(map(len, sets))


def test_one_wish_that_nothing_fulfils_is_named_before_two_that_contradict_each_other() -> None:
    """Giving up wish after wish, the first one first, ends at the two."""
    sets = [frozenset({0}), frozenset({1, 2})]

    found, sure = fewest(5, lambda tried: any(each <= tried for each in sets))

    assert (found, sure) == (frozenset({0}), True)


def test_who_gives_up_the_search_names_a_contradiction_and_says_so() -> None:
    """Giving up wish after wish ends at the last three; the first alone and the second too."""
    sets = [frozenset({0, 1}), frozenset({2, 3, 4})]

    found, sure = fewest(5, lambda tried: any(each <= tried for each in sets), most=5)

    assert (found, sure) == (frozenset({2, 3, 4}), False)


# --- how many nodes there can be ----------------------------------------------------------------


def counted(possible: int, guess: int) -> tuple[Relaxation, list[int]]:
    """Return what is known of 16 nodes of which so many can be, and what was tried for it."""
    tried: list[int] = []

    def price(asked: Requirement) -> WayOut | None:
        assert asked.nodes is not None
        tried.append(asked.nodes)
        return WayOut(Money(Decimal(asked.nodes), "SGD")) if asked.nodes <= possible else None

    return relaxation(Wish(WishKind.NODES, 16), wish(nodes=16), price, guess=guess), tried


@pytest.mark.parametrize("guess", [0, 1, 5, 9, 15, 16, 99])
@pytest.mark.parametrize("possible", [0, 1, 2, 9, 14, 15])
def test_the_most_nodes_there_can_be_are_found_whatever_was_guessed(
    possible: int, guess: int
) -> None:
    found, _ = counted(possible, guess)
    if not possible:
        assert (found.cost, found.instead, found.known) == (None, None, True)
        return
    assert found.instead == NodesLeft(possible, is_most=True)
    assert found.cost == Money(Decimal(possible), "SGD")


def test_a_guess_that_holds_takes_two_tries() -> None:
    assert counted(9, guess=9)[1] == [9, 10]
    assert counted(9, guess=0)[1][0] == 1


def test_what_takes_longest_to_find_out_comes_last_and_the_order_stays() -> None:
    nodes, spares = Wish(WishKind.NODES, 8), Wish(WishKind.SPARES, 1)
    asked: list[Wish] = []

    def priced(each: Wish) -> Relaxation:
        asked.append(each)
        return Relaxation(each, None)

    found = relaxations([nodes, spares], priced)
    assert [each.wish for each in found] == [nodes, spares]
    assert asked == [spares, nodes]
