"""The app: its pages, and the one place where a job that cannot go on becomes a message."""

from pathlib import Path

import streamlit as st

from planner.model.findings import PlannerError
from planner.ui import session, widgets
from planner.ui.pages import PAGES
from planner.ui.terms import fetch_live_rates

st.set_page_config(
    page_title="Cluster planner",
    # A file of our own: a named icon would be fetched from another server.
    page_icon=str(Path(__file__).parent / "planner" / "ui" / "icon.svg"),
    layout="wide",
)
page = st.navigation(
    [
        st.Page(
            entry.path,
            title=entry.title,
            icon=entry.icon,
            help=entry.purpose,
            default=entry is PAGES[0],
        )
        for entry in PAGES
    ],
    position="top",
)
try:
    session.begin()
    page.run()
    # Last, so that a rate server that does not answer costs nobody the page.
    wanted = session.wanted_rates()
    if wanted is not None:
        fetch_live_rates(wanted)
        st.rerun()
except PlannerError as error:
    widgets.show_error(error.finding)
