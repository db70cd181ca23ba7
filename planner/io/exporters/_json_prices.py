"""Prices that pages of shops propose, as plain values."""

from planner.io.exporters._json_values import Fields, FieldsOf, finding_fields, money
from planner.model.kept_prices import KeptPrice, KeptPrices
from planner.model.price_changes import PriceChange, PriceRefresh, RefreshedPrice
from planner.model.proposals import Candidate, PageAnswer, PriceProposal, Question


def page_answer_fields(answer: PageAnswer) -> Fields:
    """Return what a page proposes, what is asked, and what is to be done as plain values."""
    return {
        "address": answer.address,
        "day": answer.day,
        "reader": answer.reader,
        "product": answer.product,
        "outcome": str(answer.outcome),
        "offers": [_proposal(each) for each in answer.proposals],
        "ask": [str(each) for each in answer.asks],
        "questions": [_question(each) for each in answer.questions],
        "amounts_in_text": [_candidate(each) for each in answer.amounts],
        "further": list(answer.further),
        "findings": finding_fields(answer.findings),
    }


def price_refresh_fields(found: PriceRefresh) -> Fields:
    """Return each kept price beside the new one as plain values."""
    return {"cancelled": found.cancelled, "prices": [_refreshed(each) for each in found.prices]}


def kept_prices_fields(found: KeptPrices) -> Fields:
    """Return what became of prices that were to be kept as plain values."""
    return {
        "folder": found.folder,
        "kept": found.written,
        "prices": [_kept(each) for each in found.prices],
    }


def _kept(price: KeptPrice) -> Fields:
    offer = price.offer
    return {
        "name": price.name,
        "vendor": price.vendor or None,
        "part_number": price.part_number or None,
        "written": price.written,
        "price": None if offer is None else money(offer.pack_price(offer.sold_packs(1))),
        "quoted_on": None if offer is None else offer.quoted_on,
        "source": None if offer is None else offer.source,
        "change": None if price.change is None else _change(price.change),
        "findings": finding_fields(price.findings),
    }


def _proposal(mine: PriceProposal) -> Fields:
    return {
        "product": mine.product,
        "variant": mine.variant or None,
        "variant_id": mine.variant_id or None,
        "price": None if mine.amount is None else format(mine.amount, "f"),
        "currency": mine.currency,
        "currency_from": mine.currency_from or None,
        "candidates": [_candidate(each) for each in mine.candidates],
        "tax_included": str(mine.tax_included),
        "pack_size": mine.pack_size,
        "minimum_quantity": mine.minimum_quantity,
        "order_multiple": mine.order_multiple,
        "availability": str(mine.availability),
        "stock": mine.stock,
        "condition": str(mine.condition),
        "sku": mine.sku,
        "article_number": mine.article_number or None,
        "mpn": mine.mpn,
        "valid_until": mine.valid_until,
        "seller": mine.seller or None,
        "more_breaks": [
            {"min_quantity": each.min_quantity, "price": format(each.price, "f")}
            for each in mine.more_breaks
        ],
        "credit": mine.credit or None,
        "address": mine.address,
        "day": mine.day,
        "questions": [_question(each) for each in mine.questions],
        "findings": finding_fields(mine.findings),
    }


def _candidate(candidate: Candidate) -> Fields:
    price = format(candidate.amount, "f")
    return {"price": price, "currency": candidate.currency, "told": candidate.told}


def _question(question: Question) -> Fields:
    return {
        "about": str(question.about),
        "words": question.words,
        "choices": list(question.choices),
    }


def _refreshed(price: RefreshedPrice) -> Fields:
    return {
        "vendor": price.offer.vendor,
        "part_number": price.offer.part_number,
        "address": price.address,
        "change": None if price.change is None else _change(price.change),
        "offers": [_proposal(each) for each in price.proposals],
        "findings": finding_fields(price.findings),
    }


def _change(change: PriceChange) -> Fields:
    return {
        "old": money(change.old),
        "old_day": change.old_day,
        "new": money(change.new),
        "percent": None if change.percent is None else format(change.percent, "f"),
        "age_days": change.age_days,
        "second_look": change.second_look,
        "told": list(change.told),
    }


FIELDS: FieldsOf = {
    PageAnswer: page_answer_fields,
    PriceRefresh: price_refresh_fields,
    KeptPrices: kept_prices_fields,
}
