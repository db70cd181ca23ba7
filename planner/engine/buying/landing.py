"""Count what an order comes to until it lies on the table: shipping, charges, taxes, conversion.

This is the count that proves a basket; `docs/purchasing.md` spells out where it rounds. Nothing
here chooses anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from planner.engine.charges import BORDER, CHARGES, PAID
from planner.engine.charges.counted import CountedOrder
from planner.model.basket import Basket, Holding, Need, OrderCharge, OrderLine, Pick, PurchaseOrder
from planner.model.buying import Settlement
from planner.model.money import ExchangeRate, Money, total
from planner.model.offers import Offer
from planner.model.vendors import Vendor


def land(
    picks: Iterable[Pick], needs: Sequence[Need], vendors: Iterable[Vendor], settlement: Settlement
) -> Basket:
    """Return the orders that picks make, vendor by vendor, and their total."""
    known = {vendor.vendor: vendor for vendor in vendors}
    groups: dict[str, list[Pick]] = defaultdict(list)
    spare = {index: -need.quantity for index, need in enumerate(needs)}
    for pick in picks:
        groups[pick.offer.vendor].append(pick)
        for each in pick.allotted:
            spare[each.need] += each.pieces
    orders = []
    for name in sorted(groups):
        lines = [_line(pick, spare, known[name], settlement) for pick in groups[name]]
        orders.append(_order(lines, known[name], settlement))
    return Basket(
        currency=settlement.currency,
        orders=tuple(orders),
        goods=total(
            [settlement.convert(each.goods, settlement.currency) for each in orders],
            settlement.currency,
        ),
        at_least=total([order.at_least for order in orders], settlement.currency),
    )


def _line(pick: Pick, spare: dict[int, int], vendor: Vendor, settlement: Settlement) -> OrderLine:
    offer = pick.offer
    own, *others = (
        _holding(number, pieces * pick.packs, pick, spare)
        for number, pieces in offer.contents.items()
    )
    return OrderLine(
        part_number=offer.part_number,
        offer=offer,
        packs=pick.packs,
        quantity=own.quantity,
        unit_price=offer.pack_price(pick.packs),
        line_price=line_price(offer, pick.packs, vendor, settlement),
        surplus=own.surplus,
        also=tuple(others),
        includes_tax=vendor.is_tax_included(offer),
    )


def _holding(number: str, pieces: int, pick: Pick, spare: dict[int, int]) -> Holding:
    """Return the pieces of one part in a line, and what of them is left over.

    What is left over of a need is shown once, on the lines that come first.
    """
    surplus = pieces
    for each in pick.allotted:
        if each.part_number == number:
            left = min(max(spare[each.need], 0), each.pieces)
            spare[each.need] -= left
            surplus -= each.pieces - left
    return Holding(part_number=number, quantity=pieces, surplus=surplus)


def line_price(offer: Offer, packs: int, vendor: Vendor, settlement: Settlement) -> Money:
    """Return what packs of an offer come to in the vendor's currency, rounded as it is shown."""
    return settlement.convert(offer.price_of_packs(packs).rounded(), vendor.currency)


def _order(lines: Sequence[OrderLine], vendor: Vendor, settlement: Settlement) -> PurchaseOrder:
    goods = total([line.line_price for line in lines], vendor.currency)
    order = CountedOrder(vendor, settlement, lines, {"goods": goods})
    for charge in PAID:
        order.amounts[charge.key] = charge.count(order)
    paid = total(list(order.amounts.values()), vendor.currency)
    converted, rate = _converted(paid, vendor, settlement)
    at_least = converted
    for charge in BORDER:
        order.amounts[charge.key] = charge.count(order)
        at_least += order.amounts[charge.key]
    return PurchaseOrder(
        vendor=vendor.vendor,
        terms_on=vendor.terms_on,
        lines=tuple(lines),
        goods=goods,
        charges=tuple(_charges(order)),
        paid=paid,
        rate=rate,
        converted=converted,
        at_least=at_least,
        rates=_rates(lines, vendor, settlement),
    )


def _charges(order: CountedOrder) -> Iterator[OrderCharge]:
    """Yield the charges of an order as they were counted, and which hang on an unknown one."""
    unknown = {charge.key for charge in CHARGES if not charge.is_known(order)}
    open_amounts: set[str] = set()
    for charge in CHARGES:
        if charge.key in unknown or charge.is_open(order.vendor, unknown, open_amounts):
            open_amounts.add(charge.key)
        assumed, called = charge.is_assumed(order.vendor), charge.called(order.vendor)
        rule = charge.rule(order)
        if rule is not None and charge.key not in unknown:
            called = f"{called}, by the rule of {rule.on}"
        yield OrderCharge(
            key=charge.key,
            label=f"{called}, assumed by you" if assumed else called,
            part=charge.part,
            amount=order.amounts[charge.key],
            at_border=charge.at_border,
            is_unknown=charge.key in unknown,
            is_open=charge.key in open_amounts,
            included_percent=charge.included_percent(order),
            is_expected=charge.is_expected,
            is_assumed=assumed,
            rule=rule,
            doubt=charge.doubt(order),
        )


def _rates(
    lines: Sequence[OrderLine], vendor: Vendor, settlement: Settlement
) -> tuple[ExchangeRate, ...]:
    """Return every rate that an order's amounts are converted or compared at."""
    own, here = vendor.currency, settlement.currency
    pairs = [(line.offer.currency, own) for line in lines]
    pairs += [(each, here) for each in (own, *vendor.also_states_in)]
    rates = (settlement.rate(*pair) for pair in dict.fromkeys(pairs) if pair[0] != pair[1])
    return tuple(rate for rate in rates if rate is not None)


def _converted(
    paid: Money, vendor: Vendor, settlement: Settlement
) -> tuple[Money, ExchangeRate | None]:
    """Return what a payment takes: rate and mark-up in one multiplication, rounded once."""
    if paid.currency == settlement.currency:
        return paid, None
    rate = settlement.rate(paid.currency, settlement.currency)
    if rate is None:
        raise ValueError(f"no exchange rate from {paid.currency} to {settlement.currency}")
    factor = rate.rate * (1 + (vendor.fx_percent or Decimal(0)) / 100)
    return Money((paid * factor).amount, settlement.currency).rounded(), rate
