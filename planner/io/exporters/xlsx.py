"""A plan as an Excel workbook that computes: change a quantity, a price or a rate, and all follows.

Every formula carries the value that the planner computed, so that a viewer that computes nothing
shows the same numbers. The same document gives the same bytes: its day is the plan's, no clock.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

from planner.io.exporters import _xlsx_styles as styles
from planner.io.exporters._values import unless_said
from planner.io.exporters._xlsx_formulas import Writer, address
from planner.io.exporters._xlsx_layout import Places, SheetPlan, height, lines_of, plan_sheet
from planner.io.exporters._xlsx_sheets import SheetWriter, fitting
from planner.io.text.visible import visible
from planner.model.document import Document, Orders
from planner.model.table import Report, Table

TITLE = "Excel"
SUFFIX = ".xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Sheets whose first table is long enough to scroll, sort and filter.
_LISTS = ("bill", "prices", "findings")
_FROZEN = (*_LISTS, "kits", "rates", "compare")
_CHANGEABLE = ("summary", "bill", "rates", "upgrade", "more")
_NAMES = {"summary": "Summary"}
_LONGEST_NAME, _RESERVED = 31, "history"
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_OUT_OF_DATE = (
    "OUT OF DATE: the bill was changed in this workbook. This sheet holds for the bill as exported."
)
_ORDERS_OUT_OF_DATE = (
    "OUT OF DATE: the orders were changed in this workbook. This sheet holds for them as exported."
)
_MANY_ROWS = 5_000
_LEGEND = "Blue on yellow: yours to change. Everything else follows."


def export(document: Document | Orders) -> bytes:
    """Return the document as a workbook, a sheet a report."""
    # Half a second to import, and no other command needs it.
    import xlsxwriter

    target = BytesIO()
    plans = plan_sheets(document)
    rows = sum(len(each.rows) for plan in plans for each in plan.tables)
    # Row by row through a file of the system's, once the rows take more memory than anything else.
    kept = "constant_memory" if rows > _MANY_ROWS else "in_memory"
    book = xlsxwriter.Workbook(target, {kept: True})
    title = visible(document.title)
    if not isinstance(document, Orders):
        title += ": parts and cost"
    book.set_properties(
        {
            "title": fitting(title)[:255],
            "subject": fitting(document.headline)[:255],
            "created": datetime.combine(document.on, time(), tzinfo=UTC),
        }
    )
    places = Places(plans)
    formats = _Formats(book)
    for plan in plans:
        sheet = book.add_worksheet(plan.name)
        formulas = Writer(plan.name, places)
        _write_sheet(SheetWriter(sheet, plan, formulas, formats.make), document)
    for place in places.named():
        where = address(place.row, place.column, fixed=True)
        book.define_name(place.name, f"='{place.sheet}'!{where}")
    book.close()
    return target.getvalue()


def plan_sheets(document: Document | Orders) -> list[SheetPlan]:
    """Return where everything stands, a sheet a report."""
    names = _sheet_names(document.reports)
    return [plan_sheet(name, report) for name, report in zip(names, document.reports, strict=True)]


def tables_of(document: Document | Orders) -> list[tuple[str, Table]]:
    """Return every table of a workbook with the name of the sheet that it stands on."""
    return [(plan.name, each.table) for plan in plan_sheets(document) for each in plan.tables]


def _sheet_names(reports: Sequence[Report]) -> list[str]:
    """Return a name for each sheet as spreadsheets allow them: short, plain, and no two alike."""
    names: list[str] = []
    for report in reports:
        wanted = _NAMES.get(report.name, report.title)
        plain = " ".join(_NOT_IN_A_NAME.sub(" ", visible(wanted)).split()) or "Sheet"
        taken = {_RESERVED, *(name.casefold() for name in names)}
        name, count = plain[:_LONGEST_NAME].strip(), 1
        while name.casefold() in taken:
            count += 1
            end = f" ({count})"
            name = plain[: _LONGEST_NAME - len(end)].strip() + end
        names.append(name)
    return names


class _Formats:
    """Gives one format of a workbook for each style."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def make(self, style: styles.Style) -> Any:
        """Return the format of a style, made at its first use."""
        key = tuple(style.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(style)
        return self._made[key]


def _write_sheet(writer: SheetWriter, document: Document | Orders) -> None:
    sheet, plan = writer.sheet, writer.plan
    for index, width in enumerate(plan.widths):
        sheet.set_column(index, index, width, writer.make_format(styles.BASE))
    sheet.hide_gridlines(2)
    # No green corners: a part number like 00123 is a text on purpose, and sums end where they end.
    everywhere = "A1:XFD1048576"
    sheet.ignore_errors(
        {
            "number_stored_as_text": everywhere,
            "formula_differs": everywhere,
            "formula_range": everywhere,
        }
    )
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, fitting(plan.report.title), writer.make_format(styles.TITLE))
    sheet.write_string(1, 0, _subtitle(plan, document), writer.make_format(styles.SUBTITLE))
    for note, line in plan.notes.items():
        _write_note(writer, note, line)
    if plan.report.changed is not None:
        said = _ORDERS_OUT_OF_DATE if isinstance(document, Orders) else _OUT_OF_DATE
        formula = writer.formulas.warning(plan.report.stale or said, plan.report.changed)
        sheet.write_formula(plan.warning, 0, formula, writer.make_format(styles.WARNING), "")
    for table in plan.tables:
        writer.write_table(table)
    if any(row.level for table in plan.tables for row in table.table.rows):
        # What holds others stands above them.
        sheet.outline_settings(True, False, True, False)
    first = plan.tables[0]
    if plan.report.name in _LISTS and first.rows:
        sheet.autofilter(first.header, first.columns[0], first.last, first.columns[-1])
    if plan.report.name in _FROZEN:
        sheet.freeze_panes(first.header + 1, 0)
    _set_print(writer, document)


def _subtitle(plan: SheetPlan, document: Document | Orders) -> str:
    parts = [f"Prices and rates as of {document.on}"]
    parts = [*unless_said([document.title], plan.report.title), *parts]
    if plan.report.about:
        parts.insert(0, plan.report.about)
    if isinstance(document, Orders) or plan.report.name in _CHANGEABLE:
        parts.append(_LEGEND)
    return fitting(" · ".join(parts))


def _write_note(writer: SheetWriter, note: str, line: int) -> None:
    """Write a note over the whole width, high enough to be read."""
    widths, last = writer.plan.widths, len(writer.plan.widths) - 1
    form = writer.make_format(styles.CAUTION)
    if last:
        writer.sheet.merge_range(line, 0, line, last, "", form)
    writer.sheet.write_string(line, 0, fitting(note), form)
    writer.sheet.set_row(line, 4 + height(lines_of(note, sum(widths) - 4)))


def _set_print(writer: SheetWriter, document: Document | Orders) -> None:
    """Print on A4, as wide as the page, with the header on every page; lists lie across."""
    sheet, first = writer.sheet, writer.plan.tables[0]
    if writer.plan.report.name != "summary":
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 1 if writer.plan.report.name == "summary" else 0)
    sheet.repeat_rows(first.header)
    # An ampersand begins a code in a footer; two of them are one on paper.
    title = fitting(document.title).replace("\n", " ")[:80].replace("&", "&&")
    sheet.set_footer(f"&L{title} · {document.on}&RPage &P of &N")
