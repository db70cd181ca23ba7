"""Which copies an upgrade is of, where there are several: the address keeps it."""

import streamlit as st

from planner.model.build import MAX_COPIES
from planner.model.exact_numbers import brief
from planner.model.findings import Finding, Severity
from planner.model.mixed_set import ALL_COPIES, SomeCopies
from planner.model.words import counted
from planner.ui.visit import address, notices
from planner.ui.visit.copies import ask_whole

_OF, _LEAVE = "of", "leave"
_UPGRADED = "upgraded"
_UPGRADED_HELP = "How many of the copies you upgrade now. The others stay as they are."
_LEFT_OUT_HELP = (
    "How many copies you take out of use: their parts serve the others first, and the rest can be "
    "sold."
)


def choose_some(copies: int) -> SomeCopies:
    """Ask how many copies are upgraded, and how many are left out; nothing of a single one."""
    _follow_address(copies)
    left_out = min(st.session_state.get(_LEAVE, 0), copies - 1)
    most = copies - left_out
    upgraded = min(st.session_state.get(_OF) or most, most)
    some = copies > 1 and (left_out, upgraded) != (0, copies)
    address.keep(_OF, str(upgraded) if some and upgraded < most else None)
    address.keep(_LEAVE, str(left_out) if some and left_out else None)
    if copies == 1:
        return ALL_COPIES
    _ask("Upgraded", _OF, upgraded, (1, most), _UPGRADED_HELP)
    _ask("Left out", _LEAVE, left_out, (0, copies - 1), _LEFT_OUT_HELP)
    return SomeCopies(upgraded=upgraded, left_out=left_out) if some else ALL_COPIES


def _ask(label: str, name: str, shown: int, within: tuple[int, int], told: str) -> None:
    # Where the bounds change the input begins anew, and shows what counts.
    key = f"some:{name}:{shown}:{within[1]}"
    ask_whole(
        label, key, shown, within, told=told, take=lambda number: _take(name, number, within[1])
    )


def _take(name: str, number: int, most: int) -> None:
    # As many as there are is all of them, however many there will be.
    st.session_state[name] = None if name == _OF and number == most else number


def _follow_address(copies: int) -> None:
    """Take over what the address says, if it was opened.

    What is no number of copies, or more than there are, means all, or none, and is told. Of a
    single copy nothing is asked: a number waits until there are more.
    """
    for name, least, most, default, meant in (
        (_OF, 1, copies, None, _UPGRADED),
        (_LEAVE, 0, copies - 1, 0, "left out"),
    ):
        text = address.asked(name)
        if text is None:
            continue
        known = text.isascii() and text.isdigit() and len(text) <= len(str(MAX_COPIES))
        number = int(text) if known else -1
        possible = least <= number <= (MAX_COPIES if copies == 1 else most)
        st.session_state[name] = (number if possible else None) or default
        if text and not possible:
            notices.notify(_impossible(text, meant, copies))


def _impossible(text: str, meant: str, copies: int) -> Finding:
    there = counted(copies, "copy", "copies")
    return Finding(
        code="link-number-impossible",
        severity=Severity.WARNING,
        subject=meant,
        message=f"The link says {brief(text)} copies {meant}, of {there}: that is not possible.",
        hint="Here all that stay are upgraded."
        if meant == _UPGRADED
        else "Here none are left out.",
    )
