"""What a packed file must not be: too large unpacked, of too many pieces, with entities in it."""

import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from xml.parsers.expat import ExpatError

MAX_UNPACKED_BYTES = 40_000_000
MAX_RATIO = 100
MAX_ENTRIES = 1_000

_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_.-]+)["']""")
# What zipfile and the XML parser raise for bytes that only look like a workbook.
DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ExpatError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    EOFError,
    OSError,
)


def beyond_bounds(entries: Sequence[zipfile.ZipInfo]) -> str:
    """Return in a sentence why an archive must not be unpacked; empty if it may be."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES:
        return (
            f"The workbook unpacks to {unpacked / 1e6:,.1f} MB in {len(entries):,} files; "
            f"at most {MAX_UNPACKED_BYTES / 1e6:.0f} MB in {MAX_ENTRIES:,} are read."
        )
    if unpacked > 1_000_000 and unpacked > MAX_RATIO * packed:
        return f"The workbook unpacks to {unpacked // max(packed, 1):,} times its size."
    return ""


def is_markup(name: str) -> bool:
    """Tell whether an entry holds XML, by its name."""
    return name.endswith((".xml", ".rels", ".vml"))


def is_hostile(markup: bytes) -> bool:
    """Tell whether XML could make a parser follow entities, or hides that behind its encoding."""
    if markup.startswith((b"\xff\xfe", b"\xfe\xff")):
        markup = markup.decode("utf-16", "replace").encode()
    encoding = _ENCODING.search(markup[:300])
    if encoding and encoding[1].lower() not in (b"utf-8", b"utf8", b"utf-16", b"us-ascii"):
        return True
    return b"<!DOCTYPE" in markup or b"<!ENTITY" in markup or b"\0" in markup
