"""The words that a part is found by: those of its name, of its number, of its facts, of its note.

Addresses are no words: whoever looks for a maker does not mean every part whose facts stand on the
maker's pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from planner.engine.finding._words import Word, memory, plain, speed, words, words_again
from planner.model.parts import CATEGORY_TITLES, Category, Part

# What tells one variant of an article from another stands behind its name.
_VARIANT = re.compile(r"\(.*?\)|,.*|\bmodel [a-z]\b\+?|\b\d+ ?[GMT]B\b.*", re.IGNORECASE)
_LONGEST = 500
_MEASURE = re.compile(r"([0-9]+(?:\.[0-9]+)?)([a-z]+)")
_COUNTS = {"ports": "port", "cores": "core", "slots": "slot"}
_SILENT = frozenset({"part_number", "name", "maker", "note", "source", "category", "requires"})


@dataclass(frozen=True, slots=True)
class PartTexts:
    """What a part is called, as words: each of `names` in its order, and what is known of it.

    `names` are what a search can be the whole of, beginning with the full name; `plain` is the name
    without what tells its variants apart.
    """

    names: tuple[tuple[Word, ...], ...]
    plain: tuple[Word, ...]
    facts: set[str]
    notes: set[str]

    @property
    def named(self) -> set[str]:
        """Every form of the words of its names, and of two that stand together."""
        found = {word[0] for name in self.names for word in name}
        for name in self.names:
            for one, two in pairwise(name):
                # `micro SD` is `microSD`.
                if one[0].isalpha() and two[0].isalpha():
                    found.add(one[0] + two[0])
        # Who leaves the plus out, or the unit, means such a part, too, though another one first.
        for form in tuple(found):
            found.update(_shorter(form))
        return found


@lru_cache(maxsize=65_536)
def _shorter(form: str) -> tuple[str, ...]:
    """Return what a word is called in short: 2500 Mbit/s by `2500` and `2.5`, B+ by `b`."""
    if form == "cm":
        return ("compute", "module")
    if form[-1] == "+":
        return (form.rstrip("+"),)
    found = _MEASURE.fullmatch(form)
    if found is None:
        return ()
    gigabits = (plain(Decimal(found[1]) / 1000),) if found[2] == "mbps" else ()
    return (found[1], *gigabits)


def texts_of(part: Part) -> PartTexts:
    """Return the words that a part is found by."""
    name, number, maker = words(part.name), words(part.part_number), words_again(part.maker)
    names = [name, number]
    if maker and name[: len(maker)] != maker:
        names.append((*maker, *name))
    return PartTexts(
        names=tuple(names),
        plain=_plain_name(part.name, name),
        facts=set(_facts(part)),
        notes=set(_forms(part.note)),
    )


def _plain_name(text: str, name: tuple[Word, ...]) -> tuple[Word, ...]:
    plain_text = _VARIANT.sub(" ", text[:_LONGEST])
    return name if plain_text == text else words(plain_text)


def _facts(part: Part) -> Iterator[str]:
    yield from _forms(part.maker)
    yield from _called(part.category)
    for field in _told_fields(type(part)):
        value = getattr(part, field)
        if isinstance(value, tuple):
            value = " ".join(map(str, value))
        if value is not None and value != "" and not isinstance(value, bool):
            yield from _said(field, value)
    yield from _powered(part)


@lru_cache(maxsize=64)
def _called(category: Category) -> tuple[str, ...]:
    return (*_forms(CATEGORY_TITLES[category]), category)


@lru_cache(maxsize=65_536)
def _said(field: str, value: int | Decimal | str) -> tuple[str, ...]:
    """Return the words for what a field says."""
    return tuple(_forms(value)) if isinstance(value, str) else tuple(_measured(field, value))


@lru_cache(maxsize=64)
def _told_fields(kind: type[Part]) -> tuple[str, ...]:
    return tuple(
        name
        for name in kind.model_fields
        if name not in _SILENT
        and not name.endswith(("source", "_on", "_until", "_limit"))
        and not name.startswith("power_")
    ) + (("power_connector",) if "power_connector" in kind.model_fields else ())


def _measured(field: str, value: int | Decimal) -> Iterator[str]:
    """Yield what people call a number of a field: 1000 Mbit/s, 8 GB, 8 ports."""
    unit = field.rpartition("_")[2]
    if field in _COUNTS:
        yield f"{value}{_COUNTS[field]}"
    elif unit == "mbps":
        yield speed(value)
    elif unit == "mb":
        yield memory(value)
    elif unit in ("gb", "w", "m"):
        yield f"{plain(Decimal(value))}{unit}"


def _powered(part: Part) -> Iterator[str]:
    if part.category == "switch":
        if part.poe_ports:
            yield from ("poe", str(part.poe_ports))
        if part.sfp_ports:
            yield from ("sfp", str(part.sfp_ports))
    if part.category == "poe":
        yield "poe"


def _forms(text: str) -> Iterator[str]:
    # What stands in a catalog means one thing; only what is typed may mean two.
    return (word[0] for word in words_again(text))
