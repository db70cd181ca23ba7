"""The changes to every build, in the address of every page."""

import streamlit as st

from planner.model.build import Build
from planner.model.findings import Finding, Severity
from planner.ui.visit import address, drafts, notices
from planner.ui.visit._links import build_of, token_of


def follow_edits(shown: str) -> None:
    """Take over the changes that the address brings, if it was opened: those of every build.

    The build in view has a short name in it. A build it says nothing of is as published.
    """
    said = address.asked(address.EDIT)
    if said is None:
        return
    for name in drafts.build_names():
        token = said if name == shown else address.asked(address.edit_key(name))
        opened = build_of(token, drafts.own_copy_of(name)) if token else None
        if token and opened is None:
            notices.notify(_unreadable(name))
        drafts.bring(name, opened)


def keep_edits(shown: str) -> None:
    """Note the changes to every build for the address."""
    for name in drafts.build_names():
        key = address.EDIT if name == shown else address.edit_key(name)
        address.keep(key, _token(name))
    address.keep(address.edit_key(shown), None)


def _token(name: str) -> str | None:
    """Return the changes to a build as a text; it is packed anew only when they changed."""
    edited = drafts.draft_of(name)
    if edited is None:
        return None
    packed: dict[str, tuple[Build, str]] = st.session_state.setdefault("packed-edits", {})
    if name not in packed or packed[name][0] is not edited:
        packed[name] = (edited, token_of(edited, drafts.own_copy_of(name)))
    return packed[name][1]


def _unreadable(name: str) -> Finding:
    return Finding(
        code="link-changes-unreadable",
        severity=Severity.WARNING,
        subject=name,
        message="The changes in this link cannot be read; it may have been cut off.",
        hint="Ask for the link again. The build is shown as published.",
    )
