"""What every page has and nobody sees: a style sheet, and links of the menu that take all along.

Streamlit writes the links of its menu without the address. A click is told to the planner, which
takes the address along, but a new tab begins with what the link says. They follow the address in
the browser, where a change of a quantity moves it without anything else being drawn anew.
"""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "page.js").read_text(encoding="utf-8")
_STYLE = (_HERE / "page.css").read_text(encoding="utf-8")


def draw_frame() -> None:
    """Draw what is on every page: one element, which takes no room."""
    frame = st.components.v2.component("page_frame", js=_SCRIPT, css=_STYLE, isolate_styles=False)
    frame(key="page-frame", height=0)
