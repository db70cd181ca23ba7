"""Which parts of a bill find a barrel plug: of their volts, and of the size of theirs.

A supply of several parts' volts serves each of them, but a plug only one: so all boards and
carriers are dealt out to all plugs at once, those at ends of cables from USB sockets among them.
"""

from collections.abc import Sequence
from typing import NamedTuple

from planner.engine.fitting._flow import Flow
from planner.engine.fitting.carrier_plugs import fed_carriers
from planner.engine.fitting.circuits import (
    barrel_boards,
    barrel_leads,
    barrel_supplies,
    by_volts,
    outlets,
    usb_chargers,
)
from planner.model.outlet_kinds import BARREL, Kinds
from planner.model.parts import BarrelSize, Board, Carrier
from planner.model.plan import Plan
from planner.model.plugs import barrel_of, end_of, volts_taken
from planner.model.volts import USB_V


class Plugged(NamedTuple):
    """Alike boards or carriers with a barrel plug, and how many of them find one to take."""

    part: Board | Carrier
    quantity: int
    found: int


def plugged(plan: Plan, *, sized: bool = False, leads: bool = True) -> Sequence[Plugged]:
    """Return how many find a barrel plug; where it is not known, one is taken to fit.

    `sized` asks for the size of the plug, too; without `leads` only supplies have plugs. Boards
    are served before carriers, and those first that no cable from USB can serve.
    """
    flow, supplies = Flow(), barrel_supplies(plan)
    for place, (supply, quantity) in enumerate(supplies):
        flow.offer(("supply", place), outlets([(supply, quantity)]))
    ends = _join_leads(flow, plan) if leads else ()
    parts = _with_a_barrel(plan)
    for index, (part, many) in enumerate(parts):
        mine = barrel_of(part)
        for place in _reached(part, supplies, sized=sized):
            flow.join(("part", index), ("supply", place), many)
        for start, end in ends if _takes_usb(part) else ():
            if not sized or _may(mine, end_of(end)[1]):
                flow.join(("part", index), ("cable", start, end), many)
    order = sorted(
        range(len(parts)),
        key=lambda i: (isinstance(parts[i][0], Carrier), _takes_usb(parts[i][0])),
    )
    got = {index: flow.serve(("part", index), parts[index][1]) for index in order}
    return [Plugged(part, many, got[index]) for index, (part, many) in enumerate(parts)]


def left_for_leads(plan: Plan) -> int:
    """Return how many boards that take 5 V find no plug of a supply: a cable from USB is left.

    None of them where a rule about barrel plugs says that volts are not known.
    """
    if not by_volts(plan):
        return 0
    found = plugged(plan, leads=False)
    return sum(
        each.quantity - each.found
        for each in found
        if isinstance(each.part, Board) and _takes_usb(each.part)
    )


def _with_a_barrel(plan: Plan) -> list[tuple[Board | Carrier, int]]:
    boards = [(consumer.board, quantity) for consumer, quantity in barrel_boards(plan)]
    carriers = [(c, q) for c, q in fed_carriers(plan) if c.power_connector == BARREL]
    return [*boards, *carriers]


def _join_leads(flow: Flow, plan: Plan) -> Sequence[tuple[str, str]]:
    """Join cables that end in a barrel plug to the USB sockets they go into; return their ends."""
    found = barrel_leads(plan)
    for (start, end), quantity in found.items():
        flow.join(("cable", start, end), ("end of cable", start, end), quantity)
    for charger, quantity in usb_chargers(plan):
        if not charger.brings_its_lead and USB_V in charger.volts:
            socket = charger.charger.part_number, charger.place
            many = outlets([(charger, quantity)])
            flow.offer(socket, many)
            for start, end in found:
                if start == charger.connector:
                    flow.join(("end of cable", start, end), socket, many)
    return list(found)


def _reached(part: Board | Carrier, supplies: Kinds, *, sized: bool) -> list[int]:
    """Return the places of the supplies whose plugs may go into a part."""
    takes, mine = volts_taken(part), barrel_of(part)
    return [
        place
        for place, (supply, _) in enumerate(supplies)
        if supply.gives_volts(takes) is not False and (not sized or _may(mine, supply.size))
    ]


def _takes_usb(part: Board | Carrier) -> bool:
    volts = volts_taken(part)
    return volts is not None and volts.takes(USB_V)


def _may(one: BarrelSize, other: BarrelSize) -> bool:
    return one.goes_into(other) is not False
