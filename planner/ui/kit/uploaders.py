"""Inputs for files that forget: each has a number in its key, and a new one comes without a file.

A file that was taken over or given up must not stay in its input, where it would be read again.
"""

import streamlit as st


def file_key(name: str) -> str:
    """Return the key of an input for files as it is now."""
    cleared: int = st.session_state.get(_count(name), 0)
    return f"{name}:{cleared}" if cleared else name


def clear(name: str) -> None:
    """Let an input for files be an empty one from the next run on."""
    st.session_state[_count(name)] = st.session_state.get(_count(name), 0) + 1


def _count(name: str) -> str:
    return f"cleared:{name}"
