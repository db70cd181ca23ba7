"""The known word that a misspelt one most likely stands for."""

import difflib
import re
from collections.abc import Collection, Iterable
from heapq import nsmallest
from itertools import takewhile

MANY = 2_000  # words; among more, only those are compared that begin or end most alike


def nearest(word: str, known: "Collection[str] | ManyWords", *, alike: int = 60) -> str | None:
    """Return the known word that a misspelt one most likely stands for, or None.

    It is at least so many percent `alike`.
    """
    if len(known) > MANY and not isinstance(known, ManyWords):
        known = ManyWords(known)
    key = word.casefold()
    compared = known.like(key) if isinstance(known, ManyWords) else known
    by_key = {each.casefold(): each for each in sorted(compared)}
    found = difflib.get_close_matches(key, by_key, n=3, cutoff=alike / 100)
    # Of equally near ones the one that begins alike: fingers slip towards the end.
    found.sort(key=lambda each: _likeness(each, key))
    return by_key[found[-1]] if found else None


class ManyWords:
    """Very many known words, put in order once for all words that may be misspelt."""

    def __init__(self, known: Collection[str]) -> None:
        # One search finds all words that begin behind the ends of lines, or end before them.
        words = [each.replace("\n", " ") for each in known]
        text = "\n".join(words).casefold()
        self._folded = dict(zip(text.split("\n"), known, strict=True))
        self._text, self._backwards = f"\n{text}", f"\n{text[::-1]}"

    def __len__(self) -> int:
        return len(self._folded)

    def like(self, key: str) -> Iterable[str]:
        """Return the words that a misspelt one is compared with: a few thousand at most.

        Those that share the longest beginning or the longest end with it, those of its length
        first.
        """
        begins = _most_alike(key, self._text)
        ends = [each[::-1] for each in _most_alike(key[::-1], self._backwards)]
        return {self._folded[each] for each in (*begins, *ends)}


def _most_alike(key: str, text: str) -> Iterable[str]:
    """Return the words of a text that share the longest beginning with a word."""
    shared, more = 0, len(key)
    while shared < more:
        middle = (shared + more + 1) // 2
        if f"\n{key[:middle]}" in text:
            shared = middle
        else:
            more = middle - 1
    if not shared:
        return ()
    found = re.findall(f"\n({re.escape(key[:shared])}.*)", text)
    return nsmallest(MANY, found, key=lambda each: (abs(len(each) - len(key)), each))


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return the question whether the nearest word was meant, a blank behind it; else nothing."""
    near = nearest(word, known)
    return "" if near is None else f"Did you mean {near!r}? "


def _likeness(one: str, other: str) -> tuple[float, int]:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return difflib.SequenceMatcher(None, one, other).ratio(), len(list(same))
