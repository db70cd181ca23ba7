"""The wiring of the build in view, its own or one that is proposed, folded until asked for."""

import streamlit as st

from planner.jobs.wiring import wiring_of
from planner.ui.kit.folds import fold_button
from planner.ui.kit.wiring import show_wiring
from planner.ui.visit import costs


def show_pictures(name: str) -> None:
    """Show how the build is wired, or one way to wire it; it is reckoned only while one looks."""
    if fold_button("Wiring: what is plugged in where", key="wiring"):
        plan, _ = costs.costed(name)
        with st.container(border=True):
            show_wiring(wiring_of(plan))
