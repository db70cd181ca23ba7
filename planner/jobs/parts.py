"""Search the parts of a catalog, each with its cheapest current offer."""

from datetime import date

from planner.engine.planning.offers import as_new_first, choose_offer, price_of
from planner.jobs.rates import rates_of_offers
from planner.model import home
from planner.model.catalog import Catalog
from planner.model.listings import PricedPart
from planner.model.money import Money, RateTable
from planner.model.parts import Part


def price_parts(
    catalog: Catalog,
    *,
    on: date,
    currency: str = home.CURRENCY,
    category: str | None = None,
    search: str = "",
) -> tuple[PricedPart, ...]:
    """Return parts that hold every word of a search, each with its cheapest current offer.

    `currency` is what offers are compared in and what `converted` is in.
    """
    parts = [
        part
        for part in catalog.parts
        if category in (None, part.category)
        and all(word in _words(part) for word in search.casefold().split())
    ]
    offers = {part.part_number: catalog.offers_for(part.part_number) for part in parts}
    rates = rates_of_offers(catalog, currency, on=on)
    priced = []
    for part in parts:
        sold = as_new_first(offers[part.part_number])
        offer = choose_offer(sold, 1, rates, currency=currency, on=on)
        price = None if offer is None else price_of(offer, 1)
        converted = None if price is None else _converted(price.unit, currency, rates, on=on)
        priced.append(PricedPart(part, offer, price, converted))
    return tuple(priced)


def _words(part: Part) -> str:
    facts = part.model_dump(exclude_none=True)
    speeds = (facts.get("speed_mbps"), facts.get("nic_mbps"))
    # People search for the word on the box; the catalog holds the number.
    spoken = "gigabit" if 1000 in speeds else ""
    return " ".join([*(str(fact) for fact in facts.values()), spoken]).casefold()


def _converted(amount: Money, currency: str, rates: RateTable, *, on: date) -> Money | None:
    if amount.currency == currency:
        return amount
    rate = rates.rate(amount.currency, currency, on)
    return None if rate is None else rate.convert_price(amount)
