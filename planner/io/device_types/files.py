"""The files of device types below a path: one file, a folder, or a zip, each by its own name.

Only the part of a path below what was named ever leaves this module, and of that what begins at
`device-types`, as the public library calls it: where a person keeps it is nobody's business.
"""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Self

from planner.io.device_types._yaml import MAX_BYTES
from planner.io.device_types._zip import TypeZip, ZipError
from planner.io.text.visible import visible_line
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.words import counted

MAX_FILES = 50_000
_FOLDER = "device-types"
_PACKED = b"PK"
_SUFFIXES = (".yaml", ".yml")
_LICENCES = ("LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt", "COPYING")
_CC0 = re.compile(r"\bCC0\s+1\.0\b", re.IGNORECASE)
# What begins with one full stop is a program's own.
_HIDDEN = re.compile(r"(?:^|/)\.(?![./\\])")
_MAX_LICENCE_BYTES = 100_000


class NotReadError(Exception):
    """A file is not read; its text says why, as a sentence."""


@dataclass(frozen=True)
class TypeFiles:
    """Files of device types by name, what reads each, and what is said of the others.

    `licence` is that of the folder or zip they lie in, empty if there is none that is known.
    """

    readers: dict[str, Callable[[], bytes]]
    licence: str = ""
    findings: tuple[Finding, ...] = ()
    archive: TypeZip | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.archive is not None:
            self.archive.close()

    def read(self, name: str) -> bytes:
        """Return what a file holds. Raises NotReadError."""
        return self.readers[name]()


def type_files(path: Path) -> TypeFiles:
    """Return the device types at a path, as what is open until it is left.

    PlannerError: there is nothing there that can be read.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not found"
        raise _nothing(path, f"It cannot be read: {reason}.") from None
    if stat.S_ISDIR(mode):
        found = _of_folder(path)
    elif not stat.S_ISREG(mode):
        raise _nothing(path, "It is neither a file nor a folder.")
    elif path.suffix.casefold() == ".zip":
        found = _of_zip(path)
    elif path.suffix.casefold() in _SUFFIXES:
        found = _of_file(path)
    else:
        raise _nothing(path, "A device type is a file that ends in .yaml or .yml.")
    if not found.readers and not found.findings:
        found.__exit__()
        raise _nothing(path, "There is no file that ends in .yaml or .yml in it.")
    return found


def dropped_types(name: str, content: bytes) -> TypeFiles:
    """Return the device types in a file that was brought along, by its name and what it holds.

    PlannerError: there is nothing in it that can be read.
    """
    path = Path(PurePosixPath(visible_line(name)).name or "file")
    if content.startswith(_PACKED):
        found = _in_zip(path, BytesIO(content))
        if not found.readers and not found.findings:
            found.__exit__()
            raise _nothing(path, "There is no file that ends in .yaml or .yml in it.")
        return found
    if path.suffix.casefold() not in _SUFFIXES:
        raise _nothing(path, "A device type is a file that ends in .yaml or .yml.")
    return TypeFiles({path.name: lambda: content})


def _nothing(path: Path, message: str) -> PlannerError:
    hint = "Name a .yaml file of a device type, a folder or a zip of them."
    return PlannerError(not_read(path.name or str(path), message, Severity.ERROR, hint))


def not_read(
    file: str, message: str, severity: Severity = Severity.ERROR, hint: str = ""
) -> Finding:
    """Return the finding that something of what was named is not read."""
    return Finding(
        code="device-type-not-read",
        severity=severity,
        subject=file,
        message=message,
        hint=hint,
        cell=Cell(file=file),
    )


def _own_name(parts: tuple[str, ...]) -> str:
    """Return the name of a file from its path: what begins at the folder of device types."""
    if _FOLDER in parts:
        parts = parts[parts.index(_FOLDER) :]
    return visible_line("/".join(parts).encode("utf-8", "replace").decode())


# --- one file ------------------------------------------------------------------------------------


def _of_file(path: Path) -> TypeFiles:
    parts = path.absolute().parts
    licence = ""
    if _FOLDER in parts[:-1]:
        root = Path(*parts[: parts.index(_FOLDER)])
        licence = _licence_in(root)
        name = _own_name(parts)
    else:
        name = _own_name(parts[-1:])
    return TypeFiles({name: partial(_content, path)}, licence)


def _content(path: Path, most: int = MAX_BYTES) -> bytes:
    try:
        # A pipe that is called .yaml would be waited for without end.
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise NotReadError("It is no regular file.")
        # No more than this, though the file may grow while it is read.
        with path.open("rb") as file:
            content = file.read(min(facts.st_size, most) + 1)
    except OSError as error:
        raise NotReadError(f"It cannot be read: {error.strerror or error}.") from None
    if len(content) > most:
        raise NotReadError(f"It has more than {most // 1000:,} kB, which is not read.")
    return content


def _licence_in(folder: Path) -> str:
    for name in _LICENCES:
        try:
            content = _content(folder / name, _MAX_LICENCE_BYTES)
        except NotReadError:
            continue
        return _licence_of(content)
    return ""


def _licence_of(content: bytes) -> str:
    """Return what a licence is called: its identifier, or its first line."""
    lines = (line.strip(" #*\t") for line in content.decode("utf-8", "replace").splitlines())
    first = next((line for line in lines if line), "")
    return "CC0-1.0" if _CC0.search(first) else visible_line(first[:60])


# --- a folder ------------------------------------------------------------------------------------


def _of_folder(root: Path) -> TypeFiles:
    findings: list[Finding] = []
    # What lies above the folder is told where it is part of the library.
    parts = root.absolute().parts
    start = parts.index(_FOLDER) if _FOLDER in parts else len(parts)
    readers: dict[str, Callable[[], bytes]] = {}
    for inside in _sorted_out(list(_below(root, findings)), findings, all_of=parts[start:]):
        name = _name_among(readers, (*parts[start:], *inside))
        readers[name] = partial(_content, root.joinpath(*inside))
    return TypeFiles(readers, _licence_in(Path(*parts[:start])), tuple(findings))


def _name_among(readers: Collection[str], parts: tuple[str, ...]) -> str:
    """Return the name of a file: all of its path where the usual name of it is taken."""
    usual, whole = _own_name(parts), visible_line("/".join(parts))
    numbered = (f"{whole} ({number})" for number in count(2))
    return next(name for name in chain((usual, whole), numbered) if name not in readers)


def _below(root: Path, findings: list[Finding]) -> Iterator[tuple[str, ...]]:
    """Yield the files of YAML below a folder as parts of a path; a link out of it is told."""

    def tell(parts: tuple[str, ...], message: str) -> None:
        findings.append(not_read(_own_name(parts), message, Severity.WARNING))

    def cannot(error: OSError) -> None:
        inside = Path(error.filename).relative_to(root).parts
        tell(inside or (root.name,), f"It cannot be read: {error.strerror}.")

    real = Path(os.path.realpath(root))
    found = 0
    for folder, folders, files in os.walk(root, onerror=cannot):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        inside = Path(folder).relative_to(root).parts
        for name in folders:
            if Path(folder, name).is_symlink():
                tell((*inside, name), "It is a link to a folder, which is not followed.")
        for name in sorted(files):
            if name.startswith(".") or not name.casefold().endswith(_SUFFIXES):
                continue
            path = Path(folder, name)
            if path.is_symlink() and not _leads_into(path, real):
                tell((*inside, name), "It is a link out of the folder, which is not followed.")
                continue
            found += 1
            if found > MAX_FILES:
                raise _nothing(root, f"There are more than {MAX_FILES:,} files in it.")
            yield (*inside, name)


def _leads_into(path: Path, folder: Path) -> bool:
    """Tell whether a link ends inside a folder."""
    return Path(os.path.realpath(path)).is_relative_to(folder)


def _sorted_out(
    paths: list[tuple[str, ...]], findings: list[Finding], all_of: tuple[str, ...] = ()
) -> list[tuple[str, ...]]:
    """Return those below a folder of device types, if there is one: beside it are other things.

    `all_of` is the path of device types that all of them are below of, if they are.
    """
    chosen = [parts for parts in paths if _FOLDER in parts[:-1]]
    if all_of or not chosen or len(chosen) == len(paths):
        return paths
    left = counted(len(paths) - len(chosen), "file is", "files are")
    message = f"{left} not read: outside of {_FOLDER}."
    findings.append(not_read(_FOLDER, message, Severity.NOTE))
    return chosen


# --- a zip ---------------------------------------------------------------------------------------


def _of_zip(path: Path) -> TypeFiles:
    try:
        file = path.open("rb")
    except OSError as error:
        raise _nothing(path, f"It cannot be read: {error.strerror}.") from None
    return _in_zip(path, file)


def _in_zip(path: Path, file: BinaryIO) -> TypeFiles:
    try:
        archive = TypeZip(file)
    except ZipError as error:
        raise _nothing(path, str(error)) from None
    except OSError as error:
        raise _nothing(path, f"It cannot be read: {error.strerror}.") from None
    findings: list[Finding] = []
    names = sorted(
        (PurePosixPath(name).parts, name)
        for name in archive.entries
        if name.casefold().endswith(_SUFFIXES) and not _HIDDEN.search(name)
    )
    chosen = set(_sorted_out([parts for parts, _ in names], findings))
    readers: dict[str, Callable[[], bytes]] = {}
    for parts, name in names:
        if parts in chosen:
            readers[_name_among(readers, parts)] = partial(_entry, archive, name)
    return TypeFiles(readers, _licence_of_zip(archive), tuple(findings), archive)


def _entry(archive: TypeZip, name: str) -> bytes:
    try:
        return archive.read(name)
    except ZipError as error:
        raise NotReadError(str(error)) from None


def _licence_of_zip(archive: TypeZip) -> str:
    for name in archive.entries:
        parts = PurePosixPath(name).parts
        if len(parts) <= 2 and parts[-1] in _LICENCES:
            try:
                return _licence_of(archive.read(name))
            except ZipError:
                return ""
    return ""
