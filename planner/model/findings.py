"""Findings: what a person can mend or must know, with its place and a hint."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from planner.model.code_kinds import PLAIN, Code, Mend
from planner.model.codes import advice, meaning
from planner.model.record import Record

_NO_TEXT = re.compile("[\ud800-\udfff]")


def _told(value: object) -> object:
    # A file's name may hold bytes that are no text; whatever it is called, it can be told of.
    if isinstance(value, str) and not value.isascii():
        return _NO_TEXT.sub("\ufffd", value)
    return value


Told = Annotated[str, BeforeValidator(_told)]


class Severity(StrEnum):
    """How much a finding matters: an error stops the answer from being right."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


# Nobody reads more of them one below the other, on a page or a terminal.
MOST_SHOWN = 100


class _Told(Record):
    """A record of which there may be a hundred thousand."""

    def model_post_init(self, _: object) -> None:
        """Forget which fields were given: nobody asks, and the set takes the most room of all."""
        object.__setattr__(self, "__pydantic_fields_set__", _NOT_KEPT)


_NOT_KEPT: set[str] = set()


class Cell(_Told):
    """A place in a file: the row counts from 1 as a spreadsheet shows it, the header included."""

    file: Told
    sheet: Told | None = None
    row: int | None = None
    column: Told | None = None
    value: Told | None = None

    def where(self) -> str:
        """Return the place in words, such as `offers/acme.csv row 7, unit_price`."""
        text = self.file if self.sheet is None else f"{self.file} sheet {self.sheet}"
        if self.row is not None:
            text += f" row {self.row}"
        return text if self.column is None else f"{text}, {self.column}"


class Finding(_Told):
    """One thing to mend or to know.

    `code` is stable and may be relied on; `subject` names what it is about (a part number, a
    build, a rate pair); `message` says what is the case with its numbers; `hint` says what to do,
    where that is more than what is always done about findings of this code. `parts` are the names
    of those of which something was not checked, or whose prices are old; `unchecked` is what of
    them was not.
    """

    code: str
    severity: Severity
    subject: Told
    message: Told
    hint: Told = ""
    cell: Cell | None = None
    parts: tuple[Told, ...] = ()
    unchecked: Told = ""

    @property
    def meaning(self) -> Code:
        """What it has in common with all findings of its code."""
        return meaning(self.code)

    def advice(self, words: Mapping[Mend, str] = PLAIN) -> str:
        """Return what to do about it, in the words of the place where it is read."""
        return self.hint or advice(self.code, words)

    def line(self, words: Mapping[Mend, str] = PLAIN) -> str:
        """Return the finding as one line: where, what, and what to do."""
        place = f"{self.cell.where()}: " if self.cell is not None else ""
        return f"{place}{self.message} {self.advice(words)}".strip()


class PlannerError(Exception):
    """The job cannot go on. Caught once in the app and once in the command line."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.line())
        self.finding = finding


def none_in_time(what: str, *, code: str, subject: str) -> Finding:
    """Return that time was up before a thing of some kind was found: there may be one."""
    return Finding(
        code=code,
        severity=Severity.ERROR,
        subject=subject,
        message=f"Time ran out before any {what} was found.",
    )


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the gravest first; those alike stay in their order."""
    order = list(Severity)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
