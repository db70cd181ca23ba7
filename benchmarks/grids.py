"""What it takes to read a workbook of 10,000 rows as a grid, beside python-calamine alone."""

import random
import statistics
from collections.abc import Iterator
from io import BytesIO

from benchmarks.bills import SEED
from benchmarks.timing import Result, Target, clocked, measured, result

ROWS = 10_000


def workbook_read(runs: int) -> Iterator[Result]:
    """Time a whole reading, with the process that it is done in; and calamine in this one."""
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        return
    from planner.io.readers.grids import read_grids

    content = _workbook()

    def theirs() -> None:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()

    def ours() -> None:
        (grid,) = read_grids("bill.xlsx", content).grids
        if len(grid.rows) != ROWS + 1:
            raise ValueError(f"{len(grid.rows)} rows")

    title, beside = f"read a workbook of {ROWS:,} rows", "python-calamine alone"
    times = measured({title: clocked(ours), beside: clocked(theirs)}, runs)
    most = 1.5 * statistics.median(times[beside]) + 0.5
    yield result(title, times[title], Target(seconds=round(most, 4)))
    yield result(beside, times[beside])


def _workbook() -> bytes:
    import xlsxwriter

    chance = random.Random(SEED)
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("BOM")
        euros = book.add_format({"num_format": '#,##0.00 "€"'})
        sheet.write_row(0, 0, ["Part", "Part number", "Qty", "Unit price", "Total", "Note"])
        for row in range(1, ROWS + 1):
            count, cents = chance.randint(1, 9), chance.randint(50, 20_000)
            sheet.write_row(row, 0, [f"Part {row} of kind {row % 37}", f"AB-{row:06}", count])
            sheet.write_number(row, 3, cents / 100, euros)
            formula = f"=C{row + 1}*D{row + 1}"
            sheet.write_formula(row, 4, formula, euros, count * cents / 100)
            sheet.write_string(row, 5, chance.choice(["spare", "main", ""]))
    return out.getvalue()
