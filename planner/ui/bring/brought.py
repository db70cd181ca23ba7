"""The list that a visitor brought, and what they said of it: each step can be undone."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

import streamlit as st

from planner.engine.solving.effort import UNHURRIED
from planner.jobs.list_memories import forget, remember
from planner.model.bill_matching import ReadBill
from planner.model.categories import Category
from planner.model.findings import Finding, PlannerError, Severity
from planner.ui.bring import _shelf
from planner.ui.bring._reading import Held, Said, Seen, Spot, read
from planner.ui.visit import address, in_view, notices
from planner.ui.visit.work import answer_to

_LIST, _READ, _OPENED, _BEFORE = "brought-list", "brought-read", "brought-opened", "brought-before"
_MOST_UNDONE = 50
_MOST_READ = 3
_MOST_SECONDS = 600


@dataclass(frozen=True)
class Brought:
    """A file or a pasted text, and what was said of it: answers, columns, parts of lines.

    `parts` are those that a person took for lines, empty for one of their own, and `kinds` what
    kind such a part is. `name` is what it is called on the shelf. `as_before` says whether what is
    remembered of such lists holds for it.
    """

    file: str
    content: bytes = field(repr=False)
    is_pasted: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[Spot, str], ...] = ()
    kinds: tuple[tuple[Spot, Category], ...] = ()
    as_before: bool = True
    name: str = field(default_factory=_shelf.new_name)

    def saying(self, *said: tuple[str, str]) -> "Brought":
        """Return it with answers, or without those that are empty."""
        told = dict(self.answers) | dict(said)
        return replace(self, answers=tuple((k, a) for k, a in told.items() if a))

    def with_column(self, table: str, column: str, held: str, holds: str) -> "Brought":
        """Return it with a column that holds something else than it `held`: nothing if empty."""
        prefix = f"{table}!" if table else ""
        told = {
            key: each
            for key, each in self.columns
            if each != column or key.rpartition("!")[0] != table
        }
        if holds:
            told[prefix + holds] = column
        elif held:
            told[prefix + held] = "none"
        return replace(self, columns=tuple(told.items()))

    def with_part(self, spot: Spot, number: str) -> "Brought":
        """Return it with a line taken for a part, or for one of one's own if it is empty."""
        return replace(self, parts=tuple((dict(self.parts) | {spot: number}).items()))

    def with_kind(self, spot: Spot, kind: Category) -> "Brought":
        """Return it with a line that is a part of one's own of some kind."""
        return replace(self, kinds=tuple((dict(self.kinds) | {spot: kind}).items()))


def brought() -> Brought | None:
    """Return the list of this visit; the address may name one that was here before."""
    found: Brought | None = st.session_state.get(_LIST)
    asked = address.asked(address.LIST)
    if asked and (found is None or found.name != asked):
        found = _shelf.take(asked)
        if found is None:
            notices.notify(_GONE)
        st.session_state[_LIST] = found
    address.keep(address.LIST, None if found is None else found.name)
    return found


_GONE = Finding(
    code="link-list-gone",
    severity=Severity.WARNING,
    subject="list",
    message="This list is no longer here: lists are kept for a short time only.",
    hint="Import the file again.",
)


def bring(found: Brought) -> None:
    """Take a list into this visit."""
    st.session_state[_BEFORE] = []
    _hold(found)


def say(found: Brought) -> None:
    """Let something else be said of the list; that can be undone."""
    there = st.session_state.get(_LIST)
    if there is not None and found != there:
        st.session_state[_BEFORE] = [*st.session_state.get(_BEFORE, []), there][-_MOST_UNDONE:]
        _hold(found)


def can_undo() -> bool:
    """Tell whether something was said of the list that can be taken back."""
    return bool(st.session_state.get(_BEFORE))


def undo() -> None:
    """Take back what was said last."""
    before = st.session_state.get(_BEFORE, [])
    if before:
        st.session_state[_BEFORE] = before[:-1]
        _hold(before[-1])


def _hold(found: Brought) -> None:
    st.session_state[_LIST] = found
    _shelf.put(found.name, found)


def give_up() -> None:
    """Let go of the list."""
    there: Brought | None = st.session_state.get(_LIST)
    if there is not None:
        _shelf.drop(there.name)
    for key in (_LIST, _READ, _OPENED, _BEFORE):
        st.session_state.pop(key, None)


# --- reading it ----------------------------------------------------------------------------------


def read_now(given: Brought) -> Seen | None:
    """Return what was read of the list of this visit; read once, whatever is drawn how often.

    What was read last stays there for a step back. None while a long list is being read, and once
    that was cancelled: then that is drawn.
    """
    found = _known(given)
    if found is None:
        catalog, held, said = in_view.catalog(), _held(given), _said(given)
        found = answer_to(
            "list",
            _grounds(given),
            lambda effort: read(held, said, catalog, effort),
            seconds=_MOST_SECONDS,
            doing="Reading the list …",
            keep=False,
        )
        _keep(given, found)
    return found


def read_at_once(given: Brought) -> Seen:
    """Return what was read of the list, and wait for it."""
    found = _known(given)
    if found is None:
        with st.spinner("Reading the list …"):
            found = read(_held(given), _said(given), in_view.catalog(), UNHURRIED)
        _keep(given, found)
    return found


def _grounds(given: Brought) -> Hashable:
    """Return what all that was read depends on; the name stands for what is in the file."""
    said = given.answers, given.columns, given.parts, given.kinds, given.as_before
    return given.name, said, in_view.catalog_facts()


def _known(given: Brought) -> Seen | None:
    grounds = _grounds(given)
    kept: list[tuple[Hashable, Seen]] = st.session_state.get(_READ, [])
    return next((seen for known, seen in kept if known == grounds), None)


def _keep(given: Brought, found: Seen | None) -> None:
    if found is not None:
        kept: list[tuple[Hashable, Seen]] = st.session_state.get(_READ, [])
        st.session_state[_READ] = [(_grounds(given), found), *kept][:_MOST_READ]


def _held(given: Brought) -> Held:
    """Return what is kept of the list while it is in view."""
    there: tuple[str, Held] | None = st.session_state.get(_OPENED)
    if there is None or there[0] != given.name:
        there = given.name, Held(given.file, given.content, given.is_pasted)
        st.session_state[_OPENED] = there
    return there[1]


def _said(given: Brought) -> Said:
    memory = in_view.settings().data if given.as_before else None
    return Said(
        dict(given.answers), dict(given.columns), dict(given.parts), dict(given.kinds), memory
    )


# --- what is remembered of it --------------------------------------------------------------------


def keep_in_mind(given: Brought, bill: ReadBill) -> None:
    """Remember what was said of the columns, for the next list with the same headings."""
    used = bill.remembered
    columns, answers = (dict(used.columns), dict(used.answers)) if used else ({}, {})
    columns, answers = columns | dict(given.columns), answers | dict(given.answers)
    if not (columns or answers):
        return
    try:
        remember(
            in_view.settings().data,
            _held(given).opened(),
            bill.reading,
            columns=columns,
            answers=answers,
            on=in_view.today(),
        )
    except PlannerError as error:
        notices.notify(error.finding)


def forget_such(given: Brought) -> None:
    """Forget what is remembered of lists with these headings, and read this one without it."""
    try:
        forget(in_view.settings().data, _held(given).opened())
    except PlannerError as error:
        notices.notify(error.finding)
    # What was read with it counts no more, not for a step back either.
    st.session_state.pop(_READ, None)
    say(replace(given, as_before=False))
