"""Where answers are written: standard output and error, made to take every sign."""

import codecs
import json
import sys
import unicodedata
from collections.abc import Iterable
from io import TextIOWrapper
from typing import TextIO

# What a terminal without these signs shows in their place.
_SPELLED = {
    "×": "x", "·": "-", "–": "-", "—": "-", "−": "-", "─": "-", "→": "->", "…": "...", "’": "'",
    "“": '"', "”": '"', "€": "EUR ", "£": "GBP ", "¥": "JPY ", "₹": "INR ", "₩": "KRW ",
    "≤": "<=", "≥": ">=", "µ": "u", "Ω": "Ohm",
}  # fmt: skip


def make_writable(streams: Iterable[TextIO], *, as_json: bool) -> None:
    """Let streams write signs that their encoding lacks: spelled plainly, or escaped in JSON."""
    codecs.register_error("planner-plain", _spell)
    codecs.register_error("planner-json", _escape)
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            use = as_json and stream is sys.stdout
            stream.reconfigure(errors="planner-json" if use else "planner-plain")


def _spell(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(sign: str) -> str:
    letters = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return _SPELLED.get(sign) or letters or "?"


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    # json.dumps writes a sign beyond the first 65,536 as the pair of escapes that JSON wants.
    return json.dumps(signs)[1:-1], error.end
