"""Outlets of a power supply as they are: several kinds, each with its volts, amps and watts.

One cell says them: `2 x USB-C 5V 3A, 20V 5A 100W; 4 x USB-A 5V 2.4A`, and behind the word barrel
the size of a plug: `1 x barrel 5.5x2.1 centre-positive 12V 5A`. What the outlets share is
another cell: `100; 65+30` are 100 W where one is in use, 65 W and 30 W where two are; `USB-A 24`
are 24 W for all outlets of that kind together.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, NamedTuple, get_args

from pydantic import BeforeValidator, Field

from planner.model.exact_numbers import brief
from planner.model.parts._barrel_sizes import NO_SIZE, BarrelSize, taken_off
from planner.model.parts._fields import Connector, Count, Volts, Watts
from planner.model.record import CellRecord, Record

_CONNECTORS: dict[str, Connector] = {name.casefold(): name for name in get_args(Connector)}
_SAMPLE = "2 x USB-C 5V 3A, 20V 5A 100W; 4 x USB-A 5V 2.4A"


class Profile(Record):
    """Volts that an outlet gives, and the mA it gives at them; None for what is not known."""

    volts: Volts | None = None
    ma: Count | None = None


class Outlets(CellRecord):
    """So many alike outlets, or plugs of fixed cables; None for what is not known.

    `profiles` are the volts one can give, empty if they are not known; `watts` is the most one
    gives alone.
    """

    count: Count | None
    connector: Connector | None
    profiles: tuple[Profile, ...] = ()
    watts: Watts | None = None
    barrel: BarrelSize = NO_SIZE

    def __str__(self) -> str:
        count = "?" if self.count is None else str(self.count)
        given = ", ".join(
            ("?V" if each.volts is None else f"{each.volts:f}V")
            + ("" if each.ma is None else f" {Decimal(each.ma) / 1000:f}A")
            for each in self.profiles
        )
        watts = "" if self.watts is None else f"{self.watts:f}W"
        what = (f"{count} x {self.connector or '?'}", str(self.barrel))
        return " ".join(filter(None, (*what, given, watts)))


class Shared(CellRecord):
    """Watts that outlets share.

    With a `connector`: the one number of watts that all outlets of it give together. Without: what
    each gives where so many outlets are in use as there are numbers.
    """

    connector: Connector | None = None
    watts: Annotated[tuple[Watts, ...], Field(min_length=1)]

    def __str__(self) -> str:
        watts = "+".join(f"{each:f}" for each in self.watts)
        return watts if self.connector is None else f"{self.connector} {watts}"


_GROUP = re.compile(r"(?P<count>\d{1,7}|\?)\s*[x×*]\s*(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"(?P<number>\d{1,9}(?:\.\d{1,9})?|\?)\s*(?P<unit>V|A|mA|W)", re.IGNORECASE)
_WATTS = re.compile(r"(?P<number>\d{1,9}(?:\.\d{1,9})?)\s*W?", re.IGNORECASE)


def _group(piece: str) -> Outlets:
    found = _GROUP.fullmatch(piece)
    if found is None:
        raise ValueError(f"{brief(piece)} does not say how many outlets; write it like {_SAMPLE!r}")
    name, _, given = found["rest"].partition(" ")
    connector = _CONNECTORS.get(name.casefold())
    if connector is None and name != "?":
        known = ", ".join(get_args(Connector))
        raise ValueError(f"{brief(name)} is not a known connector; known are {known}")
    size, given = taken_off(given) if connector == "barrel" else (NO_SIZE, given)
    profiles, watts = _given(given.strip())
    count = None if found["count"] == "?" else int(found["count"])
    return Outlets(count=count, connector=connector, profiles=profiles, watts=watts, barrel=size)


def _given(text: str) -> tuple[tuple[Profile, ...], Decimal | None]:
    """Return the volts with their mA that a text says, and the watts behind them."""
    profiles: list[Profile] = []
    watts: Decimal | None = None
    for number, unit in _numbers(text):
        if watts is not None:
            raise ValueError(f"{brief(text)}: watts come last; write it like {_SAMPLE!r}")
        if unit == "V":
            profiles.append(Profile(volts=number))
        elif number is None:
            raise ValueError(f"{brief(text)}: leave out what is not known, but for the volts")
        elif unit == "W":
            watts = number
        elif not profiles or profiles[-1].ma is not None:
            raise ValueError(f"{brief(text)}: amps come after their volts, like '5V 3A'")
        else:
            ma = number * (1000 if unit == "A" else 1)
            if ma % 1:
                raise ValueError(f"{brief(text)}: amps have no parts of a milliampere")
            profiles[-1] = Profile(volts=profiles[-1].volts, ma=int(ma))
    if len({each.volts for each in profiles}) < len(profiles):
        raise ValueError(f"{brief(text)} gives the same volts twice")
    return tuple(profiles), watts


def _numbers(text: str) -> Iterable[tuple[Decimal | None, str]]:
    """Yield the numbers of a text with their unit: V, A, MA or W."""
    rest = text
    while rest := rest.lstrip(" ,/"):
        found = _NUMBER.match(rest)
        if found is None:
            raise ValueError(f"{brief(rest)} is not understood; write it like {_SAMPLE!r}")
        number = None if found["number"] == "?" else Decimal(found["number"])
        yield number, found["unit"].upper()
        rest = rest[found.end() :]


def _shared(piece: str) -> Shared:
    name, _, rest = piece.partition(" ")
    connector = _CONNECTORS.get(name.casefold())
    text = rest if connector is not None else piece
    found = [_WATTS.fullmatch(each.strip()) for each in text.split("+")]
    watts = tuple(Decimal(each["number"]) for each in found if each is not None)
    if len(watts) < len(found):
        raise ValueError(f"{brief(piece)} is not understood; write it like '100; 65+30'")
    if connector is not None and len(watts) > 1:
        raise ValueError(f"{brief(piece)}: outlets of one kind share one number of watts")
    return Shared(connector=connector, watts=watts)


def _pieces(cell: str) -> list[str]:
    if cell.strip().casefold() == "none":
        return []
    return [piece.strip() for piece in cell.split(";") if piece.strip()]


@lru_cache(maxsize=4096)
def _outlets_of(cell: str) -> tuple[Outlets, ...]:
    """Return what a cell says, read once: a large catalog has few different ones."""
    return tuple(map(_group, _pieces(cell)))


@lru_cache(maxsize=4096)
def _shared_of(cell: str) -> tuple[Shared, ...]:
    return tuple(map(_shared, _pieces(cell)))


def _read_outlets(value: object) -> object:
    return _outlets_of(value) if isinstance(value, str) else value


def _read_shared(value: object) -> object:
    return _shared_of(value) if isinstance(value, str) else value


OutletList = Annotated[tuple[Outlets, ...], BeforeValidator(_read_outlets)]
SharedWatts = Annotated[tuple[Shared, ...], BeforeValidator(_read_shared)]


class PlainOutlets(NamedTuple):
    """Outlets as they can be said in plain columns, where all are alike.

    `ports` is how many there are. What is not alike is None, which plain columns cannot say:
    whoever asks for it has to ask each kind of outlet.
    """

    ports: int | None = None
    connector: Connector | None = None
    port_max_ma: int | None = None
    supply_v: Decimal | None = None


def plainly(outlets: Iterable[Outlets]) -> PlainOutlets:
    """Return what plain columns say of outlets."""
    outlets = tuple(outlets)
    counts = [each.count for each in outlets]
    ports = None if None in counts else sum(count or 0 for count in counts)
    if len({(each.connector, each.profiles) for each in outlets}) != 1:
        return PlainOutlets(ports)
    first = outlets[0]
    if len(first.profiles) > 1:
        # One number of volts would be wrong; of USB-C it is known that it gives 5 V, too.
        usb = (each.ma for each in first.profiles if each.volts in (None, Decimal(5)))
        return PlainOutlets(ports, first.connector, port_max_ma=next(usb, None))
    only = first.profiles[0] if first.profiles else Profile()
    return PlainOutlets(ports, first.connector, only.ma, only.volts)


def outlets_said(plain: PlainOutlets) -> tuple[Outlets, ...]:
    """Return the outlets that plain columns say, with a question mark for what they leave open."""
    profile = Profile(volts=plain.supply_v, ma=plain.port_max_ma)
    profiles = () if profile == Profile() else (profile,)
    return (Outlets(count=plain.ports, connector=plain.connector, profiles=profiles),)
