"""Reads one file of grids in a process of its own: `python -m planner.io.readers._grid_process`.

It starts quickly: nothing here needs more than Python's own library, and of our own only what reads
the file at hand is opened.
"""

import gc
import sys

from planner.io.readers._child import answer_of, keep_to_limits
from planner.io.readers._grid_notes import NotReadError, damaged, other, too_large
from planner.io.readers._grid_parts import Found, from_wire, seen, to_wire
from planner.io.text.grids import FileKind

MOST_MEMORY_BYTES = 280_000_000
# A text below this size is read here: none of its readers looks at a sign more than a few times.
MOST_AT_ONCE = 100_000

_BEYOND = "The file takes too long or too much memory to read."
_HINT = "Remove what is not a table, or save the sheet as CSV."
_OTHER_FILES = {
    "xl/workbook.bin": "a binary .xlsb sheet",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
    "Index/Document.iwa": "a Numbers sheet",
}
TEXTS = frozenset(("delimited", "markdown", "bars", "html", "mediawiki", "asciidoc"))


def read_here(reader: str, content: bytes) -> Found:
    """Read a file with a reader: `zip`, `flat-ods` or one of those of texts."""
    if reader in TEXTS:
        return seen(_text(reader, content.decode("utf-8", "surrogatepass")))
    from planner.io.readers._zip_bounds import DAMAGED

    try:
        if reader == "zip":
            return seen(_packed(content))
        from planner.io.readers._ods import read_flat_ods

        return seen(read_flat_ods(content))
    except NotReadError as error:
        return Found(FileKind.XLSX, notes=[error.note])
    except DAMAGED as error:
        return Found(FileKind.XLSX, notes=[damaged(str(error) or type(error).__name__)])


def _text(reader: str, text: str) -> Found:
    if reader == "delimited":
        from planner.io.readers._delimited import read_delimited

        return read_delimited(text)
    if reader == "html":
        from planner.io.readers._html_tables import read_html

        return read_html(text)
    if reader in ("mediawiki", "asciidoc"):
        from planner.io.readers._wiki_tables import read_asciidoc, read_mediawiki

        return read_mediawiki(text) if reader == "mediawiki" else read_asciidoc(text)
    from planner.io.readers._markdown import read_bars, read_markdown

    return read_markdown(text) if reader == "markdown" else read_bars(text)


def _packed(content: bytes) -> Found:
    from planner.io.readers._zip_package import Package

    package = Package(content)
    names = package.names()
    for mark, what in _OTHER_FILES.items():
        if mark in names:
            return Found(FileKind.XLSX, notes=[other(what)])
    if "content.xml" in names:
        from planner.io.readers._ods import read_ods

        return read_ods(package)
    if any(each.startswith("xl/") for each in names):
        from planner.io.readers._xlsx_grid import read_xlsx

        return read_xlsx(package)
    return Found(FileKind.XLSX, notes=[other("a zip archive, not a workbook")])


def read_apart(reader: str, content: bytes) -> Found:
    """Read a file as `read_here` does, in a process of its own where it could take long."""
    if reader in TEXTS and len(content) <= MOST_AT_ONCE:
        return read_here(reader, content)
    # Without the packages of others it starts in half the time.
    answer = answer_of(__name__, b"%b\n%b" % (reader.encode(), content), options=("-S",))
    if answer is None:
        return Found(FileKind.DELIMITED, notes=[too_large(_BEYOND, _HINT)])
    return from_wire(answer)


def _answer() -> None:
    keep_to_limits(MOST_MEMORY_BYTES)
    gc.disable()  # nothing here refers to itself, and the process ends soon
    source = sys.stdin.buffer
    reader = source.readline().decode().strip()
    sys.stdout.buffer.write(to_wire(read_here(reader, source.read())))


if __name__ == "__main__":
    _answer()
