"""The parts of a plan that are in use: neither replaced nor lying by as spares."""

from typing import NamedTuple, TypeVar, cast

from planner.engine.fitting.carriers import Seats, seats
from planner.engine.fitting.once import once_a_plan
from planner.model.parts import CATEGORIES, Board, Carrier, Hat, Part, Switch
from planner.model.plan import Plan

P = TypeVar("P")
_CATEGORY: dict[type, str] = {kind: category for category, kind in CATEGORIES.items()}


class _Used(NamedTuple):
    """What a plan has in use of each part, by its number."""

    described: dict[str, tuple[Part, int]]
    unknown: dict[str, tuple[str, int]]  # with the category that the bill says
    by_kind: dict[type, list[tuple[Part, int]]]


@once_a_plan
def _used(plan: Plan) -> _Used:
    found = _Used({}, {}, {})
    for line in plan.bill.lines:
        number, used = line.part_number, line.used
        if not used:
            continue
        part = plan.part(number)
        if part is None:
            # Lines of one part are of one category, as a bill has them.
            found.unknown[number] = line.category, found.unknown.get(number, ("", 0))[1] + used
        else:
            found.described[number] = part, found.described.get(number, (part, 0))[1] + used
    return found


def in_use(plan: Plan, kind: type[P]) -> list[tuple[P, int]]:
    """Return the parts of one category that are in use, each once, with their quantities.

    A part may be on several lines of a bill: owned and bought, or bought at two vendors.
    """
    # A category has one class, and every rule asks for a few of them again and again.
    by_kind = _used(plan).by_kind
    if kind not in by_kind:
        every = _used(plan).described.values()
        by_kind[kind] = [(part, used) for part, used in every if isinstance(part, kind)]
    return cast(list[tuple[P, int]], list(by_kind[kind]))


def unknown(plan: Plan, *kinds: type) -> list[tuple[str, int]]:
    """Return the parts in use in these categories that no catalog describes, each once."""
    every = _used(plan).unknown.items()
    if not every:
        return []
    wanted = {_CATEGORY[kind] for kind in kinds}
    return [(number, used) for number, (category, used) in every if category in wanted]


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
