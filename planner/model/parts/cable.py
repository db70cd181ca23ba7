"""Cables: for network, power and data."""

from typing import Annotated, Literal

from pydantic import Field

from planner.model.exact_numbers import ExactDecimal
from planner.model.parts._fields import (
    known,
    text,
)
from planner.model.parts._part import BasePart
from planner.model.parts._sockets import COPPER, Socket, socket_named


class Cable(BasePart):
    """A cable for network, power or data."""

    TITLE = "Cables"
    category: Literal["cable"] = "cable"
    carries: Literal["ethernet", "power", "data", "video"] | None = known(
        "What it carries: ethernet, power, data or video", "ethernet"
    )
    from_connector: str = text(
        ("Plug at one end; a DAC cable has SFP+ at both ends, a transceiver SFP+ and RJ45"),
        "RJ45",
    )
    to_connector: str = text("Plug at the other end", "RJ45")
    length_m: Annotated[ExactDecimal, Field(gt=0, le=1000)] | None = known("Length in m", "0.3")

    @property
    def cage(self) -> Socket | None:
        """The kind of cage that both its ends go into, as those of a DAC cable; None if none."""
        ends = {socket_named(self.from_connector), socket_named(self.to_connector)}
        end = ends.pop()
        return None if ends or end == COPPER else end

    @property
    def makes_copper(self) -> Socket | None:
        """The kind of cage that it makes a copper port of, as an RJ45 transceiver; None if none."""
        start, end = socket_named(self.from_connector), socket_named(self.to_connector)
        if COPPER not in (start, end) or start == end:
            return None
        return start if end == COPPER else end

    @property
    def is_network_lead(self) -> bool:
        """Tell whether it joins two copper ports, as far as is known: no end is made for a cage."""
        ends = map(socket_named, (self.from_connector, self.to_connector))
        return self.carries == "ethernet" and all(end in (COPPER, None) for end in ends)
