"""An index of parts: which parts a search means, and how well each answers it.

The exact name comes first, then a name but for what tells its variants apart, then all words side
by side in the name, then all words anywhere: in the name, in the facts, in the note. Then come
those that are found by what somebody is about to type or mistyped, in the same order. If nothing
holds all words, those are told that hold the most of them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from itertools import islice, product

from planner.engine.finding._near import begun, near
from planner.engine.finding._texts import PartTexts, texts_of
from planner.engine.finding._words import SPOKEN, Word, singular, surface, words
from planner.model.part_search import Ranked
from planner.model.parts import Part

_MOST_VARIANTS, _MOST_COUNTED = 16, 30
_SHORTEST_GLUED = 4
_END = "\x00"


class Match(IntEnum):
    """How well a part answers a search, the best first."""

    EXACT = 0
    VARIANT = 1
    ADJACENT = 2
    NAME = 3
    FACTS = 4
    NOTE = 5


# Behind all that holds the words as they were typed.
_CORRECTED, _PARTLY = 10, 20


def finder(parts: Iterable[Part]) -> Callable[[str], Ranked]:
    """Return a way to search parts; their words are read once."""
    return PartsIndex(parts).find


class PartsIndex:
    """The words of parts, to find them by. Parts are named by their places."""

    def __init__(self, parts: Iterable[Part]) -> None:
        """Read the words of all parts."""
        # The names of each part, its words with a blank on either side.
        self._lines: list[str] = []
        self._squeezed: list[str] = []
        # By word: the parts that hold it, in their order.
        self._named: dict[str, list[int]] = defaultdict(list)
        self._facts: dict[str, list[int]] = defaultdict(list)
        self._notes: dict[str, list[int]] = defaultdict(list)
        # By a name without blanks.
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._plain: dict[str, list[int]] = defaultdict(list)
        self._uses: Counter[str] = Counter(dict.fromkeys(SPOKEN, 1))
        for place, part in enumerate(parts):
            self._take(place, texts_of(part))
            called = f"{part.name} {part.maker} {part.category}"
            self._uses.update(word for word in surface(called) if len(word) > 1)
        self._known = sorted(self._uses)

    def _take(self, place: int, texts: PartTexts) -> None:
        for held, found in (
            (self._named, texts.named),
            (self._facts, texts.facts),
            (self._notes, texts.notes),
        ):
            for word in found:
                held[word].append(place)
        line = _END.join(f" {' '.join(map(_first, name))} " for name in texts.names)
        self._lines.append(line)
        self._squeezed.append(line.replace(" ", ""))
        for name in texts.names:
            self._exact[_squeezed(name)].append(place)
        self._plain[_squeezed(texts.plain)].append(place)

    def find(self, search: str) -> Ranked:
        """Return the parts that a search means. One without any word means all of them."""
        asked = words(search)
        if not asked:
            return Ranked(dict.fromkeys(range(len(self._lines)), 0))
        ranks = self._ranked(asked)
        corrected, mistyped = self._corrections(search, asked)
        for text in corrected:
            for place, how in self._ranked(words(text)).items():
                ranks[place] = min(ranks.get(place, _PARTLY), _CORRECTED + how)
        read_as = corrected[0] if mistyped else ""
        if ranks:
            return Ranked(ranks, read_as)
        some = self._partly(words(corrected[0] if corrected else search))
        return Ranked(some, read_as if some else "", whole=False)

    # --- all words, as they were typed ------------------------------------------------------------

    def _ranked(self, asked: tuple[Word, ...]) -> dict[int, int]:
        """Return the rank of each part that holds all words."""
        texts = tuple(_readings(asked))
        found: dict[int, int] = {}
        for text in texts:
            glued = text.replace(" ", "")
            _better(found, self._exact.get(glued, ()), Match.EXACT)
            _better(found, self._plain.get(glued, ()), Match.VARIANT)
        named = self._holding(asked, self._named)
        for text in texts:
            within, lines = f" {text} ", self._lines
            _better(found, (each for each in named if within in lines[each]), Match.ADJACENT)
            _better(found, self._squeezed_in(text.replace(" ", "")), Match.ADJACENT)
        _better(found, named, Match.NAME)
        _better(found, self._holding(asked, self._named, self._facts), Match.FACTS)
        _better(found, self._holding(asked, self._named, self._facts, self._notes), Match.NOTE)
        return found

    def _holding(self, asked: Iterable[Word], *where: Mapping[str, list[int]]) -> set[int]:
        """Return the parts that hold every word in one of these places."""
        found: set[int] | None = None
        for word in asked:
            one: set[int] = set()
            for held in where:
                for form in word:
                    one.update(held.get(form, ()))
            found = one if found is None else found & one
            if not found:
                return set()
        return found or set()

    def _squeezed_in(self, text: str) -> Iterator[int]:
        """Yield the parts in whose name words stand together, wherever blanks are: `tlsg108`."""
        if len(text) < _SHORTEST_GLUED:
            return
        for place, squeezed in enumerate(self._squeezed):
            if text in squeezed and _at_borders(text, self._lines[place]):
                yield place

    # --- what was mistyped, and what no part holds all of -----------------------------------------

    def _corrections(self, search: str, asked: tuple[Word, ...]) -> tuple[list[str], bool]:
        """Return the search with each unknown word replaced by one that is known, likely first.

        And whether one of them was mistyped; the others are what somebody may be about to type.
        """
        places: list[list[str]] = []
        mistyped = False
        held = {form for word in asked for form in word if self._is_known(form)}
        for piece in surface(search):
            if singular(piece) in held or self._is_known(piece) or piece in SPOKEN:
                continue
            choices = begun(piece, self._known, self._uses)
            if not choices and (close := near(piece, self._known, self._uses)):
                choices, mistyped = [close], True
            if choices:
                places.append([f"{piece}{_END}{each}" for each in choices])
        if not places:
            return [], False
        ways = islice(product(*places), _MOST_VARIANTS)
        return [_replaced(search, chosen) for chosen in ways], mistyped

    def _is_known(self, word: str) -> bool:
        return word in self._named or word in self._facts or word in self._notes

    def _partly(self, asked: tuple[Word, ...]) -> dict[int, int]:
        """Return the parts that hold the most of the words, at least half of them."""
        # By part, a bit for each word that it holds.
        held: dict[int, int] = defaultdict(int)
        for bit, word in enumerate(asked[:_MOST_COUNTED]):
            for place in self._holding([word], self._named, self._facts):
                held[place] |= 1 << bit
        most = max((bits.bit_count() for bits in held.values()), default=0)
        if most * 2 < len(asked):
            return {}
        by_bits: dict[int, list[int]] = defaultdict(list)
        for place, bits in held.items():
            if bits.bit_count() == most:
                by_bits[bits].append(place)
        found: dict[int, int] = {}
        for tried, (bits, places) in enumerate(sorted(by_bits.items())):
            some = tuple(word for bit, word in enumerate(asked) if bits >> bit & 1)
            ranks = self._ranked(some) if tried < _MOST_VARIANTS else {}
            found |= {place: _PARTLY + ranks.get(place, Match.FACTS) for place in places}
        return found


def _better(found: dict[int, int], places: Iterable[int], rank: int) -> None:
    for place in places:
        found.setdefault(place, rank)


def _first(word: Word) -> str:
    return word[0]


def _squeezed(name: Iterable[Word]) -> str:
    return "".join(map(_first, name))


def _at_borders(text: str, line: str) -> bool:
    """Tell whether words of a line, put together, are a text: whole words, and none besides."""
    for name in line.split(_END):
        pieces = name.split()
        for start in range(len(pieces)):
            glued = ""
            for piece in pieces[start:]:
                glued += piece
                if glued == text:
                    return True
                if len(glued) >= len(text):
                    break
    return False


def _readings(asked: tuple[Word, ...]) -> Iterator[str]:
    """Yield the ways to read a search: each word in its likeliest form, `pi 5` as its maker's."""
    text = " ".join(word[0] for word in asked)
    yield text
    if asked[0][0] == "pi" and len(asked) > 1 and asked[1][0][0].isdigit():
        yield f"raspberry {text}"


def _replaced(search: str, chosen: Iterable[str]) -> str:
    """Return a search with words of it replaced: pairs of what stands there and what is meant."""
    text = search.casefold()
    for pair in chosen:
        old, _, new = pair.partition(_END)
        text = text.replace(old, new, 1)
    return text
