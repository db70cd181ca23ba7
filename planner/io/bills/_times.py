"""Sections whose lines are needed once for each node: how often, the heading says or a person."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from planner.io.bills._arithmetic import agree
from planner.io.bills._read import Read, choices
from planner.io.bills._rows import Kind, Row, Table
from planner.io.bills._stated_sum import Sum, value_of_one
from planner.io.bills._words import plain
from planner.model.bill_reading import Asked, ReadLine

_EACH = re.compile(
    r"\b(?:per|each|every|jede[rs]?|pro|je|chaque|par|cada|por)\s+(?:[^\W\d_]+\s+)?"
    r"(?:node|worker|board|unit|blade|server|machine|pi|knoten|nœud|noeud|nodo)s?\b"
)
_COUNT = re.compile(
    r"[x×*]\s?(\d{1,4})\b|\b(\d{1,4})\s?(?:[x×]|of them)|\b(\d{1,4})\s(?:[^\W\d_]+\s)?"
    r"(?:nodes|workers|boards|units|blades|servers|machines|knoten|nœuds|noeuds|nodos)\b"
)
ONCE = "1"


def is_of_each(text: str) -> bool:
    """Tell whether a heading says that what is below is needed for each node."""
    return bool(_EACH.search(plain(text)))


def times(read: Read) -> Iterator[Asked]:
    """Yield how often the lines of such sections are bought."""
    for table, lines in zip(read.tables, read.lines, strict=True):
        under = sections_by_row(table)
        below: dict[int | None, list[ReadLine]] = defaultdict(list)
        for line in lines:
            below[under.get(line.row)].append(line)
        for row in table.rows:
            own = below.get(row.line.number)
            if row.kind is Kind.SECTION and own and is_of_each(row.name):
                yield _asked(row, own, table, read)


def _asked(row: Row, own: Sequence[ReadLine], table: Table, read: Read) -> Asked:
    count = _count_in(row)
    known = [(f"{count:f}", f"{count:f} times, once for each")] if count > 1 else []
    sums = [each for each in read.sums if each.table is table]
    right = [often for each in sums if (often := _often(row, table, each)) is not None]
    proposed = f"{right[0]:f}" if right else ""
    return Asked(
        key=f"times-{row.line.number}",
        text=f"“{row.name.strip(' :')}”: how often is what stands below it bought?",
        rows=tuple(line.row for line in own),
        sheet=table.sheet.name,
        table=table.group or None,
        choices=choices(*known, (ONCE, "As written: the quantities are of all")),
        proposed=proposed,
        matters=proposed != ONCE,
    )


def _count_in(row: Row) -> Decimal:
    """Return how many nodes a heading says there are; 1 if it does not say."""
    found = _COUNT.search(plain(row.name))
    return Decimal(next(each for each in found.groups() if each)) if found else Decimal(1)


def _often(row: Row, table: Table, stated: Sum) -> Decimal | None:
    """Return how often the lines of a section are in a sum over the whole table; None if unsure."""
    if len(stated.lines) < len(list(table.lines())):
        return None
    under, count = sections_by_row(table), _count_in(row)
    values = [(each.line.number, value_of_one(each, table)) for each in stated.lines]
    counted = sum((value for _, value in values), sum(stated.plus, Decimal(0)))
    own = sum((v for at, v in values if under.get(at) == row.line.number), Decimal(0))
    rest = stated.value - counted
    return next((each for each in (Decimal(1), count) if agree(rest, own * (each - 1))), None)


def why_so_often(stated: Sum) -> str:
    """Say that a sum counts a section once for each node, if that is what it comes to."""
    table = stated.table
    if table is None:
        return ""
    for row in table.rows:
        if row.kind is Kind.SECTION and is_of_each(row.name):
            often = _often(row, table, stated)
            if often is not None and often > 1:
                name = row.name.strip(" :")
                return f"It counts what stands below “{name}” {often:f} times."
    return ""


def sections_by_row(table: Table) -> dict[int, int]:
    """Return in which row the heading over each line stands, by the row of the line."""
    found: dict[int, int] = {}
    above = 0
    for row in table.rows:
        if row.section:
            above = row.line.number
        elif row.kind is Kind.LINE and above:
            found[row.line.number] = above
    return found


def as_often(line: ReadLine, under: Mapping[int, int], answers: Mapping[str, str]) -> ReadLine:
    """Return a line as often as a person said its section is bought."""
    said = answers.get(f"times-{under.get(line.row, 0)}", "")
    try:
        often = Decimal(said or ONCE)
    except InvalidOperation:
        return line
    whole = often.is_finite() and often == often.to_integral_value() and often > 1
    if not whole:
        return line
    changes = {
        key: value * often
        for key in ("quantity", "line_total", "pieces")
        if (value := getattr(line, key)) is not None
    }
    return line.model_copy(update=changes)
