"""Parts that are alike in every fact: of many of them only those that cost least are looked at.

A large catalog sells the same thing under a thousand names. Whatever keeps one of them out keeps
all out, and where one can be used, a dearer one is in no best build: so what is asked of each part
is asked once of its like. Pruning would leave the same parts out later (`_pruning.py`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from planner.engine.sizing._left_out import NotConsidered
from planner.engine.sizing.piece_prices import PiecePrices
from planner.engine.solving.effort import Effort
from planner.model.parts import Board, Cable, Case, Charger, Part, Storage, Switch

# What says nothing of what a part can do.
_SAYS_WHO = frozenset({"part_number", "name", "maker", "source", "note"})
# Nothing names them but lists of what fits a board, or what was measured on one.
_KINDS = (Board, Storage, Charger, Switch, Cable, Case)


@dataclass(frozen=True)
class Alike:
    """Parts that are alike, one of which is looked at; the `dearer` ones are not."""

    first: Part
    members: frozenset[str]
    dearer: tuple[Part, ...]


class Doubles:
    """The parts of a catalog without those that cost more than others that are alike."""

    def __init__(self, parts: Iterable[Part], alike: Iterable[Alike]) -> None:
        self._alike = {each.first.part_number: each for each in alike}
        self._first_of = {
            number: each.first.part_number
            for each in self._alike.values()
            for number in each.members
        }
        self._few = tuple(self._looked_at(parts))

    def _looked_at(self, parts: Iterable[Part]) -> Iterator[Part]:
        """Yield the parts, what stands for others in the place of the first of them."""
        placed: set[str] = set()
        dearer = {part.part_number for each in self._alike.values() for part in each.dearer}
        for part in parts:
            first = self._first_of.get(part.part_number)
            if first is not None and first not in placed:
                placed.add(first)
                yield self._alike[first].first
            if part.part_number not in dearer and part.part_number != first:
                yield part

    def without(self, named: Collection[str]) -> tuple[tuple[Part, ...], tuple[Alike, ...]]:
        """Return the parts to look at, and those of them that stand for others.

        What is alike to a part that somebody names is looked at, each for itself.
        """
        apart = {self._first_of[each] for each in named if each in self._first_of}
        back = tuple(part for each in sorted(apart) for part in self._alike[each].dearer)
        told = (each for number, each in self._alike.items() if number not in apart)
        return (*self._few, *back), tuple(told)


def doubles(
    parts: Collection[Part], prices: PiecePrices, out: Collection[str], effort: Effort
) -> Doubles:
    """Return what is alike among the parts; those that are `out` stand for nobody."""
    by_facts: dict[Hashable, list[Part]] = defaultdict(list)
    names = dict(_facts(parts))
    for part in effort.over(parts):
        if type(part) in names and part.part_number not in out:
            by_facts[type(part), names[type(part)](part)].append(part)
    return Doubles(parts, filter(None, (_alike(each, prices) for each in by_facts.values())))


def _facts(parts: Iterable[Part]) -> Iterator[tuple[type, Callable[[Part], Hashable]]]:
    """Yield what tells parts of a kind apart: of boards their names, where any part names some."""
    naming = any(
        getattr(part, field, "") for part in parts for field in ("fits", "goes_into", "measured_on")
    )
    for kind in _KINDS:
        silent = _SAYS_WHO - {"name", "part_number"} if naming and kind is Board else _SAYS_WHO
        yield kind, attrgetter(*(name for name in kind.model_fields if name not in silent))


def _alike(parts: Collection[Part], prices: PiecePrices) -> Alike | None:
    """Return parts that are alike, of which some cost more than the cheapest; None if none does."""
    if len(parts) == 1:
        return None
    priced = [(price, part) for part in parts if (price := prices.price(part.part_number))]
    each = [
        (price.each, part.part_number, part) for price, part in priced if price.each is not None
    ]
    if not each:
        return None
    least, _, first = min(each)
    dearer = tuple(part for price, part in priced if price.least > least)
    if not dearer:
        return None
    return Alike(first, frozenset(part.part_number for part in parts), dearer)


def leave_out(left_out: NotConsidered, alike: Iterable[Alike]) -> None:
    """Let what keeps a part out keep out all that are alike to it."""
    for each in alike:
        obstacle = left_out.by_number.get(each.first.part_number)
        if obstacle is not None:
            for part in each.dearer:
                left_out.add(part, obstacle)
