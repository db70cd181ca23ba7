"""Compare: builds side by side, those rows first in which they differ."""

import streamlit as st

from planner.engine.planning.compare import compare
from planner.jobs.plans import cost_together
from planner.jobs.running import running_together
from planner.ui.compare import side_by_side
from planner.ui.menu import PageEnd
from planner.ui.visit import drafts, in_view, notices, power
from planner.ui.visit.terms import chosen_terms, offer_terms, show_terms

with st.container(horizontal=True, vertical_alignment="bottom"):
    names = side_by_side.choose_builds()
    base = side_by_side.choose_base(names)
    measured = drafts.build(base or drafts.FIRST_BUILD)
    terms = chosen_terms(measured)
    offer_terms()
show_terms(measured)

st.title("Compare builds", anchor=False)
notices.show_notice()
if len(names) < 2:
    st.info(
        "Choose at least two builds above to see them side by side.", icon=":material/arrow_upward:"
    )
    raise PageEnd

builds = [drafts.build(name) for name in names]
plans = cost_together(builds, in_view.catalog(), terms)
running = running_together(plans, in_view.catalog(), power.chosen_power(), typed=terms.rates)
comparison = compare(plans, base=names.index(base), running=running)
side_by_side.show_inferred(comparison)
side_by_side.show_metrics(comparison)
power.offer_power("running", running, max(plans, key=lambda plan: plan.on))
side_by_side.show_chart(comparison)
side_by_side.show_findings(plans)
