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
from typing import Generic, TypeVar

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


class _Lot(Generic[T]):
    """Candidates that do quite the same: what costs more than the cheapest is not kept at all."""

    __slots__ = ("least", "pairs")

    def __init__(self) -> None:
        self.least: int | None = None  # what the cheapest costs a piece, of those with one price
        self.pairs: list[tuple[Worth, T]] = []

    def add(self, value: Worth, candidate: T, keep: Collection[str]) -> None:
        """Take a candidate in, unless one that is here costs less."""
        price = value.price
        if price is not None and price.each is not None:
            self.least = price.each if self.least is None else min(price.each, self.least)
        if self._stays(value, keep):
            self.pairs.append((value, candidate))

    def left(self, keep: Collection[str]) -> list[tuple[Worth, T]]:
        """Return the candidates than which none costs less."""
        return [pair for pair in self.pairs if self._stays(pair[0], keep)]

    def _stays(self, value: Worth, keep: Collection[str]) -> bool:
        least, price = self.least, value.price
        if least is None or price is None or price.least <= least:
            return True
        return value.part_number in keep


def unbeaten(
    candidates: Iterable[T],
    worth: Callable[[T], Worth],
    *,
    keep: Collection[str] = (),
    effort: Effort = UNHURRIED,
) -> list[T]:
    """Return the candidates that no other one beats, in the order of their part numbers."""
    # First the cheapest of each lot that is quite alike: most of a large catalog goes here.
    lots: dict[Hashable, dict[tuple[int, ...], _Lot[T]]] = {}
    for candidate in effort.over(candidates):
        value = worth(candidate)
        alike = lots.get(value.alike)
        if alike is None:
            alike = lots[value.alike] = {}
        lot = alike.get(value.more)
        if lot is None:
            lot = alike[value.more] = _Lot()
        lot.add(value, candidate, keep)
    valued = [pair for alike in lots.values() for lot in alike.values() for pair in lot.left(keep)]
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
