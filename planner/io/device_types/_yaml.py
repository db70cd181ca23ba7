"""Strict YAML: a tree of what was written, each text with its line, and no surprises.

YAML can build objects, repeat one list a million times, and take `yes` for true, `010` for eight
and `22:30` for a number. Nothing of that happens here: anchors, aliases, tags and directives are
refused, so are keys that are there twice, and a plain text stays a text until somebody asks it for
a number or for true or false, which are those of YAML 1.2.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import yaml

from planner.model.exact_numbers import brief

# The largest device type of the public library has 60 kB.
MAX_BYTES = 500_000
MAX_DEPTH = 20
_ODD_SIGNS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_YES = frozenset({"true", "True", "TRUE"})
_NO = frozenset({"false", "False", "FALSE"})
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?", re.ASCII)
# The parser in C where there is one: it is ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Events = Callable[[], Any]


class YamlError(Exception):
    """A text is no YAML, or none that is read here; its text says why, as a sentence."""

    def __init__(self, message: str, line: int | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.hint = message, line, hint


class Scalar(NamedTuple):
    """A text as it was written, whether it stands without quotes, and in which line."""

    text: str
    plain: bool
    line: int

    @property
    def is_null(self) -> bool:
        """Tell whether it says that there is nothing."""
        return self.plain and self.text in _NULL

    def yes_no(self) -> bool | None:
        """Return true or false; None if it is neither."""
        if self.plain and self.text in _YES | _NO:
            return self.text in _YES
        return None

    def number(self) -> Decimal | None:
        """Return a decimal number; None if it is none, or one that could be read in two ways."""
        if self.plain and _NUMBER.fullmatch(self.text):
            return Decimal(self.text)
        return None


class Mapping(dict[str, "Node"]):
    """Keys with what stands behind them, and the line in which they begin."""

    line = 0


class Sequence(list["Node"]):
    """A list, and the line in which it begins."""

    line = 0


Node = Scalar | Mapping | Sequence


def read_yaml(content: bytes) -> Node:
    """Return what a file says. Raises YamlError."""
    text = _text_of(content)
    try:
        return _document(_LOADER(text))
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        reason = (error.problem or error.context or "it cannot be parsed").strip()
        line = None if where is None else where.line + 1
        raise YamlError(f"This is not YAML: {reason}.", line) from None
    except yaml.YAMLError:
        # A sign that no YAML file may hold, which is looked for above; kept for a later parser.
        raise YamlError("This is not YAML: it holds signs that are no text.") from None


def _text_of(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        size, most = len(content) / 1000, MAX_BYTES // 1000
        raise YamlError(f"The file has {size:,.0f} kB; at most {most} kB are read.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise YamlError("The file is not UTF-8.", line, "Save it as UTF-8.") from None
    found = _ODD_SIGNS.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise YamlError("The file holds bytes that are not text.", line)
    return text


def _document(loader: yaml.SafeLoader) -> Node:
    """Return the one document of a stream of events."""
    next_event: _Events = loader.get_event
    next_event()  # the stream begins
    start = next_event()
    if not isinstance(start, yaml.DocumentStartEvent):
        raise YamlError("The file holds nothing.")
    if start.tags or (start.version is not None and tuple(start.version) != (1, 2)):
        hint = "Remove the line that begins with %."
        raise YamlError("Directives are not read.", _line(start), hint)
    root: Node = _tree(next_event)
    next_event()  # the document ends
    after = next_event()
    if not isinstance(after, yaml.StreamEndEvent):
        hint = "Put each device type into a file of its own."
        raise YamlError("The file holds several documents.", _line(after), hint)
    return root


def _tree(next_event: _Events) -> Any:
    """Return the node that the next events make up, without recursion.

    Of half a million events in a folder each counts, so what most of them need is done here.
    """
    above: list[tuple[Any, str | None]] = []
    parent: Any = None  # the list or the mapping that is open
    key: str | None = None
    node: Any
    while True:
        event = next_event()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            text, plain = event.value, event.implicit[0]
            if event.anchor is not None or event.tag is not None:
                _refuse_marks(event)
            if key is None and type(parent) is Mapping:
                if text in parent or (plain and text in _NULL):
                    raise _bad_key(text, event, is_there=text in parent)
                key = text
                continue
            node = Scalar(text, plain, event.start_mark.line + 1)
            if parent is None:
                return node
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            is_key = key is None and type(parent) is Mapping
            if parent is not None:
                above.append((parent, key))
            parent, key = _begun(event, len(above), is_key=is_key), None
            continue
        elif kind is yaml.AliasEvent:
            hint = "Write what it stands for in its place."
            raise YamlError(f"The alias {brief(event.anchor)} is not read.", _line(event), hint)
        else:
            node = parent  # its end
            if not above:
                return node
            parent, key = above.pop()
        if key is not None:
            parent[key], key = node, None
        else:
            parent.append(node)


def _begun(event: Any, depth: int, *, is_key: bool) -> Mapping | Sequence:
    """Return the mapping or the list that begins. Raises YamlError if it may not stand there."""
    _refuse_marks(event)
    line = _line(event)
    if depth >= MAX_DEPTH:
        message = f"Lists and mappings lie more than {MAX_DEPTH} deep in one another."
        raise YamlError(message, line)
    if is_key:
        raise YamlError("A key is a list or a mapping.", line)
    node = Mapping() if type(event) is yaml.MappingStartEvent else Sequence()
    node.line = line
    return node


def _bad_key(text: str, event: Any, *, is_there: bool) -> YamlError:
    if is_there:
        message = f"The key {brief(text)} is there twice."
        return YamlError(message, _line(event), "Keep one of them.")
    return YamlError("A key is empty.", _line(event))


def _refuse_marks(event: Any) -> None:
    if event.anchor is not None:
        hint = "Remove it, and write what it stands for where it is used."
        raise YamlError(f"The anchor {brief(event.anchor)} is not read.", _line(event), hint)
    if event.tag is not None:
        hint = "Remove it: what a text means is told by its key."
        raise YamlError(f"The tag {brief(event.tag)} is not read.", _line(event), hint)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
