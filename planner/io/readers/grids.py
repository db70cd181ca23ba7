"""Grids of a file that people keep their parts in, whatever it is and whatever it is called.

What a file is, its content says: a workbook that is called .csv is a workbook. What could keep a
program busy is read in a process of its own.
"""

import re

from planner.io.readers._grid_notes import GridNote, empty, locked, old, too_many_lines
from planner.io.readers._grid_parts import Found
from planner.io.readers._grid_process import read_apart
from planner.io.readers._markdown import is_markdown
from planner.io.readers._wiki_tables import is_asciidoc, is_mediawiki
from planner.io.text.encodings import MAX_FILE_BYTES, text_of, too_large
from planner.io.text.grids import FileKind, GridFile
from planner.io.text.lines import lines_of
from planner.io.text.visible import visible_line
from planner.model.findings import Cell, Finding, Severity

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_LOOKED_AT = 1_000_000
_HTML_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_HTML_ROW = re.compile(r"<t[rdh][\s>]", re.IGNORECASE)
_LINE_WITH_TABLE = re.compile(
    r"(?:^|[\r\n])[ \t>]*+<(?:table|tr|thead|tbody|td|div|center|!doctype|html)[\s>]",
    re.IGNORECASE,
)
_BBCODE_TABLE = re.compile(r"\[(table|tr)(=[^\[\]]*)?\]", re.IGNORECASE)
_BBCODE = re.compile(
    r"\[(/?)(table|tr|td|th|b|i|u|center|size|color|url)(?:=([^\[\]]*))?\]", re.IGNORECASE
)
_PATH_PARTS = re.compile(r"[/\\]")
_LONGEST_NAME = 255
# As many as a spreadsheet has rows; a file of more is not taken apart to find a list in it.
_MOST_LINES = 1_048_576
PASTED = "pasted text"


def read_grids(name: str, content: bytes) -> GridFile:
    """Read every table of a file called `name`. Never raises for what a file holds.

    Of a name with path parts only the last counts: it is told, and nothing else.
    """
    name = visible_line(_PATH_PARTS.split(name)[-1])[:_LONGEST_NAME]
    if len(content) > MAX_FILE_BYTES:
        return _unread(name, too_large(name, len(content)))
    if content.startswith(_ZIP):
        return _file(name, read_apart("zip", content), "")
    if content.startswith(_OLE):
        return _unread(name, _finding(name, locked() if _LOCKED in content else old()))
    ends = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    if ends > _MOST_LINES:
        return _unread(name, _finding(name, too_many_lines(ends, _MOST_LINES)))
    text, encoding, notes = text_of(name, content)
    if text is None:
        return _unread(name, *notes)
    return _text_file(name, text, encoding, notes)


def read_pasted(text: str) -> GridFile:
    """Read every table of a text that was copied from somewhere and pasted."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_FILE_BYTES:
        return _unread(PASTED, too_large(PASTED, size))
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    if ends > _MOST_LINES:
        return _unread(PASTED, _finding(PASTED, too_many_lines(ends, _MOST_LINES)))
    return _text_file(PASTED, text.replace("\0", ""), "", ())


def _text_file(name: str, text: str, encoding: str, notes: tuple[Finding, ...]) -> GridFile:
    reader, text = _reader_of(text)
    found = read_apart(reader, text.encode("utf-8", "surrogatepass"))
    return _file(name, found, encoding, notes)


def _reader_of(text: str) -> tuple[str, str]:
    """Return which reader a text is for, and the text as that reader takes it."""
    start = text[:_LOOKED_AT]
    if "<office:document" in start and "office:spreadsheet" in text:
        return "flat-ods", text
    if is_mediawiki(start):
        return "mediawiki", text
    if is_asciidoc(start):
        return "asciidoc", text
    if is_markdown(start):
        return "markdown", text
    if _HTML_TABLE.search(start) and _HTML_ROW.search(start) and _LINE_WITH_TABLE.search(start):
        is_page = start.lstrip("\ufeff \t\r\n").startswith("<")
        return ("html" if is_page else "markdown"), text
    if _BBCODE_TABLE.search(start) and "[td" in start.lower():
        return "html", _as_html(text)
    lines = [line.strip() for line in lines_of(start)[:400] if "|" in line]
    # Between bars each line lies whole; where a bar only parts cells, the last one is often filled.
    between = sum(1 for line in lines if line[0] == line[-1] == "|")
    if len(lines) > 1 and between > 0.8 * len(lines):
        return "bars", text
    return "delimited", text


def _as_html(text: str) -> str:
    """Return a text of BBCode as the HTML that a forum makes of it."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def tag(found: re.Match[str]) -> str:
        closing, name, value = found[1], found[2].lower(), found[3]
        if name == "url":
            address = (value or "").replace('"', "&quot;")
            return f"<{closing}a>" if closing or not value else f'<a href="{address}">'
        return f"<{closing}{name}>" if name in ("table", "tr", "td", "th") else ""

    return _BBCODE.sub(tag, plain)


def _unread(name: str, *findings: Finding) -> GridFile:
    return GridFile(name, FileKind.DELIMITED, findings=findings)


def _file(name: str, found: Found, encoding: str, notes: tuple[Finding, ...] = ()) -> GridFile:
    findings = [*notes, *(_finding(name, note) for note in found.notes)]
    if not found.grids and not any(each.severity is Severity.ERROR for each in findings):
        findings.append(_finding(name, empty()))
    kind = found.kind
    is_text = kind not in (FileKind.XLSX, FileKind.ODS)
    return GridFile(
        name,
        kind,
        grids=tuple(found.grids),
        encoding=encoding if is_text else "",
        delimiter=found.delimiter,
        quoted=found.quoted,
        prose=tuple(found.prose),
        findings=tuple(findings),
    )


def _finding(name: str, note: GridNote) -> Finding:
    return Finding(
        code=note.code,
        severity=Severity(note.severity),
        subject=name,
        message=note.message,
        hint=note.hint,
        cell=Cell(file=name, sheet=note.sheet, row=note.row),
    )
