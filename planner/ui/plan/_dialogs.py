"""Which dialog a visitor has open: to choose a part, or all about a line or a kit. Never two."""

from dataclasses import dataclass

import streamlit as st

from planner.model.kits import KitPath
from planner.model.parts import Category

# --- choosing a part -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Slot:
    """The place that a part is being chosen for; `index` None adds one, to a `kit` by its name."""

    build: str
    category: Category
    index: int | None = None
    kit: str = ""


def open_chooser(slot: Slot) -> None:
    """Note which place a part is wanted for; the page opens the chooser."""
    close_line()
    close_kit()
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
    """A line of a build, by its place among its positions: without kits that of the bill."""

    build: str
    index: int


def open_line(line: Line) -> None:
    """Note that somebody wants to know all about a line; the page opens its details."""
    close_chooser()
    close_kit()
    st.session_state["line"] = line


def close_line() -> None:
    """Note that nobody looks at a line any more."""
    st.session_state.pop("line", None)


def line_asked_for() -> Line | None:
    """Return the line that somebody wants to know all about."""
    line: Line | None = st.session_state.get("line")
    return line


# --- looking at a kit ----------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenKit:
    """A kit of a build, by its path."""

    build: str
    path: KitPath


def open_kit(kit: OpenKit) -> None:
    """Note that somebody wants to know all about a kit; the page opens its details."""
    close_chooser()
    close_line()
    st.session_state["kit"] = kit


def close_kit() -> None:
    """Note that nobody looks at a kit any more."""
    st.session_state.pop("kit", None)


def kit_asked_for() -> OpenKit | None:
    """Return the kit that somebody wants to know all about."""
    kit: OpenKit | None = st.session_state.get("kit")
    return kit
