"""The list that a visitor brought, and what they said of it: each step can be undone."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import streamlit as st

from planner.jobs.brought_lists import (
    BroughtList,
    Said,
    Seen,
    Spot,
    build_of_list,
    read_brought_list,
    rows_of_list,
)
from planner.jobs.list_memories import forget, remember
from planner.jobs.long_questions import LongQuestion
from planner.model.bill_matching import ReadBill
from planner.model.bill_preview import PreviewTable
from planner.model.build import Build
from planner.model.categories import Category
from planner.model.findings import Finding, PlannerError, Severity
from planner.ui.bring import _shelf
from planner.ui.visit import address, in_view, notices
from planner.ui.visit.work import answer_to

T = TypeVar("T")

_LIST, _READ, _ROWS, _BEFORE = "brought-list", "brought-read", "brought-rows", "brought-before"
_MOST_UNDONE = 50
# So much of what was read last is there for a step back; of a long list the last alone.
_MOST_READ, _MOST_LINES = 3, 10_000
_MOST_SECONDS = 600
# Read within moments, in the time that a process takes to be told of them.
_FEW_BYTES = 50_000


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
    for key in (_LIST, _READ, _ROWS, _BEFORE):
        st.session_state.pop(key, None)


# --- reading it ----------------------------------------------------------------------------------


def read_now(given: Brought) -> Seen | None:
    """Return what was read of the list of this visit; read once, whatever is drawn how often.

    What was read last stays there for a step back. None while a long list is being read, and once
    that was cancelled: then that is drawn.
    """
    found = _known(given)
    if found is None:
        found = _answer_to("list", given, read_brought_list, doing="Reading the list …")
        _keep(given, found)
    return found


def rows_from(given: Brought, seen: Seen, first: Mapping[str, int]) -> tuple[PreviewTable, ...]:
    """Return the tables of a list, each with its rows from the `first` in view on.

    While others than the first rows are looked up, which takes long only where the list has to be
    read once more, the first ones stay there, and that it is looked up is drawn.
    """
    if not any(first.values()):
        return seen.tables
    grounds = _grounds(given), tuple(sorted(first.items()))
    kept: tuple[Hashable, tuple[PreviewTable, ...]] | None = st.session_state.get(_ROWS)
    if kept is None or kept[0] != grounds:
        doing = "Looking up the rows …"
        found = _answer_to("list-rows", given, rows_of_list, grounds[1], doing=doing)
        if found is None:
            return seen.tables
        st.session_state[_ROWS] = kept = grounds, found
    return kept[1]


def build_now(given: Brought, title: str) -> Build | None:
    """Return the build of the list; None while it is made, and once that was cancelled.

    PlannerError as `build_of_list` raises it.
    """
    doing = "Making a build of the list …"
    return _answer_to("list-build", given, build_of_list, title, in_view.today(), doing=doing)


def _answer_to(
    slot: str, given: Brought, asks: Callable[..., T], *about: Hashable, doing: str
) -> T | None:
    """Return what is asked of the list; None while it is worked on, which is drawn."""
    question = LongQuestion(
        asks,
        (BroughtList(given.name, given.file, given.content, given.is_pasted), _said(given), *about),
        in_view.ground(),
        is_small=len(given.content) <= _FEW_BYTES,
        held=given.name,
    )
    grounds = (_grounds(given), *about)
    return answer_to(slot, grounds, question, seconds=_MOST_SECONDS, doing=doing, keep=False)


def _grounds(given: Brought) -> Hashable:
    """Return what all that was read depends on; the name stands for what is in the file."""
    said = given.answers, given.columns, given.parts, given.kinds, given.as_before
    return given.name, said, in_view.catalog_facts()


def _known(given: Brought) -> Seen | None:
    grounds = _grounds(given)
    kept: list[tuple[Hashable, Seen]] = st.session_state.get(_READ, [])
    return next((seen for known, seen in kept if known == grounds), None)


def _keep(given: Brought, found: Seen | None) -> None:
    if found is None:
        return
    kept: list[tuple[Hashable, Seen]] = st.session_state.get(_READ, [])
    kept = [(_grounds(given), found), *kept][:_MOST_READ]
    while len(kept) > 1 and sum(map(_lines, kept)) > _MOST_LINES:
        kept.pop()
    st.session_state[_READ] = kept


def _lines(kept: tuple[Hashable, Seen]) -> int:
    bill = kept[1].bill
    return 0 if bill is None else len(bill.reading.lines)


def _said(given: Brought) -> Said:
    memory = in_view.settings().data if given.as_before else None
    return Said(
        dict(given.answers), dict(given.columns), dict(given.parts), dict(given.kinds), memory
    )


# --- what is remembered of it --------------------------------------------------------------------


def keep_in_mind(given: Brought, bill: ReadBill) -> None:
    """Remember what was said of the columns, for the next list with the same headings."""
    seen = _known(given)
    if seen is None or seen.outline is None:
        return
    used = bill.remembered
    columns, answers = (dict(used.columns), dict(used.answers)) if used else ({}, {})
    columns, answers = columns | dict(given.columns), answers | dict(given.answers)
    if not (columns or answers):
        return
    try:
        remember(
            in_view.settings().data,
            seen.outline,
            bill.reading,
            columns=columns,
            answers=answers,
            on=in_view.today(),
        )
    except PlannerError as error:
        notices.notify(error.finding)


def forget_such(given: Brought) -> None:
    """Forget what is remembered of lists with these headings, and read this one without it."""
    seen = _known(given)
    try:
        if seen is not None and seen.outline is not None:
            forget(in_view.settings().data, seen.outline)
    except PlannerError as error:
        notices.notify(error.finding)
    # What was read with it counts no more, not for a step back either.
    st.session_state.pop(_READ, None)
    say(replace(given, as_before=False))
