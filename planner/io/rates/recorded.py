"""Exchange rates written down in `rates.csv`: one dated rate per row, only ever added to.

Columns: base, quote, rate (units of quote for one of base), as_of (YYYY-MM-DD), source.
"""

import csv
import os
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

from planner.io.files import locked, replace_whole
from planner.io.readers.csv import read_table, table_from_bytes
from planner.io.text.columns import columns_for
from planner.io.text.intake import Intake
from planner.io.text.problems import Problem
from planner.io.text.records import lay_out, read_records
from planner.io.text.tables import TextRow, TextTable
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.money import ExchangeRate

COLUMNS = ("base", "quote", "rate", "as_of", "source")

RatesRead = tuple[tuple[ExchangeRate, ...], tuple[Finding, ...]]


def read_rates(path: Path, *, today: date | None = None) -> RatesRead:
    """Return the rates of a file, and findings for what is left out or doubtful.

    A file that does not exist holds no rates.
    """
    if not path.exists() and not path.is_symlink():
        return (), ()
    intake = Intake()
    table = intake.take(read_table(path))
    return tuple(take_rates(table, intake, today=today)), tuple(intake.findings)


def take_rates(
    table: TextTable, intake: Intake, *, today: date | None = None
) -> list[ExchangeRate]:
    """Return the rates of a table in its order; a rate of a day after `today` is left out.

    Of two rows for one pair, day and source the lower one counts: rates are only ever added, so
    it corrects the one above. Sources that disagree on a day are reported; `RateTable` answers with
    the first by name.
    """
    layout = lay_out(table, columns_for("rates"), intake)
    if layout is None:
        return []
    kept: dict[tuple[str, str, date, str], tuple[ExchangeRate, TextRow]] = {}
    for rate, row in read_records(table, ExchangeRate, layout, intake):
        pair, day = f"{rate.base}/{rate.quote}", str(rate.as_of)
        if today is not None and rate.as_of > today:
            message = f"'{day}' is after today, {today}."
            problem = Problem("as_of", day, message, "Correct it.", "rates-future")
            intake.refuse(table, row, pair, problem)
            continue
        if earlier := kept.pop(_key(rate), None):
            _report_repeated(table, intake, rate, row, earlier=earlier)
        kept[_key(rate)] = (rate, row)
    _report_disagreements(table, intake, kept.values())
    return [rate for rate, _ in kept.values()]


def _key(rate: ExchangeRate) -> tuple[str, str, date, str]:
    return rate.base, rate.quote, rate.as_of, rate.source


def _report_repeated(
    table: TextTable,
    intake: Intake,
    rate: ExchangeRate,
    row: TextRow,
    *,
    earlier: tuple[ExchangeRate, TextRow],
) -> None:
    other, above = earlier
    same = other.rate == rate.rate
    difference = "" if same else f" as {other.rate}; this row, {rate.rate}, counts"
    intake.leave_out(table, above)
    intake.add(
        "rates-repeated" if same else "rates-contradiction",
        f"{rate.base}/{rate.quote}",
        f"Row {above.number} gives the same pair, day and source{difference}.",
        hint="Remove one of the two rows.",
        cell=table.cell(row.number, "rate", str(rate.rate)),
        severity=Severity.NOTE if same else Severity.WARNING,
    )


def _report_disagreements(
    table: TextTable, intake: Intake, kept: Iterable[tuple[ExchangeRate, TextRow]]
) -> None:
    """Warn of a pair that two sources give differently on one day."""
    by_day: dict[tuple[str, str, date], list[tuple[ExchangeRate, TextRow]]] = {}
    for rate, row in kept:
        by_day.setdefault((rate.base, rate.quote, rate.as_of), []).append((rate, row))
    for group in by_day.values():
        used, _ = min(group, key=lambda each: each[0].source)
        for other, row in group:
            if other.rate == used.rate:
                continue
            intake.add(
                "rates-disagree",
                f"{other.base}/{other.quote}",
                f"{other.source} gives {other.rate} for {other.as_of}, {used.source} gives "
                f"{used.rate}; that of {used.source} is used, the first source by name.",
                hint="Keep the one you trust and remove the other.",
                cell=table.cell(row.number, "rate", str(other.rate)),
                severity=Severity.WARNING,
            )


def append_rates(path: Path, rates: Iterable[ExchangeRate]) -> tuple[ExchangeRate, ...]:
    """Add rates below what the file holds and return those it did not hold yet.

    Every byte that is there stays. The file is replaced in one step, so that a reader or a crash
    sees it without the new rows or with all of them, and whoever appends at the same time waits.
    PlannerError: the file cannot be written, or not so that the rates could be read again.
    """
    path = Path(os.path.realpath(path))  # A link stays a link; what it points to is replaced.
    _need_locks(path.parent)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise _not_written(path.name, "this is not a regular file.")
        with locked(path.parent):
            old = path.read_bytes() if path.exists() else b""
            known, _ = _rates_in(path.name, old)
            new = tuple(rate for rate in dict.fromkeys(rates) if rate not in known)
            if new:
                replace_whole(path, _extended(old, new, name=path.name))
    except OSError as error:
        raise _not_written(path.name, f"{error.strerror or error}.") from error
    return new


# --- appending -----------------------------------------------------------------------------------


def _need_locks(folder: Path) -> None:
    """Refuse where two programs that add at the same time would lose what one of them added."""
    try:
        import fcntl  # noqa: F401 - whether it is there is the question
    except ImportError:  # Windows
        raise _not_written(folder.name, "this system has no file locks.") from None


def _rates_in(name: str, content: bytes) -> tuple[list[ExchangeRate], int]:
    """Return the rates and how many errors there are beside them."""
    intake = Intake()
    rates = take_rates(intake.take(table_from_bytes(name, content)), intake)
    return rates, sum(finding.severity is Severity.ERROR for finding in intake.findings)


def _extended(old: bytes, new: Sequence[ExchangeRate], *, name: str) -> bytes:
    """Return the file with the new rows in its own style, proved by reading it."""
    known, errors = _rates_in(name, old)
    expected = {_key(rate): rate for rate in (*known, *new)}
    for separator in (",", ";", "\t"):
        content = old + _new_rows(old, new, separator=separator, name=name)
        read, errors_now = _rates_in(name, content)
        if {_key(rate): rate for rate in read} == expected and errors_now <= errors:
            return content
    problem = "with the new rows below what it holds, they could not be read again."
    raise _not_written(name, problem)


def _new_rows(old: bytes, new: Sequence[ExchangeRate], *, separator: str, name: str) -> bytes:
    line_end = next((end for end in ("\r\n", "\n", "\r") if end.encode() in old), "\n")
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=line_end)
    table, _ = table_from_bytes(name, old)
    if table.columns:
        layout = lay_out(table, columns_for("rates"), Intake())
        if layout is None:
            raise _not_written(name, f"its header is not {','.join(COLUMNS)}.")
        positions, width = layout.positions, len(table.columns)
    else:
        positions, width = {column: index for index, column in enumerate(COLUMNS)}, len(COLUMNS)
        writer.writerow(COLUMNS)
    for rate in new:
        row = [""] * width
        cells = (rate.base, rate.quote, format(rate.rate, "f"), str(rate.as_of), rate.source)
        for column, cell in zip(COLUMNS, cells, strict=True):
            row[positions[column]] = cell
        writer.writerow(row)
    gap = line_end if old and not old.endswith((b"\n", b"\r")) else ""
    try:
        return (gap + text.getvalue()).encode(_encoding(old))
    except UnicodeEncodeError as error:
        unknown = error.object[error.start : error.end]
        raise _not_written(name, f"it is not in UTF-8 and cannot hold {unknown!r}.") from None


def _encoding(old: bytes) -> str:
    try:
        old.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"  # what the reader takes it for
    return "utf-8"


def _not_written(name: str, problem: str) -> PlannerError:
    return PlannerError(
        Finding(
            code="rates-not-written",
            severity=Severity.ERROR,
            subject=name,
            message=f"The rates were not added: {problem}",
            hint="Fix that, or write the rows into the file by hand.",
            cell=Cell(file=name),
        )
    )
