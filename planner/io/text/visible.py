"""Texts from files without the signs that deceive whoever reads them.

A control moves a terminal's cursor; another turns the direction of writing round, so that a name
reads as a different one; a space of no width makes two names look the same. None of them may reach
a reader as it is: a mark takes its place, or an escape where a program reads.
"""

import json
import re

# Everything but tab and line ends: controls, and what ends a line without looking like it.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
# What XML 1.0 has no way to write.
_NO_TEXT = "\ud800-\udfff\ufffe\uffff"
# Marks, embeddings, overrides and isolates that turn the direction of writing.
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Signs that take no room, or look like a blank and are a letter.
_NOTHING_TO_SEE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
# These join letters of Persian and Hindi and the parts of an emoji; beside a Latin letter, or at an
# end, they only hide.
_JOINERS = "(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])"
_DECEIVING = re.compile(f"[{_CONTROLS}{_NO_TEXT}{_DIRECTIONS}{_NOTHING_TO_SEE}]|{_JOINERS}")
_LINE_ENDS = re.compile("[\t\n\r]")
_MARK = "\ufffd"


def visible(text: str) -> str:
    """Return a text with a mark for every sign that deceives; tab and line ends stay."""
    return text if text.isascii() and text.isprintable() else _DECEIVING.sub(_MARK, text)


def visible_line(text: str) -> str:
    """Return a text with a mark for every sign that deceives, tab and line ends too."""
    if text.isascii() and text.isprintable():
        return text
    return _LINE_ENDS.sub(_MARK, visible(text))


def escaped_json(document: str) -> str:
    """Return JSON in which signs that deceive are written as escapes: it says the same."""
    return _DECEIVING.sub(lambda found: json.dumps(found[0])[1:-1], document)


def escaped_toml(document: str) -> str:
    """Return TOML in which signs that deceive are written as escapes: it says the same."""
    return _DECEIVING.sub(lambda found: f"\\U{ord(found[0]):08x}", document)
