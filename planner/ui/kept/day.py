"""Of which day a build's prices are, where that is not today, and the step to today's."""

import streamlit as st

from planner.engine.planning.carried import thawed
from planner.ui.kit import wording
from planner.ui.kit.widgets import show_beside
from planner.ui.visit import carried_edits, drafts, in_view
from planner.ui.visit.told import tell_change


def show_day(name: str) -> None:
    """Say of which day the prices of one's own build are, and offer those of today.

    A shipped build is told with the day and the rate of its author.
    """
    found = carried_edits.too_large()
    if found is not None:
        show_beside(found)
    build = drafts.build(name)
    now = build.on == in_view.today() and not build.frozen
    if now or name in drafts.shipped() or not build.positions:
        return
    day = wording.day(build.on)
    with st.container(horizontal=True, vertical_alignment="center", key="prices-day"):
        held = f"Prices and rates frozen on {day}" if build.frozen else f"Prices of {day}"
        st.markdown(f":material/event: {held}", width="content")
        st.button("Use today's prices", type="tertiary", on_click=_thaw, args=(name,))


def _thaw(name: str) -> None:
    drafts.edit(name, lambda build: thawed(build, in_view.catalog(), on=in_view.today()))
    tell_change(name, "Prices and rates are today's.")
    # These words are a fragment, and the whole page changes.
    st.rerun()
