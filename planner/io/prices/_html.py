"""A page's elements in their order, read in time that grows with the page and not faster.

Python's own `html.parser` takes minutes over a hundred kilobytes of open brackets, which anybody
may send. This reader looks at each character a fixed number of times. It builds no page as a
browser does: it needs what stands in what, attributes and text.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from planner.io.text.html_tokens import tokens

MOST_TOKENS = 200_000
MOST_INSIDE = 500

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
    for kind, tag, content, _ in islice(tokens(text), MOST_TOKENS):
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
