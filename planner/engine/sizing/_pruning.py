"""Leave out what can be in no best build: parts that another part beats in everything that counts.

Why it is safe. Part A beats part B if A does all that B does, and A costs the same for every piece
and no more than B costs on average however many are bought. (Where electricity counts, what a piece
costs to run is among what it does: the less, the better.) Take any build with B in it, and put A
in B's place: it does all that it did, and costs no more. So some best build is without B.

A part whose price per piece changes with the quantity never beats another: more pieces of it could
cost more than they save. It can be beaten. Parts that the person names (wanted, owned) stay.
"""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from planner.engine.sizing.piece_prices import PiecePrice
from planner.engine.solving.effort import UNHURRIED, Effort


@dataclass(frozen=True, slots=True)
class Worth:
    """What counts of a part: `alike` must be equal to compare it, more of each `more` is better."""

    part_number: str
    price: PiecePrice | None
    alike: Hashable
    more: tuple[int, ...] = ()

    def order(self) -> tuple[int, bool, tuple[int, ...], str]:
        """Return what sorts a part behind every part that beats it."""
        price = self.price or PiecePrice(None, 0)
        return price.least, price.each is None, tuple(-each for each in self.more), self.part_number

    def beats(self, other: "Worth") -> bool:
        """Tell whether this part makes another one, of a later order, superfluous."""
        each = None if self.price is None else self.price.each
        least = None if other.price is None else other.price.least
        cheaper = each is not None and least is not None and each <= least
        pairs = zip(self.more, other.more, strict=True)
        return cheaper and all(mine >= theirs for mine, theirs in pairs)


T = TypeVar("T")


def unbeaten(
    candidates: Iterable[T],
    worth: Callable[[T], Worth],
    *,
    keep: Collection[str] = (),
    effort: Effort = UNHURRIED,
) -> list[T]:
    """Return the candidates that no other one beats, in the order of their part numbers."""
    # First the cheapest of each lot that is quite alike: most of a large catalog goes here.
    lots: dict[Hashable, int] = {}
    valued = [(worth(each), each) for each in effort.over(candidates)]
    for value, _ in valued:
        if value.price is not None and value.price.each is not None:
            lot, each = (value.alike, value.more), value.price.each
            lots[lot] = min(each, lots.get(lot, each))
    valued = [
        pair
        for pair in valued
        if pair[0].part_number in keep
        or pair[0].price is None
        or pair[0].price.least <= lots.get((pair[0].alike, pair[0].more), pair[0].price.least)
    ]
    valued.sort(key=lambda pair: pair[0].order())
    best: dict[Hashable, list[Worth]] = {}
    result: list[tuple[str, T]] = []
    for value, candidate in effort.over(valued):
        rivals = best.setdefault(value.alike, [])
        beaten = any(rival.beats(value) for rival in rivals)
        if not beaten and value.price is not None and value.price.each is not None:
            rivals.append(value)
        if not beaten or value.part_number in keep:
            result.append((value.part_number, candidate))
    return [candidate for _, candidate in sorted(result, key=lambda pair: pair[0])]
