"""Parts that are alike in every fact: of many of them only those that cost least are looked at.

A large catalog sells the same thing under a thousand names. Whatever keeps one of them out keeps
all out, and where one can be used, a dearer one is in no best build: so what is asked of each part
is asked once of its like. Pruning would leave the same parts out later (`_pruning.py`). Facts are
compared column by column: no part is made that nobody looks at.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from planner.engine.sizing._left_out import NotConsidered
from planner.engine.sizing.piece_prices import PiecePrices
from planner.engine.solving.effort import Effort
from planner.model.filed import picked, told
from planner.model.obstacles import Obstacle
from planner.model.parts import CATEGORIES, Board, Cable, Case, Charger, Part, Storage, Switch

# What says nothing of what a part can do.
_SAYS_WHO = frozenset({"part_number", "name", "maker", "source", "note"})
# Nothing names them but lists of what fits a board, or what was measured on one.
_KINDS = (Board, Storage, Charger, Switch, Cable, Case)
_NAMING = frozenset({"fits", "goes_into", "measured_on"})


@dataclass(frozen=True, slots=True)
class Alike:
    """Parts that are alike, one of which is looked at; the `others` are not, by their places."""

    first: int
    members: tuple[int, ...]
    others: tuple[int, ...]


class Doubles:
    """The parts of a catalog without those that cost more than others that are alike."""

    def __init__(self, parts: Sequence[Part], alike: Iterable[Alike]) -> None:
        self._parts, self._alike = parts, tuple(alike)
        self._numbers = tuple(told(parts, "part_number"))
        self._names = tuple(told(parts, "name"))
        self._of = {
            self._numbers[at]: group
            for group, each in enumerate(self._alike)
            for at in each.members
        }
        self._few = tuple(parts[at] for at in self._looked_at())

    def _looked_at(self) -> Iterator[int]:
        """Yield the places of parts, what stands for others in the place of the first of them."""
        placed: set[int] = set()
        others = {at for each in self._alike for at in each.others}
        for at, number in enumerate(self._numbers):
            group = self._of.get(number)
            first = None if group is None else self._alike[group].first
            if first is not None and first not in placed:
                placed.add(first)
                yield first
            if at not in others and at != first:
                yield at

    def without(self, named: Collection[str]) -> tuple[tuple[Part, ...], tuple[Alike, ...]]:
        """Return the parts to look at, and those of them that stand for others.

        What is alike to a part that somebody names is looked at, each for itself.
        """
        apart = {self._of[number] for number in named if number in self._of}
        groups = sorted(apart, key=lambda group: self._numbers[self._alike[group].first])
        back = tuple(self._parts[at] for group in groups for at in self._alike[group].others)
        kept = (each for group, each in enumerate(self._alike) if group not in apart)
        return (*self._few, *back), tuple(kept)

    def leave_out(self, left_out: NotConsidered, alike: Iterable[Alike]) -> None:
        """Let what keeps a part out keep out all that are alike to it."""
        numbers, names = self._numbers, self._names
        for each in alike:
            obstacle = left_out.by_number.get(numbers[each.first])
            if obstacle is not None:
                others = each.others
                left_out.add_all(
                    [numbers[at] for at in others], [names[at] for at in others], obstacle
                )


def doubles(
    parts: Sequence[Part], prices: PiecePrices, out: Mapping[str, Obstacle], effort: Effort
) -> Doubles:
    """Return what is alike among the parts; one that is `out` stands for those out for the same."""
    numbers = tuple(told(parts, "part_number"))
    groups = (each for each in _groups(parts, out, effort) if len(each) > 1)
    found = (
        Alike(places[0], tuple(places), tuple(places[1:]))
        if numbers[places[0]] in out
        else _alike(places, numbers, prices)
        for places in groups
    )
    return Doubles(parts, filter(None, found))


def _groups(
    parts: Sequence[Part], out: Mapping[str, Obstacle], effort: Effort
) -> Sequence[Sequence[int]]:
    """Return the places of parts that are alike and left out for the same, if at all."""
    by_category: dict[str, list[int]] = defaultdict(list)
    for at, category in enumerate(told(parts, "category")):
        by_category[category].append(at)
    shelves = {category: picked(parts, places) for category, places in by_category.items()}
    facts, found = _facts(shelves), defaultdict[Hashable, list[int]](list)
    for category, names in facts.items():
        held = shelves[category]
        said = zip(*(told(held, name) for name in names), strict=True)
        rows = zip(by_category[category], told(held, "part_number"), said, strict=True)
        for at, number, each in effort.over(rows):
            found[category, id(out.get(number)), each].append(at)
    return sorted(found.values(), key=itemgetter(0))


def _facts(shelves: Mapping[str, Sequence[Part]]) -> Mapping[str, Sequence[str]]:
    """Return what tells parts apart, by category: of boards their names, where parts name some."""
    kinds = {category: CATEGORIES[category] for category in shelves}
    naming = any(
        any(told(held, name))
        for category, held in shelves.items()
        for name in _NAMING & kinds[category].model_fields.keys()
    )
    found = {}
    for category, kind in kinds.items():
        if kind in _KINDS:
            of_board = naming and kind is Board
            silent = _SAYS_WHO - {"name", "part_number"} if of_board else _SAYS_WHO
            found[category] = [name for name in kind.model_fields if name not in silent]
    return found


def _alike(places: Sequence[int], numbers: Sequence[str], prices: PiecePrices) -> Alike | None:
    """Return parts that are alike, of which some cost more than the cheapest; None if none does."""
    priced = [(price, at) for at in places if (price := prices.price(numbers[at]))]
    each = [(price.each, numbers[at], at) for price, at in priced if price.each is not None]
    if not each:
        return None
    least, _, first = min(each)
    dearer = tuple(at for price, at in priced if price.least > least)
    return Alike(first, tuple(places), dearer) if dearer else None
