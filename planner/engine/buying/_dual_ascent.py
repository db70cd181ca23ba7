"""A bound of facility location without a solver: what every need can pay, and what that leaves.

Each need is served by one of some sites, for a cost of its own; a site that serves any costs its
opening. Every need pays a price: as long as what needs pay above their costs at a site comes to no
more than its opening, no way to serve them all costs less than the prices together. The prices are
raised need by need as far as that allows (dual ascent), then some are lowered to let others rise by
more (dual adjustment): D. Erlenkotter, "A dual-based procedure for uncapacitated facility
location", Operations Research 26 (1978).

Costs are whole numbers, so the bound is exact.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

_ROUNDS = 4  # of adjustment; each gains less than the one before


@dataclass
class Prices:
    """What each need pays; `left` is what of its opening no need pays for yet, by site."""

    costs: Sequence[Mapping[str, int]]
    openings: Mapping[str, int]
    left: dict[str, int]
    paid: list[int] = field(default_factory=list)
    _ranked: list[tuple[list[int], list[str]]] = field(default_factory=list)
    _reach: list[int] = field(default_factory=list)
    _paying: dict[str, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, costs: Sequence[Mapping[str, int]], openings: Mapping[str, int]) -> "Prices":
        """Return the prices of needs that are served at these costs, by need and site.

        Every need has a site, and no cost is below nothing.
        """
        made = cls(costs, openings, dict(openings), _paying={name: set() for name in openings})
        for each in costs:
            ranked = sorted(each.items(), key=lambda pair: (pair[1], pair[0]))
            made._ranked.append(([cost for _, cost in ranked], [name for name, _ in ranked]))
            made.paid.append(ranked[0][1])
            made._reach.append(0)
        for need in range(len(costs)):
            made._reaches(need)
        made._raised(range(len(costs)))
        made._adjusted()
        return made

    @property
    def bound(self) -> int:
        """Return what no way to serve every need gets below."""
        return sum(self.paid)

    def _reaches(self, need: int) -> None:
        """Have a need pay for the sites that cost no more than its price, and for no other."""
        costs, names = self._ranked[need]
        before, now = self._reach[need], bisect_right(costs, self.paid[need])
        for name in names[before:now]:
            self._paying[name].add(need)
        for name in names[now:before]:
            self._paying[name].discard(need)
        self._reach[need] = now

    def _raised(self, needs: Iterable[int]) -> None:
        """Raise the prices of needs, each a step at a time, until none can be."""
        rising = list(needs)
        while rising:
            rising = [need for need in rising if self._rises(need)]

    def _rises(self, need: int) -> bool:
        """Raise a price to the next site's cost; tell whether it got there."""
        costs, names = self._ranked[need]
        sites = names[: self._reach[need]]
        by = min(map(self.left.__getitem__, sites))
        gets_there = len(sites) < len(costs) and costs[len(sites)] - self.paid[need] <= by
        if gets_there:
            by = costs[len(sites)] - self.paid[need]
        if by:
            self.paid[need] += by
            for name in sites:
                self.left[name] -= by
        if gets_there:
            self._reaches(need)
        return gets_there

    def _adjusted(self) -> None:
        """Lower prices that pay for several sites at once, where that lets others rise by more."""
        for _ in range(_ROUNDS):
            before = self.bound
            for need, price in enumerate(self.paid):
                held = [
                    name
                    for name in self._ranked[need][1][: self._reach[need]]
                    if not self.left[name] and self.costs[need][name] < price
                ]
                if len(held) > 1:
                    self._lower(need)
                    freed = set().union(*(self._paying[name] for name in held)) - {need}
                    self._raised(sorted(freed))
                    self._raised([need])
            self._raised(range(len(self.paid)))
            if self.bound == before:
                break

    def _lower(self, need: int) -> None:
        """Lower a price to the dearest site's cost below it."""
        costs, names = self._ranked[need]
        price = self.paid[need]
        lower = max(cost for cost in costs[: self._reach[need]] if cost < price)
        for cost, name in zip(costs, names, strict=True):
            if cost >= price:
                break
            self.left[name] += price - max(lower, cost)
        self.paid[need] = lower
        self._reaches(need)


def good_sites(
    costs: Sequence[Mapping[str, int]], openings: Mapping[str, int], begin: Iterable[str]
) -> set[str]:
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
    costs: Sequence[Mapping[str, int]], openings: Mapping[str, int], chosen: Collection[str]
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
