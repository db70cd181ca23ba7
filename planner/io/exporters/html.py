"""Reports as a page for printing: one HTML file that needs nothing else, a report a sheet of A4.

Every text from a file is escaped, and the page may load and run nothing: it says so to the browser.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from urllib.parse import urlsplit

from planner.io.exporters._values import UNKNOWN, unless_said
from planner.io.text.visible import visible
from planner.model.document import Document, Orders
from planner.model.money import Money, minor_unit_places, symbol
from planner.model.table import (
    Cell,
    Column,
    Kind,
    Marked,
    Report,
    Row,
    Table,
    Total,
    missing_text,
    value_of,
)

TITLE = "Page for printing"
SUFFIX = ".html"
MEDIA_TYPE = "text/html"

_WIDE = 9  # from so many columns on a report lies across its sheet
_STYLE = """
@page { size: A4; margin: 14mm 14mm 16mm; }
@page wide { size: A4 landscape; margin: 12mm 14mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0; background: #eef1f4; color: #1f2933; font: 10pt/1.45 system-ui, sans-serif; }
section { max-width: 210mm; margin: 8mm auto; padding: 14mm; background: #fff; }
section.wide { max-width: 297mm; page: wide; }
section + section { break-before: page; }
h1 { margin: 0; font-size: 18pt; line-height: 1.2; }
h2 { margin: 7mm 0 2mm; font-size: 12pt; color: #1f3a4d; break-after: avoid; }
.about { margin: 1mm 0 0; color: #52606d; overflow-wrap: anywhere; }
.headline { margin: 3mm 0 0; font-size: 12pt; font-weight: 600; }
.note { margin: 3mm 0 0; padding: 2mm 3mm; background: #fff4de; color: #6b4200; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { padding: 1.6mm 2mm; background: #1f3a4d; color: #fff; text-align: left; }
th { vertical-align: bottom; }
td { padding: 1.4mm 2mm; border-bottom: .2mm solid #d9e0e6; vertical-align: top; }
td { overflow-wrap: break-word; }
.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th.figure { white-space: normal; }
.strong td { font-weight: 700; background: #eef3f6; border-top: .3mm solid #1f3a4d; }
.group td { font-weight: 600; background: #eef3f6; }
.unknown { color: #6b7785; font-style: italic; }
a { color: #1d4ed8; overflow-wrap: anywhere; }
@media (max-width: 600px) { section { margin: 0 0 4mm; padding: 5mm 4mm; } }
@media print {
  body { background: none; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section, section.wide { max-width: none; margin: 0; padding: 0; }
  .scroll { overflow: visible; }
}
"""


def export(document: Document | Orders) -> bytes:
    """Return reports as one page for a browser and its printer."""
    # Nothing is fetched and no script runs, whatever a part calls itself.
    guard = "default-src 'none'; style-src 'unsafe-inline'"
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{guard}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
    ]
    for index, report in enumerate(document.reports):
        headline = document.headline if index == 0 else ""
        parts += _section(report, on=document.on, headline=headline)
    return "\n".join([*parts, "</body>\n</html>\n"]).encode()


def _section(report: Report, *, on: date, headline: str) -> Iterator[str]:
    widest = max((len(table.shown()) for table in report.tables), default=0)
    yield f'<section class="{"wide" if widest >= _WIDE else "upright"}">'
    yield f"<h1>{_text(report.title)}</h1>"
    about = f"{report.about} · {on}" if report.about else f"Prices and rates as of {on}"
    yield f'<p class="about">{_text(about)}</p>'
    if headline:
        yield f'<p class="headline">{_text(headline)}</p>'
    yield from (f'<p class="note">{_text(note)}</p>' for note in report.notes)
    for table in report.tables:
        if table.rows and not table.detail:
            yield from _table(table, report)
    yield "</section>"


def _table(table: Table, report: Report) -> Iterator[str]:
    yield from (f"<h2>{_text(each)}</h2>" for each in unless_said([table.title], report.title))
    notes = unless_said(table.notes, *report.notes)
    yield from (f'<p class="note">{_text(note)}</p>' for note in notes)
    shown = table.shown()
    columns = [table.columns[index] for index in shown]
    heads = "".join(f"<th{_figure(each)}>{_text(each.title)}</th>" for each in columns)
    yield f'<div class="scroll"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    group = ""
    for row in table.rows:
        if row.detail:
            continue
        if row.group != group:
            group = row.group
            yield f'<tr class="group"><td colspan="{len(shown)}">{_text(group)}</td></tr>'
        yield _row(row, shown, table)
    yield "</tbody>\n</table></div>"


def _row(row: Row, shown: Sequence[int], table: Table) -> str:
    cells = "".join(
        f"<td{_figure(table.columns[i])}>{_cell(row.cells[i], table.columns[i])}</td>"
        for i in shown
    )
    return f'<tr class="strong">{cells}</tr>' if row.strong else f"<tr>{cells}</tr>"


def _figure(column: Column) -> str:
    return ' class="figure"' if column.kind.is_figure else ""


def _cell(cell: Cell, column: Column) -> str:
    if isinstance(cell, Marked):
        return f"{_cell(cell.value, column)} ({_text(cell.mark)})"
    value = value_of(cell)
    if value is None:
        if isinstance(cell, Total):
            return _text(missing_text(cell.lines))
        return f'<span class="unknown">{UNKNOWN}</span>'
    if isinstance(value, str):
        return _link(value) if column.kind is Kind.LINK else _text(value)
    return _text(_number(value, column))


def _number(value: Money | Decimal | int | date, column: Column) -> str:
    if isinstance(value, Money):
        places = minor_unit_places(value.currency)
        rounded = value.rounded()
        amount = rounded.amount if rounded == value else value.amount
        least = f"{amount:,.{places}f}" if rounded == value else f"{amount:,f}"
        sign = "−" if amount < 0 else ""
        return f"{sign}{symbol(value.currency)}{least.removeprefix('-')}"
    if isinstance(value, Decimal):
        return f"{value:f} %" if column.kind is Kind.PERCENT else f"{value:,f}"
    return value.isoformat() if isinstance(value, date) else f"{value:,}"


def _link(text: str) -> str:
    """Return a web address as a link; anything else stays a text."""
    host = _host(text)
    if not host:
        return _text(text)
    return f'<a href="{_text(text)}" rel="noreferrer">{_text(host.removeprefix("www."))}</a>'


def _host(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""


def _text(text: str) -> str:
    return escape(visible(text), quote=True)
