"""The app: its pages, and the one place where a job that cannot go on becomes a message."""

from contextlib import suppress
from pathlib import Path

import streamlit as st

from planner.model.findings import PlannerError
from planner.ui.kit import toasts
from planner.ui.menu import PAGES, PageEnd
from planner.ui.visit import address, in_view, notices, terms
from planner.ui.visit import builds as controls
from planner.ui.visit.page_frame import draw_frame
from planner.ui.visit.terms import fetch_live_rates

st.set_page_config(
    page_title="Cluster planner",
    # A file of our own: a named icon would be fetched from another server.
    page_icon=str(Path(__file__).parent / "planner" / "ui" / "icon.svg"),
    layout="wide",
)
pages = [
    st.Page(
        entry.path,
        title=entry.title,
        icon=entry.icon,
        help=entry.purpose,
        default=entry is PAGES[0],
    )
    for entry in PAGES
]
address.begin()
try:
    in_view.begin()
    controls.follow_address()
except PlannerError as error:
    st.navigation(pages, position="top")
    notices.show_error(error.finding)
    st.stop()
# The address is in order before the menu is drawn: a step to another page takes it along.
page = st.navigation(pages, position="top")
try:
    with suppress(PageEnd):
        page.run()
    draw_frame()
    toasts.show()
    address.write()
    # Last, so that a rate server that does not answer costs nobody the page.
    wanted = terms.wanted_rates()
    if wanted is not None:
        fetch_live_rates(wanted)
        st.rerun()
except PlannerError as error:
    notices.show_error(error.finding)
