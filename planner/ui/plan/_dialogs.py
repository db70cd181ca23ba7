"""Which dialog a visitor has open: one to choose a part, or one all about a line. Never both."""

from dataclasses import dataclass

import streamlit as st

from planner.model.parts import Category

# --- choosing a part -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Slot:
    """The place that a part is being chosen for; `index` None adds one."""

    build: str
    category: Category
    index: int | None = None


def open_chooser(slot: Slot) -> None:
    """Note which place a part is wanted for; the page opens the chooser."""
    close_line()
    st.session_state["choosing"] = slot


def close_chooser() -> None:
    """Note that no part is wanted any more."""
    st.session_state.pop("choosing", None)


def chooser() -> Slot | None:
    """Return the place that a part is wanted for."""
    slot: Slot | None = st.session_state.get("choosing")
    return slot


# --- looking at a line ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A line of a build's bill, by its place in it."""

    build: str
    index: int


def open_line(line: Line) -> None:
    """Note that somebody wants to know all about a line; the page opens its details."""
    close_chooser()
    st.session_state["line"] = line


def close_line() -> None:
    """Note that nobody looks at a line any more."""
    st.session_state.pop("line", None)


def line_asked_for() -> Line | None:
    """Return the line that somebody wants to know all about."""
    line: Line | None = st.session_state.get("line")
    return line
