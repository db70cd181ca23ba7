"""Count what an order comes to until it lies on the table: shipping, charges, taxes, conversion.

This is the count that proves a basket; `docs/purchasing.md` spells out where it rounds. Nothing
here chooses anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from planner.model.basket import Basket, Holding, Need, OrderLine, Pick, PurchaseOrder, Term
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
    own = vendor.currency
    goods = total([line.line_price for line in lines], own)
    sent = shipping(vendor, goods.amount, lines)
    unknown = _unknown(vendor, goods, lines)
    charges = Money(vendor.handling or Decimal(0), own).rounded()
    if vendor.minimum_order is not None and goods.amount < vendor.minimum_order:
        charges += Money(vendor.small_order_charge or Decimal(0), own).rounded()
    landed = goods + sent + charges
    tax = _percent(landed, vendor.tax_on_top)
    card = _percent(landed + tax, vendor.card_percent)
    paid = landed + tax + card
    converted, rate = _converted(paid, vendor, settlement)
    duty, import_tax = _at_the_border(
        settlement.convert(landed, settlement.currency), vendor, settlement
    )
    return PurchaseOrder(
        vendor=vendor.vendor,
        lines=tuple(lines),
        goods=goods,
        shipping=sent,
        charges=charges,
        tax=tax,
        card=card,
        paid=paid,
        rate=rate,
        converted=converted,
        duty=duty,
        import_tax=import_tax,
        at_least=converted + duty + import_tax,
        unknown=unknown,
        open_amounts=_open(unknown, vendor),
        rates=_rates(lines, vendor, settlement),
    )


def _unknown(vendor: Vendor, goods: Money, lines: Sequence[OrderLine]) -> tuple[Term, ...]:
    """Return which charges of an order nobody states."""
    weighed = _same_at_any_weight(vendor) or all(line.offer.weight_g is not None for line in lines)
    free = vendor.free_shipping_over is not None and goods.amount >= vendor.free_shipping_over
    sent = free or (vendor.states_shipping and weighed)
    known: dict[Term, bool] = {"shipping": sent, "tax": vendor.states_tax}
    return tuple(term for term, is_known in known.items() if not is_known)


def _same_at_any_weight(vendor: Vendor) -> bool:
    """Tell whether shipping costs the same at any weight: no steps, or one price from 0 g on."""
    steps = vendor.shipping_by_weight
    return not steps or (steps[0].weight_g == 0 and len({step.shipping for step in steps}) == 1)


def _open(unknown: Sequence[Term], vendor: Vendor) -> frozenset[str]:
    """Return the amounts of an order that hang on a charge which is not known."""
    if not unknown:
        return frozenset()
    found = {"paid", "converted"}
    if "shipping" in unknown:
        found.add("shipping")
        percents = {
            "tax": vendor.tax_on_top,
            "duty": vendor.duty_percent,
            "import_tax": vendor.import_tax_percent,
        }
        found |= {name for name, percent in percents.items() if percent}
    if "tax" in unknown:
        found |= {"tax", "duty", "import_tax"}
    return frozenset(found | ({"card"} if vendor.card_percent else set()))


def shipping(vendor: Vendor, goods: Decimal, lines: Sequence[OrderLine]) -> Money:
    """Return what it costs to send lines of so much value; what is not known counts as nothing."""
    if vendor.free_shipping_over is not None and goods >= vendor.free_shipping_over:
        return Money(Decimal(0), vendor.currency)
    base = vendor.shipping or Decimal(0)
    for tier in vendor.shipping_tiers:
        if goods >= tier.order_value:
            base = tier.shipping
    weight = sum(line.packs * (line.offer.weight_g or 0) for line in lines)
    for step in vendor.shipping_by_weight:
        if weight >= step.weight_g:
            base = step.shipping
    each = Money(vendor.shipping_per_pack or Decimal(0), vendor.currency).rounded()
    return Money(base, vendor.currency).rounded() + each * sum(line.packs for line in lines)


def _rates(
    lines: Sequence[OrderLine], vendor: Vendor, settlement: Settlement
) -> tuple[ExchangeRate, ...]:
    """Return every rate that an order's amounts are converted or compared at."""
    own, here = vendor.currency, settlement.currency
    pairs = [(line.offer.currency, own) for line in lines] + [(own, here)]
    if vendor.import_tax_over is not None:
        pairs.append((vendor.import_tax_over.currency, here))
    rates = (settlement.rate(*pair) for pair in dict.fromkeys(pairs) if pair[0] != pair[1])
    return tuple(rate for rate in rates if rate is not None)


def _percent(amount: Money, percent: Decimal | None) -> Money:
    return (amount * ((percent or Decimal(0)) / 100)).rounded()


def _converted(
    paid: Money, vendor: Vendor, settlement: Settlement
) -> tuple[Money, ExchangeRate | None]:
    """Return what a payment takes: rate and mark-up in one multiplication, rounded once."""
    if paid.currency == settlement.currency:
        return paid, None
    rate = settlement.rate(paid.currency, settlement.currency)
    if rate is None:
        raise ValueError(f"no rate leads from {paid.currency} to {settlement.currency}")
    factor = rate.rate * (1 + (vendor.fx_percent or Decimal(0)) / 100)
    return Money((paid * factor).amount, settlement.currency).rounded(), rate


def _at_the_border(value: Money, vendor: Vendor, settlement: Settlement) -> tuple[Money, Money]:
    """Return duty and import tax on what an order is worth, shipping and charges included."""
    nothing = Money(Decimal(0), settlement.currency)
    over = vendor.import_tax_over
    if over is not None and value <= settlement.convert(over, settlement.currency):
        from_day = vendor.low_value_tax_from
        taken = from_day is not None and from_day <= settlement.on
        return nothing, _percent(value, vendor.import_tax_percent if taken else None)
    duty = _percent(value, vendor.duty_percent)
    return duty, _percent(value + duty, vendor.import_tax_percent)
