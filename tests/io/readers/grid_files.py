"""Writes a table in each format that grids are read from, as programs write it."""

import csv
import html
import zipfile
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Table = Sequence[Sequence[str | Decimal]]
_ODS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = " ".join(
    f'xmlns:{name}="{_ODS}{name if name != "number" else "datastyle"}:1.0"'
    for name in ("office", "table", "text", "style", "number")
)


def as_csv(
    table: Table,
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    ends: str = "\r\n",
    quoting: Any = csv.QUOTE_MINIMAL,
) -> bytes:
    """Return a table as delimited text."""
    out = StringIO()
    # Python quotes a line feed in a cell only where it ends lines, too.
    quoting = csv.QUOTE_ALL if ends == "\r" else quoting
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ends, quoting=quoting)
    writer.writerows([str(cell) for cell in row] for row in table)
    return out.getvalue().encode(encoding)


def as_xlsx(table: Table, *, form: str = "") -> bytes:
    """Return a table as a workbook of one sheet."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("BOM")
        style = book.add_format({"num_format": form}) if form else None
        for number, row in enumerate(table):
            for column, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    sheet.write_number(number, column, float(cell), style)
                elif cell:
                    sheet.write_string(number, column, cell)
    return out.getvalue()


def zipped(parts: Mapping[str, str | bytes], *, first: str = "") -> bytes:
    """Return an archive of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr("mimetype", first, zipfile.ZIP_STORED)
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def ods(content: str, *, styles: str = "", before: str = "") -> bytes:
    """Return an OpenDocument sheet whose spreadsheet holds this markup."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} '
        'xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{before}{content}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return zipped(
        {"content.xml": document},
        first="application/vnd.oasis.opendocument.spreadsheet",
    )


def ods_cell(cell: str | Decimal) -> str:
    """Return one cell as OpenDocument markup."""
    if isinstance(cell, Decimal):
        value = f'office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell {value}><text:p>{cell}</text:p></table:table-cell>"
    if not cell:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def ods_sheet(rows: str, *, name: str = "BOM", columns: str = "", style: str = "") -> str:
    """Return one sheet of rows as OpenDocument markup."""
    styled = f' table:style-name="{style}"' if style else ""
    return f"<table:table table:name={quoteattr(name)}{styled}>{columns}{rows}</table:table>"


def as_ods(table: Table) -> bytes:
    """Return a table as an OpenDocument sheet."""
    rows = "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in table
    )
    return ods(ods_sheet(rows))


def as_markdown(table: Table) -> bytes:
    """Return a table as Markdown, its first row the heading."""

    def cell(text: str | Decimal) -> str:
        written = str(text)
        for sign in "\\`*_[]<>&~!#":
            written = written.replace(sign, f"\\{sign}")
        return written.replace("|", "\\|").replace("\n", "<br>")

    lines = [f"| {' | '.join(map(cell, row))} |" for row in table]
    rule = "|".join("---" for _ in table[0])
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]]).encode()


def as_html(table: Table) -> bytes:
    """Return a table as HTML, a row on each line."""

    def cell(text: str | Decimal) -> str:
        return f"<td>{html.escape(str(text)).replace(chr(10), '<br>')}</td>"

    rows = "\n".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in table)
    return f"<html><body>\n<table>\n{rows}\n</table></body></html>".encode()


WRITERS: Mapping[str, Callable[[Table], bytes]] = {
    "xlsx": as_xlsx,
    "ods": as_ods,
    "markdown": as_markdown,
    "html": as_html,
}
