"""What a basket saves against simpler ways of buying, and what fewer vendors would cost."""

import streamlit as st

from planner.engine.reporting.surety import fewer_parcels_text, sum_text
from planner.jobs.buying import Requisition
from planner.model.basket import Basket
from planner.model.buying import Purchase
from planner.model.cost_parts import CostParts, cost_parts
from planner.model.money import Money, symbol
from planner.model.proof import Status
from planner.ui.buy import wishes as buying
from planner.ui.buy.answers import by_vendors
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.tables import Col, show_table


def show_fewer_parcels(found: Purchase, basket: Basket) -> None:
    """Say what fewer parcels of unknown cost come to, beside the sum, and offer to take them."""
    fewer = found.fewer_parcels
    if fewer is None:
        return
    st.markdown(f":material/call_merge: {wording.plain(fewer_parcels_text(fewer))}")
    vendors = len(fewer.basket.orders)
    if vendors < len(basket.orders):
        st.button(
            f"Buy from at most {wording.counted(vendors, 'vendor', 'vendors')}",
            key="fewer-parcels",
            width="stretch",
            on_click=buying.ask,
            kwargs={"max_vendors": vendors},
        )


def show_savings(found: Purchase, basket: Basket) -> None:
    """Compare a basket with what people do otherwise, and say where the difference comes from."""
    st.markdown("## Savings")
    ways = (
        (
            "The lowest price for each part, from any vendor",
            "Part by part",
            found.line_by_line_basket,
        ),
        ("Everything from one vendor", "One vendor", found.single_vendor_basket),
    )
    soon = found.fastest is not None
    told = [_against(way, other, basket, soon=soon) for way, _, other in ways]
    st.markdown(wording.listed(told))
    known = [
        (short, other) for _, short, other in ways if other is not None and other.total is not None
    ]
    if basket.total is not None and any(other.total != basket.total for _, other in known):
        sign = wording.plain(symbol(basket.currency).strip())
        heads = ("Total", "Goods", "Shipping", "Charges", "Tax and duty")
        columns = [Col(f"In {sign}"), *(Col(head, figures=True) for head in heads)]
        rows = [_row("**This basket**", cost_parts(basket))]
        rows += [_row(short, cost_parts(other)) for short, other in known]
        show_table(columns, rows, alt="Ways of buying and what each costs")


def _against(way: str, other: Basket | None, basket: Basket, *, soon: bool) -> str:
    if other is None:
        return f"{way}: not possible."
    if other.total is None or basket.total is None:
        return f"{way}: {wording.plain(sum_text(other))}."
    there, here = cost_parts(other), cost_parts(basket)
    more = there.total - here.total
    if not more.amount:
        return f"{way}: costs the same."
    if more.amount < 0:
        why = "but arrives later" if soon else "so search longer for a better basket"
        return f"{way}: costs {wording.money(-more)} less, {why}."
    return f"{way}: costs **{wording.money(more)} more**, {_where_from(there.less(here))}."


def _where_from(more: CostParts) -> str:
    """Return where a difference comes from, the largest part first."""
    parts = [
        ("for goods", more.goods),
        ("for shipping", more.shipping),
        ("in charges", more.charges),
        ("in tax and duty", more.taxes),
    ]
    parts = [part for part in parts if part[1].amount]
    parts.sort(key=lambda part: -abs(part[1].amount))
    return ", ".join(
        f"{wording.money(_without_sign(amount))} {'more' if amount.amount > 0 else 'less'} {what}"
        for what, amount in parts
    )


def _without_sign(amount: Money) -> Money:
    """Return an amount without its sign."""
    return -amount if amount.amount < 0 else amount


def _row(way: str, parts: CostParts) -> list[str]:
    amounts = (parts.total, parts.goods, parts.shipping, parts.charges, parts.taxes)
    return [way, *(wording.figures(amount, amount.currency) for amount in amounts)]


def show_fewer_vendors(asked: Requisition, found: Purchase) -> None:
    """Offer what fewer vendors would cost; it is reckoned only while somebody looks at it."""
    if not fold_button("What would fewer vendors cost?", key="fewer-vendors"):
        return
    points = by_vendors(asked, found)
    if not points:
        return
    if len(points) == 1:
        st.markdown("The cheapest basket already comes from one vendor.")
        return
    # Imported here because the chart library costs 0.3 s that the page need not pay for it.
    from planner.ui.kit.charts import vendor_bars

    vendor_bars(points, currency=asked.settlement.currency)
    if any(point.status is Status.FEASIBLE for point in points):
        st.markdown(wording.small("Time ran out for some: they may cost less than is shown."))
