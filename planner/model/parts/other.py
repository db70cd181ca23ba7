"""Other parts: cooling, routers, power strips, tools."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import model_validator

from planner.model.parts._fields import Count, known, text
from planner.model.parts._in_rack import InRack
from planner.model.parts._mains_kinds import gives_mains
from planner.model.parts._part import said_plainly
from planner.model.parts._power_ports import PowerOutletList, PowerOutlets


class Other(InRack):
    """Anything else for a cluster: cooling, a router, a power strip, a tool."""

    TITLE = "Other"
    PLAIN: ClassVar[Mapping[str, tuple[str, ...]]] = {"power_outlets": ("mains_sockets",)}
    category: Literal["other"] = "other"
    kind: str = text(
        "What it is, in a word: cooling, router, power strip, hardware, tool", "cooling"
    )
    power_outlets: PowerOutletList | None = known(
        "Outlets of a power strip or UPS by type: how many, the type (C13, ita-f, nema-5-15r "
        "or another NetBox type), the phase (leg) and the inlet that feeds them; replaces "
        "mains_sockets",
        "4 x C13 leg A; 2 x ita-f",
    )
    mains_sockets: Count | None = known("Mains sockets of a power strip", 6)
    fits: str = text("Boards or cases it fits, if it is made for certain ones", "Raspberry Pi 5")

    @model_validator(mode="before")
    @classmethod
    def _said_plainly(cls, given: object) -> object:
        return said_plainly(given, "power_outlets", _plainly)


def _plainly(outlets: tuple[PowerOutlets, ...]) -> dict[str, int]:
    return {"mains_sockets": sum(each.count for each in outlets if gives_mains(each.kind))}
