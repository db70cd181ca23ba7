"""The tags and texts of HTML in their order, read in time that grows with it and not faster.

Python's own `html.parser` takes minutes over a hundred kilobytes of open brackets, which anybody
may send. This reader looks at each character a fixed number of times.
"""

import html
import re
from collections.abc import Iterator

_NAME = re.compile(r"[a-zA-Z][^\s/>]{0,100}")
_BETWEEN = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"[^\s/>=]{1,200}")
_EQUALS = re.compile(r"\s*=\s*")
_UNQUOTED = re.compile(r"[^\s>]*")
# `html.unescape` makes a number of the digits, however many there are.
_FAR_TOO_LONG = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}")
_RAW = {
    tag: re.compile(f"</{tag}(?=[\\s/>])", re.IGNORECASE)
    for tag in ("script", "style", "textarea", "title", "noscript", "iframe", "template", "xmp")
}

Token = tuple[str, str, "str | dict[str, str]", int]


def tokens(text: str) -> Iterator[Token]:
    """Yield ("text", "", its text), ("start", tag, attributes) and ("end", tag, "").

    Each has the place in the text where it begins. Where something begins and does not end, the
    page ends: what follows is looked at only once.
    """
    position = 0
    while (found := text.find("<", position)) >= 0:
        if found > position:
            yield "text", "", unescaped(text[position:found]), position
        if name := _NAME.match(text, found + 1):
            tag = name[0].lower()
            attributes, position = _attributes(text, name.end())
            if position < 0:
                return
            yield "start", tag, attributes, found
            if tag in _RAW:
                end = _RAW[tag].search(text, position)
                raw = text[position : end.start() if end else len(text)]
                seen = unescaped(raw) if tag in ("title", "textarea") else raw
                yield "text", "", seen, position
                if end is None:
                    return
                position = end.start()
        elif text.startswith("</", found) and (name := _NAME.match(text, found + 2)):
            position = text.find(">", name.end()) + 1
            yield "end", name[0].lower(), "", found
        elif text.startswith("<!--", found):
            position = text.find("-->", found + 4) + 3
            position = position if position > 2 else 0
        elif text.startswith(("<!", "<?", "</"), found):
            position = text.find(">", found) + 1
        else:
            yield "text", "", "<", found
            position = found + 1
        if not position:
            return
    yield "text", "", unescaped(text[position:]), position


def _attributes(text: str, position: int) -> tuple[dict[str, str], int]:
    """Return the attributes of a tag and where it ends; -1 if it does not."""
    attributes: dict[str, str] = {}
    while (position := _end(_BETWEEN, text, position)) < len(text):
        if text[position] == ">":
            return attributes, position + 1
        name = _ATTRIBUTE.match(text, position)
        if name is None:
            # A lone `=`, with which no attribute begins.
            position += 1
            continue
        position, value = name.end(), ""
        if equals := _EQUALS.match(text, position):
            position = equals.end()
            if (quote := text[position : position + 1]) in ("'", '"'):
                close = text.find(quote, position + 1)
                if close < 0:
                    break
                value, position = text[position + 1 : close], close + 1
            else:
                start, position = position, _end(_UNQUOTED, text, position)
                value = text[start:position]
        attributes.setdefault(name[0].lower(), unescaped(value))
    return attributes, -1


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    """Return where what a pattern matches here ends; it may match nothing."""
    found = pattern.match(text, position)
    return found.end() if found else position


def unescaped(text: str) -> str:
    """Return a text with the signs that its entities stand for."""
    return html.unescape(_FAR_TOO_LONG.sub("\ufffd", text)) if "&" in text else text
