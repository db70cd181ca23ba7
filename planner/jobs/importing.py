"""Read a bill of materials from a file of any kind, with what a person says to its questions."""

import re
from collections.abc import Mapping
from pathlib import Path

from planner.io.bills.kept import Kept
from planner.io.bills.opened import OpenedBill, open_bill
from planner.io.bills.reading import read_opened
from planner.io.readers.csv import file_content
from planner.io.readers.grids import read_grids, read_pasted
from planner.io.text.uncollected import uncollected
from planner.jobs.list_memories import answers_in, columns_in
from planner.model.bill_reading import Asked, BillReading
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.list_memory import ListMemory, Remembered
from planner.model.money import CURRENCIES

_SEVERAL = frozenset({"tables", "sections"})
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)
# How often the lines of a section are bought.
_OFTEN, _TIMES = "times-", re.compile(r"[1-9]\d{0,3}", re.ASCII)
_WITH_COMMA = re.compile(r"\d{1,9},\d{1,9}", re.ASCII)


def open_list_file(path: Path) -> OpenedBill:
    """Find the tables in a file on this computer. PlannerError if it cannot be read."""
    content, findings = file_content(path, path.name)
    if content is None:
        raise PlannerError(findings[0])
    return open_list_bytes(path.name, content)


def open_list_bytes(name: str, content: bytes) -> OpenedBill:
    """Find the tables in the bytes of a file, such as an upload."""
    grids = read_grids(name, content)
    with uncollected():
        return open_bill(grids)


def open_list_text(text: str) -> OpenedBill:
    """Find the tables in text that somebody pasted."""
    return open_bill(read_pasted(text))


def read_list(
    opened: OpenedBill,
    *,
    columns: Mapping[str, str],
    answers: Mapping[str, str],
    memory: ListMemory | None = None,
    leave_unasked: bool = False,
    kept_found: Kept | None = None,
) -> tuple[BillReading, Remembered | None]:
    """Read the bill of materials in a file whose tables were found.

    `columns` says which column a field is in: a letter in a workbook, a number from 0 in a text,
    or `none`. `answers` are by the keys of the questions. What is remembered of such files holds
    where neither says otherwise, and what of it holds is returned. Raises PlannerError if nothing
    can be read, and for an answer to what the file does not ask, unless those are to be left aside:
    with other columns, other things are asked. ValueError for a column that there is none of.
    `kept_found` is where what was found of this file is kept for the next time.
    """
    answers = {key: _plain(answer) for key, answer in answers.items()}
    kept = {} if memory is None else _beside(columns, columns_in(memory, opened.outline))
    found = Kept() if kept_found is None else kept_found
    reading = read_opened(opened, answers=answers, columns={**kept, **columns}, kept=found)
    if kept and not reading.lines:
        kept = {}
        reading = read_opened(opened, answers=answers, columns=columns, kept=found)
    given = _fitting(reading, answers) if leave_unasked else answers
    asked = {each.key: each for each in reading.asked if each.key not in given}
    known = {} if memory is None else answers_in(memory, asked)
    if {**known, **given} != answers:
        both = {**known, **given}
        reading = read_opened(opened, answers=both, columns={**kept, **columns}, kept=found)
    _check(reading, given)
    if memory is None or not (kept or known):
        return reading, None
    return reading, Remembered(
        on=memory.on, columns=tuple(kept.items()), answers=tuple(known.items())
    )


def _fitting(reading: BillReading, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers to what is asked of a reading."""
    return {
        key: answer
        for key, answer in answers.items()
        if (asked := _asked(reading, key)) and all(_answers(each, answer) for each in asked)
    }


def _beside(columns: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """Return the columns that were kept and that nothing said now is against."""
    taken = set(columns.values())
    return {
        field: column
        for field, column in kept.items()
        if field not in columns and (column not in taken or column == "none")
    }


def read_bill_file(
    path: Path, *, columns: Mapping[str, str], answers: Mapping[str, str]
) -> BillReading:
    """Read a bill of materials from a file on this computer; else as `read_list` does."""
    return read_list(open_list_file(path), columns=columns, answers=answers)[0]


def read_bill_bytes(
    name: str, content: bytes, *, columns: Mapping[str, str], answers: Mapping[str, str]
) -> BillReading:
    """Read a bill of materials from the bytes of a file; else as `read_list` does."""
    return read_list(open_list_bytes(name, content), columns=columns, answers=answers)[0]


def read_pasted_bill(
    text: str, *, columns: Mapping[str, str], answers: Mapping[str, str]
) -> BillReading:
    """Read a bill of materials from text that somebody pasted; else as `read_list` does."""
    return read_list(open_list_text(text), columns=columns, answers=answers)[0]


def _check(reading: BillReading, answers: Mapping[str, str]) -> None:
    if not reading.lines:
        errors = [each for each in reading.findings if each.severity is Severity.ERROR]
        raise PlannerError(errors[0] if errors else no_bill(reading.file))
    for key, answer in answers.items():
        asked = _asked(reading, key)
        if not asked:
            raise PlannerError(_not_asked(reading.file, key, [each.key for each in reading.asked]))
        for each in asked:
            if not _answers(each, answer):
                raise PlannerError(_no_answer(reading.file, key, answer, each))


def _answers(asked: Asked, answer: str) -> bool:
    """Tell whether a text answers a question: one of its choices, else a number, names, a code."""
    choices = {choice.key for choice in asked.choices}
    base = asked.key.rpartition("!")[2]
    if answer in choices:
        return True
    if asked.is_closed:
        return False
    if base == "currency":
        return answer in CURRENCIES
    if base in _SEVERAL:
        parted = ";" if ";" in answer else ","
        names = [each.strip() for each in answer.split(parted) if each.strip()]
        return bool(names) and choices.issuperset(names)
    if base.startswith(_OFTEN):
        return bool(_TIMES.fullmatch(answer))
    return bool(_NUMBER.fullmatch(answer))


def _plain(answer: str) -> str:
    """Return an answer as it is read: a number with a comma has a point."""
    return answer.replace(",", ".") if _WITH_COMMA.fullmatch(answer) else answer


def _asked(reading: BillReading, key: str) -> list[Asked]:
    """Return the questions that a key means: one, or that of every table."""
    exact = [each for each in reading.asked if each.key == key]
    return exact or [each for each in reading.asked if each.key.rpartition("!")[2] == key]


def no_bill(name: str) -> Finding:
    """Return the finding that nothing in a file is a bill of materials."""
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


def _no_answer(name: str, key: str, answer: str, asked: Asked) -> Finding:
    choices = ", ".join(choice.key for choice in asked.choices)
    hint = f"Answer one of: {choices}." if choices else "Answer with a number, such as 2 or 2.50."
    if asked.key.rpartition("!")[2].startswith(_OFTEN):
        hint = f"Answer one of: {choices}, or another whole number up to 9999."
    if asked.key == "currency" and not choices:
        hint = "Answer with the code of a currency, such as EUR."
    return Finding(
        code="bill-answer",
        severity=Severity.ERROR,
        subject=name,
        message=f"{answer[:60]!r} is no answer to {key!r}.",
        hint=hint,
    )
