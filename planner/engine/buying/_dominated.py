"""Leave out what is dominated: amounts that another vendor sells for less in any case.

A rival sells the same part piece by piece. Where an amount of an offer costs more than the same
pieces from the rival, and more by so much that it pays for an order of its own there and for all
that the first order might lose without it (free shipping, the least order), no cheapest basket
holds that amount: exchanging it for the rival's pieces makes any basket cheaper. So what is left
has the same cheapest baskets, and the program is smaller and its bounds are tighter.

Amounts here are millionths of the basket's minor unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from heapq import nsmallest
from math import ceil, floor

from planner.engine.buying._amounts import Level
from planner.engine.buying._order_rates import OrderRates, Orders
from planner.engine.buying.choices import Choice
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.basket import Need
from planner.model.buying import Settlement
from planner.model.vendors import Vendor

_FEW = 3  # rivals that are tried, of those cheapest for one piece and for all pieces


@dataclass(frozen=True, slots=True)
class _Rival:
    """A vendor that sells any number of pieces at no more than `each`, in an order of its own."""

    vendor: str
    each: int
    opening: int


def undominated(
    needs: Sequence[Need],
    offered: Sequence[Choice],
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    effort: Effort = UNHURRIED,
) -> tuple[Choice, ...]:
    """Return the choices with the amounts that a cheapest basket may hold, the others left out.

    Only where the number of vendors is free: a rival may be one more.
    """
    orders = Orders(vendors, settlement)
    alone = [(choice, _only_need(choice)) for choice in offered]
    by_need: dict[int, list[_Rival]] = {}
    for choice, need in effort.over(alone):
        if need is not None:
            rival = _rival(choice, needs[need].quantity, orders.of(choice.offer))
            if rival is not None:
                by_need.setdefault(need, []).append(rival)
    best = {need: _best(rivals, needs[need].quantity) for need, rivals in by_need.items()}
    result = []
    for choice, need in effort.over(alone):
        order, levels = orders.of(choice.offer), choice.levels
        if need is not None and need in best and order.loses is not None:
            levels = _left(choice, best[need], needs[need].quantity, order, order.loses)
        if levels == choice.levels:
            result.append(choice)
        elif levels:
            result.append(replace(choice, levels=levels))
    return tuple(result)


def _only_need(choice: Choice) -> int | None:
    """Return the need that a choice serves; None if it serves several, or holds several parts."""
    if len(choice.servings) > 1 or len(choice.servings[0].needs) > 1:
        return None
    return choice.servings[0].needs[0]


def _rival(choice: Choice, quantity: int, order: OrderRates) -> _Rival | None:
    """Return a choice as a rival: any number of pieces, none of which costs more than the first."""
    first = choice.levels[0]
    if order.opening is None or first.least > 1 or choice.levels[-1].most < quantity:
        return None
    if choice.servings[0].pieces > 1 or choice.offer.order_multiple > 1:
        return None
    for level in choice.levels:
        if level.start or level.each > first.each:
            return None
    unit, off = _unit_and_rounding(choice)
    each = ceil((first.each * unit + order.per_pack) * order.costs)
    rounding = ceil(off * order.costs)
    return _Rival(choice.offer.vendor, each, order.opening + rounding)


def _unit_and_rounding(choice: Choice) -> tuple[Fraction | int, Fraction | int]:
    """Return both of its scale; nearly always they are 1 and 0, with which a machine is quicker."""
    scale = choice.scale
    return (scale.unit, scale.rounding) if scale.ratios else (1, 0)


def _best(rivals: Sequence[_Rival], quantity: int) -> tuple[_Rival, ...]:
    """Return the few rivals that are cheapest for one piece, and for all pieces."""
    for_one = nsmallest(_FEW, rivals, key=lambda rival: rival.opening + rival.each)
    for_all = nsmallest(_FEW, rivals, key=lambda rival: rival.opening + rival.each * quantity)
    return tuple(dict.fromkeys((*for_one, *for_all)))


def _left(
    choice: Choice, rivals: Sequence[_Rival], quantity: int, order: OrderRates, loses: int
) -> tuple[Level, ...]:
    """Return the levels without the amounts that a rival sells for less in any case."""
    vendor, step = choice.offer.vendor, choice.offer.order_multiple
    pieces = choice.servings[0].pieces
    unit, off = _unit_and_rounding(choice)
    result = []
    for level in choice.levels:
        most = level.most
        each = floor(level.each * unit * order.saves)
        start = floor((level.start * unit - off) * order.saves)
        for rival in rivals:
            if rival.vendor == vendor:
                continue
            rest = rival.opening + loses - start
            more = each - pieces * rival.each  # that a pack costs than its pieces from the rival
            if more > 0 and most * more > rest:
                most = rest // more // step * step
            # The last pack may hold more pieces than are needed, and the rival sells no more.
            if most * pieces > quantity and each * most > rest + quantity * rival.each:
                most -= step
        if most == level.most:
            result.append(level)
        elif most >= level.least:
            result.append(replace(level, most=most, extra=0))
    return tuple(result)
