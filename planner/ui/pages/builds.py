"""My builds: those that are kept, with total and day, and what of this visit is not saved yet."""

import streamlit as st

from planner.ui.kept.listing import show_my_builds
from planner.ui.kept.saving import show_saving

st.title("My builds", anchor=False)
st.markdown("Builds that you keep, each with its total and the day of its prices.")
show_my_builds(
    empty="Nothing is saved yet. *Save*, on the page Plan, keeps the build in view under a name of "
    "its own.",
)
show_saving()
