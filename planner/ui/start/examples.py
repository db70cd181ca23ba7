"""The builds that others published, to look at: one with what it comes to, the others as links."""

import streamlit as st

from planner.jobs.folder import Workspace
from planner.jobs.plans import cost_asked
from planner.model.bom import CostedBom
from planner.model.cost_question import CostQuestion
from planner.ui.kit import widgets, wording
from planner.ui.start.ways import show_link
from planner.ui.visit import drafts, in_view
from planner.ui.visit.terms import chosen_terms

_MOST_KEPT = 50


def show_example() -> None:
    """Draw a published build with its total in both currencies, and links to the others.

    A catalog of one's own may hold none: then there is nothing to look at.
    """
    names = [name for name in drafts.build_names() if name in drafts.shipped()]
    if not names:
        return
    first, *others = names
    build = drafts.build(first)
    bom = _costed(CostQuestion(build=drafts.asked_for(first), terms=chosen_terms(build)))
    st.markdown("## Look at an example", anchors=False)
    widgets.total_lines(bom)
    summary = wording.plain(build.summary)
    st.markdown(f"**{wording.plain(build.title)}** {summary}")
    show_link("plan.py", f"Open {wording.plain(build.title)}", build=first)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(wording.small("More examples:"), width="content")
        for name in others:
            show_link("plan.py", wording.plain(drafts.build(name).title), build=name)


def _costed(question: CostQuestion) -> CostedBom:
    """Return what a build costs; what is published is counted once for all who come.

    It is the first thing that most visits wait for.
    """
    folder, kept = in_view.folder(), _kept()
    known = kept.get(question)
    if known is not None and known[0] is folder:
        return known[1]
    _, bom = cost_asked(question, folder)
    if isinstance(question.build, str):
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[question] = folder, bom
    return bom


@st.cache_resource(show_spinner=False)
def _kept() -> dict[CostQuestion, tuple[Workspace, CostedBom]]:
    """Return what published builds cost, each with the catalog that it was counted in."""
    return {}
