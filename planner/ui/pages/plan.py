"""Plan: what a build costs, part by part, and whether its parts fit together."""

import streamlit as st

from planner.ui import controls, plan_view, session
from planner.ui.chooser import show_chooser
from planner.ui.line_details import show_line
from planner.ui.parts_table import show_empty_slots, show_parts
from planner.ui.plan_view import place
from planner.ui.terms import chosen_terms

name = controls.chosen_build("build")
session.sync_link(name)
session.use_terms(name, chosen_terms(session.build(name)))
plan, bom = session.costed(name)

place(plan_view.INPUTS, plan_view.draw_inputs, name)
place(plan_view.WORDS, plan_view.draw_words, name)
if bom.lines:
    place(plan_view.STRIP, plan_view.draw_strip, name)
    side, main = st.columns([1, 2.6], gap="large")
    with side:
        place(plan_view.TOTAL, plan_view.draw_total, name)
    with main:
        show_parts(name)
        place(plan_view.PROOF, plan_view.draw_proof, name)
else:
    st.info(
        "This build is empty. Start with the boards and say how many nodes you want; "
        "then choose what they need.",
        icon=":material/rocket_launch:",
    )
    show_empty_slots(name)
show_chooser(name)
show_line(name)
