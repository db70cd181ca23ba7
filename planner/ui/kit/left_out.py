"""What is left out unless a visitor asks for it, each with the one step back beside it."""

from collections.abc import Callable

import streamlit as st

from planner.model.code_kinds import Mend
from planner.model.findings import Finding
from planner.model.unused import Unused
from planner.ui.kit import wording

_STEPS = {
    Mend.ALL_PRICES: "Include all prices",
    Mend.ENDED_PARTS: "Include them",
    Mend.ANY_CONDITION: "Any condition",
}


def tell_left_out(unused: Unused, *, but: Unused) -> None:
    """Say what is left out of an answer where that is not what was said of another before it."""
    for found in unused.findings:
        if found not in but.findings:
            st.markdown(wording.small(_told(found)))


def show_left_out(
    unused: Unused,
    *,
    all_prices: Callable[[], None],
    ended: Callable[[], None],
    any_condition: Callable[[], None],
) -> None:
    """Say how many prices and parts are left out, and why; a click takes them in."""
    steps = {
        Mend.ALL_PRICES: all_prices,
        Mend.ENDED_PARTS: ended,
        Mend.ANY_CONDITION: any_condition,
    }
    if not unused.findings:
        return
    with st.container(gap=None, key="left-out"):
        for found in unused.findings:
            (step,) = found.meaning.mends
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                st.markdown(wording.small(_told(found)), width="content")
                st.button(
                    _STEPS[step],
                    key=f"left-out:{found.code}",
                    type="tertiary",
                    on_click=steps[step],
                )


def _told(found: Finding) -> str:
    return f":material/filter_alt: {wording.plain(found.message)}"
