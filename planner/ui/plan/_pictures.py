"""The racks of the build in view, and its wiring, which is folded until asked for."""

import streamlit as st

from planner.engine.fitting.racks import rack_layout
from planner.engine.wiring.front import front_views
from planner.jobs.wiring import wiring_of
from planner.ui.kit.folds import fold_button
from planner.ui.kit.racks import show_racks
from planner.ui.kit.wiring import show_wiring
from planner.ui.visit import costs


def show_pictures(name: str) -> None:
    """Show the racks of a build, and how it is wired or one way to: reckoned while one looks."""
    plan, _ = costs.costed(name)
    layout = rack_layout(plan)
    racks = st.container()
    unfolded = fold_button("Wiring and front view", key="wiring")
    found = wiring_of(plan) if unfolded else None
    with racks:
        # Ports are lit where it is known, or proposed, what is plugged into them.
        show_racks(layout, front_views(plan, layout) if found is None else found.fronts)
    if found is not None:
        with st.container(border=True):
            show_wiring(found)
