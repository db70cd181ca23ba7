"""Where boards and switches are placed, asked in the form of wishes: in cases, and in a rack."""

from typing import Any, get_args

import streamlit as st

from planner.model.parts import RackWidth
from planner.model.requirement import Requirement
from planner.ui.kit.numbers import ask_number

_WIDE = 240


def ask_places(wanted: Requirement, version: int) -> dict[str, Any]:
    """Ask whether cases hold the boards, and for how many units of a rack."""
    widths = list(get_args(RackWidth))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return {
            "shelves": st.checkbox(
                "Include cases",
                value=wanted.shelves,
                key=f"wish:shelves:{version}",
            ),
            "rack_units": ask_number(
                "Max. rack units",
                wanted.rack_units,
                placeholder="any",
                width=_WIDE,
                key=f"wish:rack-units:{version}",
                help="Every board in a case, and every switch, on the rails of one rack. Parts "
                "with unknown rack height or width are excluded.",
            ),
            "rack_width_in": st.selectbox(
                "Rack width",
                widths,
                index=widths.index(wanted.rack_width_in),
                format_func=lambda each: f"{each} inches",
                width=_WIDE,
                key=f"wish:rack-width:{version}",
            ),
        }
