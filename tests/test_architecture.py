"""The architecture as code: who may import whom, and what no module may do.

Each rule is a function from one source to the places that break it. The first half holds the rules,
the middle one test per rule over the project, the last part shows that each rule catches something.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

import pytest

from tests.syntax import nodes, parsed

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Source:
    """A Python file: its path from the top of the project, and its text."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return parsed(self.text)

    @property
    def room(self) -> str:
        """The first name below `planner`; `app` for app.py."""
        parts = self.path.with_suffix("").parts
        return parts[1] if parts[0] == "planner" else parts[0]


@dataclass(frozen=True)
class Breach:
    """One place that breaks a rule, and what to do about it."""

    path: PurePosixPath
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} {self.remedy}"


Rule = Callable[[Source], Iterator[Breach]]


@dataclass(frozen=True)
class Room:
    """What the modules of one room may import."""

    rooms: frozenset[str]
    libraries: frozenset[str]


def _room(rooms: str, libraries: str = "") -> Room:
    return Room(frozenset(rooms.split()), frozenset(libraries.split()))


_PYDANTIC = "pydantic pydantic_core"
ROOMS = {
    "model": _room("model", _PYDANTIC),
    "engine": _room("model engine"),
    "io": _room(
        "model io",
        f"pandas openpyxl xlsxwriter sqlalchemy currency_converter defusedxml {_PYDANTIC}",
    ),
    "jobs": _room("model engine io jobs"),
    "ui": _room("model engine io jobs settings ui", f"streamlit pandas altair {_PYDANTIC}"),
    "cli": _room("model engine io jobs settings cli", f"typer rich {_PYDANTIC}"),
    "settings": _room("model engine io settings", f"typer rich platformdirs {_PYDANTIC}"),
    "app": _room(
        "model engine io jobs settings ui cli",
        f"streamlit pandas altair typer rich platformdirs {_PYDANTIC}",
    ),
    "__main__": _room("cli"),
    "api": _room("model engine io jobs settings"),
    "__init__": _room("api"),
}

# A library that only one file may import, on top of what its room may.
DOORS = {
    PurePosixPath("planner/cli/completion/_names.py"): frozenset({"platformdirs"}),
    PurePosixPath("planner/engine/solving/solver.py"): frozenset({"highspy"}),
    PurePosixPath("planner/engine/solving/facility_location.py"): frozenset({"numpy"}),
    PurePosixPath("planner/engine/solving/ways_to_serve.py"): frozenset({"numpy"}),
    PurePosixPath("planner/engine/finding/_near.py"): frozenset({"rapidfuzz"}),
    PurePosixPath("planner/io/rates/live.py"): frozenset({"forex_python", "requests"}),
    PurePosixPath("planner/io/device_types/_yaml.py"): frozenset({"yaml"}),
}

PURE_ROOMS = {"model", "engine"}
SOLVER_WALL = PurePosixPath("planner/engine/solving/solver.py")

IMPURE_MODULES = set(
    """asyncio ctypes fileinput getpass glob http importlib io locale logging multiprocessing os
    pathlib platform random secrets select shutil signal socket sqlite3 ssl subprocess sys tempfile
    time urllib uuid""".split()
)
IMPURE_BUILTINS = {"open", "input", "print", "exec", "eval", "__import__", "breakpoint"}
CALENDARS = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow"}
CLOCKS = CALENDARS | {"time.time", "time.monotonic", "time.perf_counter"}
BROAD = {"Exception", "BaseException", "builtins.Exception", "builtins.BaseException"}
EMPTY_NAMES = set(
    """util utils helper helpers common misc base manager managers service services data""".split()
)
MODULE_LINES = 350
MODULE_LINES_IN_ONE_PIECE = 500
IN_ONE_PIECE = "In one piece because "
FUNCTION_LINES = 60
# Folders of interchangeable members, each with the module that names all of them.
FAMILIES = {
    PurePosixPath(folder): PurePosixPath(registry)
    for folder, registry in (
        ("planner/io/rates", "planner/io/rates/__init__.py"),
        ("planner/io/exporters", "planner/io/exporters/__init__.py"),
        ("planner/model/parts", "planner/model/parts/__init__.py"),
        ("planner/io/prices", "planner/io/prices/__init__.py"),
        ("planner/ui/pages", "planner/ui/menu.py"),
    )
}
TOP_LEVEL = ("catalogs", "exports", "planner", "tests", "app.py", "requirements.txt")


# --- the rules -----------------------------------------------------------------------------------


def room_imports(source: Source) -> Iterator[Breach]:
    """A room imports only the rooms that the table allows it."""
    room = ROOMS.get(source.room)
    if room is None:
        yield Breach(
            source.path,
            1,
            f"'{source.room}' is no room of the house.",
            "Move the module into model, engine, io, jobs, ui, cli or settings.",
        )
        return
    for line, name in [*imports(source.tree), *uses_of_the_package(source.tree)]:
        top, _, rest = name.partition(".")
        wanted = rest.partition(".")[0]
        if top != "planner" or wanted in room.rooms or wanted.startswith("__") or not wanted:
            continue
        allowed = ", ".join(sorted(room.rooms)) or "no room"
        yield Breach(
            source.path,
            line,
            f"{source.room} may not import {name}.",
            f"It may import {allowed}: pass what it needs as an argument, or move the code.",
        )


def third_party_imports(source: Source) -> Iterator[Breach]:
    """A room imports only the libraries that the table allows it, some of them in one file only."""
    room = ROOMS.get(source.room, _room(""))
    allowed = room.libraries | DOORS.get(source.path, frozenset())
    for line, name in imports(source.tree):
        top = name.partition(".")[0]
        if top == "planner" or top in sys.stdlib_module_names or top in allowed:
            continue
        doors = [str(path) for path, libraries in DOORS.items() if top in libraries]
        remedy = (
            f"Only {doors[0]} may: call that module instead."
            if doors
            else "Move the code to the room that may, or change the table in the design first."
        )
        yield Breach(source.path, line, f"{source.room} may not import {top}.", remedy)


def outside_world(source: Source) -> Iterator[Breach]:
    """Model and engine reach no file, network, process, environment or chance."""
    if source.room not in PURE_ROOMS:
        return
    remedy = "Let io or the caller do it and take the result as an argument."
    for line, name in imports(source.tree):
        if name.partition(".")[0] in IMPURE_MODULES:
            yield Breach(source.path, line, f"{source.room} may not import {name}.", remedy)
    for node in nodes(source.tree):
        if isinstance(node, ast.Name) and node.id in IMPURE_BUILTINS:
            yield Breach(
                source.path, node.lineno, f"{source.room} may not use {node.id}().", remedy
            )


def clocks(source: Source) -> Iterator[Breach]:
    """Model and engine read no clock, not even as a default value; io and jobs none for the day.

    How long to wait is for them to measure; which day it is, is for whoever asks to say.
    """
    if source.room not in {*PURE_ROOMS, "io", "jobs"}:
        return
    read = CLOCKS if source.room in PURE_ROOMS else CALENDARS
    known = local_names(source.tree)
    for node in nodes(source.tree):
        name = dotted(node, known) if isinstance(node, ast.Attribute) else None
        if name and ".".join(name.split(".")[-2:]) in read:
            yield Breach(
                source.path,
                node.lineno,
                f"{source.room} may not read the clock ({name}).",
                "Take the date as an argument.",
            )


def floats(source: Source) -> Iterator[Breach]:
    """Model and engine make no float, except behind the solver's wall."""
    if source.room not in PURE_ROOMS or source.path == SOLVER_WALL:
        return
    for node in nodes(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func, {}) == "float":
            what = "float() loses cents."
        elif isinstance(node, ast.Constant) and isinstance(node.value, float):
            what = f"{node.value} is a float."
        else:
            continue
        yield Breach(
            source.path,
            node.lineno,
            what,
            f'Use int or Decimal("..."); only {SOLVER_WALL} may use floats.',
        )


def relative_imports(source: Source) -> Iterator[Breach]:
    """An import says the whole name."""
    for node in nodes(source.tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield Breach(
                source.path,
                node.lineno,
                "relative import.",
                "Write the whole name: from planner.model.money import Money.",
            )


def global_state(source: Source) -> Iterator[Breach]:
    """No function changes a module's variables."""
    for node in nodes(source.tree):
        if isinstance(node, ast.Global):
            yield Breach(
                source.path,
                node.lineno,
                f"global {', '.join(node.names)}.",
                "Pass the value in and return the new one.",
            )


def broad_excepts(source: Source) -> Iterator[Breach]:
    """A handler names the errors it can do something about."""
    known = local_names(source.tree)
    for node in nodes(source.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = [node.type] if node.type else []
            bare = node.type is None
        elif isinstance(node, ast.Call) and dotted(node.func, known) == "contextlib.suppress":
            caught, bare = list(node.args), False
        else:
            continue
        caught = [part for each in caught for part in getattr(each, "elts", [each])]
        if bare or any(dotted(each, known) in BROAD for each in caught):
            yield Breach(
                source.path,
                node.lineno,
                "catches everything, our own bugs too.",
                "Name the errors that can be handled here.",
            )


def raw_html(source: Source) -> Iterator[Breach]:
    """No page lets text become markup."""
    for node in nodes(source.tree):
        if isinstance(node, ast.keyword):
            name = node.arg
        elif isinstance(node, ast.Constant):
            name = node.value if isinstance(node.value, str) else None
        else:
            continue
        if name == "unsafe_allow_html":
            yield Breach(
                source.path,
                node.lineno,
                "unsafe_allow_html lets a catalog entry run as a script.",
                "Use Streamlit's own elements and the theme.",
            )


def empty_names(source: Source) -> Iterator[Breach]:
    """A module's name says what is in it."""
    for part in source.path.with_suffix("").parts:
        if part.strip("_") in EMPTY_NAMES:
            yield Breach(
                source.path,
                1,
                f"'{part}' says nothing about what is inside.",
                "Name it after the thing it holds, or move the code to where it is used.",
            )


def long_modules(source: Source) -> Iterator[Breach]:
    """A module stays short enough to be read in one go, or says why it is one deep thing."""
    lines = len(source.text.splitlines())
    argued = IN_ONE_PIECE in " ".join((ast.get_docstring(source.tree) or "").split())
    most = MODULE_LINES_IN_ONE_PIECE if argued else MODULE_LINES
    if lines > most:
        yield Breach(
            source.path,
            lines,
            f"{lines} lines, more than {most}.",
            "Split it where its parts change for different reasons; one deep thing may have "
            f"{MODULE_LINES_IN_ONE_PIECE} and says '{IN_ONE_PIECE}…' in its docstring.",
        )


def long_functions(source: Source) -> Iterator[Breach]:
    """A function does one thing: about 40 lines, never more than 60."""
    for node in nodes(source.tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > FUNCTION_LINES:
            yield Breach(
                source.path,
                node.lineno,
                f"{node.name} has {lines} lines, more than {FUNCTION_LINES}.",
                "Give a name to a part of it.",
            )


def missing_docstrings(source: Source) -> Iterator[Breach]:
    """Model and engine say in a sentence what each module, public class and function is for."""
    if source.room not in PURE_ROOMS:
        return
    remedy = "Open it with one plain sentence in a docstring."
    if ast.get_docstring(source.tree) is None:
        yield Breach(source.path, 1, "the module has no docstring.", remedy)
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if not node.name.startswith("_") and ast.get_docstring(node) is None:
            yield Breach(source.path, node.lineno, f"{node.name} has no docstring.", remedy)


# What holds a sentence, or a part of one, wherever it stands.
SENTENCES = frozenset(
    """
    message messages hint hints advice words reason reasons sentence sentences note notes why
    headline wish instead said told remark remarks heading title titles
    """.split()
)
CUTS = frozenset(
    """
    startswith endswith partition rpartition split rsplit splitlines replace removeprefix
    removesuffix find rfind index count translate
    """.split()
)
# Who reads what people wrote, and who puts words on paper: there a text is what the work is about.
READERS_AND_WRITERS = {
    "planner/io/text/": "reads what people wrote",
    "planner/io/readers/": "reads files that people wrote",
    "planner/io/bills/": "finds out what people wrote in their lists",
    "planner/io/returned/": "finds the cells of a workbook that people edited",
    "planner/io/catalog/uploads.py": "reads the headings of a table that people wrote",
    "planner/model/parts/_fields.py": "reads a cell that people wrote",
    "planner/cli/main.py": "makes the sentences of another library our own",
    "planner/io/exporters/_json_records.py": "makes the sentences of another library our own",
    "planner/io/exporters/_values.py": "says nothing twice",
    "planner/io/exporters/_xlsx_layout.py": "breaks lines",
    "planner/io/exporters/xlsx.py": "escapes what a footer would take for a sign",
}


def sentences_as_identity(source: Source) -> Iterator[Breach]:
    """No sentence is compared, cut or searched to find out what it is about."""
    if any(str(source.path).startswith(place) for place in READERS_AND_WRITERS):
        return
    for node in nodes(source.tree):
        if (what := _asked_of_a_sentence(node)) is not None:
            yield Breach(
                source.path,
                node.lineno,
                what,
                "Carry its kind and its values, and let one writer word them.",
            )


def _asked_of_a_sentence(node: ast.AST) -> str | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        held, asked = _sentence(node.func.value), node.func.attr
        if held and asked in CUTS:
            return f"{held}.{asked}() looks into a sentence."
        if dotted(node.func.value, {}) in ("re", "difflib"):
            searched = next(filter(None, map(_sentence, node.args)), None)
            return searched and f"{searched} is a sentence, and no place to search."
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        held = _sentence(node.value)
        return held and f"{held}[…] cuts a sentence."
    return _compared(node) if isinstance(node, ast.Compare) else None


def _compared(node: ast.Compare) -> str | None:
    sides = [node.left, *node.comparators]
    for operator, one, other in zip(node.ops, sides, sides[1:], strict=False):
        if isinstance(operator, ast.Eq | ast.NotEq) and any(
            isinstance(side, ast.JoinedStr) for side in (one, other)
        ):
            return "a text that is made here is compared."
        texts = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
        empty = any(isinstance(side, ast.Constant) and not side.value for side in (one, other))
        held = _sentence(one) or _sentence(other)
        if isinstance(operator, texts) and held and not empty:
            return f"{held} is a sentence, and compared."
    return None


def _sentence(node: ast.AST) -> str | None:
    """Return the name under which a value holds a sentence, if it does."""
    if isinstance(node, ast.Subscript):
        return _sentence(node.value)
    if isinstance(node, ast.Call):
        return _sentence(node.func)
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name if name in SENTENCES else None


RULES: tuple[Rule, ...] = (
    room_imports,
    third_party_imports,
    outside_world,
    clocks,
    floats,
    relative_imports,
    global_state,
    broad_excepts,
    raw_html,
    empty_names,
    long_modules,
    long_functions,
    missing_docstrings,
    sentences_as_identity,
)


# --- rules over folders --------------------------------------------------------------------------


def missing_at_top(present: Iterable[str]) -> list[str]:
    """Return the promised top-level names that are not there."""
    there = set(present)
    return [
        f"{name} is missing at the top of the project. Its name and place are promised: restore it."
        for name in TOP_LEVEL
        if name not in there
    ]


def folders_that_are_no_packages(sources: Iterable[Source]) -> list[str]:
    """Return the folders with modules but no `__init__.py`: neither coverage nor pip sees them."""
    paths = {source.path for source in sources if source.path.parts[0] == "planner"}
    return [
        f"{folder} has modules but no __init__.py. Add one with a docstring."
        for folder in sorted({path.parent for path in paths})
        if folder / "__init__.py" not in paths
    ]


def unregistered_members(sources: Iterable[Source]) -> list[str]:
    """Return the members of families that their registry does not name."""
    by_path = {source.path: source for source in sources}
    found = []
    for path, source in sorted(by_path.items()):
        registry = FAMILIES.get(path.parent)
        if registry is None or path == registry or path.stem.startswith("_"):
            continue
        if registry not in by_path or not _names(by_path[registry], source):
            found.append(
                f"{path}:1: no registry names this member of {path.parent}. "
                f"Add its line in {registry}."
            )
    return found


def _names(registry: Source, member: Source) -> bool:
    module = ".".join(member.path.with_suffix("").parts)
    if any(f"{name}.".startswith(f"{module}.") for _, name in imports(registry.tree)):
        return True
    says_it = re.compile(rf"(.*[./])?{re.escape(member.path.stem)}(\.py)?")
    return any(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and says_it.fullmatch(node.value)
        for node in nodes(registry.tree)
    )


# --- reading a tree ------------------------------------------------------------------------------


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and whole name of each absolute import; `from a import b` is `a.b`."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def uses_of_the_package(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield `planner.x` wherever a bare `import planner` is used to reach x."""
    for node in nodes(tree):
        if isinstance(node, ast.Import) and any(alias.name == "planner" for alias in node.names):
            break
    else:
        return
    known = local_names(tree)
    for node in nodes(tree):
        if isinstance(node, ast.Attribute) and dotted(node.value, known) == "planner":
            yield node.lineno, f"planner.{node.attr}"


def local_names(tree: ast.Module) -> dict[str, str]:
    """Map the names that imports bind to the whole names behind them."""
    names = {}
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return names


def dotted(node: ast.AST, known: dict[str, str]) -> str | None:
    """Return `a.b.c` for such an expression, with its first name made whole; None for others."""
    if isinstance(node, ast.Name):
        return known.get(node.id, node.id)
    if isinstance(node, ast.Attribute) and (before := dotted(node.value, known)):
        return f"{before}.{node.attr}"
    return None


@cache
def sources(*places: str) -> tuple[Source, ...]:
    """Return every Python file in these folders (or these files themselves) of the project."""
    paths = [
        path
        for place in places
        for path in (sorted((ROOT / place).rglob("*.py")) or [ROOT / place])
        if path.is_file()
    ]
    return tuple(
        Source(PurePosixPath(path.relative_to(ROOT).as_posix()), path.read_text("utf-8"))
        for path in paths
    )


# --- the project keeps them ----------------------------------------------------------------------


def product() -> tuple[Source, ...]:
    """What people run."""
    return sources("planner", "app.py")


def everything() -> tuple[Source, ...]:
    """What people run, and what checks and measures it."""
    return sources("planner", "app.py", "tests", "scripts", "benchmarks")


def assert_kept(rule: Rule, over: Iterable[Source]) -> None:
    assert_none([str(breach) for each in over for breach in rule(each)], str(rule.__doc__))


def assert_none(breaches: list[str], law: str) -> None:
    assert not breaches, "\n".join(["", law, *breaches])


def test_the_promised_names_stand_at_the_top() -> None:
    here = (path.name for path in ROOT.iterdir())

    assert_none(missing_at_top(here), "People and programs find these by name.")


def test_every_folder_with_modules_is_a_package() -> None:
    assert_none(folders_that_are_no_packages(product()), "Every module counts.")


def test_a_room_imports_only_the_rooms_it_may() -> None:
    assert_kept(room_imports, product())


def test_a_room_imports_only_the_libraries_it_may() -> None:
    assert_kept(third_party_imports, product())


def test_model_and_engine_do_not_reach_the_outside_world() -> None:
    assert_kept(outside_world, product())


def test_only_the_faces_of_the_house_know_which_day_it_is() -> None:
    assert_kept(clocks, product())


def test_no_float_leaves_the_solvers_wall() -> None:
    assert_kept(floats, product())


def test_imports_are_absolute() -> None:
    assert_kept(relative_imports, everything())


def test_nothing_changes_a_global() -> None:
    assert_kept(global_state, everything())


def test_no_handler_catches_everything() -> None:
    assert_kept(broad_excepts, everything())


def test_no_page_lets_text_become_markup() -> None:
    assert_kept(raw_html, product())


def test_module_names_say_what_is_inside() -> None:
    assert_kept(empty_names, everything())


def test_modules_can_be_read_in_one_go() -> None:
    assert_kept(long_modules, product())


def test_functions_do_one_thing() -> None:
    assert_kept(long_functions, product())


def test_model_and_engine_explain_themselves() -> None:
    assert_kept(missing_docstrings, product())


def test_no_sentence_is_asked_what_it_is_about() -> None:
    assert_kept(sentences_as_identity, product())


def test_every_reader_of_texts_is_there() -> None:
    paths = [str(each.path) for each in product()]
    assert all(any(path.startswith(each) for path in paths) for each in READERS_AND_WRITERS)


def test_every_member_of_a_family_is_in_its_registry() -> None:
    assert_none(unregistered_members(product()), "A registry lists its whole family.")


# --- and each of them bites ----------------------------------------------------------------------

MODEL, ENGINE = "planner/model/money.py", "planner/engine/planning/cost.py"
IO, PAGE = "planner/io/files.py", "planner/ui/pages/size.py"

CAUGHT = [
    (room_imports, MODEL, "from planner.engine import costing", 1, "model may not import"),
    (
        room_imports,
        ENGINE,
        "import planner.io.catalog.folder",
        1,
        "engine may not import planner.io",
    ),
    (room_imports, ENGINE, "\nfrom planner import io", 2, "engine may not import planner.io"),
    (room_imports, ENGINE, "from planner import settings", 1, "planner.settings"),
    (room_imports, IO, "def f():\n    from planner.engine.rules import RULES", 2, "io may not"),
    (room_imports, IO, "from planner.settings import Settings", 1, "io may not"),
    (room_imports, PAGE, "from planner.cli.main import main", 1, "ui may not import planner.cli"),
    (room_imports, "planner/cli/main.py", "from planner.ui import widgets", 1, "cli may not"),
    (room_imports, "planner/settings.py", "import planner.cli", 1, "settings may not"),
    (room_imports, PAGE, "from planner.cli.output import wrapped", 1, "planner.cli.output"),
    (room_imports, "planner/cli/output.py", "from planner.ui import widgets", 1, "cli may not"),
    (room_imports, "planner/__init__.py", "from planner.model import money", 1, "may import api"),
    (room_imports, "planner/web/pages.py", "", 1, "'web' is no room"),
    (room_imports, ENGINE, "import planner\nread = planner.io.read", 2, "planner.io"),
    (room_imports, MODEL, "import planner as p\nread = p.io.read", 2, "planner.io"),
    (third_party_imports, MODEL, "import pandas as pd", 1, "model may not import pandas"),
    (third_party_imports, ENGINE, "import pydantic", 1, "engine may not import pydantic"),
    (third_party_imports, ENGINE, "import highspy", 1, "Only planner/engine/solving/solver.py may"),
    (third_party_imports, "planner/engine/solving/solver.py", "import requests", 1, "live.py may"),
    (third_party_imports, IO, "from requests import get", 1, "Only planner/io/rates/live.py may"),
    (third_party_imports, "planner/io/rates/ecb.py", "import forex_python.converter", 1, "live.py"),
    (third_party_imports, IO, "import streamlit as st", 1, "io may not import streamlit"),
    (third_party_imports, PAGE, "import plotly.express", 1, "ui may not import plotly"),
    (third_party_imports, PAGE, "import openpyxl", 1, "ui may not import openpyxl"),
    (third_party_imports, "planner/cli/main.py", "import streamlit", 1, "cli may not"),
    (third_party_imports, "app.py", "import openpyxl", 1, "app may not import openpyxl"),
    (outside_world, MODEL, "import os", 1, "may not import os"),
    (outside_world, MODEL, "from pathlib import Path", 1, "pathlib.Path"),
    (outside_world, ENGINE, "import urllib.request", 1, "urllib"),
    (outside_world, ENGINE, "from time import time", 1, "time.time"),
    (outside_world, ENGINE, "from io import StringIO", 1, "io.StringIO"),
    (outside_world, "planner/engine/solving/solver.py", "import random", 1, "random"),
    (outside_world, MODEL, "rows = open('rates.csv')", 1, "open()"),
    (outside_world, ENGINE, "read = open", 1, "open()"),
    (clocks, ENGINE, "from datetime import date\nday = date.today()", 2, "datetime.date.today"),
    (clocks, MODEL, "import datetime as dt\nnow = dt.datetime.now(dt.UTC)", 2, "datetime.now"),
    (clocks, MODEL, "from datetime import date as day\nf = Field(day.today)", 2, "date.today"),
    (clocks, ENGINE, "import time\nt = time.time()", 2, "time.time"),
    (clocks, IO, "from datetime import date\nday = date.today()", 2, "date.today"),
    (floats, ENGINE, "share = float(total)", 1, "float()"),
    (floats, MODEL, "TAX = 0.07", 1, "0.07 is a float"),
    (relative_imports, IO, "from .rows import read", 1, "relative import"),
    (relative_imports, PAGE, "from .. import widgets", 1, "relative import"),
    (global_state, IO, "n = 0\ndef f():\n    global n\n    n = 1", 3, "global n"),
    (broad_excepts, IO, "try:\n    f()\nexcept:\n    pass", 3, "catches everything"),
    (broad_excepts, "app.py", "try:\n    f()\nexcept Exception as e:\n    g(e)", 3, "catches"),
    (broad_excepts, PAGE, "try:\n    f()\nexcept (OSError, BaseException):\n    g()", 3, "catches"),
    (broad_excepts, IO, "import contextlib as c\nwith c.suppress(Exception):\n    f()", 2, "catch"),
    (raw_html, PAGE, "st.markdown(name, unsafe_allow_html=True)", 1, "script"),
    (raw_html, PAGE, "st.markdown(name, **{'unsafe_allow_html': True})", 1, "script"),
    (empty_names, "planner/io/utils.py", "", 1, "'utils'"),
    (empty_names, "planner/data/parts.py", "", 1, "'data'"),
    (empty_names, "planner/engine/_helpers.py", "", 1, "'_helpers'"),
    (long_modules, IO, "x = 1\n" * 351, 351, "351 lines"),
    (long_modules, IO, '"""In one piece because so."""\n' + "x = 1\n" * 500, 501, "501 lines"),
    (long_functions, IO, "def f():\n" + "    x = 1\n" * 60, 1, "f has 61 lines"),
    (long_functions, PAGE, "class A:\n  async def g(s):\n" + "    x = 1\n" * 60, 2, "g has 61"),
    (missing_docstrings, MODEL, "x = 1", 1, "module has no docstring"),
    (missing_docstrings, ENGINE, '"""Ok."""\ndef total():\n    return 1', 2, "total has no"),
    (missing_docstrings, MODEL, '"""Ok."""\nclass Money:\n    pass', 2, "Money has no"),
    (sentences_as_identity, ENGINE, "if wish.words == counted(7, 'node'): f()", 1, "words is a"),
    (sentences_as_identity, ENGINE, "old = each.wish != asked", 1, "wish is a sentence"),
    (sentences_as_identity, ENGINE, "x = name in found.message", 1, "message is a sentence"),
    (sentences_as_identity, ENGINE, "x = found.message not in known", 1, "message is a sentence"),
    (sentences_as_identity, ENGINE, "x = limit == f'a budget of {budget}'", 1, "made here"),
    (sentences_as_identity, PAGE, "rest = sized.reasons[3:]", 1, "reasons[…] cuts"),
    (sentences_as_identity, PAGE, "a, _, b = found.headline.partition(': ')", 1, "partition()"),
    (sentences_as_identity, PAGE, "x = found.why().split(' ')[0]", 1, "why.split()"),
    (sentences_as_identity, IO, "x = row.notes[0].startswith('With')", 1, "notes.startswith()"),
    (sentences_as_identity, MODEL, "n = int(titles[0].rpartition(' ')[2])", 1, "titles.rpartition"),
    (sentences_as_identity, MODEL, "import re\nx = re.sub('their', 'its', reason)", 2, "reason is"),
    (sentences_as_identity, IO, "x = hint.replace('a', 'b')", 1, "hint.replace()"),
]

ALLOWED = [
    (room_imports, ENGINE, "from planner.model.money import Money\nimport decimal"),
    (room_imports, IO, "import io\nfrom planner.io.readers.csv import read"),
    (room_imports, "app.py", "from planner.ui import session\nfrom planner.cli.main import main"),
    (room_imports, "planner/__main__.py", "from planner.cli.main import main"),
    (room_imports, "planner/cli/main.py", "from planner import __version__"),
    (room_imports, "planner/cli/main.py", "from planner.cli.output import write"),
    (room_imports, "planner/settings.py", "import planner\nhere = planner.__file__"),
    (third_party_imports, "planner/engine/solving/solver.py", "import highspy"),
    (third_party_imports, "planner/io/rates/live.py", "import requests, forex_python.converter"),
    (third_party_imports, MODEL, "from pydantic import BaseModel\nfrom decimal import Decimal"),
    (outside_world, IO, "import os\nrows = open('rates.csv')"),
    (outside_world, ENGINE, "import datetime\nstill = place.open"),
    (clocks, ENGINE, "from datetime import date\nfirst = date(2020, 6, 17)"),
    (clocks, PAGE, "from datetime import date\nday = date.today()"),
    (clocks, IO, "import time\nt = time.monotonic()"),
    (floats, "planner/engine/solving/solver.py", "bound = float(1) * 0.5"),
    (floats, MODEL, "def check(value):\n    return isinstance(value, float)"),
    (broad_excepts, IO, "try:\n    f()\nexcept (OSError, ValueError):\n    pass"),
    (raw_html, PAGE, "st.markdown('never unsafe_allow_html here')"),
    (empty_names, "planner/model/database.py", ""),
    (long_modules, IO, "x = 1\n" * 350),
    (long_modules, IO, '"""In one piece because so."""\n' + "x = 1\n" * 499),
    (long_functions, IO, "def f():\n" + "    x = 1\n" * 59),
    (missing_docstrings, MODEL, '"""Ok."""\ndef _inner():\n    return 1'),
    (missing_docstrings, IO, "def total():\n    return 1"),
    (sentences_as_identity, ENGINE, "x = wish.kind is WishKind.NODES or wish is None"),
    (sentences_as_identity, ENGINE, "x = found.code == PRICE_OLD and not found.hint"),
    (sentences_as_identity, PAGE, "x = found.message == '' or f'{a}: {found.message}'"),
    (sentences_as_identity, PAGE, "x = f'wish:{name}' in st.session_state"),
    (sentences_as_identity, "planner/io/text/problems.py", "x = message.startswith('Input')"),
]


def source(path: str, text: str = "") -> Source:
    return Source(PurePosixPath(path), text)


@pytest.mark.parametrize(("rule", "path", "text", "line", "words"), CAUGHT)
def test_a_rule_catches_what_it_forbids(
    rule: Rule, path: str, text: str, line: int, words: str
) -> None:
    breaches = list(rule(source(path, text)))

    assert [breach.line for breach in breaches] == [line]
    assert str(breaches[0]).startswith(f"{path}:{line}: ")
    assert words in str(breaches[0])
    assert breaches[0].remedy.endswith(".")


@pytest.mark.parametrize(("rule", "path", "text"), ALLOWED)
def test_a_rule_lets_pass_what_it_allows(rule: Rule, path: str, text: str) -> None:
    assert list(rule(source(path, text))) == []


def test_every_rule_is_shown_to_catch_something() -> None:
    assert {rule for rule, *_ in CAUGHT} == set(RULES)


def test_a_missing_top_level_name_is_caught() -> None:
    (found,) = missing_at_top(name for name in TOP_LEVEL if name != "app.py")

    assert found.startswith("app.py is missing")
    assert missing_at_top(iter(TOP_LEVEL)) == []


def test_a_folder_that_is_no_package_is_caught() -> None:
    whole = [source("planner/__init__.py"), source("planner/io/__init__.py"), source(IO)]

    assert folders_that_are_no_packages(whole) == []
    assert "planner/io has modules" in folders_that_are_no_packages([whole[0], whole[2]])[0]


@pytest.mark.parametrize(
    ("registry", "text"),
    [
        ("planner/io/rates/__init__.py", "from planner.io.rates import live"),
        ("planner/io/rates/__init__.py", "from planner.io.rates.live import LiveRates"),
        ("planner/io/rates/__init__.py", "import planner.io.rates.live"),
        ("planner/io/rates/__init__.py", "RATES = {'live': 'planner.io.rates.live:LiveRates'}"),
    ],
)
def test_a_registry_names_a_member_by_import_or_by_name(registry: str, text: str) -> None:
    assert unregistered_members([source("planner/io/rates/live.py"), source(registry, text)]) == []


@pytest.mark.parametrize(
    "others",
    [
        [],
        [source("planner/io/rates/__init__.py", '"""Sources: live, ecb."""')],
        [source("planner/io/rates/__init__.py", "from planner.io.rates import alive")],
        [source("app.py", "from planner.io.rates import live")],
    ],
)
def test_a_member_that_its_registry_forgot_is_caught(others: list[Source]) -> None:
    (found,) = unregistered_members([source("planner/io/rates/live.py"), *others])

    assert found.startswith("planner/io/rates/live.py:1: ")


def test_a_page_is_named_by_the_menu() -> None:
    menu = source("planner/ui/menu.py", "PAGES = ('size.py',)")

    assert unregistered_members([source(PAGE), menu]) == []
    assert "planner/ui/menu.py" in unregistered_members([source(PAGE)])[0]
