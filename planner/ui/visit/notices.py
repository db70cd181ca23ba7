"""What stopped a job, or what a callback left to say, on the page."""

import streamlit as st

from planner.model.findings import Finding
from planner.ui.kit import widgets, wording


def show_error(found: Finding) -> None:
    """Show what stopped a job, and what to do about it."""
    st.error(wording.plain(found.message), title="This cannot be shown", icon=":material/error:")
    if advice := wording.advice(found):
        st.markdown(advice)


def show_notice(*, at: str = "") -> None:
    """Show the finding that a callback left behind, if there is one: for the page, or an input."""
    found = take_notice(at=at)
    if found is not None:
        widgets.show_beside(found)


def notify(finding: Finding, *, at: str = "") -> None:
    """Keep a finding for the next time a page is drawn; `at` names the input it belongs to."""
    st.session_state[f"notice:{at}"] = finding


def take_notice(*, at: str = "") -> Finding | None:
    """Return the finding that waits to be shown there, once."""
    finding: Finding | None = st.session_state.pop(f"notice:{at}", None)
    return finding
