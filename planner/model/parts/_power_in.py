"""What powers a part: the plugs it may be powered by, each with the volts and amps it takes.

One cell says it: `barrel 5.5x2.1 15V 4A, 14-20V or USB-C 20V 3A`. Of the plugs one is enough, and
the first is the one its maker recommends; so are the first volts of a plug. `14-20V` are all volts
from 14 to 20.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from planner.model.exact_numbers import brief
from planner.model.parts._barrel_sizes import NO_SIZE, BarrelSize, taken_off
from planner.model.parts._fields import Connector, Count, Volts, known
from planner.model.record import CellRecord, Record

_CONNECTORS: dict[str, Connector] = {name.casefold(): name for name in get_args(Connector)}
_SAMPLE = "barrel 5.5x2.1 15V 4A, 14-20V or USB-C 20V 3A"


class TakenVolts(Record):
    """Volts that a plug takes, from the least to the most, and the mA that it asks for at them."""

    least: Volts
    most: Volts
    ma: Count | None = None

    @model_validator(mode="after")
    def _from_least_to_most(self) -> Self:
        if self.least > self.most:
            raise ValueError(f"{self.least:f}-{self.most:f}V: write the fewer volts first")
        return self

    def __str__(self) -> str:
        volts = f"{self.least:f}V" if self.least == self.most else f"{self.least:f}-{self.most:f}V"
        return volts + ("" if self.ma is None else f" {Decimal(self.ma) / 1000:f}A")


class Inlet(CellRecord):
    """One way to power a part: its plug, and the volts it takes; empty if they are not known."""

    connector: Connector
    barrel: BarrelSize = NO_SIZE
    volts: tuple[TakenVolts, ...] = ()

    def __str__(self) -> str:
        said = (self.connector, str(self.barrel), ", ".join(map(str, self.volts)))
        return " ".join(filter(None, said))


class Inlets(CellRecord):
    """The plugs by each of which a part may be powered, the recommended one first."""

    any_of: Annotated[tuple[Inlet, ...], Field(min_length=1)]

    def __str__(self) -> str:
        return " or ".join(map(str, self.any_of))


_VOLTS = re.compile(
    r"(?P<least>\d{1,4}(?:\.\d{1,3})?)\s*(?:V\s*)?(?:(?:-|–|\bto\b)\s*(?P<most>\d{1,4}(?:\.\d{1,3})?)"
    r"\s*)?V(?:\s*(?P<amps>\d{1,6}(?:\.\d{1,9})?)\s*(?P<unit>mA|A))?(?![A-Za-z0-9.])",
    re.IGNORECASE,
)


def _inlet(piece: str) -> Inlet:
    name, _, said = piece.strip().partition(" ")
    connector = _CONNECTORS.get(name.casefold())
    if connector is None:
        known = ", ".join(get_args(Connector))
        raise ValueError(f"{brief(name)} is not a known connector; known are {known}")
    size, rest = taken_off(said) if connector == "barrel" else (NO_SIZE, said.strip())
    return Inlet(connector=connector, barrel=size, volts=tuple(_volts_of(rest)))


def _volts_of(text: str) -> Iterable[TakenVolts]:
    rest = text
    while rest := rest.lstrip(" ,/"):
        found = _VOLTS.match(rest)
        if found is None:
            raise ValueError(f"{brief(rest)} is not understood; write it like {_SAMPLE!r}")
        least = Decimal(found["least"])
        most = least if found["most"] is None else Decimal(found["most"])
        yield TakenVolts(least=least, most=most, ma=_milliamps(found["amps"], found["unit"]))
        rest = rest[found.end() :]


def _milliamps(amps: str | None, unit: str | None) -> int | None:
    if amps is None or unit is None:
        return None
    ma = Decimal(amps) * (1000 if unit.upper() == "A" else 1)
    if ma % 1:
        raise ValueError(f"{brief(amps)}: amps have no parts of a milliampere")
    return int(ma)


@lru_cache(maxsize=4096)
def _inlets_of(cell: str) -> Inlets:
    """Return what a cell says, read once: a large catalog has few different ones."""
    if ";" in cell:
        raise ValueError(f"{brief(cell)}: write 'or' between plugs of which one is enough")
    pieces = [piece for piece in re.split(r"\s+or\s+", cell.strip(), flags=re.IGNORECASE) if piece]
    return Inlets(any_of=tuple(map(_inlet, pieces)))


def _read(value: object) -> object:
    return _inlets_of(value) if isinstance(value, str) else value


PowerIn = Annotated[Inlets, BeforeValidator(_read)]


def power_in_cell(example: str) -> Any:
    """Declare the cell that says how a part is powered."""
    return known(
        "Its power input: the plug (of a barrel plug the outer x inner diameter in mm, and "
        "centre-positive or centre-negative if stated), the recommended volts and amps, then "
        "others it accepts (14-20V for a range, or 9V 2A, 12V 2A); 'or' between plugs if one "
        "of them is enough; replaces power_connector, supply_ma and supply_v",
        example,
    )


class PlainInlet(NamedTuple):
    """What plain columns say of how a part is powered: by the recommended plug and its volts."""

    power_connector: Connector | None = None
    supply_ma: int | None = None
    supply_v: Decimal | None = None


def plainly(inlets: Inlets) -> PlainInlet:
    """Return what plain columns say of the ways to power a part; of a range the fewest volts."""
    first = inlets.any_of[0]
    volts = next(iter(first.volts), None)
    if volts is None:
        return PlainInlet(first.connector)
    return PlainInlet(first.connector, volts.ma, volts.least)
