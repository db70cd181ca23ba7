"""All that was found in a file, before it is told, and how questions speak of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.io.bills._money import Money
from planner.io.bills._rows import Row, Table
from planner.io.bills._sheet import Sheet
from planner.io.bills._stated_sum import Sum
from planner.io.text.grids import GridFile
from planner.model.bill_reading import Asked, Choice, Disagreement, NotLine, ReadLine, StatedSum


@dataclass(frozen=True, slots=True)
class Read:
    """All that was found in a file, before it is told."""

    file: GridFile
    sheets: tuple[Sheet, ...]
    tables: tuple[Table, ...]
    sums: tuple[Sum, ...]
    money: tuple[Money, ...]
    lines: tuple[tuple[ReadLine, ...], ...]

    def rows(self) -> Iterator[tuple[Table, Row, ReadLine]]:
        """Yield every line with its table and its row."""
        for table, lines in zip(self.tables, self.lines, strict=True):
            for row, line in zip(table.lines(), lines, strict=True):
                yield table, row, line


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says, whatever is answered: its sums, where they are wrong, what is asked."""

    read: Read
    stated: tuple[StatedSum, ...]
    wrong: tuple[Disagreement, ...]
    asked: tuple[Asked, ...]
    not_lines: tuple[NotLine, ...]


def choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    """Return answers to choose from, each with its key."""
    return tuple(Choice(key=key, text=text) for key, text in pairs)


def rows_are(numbers: Sequence[int]) -> str:
    """Return which rows a sentence is about, with its verb."""
    shown = ", ".join(str(number) for number in numbers[:8])
    more = f" and {len(numbers) - 8} more" if len(numbers) > 8 else ""
    return f"Row {shown} is" if len(numbers) == 1 else f"Rows {shown}{more} are"
