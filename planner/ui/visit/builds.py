"""The inputs that several pages share: which build, and the way back from changes to it."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from planner.model.findings import Finding, Severity
from planner.ui.visit import address, carried_edits, drafts, notices, power, terms
from planner.ui.visit.told import tell_change

_IN_VIEW, _OPENED = "build", "build:opened-with"


def build_in_view(*, opens_with: str = drafts.FIRST_BUILD) -> str:
    """Return the name of the build in view: the one that somebody chose, on whichever page.

    While nobody chose or changed one, a page shows what it opens with. The address names a build
    that was chosen, and it comes first.
    """
    names, state = drafts.build_names(), st.session_state
    asked = address.asked(_IN_VIEW)
    if asked is not None:
        state[_IN_VIEW] = asked
        state.pop(_OPENED, None)
        if asked and asked not in names and not drafts.is_of_visit(asked):
            notices.notify(_unknown_build(asked, names))
    shown: str = state.get(_IN_VIEW, "")
    opened = shown == state.get(_OPENED)
    coming = asked is not None and drafts.is_of_visit(shown)
    if (shown not in names and not coming) or (opened and drafts.draft_of(shown) is None):
        shown = opens_with if opens_with in names else names[0]
        state[_IN_VIEW] = state[_OPENED] = shown
        opened = True
    elif not opened:
        state.pop(_OPENED, None)
    address.keep(_IN_VIEW, None if opened else shown)
    return shown


def link_to(name: str) -> dict[str, str]:
    """Return what an address says that takes a build into view, with the changes to every build.

    The changes to the build in view go by a short name in it, so two builds change their names.
    """
    said = address.now()
    changes = said.pop(address.EDIT, None)
    if changes is not None:
        said[address.edit_key(st.session_state.get(_IN_VIEW, ""))] = changes
    of_this = said.pop(address.edit_key(name), None)
    if of_this is not None:
        said[address.EDIT] = of_this
    return said | {_IN_VIEW: name}


def open_on(page: Path, name: str) -> None:
    """Go to a page, by where its script is, with a build of the visitor's own on it."""
    # No input of the page that is left chooses a build.
    choose(name)
    address.keep("build", name)
    carried_edits.keep_edits(name)
    st.switch_page(str(page), query_params=address.now())


def nobody_chose() -> bool:
    """Tell whether the build in view is there because the page opened with it."""
    return _OPENED in st.session_state


def choose(name: str) -> None:
    """Take a build into view."""
    st.session_state[_IN_VIEW] = name
    st.session_state.pop(_OPENED, None)


def chosen_build(key: str, *, default: str = drafts.FIRST_BUILD) -> str:
    """Return the name of a build that an input of a page asks for; the address keeps it."""
    names = drafts.names_with_originals()
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
    usual = st.session_state.get(_OPENED, drafts.FIRST_BUILD)
    name = build_in_view(opens_with=usual)
    carried_edits.follow_edits(name)
    if name not in drafts.build_names():
        # A build of another visit, of which the address tells nothing that can be read.
        name = build_in_view(opens_with=usual)
    carried_edits.keep_edits(name)
    terms.follow_address()
    power.follow_address()
    address.write()
    return name


def choose_build(label: str, *, key: str, originals: bool = False) -> None:
    """Let the visitor choose another build of the one that goes by this key.

    With `originals` a build that was changed can be chosen as it was before, too.
    """
    names = drafts.names_with_originals() if originals else drafts.build_names()
    titles = drafts.titles_with_originals() if originals else drafts.titles()
    if st.session_state.get(key) in names:
        # A browser keeps what was chosen by its title. Once that is another one, such as of ten
        # copies, it has to be told, or it means the build that is called so now.
        st.session_state[key] = st.session_state[key]
    st.selectbox(
        label,
        names,
        format_func=titles.__getitem__,
        key=key,
        persist_state="session",
        on_change=st.rerun,
        help="Reference builds are never changed: your changes go into your own copy.",
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
        way_back = "Start again" if drafts.is_of_visit(name) else "Reset to original"
        st.button(way_back, type="tertiary", on_click=_whole_page, args=(_start_again, name))


def _start_again(name: str) -> None:
    drafts.discard(name)
    tell_change(name, "All your changes were undone.")


def _whole_page(act: Callable[[str], None], name: str) -> None:
    act(name)
    # These inputs are a fragment, and what they do changes the whole page.
    st.rerun()
