"""Inlets for the mains or another supply, and outlets that others are plugged into, as they are.

One cell says the inlets: `2 x C14 max 350W allocated 200W` has to be plugged in twice, `1 x
C14/dc-terminal` at either of the two. `1 of 2 x C14` are two of which one is enough; behind
`1 x C14`, `or 1 x dc-terminal` is an alternative of another kind. Another cell says the outlets of
a power strip: `8 x C13 leg A inlet 1; 2 x ita-f` are eight of phase A behind the first inlet, and
two for plugs of type F.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from planner.model.exact_numbers import brief
from planner.model.parts._fields import Count, Watts
from planner.model.parts._mains_kinds import (
    CABLE_INTO,
    OUTLET_WORDS,
    PORT_WORDS,
    gives_mains,
    word_of,
)
from planner.model.record import CellRecord

FeedLeg = Literal["A", "B", "C"]
_PORTS = "2 x C14 max 350W allocated 200W; 1 x C14/dc-terminal"
_OUTLETS = "8 x C13 leg A; 2 x ita-f"


class PowerPorts(CellRecord):
    """So many alike inlets, each of which has to be plugged in: at any one of its `kinds`.

    Where fewer of them are `enough`, the others are alternatives. One that stands `instead` of
    those before it in the cell is plugged in or they are. `max_w` is the most that each draws,
    `allocated_w` what its maker says to plan for it: of alternatives they are never added up.
    """

    count: Count
    kinds: Annotated[tuple[str, ...], Field(min_length=1)]
    max_w: Watts | None = None
    allocated_w: Watts | None = None
    enough: Annotated[int, Field(ge=1)] | None = None
    instead: bool = False

    @model_validator(mode="after")
    def _has_those_that_are_enough(self) -> Self:
        if self.enough is not None and self.enough > self.count:
            raise ValueError(f"{self.enough} of {self.count} inlets is more than there are")
        return self

    @property
    def plugged_in(self) -> int:
        """How many of them have to be plugged in; none of those that stand for others."""
        if self.instead:
            return 0
        return self.count if self.enough is None else self.enough

    @property
    def takes_mains(self) -> bool:
        """Tell whether it may be plugged into the mains: not what takes a cable of low voltage."""
        return any(gives_mains(kind) for kind in self.kinds)

    @property
    def cable_ends(self) -> frozenset[str]:
        """The plugs of mains cables that go into it; empty if its own ends in a plug."""
        return frozenset(CABLE_INTO[kind] for kind in self.kinds if kind in CABLE_INTO)

    def __str__(self) -> str:
        words = ["or"] if self.instead else []
        words += [] if self.enough is None else [f"{self.enough} of"]
        words += [f"{self.count} x {'/'.join(self.kinds)}"]
        words += [] if self.max_w is None else [f"max {self.max_w:f}W"]
        words += [] if self.allocated_w is None else [f"allocated {self.allocated_w:f}W"]
        return " ".join(words)


class PowerOutlets(CellRecord):
    """So many alike outlets; `leg` is their phase, `inlet` the number of what feeds them."""

    count: Count
    kind: str
    leg: FeedLeg | None = None
    inlet: Annotated[int, Field(ge=1, le=1000)] | None = None

    @property
    def takes_wall_plugs(self) -> bool:
        """Tell whether a plug as for the wall goes into it: not into C13 and its like."""
        return gives_mains(self.kind) and self.kind not in CABLE_INTO.values()

    def __str__(self) -> str:
        words = [f"{self.count} x {self.kind}"]
        words += [] if self.leg is None else [f"leg {self.leg}"]
        words += [] if self.inlet is None else [f"inlet {self.inlet}"]
        return " ".join(words)


_GROUP = re.compile(
    r"(?P<count>\d{1,7})\s*[x×*]\s*(?P<kinds>[^\s]+)(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_PORT_GROUP = re.compile(
    rf"(?P<instead>or\s+)?(?:(?P<enough>\d{{1,7}})\s+of\s+)?{_GROUP.pattern}",
    re.IGNORECASE | re.DOTALL,
)
_WATTS = r"(\d{1,9}(?:\.\d{1,9})?)\s*W?\b"
_DRAWN = re.compile(rf"\s*(?:max\s+{_WATTS})?\s*(?:allocated\s+{_WATTS})?\s*", re.IGNORECASE)
_FED = re.compile(r"\s*(?:leg\s+([ABC]))?\s*(?:inlet\s+(\d{1,4}))?\s*", re.IGNORECASE)


def ports_piece(
    count: int, kind: str, *, maximum_draw: int | None = None, allocated_draw: int | None = None
) -> str:
    """Return the piece of a cell that says so many power ports of one of NetBox's types."""
    watts = {"max_w": maximum_draw, "allocated_w": allocated_draw}
    return str(PowerPorts.model_validate({"count": count, "kinds": (word_of(kind),), **watts}))


def outlets_piece(
    count: int, kind: str, *, feed_leg: str | None = None, power_port: int | None = None
) -> str:
    """Return the piece of a cell that says so many power outlets of one of NetBox's types."""
    fed = {"leg": feed_leg, "inlet": power_port}
    return str(PowerOutlets.model_validate({"count": count, "kind": word_of(kind), **fed}))


def _split(group: re.Pattern[str], piece: str, sample: str) -> re.Match[str]:
    found = group.fullmatch(piece)
    if found is None:
        raise ValueError(f"{brief(piece)} does not say how many; write it like {sample!r}")
    return found


def _ports(piece: str) -> PowerPorts:
    found = _split(_PORT_GROUP, piece, _PORTS)
    kinds, rest = found["kinds"], found["rest"]
    said = [PORT_WORDS.get(word_of(kind.casefold()).casefold()) for kind in kinds.split("/")]
    named = tuple(kind for kind in said if kind is not None)
    if len(named) < len(said):
        raise ValueError(f"{brief(kinds)} is not a known inlet; write it like {_PORTS!r}")
    drawn = _DRAWN.fullmatch(rest)
    if drawn is None:
        raise ValueError(f"{brief(rest)} is not understood; write it like {_PORTS!r}")
    most, allocated = (None if each is None else Decimal(each) for each in drawn.groups())
    return PowerPorts(
        count=int(found["count"]),
        kinds=named,
        max_w=most,
        allocated_w=allocated,
        enough=None if found["enough"] is None else int(found["enough"]),
        instead=found["instead"] is not None,
    )


def _outlets(piece: str) -> PowerOutlets:
    found = _split(_GROUP, piece, _OUTLETS)
    kind, rest = found["kinds"], found["rest"]
    named, fed = OUTLET_WORDS.get(word_of(kind.casefold()).casefold()), _FED.fullmatch(rest)
    if named is None:
        raise ValueError(f"{brief(kind)} is not a known outlet; write it like {_OUTLETS!r}")
    if fed is None:
        raise ValueError(f"{brief(rest)} is not understood; write it like {_OUTLETS!r}")
    said = {"count": int(found["count"]), "kind": named, "inlet": fed[2]}
    return PowerOutlets.model_validate({**said, "leg": fed[1] and fed[1].upper()})


def _pieces(cell: str) -> list[str]:
    if cell.strip().casefold() == "none":
        return []
    return [piece.strip() for piece in cell.split(";") if piece.strip()]


@lru_cache(maxsize=4096)
def _ports_of(cell: str) -> tuple[PowerPorts, ...]:
    return tuple(map(_ports, _pieces(cell)))


@lru_cache(maxsize=4096)
def _outlets_of(cell: str) -> tuple[PowerOutlets, ...]:
    return tuple(map(_outlets, _pieces(cell)))


def _read_ports(value: object) -> object:
    return _ports_of(value) if isinstance(value, str) else value


def _read_outlets(value: object) -> object:
    return _outlets_of(value) if isinstance(value, str) else value


PowerPortList = Annotated[tuple[PowerPorts, ...], BeforeValidator(_read_ports)]
PowerOutletList = Annotated[tuple[PowerOutlets, ...], BeforeValidator(_read_outlets)]
