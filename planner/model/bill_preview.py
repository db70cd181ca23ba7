"""A table of somebody's file as it lies there, with what was read of each row beside it."""

from planner.model.bill_reading import Asked, Disagreement
from planner.model.findings import Told
from planner.model.record import Record


class PreviewColumn(Record):
    """A column: what the file calls it and writes over it, and what it is read as, if anything."""

    key: str
    heading: Told = ""
    holds: str = ""
    hidden: bool = False


class PreviewRow(Record):
    """A row: its cells from the left, and what it is read as.

    `line` is its place among the lines that were read, None where it is none; `what` then says what
    it is. `wrong` is where the file contradicts itself here, `asked` what is asked of this row
    alone.
    """

    row: int
    cells: tuple[str, ...]
    hidden: bool = False
    line: int | None = None
    what: str = ""
    wrong: tuple[Disagreement, ...] = ()
    asked: tuple[Asked, ...] = ()


class PreviewTable(Record):
    """A table of a file; `name` is what it is called in answers.

    Its rows are a page of all the rows `of` the table, from the place of the `first` on; those that
    something is said of further down stand behind the first page. `lines` is how many lines it has
    in all.
    """

    name: str
    sheet: Told | None = None
    columns: tuple[PreviewColumn, ...] = ()
    rows: tuple[PreviewRow, ...] = ()
    first: int = 0
    of: int = 0
    more_columns: int = 0
    lines: int = 0
