"""Which codes of findings a package makes, and where each is written: read off its syntax."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.syntax import parsed

_Function = ast.FunctionDef | ast.AsyncFunctionDef
# Records that carry a code, and its place among their arguments.
_CARRY = {"Finding": 0, "Problem": 4, "GridNote": 0}


@dataclass(frozen=True, slots=True, order=True)
class Made:
    """A code where it is written: a finding is made with it, there or by whom it is handed to."""

    code: str
    module: str
    line: int


@dataclass(slots=True)
class _Place:
    """Where an expression stands: in a module, perhaps in a function with names of its own."""

    module: str
    function: _Function | None = None
    names: Mapping[str, list[ast.expr]] = field(default_factory=dict)


@dataclass(slots=True)
class _Sources:
    """What all modules of a package hold, by name: calls, texts that have a name, defaults."""

    calls: dict[str, list[tuple[ast.Call, _Place]]] = field(default_factory=dict)
    named: dict[str, list[tuple[ast.expr, _Place]]] = field(default_factory=dict)
    defaults: list[tuple[ast.expr, _Place]] = field(default_factory=list)


def made_in(texts: Mapping[str, str]) -> list[Made]:
    """Return each code that these modules make findings with; `texts` holds them by their path."""
    sources = _Sources()
    for module, text in sorted(texts.items()):
        tree = parsed(text)
        place = _Place(module)
        for name, values in _assigned(tree.body).items():
            sources.named.setdefault(name, []).extend((value, place) for value in values)
        _collect(tree, place, sources)
    given = [
        (value, place)
        for record, position in _CARRY.items()
        for call, place in sources.calls.get(record, ())
        for value in _given(call, "code", position)
    ]
    return sorted(
        {
            made
            for value, place in (*given, *sources.defaults)
            for made in _codes(value, place, sources, frozenset())
        }
    )


def texts_of(folder: Path) -> dict[str, str]:
    """Return the text of every module below a folder, by its path."""
    return {
        path.relative_to(folder.parent).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
    }


def _collect(node: ast.AST, place: _Place, sources: _Sources) -> None:
    for child in ast.iter_child_nodes(node):
        inner = place
        if isinstance(child, _Function):
            inner = _Place(place.module, child, _assigned(child.body))
        elif isinstance(child, ast.ClassDef) and child.name in _CARRY:
            for line in child.body:
                named = isinstance(line, ast.AnnAssign) and ast.unparse(line.target) == "code"
                if named and line.value is not None:
                    sources.defaults.append((line.value, place))
        elif isinstance(child, ast.Call):
            sources.calls.setdefault(_called(child), []).append((child, place))
        _collect(child, inner, sources)


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _assigned(body: list[ast.stmt]) -> dict[str, list[ast.expr]]:
    """Return what each name is given in these statements, `a, b = 1, 2` pair by pair."""
    found: dict[str, list[ast.expr]] = {}
    for line in body:
        for each in ast.walk(line):
            if isinstance(each, ast.Assign):
                for target in each.targets:
                    _pair(target, each.value, found)
    return found


def _pair(target: ast.expr, value: ast.expr, found: dict[str, list[ast.expr]]) -> None:
    if isinstance(target, ast.Name):
        found.setdefault(target.id, []).append(value)
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for inner, part in zip(target.elts, value.elts, strict=True):
            _pair(inner, part, found)


def _given(call: ast.Call, name: str, position: int) -> Iterator[ast.expr]:
    """Yield what a call hands to a parameter, by its name or at its place."""
    yield from (given.value for given in call.keywords if given.arg == name)
    yield from call.args[position : position + 1]


def _codes(
    value: ast.expr, place: _Place, sources: _Sources, seen: frozenset[str]
) -> Iterator[Made]:
    """Yield what a text can be; nothing where it is copied from another finding."""
    match value:
        case ast.Constant(value=str(text)):
            yield Made(text, place.module, value.lineno)
        case ast.IfExp(body=first, orelse=second):
            yield from _codes(first, place, sources, seen)
            yield from _codes(second, place, sources, seen)
        case ast.JoinedStr(values=parts):
            texts = [Made("", place.module, value.lineno)]
            for part in parts:
                inner = part.value if isinstance(part, ast.FormattedValue) else part
                ends = tuple(_codes(inner, place, sources, seen))
                texts = [
                    Made(text.code + end.code, *_later(text, end)) for text in texts for end in ends
                ]
            yield from texts
        case ast.Name(id=name):
            yield from _named(name, place, sources, seen)


def _later(text: Made, end: Made) -> tuple[str, int]:
    # What is handed in tells a code apart, wherever the rest of it is written.
    return (text.module, text.line) if end.module == text.module else (end.module, end.line)


def _named(name: str, place: _Place, sources: _Sources, seen: frozenset[str]) -> Iterator[Made]:
    function = place.function
    if function is not None and name in (parameters := _parameters(function)):
        if f"{function.name} {name}" in seen:
            return
        seen |= {f"{function.name} {name}"}
        for call, where in sources.calls.get(function.name, ()):
            if _fits(call, function):
                for value in _given(call, name, parameters.index(name)):
                    yield from _codes(value, where, sources, seen)
    elif name in place.names:
        for value in place.names[name]:
            yield from _codes(value, place, sources, seen)
    else:
        for value, where in sources.named.get(name, ()):
            if where.module == place.module or not name.startswith("_"):
                yield from _codes(value, where, sources, seen)


def _parameters(function: _Function) -> list[str]:
    arguments = function.args
    names = [each.arg for each in (*arguments.args, *arguments.kwonlyargs)]
    return names[1:] if names[:1] == ["self"] else names


def _fits(call: ast.Call, function: _Function) -> bool:
    """Tell whether a call may be one of this function: it hands over all that must be given."""
    arguments = function.args
    needed = len(_parameters(function)) - len(arguments.defaults)
    needed -= sum(each is not None for each in arguments.kw_defaults)
    given = len(call.args) + len(call.keywords)
    return needed <= given <= len(_parameters(function))
