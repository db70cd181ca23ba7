"""Facility location without a solver: what every way to serve all needs costs at least.

Each need is served by one of some sites, for a cost of its own; a site that serves any costs its
opening. Every need pays a price. What needs pay above their costs at a site is worth its opening,
or it is not opened; so all prices, less what is paid beyond the openings, are a bound of the least
cost, whatever the prices are. They are raised need by need as long as nothing is paid beyond an
opening (dual ascent: D. Erlenkotter, "A dual-based procedure for uncapacitated facility location",
Operations Research 26, 1978), then all together: down for needs that several sites would serve, up
for those that none would (subgradient steps: M. Held, P. Wolfe and H. P. Crowder, "Validation of
subgradient optimization", Mathematical Programming 6, 1974).

All amounts are whole numbers, in arrays too, so a bound is exact however the prices came about.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Costs = Sequence[Mapping[str, int]]  # by need, what it costs at each site that serves it

MOST = 2**56  # all amounts together, so that no sum in an array is too large for it
_NEVER = 2**60
_STEPS = 400
_PATIENCE = 15  # steps without a better bound, after which they are halved


@dataclass(frozen=True, slots=True)
class Prices:
    """What each need pays, and what that proves.

    Nothing that serves every need costs less than `bound`; if it opens a site, no less than that
    and what is `left` of its opening; if the site serves a need for more than it pays, no less than
    with the difference on top.
    """

    bound: int
    paid: tuple[int, ...]
    left: Mapping[str, int]


def fits(costs: Costs, openings: Mapping[str, int]) -> bool:
    """Tell whether every need has a site, and the amounts are no larger than arrays may hold."""
    if not all(costs):
        return False
    return sum(openings.values()) + sum(max(each.values()) for each in costs) < MOST


@dataclass(frozen=True)
class Table:
    """The costs of needs at sites in an array, a need a row; and what sites cost to be opened."""

    names: tuple[str, ...]
    costs: NDArray[np.int64]
    openings: NDArray[np.int64]

    @classmethod
    def of(cls, costs: Costs, openings: Mapping[str, int]) -> "Table":
        """Return them with the sites in the order of their names."""
        names = tuple(sorted(openings))
        rows = [[each.get(name, _NEVER) for name in names] for each in costs]
        table = np.array(rows, dtype=np.int64).reshape(len(rows), len(names))
        return cls(names, table, np.array([openings[name] for name in names], dtype=np.int64))


def ascended(table: Table) -> Prices:
    """Return prices raised need by need; nothing is paid beyond an opening."""
    rising = _Rising(table)
    rising.raise_all()
    return Prices(
        sum(rising.paid), tuple(rising.paid), dict(zip(table.names, rising.left, strict=True))
    )


class _Rising:
    """Prices while they rise; `left` is what of its opening no need pays for yet, by site."""

    def __init__(self, table: Table) -> None:
        self.left: list[int] = table.openings.tolist()
        order = np.argsort(table.costs, axis=1, kind="stable")
        ranked = np.take_along_axis(table.costs, order, axis=1)
        served = (ranked < _NEVER).sum(axis=1).tolist()
        self._costs = [row[:count] for row, count in zip(ranked.tolist(), served, strict=True)]
        self._sites = [row[:count] for row, count in zip(order.tolist(), served, strict=True)]
        self.paid = [each[0] for each in self._costs]
        # How many sites a need pays for: those that cost no more than its price.
        self._reach = [bisect_right(each, each[0]) for each in self._costs]

    def raise_all(self) -> None:
        """Raise the prices, each a step at a time, until none can be."""
        rising = list(range(len(self.paid)))
        while rising:
            rising = [need for need in rising if self._rises(need)]

    def _rises(self, need: int) -> bool:
        """Raise a price to the next site's cost; tell whether it got there."""
        costs, reach, left = self._costs[need], self._reach[need], self.left
        sites = self._sites[need][:reach]
        by = min(map(left.__getitem__, sites))
        gets_there = reach < len(costs) and costs[reach] - self.paid[need] <= by
        if gets_there:
            by = costs[reach] - self.paid[need]
        if by:
            self.paid[need] += by
            for site in sites:
                left[site] -= by
        if gets_there:
            self._reach[need] = bisect_right(costs, self.paid[need])
        return gets_there


def improved(prices: Prices, table: Table, most: int) -> Prices:
    """Return prices with a bound that is no lower; `most` is what some way to serve all costs."""
    paid = np.array(prices.paid, dtype=np.int64)
    best, best_paid, divided, idle = prices.bound, paid, 1, 0
    for _ in range(_STEPS):
        above = np.maximum(paid[:, None] - table.costs, 0)
        left = table.openings - above.sum(axis=0)
        bound = int(paid.sum() + np.minimum(left, 0).sum())
        if bound > best:
            best, best_paid, idle = bound, paid, 0
        else:
            idle += 1
        if idle == _PATIENCE:
            divided, idle, paid = divided * 2, 0, best_paid
            continue
        direction = 1 - np.count_nonzero(above[:, left < 0], axis=1)
        length = 2 * (most - bound) // (divided * max(int((direction**2).sum()), 1))
        if most - best < 1 or length < 1:
            break
        paid = np.clip(paid + length * direction, 0, MOST)
    above = np.maximum(best_paid[:, None] - table.costs, 0)
    left = np.maximum(table.openings - above.sum(axis=0), 0)
    return Prices(
        best, tuple(best_paid.tolist()), dict(zip(table.names, left.tolist(), strict=True))
    )


def good_sites(table: Table, begin: Iterable[str]) -> set[str]:
    """Return sites that serve every need for little: opened, closed and exchanged as that helps.

    Each need has a site among those to begin with. The cheapest sites may be others.
    """
    among = set(begin)
    chosen = np.array([name in among for name in table.names])
    while True:
        change = _best_change(table, chosen)
        if change is None:
            return {
                name for name, is_open in zip(table.names, chosen.tolist(), strict=True) if is_open
            }
        for site in change:
            chosen[site] = not chosen[site]


def _best_change(table: Table, chosen: NDArray[np.bool_]) -> tuple[int, ...] | None:
    """Return the one or two sites whose opening or closing saves most; None if none saves."""
    costs, openings = table.costs, table.openings
    places, others = np.flatnonzero(chosen), np.flatnonzero(~chosen)
    never = int(openings.sum() + np.where(costs < _NEVER, costs, 0).max(axis=1).sum())
    mine = costs[:, places]
    nearest = mine.argmin(axis=1)
    best = mine.min(axis=1)
    mine = mine.copy()
    mine[np.arange(len(mine)), nearest] = _NEVER
    second = np.minimum(mine.min(axis=1, initial=_NEVER), best + never)
    closing = -openings[places]
    np.add.at(closing, nearest, second - best)
    there = costs[:, others]
    opening = openings[others] - np.maximum(best[:, None] - there, 0).sum(axis=0)
    # What is saved where a need goes on to the one that is opened as its own is closed.
    spared = np.maximum(second[:, None] - np.maximum(there, best[:, None]), 0)
    both = np.zeros((len(places), len(others)), dtype=np.int64)
    np.add.at(both, nearest, spared)
    swapping = closing[:, None] + opening[None, :] - both
    found: list[tuple[int, tuple[int, ...]]] = []
    found += [(cost, (site,)) for cost, site in zip(closing.tolist(), places.tolist(), strict=True)]
    found += [(cost, (site,)) for cost, site in zip(opening.tolist(), others.tolist(), strict=True)]
    if swapping.size:
        old, new = np.unravel_index(int(swapping.argmin()), swapping.shape)
        pair = sorted((int(places[old]), int(others[new])))
        found.append((int(swapping[old, new]), tuple(pair)))
    cost, sites = min(found)
    return sites if cost < 0 else None
