"""The inputs that several pages share: which build, and the way back from changes to it."""

from collections.abc import Callable

import streamlit as st

from planner.model.findings import Finding, Severity
from planner.ui.kit import toasts
from planner.ui.visit import address, carried_edits, drafts, notices, terms


def chosen_build(key: str, *, default: str = drafts.FIRST_BUILD) -> str:
    """Return the name of the build the visitor looks at; the address keeps it."""
    names = drafts.build_names()
    unknown = address.follow_one(key, names, default=default)
    if unknown is not None:
        notices.notify(_unknown_build(unknown, names))
    if st.session_state.get(key) not in names:
        st.session_state[key] = default if default in names else names[0]
    chosen: str = st.session_state[key]
    address.keep(key, None if chosen == default else chosen)
    return chosen


def follow_address() -> str:
    """Take over what the address says of every page, if it was opened; return the build in view.

    What the visit has of it is written back before the menu is drawn: so a step to another page
    takes the address along, and is one step of the way back.
    """
    name = chosen_build("build")
    carried_edits.follow_edits(name)
    carried_edits.keep_edits(name)
    terms.follow_address()
    address.write()
    return name


def choose_build(label: str, *, key: str) -> None:
    """Let the visitor choose another build; `chosen_build` of the same key says which one it is."""
    st.selectbox(
        label,
        drafts.build_names(),
        format_func=drafts.titles().__getitem__,
        key=key,
        persist_state="session",
        on_change=st.rerun,
        help="Reference builds stay as published: what you change becomes your own copy.",
        width=260,
    )


def _unknown_build(asked: str, names: tuple[str, ...]) -> Finding:
    return Finding(
        code="link-build-unknown",
        severity=Severity.WARNING,
        subject=asked,
        message=f"There is no build named {asked!r}, so another one is shown.",
        hint=f"Known builds: {', '.join(names)}.",
    )


def show_undo(name: str) -> None:
    """Offer to take the last change back, where there is one."""
    if drafts.can_undo(name):
        st.button("Undo", icon=":material/undo:", on_click=_whole_page, args=(drafts.undo, name))


def show_way_back(name: str) -> None:
    """Offer to take all changes back, where there are any; apart from Undo, which undoes it."""
    if drafts.draft_of(name) is not None:
        way_back = "Start again" if name == drafts.OWN_BUILD else "Back to as published"
        st.button(way_back, type="tertiary", on_click=_whole_page, args=(_start_again, name))


def _start_again(name: str) -> None:
    drafts.discard(name)
    toasts.tell("All your changes are taken back.")


def _whole_page(act: Callable[[str], None], name: str) -> None:
    act(name)
    # These inputs are a fragment, and what they do changes the whole page.
    st.rerun()
