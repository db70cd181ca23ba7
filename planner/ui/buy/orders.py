"""Each vendor's order: its lines, what is added to them, and what its shop's cart takes."""

from collections.abc import Iterator, Sequence

import streamlit as st

from planner.engine.reporting.orders import arrival_text
from planner.engine.reporting.vendor_order import break_text, content_text, shown_price
from planner.jobs.buying import Requisition
from planner.jobs.carts import carts_of
from planner.model.basket import Basket, OrderCharge, OrderLine, PurchaseOrder
from planner.model.tax_wording import rules_told
from planner.model.vendors import Vendor
from planner.ui.buy._cart import show_cart
from planner.ui.kit import wording
from planner.ui.kit.countries import country_name
from planner.ui.kit.tables import Col, show_table


def show_orders(asked: Requisition, basket: Basket) -> None:
    """Show each vendor's order with its lines, what is added to them, and its cart."""
    vendors, names = asked.vendors, asked.names
    for order, cart in zip(basket.orders, carts_of(asked, basket), strict=True):
        with st.container(border=True, key=f"order-{order.vendor}"):
            _show_order(order, vendors[order.vendor], names, asked.terms.ship_to)
            if vendors[order.vendor].kind == "shop":
                show_cart(cart)


def _show_order(order: PurchaseOrder, vendor: Vendor, names: dict[str, str], ship_to: str) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.header(wording.plain(vendor.name), anchor=False, width="content")
        # Not a heading: those keep room for a link beside them.
        st.markdown(f"**{_sum(order)}**", width="content")
    where = wording.source(vendor.url) if vendor.url else ""
    if vendor.kind == "publication":
        # Nothing arrives from who sells nothing.
        st.markdown(f"{where} :orange-badge[:material/warning: price reference only, not a shop]")
    else:
        there = f"to {country_name(ship_to)}"
        there = there if vendor.ships_to else f"ships {there}: unknown"
        read = f"terms checked on {wording.day(vendor.terms_on)}" if vendor.terms_on else ""
        facts = [where, f":material/local_shipping: arrival {arrival_text(order)}", there, read]
        st.markdown(" · ".join(fact for fact in facts if fact))
    rows = [
        _line(line, names, _TAX[line.includes_tax] if order.is_mixed else "")
        for line in order.lines
    ]
    rows += [[label, "", amount] for label, amount in _sums(order, vendor)]
    columns = [Col("Part"), Col("Packs", figures=True), Col("Amount", figures=True)]
    show_table(columns, rows, alt=f"Order to {vendor.name}")
    for what, source in rules_told(order):
        st.caption(f"{wording.plain(what)} {wording.source(source)}")


# Where not all prices of an order are alike in it.
_TAX = {True: "tax included", False: "tax not included", None: "tax not stated"}


def _line(line: OrderLine, names: dict[str, str], tax: str) -> list[str]:
    offer = line.offer
    name = wording.plain(content_text(line, names))
    number = f"{wording.plain(offer.sku)} · " if offer.sku else ""
    origin = f"{number}price of {wording.day(offer.quoted_on)} · {wording.source(offer.source)}"
    origin += f" · {tax}" if tax else ""
    packs = str(line.packs)
    if offer.pack_size > 1:
        packs += f" of {offer.pack_size}"
        pieces = wording.counted(line.quantity, "piece", "pieces")
        rest = f", {line.surplus} left over" if line.surplus else ""
        packs += f"  \n{wording.small(pieces + rest)}"
    elif line.surplus:
        packs += f"  \n{wording.small(f'{line.surplus} left over')}"
    amount = wording.money(line.line_price)
    held = break_text(offer, line.packs)
    if line.packs > 1 or held or offer.currency != line.line_price.currency:
        # Kept on one line: the column is narrow on a phone.
        per = "a\u00a0pack" if offer.pack_size > 1 else "each"
        each = f"{wording.money(shown_price(line))}\u00a0{per}"
        amount += f"  \n{wording.small(f'{each}, {held}' if held else each)}"
    return [f"{name}  \n{wording.small(origin)}", packs, amount]


def _sum(order: PurchaseOrder) -> str:
    """Return what an order comes to, at least where a charge is not known."""
    least = "at least " if order.unknown else ""
    return f"{least}{wording.money(order.at_least)}"


def _sums(order: PurchaseOrder, vendor: Vendor) -> Iterator[tuple[str, str]]:
    """Yield what is added to the goods, and what it comes to."""
    yield from _charges(order.in_payment)
    least = ", at least" if order.unknown else ""
    if order.rate is not None and order.paid.amount:
        yield f"To pay{least}", wording.money(order.paid)
        here, amount = f"In {order.converted.currency}", wording.money(order.converted)
        if vendor.fx_percent:
            share = wording.number(vendor.fx_percent, "%")
            yield f"{here}, {share} for conversion included{least}", amount
        elif order.at_least != order.converted:
            yield f"{here}{least}", amount
    yield from _charges(order.at_border)
    label = "At least" if order.unknown else "Total"
    yield f"**{label}**", f"**{wording.money(order.at_least)}**"


def _charges(charges: Sequence[OrderCharge]) -> Iterator[tuple[str, str]]:
    """Yield a row for each charge that is due or in the prices; those not known share one."""
    unknown = [each for each in charges if each.is_unknown]
    for each in charges:
        if each.is_unknown:
            if each is unknown[-1]:
                labels = " and ".join(one.label.lower() for one in unknown)
                yield labels.capitalize(), wording.UNKNOWN
            continue
        if each.included_percent is not None:
            share = wording.number(each.included_percent, "%")
            yield f"{each.label}, {share}", "in the prices"
        if each.amount.amount or each.is_expected:
            # One that hangs on an unknown charge says so.
            label = f"{each.label}, at least" if each.is_open else each.label
            yield label, wording.money(each.amount)
