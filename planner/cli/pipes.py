"""Standard input and output in place of files, `-`; and whether only the answer is wanted."""

import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from planner.model.findings import Finding

# Of the command that runs; there is one in a process.
_taken, _quiet = Event(), Event()
_NAME = "standard input"


def start_anew(*, quiet: bool = False) -> None:
    """Forget what held for the command before this one."""
    _taken.clear()
    _quiet.clear()
    if quiet:
        _quiet.set()


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
