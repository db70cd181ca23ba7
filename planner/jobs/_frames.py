"""What a process of the pool and the server say to each other: one pickled message after another.

Both ends are this very program, of one user on one computer, over pipes that nobody else has.
"""

import pickle
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

from planner.engine.solving.progress import Progress
from planner.jobs.long_questions import Ground, LongQuestion

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True)
class Open:
    """Asks a worker to open a catalog before anybody asks of it."""

    ground: Ground


@dataclass(frozen=True)
class Opened:
    """Tells that a worker has read a catalog."""

    ground: Ground


@dataclass(frozen=True)
class Ask:
    """Asks a worker for an answer, within so many milliseconds."""

    number: int
    question: LongQuestion[Any]
    limit_ms: int | None


@dataclass(frozen=True)
class Stop:
    """Tells a worker that nobody waits for an answer any more."""

    number: int


@dataclass(frozen=True)
class Told:
    """Tells how far a worker is with a question."""

    number: int
    progress: Progress


@dataclass(frozen=True)
class Done:
    """What came of a question: its answer, a finding, or a bug of the program with its trace."""

    number: int
    how: Literal["answered", "refused", "out of time", "out of memory", "failed"]
    what: Any = None
    trace: str = ""


def write(stream: BinaryIO, message: object) -> None:
    """Send a message."""
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read(stream: BinaryIO) -> Any:
    """Return the next message; EOFError once the other end is closed."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return pickle.loads(_exactly(stream, length))  # noqa: S301 - from this very program


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content
