"""The parts that a visitor sees, ready to be searched: their words are read once."""

from collections.abc import Hashable
from functools import partial

import streamlit as st

from planner.jobs.long_questions import Ground
from planner.jobs.parts import PartsFinder
from planner.model.part_search import PartsQuestion
from planner.ui.visit import in_view
from planner.ui.visit.work import answer_to, ask_ahead

_SLOT, _MOST_SECONDS, _ASKED = "finder", 600, "finder-asked"


def finder() -> PartsFinder:
    """Return the parts that this visitor sees, ready to be searched."""
    catalog = in_view.catalog()
    if catalog is in_view.workspace().catalog:
        return _shared(in_view.ground().shared)
    facts = in_view.catalog_facts()
    kept = st.session_state.get("own-finder")
    if kept is None or kept[0] != facts:
        kept = st.session_state["own-finder"] = facts, PartsFinder(catalog)
    found: PartsFinder = kept[1]
    return found


def prepared(asked: PartsQuestion) -> PartsFinder | None:
    """Return the parts that this visitor sees, once a search of them takes no time.

    None while a large catalog is read for it; then how far that is is drawn.
    """
    found = finder()
    if not found.is_prepared(asked):
        ready = answer_to(
            _SLOT,
            _grounds(asked),
            partial(found.prepare, asked),
            seconds=_MOST_SECONDS,
            doing="Preparing the search …",
        )
        if not ready:
            return None
    return found


def make_ready() -> None:
    """Have a large catalog read for searches soon; nobody waits for it."""
    if st.session_state.get(_ASKED):
        return
    st.session_state[_ASKED] = True
    found, asked = finder(), PartsQuestion(on=in_view.today())
    if not found.is_prepared(asked):
        task = partial(found.prepare, asked)
        ask_ahead(_SLOT, _grounds(asked), task, seconds=_MOST_SECONDS)


def _grounds(asked: PartsQuestion) -> Hashable:
    return in_view.catalog_facts(), asked.on, asked.currency


# The words of a catalog are read once for all who search it.
@st.cache_resource(max_entries=2, show_spinner=False)
def _shared(ground: Ground) -> PartsFinder:  # noqa: ARG001
    return PartsFinder(in_view.workspace().catalog)
