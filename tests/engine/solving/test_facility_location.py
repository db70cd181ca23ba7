"""Bounds and good sites of facility location, beside all that there is to try."""

import random
from collections.abc import Iterator
from itertools import combinations

import pytest

from planner.engine.solving import facility_location
from planner.engine.solving.facility_location import (
    MOST,
    Prices,
    Table,
    ascended,
    fits,
    good_sites,
    improved,
)


def _costs(seed: int, needs: int, sites: int) -> tuple[list[dict[str, int]], dict[str, int]]:
    draw = random.Random(seed)  # noqa: S311 costs, not a secret
    names = [f"s{each}" for each in range(sites)]
    costs = [
        {name: draw.randint(0, 30) for name in names if name == "s0" or draw.random() < 0.7}
        for _ in range(needs)
    ]
    return costs, {name: draw.randint(0, 40) for name in names}


def _ways(
    costs: list[dict[str, int]], openings: dict[str, int]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield all sets of sites that serve every need, and what they cost."""
    for count in range(1, len(openings) + 1):
        for chosen in combinations(openings, count):
            served = [[each[s] for s in chosen if s in each] for each in costs]
            if all(served):
                yield chosen, sum(map(min, served)) + sum(openings[s] for s in chosen)


def _assert_holds(prices: Prices, costs: list[dict[str, int]], openings: dict[str, int]) -> None:
    """Assert what prices claim to prove: of every way, and of every need served in another one."""
    for chosen, total in _ways(costs, openings):
        assert total >= prices.bound + max(prices.left[name] for name in chosen)
        for need, each in enumerate(costs):
            for name in each.keys() & set(chosen):
                best = min(each[s] for s in chosen if s in each)
                lifts = prices.left[name] + max(0, each[name] - prices.paid[need])
                assert total - best + each[name] >= prices.bound + lifts
    assert all(left >= 0 for left in prices.left.values())


@pytest.mark.parametrize("seed", range(60))
def test_prices_prove_of_every_way_what_they_claim(seed: int) -> None:
    costs, openings = _costs(seed, needs=1 + seed % 7, sites=2 + seed % 4)
    first = ascended(Table.of(costs, openings))
    _assert_holds(first, costs, openings)
    most = min(total for _, total in _ways(costs, openings))
    better = improved(first, Table.of(costs, openings), most)
    _assert_holds(better, costs, openings)
    assert better.bound >= first.bound


@pytest.mark.parametrize("seed", range(20))
def test_a_wrong_idea_of_the_least_cost_makes_no_bound_wrong(seed: int) -> None:
    costs, openings = _costs(seed, needs=5, sites=4)
    for most in (0, 10**6):
        prices = improved(ascended(Table.of(costs, openings)), Table.of(costs, openings), most)
        _assert_holds(prices, costs, openings)


def test_prices_close_most_of_the_gap_of_a_large_case() -> None:
    costs, openings = _costs(1, needs=200, sites=20)
    openings = {name: 25 * cost for name, cost in openings.items()}
    first = ascended(Table.of(costs, openings))
    chosen = good_sites(Table.of(costs, openings), openings)
    total = sum(min(each[s] for s in chosen if s in each) for each in costs)
    total += sum(openings[name] for name in chosen)
    better = improved(first, Table.of(costs, openings), total)
    assert first.bound < better.bound <= total


def test_prices_are_as_good_as_a_few_steps_make_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facility_location, "_STEPS", 2)
    costs, openings = _costs(3, needs=7, sites=5)
    first = ascended(Table.of(costs, openings))
    better = improved(first, Table.of(costs, openings), 10**6)
    assert better.bound >= first.bound
    _assert_holds(better, costs, openings)


def test_needs_without_a_site_and_amounts_too_large_do_not_fit() -> None:
    assert fits([{"a": 3}], {"a": 1})
    assert not fits([{"a": 3}, {}], {"a": 1})
    assert not fits([{"a": MOST}], {"a": 1})


@pytest.mark.parametrize("seed", range(40))
def test_sites_that_are_found_serve_every_need_and_no_single_change_saves_more(seed: int) -> None:
    costs, openings = _costs(seed, needs=6, sites=5)

    def total(chosen: set[str]) -> float:
        served = [[each[s] for s in chosen if s in each] for each in costs]
        if not all(served):
            return float("inf")
        return sum(map(min, served)) + sum(openings[s] for s in chosen)

    chosen = good_sites(Table.of(costs, openings), openings)
    assert total(chosen) >= min(each for _, each in _ways(costs, openings))
    others = set(openings) - chosen
    changes = [chosen | {new} for new in others] + [chosen - {old} for old in chosen]
    changes += [chosen - {old} | {new} for old in chosen for new in others]
    assert all(total(chosen) <= total(each) for each in changes)
