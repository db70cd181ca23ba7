"""The known word that a misspelt one stands for: quickly, among a hundred thousand."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Fewer letters are too few to tell a slip of the finger from another word.
_SHORTEST = 4
_MOST_BEGUN = 4


def slips(word: str) -> int:
    """Return how many slips of the finger there may be in a word: by its length."""
    if len(word) < _SHORTEST:
        return 0
    return 1 if len(word) <= 5 else 2 if len(word) <= 9 else 3


def near(word: str, known: Sequence[str], uses: Mapping[str, int]) -> str | None:
    """Return the known word with the fewest slips; of several the one that is used most."""
    most = slips(word)
    if not most:
        return None
    found = process.extract(
        word, known, scorer=OSA.distance, score_cutoff=most, limit=None, processor=None
    )
    if not found:
        return None
    # The first letter is seldom the wrong one.
    return min(found, key=lambda each: (each[1], each[0][0] != word[0], -uses[each[0]], each[0]))[0]


def begun(word: str, known: Sequence[str], uses: Mapping[str, int]) -> list[str]:
    """Return the words that somebody may be about to type, those used most first.

    `known` is in order of the alphabet.
    """
    if len(word) < 2:
        return []
    start = bisect_left(known, word)
    rest = (known[place] for place in range(start, len(known)))
    found = takewhile(lambda each: each.startswith(word), rest)
    return nsmallest(_MOST_BEGUN, found, key=lambda each: (-uses[each], each))
