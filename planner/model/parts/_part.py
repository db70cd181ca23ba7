"""What parts of every category have in common."""

from datetime import date
from typing import ClassVar, Self

from pydantic import Field, model_validator

from planner.model.lifecycle import Lifecycle, contradiction, lifecycle_on
from planner.model.parts._fields import PartNumber, Watts, known, text
from planner.model.parts._ports import Port, PortKind
from planner.model.record import Record


class BasePart(Record):
    """A part of any category; `TITLE` is what a list of such parts is called."""

    TITLE: ClassVar[str]

    part_number: PartNumber = Field(
        description="Unique name of the part, without spaces", examples=["tl-sg108"]
    )
    name: str = Field(
        min_length=1,
        max_length=200,
        description="What people call it",
        examples=["TP-Link TL-SG108"],
    )
    maker: str = text("Who makes it; empty if unbranded", "TP-Link")
    power_idle_w: Watts | None = known("Watts it draws when it is on and idle", "1.9")
    power_typical_w: Watts | None = known("Watts it draws at a typical load", "2.5")
    power_max_w: Watts | None = known("Most watts it draws", "4.2")
    power_source: str = text("Where the watts come from and how they were measured", "data sheet")
    source: str = Field(
        min_length=1,
        description="Where these facts come from: a web address",
        examples=["https://…"],
    )
    note: str = text("Anything a buyer should know")
    made_until: date | None = known(
        "Day until which its maker promises to make it at least: no end, it may be made longer",
        "2028-01-01",
    )
    ended_on: date | None = known("Day from which on it is no longer made", "2029-06-30")
    lifecycle_source: str = text(
        "Where the promise or the end can be read, and in which words", "https://…"
    )

    @model_validator(mode="after")
    def _life_without_contradiction(self) -> Self:
        wrong = contradiction(self.made_until, self.ended_on, self.lifecycle_source)
        if wrong is not None:
            raise ValueError(wrong)
        return self

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
