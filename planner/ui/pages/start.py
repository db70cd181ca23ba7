"""Start: what the planner is for, and the ways to begin one's own job."""

import streamlit as st

from planner.ui.kept.listing import show_my_builds
from planner.ui.kept.saving import show_saving
from planner.ui.start.examples import show_example
from planner.ui.start.ways import show_ways
from planner.ui.visit import notices

st.title("Cluster planner", anchor=False)
st.markdown(
    "For anyone building a small cluster of Raspberry Pis or mini PCs at home, in class or in a "
    "lab: which parts to buy, whether they fit together and what it all costs, with the source of "
    "every price."
)
notices.show_notice()
example = show_ways()
# Last, because it needs the catalog, and the first visit to a server has to read that.
with example:
    show_example()
show_my_builds(heading="## My builds")
show_saving()
