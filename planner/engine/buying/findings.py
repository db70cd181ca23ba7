"""What a person should know about a basket, or about why there is none."""

from collections.abc import Iterator, Mapping, Sequence

from planner.engine.buying._surplus import surplus_of
from planner.engine.planning.offers import is_current
from planner.engine.planning.old_prices import DatedPrice, is_old, old_prices
from planner.model.basket import Basket, PurchaseOrder, UnreadRow
from planner.model.buying import Settlement
from planner.model.findings import Finding, Severity, none_in_time
from planner.model.names import Names, by_number
from planner.model.proof import Status
from planner.model.tax_wording import HINTS, doubt_text
from planner.model.vendors import Vendor
from planner.model.words import counted, named, noun

_NAMED = 3  # rows that were not read are named up to so many


def no_basket(status: Status) -> Finding:
    """Return why there is no basket although everything is sold."""
    if status is Status.INFEASIBLE:
        return Finding(
            code="purchase-infeasible",
            severity=Severity.ERROR,
            subject="basket",
            message=(
                "No basket covers everything: minimum order values or the number of vendors "
                "prevent it."
            ),
            hint="Allow more vendors, or add a vendor without a minimum order.",
        )
    return none_in_time("basket", code="purchase-no-basket-in-time", subject="basket")


def rows_unread(rows: Sequence[UnreadRow]) -> Finding:
    """Return that rows of a bill were not read, so that nothing bought is all of it."""
    several = len(rows) > 1
    unread = named(map(str, rows), ", ")
    return Finding(
        code="bill-rows-unread",
        severity=Severity.ERROR,
        subject=rows[0].about or rows[0].file,
        message=f"Not read: {unread}. The total of the whole BOM is not known without "
        f"{'them' if several else 'it'}.",
        hint="Correct the BOM.",
    )


def offers_unread(rows: Sequence[UnreadRow]) -> Finding:
    """Return that rows of offers were not read which may sell what is needed for less."""
    first = ", ".join(str(row) for row in rows[:_NAMED])
    more = f" and {counted(len(rows) - _NAMED, 'more row')}" if len(rows) > _NAMED else ""
    return Finding(
        code="purchase-offers-unread",
        severity=Severity.WARNING,
        subject=rows[0].about or rows[0].file,
        message=f"Not read: {first}{more}. They may hold lower prices: the result is proven only "
        "for what was read.",
        hint="Fix what is reported for these files.",
    )


def doubts(
    basket: Basket, vendors: Mapping[str, Vendor], settlement: Settlement, names: Names = by_number
) -> Iterator[Finding]:
    """Yield what a total rests on that nobody has stated, or that is old."""
    yield from _of_prices(basket, settlement, names)
    for order in basket.orders:
        vendor = vendors[order.vendor]
        weightless = [
            names(line.part_number) for line in order.lines if line.offer.weight_g is None
        ]
        by_weight = order.charge("shipping").is_unknown and bool(vendor.shipping_by_weight)
        silent = [each for each in order.unknown if not (by_weight and each.key == "shipping")]
        unstated = [each.label.lower() for each in silent]
        elsewhere = bool(vendor.terms_for) and vendor.as_charged_in("") == vendor
        why = f" here (its terms are for {', '.join(vendor.terms_for)})" if elsewhere else ""
        if unstated:
            yield Finding(
                code="purchase-terms-unknown",
                severity=Severity.WARNING,
                subject=order.vendor,
                message=f"{vendor.name}: {' and '.join(unstated)} not known{why}, so the "
                "basket has no total.",
                hint="Ask the vendor what it charges here."
                if elsewhere
                else "Enter its charges, or assume an amount.",
            )
        yield from _of_taxes(order, vendor, settlement, names)
        yield from _of_who_sells(vendor, settlement)
        if by_weight:
            yield Finding(
                code="purchase-weight-unknown",
                severity=Severity.WARNING,
                subject=order.vendor,
                message=f"{vendor.name} ships by weight, and the weight of these is not known: "
                f"{named(weightless)}. So the basket has no total.",
                hint="Enter their weight.",
            )
        for each in surplus_of(order, vendor, settlement):
            yield Finding(
                code="purchase-more-than-needed",
                severity=Severity.NOTE,
                subject=each.part_number,
                message=f"{vendor.name}: {each.sentence(names)}",
                hint="Use them, or keep them as spares.",
            )


def _of_prices(basket: Basket, settlement: Settlement, names: Names) -> Iterator[Finding]:
    """Yield how many prices of a basket are over a year old, and which are of another day."""
    lines = [line for order in basket.orders for line in order.lines]
    dated = [
        DatedPrice(
            names(line.part_number),
            line.offer.quoted_on,
            settlement.convert(line.line_price, basket.currency),
        )
        for line in lines
    ]
    whole, called = (basket.at_least, "total") if not basket.unknown else (basket.goods, "goods")
    old = old_prices(dated, settlement.on, whole, called=called)
    if old is not None:
        yield Finding(
            code="purchase-price-old",
            severity=Severity.WARNING,
            subject="basket",
            message=old.told,
            hint=old.hint,
            parts=old.names,
        )
    expired = [
        names(line.part_number)
        for line in lines
        if not is_current(line.offer, settlement.on)
        and not is_old(line.offer.quoted_on, settlement.on)
    ]
    if expired:
        yield Finding(
            code="purchase-price-expired",
            severity=Severity.WARNING,
            subject="basket",
            message=f"{len(expired)} of {counted(len(lines), 'price')} "
            f"{noun(len(expired), 'is', 'are')} not valid on {settlement.on} (expired, or from a "
            f"later day): {named(expired)}.",
            hint="Check these prices again.",
        )


def _of_taxes(
    order: PurchaseOrder, vendor: Vendor, settlement: Settlement, names: Names
) -> Iterator[Finding]:
    """Yield why tax rules leave open what falls due at the border."""
    for charge in order.unknown:
        if charge.doubt is not None:
            uncoded = [
                names(line.part_number) for line in order.lines if not line.offer.tariff_code
            ]
            why = doubt_text(charge.doubt, charge.rule, uncoded)
            where = "" if charge.rule is None else f" {charge.rule.source}"
            yield Finding(
                code="purchase-tax-unknown",
                severity=Severity.NOTE,
                subject=order.vendor,
                message=f"{vendor.name}: {charge.label.lower()} is not known, because "
                f"{why}.{where}",
                hint=HINTS[charge.doubt],
            )
    silent = any(each.part == "taxes" and each.doubt is None for each in order.unknown)
    if vendor.unruled is not None and silent:
        why = f"no tax rule of the buyer's country holds on {settlement.on}"
        if vendor.unruled == "no country":
            why = "the vendor's own country is not known, so no tax rule can be applied"
        yield Finding(
            code="purchase-tax-unknown",
            severity=Severity.NOTE,
            subject=order.vendor,
            message=f"{vendor.name}: tax is not known, because {why}.",
            hint="Enter its country."
            if vendor.unruled == "no country"
            else "Enter its charges, or assume an amount.",
        )


def _of_who_sells(vendor: Vendor, settlement: Settlement) -> Iterator[Finding]:
    if vendor.terms_are_old(settlement.on):
        yield Finding(
            code="purchase-terms-old",
            severity=Severity.WARNING,
            subject=vendor.vendor,
            message=f"{vendor.name}: its terms were last checked on {vendor.terms_on}, more than "
            f"a year before {settlement.on}.",
            hint="Check them again and note the date.",
        )
    if vendor.kind == "publication":
        yield Finding(
            code="purchase-from-publication",
            severity=Severity.WARNING,
            subject=vendor.vendor,
            message=f"{vendor.name} published these prices and is not a shop.",
            hint="Find a shop that sells the parts, and enter its prices.",
        )
