"""A zip of device types, read within bounds: nothing of it is ever unpacked to disk.

A small file can say that it unpacks to terabytes, that it has millions of entries, or that an
entry belongs in another folder. What it says is checked first, and what comes out is counted.
"""

import os
import stat
import zipfile
import zlib
from collections import Counter
from pathlib import PurePosixPath
from typing import BinaryIO

from planner.io.device_types._yaml import MAX_BYTES
from planner.model.exact_numbers import brief

# That of the public library, with pictures of every device, has 1 GB.
MAX_ZIP_BYTES = 2_000_000_000
MAX_ENTRIES = 50_000
MAX_UNPACKED_BYTES = 200_000_000
# Text of ever the same lines, as device types are, shrinks to a fortieth.
MAX_RATIO = 150
# Of the list of entries at the end, which is read as a whole; an entry has 46 bytes and its name.
_MAX_DIRECTORY_BYTES = 10_000_000
_END, _END_BYTES, _MAX_COMMENT = b"PK\x05\x06", 22, 65_535
_LOCATOR, _LOCATOR_BYTES = b"PK\x06\x07", 20
_NO_ZIP = "This is no zip archive, or a damaged one."
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


class ZipError(Exception):
    """A zip, or an entry of it, is not read; its text says why, as a sentence."""


class TypeZip:
    """The entries of a zip by name, each read when it is asked for."""

    def __init__(self, file: BinaryIO) -> None:
        """Read the list of entries. Raises ZipError if it is none, or one that is not read."""
        self._file = file
        self._unpacked = 0
        try:
            self.entries = self._listed()
        except ZipError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _listed(self) -> dict[str, zipfile.ZipInfo]:
        _check_directory(self._file)
        try:
            self._zip = zipfile.ZipFile(self._file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise ZipError(_NO_ZIP) from None
        entries = [each for each in self._zip.infolist() if not each.is_dir()]
        twice = [name for name, n in Counter(e.filename for e in entries).items() if n > 1]
        if twice:
            raise ZipError(f"The zip has two entries called {brief(twice[0])}.")
        return {each.filename: each for each in entries}

    def read(self, name: str) -> bytes:
        """Return what an entry holds. Raises ZipError."""
        entry = self.entries[name]
        reason = _refused(entry)
        if reason:
            raise ZipError(reason)
        try:
            with self._zip.open(entry) as file:
                content = file.read(MAX_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            # RuntimeError also for a method that this Python has no module for.
            raise ZipError("The entry is damaged and cannot be unpacked.") from None
        self._unpacked += len(content)
        if self._unpacked > MAX_UNPACKED_BYTES:
            most = MAX_UNPACKED_BYTES // 1_000_000
            raise ZipError(f"The zip unpacks to more than {most} MB; the rest is not read.")
        return content


def _check_directory(file: BinaryIO) -> None:
    """Refuse a list of entries that is too long, before it is read as a whole."""
    size = file.seek(0, os.SEEK_END)
    if size > MAX_ZIP_BYTES:
        raise ZipError(f"The zip has more than {MAX_ZIP_BYTES // 1_000_000:,} MB.")
    file.seek(max(size - _END_BYTES - _MAX_COMMENT - _LOCATOR_BYTES, 0))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or at + _END_BYTES > len(tail):
        raise ZipError(_NO_ZIP)
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    if tail[max(at - _LOCATOR_BYTES, 0) : at].startswith(_LOCATOR) or entries == 0xFFFF:
        raise ZipError(f"The zip is of the kind for more than {MAX_ENTRIES:,} entries.")
    if entries > MAX_ENTRIES or directory > _MAX_DIRECTORY_BYTES:
        raise ZipError(f"The zip has {entries:,} entries; at most {MAX_ENTRIES:,} are read.")


def _refused(entry: zipfile.ZipInfo) -> str:
    """Return why an entry is not read; empty if it is."""
    name = entry.filename
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or "\\" in name or ":" in (name[1:2], name[:1]):
        return "Its name leads out of the zip."
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "It is a link."
    if entry.flag_bits & _ENCRYPTED:
        return "It is protected by a password."
    if entry.compress_type not in _METHODS:
        return "It is packed in a way that is not read."
    if entry.file_size > MAX_BYTES:
        size, most = entry.file_size / 1000, MAX_BYTES // 1000
        return f"It unpacks to {size:,.0f} kB; at most {most} kB are read."
    if entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        return f"It unpacks to more than {MAX_RATIO} times its size."
    return ""
