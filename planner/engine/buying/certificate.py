"""Certify a basket, and check a certificate: same inputs, same basket, same bound.

Checking solves again with the day, the rates and the terms that the certificate states, and says
what differs: an input that has changed since, or, with the same inputs, the answer.
"""

from collections.abc import Iterable, Iterator

from planner.engine.buying.basket import in_order
from planner.engine.buying.partial import buy_what_can_be_had
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.basket import Basket, Need, UnreadRow
from planner.model.buying import BuyingTerms, Market, Purchase, Settlement
from planner.model.certificate import Certificate, CertifiedLine, TermsRead
from planner.model.findings import Finding, Severity
from planner.model.money import RateTable
from planner.model.record import fingerprint
from planner.model.wording import unknown_text


def certify(
    found: Purchase,
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms,
    *,
    title: str,
    version: str,
) -> Certificate:
    """Return the certificate of a basket that was found; there must be one.

    `version` is that of the planner. Of a bill that cannot be had as a whole it certifies the rest,
    and says what is missing; of a basket with an unknown charge it certifies no total.
    """
    if found.basket is None or found.bound is None:
        raise ValueError("without a basket there is nothing to certify")
    inputs = market.serving(found.needs)
    pairs = inputs.currency_pairs(settlement.currency, terms)
    rates = (settlement.rate(base, quote) for base, quote in pairs)
    return Certificate(
        planner=version,
        title=title,
        on=settlement.on,
        currency=settlement.currency,
        ship_to=terms.ship_to,
        need_by=terms.need_by,
        exclude=terms.exclude,
        locks=terms.locks,
        max_vendors=terms.max_vendors,
        fastest_within=terms.fastest_within,
        published=terms.published,
        assumed=terms.assumed,
        prices_since=terms.prices_since,
        include_ended=terms.include_ended,
        condition=terms.condition,
        coupons=terms.coupons,
        needs=found.needs,
        offers=fingerprint(inputs.offers),
        vendors=fingerprint(inputs.vendors),
        terms_read=tuple(
            TermsRead(vendor=order.vendor, on=order.terms_on) for order in found.basket.orders
        ),
        rates=tuple(rate for rate in rates if rate is not None),
        status=str(found.verdict),
        total=found.total,
        at_least=found.basket.at_least,
        goods=found.basket.goods,
        unknown=found.basket.unknown,
        unread=found.unread,
        unread_offers=found.unread_offers,
        missing=found.missing,
        bound=None if found.unread_offers else found.bound,
        line_by_line=found.line_by_line,
        single_vendor=found.single_vendor,
        lines=tuple(_lines(found.basket)),
        tax_rules=found.basket.tax_rules,
    )


def check(
    certificate: Certificate,
    needs: Iterable[Need],
    market: Market,
    *,
    unread: Iterable[UnreadRow] = (),
    effort: Effort = UNHURRIED,
) -> tuple[Purchase, tuple[Finding, ...]]:
    """Return what is bought now on the terms of a certificate, and what differs from it."""
    wanted = in_order(needs)
    rates = RateTable(layers=(certificate.rates,))
    settlement = Settlement(certificate.currency, rates, certificate.on)
    where = (market, settlement, terms_of(certificate))
    found = buy_what_can_be_had(wanted, *where, unread=tuple(unread), effort=effort)
    inputs = market.serving(found.needs)
    changed = [
        what
        for what, same in (
            ("what is needed", found.needs == certificate.needs),
            ("a row of the BOM that was not read", found.unread == certificate.unread),
            ("an offer for it", fingerprint(inputs.offers) == certificate.offers),
            ("a term of a vendor", fingerprint(inputs.vendors) == certificate.vendors),
        )
        if not same
    ]
    return found, (*_changes(changed), *_answer(certificate, found, changed=bool(changed)))


def terms_of(certificate: Certificate) -> BuyingTerms:
    """Return the terms that a certificate was bought on."""
    return BuyingTerms(
        ship_to=certificate.ship_to,
        need_by=certificate.need_by,
        exclude=certificate.exclude,
        locks=certificate.locks,
        max_vendors=certificate.max_vendors,
        fastest_within=certificate.fastest_within,
        published=certificate.published,
        assumed=certificate.assumed,
        prices_since=certificate.prices_since,
        include_ended=certificate.include_ended,
        condition=certificate.condition,
        coupons=certificate.coupons,
    )


def _lines(basket: Basket) -> Iterator[CertifiedLine]:
    for order in basket.orders:
        for line in order.lines:
            yield CertifiedLine(
                vendor=order.vendor,
                part_number=line.part_number,
                sku=line.offer.sku,
                pack_size=line.offer.pack_size,
                packs=line.packs,
                line_price=line.line_price,
            )


def _changes(changed: Iterable[str]) -> Iterator[Finding]:
    for what in changed:
        yield Finding(
            code="certificate-input-changed",
            severity=Severity.ERROR,
            subject="certificate",
            message=f"Not as certified: {what} has changed since.",
            hint="Use the BOM, offers and vendors that it was made from, or certify again.",
        )


def _answer(certificate: Certificate, found: Purchase, *, changed: bool) -> Iterator[Finding]:
    """Yield how the answer differs; with the same inputs that is for whoever builds the planner."""
    if found.basket is None:
        differs = "there is no basket now"
    elif found.basket.at_least != certificate.comes_to:
        differs = f"the basket comes to {found.basket.at_least}, not {certificate.comes_to}"
    elif found.basket.unknown != certificate.unknown:
        differs = f"{unknown_text(found.basket) or 'nothing is unknown'} now"
    elif tuple(_lines(found.basket)) != certificate.lines:
        differs = "the basket comes to the same with other offers"
    elif (bound := None if found.unread_offers else found.bound) != certificate.bound or (
        found.verdict != certificate.status
    ):
        differs = f"it is {found.verdict} with a bound of {bound}, not {certificate.bound}"
    else:
        return
    yield Finding(
        code="certificate-differs",
        severity=Severity.ERROR,
        subject="certificate",
        message=f"Not as certified: {differs}.",
        hint=""
        if changed
        else f"It was made by version {certificate.planner}; another version may break ties "
        "differently.",
    )
