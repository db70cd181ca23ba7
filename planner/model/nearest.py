"""The known word that a misspelt one most likely stands for."""

import difflib
from collections.abc import Callable, Collection, Iterable
from heapq import nsmallest
from itertools import takewhile

_MANY = 2_000  # words; among more, only those are compared that begin or end most alike


def nearest(word: str, known: Collection[str], *, alike: int = 60) -> str | None:
    """Return the known word that a misspelt one most likely stands for, or None.

    It is at least so many percent `alike`.
    """
    key = word.casefold()
    by_key = {each.casefold(): each for each in sorted(_compared(key, known))}
    found = difflib.get_close_matches(key, by_key, n=3, cutoff=alike / 100)
    # Of equally near ones the one that begins alike: fingers slip towards the end.
    found.sort(key=lambda each: _likeness(each, key))
    return by_key[found[-1]] if found else None


def _compared(key: str, known: Collection[str]) -> Iterable[str]:
    """Return the words that a misspelt one is compared with: of very many a few thousand."""
    if len(known) <= _MANY:
        return known
    folded = {each.casefold(): each for each in known}
    begins = _most_alike(key, folded, lambda count: key[:count], str.startswith)
    ends = _most_alike(key, folded, lambda count: key[-count:], str.endswith)
    return {folded[each] for each in (*begins, *ends)}


def _most_alike(
    key: str,
    known: Collection[str],
    part: Callable[[int], str],
    has: Callable[[str, str], bool],
) -> Iterable[str]:
    """Return the words that share the longest part with a word, those of its length first."""
    shared, more, best = 0, len(key), known
    while shared < more:
        middle = (shared + more + 1) // 2
        same = part(middle)
        alike = [each for each in best if has(each, same)]
        if alike:
            shared, best = middle, alike
        else:
            more = middle - 1
    if not shared:
        return ()
    return nsmallest(_MANY, best, key=lambda each: (abs(len(each) - len(key)), each))


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return the question whether the nearest word was meant, a blank behind it; else nothing."""
    near = nearest(word, known)
    return "" if near is None else f"Did you mean {near!r}? "


def _likeness(one: str, other: str) -> tuple[float, int]:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return difflib.SequenceMatcher(None, one, other).ratio(), len(list(same))
