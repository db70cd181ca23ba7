"""Short words on what a change did, with a button that takes it back; the next step clears them."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

_WAITING, _SAID = "toasts", "toasts:said"


@dataclass(frozen=True)
class _Toast:
    what: str
    undo: Callable[[], None]


def tell(what: str, *, undo: Callable[[], None]) -> None:
    """Say what was done, in Markdown, once the page is drawn; `undo` takes it back."""
    st.session_state[_WAITING] = _Toast(what, undo)


def say(what: str) -> None:
    """Say what was done, in Markdown, where there is nothing to be taken back."""
    st.session_state[_SAID] = what


def show() -> None:
    """Show what waits to be said, once: at the foot of the window, over the page."""
    told: str | None = st.session_state.pop(_SAID, None)
    if told is not None:
        st.toast(told, icon=":material/check:", duration="long")
    toast: _Toast | None = st.session_state.pop(_WAITING, None)
    if toast is None:
        return
    with st.container(
        horizontal=True, vertical_alignment="center", key="toast", gap="small", width="content"
    ):
        st.markdown(toast.what, width="content")
        st.button("Undo", icon=":material/undo:", key="toast-undo", on_click=toast.undo)
