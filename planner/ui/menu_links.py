"""The links of the menu say what the address says, so that one opened in a new tab shows the same.

Streamlit writes them without: a click is told to the planner, which takes the address along, but a
new tab begins with what the link says. They follow the address in the browser, where a change of a
quantity moves it without anything else of the page being drawn anew.
"""

from pathlib import Path

import streamlit as st

_SCRIPT = (Path(__file__).parent / "menu_links.js").read_text(encoding="utf-8")


def carry_links() -> None:
    """Let the links of the menu follow the address; an element that shows nothing."""
    st.components.v2.component("menu_links", js=_SCRIPT)(key="menu-links", height=0)
