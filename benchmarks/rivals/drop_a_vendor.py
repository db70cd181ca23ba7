"""Buying by closing shops: what a careful person does with a spreadsheet.

All shops are open at first, and each line is bought where it is cheapest among those open. Then the
shop is closed whose closing lowers the landed total most, again and again, until none does.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.engine.buying.basket import in_order
from planner.engine.buying.choices import Choice, choices, vendors_that_serve
from planner.engine.buying.landing import land
from planner.engine.solving.rounding import minor
from planner.model.basket import Allotment, Basket, Need, Pick
from planner.model.buying import NO_TERMS, Market, Settlement
from planner.model.vendors import Vendor


@dataclass(frozen=True, order=True)
class _Way:
    """A line bought of one offer."""

    cents: int
    vendor: str
    place: int
    packs: int


# How many orders are refused for being too small, then what the others come to.
_Sum = tuple[int, int]


def drop_a_vendor(needs: Sequence[Need], sale: Market, settlement: Settlement) -> Basket | None:
    """Return the basket that no closing of one more shop makes cheaper.

    None where a line cannot be had of one offer, or where an order is still refused at the end.
    Shops charge in the basket's currency and take no taxes, as in the markets of the benchmarks.
    """
    wanted = in_order(needs)
    serve = vendors_that_serve(sale.vendors, settlement, NO_TERMS)
    offered = choices(wanted, sale.offers, serve, settlement, NO_TERMS)
    ways = [_ways(index, need, offered) for index, need in enumerate(wanted)]
    if not all(ways):
        return None
    terms = {name: _Charges.of(vendor) for name, vendor in serve.items()}
    chosen = _closed_down([min(each.values()) for each in ways], ways, terms)
    if _total(_goods(chosen), terms)[0]:
        return None
    picks = [_pick(index, way, offered[way.place]) for index, way in enumerate(chosen)]
    basket = land(picks, wanted, serve.values(), settlement)
    if minor(basket.total.amount, basket.currency) != _total(_goods(chosen), terms)[1]:
        raise AssertionError("closing shops counts otherwise than the planner")
    return basket


def _ways(index: int, need: Need, offered: Sequence[Choice]) -> dict[str, _Way]:
    """Return, by vendor, the cheapest offer that holds the whole line."""
    found: dict[str, _Way] = {}
    for place, choice in enumerate(offered):
        if not any(index in serving.needs for serving in choice.servings):
            continue
        vendor, packs = choice.offer.vendor, choice.offer.packs_for(need.quantity)
        for level in choice.levels:
            if level.least <= packs <= level.most:
                way = _Way(level.start + level.each * packs, vendor, place, packs)
                found[vendor] = min(way, found.get(vendor, way))
    return found


def _closed_down(
    chosen: list[_Way], ways: Sequence[Mapping[str, _Way]], terms: Mapping[str, "_Charges"]
) -> list[_Way]:
    """Close shops one by one, each time the one whose closing saves most."""
    is_open = {vendor for each in ways for vendor in each}
    least = _total(_goods(chosen), terms)
    while True:
        tries = [
            (_total(_goods(moved), terms), vendor, moved)
            for vendor in sorted({way.vendor for way in chosen})
            if (moved := _without(vendor, chosen, ways, is_open)) is not None
        ]
        best = min(tries, key=lambda each: each[:2], default=None)
        if best is None or best[0] >= least:
            return chosen
        least, closed, chosen = best
        is_open.discard(closed)


def _without(
    vendor: str, chosen: Sequence[_Way], ways: Sequence[Mapping[str, _Way]], is_open: set[str]
) -> list[_Way] | None:
    """Return the lines once a shop is closed; None if one of them is sold nowhere else."""
    moved = []
    for way, others in zip(chosen, ways, strict=True):
        if way.vendor != vendor:
            moved.append(way)
            continue
        left = [each for name, each in others.items() if name in is_open and name != vendor]
        if not left:
            return None
        moved.append(min(left))
    return moved


def _goods(chosen: Sequence[_Way]) -> dict[str, int]:
    goods: dict[str, int] = defaultdict(int)
    for way in chosen:
        goods[way.vendor] += way.cents
    return goods


@dataclass(frozen=True)
class _Charges:
    """What an order costs beyond its goods, in cents; `small` is None where it is refused."""

    shipping: int
    free_over: int | None
    least: int
    small: int | None
    handling: int

    @classmethod
    def of(cls, vendor: Vendor) -> "_Charges":
        free, small = vendor.free_shipping_over, vendor.small_order_charge
        return cls(
            shipping=_cents(vendor.shipping, vendor),
            free_over=None if free is None else _cents(free, vendor),
            least=_cents(vendor.minimum_order, vendor),
            small=None if small is None else _cents(small, vendor),
            handling=_cents(vendor.handling, vendor),
        )

    def total(self, goods: int) -> _Sum:
        free = self.free_over is not None and goods >= self.free_over
        due = goods + self.handling + (0 if free else self.shipping)
        if goods >= self.least:
            return 0, due
        return (1, due) if self.small is None else (0, due + self.small)


def _total(goods: Mapping[str, int], terms: Mapping[str, _Charges]) -> _Sum:
    orders = [terms[vendor].total(cents) for vendor, cents in goods.items()]
    return sum(refused for refused, _ in orders), sum(cents for _, cents in orders)


def _cents(amount: Decimal | None, vendor: Vendor) -> int:
    return minor(amount or Decimal(0), vendor.currency)


def _pick(index: int, way: _Way, choice: Choice) -> Pick:
    pieces = way.packs * choice.offer.pack_size
    allotted = Allotment(need=index, part_number=choice.offer.part_number, pieces=pieces)
    return Pick(offer=choice.offer, packs=way.packs, allotted=(allotted,))
