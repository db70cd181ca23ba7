"""The builds that others published, to look at: one with what it comes to, the others as links."""

import streamlit as st

from planner.jobs.plans import cost_asked
from planner.model.cost_question import CostQuestion
from planner.ui.kit import widgets, wording
from planner.ui.start.ways import show_link
from planner.ui.visit import drafts, in_view
from planner.ui.visit.terms import chosen_terms


def show_example() -> None:
    """Draw a published build with its total in both currencies, and links to the others."""
    first, *others = (name for name in drafts.build_names() if name != drafts.OWN_BUILD)
    build = drafts.build(first)
    question = CostQuestion(build=drafts.asked_for(first), terms=chosen_terms(build))
    _, bom = cost_asked(question, in_view.folder())
    st.markdown("## Look at an example", anchors=False)
    widgets.total_lines(bom)
    summary = wording.plain(build.summary)
    st.markdown(f"**{wording.plain(build.title)}** {summary}")
    show_link("plan.py", f"Open {wording.plain(build.title)}", build=first)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(wording.small("Others:"), width="content")
        for name in others:
            show_link("plan.py", wording.plain(drafts.build(name).title), build=name)
