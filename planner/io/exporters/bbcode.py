"""A plan as BBCode: the answer, the bill, the rates and the findings, to paste into a forum.

Tables stand in `[code]`, where every forum keeps their columns. Square brackets in texts from files
become round ones, so that a part's name cannot become a link, an image or markup.
"""

from collections.abc import Iterator

from planner.io.exporters._values import told, unless_said
from planner.io.text.visible import visible
from planner.model.document import Document
from planner.model.findings import Finding
from planner.model.table import Report, Table

TITLE = "BBCode"
SUFFIX = ".bbcode"
MEDIA_TYPE = "text/plain"

_SECTIONS = ("kits", "upgrade", "more", "compare")
_ROUND = str.maketrans("[]", "()")


def export(document: Document) -> bytes:
    """Return the document as BBCode."""
    return f"{document_text(document)}\n".encode()


def document_text(document: Document) -> str:
    """Return headline, bill, rates and findings, then kits, upgrade and comparison if any."""
    blocks = [
        f"[b]{plain(document.title)}[/b]",
        f"[b]{plain(document.headline)}[/b]",
    ]
    for name in ("bill", *_SECTIONS):
        report = document.report(name)
        if report is not None:
            blocks += report_blocks(report)
        if name == "bill":
            blocks += [*_rates(document), *_findings(document.findings)]
    return "\n\n".join(blocks)


def report_blocks(report: Report) -> Iterator[str]:
    """Yield a report: heading, notes, tables."""
    yield f"[b]{plain(report.title)}[/b]"
    yield from (f"[i]{plain(note)}[/i]" for note in report.notes)
    for table in report.tables:
        if table.rows and not table.detail:
            yield from (
                f"[b]{plain(each)}[/b]" for each in unless_said([table.title], report.title)
            )
            yield from (f"[i]{plain(note)}[/i]" for note in unless_said(table.notes, *report.notes))
            yield table_text(table)


def table_text(table: Table) -> str:
    """Return a table, its columns aligned; columns of detail are left out."""
    places = table.shown()
    columns = [table.columns[place] for place in places]
    rows = [
        [told(row.cells[place], table.columns[place], text=plain) for place in places]
        for row in table.rows
        if not row.detail
    ]
    lines = [[plain(column.title) for column in columns], *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    aligned = [
        "  ".join(
            cell.rjust(width) if column.kind.is_figure else cell.ljust(width)
            for cell, column, width in zip(line, columns, widths, strict=True)
        ).rstrip()
        for line in lines
    ]
    return "\n".join(["[code]", *aligned, "[/code]"])


def _rates(document: Document) -> Iterator[str]:
    lines = [
        f"1 {rate.base} = {rate.rate:f} {rate.quote} ({rate.as_of}, {plain(rate.source)})"
        for rate in document.bom.rates
    ]
    if lines:
        yield "Rates: " + "; ".join(lines)


def _findings(findings: tuple[Finding, ...]) -> Iterator[str]:
    if findings:
        items = "\n".join(f"[*] [b]{each.severity}[/b] {plain(each.line())}" for each in findings)
        yield f"[b]Findings[/b]\n[list]\n{items}\n[/list]"


def plain(text: str) -> str:
    """Return a text as one line that no forum takes for markup."""
    return " ".join(visible(text).split()).translate(_ROUND)
