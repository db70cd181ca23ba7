"""The documents as their tests read them: what is a command, what it prints, what is prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
# Every page that people read. The changelog tells what was, and is not held to what is.
PAGES = tuple(
    sorted(
        [
            *DOCS.rglob("*.md"),
            ROOT / "README.md",
            ROOT / "CONTRIBUTING.md",
            ROOT / "catalogs" / "README.md",
            ROOT / "exports" / "README.md",
        ]
    )
)
# Drawn from the commands and from the catalog's fields, and held to them by a test of their own.
DRAWN = {"docs/commands.md", "docs/catalog.md"}


@dataclass(frozen=True)
class Block:
    """A block of code: its language, its lines, and the line of the page on which it begins."""

    language: str
    lines: tuple[str, ...]
    at: int


@dataclass(frozen=True)
class Step:
    """A command that a page shows, and what it prints there; `…` stands for lines left out."""

    command: str
    printed: tuple[str, ...]
    at: int


def name_of(page: Path) -> str:
    """Return how a page is called from the top of the project."""
    return page.relative_to(ROOT).as_posix()


@cache
def text_of(page: Path) -> str:
    """Return what a page says."""
    return page.read_text("utf-8")


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of code of a page."""
    fence, language, kept, begun = "", "", list[str](), 0
    for number, line in enumerate(text.splitlines(), 1):
        opened = re.match(r"\s*(`{3,})\s*(\S*)", line)
        if fence:
            if opened and opened[1] == fence and not opened[2]:
                yield Block(language, tuple(kept), begun)
                fence = ""
            else:
                kept.append(line)
        elif opened:
            fence, language, kept, begun = opened[1], opened[2], [], number


def steps(text: str) -> Iterator[Step]:
    """Yield the commands of the blocks of a page that show a terminal, with what they print."""
    for block in blocks(text):
        if block.language == "console":
            yield from _steps(block)


def _steps(block: Block) -> Iterator[Step]:
    command, printed, begun, goes_on = "", list[str](), 0, False
    for number, line in enumerate(block.lines, block.at + 1):
        if goes_on:
            command, goes_on = command[:-1] + line.strip(), line.endswith("\\")
        elif line.startswith("$ "):
            if command:
                yield Step(command, tuple(printed), begun)
            command, printed, begun = line[2:], [], number
            goes_on = line.endswith("\\")
        else:
            printed.append(line)
    if command:
        yield Step(command, tuple(printed), begun)


def prose(text: str) -> str:
    """Return a page without its blocks of code, code in sentences, addresses and comments."""
    plain = re.sub(r"^\s*(`{3,}).*?^\s*\1\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    plain = re.sub(r"<!--.*?-->|`[^`\n]*`", " ", plain, flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)|https?://\S+", " ", plain)


def commands_in(text: str) -> Iterator[str]:
    """Yield the command lines of the planner that a page names outside of a terminal."""
    for block in blocks(text):
        if block.language in ("", "sh"):
            # What stands far behind a command explains it.
            lines = [re.split(r" {3,}", line.strip())[0] for line in block.lines]
            yield from (line for line in lines if "planner " in line)
    plain = re.sub(r"^\s*(`{3,}).*?^\s*\1\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    for code in re.findall(r"`([^`\n]+)`", plain):
        if re.match(r"(\w+=\S+ )*planner( |$)", code):
            yield code


def same(shown: tuple[str, ...], printed: str) -> bool:
    """Tell whether a command printed what a page shows.

    A line `…` stands for any lines, and `…` in a line for whatever differs from day to day or from
    one version of a library to the next.
    """
    kept = [line.rstrip() for line in printed.strip("\n").splitlines()]
    parts = [
        re.escape(line.rstrip()).replace("…", ".*?") + "\n" if line.strip() != "…" else "(?:.*\n)*?"
        for line in shown
    ]
    return re.fullmatch("".join(parts), "".join(f"{line}\n" for line in kept)) is not None
