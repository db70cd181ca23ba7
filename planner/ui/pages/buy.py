"""Buy: the cheapest basket across vendors for a build or a bill, and how sure that is."""

import streamlit as st

from planner.ui.buy import basket as basket_view
from planner.ui.buy import form as buying_form
from planner.ui.buy import wishes as buying
from planner.ui.buy.answers import basket_for
from planner.ui.buy.copies import show_next_copies
from planner.ui.buy.downloads import show_certificate, show_downloads
from planner.ui.buy.joint import choose_builds, show_packing, show_shares
from planner.ui.buy.orders import show_orders
from planner.ui.buy.savings import show_fewer_parcels, show_fewer_vendors, show_savings
from planner.ui.buy.term_prices import show_term_prices
from planner.ui.kit import wording
from planner.ui.menu import PageEnd
from planner.ui.visit import builds as controls
from planner.ui.visit import drafts, notices
from planner.ui.visit.copies import choose_copies
from planner.ui.visit.terms import chosen_terms, offer_terms, show_terms

name = controls.build_in_view(opens_with=buying.opens_with())
terms = chosen_terms(drafts.build(name))
with st.container(horizontal=True, vertical_alignment="bottom"):
    if buying.own_bill() is None:
        controls.choose_build("Build", key="build")
        choose_copies(name)
    buying_form.offer_bill()
    offer_terms()
show_terms(drafts.build(name))

asked = buying.requisition(name, terms)
st.title(f"Buy {wording.plain(asked.title)}", anchor=False)
st.markdown(
    "The cheapest way to buy everything: packs, price breaks, shipping, tax and currency "
    "conversion are optimised together, and the result is proven where all of it is known."
)
notices.show_notice()
buying_form.show_opened_with(name)
buying_form.show_bill_findings()
if not asked.needs:
    st.info(
        "There is nothing to buy: this build is empty, or you already own everything in it.",
        icon=":material/shopping_cart:",
    )
    raise PageEnd

brought = buying.own_bill()
choose_builds(name, asked, None if brought is None else brought.bill)
buying_form.ask_terms(asked)
found = basket_for(asked)
if found is None:
    raise PageEnd
if found.basket is None:
    buying.offer_left_out(asked)
    basket_view.show_nothing(asked, found)
    show_term_prices(asked, found)
    raise PageEnd

side, main = st.columns([1, 2.6], gap="large")
with main:
    shared = show_shares(asked, found)
with side, st.container(border=True, key="basket-total"):
    basket_view.show_total(asked, found, found.basket, terms.also or ())
    show_fewer_parcels(found, found.basket)
    show_downloads(asked, found, shared)
    show_certificate(asked, found)
    basket_view.show_rates(asked, found.basket, terms.also or ())
with main:
    basket_view.show_missing(asked, found.missing)
    if found.missing:
        show_term_prices(asked, found)
    buying.offer_left_out(asked)
    basket_view.show_findings(found.findings, ask_terms=True)
    show_orders(asked, found.basket)
    show_savings(found, found.basket)
    show_fewer_vendors(asked, found)
    show_packing(asked, found)
    if len(asked.members) == 1:
        show_next_copies(name, terms, asked)
    if not found.missing:
        show_term_prices(asked, found)
