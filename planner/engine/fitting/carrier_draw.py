"""What a carrier asks of its power supply: what its maker recommends, else what it draws in all.

On it draw the modules, and what hangs on those: drives in its slots, HATs, adapters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from planner.engine.fitting.attachments import Consumer, burdened, hung_on_units
from planner.engine.fitting.parts_in_use import in_use, seats_of
from planner.model.build import PowerBasis
from planner.model.parts import Board, Carrier, PortKind
from planner.model.plan import Plan
from planner.model.plugs import volts_taken
from planner.model.power_draw import recommended_w
from planner.model.wiring import part_of


class Asked(NamedTuple):
    """Watts that a carrier asks of its supply at least; whole if no draw is missing in them."""

    watts: Decimal
    is_whole: bool


def asked_of_supply(plan: Plan, carrier: Carrier) -> Asked:
    """Return what one piece of a carrier asks for, its modules dealt out evenly.

    Nobody says which modules sit on which piece: no piece has less than its share on all.
    """
    if (recommended := recommended_w(carrier)) is not None:
        return Asked(recommended, is_whole=True)
    basis, number = plan.build.power_by, carrier.part_number
    # By one of several plugs it is another record of the same part.
    seated = [
        (s.module, s.quantity) for s in seats_of(plan).taken if s.carrier.part_number == number
    ]
    pieces = sum(q for each, q in in_use(plan, Carrier) if each.part_number == number)
    own, shares = _own_watts(carrier, basis), _shares(plan, [module for module, _ in seated])
    drawn = [(shares[module.part_number], quantity) for module, quantity in seated]
    known = sum((watts * many for watts, many in drawn if watts is not None), Decimal(0))
    whole = own is not None and all(watts is not None for watts, _ in drawn)
    return Asked((own or Decimal(0)) + known / pieces, is_whole=whole)


def asked_by_unit(plan: Plan, unit: str, carrier: Carrier) -> Decimal | None:
    """Return what a wired carrier asks for with the modules wired to it; None: nobody says.

    The carrier is as it is by the plug that is wired.
    """
    if (recommended := recommended_w(carrier)) is not None:
        return recommended
    basis, hung = plan.build.power_by, hung_on_units(plan)
    total = _own_watts(carrier, basis)
    for wire in plan.build.wiring:
        module = plan.part(part_of(wire.device))
        if wire.kind is PortKind.MODULE and wire.unit == unit and isinstance(module, Board):
            draw = Consumer(module, hung.get(wire.device, ())).planned(basis)
            total = None if total is None or draw is None else total + draw.watts
    return total


def milliamps_at(carrier: Carrier, watts: Decimal | None) -> int | None:
    """Return the mA that so many watts are at the first of a carrier's volts; None: nobody says."""
    volts = volts_taken(carrier)
    if watts is None or volts is None:
        return None
    return ceil(watts / volts.first * 1000)


def _own_watts(carrier: Carrier, basis: PowerBasis) -> Decimal | None:
    return carrier.power_typical_w if basis is PowerBasis.TYPICAL else carrier.power_max_w


def _shares(plan: Plan, modules: Iterable[Board]) -> dict[str, Decimal | None]:
    """Return by module what one draws on average with what hangs on it; None: nobody says."""
    numbers = {module.part_number for module in modules}
    boards = [(b, q) for b, q in in_use(plan, Board) if b.part_number in numbers]
    watts: dict[str, Decimal | None] = defaultdict(Decimal)
    pieces: Counter[str] = Counter()
    for consumer, quantity in burdened(plan, boards):
        number, draw = consumer.board.part_number, consumer.planned(plan.build.power_by)
        so_far = watts[number]
        pieces[number] += quantity
        watts[number] = None if so_far is None or draw is None else so_far + draw.watts * quantity
    return {n: None if w is None else w / pieces[n] for n, w in watts.items()}
