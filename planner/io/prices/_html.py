"""A page's elements in their order, read in time that grows with the page and not faster.

Python's own `html.parser` takes minutes over a hundred kilobytes of open brackets, which anybody
may send. This reader looks at each character a fixed number of times. It builds no page as a
browser does: it needs what stands in what, attributes and text.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

MOST_TOKENS = 200_000
MOST_INSIDE = 500

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
_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# What a start of the first ends, where it is the innermost that is open.
_ENDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        "div section article aside ul ol table form h1 h2 h3 p".split(), frozenset({"p"})
    ),
    "li": frozenset({"li", "p"}),
    "option": frozenset({"option"}),
    "tr": frozenset({"tr", "td", "th", "p"}),
    "td": frozenset({"td", "th", "p"}),
    "th": frozenset({"td", "th", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
}
_BLOCKS = frozenset(
    "address article aside body br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol option p section select table tbody tr ul".split()
)
_UNSEEN = frozenset("script style template noscript iframe textarea title head xmp".split())
STRUCK = frozenset({"s", "del", "strike"})


@dataclass(slots=True, eq=False)
class Element:
    """An element with its attributes, and in their order the texts and elements in it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)
    # Of the outermost one, everything inside it: it is gone through again and again.
    order: list["Element"] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute without blanks around it; empty where there is none."""
        return self.attributes.get(name, "").strip()

    def inside(self) -> Iterator["Element"]:
        """Yield what stands in it at any depth, in order of the page."""
        if self.order:
            yield from self.order
            return
        left = [each for each in reversed(self.children) if isinstance(each, Element)]
        while left:
            element = left.pop()
            yield element
            left.extend(e for e in reversed(element.children) if isinstance(e, Element))

    def above(self) -> Iterator["Element"]:
        """Yield what it stands in, from the innermost out."""
        outer = self.parent
        while outer is not None:
            yield outer
            outer = outer.parent

    def text(self, *, struck: bool = True) -> str:
        """Return the text that a reader sees in it, on one line; without what is struck through.

        Of a large element only the beginning: it is for names, prices and the words beside them.
        """
        lines = self.lines(struck=struck, most=MOST_INSIDE)
        return " ".join(" ".join(line) for line in lines).strip()

    def lines(self, *, struck: bool = True, most: int = MOST_TOKENS) -> Iterator[list[str]]:
        """Yield the words of its text, a list for each block; of `most` texts and elements."""
        line: list[str] = []
        left: list[Element | str | None] = [self]
        while left and most > 0:
            each, most = left.pop(), most - 1
            if isinstance(each, str):
                line.append(each)
                continue
            if each is None or each.tag in _BLOCKS:
                if words := "".join(line).split():
                    yield words
                line = []
            if each is None:
                continue
            if each is not self and (each.tag in _UNSEEN or (not struck and each.tag in STRUCK)):
                continue
            if each.tag in ("td", "th"):
                line.append(" ")
            if each.tag in _BLOCKS:
                # Its end ends a line, as its start does.
                left.append(None)
            left.extend(reversed(each.children))
        if words := "".join(line).split():
            yield words


def read_html(text: str) -> Element:
    """Return the outermost element of a page; whatever is wrong with it, it has one.

    What stands below the first 200,000 tags and texts is not read.
    """
    root = Element("", {})
    stack, is_open = [root], Counter[str]()
    for kind, tag, content in islice(_tokens(text), MOST_TOKENS):
        if kind == "text":
            stack[-1].children.append(content if isinstance(content, str) else "")
        elif kind == "start" and isinstance(content, dict):
            while stack[-1].tag in _ENDS.get(tag, ()):
                is_open[stack.pop().tag] -= 1
            element = Element(tag, content, stack[-1])
            stack[-1].children.append(element)
            root.order.append(element)
            if tag not in _EMPTY:
                stack.append(element)
                is_open[tag] += 1
        # An end of what is not open ends nothing.
        elif kind == "end" and is_open[tag]:
            while is_open[tag]:
                ended = stack.pop()
                is_open[ended.tag] -= 1
                if ended.tag == tag:
                    break
    return root


_Token = tuple[str, str, "str | dict[str, str]"]


def _tokens(text: str) -> Iterator[_Token]:
    """Yield ("text", "", its text), ("start", tag, attributes) and ("end", tag, "").

    Where something begins and does not end, the page ends: what follows is looked at only once.
    """
    position = 0
    while (found := text.find("<", position)) >= 0:
        if found > position:
            yield "text", "", unescaped(text[position:found])
        if name := _NAME.match(text, found + 1):
            tag = name[0].lower()
            attributes, position = _attributes(text, name.end())
            if position < 0:
                return
            yield "start", tag, attributes
            if tag in _RAW:
                end = _RAW[tag].search(text, position)
                raw = text[position : end.start() if end else len(text)]
                yield "text", "", unescaped(raw) if tag in ("title", "textarea") else raw
                if end is None:
                    return
                position = end.start()
        elif text.startswith("</", found) and (name := _NAME.match(text, found + 2)):
            position = text.find(">", name.end()) + 1
            yield "end", name[0].lower(), ""
        elif text.startswith("<!--", found):
            position = text.find("-->", found + 4) + 3
            position = position if position > 2 else 0
        elif text.startswith(("<!", "<?", "</"), found):
            position = text.find(">", found) + 1
        else:
            yield "text", "", "<"
            position = found + 1
        if not position:
            return
    yield "text", "", unescaped(text[position:])


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
