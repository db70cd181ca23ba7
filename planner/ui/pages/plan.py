"""Plan: what a build costs, part by part, and whether its parts fit together."""

import streamlit as st

from planner.model.questions import Bill
from planner.ui.buy.wishes import buy_bill
from planner.ui.kept.saving import show_saving
from planner.ui.kept.sharing import show_sharing
from planner.ui.menu import page_of
from planner.ui.plan import parts as parts_table
from planner.ui.plan import view as plan_view
from planner.ui.plan.chooser import show_chooser
from planner.ui.plan.kit_dialog import show_kit
from planner.ui.plan.line import show_line
from planner.ui.plan.view import place
from planner.ui.visit import address, costs, drafts
from planner.ui.visit import builds as controls
from planner.ui.visit.terms import chosen_terms


def buy(bill: Bill) -> None:
    """Take a bill to the page that buys it."""
    buy_bill(bill)
    st.switch_page(str(page_of("buy.py").path), query_params=address.now())


name = controls.build_in_view()
costs.use_terms(name, chosen_terms(drafts.build(name)))
plan, bom = costs.costed(name)

place(parts_table.INPUTS, plan_view.draw_inputs, name)
place(parts_table.WORDS, plan_view.draw_words, name)
if bom.lines:
    findings = st.container()
    side, main = st.columns([1, 2.6], gap="large")
    total = side.container(border=True, key="sum")
    with main:
        lines = st.container()
        parts_table.offer_more(name)
        proof = st.container()
    with lines:
        place(parts_table.BILL, plan_view.draw_bill, name, total, findings, proof, buy)
else:
    st.info(
        "This build is empty. Start with the boards and set how many nodes you want; then "
        "choose what they need.",
        icon=":material/rocket_launch:",
    )
    parts_table.show_empty_slots(name)
show_chooser(name)
show_line(name)
show_kit(name)
show_saving()
show_sharing()
