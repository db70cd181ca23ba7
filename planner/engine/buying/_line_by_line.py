"""Buy as people do: for each line the offer that is cheapest, wherever that leads."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from planner.engine.buying._asking import Asking
from planner.engine.buying._quotes import Quotes
from planner.engine.buying.landing import land, line_price
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.basket import Allotment, Basket, Need, Pick, PurchaseOrder
from planner.model.buying import Settlement
from planner.model.offers import Offer
from planner.model.vendors import Vendor


def line_by_line(
    needs: Sequence[Need],
    quotes: Quotes,
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    effort: Effort = UNHURRIED,
) -> Basket | None:
    """Return the basket of the cheapest offer for each line; nobody weighs bundles that way.

    None where one such order stays below the least that its vendor takes, or where no single
    offer holds a line. Raises OutOfTimeError where there is more than can be looked at in time.
    """
    basket = cheapest_of_each(needs, quotes, vendors, settlement, effort)
    return None if basket is None or refusing(basket, vendors) else basket


def cheapest_of_each(
    needs: Sequence[Need],
    quotes: Quotes,
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    effort: Effort = UNHURRIED,
) -> Basket | None:
    """Return the basket of the cheapest offer for each line, whether or not vendors take it."""

    def goods(offer: Offer, quantity: int) -> Decimal:
        vendor = vendors[offer.vendor]
        price = line_price(offer, offer.packs_for(quantity), vendor, settlement)
        return settlement.convert(price, settlement.currency).amount

    asking = Asking({name: vendors[name] for name in quotes.by_vendor}, settlement)
    chosen: dict[int, list[int]] = {}
    for index, need in enumerate(effort.over(needs, every=1)):
        # What may be the cheapest comes first, and no more are counted than that may cost less.
        asked = sorted(
            (asking.piece(quotes, quote) * need.quantity, at)
            for at, quote in enumerate(quotes.by_need.get(index, ()))
            if not quote.is_bundle
        )
        best: tuple[Decimal, int] | None = None
        for least, at in asked:
            if best is not None and best[0] < least:
                break
            offer = quotes.offer(quotes.by_need[index][at])
            if _is_sold(offer, need.quantity):
                cost = goods(offer, need.quantity), at
                best = cost if best is None else min(best, cost)
        if best is None:
            return None
        chosen.setdefault(quotes.by_need[index][best[1]].place, []).append(index)
    picks = []
    for place, served in sorted(chosen.items(), key=lambda pair: pair[1]):
        offer, wanted = quotes.offers[place], [needs[index] for index in served]
        together = sum(need.quantity for need in wanted)
        if not _is_sold(offer, together):
            return None
        packs = offer.packs_for(together)
        picks.append(
            Pick(offer=offer, packs=packs, allotted=_allotted(offer, packs, served, needs))
        )
    return land(picks, needs, vendors.values(), settlement)


def refusing(basket: Basket, vendors: Mapping[str, Vendor]) -> set[str]:
    """Return the vendors that do not take an order as small as theirs."""
    orders = basket.orders
    return {each.vendor for each in orders if not _is_taken(each, vendors[each.vendor])}


def _is_sold(offer: Offer, quantity: int) -> bool:
    return offer.stock is None or offer.packs_for(quantity) <= offer.stock


def _allotted(
    offer: Offer, packs: int, served: Sequence[int], needs: Sequence[Need]
) -> tuple[Allotment, ...]:
    """Return what of an offer is for which need; the first one gets what is left over."""
    pieces = {index: needs[index].quantity for index in served}
    pieces[served[0]] += packs * offer.pack_size - sum(pieces.values())
    return tuple(
        Allotment(need=index, part_number=offer.part_number, pieces=count)
        for index, count in pieces.items()
    )


def _is_taken(order: PurchaseOrder, vendor: Vendor) -> bool:
    least = vendor.minimum_order
    if least is None or vendor.small_order_charge is not None:
        return True
    return order.goods.amount >= least
