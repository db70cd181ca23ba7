"""The known word that a misspelt one most likely stands for."""

import difflib
from collections.abc import Collection
from itertools import takewhile


def nearest(word: str, known: Collection[str], *, alike: int = 60) -> str | None:
    """Return the known word that a misspelt one most likely stands for, or None.

    It is at least so many percent `alike`.
    """
    by_key = {each.casefold(): each for each in sorted(known)}
    key = word.casefold()
    found = difflib.get_close_matches(key, by_key, n=3, cutoff=alike / 100)
    # Of equally near ones the one that begins alike: fingers slip towards the end.
    found.sort(key=lambda each: _likeness(each, key))
    return by_key[found[-1]] if found else None


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return the question whether the nearest word was meant, a blank behind it; else nothing."""
    near = nearest(word, known)
    return "" if near is None else f"Did you mean {near!r}? "


def _likeness(one: str, other: str) -> tuple[float, int]:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return difflib.SequenceMatcher(None, one, other).ratio(), len(list(same))
