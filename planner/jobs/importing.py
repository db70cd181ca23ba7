"""Read a bill of materials from a file of any kind, with what a person says to its questions."""

from collections.abc import Mapping
from pathlib import Path

from planner.io.bills.reading import given_columns, read_bill
from planner.io.readers.csv import file_content
from planner.io.readers.grids import read_grids, read_pasted
from planner.model.bill_reading import BillReading
from planner.model.findings import Finding, PlannerError, Severity


def read_bill_file(
    path: Path, *, columns: Mapping[str, str], answers: Mapping[str, str]
) -> BillReading:
    """Read a bill of materials from a file on this computer; else as `read_bill_bytes` does."""
    content, findings = file_content(path, path.name)
    if content is None:
        raise PlannerError(findings[0])
    return read_bill_bytes(path.name, content, columns=columns, answers=answers)


def read_bill_bytes(
    name: str, content: bytes, *, columns: Mapping[str, str], answers: Mapping[str, str]
) -> BillReading:
    """Read a bill of materials from the bytes of a file, such as an upload.

    `columns` says which column a field is in: a letter in a workbook, a number from 0 in a text.
    `answers` are by the keys of the questions. Raises PlannerError if nothing can be read, and for
    an answer to what the file does not ask.
    """
    reading = read_bill(read_grids(name, content), answers=answers, given=given_columns(columns))
    return _checked(reading, answers)


def read_pasted_bill(
    text: str, *, columns: Mapping[str, str], answers: Mapping[str, str]
) -> BillReading:
    """Read a bill of materials from text that somebody pasted; else as `read_bill_bytes` does."""
    reading = read_bill(read_pasted(text), answers=answers, given=given_columns(columns))
    return _checked(reading, answers)


def _checked(reading: BillReading, answers: Mapping[str, str]) -> BillReading:
    if not reading.lines:
        errors = [each for each in reading.findings if each.severity is Severity.ERROR]
        raise PlannerError(errors[0] if errors else _no_bill(reading.file))
    asked = {each.key: each for each in reading.asked}
    for key, answer in answers.items():
        if key not in asked:
            raise PlannerError(_not_asked(reading.file, key, list(asked)))
        choices = [choice.key for choice in asked[key].choices]
        if asked[key].is_closed and answer not in choices:
            raise PlannerError(_no_answer(reading.file, key, answer, choices))
    return reading


def _no_bill(name: str) -> Finding:
    return Finding(
        code="bill-not-found",
        severity=Severity.ERROR,
        subject=name,
        message="No table in it has names with quantities or prices.",
        hint="Write a heading over the columns, such as: item, quantity, unit price.",
    )


def _not_asked(name: str, key: str, asked: list[str]) -> Finding:
    told = f"The questions are: {', '.join(asked)}." if asked else "Nothing is asked of it."
    return Finding(
        code="bill-answer",
        severity=Severity.ERROR,
        subject=name,
        message=f"There is no question {key[:60]!r} about this file.",
        hint=told,
    )


def _no_answer(name: str, key: str, answer: str, choices: list[str]) -> Finding:
    return Finding(
        code="bill-answer",
        severity=Severity.ERROR,
        subject=name,
        message=f"{answer[:60]!r} is no answer to {key!r}.",
        hint=f"Answer one of: {', '.join(choices)}.",
    )
