"""Of how many years electricity counts, and what a kWh costs: asked in the form of requirements."""

from typing import Any

import streamlit as st

from planner.model.money import symbol
from planner.model.requirement import Requirement
from planner.ui.kit.numbers import ask_number

_WIDTH, _WIDE = 150, 240


def ask_electricity(wanted: Requirement, version: int) -> dict[str, Any]:
    """Ask for both; what a kWh costs is what was typed, empty where nothing was."""
    st.markdown("**Electricity**, when optimising for cost over years")
    sign = symbol(wanted.currency).strip()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return {
            "years": ask_number(
                "Years to count",
                wanted.years,
                width=_WIDTH,
                key=f"wish:years:{version}",
                help="Typical draw, all the time. Parts with unknown power draw are excluded.",
            ),
            "tariff": st.text_input(
                f"Price per kWh, {sign}",
                value="" if wanted.tariff is None else f"{wanted.tariff:f}",
                placeholder="current tariff",
                width=_WIDE,
                key=f"wish:tariff:{version}",
            ),
        }
