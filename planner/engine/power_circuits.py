"""Which boards of a build hang on which chargers, as far as plugs and volts decide it.

A barrel plug goes into supplies of its volts that end in one and, at 5 V, through a lead into USB
sockets. Sums over a build know no wires, so a circuit is drawn as wide as any wiring could be: it
holds every charger that its boards may use. What breaks a circuit's sum breaks every wiring of it.
"""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from planner.engine.capacity import in_use, unknown
from planner.engine.plugs import (
    BARREL,
    USB_OUTLETS,
    USB_V,
    brings_its_lead,
    ends_in_barrel,
    nominal,
    volts_of_supply,
)
from planner.engine.power_draw import volts_of
from planner.engine.verdicts import lacking
from planner.model.parts import Board, Cable, Charger, PoeModule, PortKind
from planner.model.plan import Plan

Boards = list[tuple[Board, int]]
Chargers = list[tuple[Charger, int]]


class Circuit(NamedTuple):
    """Boards, and every charger that any of them may be plugged into."""

    boards: Boards
    chargers: Chargers


def total(parts: Iterable[tuple[object, int]]) -> int:
    """Return how many pieces there are of all these parts."""
    return sum(quantity for _, quantity in parts)


def poe_powered(plan: Plan) -> list[tuple[PoeModule, int]]:
    """Return the modules in use that power a board each."""
    return [(m, q) for m, q in in_use(plan, PoeModule) if m.kind in ("hat", "splitter")]


def boards_on_chargers(plan: Plan) -> Boards:
    """Return the boards in use that a USB outlet must power, the least hungry first.

    PoE modules power the hungriest: they fit the larger boards, and no error is raised that
    another way to mount them would mend.
    """
    return _least_hungry(_needing(plan, PortKind.USB_POWER), without=total(poe_powered(plan)))


def barrel_boards(plan: Plan) -> Boards:
    """Return the boards in use that a charger must power through a barrel plug.

    PoE modules that are left when every board on USB has one may power these.
    """
    modules = total(poe_powered(plan)) - total(_needing(plan, PortKind.USB_POWER))
    return _least_hungry(_needing(plan, PortKind.BARREL_POWER), without=max(modules, 0))


def _needing(plan: Plan, kind: PortKind) -> Boards:
    return [(board, q) for board, q in in_use(plan, Board) if board.need(kind)]


def _least_hungry(boards: Boards, *, without: int) -> Boards:
    """Return the boards but so many of the hungriest, the least hungry first."""
    left = total(boards) - without
    result = []
    for board, quantity in sorted(boards, key=lambda each: each[0].power_max_w or Decimal(0)):
        if left > 0:
            result.append((board, min(quantity, left)))
        left -= quantity
    return result


def usb_chargers(plan: Plan) -> Chargers:
    """Return the chargers that may power a board over USB: not a supply with a barrel plug."""
    return [(c, q) for c, q in in_use(plan, Charger) if c.connector in (*USB_OUTLETS, None)]


def barrel_supplies(plan: Plan) -> Chargers:
    """Return the chargers in use that end in a barrel plug."""
    return [(c, q) for c, q in in_use(plan, Charger) if c.connector == BARREL]


def barrel_leads(plan: Plan) -> Counter[str]:
    """Return how many leads in use end in a barrel plug, by what their other end goes into."""
    found: Counter[str] = Counter()
    for lead, quantity in in_use(plan, Cable):
        if ends_in_barrel(lead):
            found[lead.from_connector] += quantity
    return found


def barrel_plugs_on_usb(plan: Plan) -> int:
    """Return how many USB sockets of 5 V a lead can turn into a barrel plug."""
    sockets: Counter[str] = Counter()
    leads = barrel_leads(plan)
    for charger, quantity in usb_chargers(plan):
        if not brings_its_lead(charger) and volts_of_supply(charger) == USB_V:
            sockets[charger.connector or ""] += (charger.ports or 0) * quantity
    return sum(min(leads[kind], count) for kind, count in sockets.items())


def outlets(chargers: Chargers) -> int:
    """Return how many devices these chargers have a plug or a socket for."""
    return sum((charger.ports or 0) * quantity for charger, quantity in chargers)


def vague_leads(plan: Plan) -> list[str]:
    """Return the names of leads that may end in a barrel plug, or not: their ends are not known."""
    return lacking(
        in_use(plan, Cable),
        lambda lead: (
            lead.carries is None
            or (lead.carries == "power" and not (lead.from_connector and lead.to_connector))
        ),
    )


def by_volts(plan: Plan) -> dict[Decimal, Circuit]:
    """Return the boards with a barrel plug and the supplies that end in one, by their volts.

    Empty if the volts of any are not known, or if a lead may be of any kind: a rule says so.
    """
    found: dict[Decimal, Circuit] = {}
    supplies = barrel_supplies(plan)
    if unknown(plan, Cable) or any(volts_of_supply(supply) is None for supply, _ in supplies):
        return {}
    for board, quantity in barrel_boards(plan):
        volts = nominal(volts_of(board))
        if volts is None:
            return {}
        own = [(supply, q) for supply, q in supplies if volts_of_supply(supply) == volts]
        found.setdefault(volts, Circuit([], own)).boards.append((board, quantity))
    return found


def boards_on_leads(plan: Plan) -> int:
    """Return how many boards with a barrel plug have to take a USB socket, through a lead."""
    boards, supplies = by_volts(plan).get(USB_V, Circuit([], []))
    return min(max(total(boards) - outlets(supplies), 0), barrel_plugs_on_usb(plan))


def circuits(plan: Plan) -> list[Circuit]:
    """Return every circuit whose sums must hold: of USB, and of barrel plugs by their volts."""
    usb = Circuit(boards_on_chargers(plan), usb_chargers(plan))
    result = [usb]
    for volts, (boards, own) in by_volts(plan).items():
        if volts != USB_V or not barrel_plugs_on_usb(plan):
            result.append(Circuit(boards, own))
            continue
        both = Circuit(_least_hungry([*usb.boards, *boards], without=0), [*usb.chargers, *own])
        if own:
            # Wider than USB, whose boards cannot use these supplies: either sum must hold.
            result.append(both)
        else:
            result[0] = both
    return result
