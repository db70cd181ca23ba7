"""What an order of a vendor does to goods and to what is charged beside them, on the safe side.

Amounts are millionths of the basket's minor unit, for each of the vendor's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import prod

from planner.engine.charges import CHARGES, PAID
from planner.engine.charges.charge import total_or_none
from planner.engine.charges.program import conversion, share
from planner.model.buying import Settlement
from planner.model.offers import Offer
from planner.model.vendors import Vendor

MILLION = 10**6
_SHARES = sum(
    1 for charge in PAID if charge.base and not charge.reduces
)  # amounts that are rounded before conversion
_REMEMBERED = 1_000  # orders at vendors


@dataclass(frozen=True, slots=True)
class OrderRates:
    """What an order at a vendor does to a unit of goods, to be on the safe side.

    `saves` is the least that a minor unit of goods less saves, `costs` the most that one more
    costs. `loses` is the most that an order may cost more when it holds less; None if that has no
    limit. `opening` is the most that an order costs beyond its goods; None likewise. `adds` is the
    least that a minor unit of shipping or handling adds, and `spares` the most by which an order
    may come to less than all of that: what is taken off once, and what is rounded.
    """

    saves: int
    costs: int
    loses: int | None
    opening: int | None
    per_pack: int
    adds: int
    spares: int


class Orders:
    """What orders do to goods: at a vendor two kinds, if some of its prices include tax."""

    def __init__(self, vendors: Mapping[str, Vendor], settlement: Settlement) -> None:
        self._vendors, self._settlement = vendors, settlement
        self._known: dict[tuple[str, bool], OrderRates] = {}

    def at(self, vendor: Vendor) -> OrderRates:
        """Return what an order does to what is charged beside goods, whatever goods they are."""
        kinds = (
            _order(vendor, conversion(vendor, self._settlement), net=net) for net in (True, False)
        )
        return max(kinds, key=lambda each: each.spares)

    def of(self, offer: Offer) -> OrderRates:
        """Return what an order does to goods of an offer."""
        vendor = self._vendors[offer.vendor]
        net = vendor.is_tax_included(offer) is False
        key = vendor.vendor, net
        if key not in self._known:
            self._known[key] = _order(vendor, conversion(vendor, self._settlement), net=net)
        return self._known[key]


@lru_cache(maxsize=_REMEMBERED)  # the next copy of a build is bought from the same vendors
def _order(vendor: Vendor, converted: Fraction, *, net: bool) -> OrderRates:
    charged = _paid_for_each(vendor) * converted
    as_priced = vendor.model_copy(update={"tax_included": not net})
    full = _paid_for_each(as_priced) * converted
    # Goods that are left out may have been sold for less; those that are bought instead may not.
    off = [each for each in (charge.takes_off(vendor) for charge in PAID) if each]
    ratio = full * prod((1 - each.share for each in off), start=Fraction(1))
    saves = int(ratio * MILLION)
    # Where tax is taken of charges and not of goods, or the reverse, the greater is safe for both.
    greater = max(full, charged)
    costs = -int(-greater * MILLION // 1)
    roundings = _SHARES + 2 * len(off)  # goods of which something is off, and those that are net
    # What is no whole number is rounded: each amount once, with these goods and without them.
    rounding = 0 if greater == ratio == 1 else int((roundings * greater + 3) * MILLION)
    bounds = [charge.bound(vendor) for charge in CHARGES]
    loses = total_or_none(bound.loses for bound in bounds)
    opening = total_or_none(bound.opening for bound in bounds)
    return OrderRates(
        saves,
        costs,
        loses=None if loses is None else loses * costs + rounding,
        opening=None if opening is None else opening * costs + rounding,
        per_pack=sum(bound.per_pack for bound in bounds),
        adds=int(charged * MILLION),
        spares=sum(each.amount for each in off) * costs + rounding,
    )


def _paid_for_each(vendor: Vendor) -> Fraction:
    """Return what a minor unit of goods adds to the payment, with all that is a share of it."""
    adds = {"goods": Fraction(1)}
    for charge in PAID:
        of = sum((adds[key] for key in charge.base), Fraction(0))
        adds[charge.key] = of * share(charge.percent(vendor))
    return sum(adds.values(), Fraction(0))
