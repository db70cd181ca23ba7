"""The app: its pages, and the one place where a job that cannot go on becomes a message."""

from contextlib import suppress
from functools import partial

import streamlit as st

from planner.model.findings import PlannerError
from planner.ui.kit import toasts
from planner.ui.menu import ICON, PAGES, PageEnd, page_of
from planner.ui.visit import address, in_view, notices, page_title, parts_finder, terms
from planner.ui.visit import builds as controls
from planner.ui.visit.page_frame import draw_frame
from planner.ui.visit.terms import fetch_live_rates
from planner.ui.visit.work import make_ready

st.set_page_config(
    page_title="Cluster planner",
    page_icon=str(ICON),
    layout="wide",
)


def _point_to(page: st.Page) -> None:
    """Show where a page is now."""
    st.page_link(page)


pages = [
    st.Page(
        entry.path,
        title=entry.title,
        icon=entry.icon,
        help=entry.purpose,
        default=entry is PAGES[0],
        url_path=entry.url_path,
    )
    for entry in PAGES
]
# The addresses that pages had before, each with its page: people keep links.
before = [
    (
        st.Page(
            partial(_point_to, page),
            title=entry.title,
            url_path=entry.was_at,
            visibility="hidden",
        ),
        page,
    )
    for entry, page in zip(PAGES, pages, strict=True)
    if entry.was_at
]
address.begin()
in_view.begin()
fresh = address.is_fresh()
try:
    if not fresh:
        controls.follow_address()
except PlannerError as error:
    st.navigation([*pages, *(old for old, _ in before)], position="top")
    notices.show_error(error.finding)
    st.stop()
# The address is in order before the menu is drawn: a step to another page takes it along.
page = st.navigation([*pages, *(old for old, _ in before)], position="top")
moved_to = next((new for old, new in before if old is page), page)
if moved_to is not page and not address.is_step_back():
    # A step of the way back would lead here again and again: it gets the link instead.
    st.switch_page(moved_to, query_params=address.now())
if page is pages[0] and address.names_a_plan():
    # Links to a build were links to the first page once, and people keep links.
    st.switch_page(str(page_of("plan.py").path), query_params=address.now())
try:
    # The first page shows what it can before it reads the catalog, and nothing is to be followed.
    if fresh and page is not pages[0]:
        controls.follow_address()
    # First, so that nothing is seen in one size and then in another.
    draw_frame()
    if moved_to.url_path != page_of("bring.py").url_path:
        address.keep(address.LIST, None)
    with suppress(PageEnd):
        page.run()
    page_title.name_tab(page.title, PAGES[pages.index(moved_to)].builds)
    toasts.show()
    address.write()
    make_ready()
    parts_finder.make_ready()
    # Last, so that a rate server that does not answer costs nobody the page.
    wanted = terms.wanted_rates()
    if wanted is not None:
        fetch_live_rates(wanted)
        st.rerun()
except PlannerError as error:
    notices.show_error(error.finding)
