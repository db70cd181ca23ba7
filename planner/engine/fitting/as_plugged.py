"""By which of its plugs a board is powered that has several, of which one is enough.

A wire does not say its plug. Of those that an outlet may be for the one like its socket is meant,
then one whose volts it surely gives, then the one that asks for least.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal

from planner.model.build import PowerBasis
from planner.model.outlet_kinds import OutletKind, kind_at
from planner.model.parts import Board, Charger, Part
from planner.model.plan import Plan
from planner.model.plugs import ANY_POWER, by_each_plug, may_power, volts_taken
from planner.model.power_draw import watts_of
from planner.model.wiring import part_of


def is_alike(kind: OutletKind, board: Board) -> bool:
    """Tell whether an outlet may be for the plug of a board and is of its very kind."""
    return kind.connector == board.power_connector and may_power(kind, board)


def as_plugged(board: Board, charger: Part | None, outlet: int) -> Board:
    """Return a board by the plug that fits the outlet it is on, of the several it may have."""
    ways = by_each_plug(board)
    kind = kind_at(charger, outlet) if isinstance(charger, Charger) else None
    if kind is None or len(ways) == 1:
        return ways[0]

    def likely(each: Board) -> tuple[bool, bool, Decimal]:
        surely = kind.gives_volts(volts_taken(each)) is True
        return is_alike(kind, each), surely, -(watts_of(each, PowerBasis.SUPPLY) or Decimal(0))

    return max((each for each in ways if may_power(kind, each)), key=likely, default=ways[0])


def wired_by_plug(plan: Plan) -> Mapping[str, Counter[Board]]:
    """Return how many boards of a part number are wired by each of several plugs."""
    found: dict[str, Counter[Board]] = defaultdict(Counter)
    for wire in plan.build.wiring:
        board = plan.part(part_of(wire.device))
        if wire.kind in ANY_POWER and isinstance(board, Board) and len(by_each_plug(board)) > 1:
            plugged = as_plugged(board, plan.part(part_of(wire.unit)), wire.unit_port)
            found[board.part_number][plugged] += 1
    return found
