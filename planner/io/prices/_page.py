"""A page or reply as it came: its bytes as text, what kind it is, where and when it was had."""

import codecs
import re
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from planner.io.prices._html import Element, read_html
from planner.io.prices._json_texts import read_json
from planner.io.text.visible import visible_line
from planner.model.findings import Finding, PlannerError, Severity

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Names of encodings as the web uses them, and what browsers read for them. Others are not text.
_ENCODINGS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(
        ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "iso8859-1"), "cp1252"
    ),
    **{f"windows-{n}": f"cp{n}" for n in range(1250, 1259)},
    **{f"cp{n}": f"cp{n}" for n in range(1250, 1259)},
    **{f"iso-8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "iso-8859-9": "cp1254",
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "windows-31j"), "cp932"),
    "euc-jp": "euc-jp",
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5-hkscs"),
    **dict.fromkeys(("koi8-r", "koi8-u", "utf-16", "utf-16le", "utf-16be"), ""),
}
_ENCODINGS = {name: codec or name for name, codec in _ENCODINGS.items()}
_META = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]+)", re.IGNORECASE)
_OTHER_FILES = ((b"%PDF", "a PDF document"), (b"PK\x03\x04", "a zip archive or a workbook"),
                (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
                (b"\x1f\x8b", "a packed file"), (b"bplist", "a web archive of Safari"))  # fmt: skip
MOST_SHOWN = 300
# Of a file that a person hands in; what is fetched has a bound of its own.
MOST_BYTES = 4_000_000


def shown(value: object, most: int = MOST_SHOWN) -> str:
    """Return a text as it may be shown: on one line, cut short, without signs that deceive."""
    text = visible_line(" ".join(value.split())) if isinstance(value, str) else ""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def told(code: str, subject: str, message: str, hint: str = "", *, grave: bool = True) -> Finding:
    """Return a warning about a page, or a note."""
    return Finding(
        code=f"price-{code}",
        severity=Severity.WARNING if grave else Severity.NOTE,
        subject=subject,
        message=message,
        hint=hint,
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A page as readers see it: `data` if it is JSON, `root` if it is HTML; one of them is there.

    `expected_currency` is what the person expects, only to tell of another; it is never taken for
    the page's. `shop_currency` is what the shop answers in, and `shop_currency_from`
    where it says so. `language` is what the page says it is written in.
    """

    address: str
    day: date | None
    root: Element | None
    data: Any = None
    findings: tuple[Finding, ...] = field(default=())
    expected_currency: str | None = None
    shop_currency: str | None = None
    shop_currency_from: str = ""
    language: str = ""

    @property
    def host(self) -> str:
        """The host of its address, without `www.`."""
        return (urlsplit(self.address).hostname or "").lower().removeprefix("www.")

    def full(self, address: object) -> str:
        """Return an http address of the page as a whole one; empty for anything else."""
        if not isinstance(address, str) or not address.strip():
            return ""
        try:
            whole = urljoin(self.address, address.strip())
            usable = urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).hostname
        except ValueError:
            return ""
        return shown(whole, 2000) if usable and whole.isprintable() else ""


def read_page(
    content: bytes,
    *,
    address: str,
    day: date | None,
    content_type: str = "",
    expected_currency: str | None = None,
    shop_currency: str | None = None,
    shop_currency_from: str = "",
    name: str = "",
) -> Page:
    """Return a page from its bytes; PlannerError if they are no page."""
    subject = name or address or "the page"
    for start, what in _OTHER_FILES:
        if content.startswith(start):
            raise no_page(subject, f"this is {what}, not a web page.")
    text, findings = _text_of(content, content_type, subject)
    begins = text.lstrip("\ufeff \t\r\n")
    if not begins:
        raise no_page(subject, "the page is empty.")
    if "\0" in text:
        raise no_page(subject, "it holds bytes that are not text.")
    root, data = None, None
    if begins[0] in "{[":
        try:
            data = read_json(text)
        except ValueError:
            raise no_page(subject, "its JSON is damaged or incomplete.") from None
    else:
        root = read_html(text if "<" in text else _as_lines(text))
    own = address or (_own_address(root) if root is not None else "")
    first = next((e for e in root.inside() if e.tag == "html"), None) if root is not None else None
    return Page(
        own,
        day,
        root,
        data,
        findings,
        expected_currency,
        shop_currency,
        shop_currency_from,
        first.get("lang") if first is not None else "",
    )


def no_page(subject: str, message: str) -> PlannerError:
    return PlannerError(
        Finding(
            code="price-no-page",
            severity=Severity.ERROR,
            subject=subject,
            message=f"{subject}: {message}",
            hint="Save the page as HTML in a browser, and hand that in.",
        )
    )


def _as_lines(text: str) -> str:
    """Return a pasted text as a page of lines: there may be amounts in it to choose from."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())


def _own_address(root: Element) -> str:
    """Return the address that a page says it stands at; empty if it does not."""
    for element in root.inside():
        said = element.get("rel") == "canonical" or element.get("property").lower() == "og:url"
        address = element.get("href") or element.get("content")
        if said and address.lower().startswith(("https://", "http://")) and address.isprintable():
            return address
    return ""


def _text_of(content: bytes, content_type: str, subject: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the text of a page by its mark, its header, its own word, or as UTF-8."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content.decode(codec, "replace"), ()
    named = re.search(r"charset\s*=\s*[\"']?\s*([\w:.-]+)", content_type, re.IGNORECASE)
    inside = None if named else _META.search(content[:4096])
    name = (named[1] if named else inside[1].decode() if inside else "utf-8").lower()
    codec = _ENCODINGS.get(name, "")
    # A page that could be read for its own mark in UTF-16 is not written in it.
    codec = "utf-8" if inside and codec.startswith("utf-16") else codec
    if codec:
        try:
            return content.decode(codec), ()
        except UnicodeDecodeError as error:
            return _decoded_otherwise(content, name, codec, error.start, subject)
    return _decoded_otherwise(content, name, "", 0, subject)


def _decoded_otherwise(
    content: bytes, name: str, codec: str, start: int, subject: str
) -> tuple[str, tuple[Finding, ...]]:
    """Return a text that is not in the encoding it is said to be in, and that this was so."""
    for other in ("utf-8", "cp1252"):
        if other == codec:
            continue
        try:
            text = content.decode(other)
        except UnicodeDecodeError:
            continue
        break
    else:
        # Broken off in the middle of a letter, or a few bad bytes: those are marked.
        other, text = codec or "cp1252", content.decode(codec or "cp1252", "replace")
    sign = content[start : start + 1].decode("cp1252", "replace")
    example = f", which gives {sign!r} at byte {start + 1}" if codec and other == "cp1252" else ""
    message = (
        f"The page says it is in {shown(name, 40)} and is not; it is read as {other}{example}."
    )
    return text, (told("charset", subject, message, "Look at the names before you accept them."),)
