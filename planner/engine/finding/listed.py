"""Which part a line of somebody's list is: by a number that is its own, else by its name.

A number of ours, of the maker or of a shop is certain where only one part bears it, and so is the
whole name. Everything else is a likeness: it is told with a score and decides nothing.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from planner.engine.finding._kinds import kind_of
from planner.engine.finding._words import words
from planner.model.bill_matching import LineMatch, MatchBasis, MatchCandidate
from planner.model.bill_reading import ReadLine
from planner.model.offers import Offer
from planner.model.parts import Part

# A column of descriptions with one or two words says kinds; with more, what is to say of things.
_LONG_DESCRIPTION = 3
_MOST_CANDIDATES = 5
# Of a hundred: a likeness below that is none.
_LEAST = 25
# A word that so many parts are called by tells nothing of which of them is meant.
_TOO_COMMON = 5_000


def line_matcher(
    parts: Sequence[Part], offers: Iterable[Offer] = ()
) -> Callable[[ReadLine, str | None], LineMatch]:
    """Return a way to tell which part a line is, given what a person said of it, if anything.

    The names and numbers of the parts are read once.
    """
    return _ListedParts(parts, offers).match


class _ListedParts:
    """The parts of a catalog, to find lines of lists among them."""

    def __init__(self, parts: Sequence[Part], offers: Iterable[Offer]) -> None:
        """Read names and numbers of all parts once."""
        self._parts = {part.part_number: part for part in parts}
        named: dict[str, set[str]] = defaultdict(set)
        self._words: dict[str, frozenset[str]] = {}
        self._holding: dict[str, list[str]] = defaultdict(list)
        for part in parts:
            named[_squeezed(part.name)].add(part.part_number)
            held = frozenset(word[0] for word in words(f"{part.maker} {part.name}"))
            self._words[part.part_number] = held
            for word in held:
                self._holding[word].append(part.part_number)
        makers: dict[str, set[str]] = defaultdict(set)
        shops: dict[str, set[str]] = defaultdict(set)
        for offer in offers:
            if offer.maker_number:
                makers[_squeezed(offer.maker_number)].add(offer.part_number)
            for number in (offer.sku, offer.article_number):
                if number:
                    shops[_squeezed(number)].add(offer.part_number)
        own = {_squeezed(number): {number} for number in self._parts}
        self._by: Mapping[MatchBasis, Mapping[str, set[str]]] = {
            MatchBasis.PART_NUMBER: own,
            MatchBasis.MAKER_NUMBER: makers,
            MatchBasis.SHOP_NUMBER: shops,
            MatchBasis.NAME: named,
        }
        # The rarer a word, the more it tells: one that half the parts have counts 2, a word of one
        # part among 500 counts 9.
        most = max(len(parts), 1)
        self._weight = {
            word: (most // len(held)).bit_length() for word, held in self._holding.items()
        }
        self._unknown = most.bit_length()
        self._own = {
            number: sum(self._weight[word] for word in held) for number, held in self._words.items()
        }

    def match(self, line: ReadLine, chosen: str | None) -> LineMatch:
        """Return which part a line is; `chosen` is what a person said: none if it is empty.

        What else it may be is told beside what a person said, who may think again.
        """
        found = LineMatch(sheet=line.sheet, group=line.group, row=line.row)
        if chosen is None:
            for basis, number in self._certain(line):
                return found.model_copy(update={"part_number": number, "basis": basis})
        described = line.description or ""
        is_short = len(described.split()) < _LONG_DESCRIPTION
        column = line.category or (described if is_short else "")
        told: dict[str, object] = {"candidates": self._alike(line)}
        if not chosen:
            told["category"] = kind_of(line.name, column=column, section=line.section or "")
        if chosen is not None:
            told |= {"part_number": chosen or None, "basis": MatchBasis.CHOSEN}
        return found.model_copy(update=told)

    def _certain(self, line: ReadLine) -> Iterable[tuple[MatchBasis, str]]:
        """Yield parts that bear a number or the very name of a line, and that alone bear it."""
        named = _squeezed(line.name)
        numbered = _squeezed(line.part_number) if line.part_number else ""
        for basis, known in self._by.items():
            for text in (named,) if basis is MatchBasis.NAME else (numbered, named):
                bearing = known.get(text) if text else None
                if bearing is not None and len(bearing) == 1:
                    yield basis, next(iter(bearing))

    def _alike(self, line: ReadLine) -> tuple[MatchCandidate, ...]:
        """Return the parts whose names share most of their telling words with a line's."""
        asked = {word[0] for word in words(f"{line.maker or ''} {line.name}"[:200])}
        shared: dict[str, int] = defaultdict(int)
        for word in asked:
            places = self._holding.get(word, ())
            if len(places) <= _TOO_COMMON:
                for number in places:
                    shared[number] += self._weight[word]
        every = sum(self._weight.get(word, self._unknown) for word in asked)
        scored = [(self._hundredths(number, weight, every), number)
                  for number, weight in shared.items()]  # fmt: skip
        likely = [each for each in scored if each[0] >= _LEAST]
        likely.sort(key=lambda each: (-each[0], each[1]))
        return tuple(
            MatchCandidate(
                part_number=number, name=self._parts[number].name, score=Decimal(score) / 100
            )
            for score, number in likely[:_MOST_CANDIDATES]
        )

    def _hundredths(self, number: str, weight: int, every: int) -> int:
        """Return the weight of the words that both have, as a share of those that either has."""
        either = every + self._own[number] - weight
        return (200 * weight + either) // (2 * either)


# All but letters, digits and the plus of a model.
_BETWEEN = re.compile(r"[^\w+]|_")


def _squeezed(text: str) -> str:
    return _BETWEEN.sub("", text.casefold())
