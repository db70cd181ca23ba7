"""The address bar: what a visitor chose by name, so that a link opens the same page.

Inputs whose choices are the words on screen are bound to the address by Streamlit itself. Builds
go by their names instead, `kraken-gigabit` and not `Gigabit Kraken`, and are kept here.
"""

from collections.abc import Collection

import streamlit as st

_SEPARATOR = ","


def moved(key: str) -> str | None:
    """Return what the address says if it moved since it was last kept, else None.

    It moves when a link is opened, on a reload, and with the back and forward buttons.
    """
    shown: str | None = st.query_params.get(key)
    return shown if shown != st.session_state.get(_seen(key)) else None


def keep(key: str, value: str | None) -> None:
    """Write a value into the address, or take it out; what is there already is left alone."""
    if value != st.query_params.get(key):
        if value is None:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = value
    st.session_state[_seen(key)] = value


def _seen(key: str) -> str:
    return f"address:{key}"


def follow_one(key: str, allowed: Collection[str]) -> str | None:
    """Let an input follow the address; return what the address asks for in vain, if anything."""
    asked = moved(key)
    if asked is not None and asked in allowed:
        st.session_state[key] = asked
        return None
    return asked


def follow_many(key: str, allowed: Collection[str]) -> None:
    """Let an input of several choices follow the address; unknown names are left out."""
    asked = moved(key)
    if asked is not None:
        st.session_state[key] = [name for name in asked.split(_SEPARATOR) if name in allowed]


def keep_many(key: str, values: Collection[str], default: Collection[str]) -> None:
    """Write several names into the address; the default leaves it clean."""
    keep(key, None if list(values) == list(default) else _SEPARATOR.join(values))
