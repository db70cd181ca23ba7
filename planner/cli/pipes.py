"""Standard input and output in place of files, `-`; and whether only the answer is wanted."""

import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from planner.model.findings import Finding

# Of the command that runs; there is one in a process.
_taken, _quiet, _read = Event(), Event(), Event()
_NAME = "standard input"
# Of standard input, where a file is read by its path: there as long as the command runs.
_copies = ExitStack()


def start_anew(*, quiet: bool = False) -> None:
    """Forget what held for the command before this one."""
    for each in (_taken, _quiet, _read):
        each.clear()
    if quiet:
        _quiet.set()


def end() -> None:
    """Let go of what was kept for the command."""
    _copies.close()


def is_quiet() -> bool:
    """Tell whether only the answer and errors are wanted: no notes, no warnings, no progress."""
    return _quiet.is_set()


def output_is_taken() -> bool:
    """Tell whether a file was written to standard output: what else is said goes to the other."""
    return _taken.is_set()


def is_input(file: str | Path) -> bool:
    """Tell whether a file is standard input."""
    return str(file) == "-"


def is_output(file: Path) -> bool:
    """Tell whether a file is standard output: `-`, or `-.csv` where the ending says the format."""
    return str(file) == "-" or (file.name.startswith("-.") and file.parent == Path())


def input_file(name: str = _NAME) -> "tuple[str, bytes | None, tuple[Finding, ...]]":
    """Return what standard input is called and holds; None with a finding if that is too much."""
    from planner.io.text.encodings import MAX_FILE_BYTES, too_large

    if _read.is_set():
        raise typer.BadParameter("Standard input can be read once: name one file as -.")
    _read.set()
    stream = getattr(sys.stdin, "buffer", sys.stdin)
    content = stream.read(MAX_FILE_BYTES + 1)
    content = content.encode() if isinstance(content, str) else content
    if len(content) > MAX_FILE_BYTES:
        return name, None, (too_large(name, len(content)),)
    return name, content, ()


def opened(file: Path) -> "tuple[str, bytes | None, tuple[Finding, ...]]":
    """Return what a file, or standard input, is called and holds; None with why, if unreadable."""
    from planner.io.readers.csv import file_content

    return input_file() if is_input(file) else (file.name, *file_content(file, file.name))


def file_to_read(ending: str | Mapping[bytes, str]) -> Callable[[str], Path]:
    """Return the parser of a file that is read; of standard input a copy is, with that ending.

    Where what it begins with tells what it is, `ending` says so; empty bytes are what is left.
    """

    def parsed(text: str) -> Path:
        if not is_input(text):
            return Path(text)
        name, content, findings = input_file()
        if content is None:
            raise typer.BadParameter(findings[0].message)
        endings = {b"": ending} if isinstance(ending, str) else ending
        found = next(end for start, end in endings.items() if content.startswith(start))
        place = _copies.enter_context(TemporaryDirectory(prefix="planner-"))
        copy = Path(place, f"{name.replace(' ', '-')}{found}")
        copy.write_bytes(content)
        return copy

    return parsed


def folder(text: str) -> Path:
    """Parse a folder: standard input and output are none."""
    if is_input(text):
        raise typer.BadParameter("- is one file, and this is a folder. Name a folder.")
    return Path(text)


def write_out(file: Path, content: bytes) -> int:
    """Write a file, or to standard output, and return how many bytes it holds."""
    from planner.io.files import write_file

    if not is_output(file):
        return write_file(file, content)
    if sys.stdout.isatty() and not _is_text(content):
        message = "This is no text for a terminal. Redirect it, as in: planner … -o - > FILE"
        raise typer.BadParameter(message, param_hint="--output")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    _taken.set()
    return len(content)


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in content
