"""What parts of every category have in common."""

from collections.abc import Callable, Mapping, Set
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from planner.model.lifecycle import Lifecycle, contradiction, lifecycle_on
from planner.model.parts._fields import Companion, Companions, PartNumber, Watts, known, text
from planner.model.parts._interfaces import Interfaces
from planner.model.parts._outlets import OutletList
from planner.model.parts._ports import Port, PortKind
from planner.model.parts._power_in import PowerIn
from planner.model.parts._power_ports import PowerOutletList
from planner.model.record import Record


def said_plainly(given: object, cell: str, plain: Callable[[Any], Mapping[str, object]]) -> object:
    """Return what is given of a part, with plain columns filled from the one cell that says more.

    A plain column that is given, too, has to say the same. What cannot be read of the cell is left
    for the field itself to refuse.
    """
    if not isinstance(given, dict) or given.get(cell) in (None, ""):
        return given
    field = _CELLS[cell]
    try:
        said = plain(field.validate_python(given[cell]))
    except ValidationError:
        return given
    for name, value in said.items():
        other = given.get(name)
        if other not in (None, "") and not _same(other, value):
            shown = "nothing" if value is None else f"{value}"
            raise ValueError(f"{cell} says {shown} for {name}, and {name} says {other}")
    return {**given, **{name: value for name, value in said.items() if value is not None}}


_CELLS: dict[str, TypeAdapter[Any]] = {
    "interfaces": TypeAdapter(Interfaces),
    "outlets": TypeAdapter(OutletList),
    "power_in": TypeAdapter(PowerIn),
    "power_outlets": TypeAdapter(PowerOutletList),
}


def _same(written: object, value: object) -> bool:
    """Tell whether what is written in a plain column is a value: `1000` is 1000."""
    text = str(written).strip()
    if text == str(value):
        return True
    try:
        return value is not None and Decimal(text) == Decimal(str(value))
    except ArithmeticError:
        return False


class BasePart(Record):
    """A part of any category; `TITLE` is what a list of such parts is called."""

    TITLE: ClassVar[str]
    # By a cell that says all of it, the plain columns that say a part of the same.
    PLAIN: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    part_number: PartNumber = Field(
        description="Unique name of the part, without spaces", examples=["tl-sg108"]
    )
    name: str = Field(
        min_length=1,
        max_length=200,
        description="Name",
        examples=["TP-Link TL-SG108"],
    )
    maker: str = text("Who makes it; empty if unbranded", "TP-Link")
    power_idle_w: Watts | None = known("Idle power draw in W", "1.9")
    power_typical_w: Watts | None = known("Typical power draw in W", "2.5")
    power_max_w: Watts | None = known("Peak power draw in W", "4.2")
    power_source: str = text("Source of the power draw and how it was measured", "data sheet")
    source: str = Field(
        min_length=1,
        description="Where these facts come from: a web address",
        examples=["https://…"],
    )
    note: str = text("Remarks for buyers")
    includes: Companions = Field(
        (),
        description="What comes in the box with it, one term for each item",
        examples=["power supply"],
    )
    requires: Companions = Field(
        (),
        description="What else it needs; NVMe adapter if its NVMe slot is a connector for an "
        "M.2 HAT",
        examples=["memory"],
    )
    made_until: date | None = known(
        "Date until which its maker promises to produce it; production may continue after that",
        "2028-01-01",
    )
    ended_on: date | None = known("Date from which it is discontinued", "2029-06-30")
    lifecycle_source: str = text("Source of these dates, and what it says", "https://…")

    @model_validator(mode="after")
    def _life_without_contradiction(self) -> Self:
        wrong = contradiction(self.made_until, self.ended_on, self.lifecycle_source)
        if wrong is not None:
            raise ValueError(wrong)
        return self

    @classmethod
    def asked_before(cls) -> Set[str]:
        """Return the cells that say more, and the plain columns that repeat them."""
        return {*cls.PLAIN, *(name for plain in cls.PLAIN.values() for name in plain)}

    @property
    def lacks(self) -> tuple[Companion, ...]:
        """What it needs beside itself that does not come in its box."""
        if not self.requires:
            return ()
        return tuple(each for each in self.requires if each not in self.includes)

    @property
    def said_twice(self) -> frozenset[str]:
        """The plain columns that only repeat a cell which says more."""
        return frozenset(
            name
            for cell, plain in self.PLAIN.items()
            if getattr(self, cell) is not None
            for name in plain
        )

    def lifecycle_on(self, day: date) -> Lifecycle:
        """Return whether it is made on a day, as far as its maker said so."""
        return lifecycle_on(day, made_until=self.made_until, ended_on=self.ended_on)

    def provides(self) -> tuple[Port, ...]:
        """Return the ports other parts can use."""
        return ()

    def needs(self) -> tuple[Port, ...]:
        """Return the ports one unit of this part must be plugged into."""
        return ()

    def port_count(self, kind: PortKind, grade: int = 0) -> int:
        """Return how many ports of a kind, and of this grade or more, one unit of this part has."""
        count = 0
        for port in self.provides():
            if port.kind is kind and (port.grade or 0) >= grade:
                count += port.count
        return count

    def need(self, *kinds: PortKind) -> Port | None:
        """Return the port of one of these kinds that one unit needs; None if it needs none."""
        for port in self.needs():
            if port.kind in kinds:
                return port
        return None
