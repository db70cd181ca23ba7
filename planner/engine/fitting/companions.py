"""What parts of a bill need beside themselves, and what of it comes in the boxes of others.

A box is told by `includes`: one word for each piece that is in it.
"""

from collections.abc import Callable, Mapping
from types import UnionType
from typing import Any

from planner.engine.fitting.parts_in_use import in_use
from planner.model.parts import (
    BasePart,
    Board,
    Cable,
    Carrier,
    Case,
    Charger,
    Companion,
    Hat,
    Memory,
    Other,
    PoeModule,
    Storage,
)
from planner.model.plan import Plan

_COOLING = ("cool", "fan", "heat")
_MANY = 10**9  # pieces, where nobody says how many there are


def lacking_it(plan: Plan, what: Companion) -> list[tuple[BasePart, int]]:
    """Return the parts in use that need this beside themselves, and do not bring it."""
    return [(part, q) for part, q in in_use(plan, BasePart) if what in part.lacks]


def boxed(part: BasePart, what: Companion) -> int:
    """Return how many pieces of this come in the box of a part for others to use.

    The one that it needs itself is none, nor is what a computer, or a carrier with its modules,
    brings for itself; cables are told apart by nothing. A supply is for others in the box of a case
    or a HAT: in that of a switch or a router it is its own.
    """
    if what == "power supply" and not isinstance(part, Case | Hat):
        return 0
    if isinstance(part, Board | Carrier) and what not in ("power cable", "network cable"):
        return 0
    return max(part.includes.count(what) - (what in part.requires), 0)


def boxed_supplies(plan: Plan) -> list[tuple[Charger, int]]:
    """Return the power supplies that come in boxes of cases and HATs: nobody says their plug."""
    return [
        (
            Charger(part_number=part.part_number, name=f"the supply of {part.name}",
                    source=part.source),
            boxed(part, "power supply") * quantity,
        )
        for part, quantity in in_use(plan, BasePart)
        if boxed(part, "power supply")
    ]  # fmt: skip


def in_boxes(plan: Plan, what: Companion) -> int:
    """Return how many pieces of this come in the boxes of all parts in use, for others to use."""
    return sum(boxed(part, what) * quantity for part, quantity in in_use(plan, BasePart))


def boxed_power_leads(plan: Plan) -> list[tuple[Cable, int]]:
    """Return the power cables that come in boxes: of each the end is known that is the part's own.

    A charger's cable starts at its outlets, a board's ends in its plug; the other end nobody says.
    """
    return [
        (_lead_of(part), boxed(part, "power cable") * quantity)
        for part, quantity in in_use(plan, BasePart)
        if boxed(part, "power cable")
    ]


def still_needed(plan: Plan, part: BasePart) -> tuple[Companion, ...]:
    """Return what a part needs beside itself of which the plan has less than its parts need.

    How many pieces there are is all that is asked here; whether they fit is for the rules.
    """
    return tuple(
        what
        for what in part.lacks
        if _there(plan, what) < sum(quantity for _, quantity in lacking_it(plan, what))
    )


def _there(plan: Plan, what: Companion) -> int:
    """Return how many pieces of this a plan has, in boxes too; many where nobody says how many."""
    return in_boxes(plan, what) + sum(
        _MANY if (pieces := _pieces(part, what)) is None else pieces * quantity
        for part, quantity in in_use(plan, BasePart)
        if what not in part.lacks
    )


def _pieces(part: BasePart, what: Companion) -> int | None:
    """Return how many pieces of this one part is; None if nobody says."""
    kind, count = _COUNTED[what]
    return count(part) if isinstance(part, kind) else 0


_COUNTED: Mapping[Companion, tuple[type | UnionType, Callable[[Any], int | None]]] = {
    "NVMe adapter": (Hat | PoeModule, lambda hat: int("NVMe" in hat.storage_slots)),
    "memory": (Memory, lambda memory: memory.modules),
    "drive": (Storage, lambda _: 1),
    "power supply": (Charger, lambda charger: charger.ports),
    "power cable": (Cable, lambda lead: int(lead.carries == "power")),
    "network cable": (Cable, lambda lead: int(lead.carries == "ethernet")),
    "carrier": (Carrier, lambda carrier: carrier.slots),
    "case": (Case, lambda case: case.shelves),
    "cooler": (Other, lambda other: int(cools(other))),
}


def is_one(part: BasePart, what: Companion) -> bool:
    """Tell whether a part is what another one needs, or may be."""
    return _pieces(part, what) != 0


def cools(part: Other) -> bool:
    """Tell whether a part is a cooler of some kind: a fan, a heat sink, or both."""
    return any(word in f"{part.kind} {part.name}".casefold() for word in _COOLING)


def _lead_of(part: BasePart) -> Cable:
    start = part.connector if isinstance(part, Charger) else None
    end = part.power_connector if isinstance(part, Board) else None
    return Cable(
        part_number=part.part_number,
        name=f"the cable of {part.name}",
        carries="power",
        from_connector=start or "",
        to_connector=end or "",
        source=part.source,
    )
