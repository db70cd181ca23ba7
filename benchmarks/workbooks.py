"""A workbook of a large bill: what exporting it takes beside XlsxWriter with the same cells.

What the export asks of XlsxWriter is written down once and asked again by a bare loop. So both
write the same values, formulas, rules and formats, and the rest is our own work.
"""

import gc
import resource
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple
from unittest import mock

import xlsxwriter

from benchmarks.bills import large_bill, rates
from benchmarks.core import LINES, ROOT
from benchmarks.figures import Figure
from benchmarks.timing import Result, clocked, measured, pair
from planner.engine.planning.cost import cost
from planner.engine.planning.plan import make_plan
from planner.engine.reporting import document
from planner.io.exporters.xlsx import export
from planner.model.document import Document

TIMES, MEMORY_MB = 1.5, 60


class _Made(NamedTuple):
    """What XlsxWriter made when it was asked: a sheet, a format."""

    number: int


class _Asked(NamedTuple):
    """One thing that was asked of the book, a sheet or a format, and what was made by it."""

    of: _Made
    method: str
    terms: tuple[Any, ...]
    options: dict[str, Any]
    made: _Made


_BOOK = _Made(0)


class _Noted:
    """Stands for a book, a sheet or a format, does all that it does, and notes what was asked."""

    def __init__(self, real: Any, made: _Made, asked: list[_Asked]) -> None:
        self.real, self.made, self._asked = real, made, asked

    def __getattr__(self, method: str) -> Any:
        def ask(*terms: Any, **options: Any) -> Any:
            plain = tuple(each.real if isinstance(each, _Noted) else each for each in terms)
            noted = tuple(each.made if isinstance(each, _Noted) else each for each in terms)
            answer = getattr(self.real, method)(*plain, **options)
            made = _Made(len(self._asked) + 1)
            self._asked.append(_Asked(self.made, method, noted, options, made))
            is_made = method in ("add_worksheet", "add_format")
            return _Noted(answer, made, self._asked) if is_made else answer

        return ask


def exported(runs: int) -> Iterator[Result | Figure]:
    """Time the export of a bill of 10,000 lines, and take the memory that it adds."""
    subject = _large_document()
    book_of, options, asked = xlsxwriter.Workbook, dict[str, Any](), list[_Asked]()

    def noted(target: BytesIO, said: dict[str, Any]) -> _Noted:
        options.update(said)
        return _Noted(book_of(target, said), _BOOK, asked)

    with mock.patch.object(xlsxwriter, "Workbook", noted):
        export(subject)

    def bare() -> None:
        made = {_BOOK: book_of(BytesIO(), options)}
        for each in asked:
            terms = [made[term] if isinstance(term, _Made) else term for term in each.terms]
            answer = getattr(made[each.of], each.method)(*terms, **each.options)
            if each.method in ("add_worksheet", "add_format"):
                made[each.made] = answer

    ours, theirs = f"export a bill of {LINES:,} lines to Excel", "XlsxWriter, the same cells"
    jobs = {ours: clocked(lambda: export(subject)), theirs: clocked(bare)}
    times = measured(jobs, min(runs, 5))
    yield from pair(ours, times[ours], theirs, times[theirs], ratio=TIMES)
    yield Figure(f"{ours}: memory it adds", _memory_mb(), "MB", MEMORY_MB)


def _large_document() -> Document:
    build, stock = large_bill(LINES)
    plan = make_plan(build, stock, rates=rates())
    return document(plan, cost(plan))


def _memory_mb() -> float:
    """Return by how much an export lifts the most memory that a process of its own takes."""
    code = "from benchmarks.workbooks import added_mb; print(added_mb())"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return float(run.stdout)


def added_mb() -> float:
    """Return by how many MB an export lifts the most memory of this process, a new one."""
    subject = _large_document()
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    export(subject)
    return round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
