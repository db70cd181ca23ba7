"""Reports as tables: columns with kind and unit, rows of values, and how a value is computed.

A cell is a plain value or a formula. A formula carries its value, so that a text shows the number
and a spreadsheet can compute it anew; it names the cells it reads by table, row and column, never
by a place on a sheet. An unknown value is None and is shown as unknown, never as zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from planner.model.expressions import Expression, Ref
from planner.model.money import Money
from planner.model.words import noun

Value = Money | Decimal | int | str | date | None


class Kind(StrEnum):
    """What the cells of a column hold; `mixed` leaves it to each cell."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PERCENT = "percent"
    LINK = "link"
    BASIS = "basis"
    MIXED = "mixed"

    @property
    def is_figure(self) -> bool:
        """Tell whether cells of this kind are figures, which stand at the right."""
        return self in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.MIXED)


@dataclass(frozen=True, slots=True)
class Same:
    """What another cell holds."""

    value: Value
    cell: Ref
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """The product of cells, rounded half up; unknown while one of them is.

    `currency` is what it will be in once it is known, where that is not the unit of its column.
    """

    value: Money | int | None
    factors: tuple[Ref, ...]
    places: int
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Packs:
    """How many packs of a size hold a quantity."""

    value: int
    quantity: Ref
    pack_size: Ref


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of cells less some others; unknown ones are left out, unless all are needed.

    `lacking` stands there while one of the further cells that are `needed` is unknown.
    """

    value: Money | Decimal | None
    cells: tuple[Ref, ...]
    less: tuple[Ref, ...] = ()
    needs_all: bool = False
    needed: tuple[Ref, ...] = ()
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class SumWhere:
    """The sum of the amounts beside a label, converted at a rate and rounded if one is named.

    Unknown while the rate is, and, where all are needed, while an amount beside the label is.
    """

    value: Money | None
    amounts: tuple[Ref, ...]
    labels: tuple[Ref, ...]
    label: str
    rate: Ref | None = None
    places: int = 0
    needs_all: bool = False


@dataclass(frozen=True, slots=True)
class CountWhere:
    """How many known amounts stand beside a label."""

    value: int
    amounts: tuple[Ref, ...]
    labels: tuple[Ref, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Missing:
    """How many lines a sum lacks: unknown amounts, and the lines of sums that have no rate.

    `counts` says, beside each of `sums`, how many lines it stands for.
    """

    value: int
    amounts: tuple[Ref, ...]
    sums: tuple[Ref, ...]
    counts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of cells if nothing is missing; otherwise a text that says how many lines are.

    It is no number either while one of `needed` is empty.
    """

    value: Money | None
    cells: tuple[Ref, ...]
    missing: Ref
    lines: int
    currency: str = ""
    needed: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of the sum of cells, rounded half up."""

    value: Money | None
    of: tuple[Ref, ...]
    percent: Ref
    places: int


@dataclass(frozen=True, slots=True)
class Computed:
    """What an expression of cells comes to; `lacking` stands there while one of them is unknown."""

    value: Value
    expression: Expression
    currency: str = ""
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A value with a word on how it is known, such as `measured` or `estimated`."""

    value: Value | Computed
    mark: str


Formula = Same | Product | Packs | Sum | SumWhere | CountWhere | Missing | Total | Share | Computed
Cell = Value | Marked | Formula


def value_of(cell: Cell) -> Value:
    """Return what a cell shows: its own value, or the value of its formula."""
    if cell is None or isinstance(cell, Money | Decimal | int | str | date):
        return cell
    return value_of(cell.value) if isinstance(cell, Marked) else cell.value


# What stands in place of a sum while a price, a rate or a charge of it is empty.
UNPRICED = "unpriced"


def missing_text(lines: int) -> str:
    """Return what stands in place of a total that lacks the prices of some lines."""
    return f"unpriced: {lines} {noun(lines, 'line')}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, what is written above it, what it holds and in which unit.

    `entered` marks values that a person enters and may change in a spreadsheet, `detail` what a
    short rendering leaves out. `under` names a column of the report's widest table that this one
    continues: they are read one below the other. `most` is the greatest number that may be entered.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    entered: bool = False
    detail: bool = False
    under: str = ""
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its key, its cells in the order of the columns, and the group it stands in.

    `strong` marks a row that is looked for first, such as a total; `detail` one of long renderings.
    `level` is how many rows above it hold it: a row of level 1 is part of the last one of level 0.
    """

    key: str
    cells: tuple[Cell, ...]
    group: str = ""
    strong: bool = False
    detail: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows under a title, with notes that must be read with the numbers.

    `detail` marks one that a short rendering leaves out.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    detail: bool = False

    def __post_init__(self) -> None:
        for keys in ([c.key for c in self.columns], [r.key for r in self.rows]):
            if len(set(keys)) < len(keys):
                raise ValueError(f"table {self.name} has two columns or two rows of one key")
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"table {self.name}, row {row.key}: not one cell a column")

    def column(self, key: str) -> tuple[Cell, ...]:
        """Return the cells of a column from top to bottom."""
        index = [column.key for column in self.columns].index(key)
        return tuple(row.cells[index] for row in self.rows)

    def cell(self, row: str, column: str) -> Cell:
        """Return the cell of a row and a column."""
        return self.column(column)[[each.key for each in self.rows].index(row)]

    def shown(self) -> tuple[int, ...]:
        """Return which columns a page for people shows: all but those of detail."""
        return tuple(index for index, column in enumerate(self.columns) if not column.detail)

    def compact(self) -> "Table":
        """Return it without the columns that say nothing in any row."""
        said = [
            index
            for index in range(len(self.columns))
            if any(row.cells[index] != "" for row in self.rows)
        ]
        if not self.rows or len(said) == len(self.columns):
            return self
        columns = tuple(self.columns[index] for index in said)
        rows = tuple(
            replace(row, cells=tuple(row.cells[index] for index in said)) for row in self.rows
        )
        return replace(self, columns=columns, rows=rows)


@dataclass(frozen=True, slots=True)
class Report:
    """Tables that belong together: a sheet of a workbook, a section of a text.

    `notes` hold for every number in it and are shown first; `about` is said under its title.
    `changed` is above 0 once cells were changed that it cannot follow: then it is out of date.
    `stale` says what of it is, where not all.
    """

    name: str
    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    about: str = ""
    changed: Expression | None = None
    stale: str = ""


def row_of(
    columns: tuple[Column, ...],
    key: str,
    *,
    group: str = "",
    strong: bool = False,
    cells: Mapping[str, Cell],
) -> Row:
    """Return a row from cells by column key; a column that is not named stays empty.

    Cells for columns that the table does not have are left out, so that a column can be optional.
    """
    return Row(key, tuple(cells.get(column.key, "") for column in columns), group, strong)
