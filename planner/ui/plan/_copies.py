"""How many copies of a build are bought together: an input beside its name."""

import streamlit as st

from planner.model.build import MAX_COPIES
from planner.ui.visit import drafts


def choose_copies(name: str) -> None:
    """Ask how many of the build are bought together; nothing of an empty one."""
    build = drafts.build(name)
    if not build.positions:
        return
    # Where the build changes by another way, such as Undo, the input begins anew.
    key = f"copies:{name}:{build.copies}"
    st.number_input(
        "Copies",
        min_value=1,
        max_value=MAX_COPIES,
        value=build.copies,
        step=1,
        key=key,
        width=140,
        help="How many of this build you buy together, for a class or a group. Packs, price "
        "breaks and parts you own count once for all of them.",
        on_change=_take,
        args=(name, key),
    )


def _take(name: str, key: str) -> None:
    copies = st.session_state[key]
    drafts.edit(name, lambda build: build.model_copy(update={"copies": copies}))
    # This input is in a fragment, and the sums of the whole page follow it.
    st.rerun()
