"""Max-min fair shares of links: progressive filling, exact in fractions.

All flows rise together, each in proportion to its weight, until a link is full. The flows that
cross it stay where they are; the others rise on. So nobody can have more without somebody having
less who has no more to begin with.
"""

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)  # what tells one link from another


class Demand(NamedTuple, Generic[Key]):
    """A flow that takes what it can get: its weight, and its load on each link per unit of rate.

    Where several equal flows are counted as one, `uses` of a link they share holds the load of all.
    """

    weight: Fraction
    uses: Mapping[Key, Fraction]


class FlowShare(NamedTuple, Generic[Key]):
    """The rate of a flow and the links that were full when it stopped; None if none ever was."""

    rate: Fraction | None
    full: tuple[Key, ...] = ()


def fair_shares(
    demands: Sequence[Demand[Key]], capacities: Mapping[Key, Fraction]
) -> tuple[FlowShare[Key], ...]:
    """Return the share of each demand, in their order. A link without a capacity limits nothing."""
    left = dict(capacities)
    load = dict.fromkeys(capacities, Fraction(0))
    crossing: dict[Key, list[int]] = {link: [] for link in capacities}
    for index, demand in enumerate(demands):
        for link in _limits(demand, capacities):
            load[link] += demand.weight * demand.uses[link]
            crossing[link].append(index)
    shares: list[FlowShare[Key]] = [FlowShare(None) for _ in demands]
    level = Fraction(0)
    while busy := [link for link, amount in load.items() if amount]:
        step = min(left[link] / load[link] for link in busy)
        level += step
        for link in busy:
            left[link] -= step * load[link]
        full = [link for link in busy if not left[link]]
        stopped = sorted({i for link in full for i in crossing[link] if shares[i].rate is None})
        for index in stopped:
            demand = demands[index]
            on_its_way = tuple(link for link in full if demand.uses.get(link))
            shares[index] = FlowShare(level * demand.weight, on_its_way)
            for link in _limits(demand, capacities):
                load[link] -= demand.weight * demand.uses[link]
    return tuple(shares)


def _limits(demand: Demand[Key], capacities: Mapping[Key, Fraction]) -> list[Key]:
    return [link for link, often in demand.uses.items() if often and link in capacities]
