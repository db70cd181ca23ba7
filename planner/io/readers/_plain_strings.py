"""The shared texts of a workbook where each is written as most programs write it."""

import re

_STRING = re.compile(r"\s*<si>(?:<t\s*/>|<t(?: xml:space=\"preserve\")?>([^<]*)</t>)</si>")
_BEGUN = re.compile(rb"<sst(?:\s[^<>]*)?>")
_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));|&")
_SIGN = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def unescaped(text: str) -> str:
    """Return a text with the signs of its entities; ValueError for one that XML does not know."""
    return _ENTITY.sub(_sign, text) if "&" in text else text


def _sign(found: re.Match[str]) -> str:
    if found[1]:
        return _SIGN[found[1]]
    if found[2] or found[3]:
        return chr(int(found[2]) if found[2] else int(found[3], 16))
    raise ValueError("an entity that is not declared")


def plain_strings(markup: bytes) -> list[str] | None:
    """Return the texts that cells share; None if one of them is more than plain text."""
    begun, ended = _BEGUN.search(markup), markup.rfind(b"</sst>")
    if begun is None or ended < begun.end():
        return None
    try:
        text = markup[begun.end() : ended].decode()
        strings, end = [], 0
        for found in _STRING.finditer(text):
            if found.start() != end:
                return None
            end = found.end()
            strings.append(unescaped((found[1] or "").replace("x005F_", "")))
    except ValueError:
        return None
    return None if text[end:].strip() else strings
