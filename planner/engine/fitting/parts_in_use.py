"""The parts of a plan that are in use: neither replaced nor lying by as spares."""

from collections import Counter
from typing import TypeVar

from planner.engine.fitting.carriers import Seats, seats
from planner.model.parts import CATEGORIES, Board, Carrier, Hat, Switch
from planner.model.plan import Plan

P = TypeVar("P")
_CATEGORY: dict[type, str] = {kind: category for category, kind in CATEGORIES.items()}


def in_use(plan: Plan, kind: type[P]) -> list[tuple[P, int]]:
    """Return the parts of one category that are in use, each once, with their quantities.

    A part may be on several lines of a bill: owned and bought, or bought at two vendors.
    """
    found: dict[str, tuple[P, int]] = {}
    for line in plan.bill.lines:
        part = plan.part(line.part_number)
        used = line.used
        if used and isinstance(part, kind):
            _, before = found.get(line.part_number, (part, 0))
            found[line.part_number] = part, before + used
    return list(found.values())


def unknown(plan: Plan, *kinds: type) -> list[tuple[str, int]]:
    """Return the parts in use in these categories that no catalog describes, each once."""
    wanted = {_CATEGORY[kind] for kind in kinds}
    found = Counter[str]()
    for line in plan.bill.lines:
        used = line.used
        if used and line.category in wanted and line.part_number not in plan.by_number:
            found[line.part_number] += used
    return list(found.items())


def seats_of(plan: Plan) -> Seats:
    """Return where the compute modules of a plan sit, and those without a place."""
    return seats(in_use(plan, Board), in_use(plan, Carrier), in_use(plan, Hat))


def switches_of(plan: Plan) -> list[tuple[Switch | Carrier, int]]:
    """Return the switches in use, and the carriers that have one of their own."""
    carriers = in_use(plan, Carrier)
    found: list[tuple[Switch | Carrier, int]] = [*in_use(plan, Switch)]
    return found + [(carrier, quantity) for carrier, quantity in carriers if carrier.switch_mbps]


def speed_of(switch: Switch | Carrier) -> int | None:
    """Return the Mbit/s of a switch; None if they are not known."""
    return switch.speed_mbps if isinstance(switch, Switch) else switch.switch_mbps
