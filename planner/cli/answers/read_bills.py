"""What commands say of a bill or a workbook that was read; no layout."""

from dataclasses import replace

from planner.cli.answer import Answer, Text
from planner.engine.reporting.bill_reading import (
    bill_reading_report,
    matched_text,
    remembered_text,
    totals_text,
)
from planner.engine.reporting.returned_workbook import changes_table, returned_text
from planner.model.bill_matching import ReadBill
from planner.model.returned_workbook import ReturnedWorkbook
from planner.model.words import counted


def bill_answer(bill: ReadBill, *, written: str = "", notes: tuple[str, ...] = ()) -> Answer:
    """Return what was read of a bill of materials; `written` is the file of the build made of it.

    It is open while a question is. `notes` are told beside what is to be read with the sums.
    """
    reading = bill.reading
    report = bill_reading_report(bill)
    tables = [replace(table, notes=()) for table in report.tables]
    blocks: list[Text] = [Text(f"{reading.file}: {totals_text(reading)}", strong=True)]
    blocks += [Text(f"Written as a build: {written}.")] if written else []
    blocks.append(Text(matched_text(bill)))
    still = reading.open_questions
    how = (
        Text(f"{counted(len(still), 'question')} open. Answer with --answer QUESTION=ANSWER.")
        if still
        else None
    )
    titled = [part for table in tables if table.rows for part in (Text(table.title), table)]
    return Answer(
        (*blocks, *titled, *([how] if how else [])),
        bill,
        reading.findings,
        remarks=(*_remembered(bill), *(f"note: {note}" for note in report.notes), *notes),
        flat=tables[0],
        is_open=bool(still),
    )


def _remembered(bill: ReadBill) -> tuple[str, ...]:
    text = remembered_text(bill)
    return (f"note: {text} Forget it with --forget.",) if text else ()


def returned_answer(returned: ReturnedWorkbook, *, written: str = "") -> Answer:
    """Return what a workbook that came back changes; `written` is the file of the new build."""
    table = changes_table(returned)
    blocks: list[Text] = [Text(returned_text(returned), strong=True)]
    blocks += [Text(f"Written as a build: {written}.")] if written else []
    return Answer(
        (*blocks, *([table] if table.rows else [])), returned, returned.findings, flat=table
    )
