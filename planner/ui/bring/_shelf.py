"""Where the lists of all visitors lie while they are read: in memory, so that a reload finds them.

Nothing is written to a disk. Whoever has the address of a list finds it, so its name cannot be
guessed, and only the page Import has it in its address.
"""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

_MOST_LISTS = 60
_MOST_BYTES = 200_000_000


@dataclass
class _Shelf:
    """Lists by their names, the one that was used last at the end."""

    lists: "OrderedDict[str, Any]" = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def _shelf() -> _Shelf:
    return _Shelf()


def new_name() -> str:
    """Return a name for a list that nobody can guess."""
    return secrets.token_urlsafe(18)


def put(name: str, there: Any) -> None:
    """Put a list there, in place of what had its name; those that were used longest ago go."""
    shelf = _shelf()
    with shelf.lock:
        shelf.lists[name] = there
        shelf.lists.move_to_end(name)
        while len(shelf.lists) > 1 and (
            len(shelf.lists) > _MOST_LISTS
            or sum(len(each.content) for each in shelf.lists.values()) > _MOST_BYTES
        ):
            shelf.lists.popitem(last=False)


def take(name: str) -> Any:
    """Return a list by its name; None if it is not there, or not any more."""
    shelf = _shelf()
    with shelf.lock:
        there = shelf.lists.get(name)
        if there is not None:
            shelf.lists.move_to_end(name)
        return there


def drop(name: str) -> None:
    """Let go of a list."""
    shelf = _shelf()
    with shelf.lock:
        shelf.lists.pop(name, None)
