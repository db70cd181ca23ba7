"""By which of its plugs a carrier is powered that has several, of which one is enough."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from planner.engine.fitting._flow import Flow
from planner.engine.fitting.as_plugged import wired_by_plug
from planner.engine.fitting.carrier_draw import asked_of_supply
from planner.engine.fitting.carrier_poe import carriers_over_network
from planner.engine.fitting.circuits import by_plugs, fed, outlet_kinds, outlets
from planner.engine.fitting.once import once_a_plan
from planner.engine.fitting.parts_in_use import in_use
from planner.model.outlet_kinds import ATX, OutletKind
from planner.model.parts import Board, Carrier
from planner.model.plan import Plan
from planner.model.plugs import by_each_plug, may_power, volts_taken
from planner.model.volts import VoltsTaken


@once_a_plan
def fed_carriers(plan: Plan) -> tuple[tuple[Carrier, int], ...]:
    """Return the carriers in use that a supply of the build feeds, each by the plug that it takes.

    It is the one that is wired, else one for which an outlet is left behind those of boards and of
    the other carriers: of enough watts, if there is one. What finds none misses its usual plug.
    """
    found, ways = list[tuple[Carrier, int]](), list[tuple[Carrier, ...]]()
    for carrier, quantity in in_use(plan, Carrier):
        plugs = by_each_plug(carrier)
        left = quantity - carriers_over_network(plan)[carrier.part_number]
        if left > 0 and not any(each.brings_its_power for each in plugs):
            found.append((carrier, left))
            ways.append(plugs)
    if all(len(each) == 1 for each in ways):
        return tuple(found)
    taken = _wired(plan, found, ways)
    rest = [q - sum(mine) for (_, q), mine in zip(found, taken, strict=True)]
    for index, mine in enumerate(_dealt_out(plan, ways, rest)):
        for place, many in enumerate(mine):
            taken[index][place] += many
    for (_, quantity), mine in zip(found, taken, strict=True):
        mine[0] += quantity - sum(mine)
    return tuple(
        (way, many)
        for plugs, mine in zip(ways, taken, strict=True)
        for way, many in zip(plugs, mine, strict=True)
        if many
    )


def given_by(kind: OutletKind, volts: VoltsTaken | None) -> Decimal | None:
    """Return the watts that one outlet gives at most at some volts; None if nobody says."""
    milliamps = None if volts is None else kind.milliamps(volts)
    by_current = None if milliamps is None or volts is None else milliamps * volts.first / 1000
    limits = (by_current, kind.outlets.watts, kind.charger.supply_w)
    return min((each for each in limits if each is not None), default=None)


def _wired(
    plan: Plan, found: Sequence[tuple[Carrier, int]], ways: Sequence[tuple[Carrier, ...]]
) -> list[list[int]]:
    """Return how many of each carrier are wired by each of its plugs, no more than there are."""
    wired, taken = wired_by_plug(plan, Carrier), []
    for (carrier, quantity), plugs in zip(found, ways, strict=True):
        left, mine = quantity, []
        for way in plugs:
            many = min(left, wired.get(carrier.part_number, Counter[Carrier]())[way])
            left -= many
            mine.append(many)
        taken.append(mine)
    return taken


def _dealt_out(
    plan: Plan, ways: Sequence[tuple[Carrier, ...]], left: Sequence[int]
) -> list[list[int]]:
    """Return how many of the carriers that are left find an outlet by each of their plugs."""
    flow, kinds = Flow(), [kind for kind, _ in outlet_kinds(plan)]
    for place, (kind, many) in enumerate(outlet_kinds(plan)):
        flow.offer(place, outlets([(kind, many)]))
    boards = [(each.board, q) for each, q in fed(plan).left]
    boards += [(c.board, q) for c, q in by_plugs(plan) if c.board.power_connector == ATX]
    for index, (board, many) in enumerate(boards):
        _join(flow, ("board", index), board, kinds, many)
        flow.serve(("board", index), many)
    served = [0] * len(ways)
    # Who has least choice is served first, and outlets of enough watts are given first.
    order = sorted(range(len(ways)), key=lambda index: len(ways[index]))
    for strong in (True, False):
        for index in order:
            for number, way in enumerate(ways[index]):
                flow.join(("carrier", index, strong), ("plug", index, number), left[index])
                asked = asked_of_supply(plan, way).watts if strong else Decimal(0)
                _join(flow, ("plug", index, number), way, kinds, left[index], asked)
            more = left[index] - served[index]
            served[index] += flow.serve(("carrier", index, strong), more)
    return [
        [
            sum(flow.passing(("plug", index, number), place) for place in range(len(kinds)))
            for number in range(len(plugs))
        ]
        for index, plugs in enumerate(ways)
    ]


def _join(
    flow: Flow,
    need: object,
    part: Board | Carrier,
    kinds: Sequence[OutletKind],
    width: int,
    asked: Decimal = Decimal(0),
) -> None:
    """Join what needs power to the outlets that may give it, and that many watts, once each."""
    for place, kind in enumerate(kinds):
        gives = given_by(kind, volts_taken(part))
        if may_power(kind, part) and (gives is None or gives >= asked):
            flow.join_once(need, place, width)
