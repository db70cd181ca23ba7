"""Say in the browser that the form of *Configure* holds other requirements than were sent off.

A form tells the planner nothing before its button is pressed, so what stands below it would look
like the answer to what was chosen last.
"""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "unsent.js").read_text(encoding="utf-8")
_STYLE = (_HERE / "unsent.css").read_text(encoding="utf-8")
_TEXT = (
    "These requirements have changed. Press “Find the cheapest build” for a new answer: "
    "the one below is for the earlier ones."
)


def mark_unsent(times: int) -> None:
    """Mark an answer as that to earlier requirements while the form holds others.

    `times` is how often requirements were put in force: with each, what the form holds is sent.
    """
    mount = st.components.v2.component("unsent", js=_SCRIPT, css=_STYLE)
    mount(key="unsent", data={"times": times, "text": _TEXT})
