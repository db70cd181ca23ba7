"""Pages as a person saved them: HTML, or the web archive that Chromium writes (MHTML)."""

import base64
import binascii
import quopri
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

# What a part of an archive says of itself, and where what it says ends.
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_IS_MAIL = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_FOLDED = re.compile(r"\r?\n[ \t]+")
_MOST_PARTS = 1000
# What Internet Explorer, Chromium and Firefox write at the top of a page that they save.
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
# What the extension SingleFile writes there.
_SINGLE_FILE = re.compile(rb"Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\r\n]+)")
_TOP = 8192


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The bytes of a page, and what the file says of where and when it was saved."""

    body: bytes
    content_type: str = ""
    address: str = ""
    day: date | None = None


def opened(content: bytes) -> SavedPage:
    """Return the page in a file; of an archive the first page in it."""
    if b"multipart/related" in content[:_TOP] and _IS_MAIL.match(content):
        return _of_archive(content)
    top = content[:_TOP]
    if found := _SINGLE_FILE.search(top):
        day = _day(found[2].decode("latin-1"))
        return SavedPage(content, address=found[1].decode("latin-1"), day=day)
    found = _SAVED_FROM.search(top)
    return SavedPage(content, address=found[1].decode("latin-1") if found else "")


def _of_archive(content: bytes) -> SavedPage:
    head = _headers(content)
    boundary = re.search(r'boundary="?([^";\s]+)', head.get("content-type", ""))
    page = SavedPage(b"", day=_day(head.get("date", "")))
    if boundary is None:
        return page
    for part in content.split(b"--" + boundary[1].encode("latin-1"), _MOST_PARTS)[1:]:
        inner = _headers(part.lstrip())
        if inner.get("content-type", "").lower().startswith("text/html"):
            address = head.get("snapshot-content-location") or inner.get("content-location", "")
            body = _decoded(part.lstrip(), inner.get("content-transfer-encoding", "").lower())
            return replace(page, body=body, content_type=inner["content-type"], address=address)
    return page


def _headers(part: bytes) -> dict[str, str]:
    text = _HEAD_END.split(part[:_TOP], maxsplit=1)[0].decode("latin-1")
    lines = (line.partition(":") for line in _FOLDED.sub(" ", text).splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _decoded(part: bytes, how: str) -> bytes:
    pieces = _HEAD_END.split(part, maxsplit=1)
    body = pieces[1] if len(pieces) > 1 else b""
    if how == "quoted-printable":
        return quopri.decodestring(body)
    if how == "base64":
        try:
            return base64.b64decode(body)
        except binascii.Error:
            return b""
    return body


def _day(text: str) -> date | None:
    """Return the day in UTC of a date as mail and browsers write it; None if it is none."""
    javascript = re.match(r"\w{3} (\w{3}) (\d\d) (\d{4}) ([\d:]{8}) GMT([+-]\d{4})", text)
    if javascript:
        month, day, year, clock, zone = javascript.groups()
        text = f"{day} {month} {year} {clock} {zone}"
    try:
        moment: datetime = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).date()
