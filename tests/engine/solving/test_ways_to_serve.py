"""Bounds of facility location with shared needs, beside every way to serve them that there is."""

import random
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from planner.engine.solving import ways_to_serve
from planner.engine.solving.ways_to_serve import (
    SHARE,
    Bound,
    Location,
    Mode,
    Prices,
    Served,
)
from tests.engine.efforts import in_time

Case = tuple[list[int], list[Mode], list[Served]]


def _case(seed: int) -> Case:
    """Return needs of up to three pieces at up to three sites, some with a mode that asks more."""
    draw = random.Random(seed)  # noqa: S311 costs, not a secret
    wanted = [draw.randint(1, 3) for _ in range(draw.randint(1, 3))]
    names = ["p", "q", "r"][: draw.randint(1, 3)]
    modes = [Mode(name, draw.randint(-2, 30)) for name in names]
    modes += [
        Mode(n, draw.randint(-2, 3), draw.randint(1, 50)) for n in names if draw.random() < 1 / 2
    ]
    served = []
    for need, pieces in enumerate(wanted):
        for name in names:
            if name == "p" or draw.random() < 0.7:
                last = pieces if name == "p" else draw.randint(1, pieces)
                served.append(Served(need, name, sorted(draw.randint(1, 40) for _ in range(last))))
    return wanted, modes, served


def _all_ways(case: Case) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield what every way to serve all costs, and the pieces that it takes of each of the served.

    What is spent beyond them to reach what a mode asks for costs as much as it counts.
    """
    wanted, modes, served = case
    for pieces in product(*(range(len(each.costs) + 1) for each in served)):
        given = [0] * len(wanted)
        spent: dict[str, int] = {}
        for each, count in zip(served, pieces, strict=True):
            if count:
                given[each.need] += count
                spent[each.site] = spent.get(each.site, 0) + each.costs[count - 1]
        if all(there >= least for there, least in zip(given, wanted, strict=True)):
            total = sum(
                min(mode.opening + max(goods, mode.least) for mode in modes if mode.site == site)
                for site, goods in spent.items()
            )
            yield total, pieces


def _assert_holds(found: Bound, case: Case) -> None:
    _, _, served = case
    for total, pieces in _all_ways(case):
        taken = [more for more, count in zip(found.served, pieces, strict=True) if count]
        sites = {each.site for each, count in zip(served, pieces, strict=True) if count}
        lacking = [more for name, more in found.without.items() if name not in sites]
        assert total >= found.bound + max([0, *taken, *lacking])


@pytest.mark.parametrize("seed", range(80))
def test_no_way_costs_less_than_the_bound_of_what_it_takes_and_lacks(seed: int) -> None:
    case = _case(seed)
    location = Location(*case)
    prices = location.priced()
    for margin in (0, 5, 1_000):
        _assert_holds(location.bound(prices, margin), case)


@pytest.mark.parametrize("seed", range(40))
def test_prices_that_are_far_off_make_no_bound_wrong(seed: int) -> None:
    case, draw = _case(seed), np.random.default_rng(seed)
    location = Location(*case)
    prices = Prices(
        draw.integers(0, 40, len(location.need)), draw.integers(0, SHARE + 1, len(case[1]))
    )
    _assert_holds(location.bound(prices, 3), case)


def _packs_and_little_stock() -> Case:
    return (
        [7, 3],
        [Mode("packs", 2_000), Mode("few", 1_000), Mode("all", 3_000)],
        [
            Served(0, "packs", [20_000] * 5 + [40_000] * 2),
            Served(0, "few", [3_000, 6_000]),
            Served(0, "all", [4_500 * each for each in range(1, 8)]),
            Served(1, "all", [4_000, 8_000, 12_000]),
        ],
    )


def test_good_prices_close_the_gap_of_packs_and_little_stock() -> None:
    case = _packs_and_little_stock()
    location = Location(*case)
    bound = location.bound(location.priced(), 0).bound
    least = min(total for total, _ in _all_ways(case))
    assert least == 20_000 + 6_000 + 12_000 + 2_000 + 1_000 + 3_000
    assert bound == least


def test_without_time_the_bound_is_a_rough_one() -> None:
    case = _case(1)
    location = Location(*case)
    prices = location.priced(in_time(0))
    assert not prices.links.any()
    _assert_holds(location.bound(prices, 0), case)


def test_the_rounds_of_better_prices_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways_to_serve, "_ROUNDS", 1)
    case = _packs_and_little_stock()
    location = Location(*case)
    _assert_holds(location.bound(location.priced(), 0), case)
