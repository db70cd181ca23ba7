"""What tells parts apart: memory, speed, ports, PoE, maker, life, and how old their prices are."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from planner.engine.finding._words import memory, speed, words
from planner.model.lifecycle import Lifecycle
from planner.model.part_search import (
    ENDED,
    MADE,
    NO,
    NO_PRICE,
    NOT_STATED,
    OLDER,
    RECENT,
    THIS_YEAR,
    UNNAMED,
    YES,
    Facet,
    FacetCount,
    PartsQuestion,
    facets_of,
)
from planner.model.parts import Part

T = TypeVar("T")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_RECENT, _YEAR = timedelta(days=92), timedelta(days=366)
_LIFE = {Lifecycle.MADE: MADE, Lifecycle.ENDED: ENDED, Lifecycle.UNKNOWN: NOT_STATED}
# By category and facet: the field that says it.
_MEMORY = {"board": "ram_mb", "memory": "capacity_mb"}
_SPEED = {
    "board": "nic_mbps",
    "carrier": "switch_mbps",
    "switch": "speed_mbps",
    "nic": "speed_mbps",
}
_PORTS = {"carrier": "ports", "charger": "ports", "switch": "ports"}


def facet_value(part: Part, facet: Facet, *, on: date, priced_on: date | None) -> str | None:
    """Return the value of a facet that a part has on a day; None if that is not known.

    `priced_on` is the day of its price.
    """
    if facet is Facet.MAKER:
        return part.maker or UNNAMED
    if facet is Facet.MADE:
        return _LIFE[part.lifecycle_on(on)]
    if facet is Facet.AGE:
        return _age(on, priced_on)
    if facet is Facet.POE:
        known = part.poe_ports if part.category == "switch" else None
        return None if known is None else YES if known else NO
    if facet is Facet.MEMORY and part.category == "storage":
        return None if part.capacity_gb is None else memory(part.capacity_gb * 1024)
    field, word = _FIELDS[facet]
    value = getattr(part, field[part.category]) if part.category in field else None
    return None if value is None else word(value)


_FIELDS: dict[Facet, tuple[dict[str, str], Callable[[int], str]]] = {
    Facet.MEMORY: (_MEMORY, memory),
    Facet.SPEED: (_SPEED, speed),
    Facet.PORTS: (_PORTS, str),
}


def typed_value(facet: Facet, text: str) -> tuple[str, ...]:
    """Return the values that a text names, as people write sizes and speeds; none if it does not.

    A bare number is in GB, in Mbit/s or in ports, whatever the facet counts in.
    """
    plain = text.strip().casefold()
    if facet is Facet.AGE and plain in (RECENT, THIS_YEAR):
        return (RECENT,) if plain == RECENT else (RECENT, THIS_YEAR)
    if facet not in _FIELDS:
        return (plain,) if plain in _SET_ORDER else ()
    unit = {Facet.MEMORY: "GB", Facet.SPEED: "Mbit/s", Facet.PORTS: "ports"}[facet]
    found = words(f"{plain} {unit}" if _NUMBER.fullmatch(plain) else plain)
    end = {Facet.MEMORY: ("gb", "mb"), Facet.SPEED: ("mbps",), Facet.PORTS: ("port",)}[facet]
    forms = [form for form in found[0] if form.endswith(end)] if len(found) == 1 else []
    return tuple(form.removesuffix("port") for form in forms[:1])


def _age(on: date, priced_on: date | None) -> str:
    if priced_on is None:
        return NO_PRICE
    age = on - priced_on
    return RECENT if age <= _RECENT else THIS_YEAR if age <= _YEAR else OLDER


def sifted(
    found: Iterable[T], asked: PartsQuestion, value_of: Callable[[T, Facet], str | None]
) -> tuple[list[T], tuple[FacetCount, ...]]:
    """Return those that have the wanted values, and how many have each value of each facet.

    A value is counted among those that all other facets allow: so many it would show.
    """
    facets = facets_of(asked.category)
    wanted = {facet: values for facet in Facet if (values := asked.values_of(facet))}
    shown = []
    counts: dict[Facet, Counter[str]] = {facet: Counter() for facet in facets}
    for each in found:
        amiss = [facet for facet in wanted if value_of(each, facet) not in wanted[facet]]
        if not amiss:
            shown.append(each)
        for facet in facets if not amiss else amiss if len(amiss) == 1 else ():
            value = value_of(each, facet)
            if facet in counts and value is not None:
                counts[facet][value] += 1
    told = (
        FacetCount(facet, value, number)
        for facet in facets
        for value, number in sorted(counts[facet].items(), key=lambda pair: _order(facet, pair[0]))
    )
    return shown, tuple(told)


def _order(facet: Facet, value: str) -> tuple[int, Decimal, str]:
    if facet is Facet.MAKER:
        return (value == UNNAMED, Decimal(0), value.casefold())
    if facet in (Facet.MADE, Facet.AGE, Facet.POE):
        return (_SET_ORDER.index(value), Decimal(0), "")
    number = Decimal(value.rstrip("abcdefghijklmnopqrstuvwxyz"))
    return (0, number / 1024 if value.endswith("mb") else number, "")


_SET_ORDER = (YES, NO, MADE, NOT_STATED, ENDED, RECENT, THIS_YEAR, OLDER, NO_PRICE)
