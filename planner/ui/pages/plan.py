"""Plan: what a build costs, part by part, and whether its parts fit together."""

import streamlit as st

from planner.engine.breakdown import cost_shares
from planner.engine.capacity import capacity
from planner.engine.costing import cost
from planner.ui import controls, session, widgets, wording
from planner.ui.chooser import show_chooser
from planner.ui.exports import show_exports
from planner.ui.parts_table import offer_fix, show_parts
from planner.ui.provenance import show_provenance

with st.container(horizontal=True, vertical_alignment="bottom"):
    name = controls.choose_build("Build", key="build")
    session.sync_link(name)
    build = session.build(name)
    terms = controls.choose_terms(build)
    controls.show_draft_buttons(name)

st.title(build.title, anchor=False)
st.markdown(wording.what_it_is(build, session.reference(name)))
widgets.show_notice()

plan = session.plan(build, terms)
bom = cost(plan)
facts = capacity(plan)
widgets.findings_strip(plan.findings, lambda found: offer_fix(name, found, bom))
side, main = st.columns([1, 2.6], gap="large")

with side:
    with st.container(border=True):
        widgets.total_lines(bom)
        st.markdown(widgets.ports_line(facts))
        st.markdown(widgets.power_line(facts))
        st.markdown(widgets.network_line(facts))
    show_exports(build, terms)

with main:
    if not bom.lines:
        st.info(
            "This build is empty. Start with the boards: choose one below, and say how many nodes "
            "you want.",
            icon=":material/rocket_launch:",
        )
    show_parts(name, bom)

if bom.lines:
    with main:
        show_provenance(plan, bom)
        widgets.share_bars(cost_shares(bom))
show_chooser(name, plan, terms)
