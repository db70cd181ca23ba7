"""What each part of a bundle costs: its share of the one price, for display.

The price is split in proportion to what the parts cost alone, by largest remainder, so that the
shares add up to the line. Where one of them is sold alone by nobody, by the number of pieces.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from planner.model.basket import Basket, OrderLine
from planner.model.buying import Settlement
from planner.model.money import split
from planner.model.offers import Offer


def with_shares(basket: Basket, offers: Iterable[Offer], settlement: Settlement) -> Basket:
    """Return a basket whose bundles say what of their price each part takes."""
    lines = [line for order in basket.orders for line in order.lines]
    held = {part for line in lines if line.also for part in line.offer.contents}
    if not held:
        return basket
    prices = _list_prices(offers, held, settlement)
    orders = (
        order.model_copy(update={"lines": tuple(_shared(line, prices) for line in order.lines)})
        for order in basket.orders
    )
    return basket.model_copy(update={"orders": tuple(orders)})


def _list_prices(
    offers: Iterable[Offer], parts: Iterable[str], settlement: Settlement
) -> dict[str, Decimal]:
    """Return what a piece of each part costs alone where it is cheapest, if anybody sells it."""
    found: dict[str, Decimal] = {}
    for offer in offers:
        number, quote = offer.part_number, settlement.currency
        if number not in parts or offer.also_holds or not settlement.reaches(offer.currency, quote):
            continue
        rate = None if offer.currency == quote else settlement.rate(offer.currency, quote)
        price = offer.pack_price(offer.packs_for(1)).amount / offer.pack_size
        price *= 1 if rate is None else rate.rate
        found[number] = min(price, found.get(number, price))
    return found


def _shared(line: OrderLine, prices: Mapping[str, Decimal]) -> OrderLine:
    if not line.also:
        return line
    pieces = [(line.part_number, line.quantity)]
    pieces += [(each.part_number, each.quantity) for each in line.also]
    weights = [prices.get(number, Decimal(0)) * count for number, count in pieces]
    if not all(weights):
        weights = [Decimal(count) for _, count in pieces]
    own, *others = split(line.line_price, weights)
    also = tuple(
        each.model_copy(update={"share": share})
        for each, share in zip(line.also, others, strict=True)
    )
    return line.model_copy(update={"share": own, "also": also})
