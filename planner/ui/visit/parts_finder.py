"""The parts that a visitor sees, ready to be searched: their words are read once."""

import streamlit as st

from planner.jobs.parts import PartsFinder
from planner.ui.visit import in_view


def finder() -> PartsFinder:
    """Return the parts that this visitor sees, ready to be searched."""
    catalog = in_view.catalog()
    if catalog is in_view.workspace().catalog:
        return _shared(catalog.fingerprint, len(catalog.left_out))
    facts = in_view.catalog_facts()
    kept = st.session_state.get("own-finder")
    if kept is None or kept[0] != facts:
        kept = st.session_state["own-finder"] = facts, PartsFinder(catalog)
    found: PartsFinder = kept[1]
    return found


# The words of a catalog are read once for all who search it.
@st.cache_resource(max_entries=2, show_spinner=False)
def _shared(fingerprint: str, left_out: int) -> PartsFinder:  # noqa: ARG001
    return PartsFinder(in_view.workspace().catalog)
