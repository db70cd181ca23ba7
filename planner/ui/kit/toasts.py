"""Short words on what a change did, and that it can be taken back; they pass by themselves."""

import streamlit as st

_WAITING = "toasts"
_UNDO = "*Undo*, next to the build, reverses it."


def tell(what: str) -> None:
    """Say what was done, in Markdown, once the page is drawn; and that it can be undone."""
    st.session_state.setdefault(_WAITING, []).append(f"{what} {_UNDO}")


def show() -> None:
    """Show what waits to be said, once."""
    for text in st.session_state.pop(_WAITING, ()):
        st.toast(text, icon=":material/undo:", duration="long")
