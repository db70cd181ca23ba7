"""Purchases as plain values: the orders, how sure the basket is, and what other ways cost."""

from collections.abc import Sequence

from planner.io.exporters._json_group_orders import member_fields, packed_fields, shared_fields
from planner.io.exporters._json_tax_rules import tax_rule_fields
from planner.io.exporters._json_values import (
    Fields,
    FieldsOf,
    demand_value,
    finding_fields,
    money,
    rate_fields,
)
from planner.model.basket import PurchaseOrder, UnreadRow
from planner.model.buying import Purchase, PurchaseAnswer
from planner.model.cart_wording import left_out_text
from planner.model.carts import CartItem, ShopCart
from planner.model.copy_curve import CopyCurve, CopyPoint
from planner.model.copy_wording import step_text
from planner.model.findings import Finding
from planner.model.term_prices import Fastest, FewerParcels, TermPrice
from planner.model.wording import term_value


def purchase_answer_fields(answer: PurchaseAnswer) -> Fields:
    """Return a purchase as plain values; `as_certified` where a certificate measured it.

    `carts` are there where they were asked for.
    """
    fields = purchase_fields(answer.purchase, answer.findings, answer.files)
    if answer.carts is not None:
        fields["carts"] = [_cart_fields(each) for each in answer.carts]
    if answer.members:
        fields["builds"] = [member_fields(each) for each in answer.members]
    if answer.spares:
        fields["spares"] = [packed_fields(each) for each in answer.spares]
    if answer.shared is not None:
        fields["shares"] = shared_fields(answer.shared)
    return fields if answer.differs is None else {"as_certified": not answer.differs, **fields}


def _fastest_fields(asked: Fastest) -> Fields:
    return {
        "within_percent": asked.percent,
        "cheapest": money(asked.cheapest if asked.is_known else None),
        "days": asked.days,
    }


def _term_fields(each: TermPrice) -> Fields:
    return {
        "term": str(each.term.kind),
        "subject": term_value(each.term),
        "whose": each.term.whose or None,
        "value": demand_value(each.term),
        "without": money(each.without if each.is_known else None),
        "price": money(each.price),
        "proven": each.proven,
    }


def _fewer_fields(fewer: FewerParcels | None) -> Fields | None:
    if fewer is None:
        return None
    return {
        "vendors": len(fewer.basket.orders),
        "fewer": fewer.fewer,
        "at_least": money(fewer.basket.at_least),
        "more": money(fewer.more),
        "each": money(fewer.each),
    }


def purchase_fields(
    found: Purchase, findings: Sequence[Finding], files: Sequence[str] = ()
) -> Fields:
    """Return a basket as plain values; `total` and `bound` are null if there is none.

    `total` is null, too, while something cannot be had or was not read, and while a charge is
    `unknown`: `subtotal` is what the rest comes to, and `at_least` counts what is known.
    """
    basket = found.basket
    ways = {
        "line_by_line": found.line_by_line_basket,
        "single_vendor": found.single_vendor_basket,
        "optimal": basket,
    }
    measured = found.fastest is None or found.fastest.is_known
    settled = basket is None or (measured and not (basket.unknown or found.unread_offers))
    return {
        "status": str(found.verdict),
        "bound": money(None if found.unread_offers else found.bound),
        "gap": found.gap if settled else None,
        "copies": found.copies,
        "total": money(found.total),
        "per_copy": money(found.per_copy),
        "subtotal": money(None if basket is None else basket.total),
        "goods": money(None if basket is None else basket.goods),
        "at_least": money(None if basket is None else basket.at_least),
        "unknown": [
            {"vendor": each.vendor, "term": each.term}
            for each in (() if basket is None else basket.unknown)
        ],
        "fewer_parcels": _fewer_fields(found.fewer_parcels),
        "assumed": [
            {"vendor": order.vendor, "term": charge.key}
            for order in (() if basket is None else basket.orders)
            for charge in order.charges
            if charge.is_assumed
        ],
        "unread": _unread_fields(found.unread),
        "unread_offers": _unread_fields(found.unread_offers),
        "missing": [
            {"part_number": each.part_number, "quantity": each.quantity} for each in found.missing
        ],
        "orders": [] if basket is None else [_order_fields(each) for each in basket.orders],
        "rates": [] if basket is None else [rate_fields(each) for each in basket.rates],
        "strategies": {
            name: money(None if each is None else each.total) for name, each in ways.items()
        },
        "strategies_at_least": {
            name: money(None if each is None else each.at_least) for name, each in ways.items()
        },
        "fastest": None if found.fastest is None else _fastest_fields(found.fastest),
        "term_prices": [_term_fields(each) for each in found.term_prices],
        "findings": finding_fields(findings),
        "files": list(files),
    }


def _unread_fields(rows: Sequence[UnreadRow]) -> list[Fields]:
    return [{"file": row.file, "row": row.row, "about": row.about or None} for row in rows]


def _order_fields(order: PurchaseOrder) -> Fields:
    return {
        "vendor": order.vendor,
        "terms_on": order.terms_on,
        "lines": [
            {
                "part_number": line.part_number,
                "offer": line.offer.sku,
                "packs": line.packs,
                "quantity": line.quantity,
                "unit_price": money(line.unit_price),
                "line_price": money(line.line_price),
                "surplus": line.surplus,
                "includes_tax": line.includes_tax,
                "condition": line.offer.condition,
                "also": [
                    {
                        "part_number": held.part_number,
                        "quantity": held.quantity,
                        "surplus": held.surplus,
                        "share": money(held.share),
                    }
                    for held in line.also
                ],
            }
            for line in order.lines
        ],
        "goods": money(order.goods),
        **{each.key: money(each.known) for each in order.in_payment},
        "paid": money(order.known_paid),
        "converted": money(order.known_converted),
        **{each.key: money(each.known) for each in order.at_border},
        "total": money(order.total),
        "at_least": money(order.at_least),
        "unknown": [each.key for each in order.unknown],
        "assumed": [each.key for each in order.charges if each.is_assumed],
        "tax_rules": [
            {"term": each.key, "doubt": each.doubt, **tax_rule_fields(each.rule)}
            for each in order.charges
            if each.rule is not None
        ],
    }


def _cart_fields(cart: ShopCart) -> Fields:
    return {
        "vendor": cart.vendor,
        "kind": cart.kind,
        "links": [
            {"address": each.address, "articles": [_article_fields(item) for item in each.items]}
            for each in cart.links
        ],
        "file": None
        if cart.file is None
        else {
            "name": cart.file.name,
            "text": cart.file.text,
            "articles": [_article_fields(item) for item in cart.file.items],
        },
        "to_copy": cart.text,
        "code": cart.code or None,
        "left_out": [
            {
                **_article_fields(each.item),
                "reason": str(each.why),
                "told": left_out_text(each, cart),
            }
            for each in cart.left_out
        ],
    }


def _article_fields(item: CartItem) -> Fields:
    return {
        "part_number": item.part_number,
        "quantity": item.quantity,
        "pack_size": item.pack_size,
        "article_number": item.article_number or None,
        "sku": item.sku or None,
        "maker_number": item.maker_number or None,
    }


def copy_curve_fields(curve: CopyCurve) -> Fields:
    """Return the least cost of every number of copies as plain values."""
    return {"title": curve.title, "points": [_copy_fields(curve, each) for each in curve.points]}


def _copy_fields(curve: CopyCurve, point: CopyPoint) -> Fields:
    return {
        "copies": point.copies,
        "status": str(point.status),
        "proven": point.proven,
        "total": money(point.cost if point.is_known else None),
        "at_least": money(point.cost),
        "per_copy": money(point.per_copy if point.is_known else None),
        "extra": money(point.extra),
        "step": money(point.step),
        "step_text": step_text(point) or None,
        "as_cheap": curve.as_cheap(point.copies),
    }


FIELDS: FieldsOf = {
    CopyCurve: copy_curve_fields,
    PurchaseAnswer: purchase_answer_fields,
}
