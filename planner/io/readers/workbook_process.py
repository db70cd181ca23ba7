"""A workbook is read in a process of its own, with limits of time and memory.

A number format, a list of names or of styles can keep a library busy for hours. So a child reads
it and answers with its tables. `python -m planner.io.readers.workbook_process` is the child.
"""

import sys
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from planner.io.readers._child import MOST_CPU_S, answer_of, keep_to_limits
from planner.io.readers.xlsx import read_workbook
from planner.io.text.encodings import MAX_FILE_BYTES, too_large, unreadable
from planner.io.text.tables import TextTable
from planner.model.findings import Finding

MOST_MEMORY_BYTES = 600_000_000
_SAVE = "Remove what is not a table, or save the sheet as CSV."


@dataclass(frozen=True, slots=True)
class _Read:
    """What the child answers."""

    tables: tuple[TextTable, ...]
    findings: tuple[Finding, ...]


_ANSWER = TypeAdapter(_Read)


def read_apart(name: str, content: bytes) -> tuple[tuple[TextTable, ...], tuple[Finding, ...]]:
    """Read every sheet of a workbook that is not empty, in a process of its own.

    Answers as `read_workbook` does; what goes beyond the limits is a finding too.
    """
    if len(content) > MAX_FILE_BYTES:
        return (), (too_large(name, len(content)),)
    title = name.encode("utf-8", "backslashreplace")
    written = answer_of(__name__, b"%d\n%b%b" % (len(title), title, content))
    if written is None:
        return (), (_beyond(name),)
    answer = _ANSWER.validate_json(written)
    tables = (replace(table, rows=tuple(table.rows)) for table in answer.tables)
    return tuple(tables), answer.findings


def _beyond(name: str) -> Finding:
    message = f"The workbook takes more than {MOST_CPU_S:g} s or too much memory to read."
    return unreadable(name, "workbook-too-large", message, _SAVE)


def _answer() -> None:
    keep_to_limits(MOST_MEMORY_BYTES)
    source = sys.stdin.buffer
    name = source.read(int(source.readline())).decode()
    tables, findings = read_workbook(name, source.read())
    sys.stdout.buffer.write(_ANSWER.dump_json(_Read(tables, findings)))


if __name__ == "__main__":
    _answer()
