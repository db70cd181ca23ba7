"""What a process of the pool and the server say to each other: one pickled message after another.

Both ends are this very program, of one user on one computer, over pipes that nobody else has.
"""

import pickle
import struct
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, BinaryIO, Literal

from planner.engine.solving.progress import Progress
from planner.jobs.long_questions import Ground, LongQuestion

_MANY = 500
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
class Piece:
    """Some of the many records that an answer has in one of its fields: they come in their order.

    Whoever takes a message in can do nothing else meanwhile, so no message is long.
    """

    number: int
    name: str
    records: tuple[object, ...]


@dataclass(frozen=True)
class Done:
    """What came of a question: its answer, a finding, or a bug of the program with its trace."""

    number: int
    how: Literal["answered", "refused", "out of time", "out of memory", "failed"]
    what: Any = None
    trace: str = ""


def pieces(number: int, answer: object) -> tuple[list[Piece], object]:
    """Return the records of an answer that has many, in pieces, and the answer without them."""
    if not is_dataclass(answer) or isinstance(answer, type):
        return [], answer
    fields_of = {each.name: getattr(answer, each.name) for each in fields(answer) if each.init}
    many = {
        name: value
        for name, value in fields_of.items()
        if isinstance(value, tuple) and len(value) > _MANY
    }
    found = [
        Piece(number, name, value[start : start + _MANY])
        for name, value in many.items()
        for start in range(0, len(value), _MANY)
    ]
    return found, replace(answer, **dict.fromkeys(many, ())) if many else answer


def joined(answer: Any, found: Iterable[Piece]) -> Any:
    """Return an answer with the records that came in pieces."""
    many: dict[str, list[object]] = {}
    for each in found:
        many.setdefault(each.name, []).extend(each.records)
    return replace(answer, **{name: tuple(each) for name, each in many.items()}) if many else answer


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
