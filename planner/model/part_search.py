"""What parts are looked for by: words, a category, and facets, each with the values it may have.

A facet's value is a short word that means the same in an address, in a command and in a count:
`8gb`, `2500mbps`, `8` ports, `made`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from planner.model import home
from planner.model.categories import Category
from planner.model.money import CurrencyCode
from planner.model.numbers import number_text
from planner.model.record import Record
from planner.model.speeds import speed_name


class Facet(StrEnum):
    """What tells parts apart that a search found."""

    MEMORY = "memory"
    SPEED = "speed"
    PORTS = "ports"
    POE = "poe"
    MAKER = "maker"
    MADE = "made"
    AGE = "age"


_ALWAYS = (Facet.MAKER, Facet.MADE, Facet.AGE)
_OF_CATEGORY: dict[str, tuple[Facet, ...]] = {
    "board": (Facet.MEMORY, Facet.SPEED),
    "carrier": (Facet.PORTS, Facet.SPEED),
    "memory": (Facet.MEMORY,),
    "storage": (Facet.MEMORY,),
    "charger": (Facet.PORTS,),
    "switch": (Facet.PORTS, Facet.SPEED, Facet.POE),
    "nic": (Facet.SPEED,),
}
UNNAMED = "-"
YES, NO = "yes", "no"
MADE, ENDED, NOT_STATED = "made", "ended", "unknown"
# How old a price is at most, in months, by the words of the facet.
RECENT, THIS_YEAR, OLDER, NO_PRICE = "3m", "12m", "older", "none"
_CALLED = {
    MADE: "still made",
    ENDED: "discontinued",
    NOT_STATED: "not stated",
    RECENT: "up to 3 months old",
    THIS_YEAR: "3 to 12 months old",
    OLDER: "over a year old",
    NO_PRICE: "no price",
}
_MEASURE = re.compile(r"([0-9]+(?:\.[0-9]+)?)(gb|mb|mbps)")


def facets_of(category: str | None) -> tuple[Facet, ...]:
    """Return the facets that matter for a category; None stands for all of them."""
    return (*_OF_CATEGORY.get(category or "", ()), *_ALWAYS)


def facet_title(facet: Facet, category: str | None = None) -> str:
    """Return what a facet is called."""
    if facet is Facet.MEMORY and category == "storage":
        return "Capacity"
    if facet is Facet.PORTS and category == "charger":
        return "Outlets"
    return {
        Facet.MEMORY: "Memory",
        Facet.SPEED: "Network speed",
        Facet.PORTS: "Ports",
        Facet.POE: "PoE",
        Facet.MAKER: "Maker",
        Facet.MADE: "In production",
        Facet.AGE: "Price age",
    }[facet]


def value_text(facet: Facet, value: str) -> str:
    """Return what a value of a facet is called."""
    if facet is Facet.MAKER:
        return "unbranded" if value == UNNAMED else value
    if facet is Facet.POE:
        return "with PoE" if value == YES else "without PoE"
    if facet in (Facet.MADE, Facet.AGE):
        return _CALLED.get(value, value)
    found = _MEASURE.fullmatch(value)
    if found is None:
        return value
    number, unit = Decimal(found[1]), found[2]
    if unit == "mbps":
        return speed_text(number)
    return number_text(number, unit.upper()) if number else "without memory"


def speed_text(mbps: Decimal | int) -> str:
    """Return the speed of a board's or an adapter's network by its name, and none in words."""
    return speed_name(mbps) if mbps else "no wired network"


class PartsQuestion(Record):
    """Asks which parts there are, by words and facets, with what each costs.

    `wanted` are pairs of a facet and a value: of one facet any of its values will do. Prices are
    compared in `currency`, on the day.
    """

    on: date
    search: str = ""
    category: Category | None = None
    wanted: tuple[tuple[Facet, str], ...] = ()
    currency: Annotated[CurrencyCode, Field(default=home.CURRENCY)] = home.CURRENCY

    def values_of(self, facet: Facet) -> frozenset[str]:
        """Return the values of a facet that will do; none if any will."""
        return frozenset(value for each, value in self.wanted if each is facet)


@dataclass(frozen=True)
class FacetCount:
    """A value of a facet, and how many parts have it among those that all else allows."""

    facet: Facet
    value: str
    parts: int


@dataclass(frozen=True)
class Ranked:
    """The places of the parts that were found, each with its rank; 0 is the exact name.

    `read_as` is the search as it was read where a word of it was mistyped; `whole` tells whether
    every part holds all words.
    """

    ranks: Mapping[int, int]
    read_as: str = ""
    whole: bool = True
