"""What people read uses the terms of the glossary: the words that a term replaces are refused."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer

from planner.cli.main import app
from tests.syntax import nodes, parsed

TOP = Path(__file__).resolve().parents[1]
GLOSSARY = TOP / "docs" / "glossary.md"
# Where a refused word may stand, and why.
ALLOWED = (
    r"\b(wishes|contradiction)[-.]\w+",  # names of files and codes that programs read
    r"`[^`]*`",  # names in code
    r"https?://\S+",  # addresses of sources
)
# Modules that read what people wrote, before or elsewhere, and so have to know their words.
READS_OLD_WORDS = (
    "planner/model/parts/_fields.py",
    "planner/ui/visit/address.py",
    "planner/io/bills/_words.py",
    "planner/io/readers/_cart_blocks.py",
    "planner/engine/finding/_kinds.py",
)
# Documents about the house's own code speak of what the code names.
OF_THE_CODE = {"architecture.md", "glossary.md"}


def refused(glossary: str) -> tuple[str, ...]:
    """Return the words of the last column of the glossary's table."""
    rows = [line.split("|") for line in glossary.splitlines() if line.startswith("| ")]
    return tuple(word for row in rows[1:] for word in re.findall(r"`([^`]+)`", row[3]))


WORDS = refused(GLOSSARY.read_text(encoding="utf-8"))
_BITES = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, WORDS))})(?![\w-])", re.IGNORECASE)


def breaches(texts: Iterator[tuple[str, str]]) -> list[str]:
    """Return where a refused word stands, with the text."""
    found = []
    for where, text in texts:
        plain = re.sub("|".join(ALLOWED), " ", text)
        found += [f"{where}: {bad[0]!r} in {text.strip()[:90]!r}" for bad in _BITES.finditer(plain)]
    return found


def literals(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of a module that people may read: sentences, not names, and no docstrings."""
    tree = parsed(path.read_text(encoding="utf-8"))
    told = {
        id(node.value)
        for node in nodes(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in nodes(tree):
        if not isinstance(node, ast.Constant) or id(node) in told:
            continue
        if isinstance(node.value, str) and (" " in node.value or node.value[:1].isupper()):
            yield f"{path.relative_to(TOP)}:{node.lineno}", node.value


def helps(command: Any, name: str = "planner") -> Iterator[tuple[str, str]]:
    """Yield what `--help` says of a command and of those below it."""
    context = command.make_context(name, [], resilient_parsing=True)
    yield f"{name} --help", command.get_help(context)
    for each, below in getattr(command, "commands", {}).items():
        yield from helps(below, f"{name} {each}")


def cells(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of a workbook."""
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    yield f"{path.name} {sheet.title}!{cell.coordinate}", cell.value


@pytest.mark.parametrize("room", ["ui", "cli", "model", "engine", "io", "jobs"])
def test_no_text_of_a_room_uses_a_refused_word(room: str) -> None:
    modules = sorted((TOP / "planner" / room).rglob("*.py"))
    assert modules
    told = [path for path in modules if str(path.relative_to(TOP)) not in READS_OLD_WORDS]
    found = breaches(each for path in told for each in literals(path))
    assert not found, "\n".join(found)


def test_no_document_uses_a_refused_word() -> None:
    paths = [TOP / "README.md", *sorted((TOP / "docs").rglob("*.md"))]
    texts = (
        (f"{path.name}:{number}", line)
        for path in paths
        if path.name not in OF_THE_CODE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    )
    found = breaches(texts)
    assert not found, "\n".join(found)


def test_no_help_uses_a_refused_word() -> None:
    found = breaches(helps(typer.main.get_command(app)))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", sorted((TOP / "exports").glob("*.xlsx")), ids=lambda p: p.stem)
def test_no_reference_workbook_uses_a_refused_word(path: Path) -> None:
    found = breaches(cells(path))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("word", WORDS)
def test_every_refused_word_is_found_where_it_stands(word: str) -> None:
    assert breaches(iter([("here", f"We say {word} now.")]))
    assert breaches(iter([("here", word.capitalize())]))


@pytest.mark.parametrize("fine", ["lead time", "a wishlist", "see `wishes.toml`"])
def test_what_only_looks_like_a_refused_word_is_let_be(fine: str) -> None:
    assert not breaches(iter([("here", fine)]))
