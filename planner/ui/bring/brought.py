"""The list that a visitor brought, and what they said of it; it belongs to this visit alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from planner.jobs.imported_builds import match_bill
from planner.jobs.importing import read_bill_bytes, read_pasted_bill
from planner.model.bill_matching import ReadBill
from planner.model.findings import Finding, PlannerError
from planner.ui.visit import in_view

_LIST, _READ = "brought-list", "brought-read"


@dataclass(frozen=True)
class Brought:
    """A file or a pasted text, and what was said of it: answers, columns, parts of lines."""

    name: str
    content: bytes
    is_pasted: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[int, str], ...] = ()

    def saying(self, key: str, answer: str) -> "Brought":
        """Return it with an answer, or without it where the answer is empty."""
        told = dict(self.answers) | {key: answer}
        return replace(self, answers=tuple((k, a) for k, a in told.items() if a))

    def with_column(self, field: str, column: str) -> "Brought":
        """Return it with another column for a field, or with the one that is found."""
        told = dict(self.columns) | {field: column}
        return replace(self, columns=tuple((f, c) for f, c in told.items() if c))

    def with_part(self, place: int, number: str) -> "Brought":
        """Return it with a line taken for a part, or for none."""
        told = dict(self.parts) | {place: number}
        return replace(self, parts=tuple((p, n) for p, n in told.items() if n))


def brought() -> Brought | None:
    """Return the list of this visit."""
    found: Brought | None = st.session_state.get(_LIST)
    return found


def bring(found: Brought | None) -> None:
    """Keep a list for this visit, or give it up."""
    st.session_state[_LIST] = found


def read_now() -> ReadBill | Finding | None:
    """Return what was read of the list of this visit, or why nothing could be; read once."""
    given = brought()
    if given is None:
        return None
    catalog = in_view.catalog()
    grounds = given, catalog.fingerprint
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != grounds:
        kept = grounds, _read(given, dict(given.answers))
        st.session_state[_READ] = kept
    found: ReadBill | Finding = kept[1]
    return found


def _read(given: Brought, answers: Mapping[str, str]) -> ReadBill | Finding:
    try:
        if given.is_pasted:
            reading = read_pasted_bill(
                given.content.decode(), columns=dict(given.columns), answers=answers
            )
        else:
            reading = read_bill_bytes(
                given.name, given.content, columns=dict(given.columns), answers=answers
            )
    except PlannerError as error:
        return error.finding
    return match_bill(reading, in_view.catalog(), chosen=dict(given.parts))
