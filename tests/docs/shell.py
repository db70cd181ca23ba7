"""A terminal for the commands that documents show: the planner runs in this process.

It knows what the pages use: pipes, `<` and `>`, settings before a command, `cat`, and the planner.
"""

import contextlib
import io
import os
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from planner.cli import options
from planner.cli.main import main
from tests.docs.documents import ROOT

# The day on which the pages were printed: that of the last rates that come with the planner.
DAY = date(2026, 10, 30)
COLUMNS = 88


@dataclass
class Shell:
    """A folder to work in, and the code with which the last command ended."""

    folder: Path
    code: int = 0

    def run(self, line: str) -> str:
        """Run a line, and return what a person would see of it."""
        commands = list(_commands(_words(line)))
        given, seen = b"", ""
        for command in commands:
            given, errors = self._one(command, given)
            # The terminal shows what is asked first, and remarks on it below.
            seen += given.decode() if command is commands[-1] else ""
            seen += errors
        return seen

    def _one(self, command: list[str], given: bytes) -> tuple[bytes, str]:
        command, into, out_of = _redirected(command)
        if out_of:
            given = (self.folder / out_of).read_bytes()
        with _settings(command):
            while command and "=" in command[0]:
                command = command[1:]
            printed, errors = self._ran(command, given)
        if into:
            (self.folder / into).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / into).write_bytes(printed)
            printed = b""
        return printed, errors

    def _ran(self, command: list[str], given: bytes) -> tuple[bytes, str]:
        if command[0] == "cat":
            return b"".join((self.folder / each).read_bytes() for each in command[1:]), ""
        assert command[0] == "planner", f"no such program here: {command[0]}"
        raw, errors = io.BytesIO(), io.StringIO()
        out = io.TextIOWrapper(raw, "utf-8", write_through=True)
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(errors),
            pytest.MonkeyPatch.context() as patch,
        ):
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8"))
            self.code = main(command[1:])
        return raw.getvalue(), errors.getvalue()


def _words(line: str) -> list[str]:
    """Return the words of a line as a shell splits them: an operator stands alone."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|<>")
    lexer.whitespace_split, lexer.commenters = True, ""
    return list(lexer)


def _commands(words: list[str]) -> Iterator[list[str]]:
    command: list[str] = []
    for word in words:
        if word == "|":
            yield command
            command = []
        else:
            command.append(word)
    yield command


def _redirected(command: list[str]) -> tuple[list[str], str, str]:
    """Return a command without its `> FILE` and `< FILE`, and these files."""
    kept, files, waiting = list[str](), {"<": "", ">": ""}, ""
    for word in command:
        if waiting:
            files[waiting], waiting = word, ""
        elif word in files:
            waiting = word
        else:
            kept.append(word)
    return kept, files[">"], files["<"]


@contextlib.contextmanager
def _settings(command: list[str]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for word in command:
            name, is_one, value = word.partition("=")
            if not is_one:
                break
            patch.setenv(name, value)
        yield


@contextlib.contextmanager
def opened(folder: Path, *, columns: int = COLUMNS) -> Iterator[Shell]:
    """Open a terminal in an empty folder, on the day of the pages, with nobody's own data."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("PLANNER_")]:
            patch.delenv(name)
        patch.setenv("PLANNER_CATALOGS", str(ROOT / "catalogs"))
        # Named as the pages name it: where it lies would be told with its whole path.
        patch.setenv("PLANNER_DATA", "my-data")
        patch.setenv("PLANNER_CONFIG", "my-config.toml")
        patch.setenv("COLUMNS", str(columns))
        patch.setattr(options, "today", lambda: DAY)
        for module in _that_know_the_day():
            patch.setattr(f"{module}.today", lambda: DAY)
        patch.chdir(folder)
        yield Shell(folder)


def _that_know_the_day() -> Iterator[str]:
    """Yield the modules of the command line that took the clock over by its name."""
    for path in sorted((ROOT / "planner" / "cli").rglob("*.py")):
        if path.name != "options.py" and " today" in path.read_text("utf-8"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            if hasattr(__import__(module, fromlist=["today"]), "today"):
                yield module


def with_examples(folder: Path, text: str) -> None:
    """Lay the example files that a page links to into a folder, as a reader would."""
    for path in sorted((ROOT / "docs" / "examples").iterdir()):
        if path.is_file() and f"examples/{path.name}" in text:
            shutil.copy(path, folder / path.name)
    if "docs/examples/market" in text:
        shutil.copytree(ROOT / "docs/examples/market", folder / "docs/examples/market")
