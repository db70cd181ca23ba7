"""What parts that stand in a rack or a stack have in common: the room they take, their plugs."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from planner.model.exact_numbers import ExactDecimal
from planner.model.parts._fields import known, text, words_of
from planner.model.parts._part import BasePart
from planner.model.parts._power_ports import PowerPortList

# The largest racks are 2.4 m high.
Millimetres = Annotated[ExactDecimal, Field(gt=0, le=5000)]
RackUnits = Annotated[ExactDecimal, Field(ge=0, le=60)]
# Widths of racks in inches: of small ones, of EIA-310, of ETSI, and of telephone exchanges.
RackWidth = Literal["10", "19", "21", "23"]
RackWidths = Annotated[tuple[RackWidth, ...], BeforeValidator(words_of)]


class InRack(BasePart):
    """A part that may have a place in a rack, on its rails or on a shelf."""

    rack_u: RackUnits | None = known("Height in rack units of 44.45 mm; 0 if it takes up none", "1")
    rack_widths_in: RackWidths | None = known(
        "Rack widths it fits, in inches; none if it needs a shelf",
        "10;19",
    )
    rack_full_depth: bool | None = known(
        "Whether it takes up the full depth of a rack, so that nothing fits behind it", "false"
    )
    power_ports: PowerPortList | None = known(
        "Its power inlets by type: how many, the type (C14, C8, ita-f, usb-c, dc-terminal or "
        "another NetBox type; / between two types that both fit), the max. watts each draws, "
        "and the watts its maker allocates; 1 of 2 if one of two is enough; or before an "
        "alternative inlet",
        "2 x C14 max 350W allocated 200W",
    )
    rack_source: str = text("Source of its rack height and width", "https://…")
    width_mm: Millimetres | None = known(
        "Width in mm of the side with its network ports, or else its outlets", "158"
    )
    depth_mm: Millimetres | None = known("Depth in mm, behind that side", "101")
    height_mm: Millimetres | None = known("Height in mm, with what stands out above it", "25")
    size_source: str = text("Source of its width, depth and height", "https://…")

    @property
    def mains_plugs(self) -> int:
        """How many sockets of the mains one piece takes: one, unless its inlets say more."""
        inlets = (each.plugged_in for each in self.power_ports or () if each.takes_mains)
        return max(sum(inlets), 1)

    @property
    def stands(self) -> bool:
        """Tell whether it is known to stand on a shelf: no rails hold it."""
        return self.rack_widths_in == ()
