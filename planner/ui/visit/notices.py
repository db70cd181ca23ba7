"""What stopped a job, or what a callback left to say, on the page."""

import streamlit as st

from planner.model.findings import Finding
from planner.ui.kit import widgets, wording
from planner.ui.visit import session


def show_error(found: Finding) -> None:
    """Show what stopped a job, and what to do about it."""
    st.error(wording.plain(found.message), title="This cannot be shown", icon=":material/error:")
    if advice := wording.advice(found):
        st.markdown(advice)


def show_notice(*, at: str = "") -> None:
    """Show the finding that a callback left behind, if there is one: for the page, or an input."""
    found = session.take_notice(at=at)
    if found is not None:
        widgets.show_beside(found)
