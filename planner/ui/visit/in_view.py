"""What every page is drawn from: the day, the settings, and the catalog with one's own parts."""

import gc
from collections.abc import Hashable
from dataclasses import replace
from datetime import UTC, date, datetime
from operator import is_
from pathlib import Path

import streamlit as st

from planner.io.catalog.stamps import stamp_of
from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.long_questions import Ground
from planner.model.catalog import Catalog
from planner.settings import Settings, read_settings
from planner.ui.visit import own_files

_WITH_OWN = "catalog-with-own"


def today() -> date:
    """Return the day of the visit; the only clock of the app."""
    return datetime.now(UTC).astimezone().date()


def today_in_utc() -> date:
    """Return the day on which a page is fetched now: it is told in UTC everywhere."""
    return datetime.now(UTC).date()


@st.cache_resource
def settings() -> Settings:
    """Return what the environment says; it is read once."""
    return read_settings()


def begin() -> None:
    """Let the page that is drawn next take up the catalog folder as it is then.

    Called once before a page is drawn, so that a page sees one catalog from top to bottom.
    """
    st.session_state.pop("workspace", None)


def workspace() -> Workspace:
    """Return the catalog folder that this page is drawn from; it is read anew when it changed.

    The first who asks opens it: a page can show what needs no catalog before.
    """
    found: Workspace | None = st.session_state.get("workspace")
    if found is None:
        folder, own = settings().catalogs, settings().data
        stamp = stamp_of(folder, own)
        found = _workspace(folder, own, stamp, today())
        st.session_state["workspace"] = found
        st.session_state["ground"] = Ground(folder, own, today(), stamp)
    return found


# The stamp is named without an underscore: Streamlit would not look at it.
@st.cache_resource(max_entries=2, show_spinner=False)
def _workspace(folder: Path, own: Path, stamp: str, day: date) -> Workspace:  # noqa: ARG001
    found = open_workspace(folder, today=day, own=own)
    # Every part and offer stays for as long as the app runs. Python's collector of garbage would
    # walk through them again and again, which takes half of the time in which a purchase is made
    # ready for the solver.
    gc.collect()
    gc.freeze()
    return found


def catalog() -> Catalog:
    """Return the catalog with the parts that this visitor uploaded."""
    shared, own, left_out = workspace().catalog, own_files.own_list()[:2], own_files.left_out()
    if not (any(own) or left_out):
        return shared
    # A large list is not put beside the catalog anew for each of a hundred questions of a page.
    made_of = (shared, *own, left_out)
    kept: tuple[tuple[object, ...], Catalog] | None = st.session_state.get(_WITH_OWN)
    if kept is None or not all(map(is_, kept[0], made_of)):
        kept = made_of, shared.with_parts(*own, left_out)
        st.session_state[_WITH_OWN] = kept
    return kept[1]


def catalog_facts() -> Hashable:
    """Return what changes with any fact of the catalog that this visitor sees."""
    # The marks of files, which are there at once: of a large catalog a fingerprint takes seconds.
    return ground()


def folder() -> Workspace:
    """Return the catalog folder with the parts that this visitor uploaded."""
    shared, mine = workspace(), catalog()
    return shared if mine is shared.catalog else replace(shared, catalog=mine)


def ground() -> Ground:
    """Return where that folder lies and what is added to it, for whoever opens it elsewhere."""
    workspace()
    shared: Ground = st.session_state["ground"]
    return replace(shared, brought=own_files.brought())
