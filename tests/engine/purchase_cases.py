"""Small markets to buy in, and every basket there is in them, counted one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any

from planner.engine.buying.basket import buy
from planner.engine.buying.landing import land
from planner.engine.buying.term_prices import prices_of_whole
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.basket import Allotment, Basket, Need, Pick
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Purchase, Settlement
from planner.model.money import ExchangeRate, RateTable, total
from planner.model.offers import Basis, Offer, PriceBreak
from planner.model.vendors import Vendor

DAY = date(2026, 10, 30)


def rate(base: str, quote: str, value: str) -> ExchangeRate:
    return ExchangeRate(base=base, quote=quote, rate=Decimal(value), as_of=DAY, source="a bank")


RATES = RateTable(
    layers=(
        (
            rate("USD", "SGD", "1.2973"),
            rate("EUR", "SGD", "1.503418"),
        ),
    )
)
LANDING = Settlement("SGD", RATES, DAY)


def sold(part: str, vendor: str, price: str = "1: 10.00", **facts: Any) -> Offer:
    """Build an offer from breaks such as `1: 10.00, 10: 9.00`."""
    pairs = [each.split(":") for each in price.split(",")]
    breaks = tuple(PriceBreak(min_quantity=int(q), price=Decimal(p.strip())) for q, p in pairs)
    usual: dict[str, Any] = {"currency": "SGD", "quoted_on": DAY, "basis": Basis.QUOTED}
    known = {"vendor": vendor, "part_number": part, "source": "a shop", "price_breaks": breaks}
    return Offer(**(usual | known | facts))


def shop(name: str, **terms: Any) -> Vendor:
    """Build a shop in Singapore dollars that states its shipping and tax: none, unless told."""
    known = {"vendor": name, "name": name, "kind": "shop", "currency": "SGD"}
    stated = {"shipping": "0", "tax_percent": "0"}
    return Vendor.model_validate(known | stated | terms)


def need(part: str, quantity: int = 1, **facts: Any) -> Need:
    return Need(part_number=part, quantity=quantity, **facts)


def every_basket(
    needs: Sequence[Need],
    market: Market,
    terms: BuyingTerms = NO_TERMS,
    settlement: Settlement = LANDING,
) -> Iterator[Basket]:
    """Yield every basket that holds the needs and that its vendors accept.

    An order costs the same whatever else is bought, so each is landed once, alone, and serves all
    baskets that have it. Only what its lines say of spare pieces is not told there.
    """
    by_name = market.vendors_in(terms.ship_to)
    landed: dict[tuple[tuple[int, int], ...], Basket] = {}
    offers = [each for each in market.offers if _served(each, needs)]
    for counts in product(*((0, *sold) for sold in _counts(needs, offers))):
        bought = [(offer, packs) for offer, packs in zip(offers, counts, strict=True) if packs]
        allotted = _shared_out(bought, needs)
        if allotted is None:
            continue
        picks = [
            Pick(offer=offer, packs=packs, allotted=each)
            for (offer, packs), each in zip(bought, allotted, strict=True)
        ]
        orders = []
        for name in sorted({pick.offer.vendor for pick in picks}):
            own = [pick for pick in picks if pick.offer.vendor == name]
            key = tuple((id(pick.offer), pick.packs) for pick in own)
            if key not in landed:
                landed[key] = land(own, needs, by_name.values(), settlement)
            orders.append(landed[key])
        few = terms.max_vendors is None or len(orders) <= terms.max_vendors
        if few and all(
            _accepts(by_name[order.vendor], order.goods.amount)
            for each in orders
            for order in each.orders
        ):
            yield _together(orders, settlement.currency)


def _together(parts: Sequence[Basket], currency: str) -> Basket:
    return Basket(
        currency=currency,
        orders=tuple(order for each in parts for order in each.orders),
        goods=total([each.goods for each in parts], currency),
        at_least=total([each.at_least for each in parts], currency),
    )


def _served(offer: Offer, needs: Sequence[Need]) -> dict[str, list[int]]:
    """Return which needs the parts in an offer serve."""
    pairs = {
        number: [
            index
            for index, each in enumerate(needs)
            if number in each.pool
            and offer.vendor not in each.but
            and (not each.only or offer.vendor in each.only)
        ]
        for number in offer.contents
    }
    return {number: served for number, served in pairs.items() if served}


def _counts(needs: Sequence[Need], offers: Sequence[Offer]) -> list[range]:
    """Return every number of packs that is sold, up to two beyond the need and the last break.

    Fewer beyond where that would make too many baskets to try.
    """
    for beyond in (2, 1, 0):
        counts = [_sold(offer, needs, beyond) for offer in offers]
        if prod(len(each) + 1 for each in counts) <= 1500:
            break
    return counts


def _sold(offer: Offer, needs: Sequence[Need], beyond: int) -> range:
    enough, step = 0, offer.order_multiple
    for number, served in _served(offer, needs).items():
        wanted = sum(needs[index].quantity for index in served)
        enough = max(enough, -(-wanted // offer.contents[number]))
    most = max(offer.sold_packs(enough), offer.sold_packs(offer.price_breaks[-1].min_quantity))
    most += beyond * step
    if offer.stock is not None:
        most = min(most, offer.stock)
    return range(offer.sold_packs(1), most + 1, step)


def is_tried(basket: Basket, needs: Sequence[Need], market: Market) -> bool:
    """Tell whether a basket is one of `every_basket`: none of its lines goes further."""
    offers = [each for each in market.offers if _served(each, needs)]
    counts = dict(zip(map(id, offers), _counts(needs, offers), strict=True))
    lines = [line for order in basket.orders for line in order.lines]
    return all(line.packs in counts[id(line.offer)] for line in lines)


def can_be_had(basket: Basket, needs: Sequence[Need], market: Market) -> bool:
    """Tell whether a basket holds the needs, and its vendors sell each line and take each order."""
    by_name = {vendor.vendor: vendor for vendor in market.vendors}
    lines = [line for order in basket.orders for line in order.lines]
    return (
        _shared_out([(line.offer, line.packs) for line in lines], needs) is not None
        and all(line.offer.sold_packs(line.packs) == line.packs for line in lines)
        and all(line.offer.stock is None or line.packs <= line.offer.stock for line in lines)
        and all(_accepts(by_name[each.vendor], each.goods.amount) for each in basket.orders)
    )


def _shared_out(
    bought: Sequence[tuple[Offer, int]], needs: Sequence[Need]
) -> list[tuple[Allotment, ...]] | None:
    """Return which need the pieces of each offer are for; None if they hold not everything.

    Tried one piece after another, with no idea of how the planner shares them out.
    """
    pieces: list[tuple[int, str, list[int]]] = []
    for place, (offer, packs) in enumerate(bought):
        for number, served in _served(offer, needs).items():
            pieces += [(place, number, served)] * (packs * offer.contents[number])
    takers: dict[int, int] = {}  # which need a piece is for

    def find(need: int, seen: set[int]) -> bool:
        for index, (_, _, served) in enumerate(pieces):
            if need in served and index not in seen:
                seen.add(index)
                if index not in takers or find(takers[index], seen):
                    takers[index] = need
                    return True
        return False

    if not all(
        find(index, set()) for index, each in enumerate(needs) for _ in range(each.quantity)
    ):
        return None
    counts: dict[tuple[int, int, str], int] = {}
    for index, (place, number, served) in enumerate(pieces):
        # What is left over counts for the need it could serve, if that is a single one.
        need = takers.get(index, served[0])
        if index in takers or len(served) == 1:
            counts[place, need, number] = counts.get((place, need, number), 0) + 1
    return [
        tuple(
            Allotment(need=need, part_number=number, pieces=count)
            for (at, need, number), count in counts.items()
            if at == place
        )
        for place in range(len(bought))
    ]


def _accepts(vendor: Vendor, goods: Decimal) -> bool:
    if vendor.minimum_order is None or vendor.small_order_charge is not None:
        return True
    return goods >= vendor.minimum_order


def with_prices(
    needs: Sequence[Need],
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms,
    *,
    effort: Effort = UNHURRIED,
) -> Purchase:
    """Return what is bought, with what each term costs."""
    found = buy(needs, market, settlement, terms, effort=effort)
    prices = prices_of_whole(found, market, settlement, terms, effort=effort)
    return replace(found, term_prices=prices)
