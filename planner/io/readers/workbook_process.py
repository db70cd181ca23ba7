"""A workbook is read in a process of its own, with limits of time and memory.

What is in a workbook is another's program for the libraries that read it: a number format, a list
of names or of styles can keep one of them busy for hours, and nothing in this process can end
that. So a child reads it and answers with its tables; one that takes too long is ended, and the
app stays alive. `python -m planner.io.readers.workbook_process` is the child.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from planner.io.readers.xlsx import read_workbook
from planner.io.text.encodings import MAX_FILE_BYTES, too_large, unreadable
from planner.io.text.tables import TextTable
from planner.model.findings import Finding

# Of one processor: how busy the computer is with other things does not count.
MOST_CPU_S = 1.7
# Of the clock: for a child that waits without working.
MOST_WAIT_S = 10.0
MOST_MEMORY_BYTES = 600_000_000
_PACKAGE = Path(__file__).resolve().parents[2]
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
    # The child finds this very package, from wherever the app was started.
    paths = [str(_PACKAGE), os.environ.get("PYTHONPATH", "")]
    settings = {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "OPENBLAS_NUM_THREADS": "1"}
    title = name.encode("utf-8", "backslashreplace")
    try:
        done = subprocess.run(  # noqa: S603 - our own program, without a shell
            [sys.executable, "-m", __name__],
            input=b"%d\n%b%b" % (len(title), title, content),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **settings},
            timeout=MOST_WAIT_S,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return (), (_beyond(name),)
    if done.returncode:
        return (), (_beyond(name),)
    answer = _ANSWER.validate_json(done.stdout)
    return answer.tables, answer.findings


def _beyond(name: str) -> Finding:
    message = f"The workbook takes more than {MOST_CPU_S:g} s or too much memory to read."
    return unreadable(name, "workbook-too-large", message, _SAVE)


def _limit() -> None:
    """Bind this process to its limits; the system ends it when it goes beyond them."""
    with suppress(ImportError):  # Windows has the clock alone
        import resource

        for which, most in (
            (resource.RLIMIT_DATA, MOST_MEMORY_BYTES),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(which, (most, most))
        signal.setitimer(signal.ITIMER_PROF, MOST_CPU_S)


def _answer() -> None:
    _limit()
    source = sys.stdin.buffer
    name = source.read(int(source.readline())).decode()
    tables, findings = read_workbook(name, source.read())
    sys.stdout.buffer.write(_ANSWER.dump_json(_Read(tables, findings)))


if __name__ == "__main__":
    _answer()
