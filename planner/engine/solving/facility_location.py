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
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

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


def ascended(costs: Costs, openings: Mapping[str, int]) -> Prices:
    """Return prices raised need by need; nothing is paid beyond an opening."""
    rising = _Rising(costs, openings)
    rising.raise_all()
    return Prices(sum(rising.paid), tuple(rising.paid), rising.left)


class _Rising:
    """Prices while they rise; `left` is what of its opening no need pays for yet, by site."""

    def __init__(self, costs: Costs, openings: Mapping[str, int]) -> None:
        self.left = dict(openings)
        ranked = [sorted((cost, name) for name, cost in each.items()) for each in costs]
        self._costs = [[cost for cost, _ in each] for each in ranked]
        self._names = [[name for _, name in each] for each in ranked]
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
        costs, reach = self._costs[need], self._reach[need]
        sites = self._names[need][:reach]
        by = min(map(self.left.__getitem__, sites))
        gets_there = reach < len(costs) and costs[reach] - self.paid[need] <= by
        if gets_there:
            by = costs[reach] - self.paid[need]
        if by:
            self.paid[need] += by
            for name in sites:
                self.left[name] -= by
        if gets_there:
            self._reach[need] = bisect_right(costs, self.paid[need])
        return gets_there


def improved(prices: Prices, costs: Costs, openings: Mapping[str, int], most: int) -> Prices:
    """Return prices with a bound that is no lower; `most` is what some way to serve all costs."""
    names = sorted(openings)
    table = np.array([[each.get(name, _NEVER) for name in names] for each in costs], dtype=np.int64)
    opening = np.array([openings[name] for name in names], dtype=np.int64)
    paid = np.array(prices.paid, dtype=np.int64)
    best, best_paid, divided, idle = prices.bound, paid, 1, 0
    for _ in range(_STEPS):
        left = _left(paid, table, opening)
        bound = int(paid.sum() + np.minimum(left, 0).sum())
        if bound > best:
            best, best_paid, idle = bound, paid, 0
        else:
            idle += 1
        if idle == _PATIENCE:
            divided, idle, paid = divided * 2, 0, best_paid
            continue
        serving = ((paid[:, None] > table) & (left < 0)).sum(axis=1)
        direction = 1 - serving
        length = 2 * (most - bound) // (divided * max(int((direction**2).sum()), 1))
        if most - best < 1 or length < 1:
            break
        paid = np.clip(paid + length * direction, 0, MOST)
    left = np.maximum(_left(best_paid, table, opening), 0)
    return Prices(
        best,
        tuple(map(int, best_paid)),
        {name: int(each) for name, each in zip(names, left, strict=True)},
    )


def _left(
    paid: NDArray[np.int64], table: NDArray[np.int64], opening: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return what of each opening is not paid for; below nothing where more is paid."""
    above: NDArray[np.int64] = np.maximum(paid[:, None] - table, 0).sum(axis=0)
    return opening - above


def good_sites(costs: Costs, openings: Mapping[str, int], begin: Iterable[str]) -> set[str]:
    """Return sites that serve every need for little: opened, closed and exchanged as that helps.

    Each need has a site among those to begin with. The cheapest sites may be others.
    """
    chosen = set(begin)
    while True:
        change = _best_change(costs, openings, chosen)
        if change is None:
            return chosen
        opened, closed = change
        chosen = (chosen | opened) - closed


_Change = tuple[frozenset[str], frozenset[str]]  # sites to open, and sites to close


def _best_change(
    costs: Costs, openings: Mapping[str, int], chosen: Collection[str]
) -> _Change | None:
    """Return the change of one or two sites that saves most; None if none saves anything."""
    never = sum(openings.values()) + sum(max(each.values()) for each in costs)
    closing = {name: -openings[name] for name in chosen}
    opening = {name: cost for name, cost in openings.items() if name not in chosen}
    # What an exchange costs beyond closing the one and opening the other.
    both: dict[tuple[str, str], int] = {}
    for each in costs:
        (best, site), *others = nsmallest(2, ((each[s], s) for s in chosen if s in each))
        second = others[0][0] if others else best + never
        closing[site] += second - best
        for name, cost in each.items():
            if cost < second and name in opening:
                opening[name] -= max(best - cost, 0)
                pair = site, name
                both[pair] = both.get(pair, 0) - (second - max(cost, best))
    nothing = frozenset[str]()
    changes = [(cost, nothing, frozenset({name})) for name, cost in closing.items()]
    changes += [(cost, frozenset({name}), nothing) for name, cost in opening.items()]
    changes += [
        (closing[old] + opening[new] + more, frozenset({new}), frozenset({old}))
        for (old, new), more in both.items()
    ]
    cost, opened, closed = min(changes, key=lambda each: (each[0], sorted(each[1] | each[2])))
    return (opened, closed) if cost < 0 else None
