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
from functools import lru_cache
from heapq import nsmallest
from math import ceil, floor, prod

from planner.engine.buying._amounts import Level
from planner.engine.buying.choices import Choice
from planner.engine.charges import CHARGES, PAID
from planner.engine.charges.charge import total_or_none
from planner.engine.charges.program import conversion, share
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.basket import Need
from planner.model.buying import Settlement
from planner.model.offers import Offer
from planner.model.vendors import Vendor

_MILLION = 10**6
_SHARES = sum(
    1 for charge in PAID if charge.base and not charge.reduces
)  # amounts that are rounded before conversion
_REMEMBERED = 1_000  # orders at vendors
_FEW = 3  # rivals that are tried, of those cheapest for one piece and for all pieces


@dataclass(frozen=True, slots=True)
class _Order:
    """What an order at a vendor does to a unit of goods, to be on the safe side.

    `saves` is the least that a minor unit of goods less saves, `costs` the most that one more
    costs. `loses` is the most that an order may cost more when it holds less; None if that has no
    limit. `opening` is the most that an order costs beyond its goods; None likewise.
    """

    saves: int
    costs: int
    loses: int | None
    opening: int | None
    per_pack: int


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
    orders = _Orders(vendors, settlement)
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


def _rival(choice: Choice, quantity: int, order: _Order) -> _Rival | None:
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
    choice: Choice, rivals: Sequence[_Rival], quantity: int, order: _Order, loses: int
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


class _Orders:
    """What orders do to goods: at a vendor two kinds, if some of its prices include tax."""

    def __init__(self, vendors: Mapping[str, Vendor], settlement: Settlement) -> None:
        self._vendors, self._settlement = vendors, settlement
        self._known: dict[tuple[str, bool], _Order] = {}

    def of(self, offer: Offer) -> _Order:
        """Return what an order does to goods of an offer."""
        vendor = self._vendors[offer.vendor]
        net = vendor.is_tax_included(offer) is False
        key = vendor.vendor, net
        if key not in self._known:
            self._known[key] = _order(vendor, conversion(vendor, self._settlement), net=net)
        return self._known[key]


@lru_cache(maxsize=_REMEMBERED)  # the next copy of a build is bought from the same vendors
def _order(vendor: Vendor, converted: Fraction, *, net: bool) -> _Order:
    charged = _paid_for_each(vendor) * converted
    as_priced = vendor.model_copy(update={"tax_included": not net})
    full = _paid_for_each(as_priced) * converted
    # Goods that are left out may have been sold for less; those that are bought instead may not.
    off = [each for each in (charge.takes_off(vendor) for charge in PAID) if each]
    ratio = full * prod((1 - each.share for each in off), start=Fraction(1))
    saves = int(ratio * _MILLION)
    # Where tax is taken of charges and not of goods, or the reverse, the greater is safe for both.
    greater = max(full, charged)
    costs = -int(-greater * _MILLION // 1)
    roundings = _SHARES + 2 * len(off)  # goods of which something is off, and those that are net
    # What is no whole number is rounded: each amount once, with these goods and without them.
    rounding = 0 if greater == ratio == 1 else int((roundings * greater + 3) * _MILLION)
    bounds = [charge.bound(vendor) for charge in CHARGES]
    loses = total_or_none(bound.loses for bound in bounds)
    opening = total_or_none(bound.opening for bound in bounds)
    return _Order(
        saves,
        costs,
        loses=None if loses is None else loses * costs + rounding,
        opening=None if opening is None else opening * costs + rounding,
        per_pack=sum(bound.per_pack for bound in bounds),
    )


def _paid_for_each(vendor: Vendor) -> Fraction:
    """Return what a minor unit of goods adds to the payment, with all that is a share of it."""
    adds = {"goods": Fraction(1)}
    for charge in PAID:
        of = sum((adds[key] for key in charge.base), Fraction(0))
        adds[charge.key] = of * share(charge.percent(vendor))
    return sum(adds.values(), Fraction(0))
