"""A plan as Markdown: the answer, the bill, the rates and the findings, to paste anywhere.

Tables are aligned in the text itself. Text from files is escaped, so that a part's name cannot
become a link, an image, markup or a further column.
"""

import re
import unicodedata
from collections.abc import Iterator

from planner.io.exporters._values import told, unless_said
from planner.io.text.visible import visible
from planner.model.document import Document
from planner.model.findings import Finding
from planner.model.table import Cell, Column, Kind, Report, Row, Table, value_of

TITLE = "Markdown"
SUFFIX = ".md"
MEDIA_TYPE = "text/markdown"

_URL = re.compile(r"https?://[^\s<>|\\`]+")
_MARKUP = re.compile(r"([\\`*\[\]<>|~]|(?<!\w)_|_(?!\w))")
# Sections after the bill, in this order; what the first page says beyond them stays in Excel.
_SECTIONS = ("kits", "upgrade", "more", "compare")


def export(document: Document) -> bytes:
    """Return the document as Markdown."""
    return f"{document_text(document)}\n".encode()


def document_text(document: Document) -> str:
    """Return headline, notes, bill, rates and findings, then kits, upgrade and comparison."""
    blocks = [f"# {escaped(document.title)}", f"**{escaped(document.headline)}**"]
    bill = document.report("bill")
    if bill is not None:
        blocks += report_blocks(bill)
    blocks += [*_rates(document), *findings_blocks(document.findings)]
    for name in _SECTIONS:
        report = document.report(name)
        if report is not None:
            blocks += report_blocks(report)
    return "\n\n".join(blocks)


def report_blocks(report: Report) -> Iterator[str]:
    """Yield a report as a section: heading, notes, tables."""
    yield f"## {escaped(report.title)}"
    yield from (f"> {escaped(note)}" for note in report.notes)
    for table in report.tables:
        if table.rows and not table.detail:
            heading = unless_said([table.title], report.title)
            yield from (f"### {escaped(title)}" for title in heading)
            yield from (f"> {escaped(note)}" for note in unless_said(table.notes, *report.notes))
            yield table_text(table)


def findings_blocks(findings: tuple[Finding, ...]) -> Iterator[str]:
    """Yield findings as a list, or a sentence if there are none."""
    yield "## Findings"
    lines = [f"- **{each.severity}** {escaped(each.line())}" for each in findings]
    yield "\n".join(lines) or "No issues found."


def _rates(document: Document) -> Iterator[str]:
    lines = [
        f"1 {rate.base} = {rate.rate:f} {rate.quote} ({rate.as_of}, {escaped(rate.source)})"
        for rate in document.bom.rates
    ]
    if lines:
        yield "Rates: " + "; ".join(lines)


def table_text(table: Table) -> str:
    """Return a table, its columns aligned; columns of detail are left out, groups get a row."""
    shown = table.shown()
    columns = [table.columns[index] for index in shown]
    body: list[list[str]] = []
    group = ""
    for row in table.rows:
        if row.detail:
            continue
        if row.group != group:
            group = row.group
            body.append([f"**{escaped(group)}**", *[""] * (len(columns) - 1)])
        body.append([_cell(row, index, table.columns[index]) for index in shown])
    header = [escaped(column.title) for column in columns]
    widths = [max(3, *(_width(line[i]) for line in [header, *body])) for i in range(len(columns))]
    right = [column.kind.is_figure for column in columns]
    rule = [
        "-" * (width - 1) + ":" if end else "-" * width
        for width, end in zip(widths, right, strict=True)
    ]
    return "\n".join(_line(line, widths, right) for line in [header, rule, *body])


def _cell(row: Row, index: int, column: Column) -> str:
    text = shown(row.cells[index], column)
    return f"**{text}**" if row.strong and text else text


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    padded = []
    for cell, width, end in zip(cells, widths, right, strict=True):
        space = " " * (width - _width(cell))
        padded.append(space + cell if end else cell + space)
    return f"| {' | '.join(padded)} |"


def _width(text: str) -> int:
    """Return how many columns of a fixed-width font a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def shown(cell: Cell, column: Column) -> str:
    """Return a cell as Markdown text; what is not known says so."""
    value = value_of(cell)
    if column.kind is Kind.LINK and isinstance(value, str) and _URL.fullmatch(value):
        return f"<{visible(value)}>"
    return told(cell, column, text=escaped)


def escaped(text: str) -> str:
    """Return a text as one line of Markdown that shows exactly these characters."""
    line = visible(text).replace("\t", " ")
    line = _MARKUP.sub(r"\\\1", line)
    return re.sub(r"\r\n?|\n", "<br>", line)
