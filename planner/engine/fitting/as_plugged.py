"""By which of its plugs a board or carrier is powered that has several, of which one is enough.

A wire does not say its plug. Of those that an outlet may be for the one like its socket is meant,
then one whose volts it surely gives, then the one that asks for least.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal

from planner.model.outlet_kinds import OutletKind, kind_at
from planner.model.parts import Board, Carrier, Charger, Part, PoeModule
from planner.model.plan import Plan
from planner.model.plugs import ANY_POWER, Powered, by_each_plug, may_power, powers, volts_taken
from planner.model.power_draw import recommended_w
from planner.model.wiring import part_of


def is_alike(kind: OutletKind, board: Board | Carrier) -> bool:
    """Tell whether an outlet may be for the plug of a board and is of its very kind."""
    return kind.connector == board.power_connector and may_power(kind, board)


def as_plugged(board: Powered, charger: Part | None, outlet: int) -> Powered:
    """Return a board or carrier by the plug that fits the outlet it is on, of its several."""
    ways = by_each_plug(board)
    if isinstance(charger, PoeModule):
        return next((each for each in ways if powers(charger, each) is not False), ways[0])
    kind = kind_at(charger, outlet) if isinstance(charger, Charger) else None
    if kind is None or len(ways) == 1:
        return ways[0]

    def likely(each: Powered) -> tuple[bool, bool, Decimal]:
        surely = kind.gives_volts(volts_taken(each)) is True
        return is_alike(kind, each), surely, -(recommended_w(each) or Decimal(0))

    return max((each for each in ways if may_power(kind, each)), key=likely, default=ways[0])


def wired_by_plug(plan: Plan, kind: type[Powered]) -> Mapping[str, Counter[Powered]]:
    """Return how many boards, or carriers, of a part number are wired by each of several plugs."""
    found: dict[str, Counter[Powered]] = defaultdict(Counter)
    for wire in plan.build.wiring:
        board = plan.part(part_of(wire.device))
        if wire.kind in ANY_POWER and isinstance(board, kind) and len(by_each_plug(board)) > 1:
            plugged = as_plugged(board, plan.part(part_of(wire.unit)), wire.unit_port)
            found[board.part_number][plugged] += 1
    return found
