"""What a reader of grids has to say of a file, before findings are made of it.

A process of its own that reads one file must not wait for the model; so it says notes.
"""

from typing import NamedTuple

MOST_CELLS = 300_000
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
# Of a cell: no spreadsheet holds more in one.
LONGEST_TEXT = 32_767
_SAVE = "Open it in a spreadsheet program and save it as .xlsx or CSV."
_SPLIT = "Split it, or remove what is not needed."


class GridNote(NamedTuple):
    """Something to tell of a file; `severity` is that of a finding."""

    code: str
    severity: str
    message: str
    hint: str = ""
    sheet: str | None = None
    row: int | None = None


class NotReadError(Exception):
    """A file is not read, and why."""

    def __init__(self, note: GridNote) -> None:
        super().__init__(note.message)
        self.note = note


def cut_off(row: int, sheet: str | None = None) -> GridNote:
    """Return that a file is not read from a row on."""
    message = (
        f"At most {MOST_CELLS:,} filled cells in {MOST_ROWS:,} rows are read; not from here on."
    )
    return _beyond(message, sheet, row)


def too_many_lines(lines: int, most: int) -> GridNote:
    """Return that a text has more lines than are looked at."""
    message = f"The file has {lines:,} lines; at most {most:,} are read."
    return too_large(message, "Remove empty lines, or split it.")


def too_wide(place: str, sheet: str | None, row: int) -> GridNote:
    """Return that a cell lies beyond the columns that are read."""
    message = f"Cell {place} lies beyond the {MOST_COLUMNS:,} columns that are read."
    return _beyond(message, sheet, row)


def too_many_tags(most: int) -> GridNote:
    """Return that markup is not read to its end."""
    return _beyond(f"At most {most:,} tags and texts are read; not what follows.", None, None)


def too_long(column: str, sheet: str | None, row: int, length: int) -> GridNote:
    """Return that a cell holds more than a cell can, and is read up to that."""
    message = (
        f"Cell {column}{row} holds {length:,} characters; the first {LONGEST_TEXT:,} are read."
    )
    return _beyond(message, sheet, row)


def too_much_prose(most: int, row: int) -> GridNote:
    """Return that of the text beside the tables only the beginning is read."""
    message = f"At most {most:,} lines beside the tables are read; not from here on."
    return _beyond(message, None, row)._replace(severity="warning")


def covered(cells: int, sheet: str | None, row: int) -> GridNote:
    """Return that cells lie below others that are shown over them."""
    message = f"{cells:,} filled cells lie under merged ones, where nobody sees them; not read."
    hint = "Split the merged cells if they should count."
    return GridNote("grid-covered", "warning", message, hint, sheet, row)


def _beyond(message: str, sheet: str | None, row: int | None) -> GridNote:
    return GridNote("grid-cut-off", "error", message, _SPLIT, sheet, row)


def too_large(why: str, hint: str) -> GridNote:
    """Return that a file takes more than may be spent on it."""
    return GridNote("grid-too-large", "error", why, hint)


def damaged(why: str) -> GridNote:
    """Return that a file is damaged, and how that showed."""
    return GridNote("grid-damaged", "error", f"The workbook is damaged ({why[:100]}).", _SAVE)


def locked() -> GridNote:
    """Return that a file has a password."""
    message, hint = "The workbook has a password.", "Save it without the password."
    return GridNote("grid-locked", "error", message, hint)


def old() -> GridNote:
    """Return that a file has the format of before 2007."""
    return GridNote("grid-old", "error", "This is an old .xls workbook.", _SAVE)


def hostile() -> GridNote:
    """Return that the markup of a file is more than that of a spreadsheet."""
    message = "The workbook declares document types or entities, which no spreadsheet needs."
    return GridNote("grid-hostile", "error", message, _SAVE)


def other(what: str) -> GridNote:
    """Return that a file is of another kind than those that are read."""
    return GridNote("grid-other", "error", f"This is {what}.", _SAVE)


def empty() -> GridNote:
    """Return that there is no table in a file."""
    return GridNote("grid-empty", "error", "There is no table in it.", "Choose another file.")
