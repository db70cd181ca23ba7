"""The list that a visitor brought, and what they said of it: each step can be undone."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

import streamlit as st

from planner.engine.reporting.bill_reading import bill_reading_report
from planner.io.bills.opened import OpenedBill
from planner.jobs.imported_builds import match_bill
from planner.jobs.importing import open_list_bytes, open_list_text, read_list
from planner.jobs.kept_lines import own_parts_of_bill
from planner.jobs.list_memories import forget, recall, remember
from planner.jobs.list_previews import previews
from planner.model.bill_matching import LineMatch, ReadBill
from planner.model.bill_preview import PreviewTable
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.table import Report
from planner.ui.bring import _shelf
from planner.ui.visit import address, in_view, notices

_LIST, _READ, _OPENED, _BEFORE = "brought-list", "brought-read", "brought-opened", "brought-before"
_MATCHED = "brought-matched"
_MOST_UNDONE = 50
_MOST_READ = 3


@dataclass(frozen=True)
class Brought:
    """A file or a pasted text, and what was said of it: answers, columns, parts of lines.

    `name` is what it is called on the shelf. `as_before` says whether what is remembered of such
    lists holds for it.
    """

    file: str
    content: bytes = field(repr=False)
    is_pasted: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[int, str], ...] = ()
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

    def with_part(self, place: int, number: str) -> "Brought":
        """Return it with a line taken for a part, or for none."""
        told = dict(self.parts) | {place: number}
        return replace(self, parts=tuple((p, n) for p, n in told.items() if n))


@dataclass(frozen=True)
class Seen:
    """What was read of a list, or why nothing could be; and its tables as they lie in the file.

    `not_taken` are answers that answer nothing that is asked, `own_parts` how many parts its lines
    would be that are none of the catalog.
    """

    bill: ReadBill | None
    tables: tuple[PreviewTable, ...] = ()
    why: Finding | None = None
    not_taken: tuple[str, ...] = ()
    report: Report | None = None
    own_parts: int = 0


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
    message="The list of this address is no longer here: lists are kept for a short time only.",
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
    for key in (_LIST, _READ, _OPENED, _BEFORE, _MATCHED):
        st.session_state.pop(key, None)


# --- reading it ----------------------------------------------------------------------------------


def read_now(given: Brought) -> Seen:
    """Return what was read of the list of this visit; read once, whatever is drawn how often.

    What was read last stays there for a step back.
    """
    grounds = given, in_view.catalog().fingerprint
    kept: list[tuple[object, Seen]] = st.session_state.get(_READ, [])
    found = next((seen for known, seen in kept if known == grounds), None)
    if found is None:
        # A list of thousands of lines takes seconds.
        with st.spinner("Reading the list …"):
            found = _read(given)
        st.session_state[_READ] = [(grounds, found), *kept][:_MOST_READ]
    return found


def _opened(given: Brought) -> OpenedBill:
    """Return the list with its tables found; that does not change with what is said of it."""
    kept = st.session_state.get(_OPENED)
    if kept is None or kept[0] != given.name:
        if given.is_pasted:
            kept = given.name, open_list_text(given.content.decode())
        else:
            kept = given.name, open_list_bytes(given.file, given.content)
        st.session_state[_OPENED] = kept
    found: OpenedBill = kept[1]
    return found


def _read(given: Brought) -> Seen:
    try:
        opened = _opened(given)
    except PlannerError as error:
        return Seen(None, why=error.finding)
    memory = recall(in_view.settings().data, opened) if given.as_before else None
    columns, answers = dict(given.columns), dict(given.answers)
    try:
        reading, used = read_list(
            opened, columns=columns, answers=answers, memory=memory, leave_unasked=True
        )
    except (PlannerError, ValueError) as error:
        why = error.finding if isinstance(error, PlannerError) else _not_so(given.file, error)
        return Seen(None, previews(opened, None), why)
    catalog = in_view.catalog()
    bill = match_bill(
        reading,
        catalog,
        chosen=dict(given.parts),
        remembered=used,
        known=_matches(given.name, catalog.fingerprint),
    )
    asked = {each.key: each for each in reading.asked}
    not_taken = [answer for key, answer in answers.items() if key in asked and asked[key].is_open]
    return Seen(
        bill,
        previews(opened, reading),
        not_taken=tuple(not_taken),
        report=bill_reading_report(bill),
        own_parts=len(own_parts_of_bill(bill, catalog)),
    )


def _matches(name: str, catalog: str) -> dict[Hashable, LineMatch]:
    """Return where the parts of the lines of a list are kept, for this catalog."""
    kept = st.session_state.get(_MATCHED)
    if kept is None or kept[0] != (name, catalog):
        kept = (name, catalog), {}
        st.session_state[_MATCHED] = kept
    found: dict[Hashable, LineMatch] = kept[1]
    return found


def _not_so(file: str, error: ValueError) -> Finding:
    return Finding(
        code="bill-columns",
        severity=Severity.ERROR,
        subject=file,
        message=f"The columns cannot be read so: {error}.",
        hint="Undo the last change.",
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
            _opened(given),
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
        forget(in_view.settings().data, _opened(given))
    except PlannerError as error:
        notices.notify(error.finding)
    # What was read with it counts no more, not for a step back either.
    st.session_state.pop(_READ, None)
    say(replace(given, as_before=False))
