"""Which boards of a build hang on which chargers, as far as plugs and volts decide it.

A barrel plug goes into supplies of its volts that end in one and, at 5 V, through a cable into USB
sockets. Sums over a build know no wires, so a circuit is drawn as wide as any wiring could be: it
holds every charger that its boards may use. What breaks a circuit's sum breaks every wiring of it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from planner.engine.fitting._flow import Flow
from planner.engine.fitting.as_plugged import is_alike, wired_by_plug
from planner.engine.fitting.attachments import Consumer, burdened
from planner.engine.fitting.companions import boxed_supplies
from planner.engine.fitting.once import once_a_plan
from planner.engine.fitting.parts_in_use import in_use, unknown
from planner.model.build import PowerBasis
from planner.model.outlet_kinds import (
    BARREL,
    USB_OUTLETS,
    Kinds,
    OutletKind,
    kinds_of,
)
from planner.model.parts import Board, Cable, Charger, PoeModule, PortKind
from planner.model.plan import Plan
from planner.model.plugs import (
    ANY_POWER,
    POWER,
    by_each_plug,
    ends_in_barrel,
    may_power,
    powers,
    volts_taken,
)
from planner.model.volts import USB_TAKEN, USB_V, VoltsTaken
from planner.model.words import lacking

Consumers = list[tuple[Consumer, int]]
Modules = list[tuple[PoeModule, int]]


class Circuit(NamedTuple):
    """Boards, and the outlets of every charger that any of them may be plugged into.

    They take any of these volts; None where several circuits that have chargers in common are one.
    """

    boards: Consumers
    chargers: Kinds
    volts: VoltsTaken | None = USB_TAKEN


class Fed(NamedTuple):
    """Boards that a PoE module powers, and those that are left for chargers."""

    over_network: Sequence[tuple[Consumer, int]]
    left: Sequence[tuple[Consumer, int]]


def total(parts: Iterable[tuple[object, int]]) -> int:
    """Return how many pieces there are of all these parts."""
    return sum(quantity for _, quantity in parts)


def poe_powered(plan: Plan) -> Modules:
    """Return the modules in use that power a board each."""
    return [(m, q) for m, q in in_use(plan, PoeModule) if m.kind in ("hat", "splitter")]


@once_a_plan
def consumers(plan: Plan) -> Sequence[tuple[Consumer, int]]:
    """Return the boards in use that have to get power, what hangs on them dealt out evenly.

    A board whose plug is not known is not among them: a rule says so.
    """
    return tuple((c, q) for c, q in by_plugs(plan) if c.board.need(*POWER))


@once_a_plan
def by_plugs(plan: Plan) -> Sequence[tuple[Consumer, int]]:
    """Return the boards in use that take a charger's plug, each by the plug that it is powered by.

    Where a board has several, of which one is enough, it takes the one that is wired, else the
    first for which an outlet of the plan is left behind those of boards that have no choice: of its
    very kind, if there is one.
    """
    boards = [(b, q) for b, q in in_use(plan, Board)
              if any(each.need(*ANY_POWER) for each in by_each_plug(b))]  # fmt: skip
    found = [(consumer, q, by_each_plug(consumer.board)) for consumer, q in burdened(plan, boards)]
    if all(len(ways) == 1 for _, _, ways in found):
        return tuple((consumer, quantity) for consumer, quantity, _ in found)
    flow, kinds = Flow(), outlet_kinds(plan)
    for place, (kind, many) in enumerate(kinds):
        flow.offer(("outlets", place), outlets([(kind, many)]))
    result: dict[int, list[tuple[Consumer, int]]] = {}
    wired = wired_by_plug(plan, Board)
    for index in sorted(range(len(found)), key=lambda index: len(found[index][2])):
        consumer, quantity, ways = found[index]
        taken, left = Counter[int](), quantity
        mine = wired.get(consumer.board.part_number, Counter[Board]())
        for number, board in enumerate(ways):
            taken[number] = min(left, mine[board])
            mine[board], left = mine[board] - taken[number], left - taken[number]
        for fits, (number, board) in product((is_alike, may_power), enumerate(ways)):
            for place, (kind, _) in enumerate(kinds):
                if fits(kind, board):
                    flow.join((fits, index, number), ("outlets", place), quantity)
            served = flow.serve((fits, index, number), left)
            taken[number], left = taken[number] + served, left - served
        # What finds no outlet misses that of its usual plug.
        taken[0] += left
        result[index] = [(replace(consumer, board=ways[number]), q) for number, q in taken.items()]
    return tuple(each for index in range(len(found)) for each in result[index] if each[1])


@once_a_plan
def fed(plan: Plan) -> Fed:
    """Return which boards get their power over the network, and which from chargers.

    Modules power the hungriest of the boards that they may be mounted on, so that no error is
    raised that another way to mount them would mend.
    """
    found = sorted(consumers(plan), key=lambda each: -(each[0].watts(PowerBasis.STRESS) or 0))
    modules = poe_powered(plan)
    flow = Flow()
    for place, (module, quantity) in enumerate(modules):
        flow.offer(("module", place), quantity)
        for index, (consumer, many) in enumerate(found):
            if powers(module, consumer.board) is not False:
                flow.join(("board", index), ("module", place), many)
    # Boards on USB first: what is left may power those with a barrel plug.
    usb = {i for i, (c, _) in enumerate(found) if c.board.need(PortKind.USB_POWER)}
    served = {
        index: flow.serve(("board", index), found[index][1])
        for index in sorted(range(len(found)), key=lambda index: index not in usb)
    }
    over = [(consumer, served[i]) for i, (consumer, _) in enumerate(found) if served[i]]
    left = [(c, q - served[i]) for i, (c, q) in enumerate(found) if q > served[i]]
    return Fed(tuple(over), tuple(left[::-1]))


def boards_on_chargers(plan: Plan) -> Consumers:
    """Return the boards in use that a USB outlet must power, the least hungry first."""
    return [(c, q) for c, q in fed(plan).left if c.board.need(PortKind.USB_POWER)]


def barrel_boards(plan: Plan) -> Consumers:
    """Return the boards in use that a charger must power through a barrel plug."""
    return [(c, q) for c, q in fed(plan).left if c.board.need(PortKind.BARREL_POWER)]


def least_hungry(boards: Consumers) -> Consumers:
    """Return the boards in the order of what they draw."""
    return sorted(boards, key=lambda each: each[0].watts(PowerBasis.STRESS) or Decimal(0))


@once_a_plan
def outlet_kinds(plan: Plan) -> Sequence[tuple[OutletKind, int]]:
    """Return the outlets of the chargers in use, and of supplies in boxes, kind by kind."""
    # What is owned and what is bought of a part are two lines, and one kind of unit.
    pieces: dict[str, tuple[Charger, int]] = {}
    for charger, quantity in (*in_use(plan, Charger), *boxed_supplies(plan)):
        _, before = pieces.get(charger.part_number, (charger, 0))
        pieces[charger.part_number] = (charger, before + quantity)
    chargers = list(pieces.values())
    return tuple((kind, q) for charger, q in chargers for kind in kinds_of(charger))


def usb_chargers(plan: Plan) -> Kinds:
    """Return the outlets that may power a board over USB: not plugs of a barrel supply."""
    return [(k, q) for k, q in outlet_kinds(plan) if k.connector in (*USB_OUTLETS, None)]


def barrel_supplies(plan: Plan) -> Kinds:
    """Return the barrel plugs that chargers in use end in."""
    return [(k, q) for k, q in outlet_kinds(plan) if k.connector == BARREL]


def barrel_leads(plan: Plan) -> Counter[tuple[str, str]]:
    """Return how many cables in use end in a barrel plug, by both their ends."""
    found: Counter[tuple[str, str]] = Counter()
    for lead, quantity in in_use(plan, Cable):
        if ends_in_barrel(lead):
            found[lead.from_connector, lead.to_connector] += quantity
    return found


def barrel_plugs_on_usb(plan: Plan) -> int:
    """Return how many USB sockets of 5 V a cable can turn into a barrel plug."""
    sockets: Counter[str] = Counter()
    leads: Counter[str] = Counter()
    for (start, _), quantity in barrel_leads(plan).items():
        leads[start] += quantity
    for charger, quantity in usb_chargers(plan):
        if not charger.brings_its_lead and USB_V in charger.volts:
            sockets[charger.connector or ""] += (charger.count or 0) * quantity
    return sum(min(leads[kind], count) for kind, count in sockets.items())


def outlets(chargers: Iterable[tuple[OutletKind, int]]) -> int:
    """Return how many devices these kinds of outlets have a plug or a socket for."""
    return sum((kind.count or 0) * quantity for kind, quantity in chargers)


def vague_leads(plan: Plan) -> list[str]:
    """Return the names of leads that may end in a barrel plug, or not: their ends are not known."""
    return lacking(
        in_use(plan, Cable),
        lambda lead: (
            lead.carries is None
            or (lead.carries == "power" and not (lead.from_connector and lead.to_connector))
        ),
    )


def by_volts(plan: Plan) -> dict[VoltsTaken, Circuit]:
    """Return the boards with a barrel plug, by the volts they take, and the supplies of these.

    Whether the plugs are of one size is not asked: a circuit is as wide as any wiring could be.

    Empty if the volts of any are not known, or if a cable may be of any kind: a rule says so.
    """
    found: dict[VoltsTaken, Circuit] = {}
    supplies = barrel_supplies(plan)
    if unknown(plan, Cable) or any(not supply.volts for supply, _ in supplies):
        return {}
    for consumer, quantity in barrel_boards(plan):
        volts = volts_taken(consumer.board)
        if volts is None:
            return {}
        own = [(supply, q) for supply, q in supplies if supply.gives_volts(volts)]
        found.setdefault(volts, Circuit([], own, volts)).boards.append((consumer, quantity))
    return found


def circuits(plan: Plan) -> list[Circuit]:
    """Return every circuit whose sums must hold: of USB, and of barrel plugs by their volts."""
    result = _usb_circuits(plan)
    usb = result[0]
    on_leads = [c for volts, c in by_volts(plan).items() if volts.takes(USB_V)]
    if not barrel_plugs_on_usb(plan):
        on_leads = []
    result += [each for each in by_volts(plan).values() if each not in on_leads]
    boards = [each for one in on_leads for each in one.boards]
    own = [each for one in on_leads for each in one.chargers]
    both = Circuit(least_hungry([*usb.boards, *boards]), [*usb.chargers, *dict(own).items()])
    if own:
        # Wider than USB, whose boards cannot use these supplies: either sum must hold.
        result.append(both)
    elif boards:
        result[0] = both
    return result


def joined_circuits(plan: Plan) -> list[Circuit]:
    """Return circuits that have chargers in common as one: one charger may serve several volts."""
    result: list[Circuit] = []
    for circuit in circuits(plan):
        units = _units(circuit)
        shared = [each for each in result if units & _units(each)] if circuit.boards else []
        # The same boards may be in a wider circuit once more.
        boards = {id(each): each for one in (*shared, circuit) for each in one.boards}
        kinds = {
            (kind.charger.part_number, kind.place): (kind, many)
            for one in (*shared, circuit)
            for kind, many in one.chargers
        }
        result = [each for each in result if each not in shared]
        volts = None if shared else circuit.volts
        if circuit.boards:
            result.append(Circuit(least_hungry([*boards.values()]), list(kinds.values()), volts))
    return [each for each in result if each.volts is None]


def _units(circuit: Circuit) -> set[str]:
    return {kind.charger.part_number for kind, _ in circuit.chargers}


def _usb_circuits(plan: Plan) -> list[Circuit]:
    """Return the boards on USB with what may power them: at 5 V first, then at other volts.

    Boards that no charger gives their volts are not among them: a rule says so.
    """
    boards, chargers = boards_on_chargers(plan), usb_chargers(plan)
    groups: dict[VoltsTaken | None, Consumers] = {USB_TAKEN: []}
    for consumer, quantity in boards:
        groups.setdefault(volts_taken(consumer.board), []).append((consumer, quantity))
    # A board whose volts are not known may be on any of them.
    groups[USB_TAKEN] = least_hungry([*groups[USB_TAKEN], *groups.pop(None, [])])
    result = []
    for volts, group in groups.items():
        own = [
            (charger, quantity)
            for charger, quantity in chargers
            if any(charger.gives_volts(each) is not False for each in (volts, *_unsure(group)))
        ]
        result.append(Circuit(group if own or volts == USB_TAKEN else [], own, volts))
    return result


def _unsure(boards: Consumers) -> list[None]:
    return [None for consumer, _ in boards if volts_taken(consumer.board) is None]
