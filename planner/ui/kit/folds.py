"""A button that unfolds what stands below it."""

import streamlit as st


def fold_button(label: str, *, key: str, icon: str | None = None) -> bool:
    """Show a button that unfolds what stands below it, and return whether it is unfolded.

    Not an expander: two of those cost as much of a change's time as all lines of a bill together.
    """
    unfolded = bool(st.session_state.get(key))
    st.button(
        label,
        key=f"{key}:button",
        icon=icon or (":material/expand_less:" if unfolded else ":material/expand_more:"),
        type="tertiary",
        on_click=_turn,
        args=(key,),
    )
    return unfolded


def _turn(key: str) -> None:
    st.session_state[key] = not st.session_state.get(key)
