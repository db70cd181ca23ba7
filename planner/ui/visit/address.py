"""The address bar: all that a visitor chose, so that a link opens the same page and build.

The address is one for all pages: what a page does not ask for stays in it. It speaks when it is
opened, by a link, a reload or the back and forward buttons; what it does not name then is as it
was at first. In every other run the visit is the truth and the address is written after it: it may
be older than what was changed just now, and a step to another page arrives with none.

Inputs whose choices are the words on screen are bound to the address by Streamlit itself. Builds
go by their names instead, `kraken-gigabit` and not `Gigabit Kraken`, and are kept here.
"""

from collections.abc import Collection

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import get_script_run_ctx

EDIT = "edit"
# Which list is being imported: of that page alone, so that no link to another one leads to it.
LIST = "list"
# Start says that it is meant: without this word an address of Start that names a build is a link to
# a plan, as all links were once.
_PAGE_MEANT, _START = "page", "start"
_OURS = frozenset(
    """build currency also day own wishes ship by without only sooner most printed assume since
    ended condition coupon with whose from to compare base of leave tariff country load bring
    memory speed ports poe maker made age unfold""".split()
) | {EDIT, LIST, _PAGE_MEANT}
_SEPARATOR = ","
_SAID, _KEPT, _READ = "address:said", "address:kept", "address:read"
_WRITTEN, _OPENED, _FRESH = "address:written", "address:opened", "address:fresh"
_PAGE, _BACK, _STAYS = "address:page", "address:back", "address:stays"


def edit_key(build: str) -> str:
    """Return where the address has the changes to a build that is not the one in view."""
    return f"{EDIT}.{build}"


def edited_builds() -> tuple[str, ...]:
    """Return the builds whose changes the address that was opened has under a name of their own."""
    said: dict[str, str] = st.session_state[_SAID]
    named = tuple(key.removeprefix(f"{EDIT}.") for key in said if key.startswith(f"{EDIT}."))
    chosen = said.get("build")
    return named if chosen is None else (*named, chosen)


def _is_ours(key: str) -> bool:
    return key in _OURS or key.startswith(f"{EDIT}.")


def begin() -> None:
    """Note what the address says if it was opened. Called first in every run of the whole page.

    An address that this visit never wrote was opened, too: one that it wrote may just be late.
    """
    said = {key: text for key, text in st.query_params.to_dict().items() if _is_ours(key)}
    st.session_state[_STAYS] = said.pop(_PAGE_MEANT, None) == _START
    run = get_script_run_ctx()
    first = _KEPT not in st.session_state
    if first:
        # What a step by the menu brings is no news either.
        st.session_state[_WRITTEN] = {_as_one({})}
    by_history = run is not None and run.is_history_navigation
    opened = first or by_history or _as_one(said) not in st.session_state[_WRITTEN]
    if not opened and said and run is not None:
        # A link of ours to another page may say what this visit wrote before, and means it.
        moved = run.page_script_hash != st.session_state.get(_PAGE)
        opened = moved and _as_one(said) != _as_one(st.session_state[_KEPT])
    st.session_state[_OPENED] = opened and not by_history and bool(said)
    st.session_state[_FRESH] = first and not said
    st.session_state[_BACK] = by_history
    if opened:
        st.session_state[_SAID], st.session_state[_KEPT] = said, dict(said)
        st.session_state[_READ] = set()


def names_a_plan() -> bool:
    """Tell whether somebody came by an address that says what to show on a page for builds.

    A step of the way back is none of these: it leads where it came from. Nor is the address of
    Start itself, opened anew.
    """
    opened: bool = st.session_state[_OPENED]
    return opened and not st.session_state[_STAYS]


def is_step_back() -> bool:
    """Tell whether this run came by the back or forward button."""
    back: bool = st.session_state[_BACK]
    return back


def is_fresh() -> bool:
    """Tell whether a visit begins here, with an address that says nothing."""
    fresh: bool = st.session_state[_FRESH]
    return fresh


def _as_one(said: dict[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(said.items())


def asked(key: str) -> str | None:
    """Return what the address that was opened says, once; nothing is what it was at first.

    None if it says nothing new: it was taken over already.
    """
    read: set[str] = st.session_state[_READ]
    if key in read:
        return None
    read.add(key)
    said: dict[str, str] = st.session_state[_SAID]
    return said.get(key, "")


def overrule(*keys: str) -> None:
    """Let what the address said count no more: something else was put in force since."""
    st.session_state[_READ].update(keys)


def keep(key: str, value: str | None) -> None:
    """Note what the address shall say; None takes it out. `write` writes it."""
    if not _is_ours(key):
        raise ValueError(f"the address has no {key!r}")
    kept: dict[str, str] = st.session_state[_KEPT]
    if value is None:
        kept.pop(key, None)
    else:
        kept[key] = value


def write() -> None:
    """Write into the address what was noted, in one go: each change is a step of the way back."""
    run = get_script_run_ctx()
    if run is not None:
        st.session_state[_PAGE] = run.page_script_hash
    kept = now()
    if kept and _is_start():
        kept[_PAGE_MEANT] = _START
    shown = st.query_params.to_dict()
    gone = [key for key in shown if _is_ours(key) and key not in kept]
    new = {key: text for key, text in kept.items() if shown.get(key) != text}
    if not gone:
        if new:
            st.query_params.update(new)
        return
    others = {key: text for key, text in shown.items() if not _is_ours(key)}
    try:
        st.query_params.from_dict(others | kept)
    except StreamlitAPIException:
        # What Streamlit has bound to an input may not be written, not even as it is.
        for key in gone:
            st.query_params.pop(key)
        if new:
            st.query_params.update(new)


def _is_start() -> bool:
    """Tell whether the page is Start, also where the menu of this run is not drawn yet."""
    run = get_script_run_ctx()
    page = run and run.pages_manager.get_pages().get(run.page_script_hash)
    # Before the first menu of a visit no page has an address, and the visitor's says what it was.
    path = page.get("url_pathname") if page else None
    stays: bool = st.session_state[_STAYS]
    return stays if path is None else not path


def now() -> dict[str, str]:
    """Return what the address shall say, to go to another page with it."""
    kept: dict[str, str] = st.session_state[_KEPT]
    st.session_state[_WRITTEN].add(_as_one(kept))
    return dict(kept)


def follow_one(key: str, allowed: Collection[str], *, default: str) -> str | None:
    """Let an input follow the address; return what the address asks for in vain, if anything."""
    value = asked(key)
    if value is None:
        return None
    st.session_state[key] = value if value in allowed else default
    return None if value in allowed else value or None


def asked_many(key: str) -> tuple[str, ...] | None:
    """Return the names that the address which was opened says, once; None if it is no news."""
    value = asked(key)
    return None if value is None else tuple(filter(None, value.split(_SEPARATOR)))


def follow_many(key: str, allowed: Collection[str], *, default: Collection[str]) -> None:
    """Let an input of several choices follow the address; unknown names are left out."""
    value = asked(key)
    if value is not None:
        names = value.split(_SEPARATOR) if value else default
        st.session_state[key] = [name for name in names if name in allowed]


def keep_many(key: str, values: Collection[str], default: Collection[str]) -> None:
    """Note several names for the address; the default leaves it clean."""
    keep(key, None if list(values) == list(default) else _SEPARATOR.join(values))
