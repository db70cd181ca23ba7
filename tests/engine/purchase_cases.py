"""Small markets to buy in, and every basket there is in them, counted one by one."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

from planner.engine.landing import Landing, land
from planner.engine.purchase_choices import NO_TERMS, Terms, amounts
from planner.engine.purchasing import Market
from planner.model.money import ExchangeRate, RateTable
from planner.model.purchase import Basis, Offer, PriceBreak, Vendor
from planner.model.sourcing import Basket, Need, Pick

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
LANDING = Landing("SGD", RATES, DAY)


def sold(part: str, vendor: str, price: str = "1: 10.00", **facts: Any) -> Offer:
    """Build an offer from breaks such as `1: 10.00, 10: 9.00`."""
    pairs = [each.split(":") for each in price.split(",")]
    breaks = tuple(PriceBreak(min_quantity=int(q), price=Decimal(p.strip())) for q, p in pairs)
    usual: dict[str, Any] = {"currency": "SGD", "quoted_on": DAY, "basis": Basis.QUOTED}
    known = {"vendor": vendor, "part_number": part, "source": "a shop", "price_breaks": breaks}
    return Offer(**(usual | known | facts))


def shop(name: str, **terms: Any) -> Vendor:
    """Build a shop that pays in Singapore dollars, unless told otherwise."""
    known = {"vendor": name, "name": name, "kind": "shop", "currency": "SGD"}
    return Vendor.model_validate(known | terms)


def need(part: str, quantity: int = 1, **facts: Any) -> Need:
    return Need(part_number=part, quantity=quantity, **facts)


def every_basket(
    needs: Sequence[Need], market: Market, terms: Terms = NO_TERMS, landing: Landing = LANDING
) -> Iterator[Basket]:
    """Yield every basket that holds the needs and that its vendors accept."""
    by_name = {vendor.vendor: vendor for vendor in market.vendors}
    ways = [
        [
            picks
            for counts in product(*(_counts(offer, wanted) for offer in _for(wanted, market)))
            if (picks := _picks(index, wanted, market, counts)) is not None
        ]
        for index, wanted in enumerate(needs)
    ]
    for chosen in product(*ways):
        basket = land([pick for picks in chosen for pick in picks], needs, market.vendors, landing)
        few = terms.max_vendors is None or len(basket.orders) <= terms.max_vendors
        if few and all(
            _accepts(by_name[order.vendor], order.goods.amount) for order in basket.orders
        ):
            yield basket


def _for(wanted: Need, market: Market) -> list[Offer]:
    return [offer for offer in market.offers if offer.part_number in wanted.pool]


def _counts(offer: Offer, wanted: Need) -> list[int]:
    step = offer.order_multiple
    spans = amounts(offer, wanted.quantity)
    return [0, *(packs for least, most in spans for packs in range(least, most + 1, step))]


def _picks(index: int, wanted: Need, market: Market, counts: Sequence[int]) -> list[Pick] | None:
    bought = [
        Pick(need=index, offer=offer, packs=packs)
        for offer, packs in zip(_for(wanted, market), counts, strict=True)
        if packs
    ]
    return bought if sum(pick.pieces for pick in bought) >= wanted.quantity else None


def _accepts(vendor: Vendor, goods: Decimal) -> bool:
    if vendor.minimum_order is None or vendor.small_order_charge is not None:
        return True
    return goods >= vendor.minimum_order
