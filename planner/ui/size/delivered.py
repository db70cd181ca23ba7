"""A build that was sized at delivered prices: its total, its vendors, or what is in the way."""

from collections.abc import Iterator, Sequence

import streamlit as st

from planner.engine.reporting.vendor_order import content_text
from planner.jobs.buying import Requisition
from planner.model.basket import OrderLine
from planner.model.bom import CostedBom
from planner.model.money import symbol
from planner.model.plan import Plan
from planner.model.questions import at_list_prices
from planner.model.sizing import DeliveredConflict, DeliveredSizing, Sizing
from planner.ui.buy import basket as basket_view
from planner.ui.buy import form as buying_form
from planner.ui.buy import wishes as buying
from planner.ui.kit import widgets, wording
from planner.ui.kit.countries import country_name
from planner.ui.kit.sums import show_sum
from planner.ui.kit.tables import Col, show_table
from planner.ui.size import proposal as proposal_view
from planner.ui.size.wishes import wish_anew


def show_total(
    asked: Requisition,
    found: DeliveredSizing,
    plan: Plan,
    bom: CostedBom,
    also: Sequence[str],
    *notes: str,
    after: str,
) -> None:
    """Show what a proposal comes to, delivered, and offer to open it or to buy it.

    `notes` are told among its facts, `after` last.
    """
    sourcing = found.sourcing
    if sourcing is None or sourcing.basket is None:
        return
    basket, country = sourcing.basket, country_name(asked.terms.ship_to)
    whole, caveats = "At least" if basket.unknown else "Total", []
    if bom.copies > 1:
        whole = f"{whole} for {bom.copies:,} copies"
        caveats.append(f"{wording.money(sourcing.of_a_copy(basket.at_least))} a copy")
    lines = list(basket_view.unknown_lines(basket))
    lines += basket_view.order_lines(basket)
    lines += _apart(found)
    lines.append(f":material/sell: **At list prices** {wording.money(bom.subtotal)}")
    with st.container(border=True, key="proposed"):
        further = basket_view.in_further(asked, basket.at_least, also)
        label = f"{whole}, delivered to {country}"
        show_sum(label, basket.at_least, further, caveats=caveats)
        told = [*lines, *notes, *widgets.capacity_lines(plan), after]
        st.markdown("\n\n".join(filter(None, told)))
        opened, as_kit = proposal_view.open_button(), proposal_view.kit_button(plan)
        bought = st.button(
            "Buy it",
            icon=":material/shopping_cart:",
            width="stretch",
            help="Opens it as a build of its own on the page Buy, with every order in full.",
        )
        basket_view.show_rates(asked, basket, also)
    if opened or as_kit:
        proposal_view.open_page("plan.py", proposal_view.take_over(plan, as_kit=as_kit))
    if bought:
        buying_form.forget()
        buying.ask_anew(asked.terms)
        proposal_view.open_page("buy.py", proposal_view.take_over(plan))


def _apart(found: DeliveredSizing) -> Iterator[str]:
    """Yield what choosing parts first and vendors after would have cost."""
    if found.total is None:
        return
    way = "parts first and vendors afterwards"
    if found.apart is None:
        return
    if found.apart > found.total:
        saved = wording.money(found.apart - found.total)
        told = wording.small(f"choosing {way} costs {wording.money(found.apart)}")
        yield f":material/savings: **Saves** {saved}  \n{told}"
    else:
        yield f":material/savings: Choosing {way} costs the same"


def show_vendors(asked: Requisition, found: DeliveredSizing) -> None:
    """Show in short what is bought where, and what that total rests on."""
    sourcing = found.sourcing
    if sourcing is None or sourcing.basket is None:
        return
    basket = sourcing.basket
    st.markdown("### Where to buy it")
    names, vendors = asked.names, asked.vendors
    sign = wording.plain(symbol(basket.currency).strip())
    rows = []
    for order in basket.orders:
        vendor, known = vendors[order.vendor], order.charge("shipping").known
        bought = "; ".join(_pieces(line, names) for line in order.lines)
        shipping = wording.UNKNOWN if known is None else wording.money(known)
        least = "at least " if order.unknown else ""
        rows.append(
            [
                f"**{wording.plain(vendor.name)}**  \n{wording.small(bought)}",
                shipping,
                least + wording.figures(order.at_least, basket.currency),
            ]
        )
    whole = "At least" if basket.unknown else "Total"
    figures = wording.figures(basket.at_least, basket.currency)
    rows.append([f"**{whole}, delivered**", "", f"**{figures}**"])
    columns = [Col("Vendor"), Col("Shipping", figures=True), Col(f"In {sign}", figures=True)]
    show_table(columns, rows, alt="What to buy from each vendor, in short")
    basket_view.show_findings(sourcing.findings)


def _pieces(line: OrderLine, names: dict[str, str]) -> str:
    rest = f" ({line.surplus} left over)" if line.surplus else ""
    return f"{line.quantity} × {wording.plain(content_text(line, names))}{rest}"


def show_in_the_way(sized: Sizing, found: DeliveredConflict, *, seconds: int) -> None:
    """Say why nothing can be delivered, and what mends it."""
    if not found.delivered:
        proposal_view.show_nothing(sized, found.wishes, seconds=seconds, listed=True)
        return
    country = country_name(sized.requirement.delivered_to or "")
    st.error(
        f"No build that is delivered to {country} meets all requirements. At list prices there "
        "is one.",
        icon=":material/block:",
    )
    proposal_view.show_contradiction(found.wishes)
    if found.findings:
        widgets.findings_list(found.findings, key="lacking")
    wanted = sized.requirement
    if found.wishes or found.listed is not None:
        st.markdown("How to fix it:")
    proposal_view.offer_ways_out(wanted, found.wishes)
    if found.listed is not None:
        st.button(
            f"Use list prices, without shipping and taxes: {wording.money(found.listed)}",
            key="way-out:list-prices",
            on_click=wish_anew,
            args=(at_list_prices(wanted),),
        )
    proposal_view.show_reasons(sized)
