"""What a process of the pool and the server say to each other: one pickled message after another.

Both ends are this very program, of one user on one computer, over pipes that nobody else has.
"""

import pickle
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, BinaryIO, Literal

from planner.engine.solving.progress import Progress
from planner.jobs.long_questions import Ground, LongQuestion
from planner.model.record import Record

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
    """Some of the many records that an answer has in a field: they come in their order.

    The field is one of the answer, or of a record within it: `path` are the names that lead there.
    Whoever takes a message in can do nothing else meanwhile, so no message is long.
    """

    number: int
    path: tuple[str, ...]
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
    many = dict(_many(answer, ()))
    found = [
        Piece(number, path, value[start : start + _MANY])
        for path, value in many.items()
        for start in range(0, len(value), _MANY)
    ]
    return found, _with(answer, dict.fromkeys(many, ()))


def joined(answer: Any, found: Iterable[Piece]) -> Any:
    """Return an answer with the records that came in pieces."""
    many: dict[tuple[str, ...], list[object]] = {}
    for each in found:
        many.setdefault(each.path, []).extend(each.records)
    return _with(answer, {path: tuple(each) for path, each in many.items()})


def _many(answer: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the long fields of an answer and of the records within it, each with its path."""
    for name in _names_of(answer):
        value = getattr(answer, name)
        if isinstance(value, tuple) and len(value) > _MANY:
            yield (*path, name), value
        else:
            yield from _many(value, (*path, name))


def _names_of(answer: object) -> Iterable[str]:
    if isinstance(answer, Record):
        return type(answer).model_fields
    if is_dataclass(answer) and not isinstance(answer, type):
        return [each.name for each in fields(answer) if each.init]
    return ()


def _with(answer: Any, many: Mapping[tuple[str, ...], tuple[object, ...]]) -> Any:
    """Return an answer with other values in some fields of it, and of the records within it."""
    if not many:
        return answer
    inner: dict[str, dict[tuple[str, ...], tuple[object, ...]]] = {}
    for (name, *rest), value in many.items():
        inner.setdefault(name, {})[tuple(rest)] = value
    told = {
        name: those[()] if () in those else _with(getattr(answer, name), those)
        for name, those in inner.items()
    }
    return answer.model_copy(update=told) if isinstance(answer, Record) else replace(answer, **told)


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
