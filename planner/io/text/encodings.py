"""Text from bytes: which encoding a file is in, and what is no text at all."""

import codecs
import re
from io import StringIO

from planner.io.text._code_pages import code_page_of
from planner.model.findings import Cell, Finding, Severity

MAX_FILE_BYTES = 20_000_000

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # first: UTF-16's mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive", "Save the sheet as CSV (UTF-8)."),
    (b"\xd0\xcf\x11\xe0", "an old .xls workbook or one with a password", "Save it as CSV (UTF-8)."),
    (b"%PDF", "a PDF document", "Save the table as CSV (UTF-8)."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
)
_NONE: tuple[Finding, ...] = ()


def decoded(name: str, content: bytes) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text of a file called `name`; None with a finding that says why it is none.

    UTF-8 and, behind its mark, UTF-16 and UTF-32; anything else is read as Windows-1252, with a
    warning, because that is what older spreadsheets on Windows write.
    """
    if len(content) > MAX_FILE_BYTES:
        return None, (too_large(name, len(content)),)
    for start, what, hint in _OTHER_FORMATS:
        if content.startswith(start):
            return None, (
                unreadable(name, "file-not-text", f"This is {what}, not a text table.", hint),
            )
    content = content.removeprefix(codecs.BOM_UTF8)
    encoding = next((known for mark, known in _MARKS if content.startswith(mark)), "utf-8")
    text, findings = "\0", _NONE
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            text, findings = _as_windows_1252(name, content, error.start)
    if "\0" in text:
        message = "This is not a text table: it holds bytes that are not text."
        return None, (unreadable(name, "file-not-text", message, "Save it as CSV in UTF-8."),)
    return text, findings


def _as_windows_1252(name: str, content: bytes, start: int) -> tuple[str, tuple[Finding, ...]]:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return "\0", ()
    row = len(StringIO(text[: start + 1], newline="").readlines())
    finding = Finding(
        code="file-not-utf8",
        severity=Severity.WARNING,
        subject=name,
        message=f"The file is not UTF-8; read as Windows-1252, which gives {text[start]!r} here.",
        hint="Save it as UTF-8 if names look wrong.",
        cell=Cell(file=name, row=row),
    )
    return text, (finding,)


# What Windows-1252 has where Latin-1 has control signs; five bytes have nothing and stay those.
_ODD = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_LOOKED_AT = 4_000
_ENDS = re.compile(r"\r\n|\n|\r")


def text_of(name: str, content: bytes) -> tuple[str | None, str, tuple[Finding, ...]]:
    """Return the text of a file called `name`, its encoding, and findings.

    Without a mark, UTF-16 is known by its zeros. What is no UTF-8 is read as Windows-1252, each
    of whose bytes stands for something; the text is None where the file is no text at all.
    """
    if len(content) > MAX_FILE_BYTES:
        return None, "", (too_large(name, len(content)),)
    for start, what, hint in _OTHER_FORMATS:
        if content.startswith(start):
            message = f"This is {what}, not a text table."
            return None, "", (unreadable(name, "file-not-text", message, hint),)
    content = content.removeprefix(codecs.BOM_UTF8)
    marked = next((known for mark, known in _MARKS if content.startswith(mark)), "")
    encoding = marked or _unmarked(content)
    text, read_as, findings = _decoded_as(name, content, encoding)
    if "\0" in text:
        message = "This is not a text table: it holds bytes that are not text."
        no_text = unreadable(name, "file-not-text", message, "Save it as CSV in UTF-8.")
        return None, "", (no_text,)
    return text, read_as, findings


def _unmarked(content: bytes) -> str:
    """Return the encoding of a text that begins with no mark: zeros are every second byte."""
    start = content[: _LOOKED_AT - _LOOKED_AT % 2]
    if b"\0" not in start:
        return "utf-8"
    even, odd = start[0::2].count(0), start[1::2].count(0)
    return "utf-16-le" if odd > even else "utf-16-be"


def _decoded_as(name: str, content: bytes, encoding: str) -> tuple[str, str, tuple[Finding, ...]]:
    """Return a text, the encoding it was read in, and what must be told of it."""
    try:
        return content.decode(encoding), encoding, ()
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            return "\0", encoding, ()
        start = error.start
    text = content.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if len(text.encode()) - len(text) - 2 * lost >= 4 * lost:
        row = len(_ENDS.findall(text[: text.index("\ufffd")])) + 1
        message = f"{lost:,} places in the file are not UTF-8, as the rest is; a mark stands there."
        hint = "The file may be cut off or put together from two; check the names."
        return text, encoding, (_not_utf8(name, message, hint, row),)
    page = code_page_of(content)
    if page.encoding == "cp1252":
        text, shown = content.decode("latin-1").translate(_ODD), start
    else:
        # As many signs stand before the place as the bytes before it say.
        text = content.decode(page.encoding)
        shown = len(content[:start].decode(page.encoding, "ignore"))
    row = len(_ENDS.findall(text, 0, shown)) + 1
    word = re.split(r"[\s,;|]", text[shown : shown + 24])[0] or text[shown : shown + 1]
    sign = text[shown] if page.encoding == "cp1252" else word
    message = f"The file is not UTF-8; read as {page.title}, which gives {sign!r} here."
    hint = "Save it as UTF-8 if names look wrong."
    return text, page.encoding, (_not_utf8(name, message, hint, row),)


def _not_utf8(name: str, message: str, hint: str, row: int) -> Finding:
    place = Cell(file=name, row=row)
    return Finding(
        code="file-not-utf8",
        severity=Severity.NOTE,
        subject=name,
        message=message,
        hint=hint,
        cell=place,
    )


def unreadable(name: str, code: str, message: str, hint: str) -> Finding:
    """Return the finding that a whole file cannot be read."""
    return Finding(
        code=code,
        severity=Severity.ERROR,
        subject=name,
        message=message,
        hint=hint,
        cell=Cell(file=name),
    )


def too_large(name: str, size: int) -> Finding:
    """Return the finding that a file has more bytes than are read."""
    message = f"The file has {size / 1e6:,.1f} MB; at most {MAX_FILE_BYTES / 1e6:.0f} MB are read."
    return unreadable(name, "file-too-large", message, "Split it, or remove what is not needed.")
