"""The ways to begin: each says in a line what it is for, and leads to the page that does it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.ui.menu import page_of
from planner.ui.visit import address, builds, drafts

# So wide that a link of one of them stays in one line; beside each other where there is room.
_CARD = 300


def show_ways() -> DeltaGenerator:
    """Draw the ways that need no catalog; return the place of the last one, an example.

    Drawn before anything is read: who comes here first sees them at once.
    """
    with st.container(key="ways"), st.grid(2, min_column_width=_CARD):
        _show(
            "Describe what it must do",
            "How many nodes, how much memory, how fast a network, what budget. You get the "
            "cheapest build that does it, wired and checked.",
            script="size.py",
            label="Configure a cluster",
            icon=":material/auto_awesome:",
        )
        begun = drafts.begun(drafts.OWN_BUILD)
        _show(
            "Choose parts",
            "Start with an empty build and choose part by part. What is still missing stays in "
            "view, and ports, power and price are counted as you go.",
            script="plan.py",
            label="Go on with your build" if begun else "Start an empty build",
            icon=":material/checklist:",
            build=drafts.OWN_BUILD,
        )
        _show(
            "Bring a list",
            "Import a bill of materials from any spreadsheet, table or README. It is checked, "
            "opens as a build, and can be costed and bought.",
            script="bring.py",
            label="Import a BOM",
            icon=":material/upload_file:",
        )
        return st.container(border=True, key="example")


def _show(
    title: str,
    words: str,
    *,
    script: str,
    label: str,
    icon: str,
    build: str | None = None,
    **asked: str,
) -> None:
    with st.container(border=True):
        st.markdown(f"## {title}\n\n{words}", anchors=False)
        show_link(script, label, icon=icon, build=build, **asked)


def show_link(
    script: str, label: str, *, icon: str | None = None, build: str | None = None, **asked: str
) -> None:
    """Draw a link to a page. What was changed so far comes along, as in the links of the menu."""
    said = (address.now() if build is None else builds.link_to(build)) | asked
    st.page_link(str(page_of(script).path), label=label, icon=icon, query_params=said)
