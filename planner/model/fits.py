"""What a part says it is made for, and whether a board is among it: the one answer there is.

A case, a HAT, a carrier or a kit names boards in words, as its maker does: `Raspberry Pi 3B+, 4B`.
Rules, sizing and the chooser ask here. Where nothing is named, or too little to tell one board from
its like, the answer is that it is not known, which is neither yes nor no.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from planner.model.parts import Board, Carrier, Hat, M2Size, M2Sizes, PoeModule, Storage


class Fit(StrEnum):
    """Whether one part is made for another."""

    FITS = "fits"
    DOES_NOT = "does not fit"
    UNKNOWN = "not known"


class Named(Protocol):
    """A part that is looked for in a list of names."""

    @property
    def part_number(self) -> str: ...

    @property
    def name(self) -> str: ...


class MadeFor(Protocol):
    """A part that names what it is made for."""

    @property
    def fits(self) -> str: ...


# Words that say that many are meant, and not which.
_VAGUE = {"all", "any", "every", "many", "most", "others", "standard", "universal", "various"}
_NICKNAMES = ((r"\br-?pi\b", "raspberry pi"), (r"\bcompute module\b", "cm"))
# What a name says of one variant of a board, and that it is one.
_BESIDE_THE_NAME = re.compile(r"\(.*?\)|,.*|\b\d+ ?[GM]B\b.*|\bmodel\b|\bboard\b", re.IGNORECASE)
# The same few names are looked for again and again, and each board in each list.
_REMEMBERED = 4096
_ANSWERS_REMEMBERED = 65_536
# A board of its family's usual shape is called by a number, with or without a letter: 5, 3B+.
_LONGEST_NAME = 500
_GENERATION = re.compile(r"\d[a-z]?\+?")


def fit(part: MadeFor, thing: Named) -> Fit:
    """Return whether a part is made for a board; of a splitter, whether it ends in its plug."""
    if (
        isinstance(part, PoeModule)
        and part.kind == "splitter"
        and isinstance(thing, Board | Carrier)
    ):
        return _plug_fit(part, thing)
    return named(thing, part.fits)


def asks_of_boards(part: MadeFor) -> tuple[bool, str]:
    """Return all of a part that `fit` looks at: parts of which this is alike fit the same."""
    return isinstance(part, PoeModule) and part.kind == "splitter", part.fits


def drive_fit(drive: Storage, holder: Hat | PoeModule | Carrier) -> Fit:
    """Return whether a drive is of a size that goes on a HAT or a carrier."""
    return size_fit(drive.m2_size, holder.m2_sizes)


def size_fit(size: M2Size | None, sizes: M2Sizes | None) -> Fit:
    """Return whether an M.2 drive's size is one of those."""
    if size is None or sizes is None:
        return Fit.UNKNOWN
    return Fit.FITS if size in sizes else Fit.DOES_NOT


# How people write the plugs that a splitter may end in.
_PLUGS = {
    "micro-USB": re.compile(r"micro[- ]?usb", re.IGNORECASE),
    "USB-C": re.compile(r"(usb|type)[- ]?c\b", re.IGNORECASE),
    "barrel": re.compile(r"barrel", re.IGNORECASE),
}


def _plug_fit(splitter: PoeModule, board: Board | Carrier) -> Fit:
    plugs = {plug for plug, written in _PLUGS.items() if written.search(splitter.fits)}
    plug = board.power_connector
    if not plugs:
        return named(board, splitter.fits)
    # A barrel plug says nothing of its volts, and splitters do not state theirs. A module gets its
    # power from its carrier, whose plug nobody states.
    if plug in (None, "module") or (plug in plugs and plug == "barrel"):
        return Fit.UNKNOWN
    return Fit.FITS if plug in plugs else Fit.DOES_NOT


def named(thing: Named, names: str) -> Fit:
    """Return whether a list such as `Raspberry Pi 3B+, 4B` names a board, or its whole family.

    A name of the list takes the words before it that it leaves out, as `4B` does here. Sizes of
    memory do not count. A family alone names its boards of the usual shape; of the others, such as
    a Zero or a compute module, it does not say whether they are meant.
    """
    return _listed(thing.part_number, thing.name, names)


@lru_cache(maxsize=_ANSWERS_REMEMBERED)
def _listed(part_number: str, name: str, names: str) -> Fit:
    """Return whether a list names the board with this number and this name."""
    called = _plain(name)
    number = part_number.casefold()
    entries = _entries(names)
    found = Fit.DOES_NOT if entries else Fit.UNKNOWN
    before: tuple[str, ...] = ()
    for words in entries:
        text = " ".join(words)
        if _is_number(text.casefold(), number):
            return Fit.FITS
        for taken in range(len(before) + 1):
            one = _one(called, " ".join((*before[:taken], text)))
            if one is Fit.FITS:
                return one
            found = one if one is Fit.UNKNOWN else found
        if not before and _may_be_short_for(_plain(text), called):
            found = Fit.UNKNOWN
        # Of `Raspberry Pi 3B+, 4B` the second is a Raspberry Pi, too.
        before = words if len(words) > 1 and words[0].isalpha() else before
    return found


def _is_number(text: str, number: str) -> bool:
    """Tell whether a name is a part number, or the part of one that its variants share."""
    shared = any(each.isdigit() for each in text) and number.startswith(f"{text}-")
    return text == number or shared


@lru_cache(maxsize=_REMEMBERED)
def _entries(names: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each name of a list."""
    found = []
    for entry in re.split(r"[,;/&\n]|\b(?:and|or)\b", names):
        words = (word for word in entry.split() if word.casefold() not in ("board", "boards"))
        found.append(tuple(words))
    return tuple(filter(None, found))


def _one(called: str, name: str) -> Fit:
    """Return whether one name of a list means the board that is called so."""
    plain = _plain(name)
    if not plain or not _VAGUE.isdisjoint(name.casefold().split()):
        return Fit.UNKNOWN
    if called == plain:
        return Fit.FITS
    short, long = sorted((called, plain), key=len)
    if not long.startswith(short):
        return Fit.DOES_NOT
    rest = long[len(short) :]
    if not any(each.isdigit() for each in short):
        usual = short == plain and _GENERATION.fullmatch(rest)
        return Fit.FITS if usual else Fit.UNKNOWN
    if not (short[-1].isdigit() and rest[0].isalpha()):
        return Fit.DOES_NOT
    # The model B is what a generation is called after; of its other models nothing is said.
    return Fit.FITS if rest == "b" else Fit.UNKNOWN


def _may_be_short_for(plain: str, called: str) -> bool:
    """Tell whether a name leaves its maker out: `Pi 5` is a Raspberry Pi 5, or another maker's."""
    return any(each.isdigit() for each in plain) and called.endswith(plain)


@lru_cache(maxsize=_REMEMBERED)
def _plain(name: str) -> str:
    """Return a board's name without what names of one board differ in."""
    # A name of a hundred thousand brackets would be looked through from each of them to its end.
    text = _BESIDE_THE_NAME.sub(" ", name[:_LONGEST_NAME]).casefold()
    for nickname, full in _NICKNAMES:
        text = re.sub(nickname, full, text)
    return re.sub(r"[^a-z0-9+]", "", text)
