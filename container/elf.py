"""Shared libraries of Linux: which others one needs, and how to take out what no loader reads.

Only what loading needs is known here: the header, the segments and the dynamic section of a file of
ELF, 64 bits, little-endian, which is what wheels for x86-64 and ARM hold. Linux loads segments;
sections, and the tables of symbols behind them, are for debuggers.
"""

import struct
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"\x7fELF\x02\x01"
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_ENTRY = struct.Struct("<qQ")
_LOAD, _DYNAMIC = 1, 2
_END, _NEEDED, _STRINGS = 0, 1, 5
_SECTIONS_AT = 40  # where the header says it: an offset of 8 bytes
_SECTIONS = 58  # how large a section is, how many there are, and which one has their names


@dataclass(frozen=True)
class _Segment:
    kind: int
    offset: int
    address: int
    size: int


def is_library(path: Path) -> bool:
    """Tell whether a file is one that this module reads."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def needed(path: Path) -> list[str]:
    """Return the names of the libraries that are loaded with it."""
    content = path.read_bytes()
    return [_name(content, value) for tag, value in _entries(content) if tag == _NEEDED]


def forget(path: Path, names: Container[str]) -> None:
    """Let it be loaded without the libraries of these names, of which it must use nothing."""
    content = bytearray(path.read_bytes())
    entries = list(_entries(content))
    kept = [
        each for each in entries if not (each[0] == _NEEDED and _name(content, each[1]) in names)
    ]
    table = b"".join(_ENTRY.pack(*each) for each in kept)
    (dynamic,) = (each for each in _segments(content) if each.kind == _DYNAMIC)
    # The first empty entry ends the table.
    content[dynamic.offset : dynamic.offset + dynamic.size] = table.ljust(dynamic.size, b"\0")
    path.write_bytes(content)


def without_symbols(path: Path) -> None:
    """Cut off what lies behind the last segment: sections, names for debuggers."""
    content = bytearray(path.read_bytes())
    header = _HEADER.unpack_from(content)
    segments_end = header[5] + header[9] * header[10]
    end = max(segments_end, *(each.offset + each.size for each in _segments(content)))
    struct.pack_into("<Q", content, _SECTIONS_AT, 0)
    content[_SECTIONS : _HEADER.size] = bytes(_HEADER.size - _SECTIONS)
    path.write_bytes(content[:end])


def _segments(content: bytes | bytearray) -> Iterator[_Segment]:
    header = _HEADER.unpack_from(content)
    begin, size, count = header[5], header[9], header[10]
    for index in range(count):
        kind, _, offset, address, _, held, *_ = _SEGMENT.unpack_from(content, begin + index * size)
        yield _Segment(kind, offset, address, held)


def _entries(content: bytes | bytearray) -> Iterator[tuple[int, int]]:
    for segment in _segments(content):
        if segment.kind == _DYNAMIC:
            for at in range(segment.offset, segment.offset + segment.size, _ENTRY.size):
                tag, value = _ENTRY.unpack_from(content, at)
                if tag == _END:
                    return
                yield tag, value


def _name(content: bytes | bytearray, offset: int) -> str:
    address = next(value for tag, value in _entries(content) if tag == _STRINGS) + offset
    begin = next(
        address - each.address + each.offset
        for each in _segments(content)
        if each.kind == _LOAD and each.address <= address < each.address + each.size
    )
    return bytes(content[begin : content.index(b"\0", begin)]).decode()
