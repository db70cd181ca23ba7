"""The parts of a packed file, unpacked only after their size and number were judged."""

import zipfile
from io import BytesIO

from planner.io.readers._grid_notes import NotReadError, damaged, hostile, locked, too_large
from planner.io.readers._zip_bounds import DAMAGED, beyond_bounds, is_hostile, is_markup


class Package:
    """A zip archive whose parts are read by name; NotReadError if it must not be unpacked."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
            self._check()
        except DAMAGED as error:
            raise NotReadError(damaged(str(error) or type(error).__name__)) from None

    def _check(self) -> None:
        entries = self._archive.infolist()
        if why := beyond_bounds(entries):
            raise NotReadError(too_large(why, "Remove sheets, or save it as CSV."))
        self._names = {entry.filename for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries) or self._is_encrypted():
            raise NotReadError(locked())
        self._markup = {
            entry.filename: self._archive.read(entry)
            for entry in entries
            if is_markup(entry.filename)
        }
        if any(map(is_hostile, self._markup.values())):
            raise NotReadError(hostile())

    def _is_encrypted(self) -> bool:
        manifest = "META-INF/manifest.xml"
        return manifest in self._names and b"encryption-data" in self._archive.read(manifest)

    def has(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name in self._names

    def names(self) -> set[str]:
        """Return the names of all parts."""
        return self._names

    def read(self, name: str) -> bytes:
        """Return what is in a part; LookupError if there is none."""
        markup = self._markup.get(name)
        return self._archive.read(name) if markup is None else markup
