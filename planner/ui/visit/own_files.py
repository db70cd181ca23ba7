"""The parts and prices that a visitor brings: they belong to this visit alone."""

import csv
import io
from collections.abc import Hashable, Mapping
from datetime import date

import streamlit as st

from planner.io.catalog.uploads import load_part_files
from planner.jobs.long_questions import Files, ReadFiles
from planner.model.catalog import Catalog, LeftOut
from planner.model.findings import Finding
from planner.model.offers import Offer
from planner.model.parts import Part
from planner.ui.kit import uploaders

UPLOADED = "own-files"
_KEPT = {
    f"own_{each}" for each in ("parts", "offers", "findings", "left_out", "grounds", "brought")
}


def own_list() -> tuple[tuple[Part, ...], tuple[Offer, ...], tuple[Finding, ...]]:
    """Return the parts and offers this visitor uploaded, and what was found wrong with them."""
    state = st.session_state
    return state.get("own_parts", ()), state.get("own_offers", ()), state.get("own_findings", ())


def left_out() -> tuple[LeftOut, ...]:
    """Return the rows this visitor uploaded that were not read: those with an error in them."""
    rows: tuple[LeftOut, ...] = st.session_state.get("own_left_out", ())
    return rows


def brought() -> tuple[Files, ...]:
    """Return the files that this visitor uploaded or wrote down, those of one time together."""
    files: tuple[Files, ...] = st.session_state.get("own_brought", ())
    return files


def is_read(grounds: Hashable) -> bool:
    """Tell whether it is these files that were read last, and not with every run of the page."""
    return bool(st.session_state.get("own_grounds") == grounds)


def keep(files: Files, read: ReadFiles, grounds: Hashable) -> None:
    """Keep what was read of the files that a visitor uploaded."""
    st.session_state["own_parts"] = read.parts
    st.session_state["own_offers"] = read.offers
    st.session_state["own_findings"] = read.findings
    st.session_state["own_left_out"] = read.left_out
    st.session_state["own_grounds"] = grounds
    st.session_state["own_brought"] = (files,)


def forget() -> None:
    """Forget what a visitor uploaded."""
    for key in _KEPT:
        st.session_state.pop(key, None)
    # The files as well: read once more with the next ones, they would bring all of it back.
    uploaders.clear(UPLOADED)


def add(category: str, cells: Mapping[str, str], *, shared: Catalog, today: date) -> None:
    """Add a part that a visitor wrote down, beside what was uploaded."""
    filled = {name: cell for name, cell in cells.items() if cell}
    if not filled:
        return
    text = io.StringIO()
    writer = csv.DictWriter(text, tuple(filled))
    writer.writeheader()
    writer.writerow(filled)
    file = f"{category}.csv", text.getvalue().encode()
    parts, _, _ = load_part_files([file], shared, today=today)
    st.session_state["own_parts"] = (*st.session_state.get("own_parts", ()), *parts)
    st.session_state["own_brought"] = (*brought(), (file,))
