"""Files made to stop whoever reads them: a corpus, made anew by each run.

`python -m tests.io.readers.hostile_grids FOLDER` writes it, to try it with other programs.
"""

import sys
import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from tests.io.readers.grid_files import as_html, as_ods, as_xlsx, ods, ods_cell, ods_sheet, zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TABLE = [["Part", "Qty", "Price"], ["Board", "2", "9.90"]]
_ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive with one of its parts changed, or added."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for each in source.namelist():
            read = source.read(each)
            target.writestr(each, change(read) if each == name else read)
        if name not in source.namelist():
            target.writestr(name, change(b""))
    return out.getvalue()


def workbook(rows: str, *, before: str = "", after: str = "") -> bytes:
    """Return a workbook whose sheet has this markup for its rows, and around them."""
    sheet = f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return with_part(as_xlsx(_TABLE), "xl/worksheets/sheet1.xml", lambda _: sheet.encode())


COMMENTS, THREADS = "xl/comments1.xml", "xl/threadedComments/threadedComment1.xml"
PEOPLE = "xl/persons/person.xml"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TALK = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def with_comments(comments: str = "", *, authors: str = "<author>Jane Doe</author>") -> bytes:
    """Return a workbook with these comments, with a conversation and the people in it."""
    told = comments or '<comment ref="A2" authorId="0"><text><t>Jane: metal</t></text></comment>'
    parts = {
        COMMENTS: f'<?xml version="1.0"?><comments xmlns="{_MAIN}"><authors>{authors}</authors>'
        f"<commentList>{told}</commentList></comments>",
        THREADS: f'<ThreadedComments xmlns="{_TALK}"><threadedComment ref="B2" personId="p">'
        "<text>two, says @Max Mustermann</text></threadedComment></ThreadedComments>",
        PEOPLE: f'<personList xmlns="{_TALK}"><person displayName="Max Mustermann"/></personList>',
        "xl/worksheets/_rels/sheet1.xml.rels": "<Relationships>"
        f'<Relationship Id="r1" Type="{_KINDS}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="r2" Type="{_KINDS}/threadedComment" '
        'Target="../threadedComments/threadedComment1.xml"/></Relationships>',
    }
    content = as_xlsx(_TABLE)
    for name, markup in parts.items():
        content = with_part(content, name, lambda _, text=markup: text.encode())  # type: ignore[misc]
    return content


def annotated(*annotations: str) -> bytes:
    """Return an OpenDocument sheet with each of these markups as what is said of a cell."""
    said = (f"<office:annotation>{each}</office:annotation>" for each in annotations)
    cells = (ods_cell("x").replace("<text:p>", f"{each}<text:p>", 1) for each in said)
    return ods(ods_sheet("".join(f"<table:table-row>{each}</table:table-row>" for each in cells)))


def digest(text: str) -> str:
    """Return 64 signs that do not pack well, always the same of a text."""
    return sha256(text.encode()).hexdigest()


def _by_many(number: int) -> bytes:
    """Return a workbook on which so many people comment, each on a cell of its own."""
    said = (
        f'<comment ref="A{row}" authorId="{row}"><text><t>Author{row} Writer{row}: '
        f"{'the red one ' * 20}</t></text></comment>"
        for row in range(1, number)
    )
    authors = "".join(f"<author>Author{row} Writer{row}</author>" for row in range(1, number))
    return with_comments("".join(said), authors=authors)


def _declaring(content: bytes, part: str, declaration: str) -> bytes:
    def change(markup: bytes) -> bytes:
        head, end, rest = markup.partition(b"?>")
        return head + end + declaration.encode() + rest

    return with_part(content, part, change)


def _locked_entry() -> bytes:
    # Both places where an archive says that an entry is encrypted.
    content = bytearray(as_xlsx(_TABLE))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def _bomb() -> bytes:
    return with_part(as_xlsx(_TABLE), "xl/media/image1.png", lambda _: bytes(60_000_000))


def _lying() -> bytes:
    """Return an archive whose entries are larger than it says."""
    content = bytearray(as_xlsx(_TABLE))
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(content)


_LONG = 2_000_000
# By what they try: the file, and the codes of which it must give one; none if it must be read, and
# `read` among them if it may be, on a computer that is quick enough.
CORPUS: Mapping[str, tuple[Callable[[], bytes], frozenset[str]]] = {
    name: (make, frozenset(codes.split()))
    for name, (make, codes) in {
        "nothing": (lambda: b"", "grid-empty"),
        "blanks": (lambda: b" \r\n\t\n" * 1_000, "grid-empty"),
        "no bytes of text": (lambda: bytes(range(256)) * 40, "file-not-text"),
        "zeros": (lambda: bytes(100_000), "file-not-text"),
        "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "file-not-text"),
        "document": (lambda: b"%PDF-1.7\n" + b"x" * 500, "file-not-text"),
        "too many bytes": (lambda: b"a,b\n" * 5_000_001, "file-too-large"),
        "old workbook": (lambda: _OLE + "Workbook".encode("utf-16-le"), "grid-old"),
        "workbook with a password": (
            lambda: _OLE + "EncryptedPackage".encode("utf-16-le"),
            "grid-locked",
        ),
        "entry with a password": (_locked_entry, "grid-locked"),
        "sheet with a password": (
            lambda: with_part(
                as_ods(_TABLE), "META-INF/manifest.xml", lambda _: b"<manifest:encryption-data/>"
            ),
            "grid-locked",
        ),
        "zip bomb": (_bomb, "grid-too-large"),
        "ten thousand entries": (
            lambda: zipped({f"xl/{number}": b"" for number in range(10_000)}),
            "grid-too-large",
        ),
        "archive that lies": (_lying, "grid-damaged"),
        "archive of names with path parts": (
            lambda: zipped({"../../etc/passwd": b"x", "C:\\x": b"y", "/xl/workbook.xml": b"z"}),
            "grid-other",
        ),
        "half a workbook": (lambda: as_xlsx(_TABLE)[:3_000], "grid-damaged"),
        "half a sheet": (lambda: as_ods(_TABLE)[:500], "grid-damaged"),
        "half a UTF-16 text": (lambda: "a\tb\nc\td".encode("utf-16")[:-1], "file-not-text"),
        "entities in a workbook": (
            lambda: _declaring(as_xlsx(_TABLE), "xl/worksheets/sheet1.xml", _ENTITIES),
            "grid-hostile",
        ),
        "outside entity in a workbook": (
            lambda: _declaring(as_xlsx(_TABLE), "xl/workbook.xml", _OUTSIDE),
            "grid-hostile",
        ),
        "entities in an OpenDocument sheet": (
            lambda: _declaring(as_ods(_TABLE), "content.xml", _ENTITIES),
            "grid-hostile",
        ),
        "markup in another encoding": (
            lambda: with_part(
                as_xlsx(_TABLE),
                "xl/workbook.xml",
                lambda _: f'<?xml version="1.0"?>{_ENTITIES}<workbook/>'.encode("utf-16"),
            ),
            "grid-hostile",
        ),
        "flat document with entities": (
            f"<?xml version='1.0'?>{_ENTITIES}<office:document><office:spreadsheet/>".encode,
            "grid-hostile grid-damaged",
        ),
        "a million empty rows": (
            lambda: workbook("".join(f'<row r="{row}"/>' for row in range(1, 1_000_001))),
            "grid-empty grid-too-large",
        ),
        "a million empty cells": (
            lambda: workbook('<row r="1">' + '<c r="A1" s="1"/>' * 1_000_000 + "</row>"),
            "grid-empty grid-too-large",
        ),
        "a row repeated a million times": (
            lambda: ods(
                ods_sheet(
                    '<table:table-row table:number-rows-repeated="1048576">'
                    + ods_cell("x")
                    + "</table:table-row>"
                )
            ),
            "grid-cut-off",
        ),
        "an empty row repeated a million times": (
            lambda: ods(
                ods_sheet(
                    '<table:table-row table:number-rows-repeated="1048575">'
                    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
                    f"<table:table-row>{ods_cell('x')}</table:table-row>"
                )
            ),
            "",
        ),
        "a cell repeated to the last column": (
            lambda: ods(
                ods_sheet(
                    "<table:table-row>"
                    + ods_cell("x").replace(
                        "<table:table-cell",
                        '<table:table-cell table:number-columns-repeated="99999"',
                    )
                    + "</table:table-row>"
                )
            ),
            "grid-cut-off",
        ),
        "16,384 columns of a workbook": (
            lambda: workbook('<row r="1">' + "<c><v>1</v></c>" * 16_384 + "</row>"),
            "grid-cut-off",
        ),
        "16,384 columns of a text": (lambda: b"x," * 16_383 + b"x\n" * 2, "grid-cut-off"),
        "columns hidden again and again": (
            lambda: workbook(
                "", before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * 50_000 + "</cols>"
            ),
            "grid-too-large grid-empty",
        ),
        "numbers that are none": (
            lambda: workbook(
                '<row r="1"><c r="A1"><v>1e999999</v></c><c r="B1"><v>nan</v></c>'
                f'<c r="C1"><v>{"9" * 5_000}</v></c><c r="D1"><v>--1</v></c></row>'
            ),
            "",
        ),
        "a text that is not there": (
            lambda: workbook('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
            "grid-damaged",
        ),
        "a style that is not there": (
            lambda: workbook('<row r="1"><c r="A1" s="99999"><v>1</v></c></row>'),
            "",
        ),
        "a place that is none": (
            lambda: workbook('<row r="1"><c r="1A"><v>1</v></c></row>'),
            "grid-damaged",
        ),
        "one line of 20 MB": (lambda: b"x" * 19_999_999, "grid-cut-off grid-too-large"),
        "cells in one line of 20 MB": (lambda: b"x," * 9_999_999, "grid-cut-off grid-too-large"),
        "20 MB of line ends": (lambda: b"\n" * 19_999_999, "grid-empty grid-too-large"),
        "quotes without end": (lambda: b'a,b\n"' + b"x,y\n" * 200_000, "grid-cut-off"),
        "nothing but quotes": (lambda: b'"' * _LONG, "grid-cut-off grid-too-large grid-empty"),
        "quotes that open again and again": (lambda: b'"a,' * (_LONG // 3), "grid-cut-off"),
        "HTML in HTML in HTML": (
            lambda: b"<table><tr><td>" * 100_000 + b"x",
            "read grid-too-large",
        ),
        # A newer Python takes brackets without end for one tag that is cut off.
        "brackets": (
            lambda: b"<table><tr>" + b"<" * _LONG,
            "grid-empty grid-too-large grid-cut-off",
        ),
        "comment without end": (lambda: as_html(_TABLE) + b"<!--" * 100_000, ""),
        "spans": (
            lambda: b"<table>" + b"<tr><td rowspan=65534 colspan=1000>x" * 5_000,
            "",
        ),
        "bars": (lambda: b"|a|\n|-|\n" + b"|" * _LONG, "grid-cut-off"),
        "links without end": (lambda: b"|a|\n|-|\n|" + b"[a](" * 300_000, "grid-cut-off"),
        "comments by ten thousand people": (lambda: _by_many(10_000), ""),
        "comments on places that are none": (
            lambda: with_comments(
                "".join(
                    f'<comment ref="{place}"><text><t>said</t></text></comment>'
                    for place in ("", "A0", "1A", "ZZZ9999999", "A2:B3", "A1048577", "\u0661")
                )
            ),
            "",
        ),
        "one comment of megabytes": (
            lambda: with_comments(
                f'<comment ref="A1"><text><t>{"Jane @Jane " * 300_000}</t></text></comment>'
            ),
            "grid-too-large",
        ),
        "comments in comments": (
            lambda: with_comments('<comment ref="A1"><text><t>x' * 20_000),
            "grid-damaged grid-too-large",
        ),
        "entities in comments": (
            lambda: _declaring(with_comments(), COMMENTS, _ENTITIES),
            "grid-hostile",
        ),
        "ten thousand annotations": (
            lambda: annotated(
                *(
                    f"<dc:creator>Author{digest(row)}</dc:creator><text:p>{digest(row)}</text:p>"
                    for row in map(str, range(10_000))
                )
            ),
            "",
        ),
        "annotations in annotations": (
            lambda: annotated("<office:annotation>" * 5_000 + "</office:annotation>" * 5_000),
            "",
        ),
        "annotation of a million paragraphs": (
            lambda: annotated("<text:p/>" * 1_000_000),
            "grid-too-large",
        ),
        "formula for another program": (lambda: b"Part,Qty\n=cmd|' /C calc'!A0,1\n", ""),
    }.items()
}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, (make, _) in CORPUS.items():
        (folder / f"{name}.bin").write_bytes(make())
