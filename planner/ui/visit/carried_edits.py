"""The changes to every build, in the address of every page."""

import streamlit as st

from planner.engine.planning.carried import with_own_rows
from planner.model.build import Build
from planner.model.findings import Finding, Severity
from planner.ui.visit import address, drafts, in_view, notices
from planner.ui.visit._links import against, build_of, token_of

# A server refuses a line of more than 64 kB, and a browser sends the address twice with each page.
MOST_IN_ADDRESS = 24_000
_TOO_LARGE = "edits-too-large"


def follow_edits(shown: str) -> None:
    """Take over the changes that the address brings, if it was opened: those of every build.

    The build in view has a short name in it. A build it says nothing of is as published.
    """
    said = address.asked(address.EDIT)
    if said is None:
        return
    for name in dict.fromkeys((*drafts.build_names(), *address.edited_builds())):
        known = name in drafts.build_names() or drafts.is_of_visit(name)
        token = said if name == shown else address.asked(address.edit_key(name))
        if known:
            _bring(name, token or "")


def _bring(name: str, token: str) -> None:
    """Put a build in as a link tells it; what cannot be read changes nothing, and is told."""
    opened = build_of(token, drafts.told_against(name)[0]) if token else None
    made_on = against(token)
    if token and opened is None:
        notices.notify(_unreadable(name))
    elif made_on and name in drafts.shipped() and made_on != drafts.mark_now(name):
        notices.notify(_made_on_another(name))
        opened = None
    drafts.bring(name, opened, made_on=made_on)


def keep_edits(shown: str) -> None:
    """Note the changes to every build for the address, the one in view first.

    What there is no room for is noted: a reload or a link would lose it.
    """
    room, too_large = MOST_IN_ADDRESS, list[str]()
    for name in (shown, *(each for each in drafts.build_names() if each != shown)):
        key = address.EDIT if name == shown else address.edit_key(name)
        edited = drafts.draft_of(name)
        token = None if edited is None else _token(name, edited)
        if edited is not None and (token is None or len(token) > room):
            too_large.append(name)
            token = None
        room -= len(token or "")
        address.keep(key, token)
    address.keep(address.edit_key(shown), None)
    st.session_state[_TOO_LARGE] = tuple(too_large)


def too_large() -> Finding | None:
    """Return that some builds are too large for the address, if they are."""
    names: tuple[str, ...] = st.session_state.get(_TOO_LARGE, ())
    if not names:
        return None
    return Finding(
        code="link-too-large",
        severity=Severity.WARNING,
        subject=names[0],
        message=f"Too large for the address: {', '.join(drafts.build(n).title for n in names)}.",
        hint="A reload or a link loses what was changed there. Save it to keep it.",
    )


def token_of_shared(build: Build) -> str | None:
    """Return a build as a text for whoever opens its link; None if it is too large for one."""
    return token_of(build, drafts.told_against(drafts.OWN_BUILD)[0])


def _token(name: str, edited: Build) -> str | None:
    """Return the changes to a build as a text, None if too long; packed only when they changed."""
    catalog = in_view.catalog()
    packed: dict[str, tuple[object, str | None]] = st.session_state.setdefault("packed-edits", {})
    grounds = (edited, catalog.own, drafts.made_on(name))
    if name not in packed or packed[name][0] != grounds:
        reference, mark = drafts.told_against(name, edited)
        packed[name] = (grounds, token_of(with_own_rows(edited, catalog), reference, against=mark))
    return packed[name][1]


def _unreadable(name: str) -> Finding:
    return Finding(
        code="link-changes-unreadable",
        severity=Severity.WARNING,
        subject=name,
        message="The changes in this link cannot be read; it may have been cut off.",
        hint="Ask for the link again. The build is shown as published.",
    )


def _made_on_another(name: str) -> Finding:
    return Finding(
        code="link-build-changed",
        severity=Severity.WARNING,
        subject=name,
        message="The build that this link changes is different here: it has been corrected since, "
        "or the link comes from another version of the planner.",
        hint="Ask for a link made with Share, which contains the whole build. The build is shown "
        "as published.",
    )
