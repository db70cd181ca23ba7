"""Exchange rates written down in `rates.csv`: one dated rate per row, only ever added to.

Columns: base, quote, rate (units of quote for one of base), as_of (YYYY-MM-DD), source.
"""

import csv
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

from planner.io.rows import TextTable, column_key, read_table, table_from_bytes
from planner.model.findings import Cell, Finding, PlannerError, Severity, has_errors
from planner.model.money import CURRENCIES, ExchangeRate

COLUMNS = ("base", "quote", "rate", "as_of", "source")
LOCK_WAIT_S = 10.0

# Narrower than Decimal and date, which also take 1_000, NaN, 20200617 and digits of other scripts.
_NUMBER = re.compile(r"[0-9]{1,60}(\.[0-9]{1,60})?([eE][+-]?[0-9]{1,2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

RatesRead = tuple[tuple[ExchangeRate, ...], tuple[Finding, ...]]


def read_rates(path: Path, *, today: date | None = None) -> RatesRead:
    """Return the rates of a file in its order, and findings for what is left out or doubtful.

    A file that does not exist holds no rates. With `today`, a rate of a later day is left out. Of
    two rows for one pair, day and source the lower one counts: it corrects the one above.
    """
    if not path.exists() and not path.is_symlink():
        return (), ()
    table, findings = read_table(path)
    rates, more = _rates_of(table, today=today)
    return rates, (*findings, *more)


def append_rates(path: Path, rates: Iterable[ExchangeRate]) -> tuple[ExchangeRate, ...]:
    """Add rates below what the file holds and return those it did not hold yet.

    Every byte that is there stays. The file is replaced in one step, so that a reader or a crash
    sees it without the new rows or with all of them, and whoever appends at the same time waits.
    PlannerError: the file cannot be written, or not so that the rates could be read again.
    """
    path = path.resolve()  # A link stays a link; what it points to is replaced.
    try:
        with _locked(path.parent) as folder:
            old = path.read_bytes() if path.exists() else b""
            known, _ = _rates_in(path.name, old)
            new = tuple(rate for rate in dict.fromkeys(rates) if rate not in known)
            if new:
                _replace(path, _extended(old, new, name=path.name))
                os.fsync(folder)
    except OSError as error:
        raise _not_written(path.name, f"{error.strerror or error}.") from error
    return new


# --- reading -------------------------------------------------------------------------------------


def _rates_in(name: str, content: bytes) -> RatesRead:
    if not content:
        return (), ()
    table, findings = table_from_bytes(name, content)
    rates, more = _rates_of(table, today=None)
    return rates, (*findings, *more)


def _rates_of(table: TextTable, *, today: date | None) -> RatesRead:
    if not table.columns:
        return (), ()  # The reader of the table has said why.
    findings = list(_column_findings(table))
    if has_errors(findings):
        return (), tuple(findings)
    positions = _positions(table)
    kept: dict[tuple[str, str, date, str], tuple[int, ExchangeRate]] = {}
    for row in table.rows:
        cells = {name: row.cells[position].strip() for name, position in positions.items()}
        problems = list(_problems(cells, today=today))
        for column, message, hint in problems:
            place = table.cell(row.number, column, cells[column])
            findings.append(_left_out(place, cells, message=message, hint=hint))
        if problems:
            continue
        rate = ExchangeRate(
            base=cells["base"],
            quote=cells["quote"],
            rate=Decimal(cells["rate"]),
            as_of=date.fromisoformat(cells["as_of"]),
            source=cells["source"],
        )
        if earlier := kept.pop(_key(rate), None):
            findings.append(_repeated(table.cell(row.number, "rate", cells["rate"]), rate, earlier))
        kept[_key(rate)] = (row.number, rate)
    return tuple(rate for _, rate in kept.values()), tuple(findings)


def _key(rate: ExchangeRate) -> tuple[str, str, date, str]:
    return rate.base, rate.quote, rate.as_of, rate.source


def _positions(table: TextTable) -> Mapping[str, int]:
    # Reversed, so that of two columns with one name the first is read, as the finding says.
    every = {column_key(name): index for index, name in reversed([*enumerate(table.columns)])}
    return {name: every[name] for name in COLUMNS if name in every}


def _column_findings(table: TextTable) -> Iterator[Finding]:
    missing = [name for name in COLUMNS if name not in _positions(table)]
    unknown = [name for name in table.columns if name and column_key(name) not in COLUMNS]
    if missing:
        yield Finding(
            code="rates-column-missing",
            severity=Severity.ERROR,
            subject=table.file,
            message=f"The header lacks {', '.join(missing)}; no rate is read.",
            hint=f"Write the header as {','.join(COLUMNS)}.",
            cell=table.cell(table.header_row),
        )
    for name in unknown:
        yield Finding(
            code="rates-column-unknown",
            severity=Severity.WARNING,
            subject=table.file,
            message=f"The column {name!r} is not read.",
            hint=f"Rates have the columns {', '.join(COLUMNS)}.",
            cell=table.cell(table.header_row, name),
        )


def _problems(cells: Mapping[str, str], *, today: date | None) -> Iterator[tuple[str, str, str]]:
    """Yield column, message and hint for each cell that cannot be part of a rate."""
    base, quote, rate, day = (cells[name] for name in COLUMNS[:4])
    for column in ("base", "quote"):
        code = cells[column]
        if code not in CURRENCIES:
            example = code.upper() if code.upper() in CURRENCIES else "SGD"
            yield column, f"{code!r} is not an ISO 4217 currency code.", f"Write it like {example}."
    if base == quote and base in CURRENCIES:
        yield "quote", f"A rate needs two currencies, not {base!r} twice.", "Change one of them."
    if not _NUMBER.fullmatch(rate):
        yield "rate", f"{rate!r} is not a number.", f"Write it like {_as_number(rate)}."
    elif not Decimal(rate):
        yield "rate", f"A rate of {rate!r} would make everything free.", "Write what was published."
    as_of = _day(day)
    if as_of is None:
        yield "as_of", f"{day!r} is not a date.", "Write it like 2020-06-17."
    elif today is not None and as_of > today:
        yield "as_of", f"{day!r} is after today, {today}.", "Write the day it was published."
    if not cells["source"]:
        yield "source", "The source is missing: who published this rate?", "Write who says so."


def _as_number(text: str) -> str:
    # 0,7177 is a decimal comma; 1,234,567 or anything else is not guessed at.
    with_point = text.replace(",", ".")
    return with_point if _NUMBER.fullmatch(with_point) else "0.7177"


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:  # such as 30 February
        return None


def _left_out(place: Cell, cells: Mapping[str, str], *, message: str, hint: str) -> Finding:
    return Finding(
        code="rates-cell",
        severity=Severity.ERROR,
        subject=f"{cells['base']}/{cells['quote']}",
        message=f"{message} The row is left out.",
        hint=hint,
        cell=place,
    )


def _repeated(place: Cell, rate: ExchangeRate, earlier: tuple[int, ExchangeRate]) -> Finding:
    row, other = earlier
    which = f"{rate.base}/{rate.quote} of {rate.as_of} from {rate.source!r}"
    same = other.rate == rate.rate
    return Finding(
        code="rates-repeated" if same else "rates-contradiction",
        severity=Severity.NOTE if same else Severity.WARNING,
        subject=f"{rate.base}/{rate.quote}",
        message=f"Row {row} already gives {which}"
        + ("." if same else f" as {other.rate}; this row, {rate.rate}, counts."),
        hint="Remove one of the two rows.",
        cell=place,
    )


# --- appending -----------------------------------------------------------------------------------


def _extended(old: bytes, new: Sequence[ExchangeRate], *, name: str) -> bytes:
    """Return the file with the new rows in its own style, proved by reading it."""
    known, before = _rates_in(name, old)
    expected = {_key(rate): rate for rate in (*known, *new)}
    for separator in (",", ";", "\t"):
        content = old + _new_rows(old, new, separator=separator, name=name)
        read, after = _rates_in(name, content)
        agreed = {_key(rate): rate for rate in read} == expected
        if agreed and _error_count(after) == _error_count(before):
            return content
    problem = "With the new rows below what it holds, they could not be read again."
    raise _not_written(name, problem)


def _error_count(findings: Iterable[Finding]) -> int:
    return sum(finding.severity is Severity.ERROR for finding in findings)


def _new_rows(old: bytes, new: Sequence[ExchangeRate], *, separator: str, name: str) -> bytes:
    line_end = next((end for end in (b"\r\n", b"\n", b"\r") if end in old), b"\n").decode()
    table, _ = table_from_bytes(name, old) if old else (TextTable(name), ())
    positions = _positions(table)
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=line_end)
    if not table.columns:
        positions = {column: index for index, column in enumerate(COLUMNS)}
        writer.writerow(COLUMNS)
    for rate in new:
        row = [""] * max(len(table.columns), len(COLUMNS))
        cells = (rate.base, rate.quote, format(rate.rate, "f"), str(rate.as_of), rate.source)
        for column, cell in zip(COLUMNS, cells, strict=True):
            if column in positions:
                row[positions[column]] = cell
        writer.writerow(row)
    gap = line_end if old and not old.endswith((b"\n", b"\r")) else ""
    try:
        return (gap + text.getvalue()).encode(_encoding(old))
    except UnicodeEncodeError as error:
        raise _not_written(name, f"It has no way to write {error.object!r}.") from None


def _encoding(old: bytes) -> str:
    try:
        old.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"  # what the reader takes it for
    return "utf-8"


def _replace(path: Path, content: bytes) -> None:
    # One fixed name: the folder is locked, and what a killed run left there is overwritten.
    draft = path.with_name(f".{path.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, draft)
    draft.replace(path)


@contextmanager
def _locked(folder: Path) -> Iterator[int]:
    """Hold the folder against other writers; the system lets go of it even if we are killed.

    The file itself cannot be the lock, since it is replaced; a lock file would be left behind.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        raise _not_written(folder.name, "This system has no file locks.") from None
    handle = os.open(folder, os.O_RDONLY)
    try:
        deadline = time.monotonic() + LOCK_WAIT_S
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
        yield handle
    finally:
        os.close(handle)


def _not_written(name: str, problem: str) -> PlannerError:
    return PlannerError(
        Finding(
            code="rates-not-written",
            severity=Severity.ERROR,
            subject=name,
            message=f"The rates were not added: {problem}",
            hint="Mend that, or write the rows into the file by hand.",
            cell=Cell(file=name),
        )
    )
