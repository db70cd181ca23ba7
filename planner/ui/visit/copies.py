"""How many copies of a build are bought together: an input beside its name."""

import streamlit as st

from planner.model.build import MAX_COPIES
from planner.ui.visit import drafts

_HELP = (
    "How many of this build you buy together, for a class or a group. Packs, price breaks and "
    "parts you own count once for all of them."
)


def choose_copies(name: str, *, along: tuple[str, ...] = (), explained: bool = True) -> None:
    """Ask how many of the build are bought together; nothing of an empty one.

    The builds that go `along` are counted as often. It is `explained` by a sign to press, which is
    one step more for whoever goes through a page by keyboard.
    """
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
        help=_HELP if explained else None,
        on_change=_take,
        args=((name, *along), key),
    )


def set_copies(name: str, copies: int) -> None:
    """Count so many copies of the build from now on."""
    drafts.edit(name, lambda build: build.model_copy(update={"copies": copies}))


def _take(names: tuple[str, ...], key: str) -> None:
    for name in names:
        set_copies(name, st.session_state[key])
    # This input may be in a fragment, and the sums of the whole page follow it.
    st.rerun()
