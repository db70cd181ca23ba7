"""What every page is drawn from: the day, the settings, and the catalog with one's own parts."""

import gc
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import streamlit as st

from planner.io.catalog.own_folder import trouble_with
from planner.jobs.folder import Workspace, open_workspace
from planner.model.catalog import Catalog
from planner.settings import Settings, read_settings
from planner.ui.visit import own_files

# Files that end in .csv or .toml: a glob has no "or", and other files of a folder are not read.
_FILES = "**/*.[ct][so][vm]*"

Stamp = tuple[tuple[str, int, int], ...]


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
        stamp = (*_stamp(folder), *_stamp(own))
        found = _workspace(folder, own, stamp, today())
        st.session_state["workspace"] = found
    return found


# The stamp is named without an underscore: Streamlit would not look at it.
@st.cache_resource(max_entries=2, show_spinner=False)
def _workspace(folder: Path, own: Path, stamp: Stamp, day: date) -> Workspace:  # noqa: ARG001
    found = open_workspace(folder, today=day, own=own)
    # Every part and offer stays for as long as the app runs. Python's collector of garbage would
    # walk through them again and again, which takes half of the time in which a purchase is made
    # ready for the solver.
    gc.collect()
    gc.freeze()
    return found


def _stamp(folder: Path) -> Stamp:
    """Return the files of a folder, each with its size and the time of its last change.

    What is gone by the time it is looked at, or may not be, is told by whoever reads the folder.
    """
    found, why = [], trouble_with(folder)
    with suppress(OSError):
        for path in folder.glob(_FILES):
            with suppress(OSError):
                its = path.stat()
                found.append((str(path), its.st_size, its.st_mtime_ns))
    return (*sorted(found), *(() if why is None else ((why.message, 0, 0),)))


def catalog() -> Catalog:
    """Return the catalog with the parts that this visitor uploaded."""
    own, offers, _ = own_files.own_list()
    shared = workspace().catalog
    left_out = own_files.left_out()
    return shared.with_parts(own, offers, left_out) if own or offers or left_out else shared


def catalog_facts() -> Hashable:
    """Return what changes with any fact of the catalog that this visitor sees."""
    parts, offers, _ = own_files.own_list()
    shared = workspace().catalog
    return shared.fingerprint, shared.left_out, parts, offers, own_files.left_out()


def folder() -> Workspace:
    """Return the catalog folder with the parts that this visitor uploaded."""
    shared, mine = workspace(), catalog()
    return shared if mine is shared.catalog else replace(shared, catalog=mine)
