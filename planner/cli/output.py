"""How an answer is written: for people at any width, or as JSON, CSV, Markdown or BBCode.

Nothing here decides what is said. Numbers are never cut: a column that is too wide for the terminal
is wrapped between words, and a table that cannot get narrower runs over the edge.
"""

import os
import shutil
import textwrap
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TextIO

from planner.cli.answer import Answer, Text
from planner.cli.exit_codes import ExitCode
from planner.cli.options import Format
from planner.io.text.visible import visible_line
from planner.model.findings import has_errors
from planner.model.table import Column, Row, Table, value_of

WIDTH_WITHOUT_A_TERMINAL = 100
MOST_USEFUL_WIDTH = 140
_GAP = "  "
_UNKNOWN = "unknown"


def write(answer: Answer, style: Format, *, out: TextIO, err: TextIO) -> int:
    """Write an answer and return its exit code: of an error, of an open question, or of neither."""
    if style is Format.JSON:
        from planner.io.exporters.json import answer_fields, to_json

        told = answer_fields(answer.record) if answer.fields is None else dict(answer.fields)
        out.write(to_json(told))
    elif style is Format.CSV:
        from planner.io.exporters import csv

        tables = [block for block in (answer.flat, *answer.blocks) if isinstance(block, Table)]
        if tables:
            out.write(csv.table_text(tables[0]))
        err.writelines(f"{visible_line(line)}\n" for line in answer.said())
    elif style is Format.MD:
        out.write(f"{_markdown(answer)}\n")
    elif style is Format.BBCODE:
        out.write(f"{_bbcode(answer)}\n")
    else:
        out.write(for_people(answer, terminal_width(), bold=shows_bold(out)))
    if has_errors(answer.findings):
        return ExitCode.ERROR
    return ExitCode.OPEN if answer.is_open else ExitCode.DONE


def _markdown(answer: Answer) -> str:
    from planner.io.exporters import markdown

    if answer.markdown is not None:
        return answer.markdown()
    blocks = [
        markdown.escaped(block.text) if isinstance(block, Text) else markdown.table_text(block)
        for block in answer.blocks
    ]
    blocks += ["\n".join(f"- {markdown.escaped(line)}" for line in answer.said())]
    return "\n\n".join(block for block in blocks if block)


def _bbcode(answer: Answer) -> str:
    from planner.io.exporters import bbcode

    blocks = [
        bbcode.plain(block.text) if isinstance(block, Text) else bbcode.table_text(block)
        for block in answer.blocks
    ]
    said = "\n".join(f"[*] {bbcode.plain(line)}" for line in answer.said())
    blocks += [f"[list]\n{said}\n[/list]"] if said else []
    return "\n\n".join(block for block in blocks if block)


def for_people(answer: Answer, width: int, *, bold: bool = False) -> str:
    """Return an answer as paragraphs and aligned tables, its findings below them."""
    blocks: list[list[str]] = []
    for block in answer.blocks:
        if isinstance(block, Text):
            blocks.append(_paragraph(block, width, bold=bold))
        elif block.rows:
            blocks.append(table_lines(block, width, bold=bold))
    blocks.append([line for said in answer.said() for line in wrapped(said, width, later="  ")])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _paragraph(block: Text, width: int, *, bold: bool) -> list[str]:
    if block.as_it_is:
        return [visible_line(line) for line in block.text.splitlines()]
    lines = [line for part in block.text.splitlines() for line in wrapped(part, width)]
    return [_bold(line) for line in lines] if bold and block.strong else lines


def wrapped(text: str, width: int, *, later: str = "") -> list[str]:
    """Return a text as lines of at most this width; a word that is longer stays whole."""
    return textwrap.wrap(
        visible_line(text),
        max(width, 20),
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]


# --- tables --------------------------------------------------------------------------------------


def table_lines(table: Table, width: int, *, bold: bool = False) -> list[str]:
    """Return a table as aligned lines: the columns that are no detail, a rule under the header."""
    shown = table.shown()
    columns = [table.columns[index] for index in shown]
    titles = [_title(column) for column in columns]
    rows = [[cell_text(row, index) for index in shown] for row in table.rows]
    widths = _widths(columns, [titles, *rows], width)
    layout = _Layout.of(columns, widths)
    result = _row_lines(titles, layout)
    rule = "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    result.append(rule)
    before: Row | None = None
    for row, cells in zip(table.rows, rows, strict=True):
        if row.strong and before is not None and not before.strong:
            result.append(rule)
        lines = _row_lines(cells, layout)
        result.extend(_bold(line) for line in lines) if row.strong and bold else result.extend(
            lines
        )
        before = row
    for note in table.notes:
        result.extend(wrapped(note, width))
    return result


def _title(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def cell_text(row: Row, index: int) -> str:
    """Return what a cell shows: an amount with its currency, a number without idle decimals."""
    value = value_of(row.cells[index])
    if isinstance(value, str):
        return visible_line(value)
    if value is None:
        return _UNKNOWN
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return value.isoformat() if isinstance(value, date) else visible_line(str(value))


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the width of each column: what it needs, or less where the terminal has no room."""
    cells = list(zip(*rows, strict=True))
    natural = [max(map(len, column)) for column in cells]
    excess = sum(natural) + len(_GAP) * (len(columns) - 1) - width
    if excess <= 0:
        return natural
    least = [max((len(word) for cell in c for word in cell.split()), default=1) for c in cells]
    while excess > 0:
        # The column with most to give gives first, so that the others stay on one line.
        index = max(range(len(columns)), key=lambda i: natural[i] - least[i])
        if natural[index] <= least[index]:
            break
        natural[index] -= 1
        excess -= 1
    return natural


class _Layout(NamedTuple):
    """How wide columns are, whether each is of figures, and a pattern for a row of one line."""

    widths: Sequence[int]
    figures: Sequence[bool]
    pattern: str

    @classmethod
    def of(cls, columns: Sequence[Column], widths: Sequence[int]) -> "_Layout":
        figures = [column.kind.is_figure for column in columns]
        sides = [">" if is_figure else "<" for is_figure in figures]
        pieces = (f"{{:{side}{width}}}" for side, width in zip(sides, widths, strict=True))
        return cls(widths, figures, _GAP.join(pieces))


def _row_lines(cells: Sequence[str], layout: _Layout) -> list[str]:
    # Nearly every row is one line as it stands: of thousands none is looked at word by word.
    if all(map(_is_one_line, cells, layout.widths)):
        return [layout.pattern.format(*cells).rstrip()]
    wrapped = [
        textwrap.wrap(cell, width, break_on_hyphens=False) or [""]
        for cell, width in zip(cells, layout.widths, strict=True)
    ]
    lines = []
    for index in range(max(map(len, wrapped))):
        pieces = []
        for parts, is_figure, width in zip(wrapped, layout.figures, layout.widths, strict=True):
            piece = parts[index] if index < len(parts) else ""
            pieces.append(piece.rjust(width) if is_figure else piece.ljust(width))
        lines.append(_GAP.join(pieces).rstrip())
    return lines


def _is_one_line(cell: str, width: int) -> bool:
    return len(cell) <= width and cell.isprintable() and not cell.endswith(" ")


# --- the terminal --------------------------------------------------------------------------------


def terminal_width() -> int:
    """Return how wide an answer may be: COLUMNS, else the terminal, else a page."""
    columns = shutil.get_terminal_size((WIDTH_WITHOUT_A_TERMINAL, 24)).columns
    return min(columns, MOST_USEFUL_WIDTH)


def shows_bold(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal whose reader wants more than plain letters."""
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def _bold(line: str) -> str:
    return f"\x1b[1m{line}\x1b[0m"
