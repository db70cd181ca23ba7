"""What a piece of Markdown says to who reads it: its text without markup, and where it leads."""

import re
from collections.abc import Mapping

from planner.io.text.html_tokens import unescaped

# Signs of the private use area stand in for what a backslash keeps from being markup.
_SIGNS = "\\`*_{}[]()#+-.!|<>~\"'&$%/:;=?@^,"
_KEPT = {sign: chr(0xE100 + place) for place, sign in enumerate(_SIGNS)}
_GIVEN_BACK = str.maketrans({kept: sign for sign, kept in _KEPT.items()})
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~\"'&$%/:;=?@^,])")
_CODE = re.compile(r"(?<!`)(`++)([^`]++)\1(?!`)")
_URL = r"\(\s*<?([^()\s<>]*(?:\([^()\s<>]*\)[^()\s<>]*)*)>?(?:\s+[\"'][^\"']*[\"'])?\s*(?:\)|$)"
_IMAGE = re.compile(r"!\[([^\[\]]*)\]" + _URL)
_LINK = re.compile(r"\[([^\[\]]*)\]" + _URL)
_BY_NAME = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]*)\]")
_ADDRESS = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]*)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s[^<>]*?href\s*=\s*[\"']?([^\"'<>\s]+)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_STRONG = re.compile(r"\*\*([^*\s](?:[^*]*[^*\s])?)\*\*|(?<!\w)__([^_\s](?:[^_]*[^_\s])?)__(?!\w)")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])|(?<!\w)_([^_\s](?:[^_]*[^_\s])?)_(?!\w)"
)
_MARKS = frozenset("\\`*_[]<&")


def said(markup: str, targets: Mapping[str, str]) -> tuple[str, str]:
    """Return what markup says, and the first address it links to; `targets` are those by name.

    What is struck through keeps its signs: a price that no longer counts must not look like one.
    """
    if _MARKS.isdisjoint(markup):
        return markup.strip(), ""
    links: list[str] = []

    def link(text: str, address: str) -> str:
        if address:
            links.append(address)
        return text

    text = _ESCAPE.sub(lambda found: _KEPT[found[1]], markup)
    text = _CODE.sub(lambda found: "".join(_KEPT.get(sign, sign) for sign in found[2]), text)
    text = _IMAGE.sub(lambda found: found[1], text)
    text = _LINK.sub(lambda found: link(found[1], found[2]), text)
    if targets:
        text = _BY_NAME.sub(
            lambda found: link(found[1], targets.get((found[2] or found[1]).casefold(), "")), text
        )
    text = _ADDRESS.sub(lambda found: link(found[1], found[1]), text)
    text = _BREAK.sub("\n", text)
    if anchor := _ANCHOR.search(text):
        links.append(anchor[1])
    text = _TAG.sub("", text)
    text = _STRONG.sub(lambda found: found[1] or found[2], text)
    text = _EMPHASIS.sub(lambda found: found[1] or found[2], text)
    text = unescaped(text).translate(_GIVEN_BACK)
    lines = [line.strip() for line in text.split("\n")]
    address = links[0].translate(_GIVEN_BACK) if links else ""
    return "\n".join(lines).strip(), unescaped(address)
