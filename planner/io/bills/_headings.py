"""Where tables begin in a sheet, and what stands over their columns.

A heading may take several rows, its captions may span columns, and a sheet may hold several tables,
one below the other or side by side.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planner.io.bills._labels import is_total
from planner.io.bills._sheet import Line, Sheet
from planner.io.bills._torn import put_together
from planner.io.bills._words import Role, is_placeholder, plain, roles_of

_SURE = 0.7
_FEWEST, _LONGEST, _LOOKED_AT = 3, 40, 50
_RULE = re.compile(r"[-=_*+|:.\s]+|\\hline")


@dataclass(frozen=True, slots=True)
class Region:
    """Rows and columns of a sheet that one heading stands over; without one, all of them.

    `over` is the text over each column, captions first; `roles` what each may hold and how surely.
    """

    sheet: Sheet
    lines: tuple[Line, ...]
    heading_rows: tuple[int, ...] = ()
    over: Mapping[int, str] = field(default_factory=dict)
    roles: Mapping[int, Mapping[Role, float]] = field(default_factory=dict)
    columns: range = range(10_000)
    repeated: frozenset[int] = frozenset()
    # Rows that a comma inside a number had torn: put together, or not to be.
    joined: frozenset[int] = frozenset()
    torn: frozenset[int] = frozenset()

    @property
    def has_heading(self) -> bool:
        """Whether a heading was found."""
        return bool(self.heading_rows)


def regions_of(sheet: Sheet) -> list[Region]:
    """Return the regions of a sheet in their order; what stands above the first is in none."""
    starts = _starts(sheet.lines)
    if not starts:
        return [Region(sheet, sheet.lines)]
    found: list[Region] = []
    for position, start in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(starts) else len(sheet.lines)
        found.extend(_regions_at(sheet, start, end))
    return found


def _starts(lines: Sequence[Line]) -> list[int]:
    """Return where headings are; a heading that repeats the one before begins nothing new."""
    starts: list[int] = []
    numeric: tuple[int, ...] = ()
    for index, line in enumerate(lines):
        # A row that holds numbers where the heading above says that numbers stand.
        if len(numeric) > 1 and sum(line.value(column).is_numeric for column in numeric) > 1:
            continue
        is_heading = _is_heading(line) or (not index and _heads_numbers(line, lines[1:]))
        if is_heading and not (starts and _same(lines[starts[-1]], line)):
            # The second row of a heading is part of it.
            if starts and index - starts[-1] == 1 and not _numbers_between(lines, starts[-1]):
                continue
            starts.append(index)
            numeric = tuple(column for column in line.filled() if _is_of_numbers(line, column))
    return starts


_NUMBERS = frozenset({Role.QUANTITY, Role.UNIT_PRICE, Role.PRICE, Role.LINE_TOTAL, Role.AMOUNT})


def _heads_numbers(first: Line, below: Sequence[Line]) -> bool:
    """Tell whether the first row of all says of one column that numbers stand there, and they do.

    So it is a heading though none of its other words is known: `Node, CPU, RAM, Price`.
    """
    columns = list(first.filled())
    if len(columns) < _FEWEST or any(first.value(column).is_numeric for column in columns):
        return False
    if any(len(first.text(column)) > _LONGEST for column in columns):
        return False
    told = [column for column in columns if _is_of_numbers(first, column)]
    lines = below[:_LOOKED_AT]
    return any(
        2 * sum(line.value(column).is_numeric for line in lines) > len(lines) for column in told
    )


def _is_of_numbers(heading: Line, column: int) -> bool:
    """Tell whether a heading says that numbers stand below it."""
    return any(role in _NUMBERS for role, _ in roles_of(heading.text(column)))


def _numbers_between(lines: Sequence[Line], start: int) -> bool:
    return any(value.is_numeric for value in lines[start + 1].values.values())


def _same(one: Line, other: Line) -> bool:
    if len(one.texts) != len(other.texts):
        return False
    return all(
        plain(first) == plain(second)
        for first, second in zip(one.texts.values(), other.texts.values(), strict=True)
    )


def _is_heading(line: Line) -> bool:
    """Tell whether a row names two columns at least and holds no amounts."""
    known, numbers, aside = set(), 0, aside_of(line)
    for column in line.filled():
        if column in aside:
            continue
        value, text = line.value(column), line.text(column)
        roles = roles_of(text) if len(text) <= 60 else ()
        role, sure = next(iter(roles), (Role.OTHER, 0.0))
        if sure >= _SURE and not value.is_plain:
            known.add(role)
        elif value.is_numeric and not is_total(line.text(column - 1)):
            numbers += 1
            if value.currencies or is_total(value.label):
                return False
    if len(known - {Role.OTHER, Role.NOTE, Role.LINK}) < 2 and not (line.is_heading and known):
        return False
    first = next(line.filled())
    # The number of the row in front is none of a price break.
    numbered = numbers == 1 and len(known) > 2 and line.value(first).is_plain
    return numbers == 0 or numbered or (numbers <= 4 and _are_counts(line))


def aside_of(line: Line) -> frozenset[int]:
    """Return the columns of labels with amounts that stand to the right of all headings.

    Such as what somebody pays, beside a table whose headings lie in the same row.
    """
    columns = list(line.filled())
    last = max(
        (c for c in columns if any(sure >= _SURE for _, sure in roles_of(line.text(c)))), default=-1
    )
    beyond = [c for c in columns if c > last >= 0]
    pairs = list(zip(beyond[::2], beyond[1::2], strict=False))
    # One more heading may follow the last that is known; a gap parts it from what stands beside.
    are_pairs = len(beyond) % 2 == 0 and all(
        not line.value(label).is_numeric and line.value(amount).is_numeric
        for label, amount in pairs
    )
    return frozenset(beyond) if are_pairs and beyond and beyond[0] > last + 1 else frozenset()


def _are_counts(line: Line) -> bool:
    """Tell whether the numbers of a heading are quantities that rise, as over price breaks."""
    numbers = [
        value.number for column in line.filled() if (value := line.value(column)).number is not None
    ]
    whole = all(number == number.to_integral_value() and number > 0 for number in numbers)
    return len(numbers) > 1 and whole and numbers == sorted(set(numbers))


def _regions_at(sheet: Sheet, start: int, end: int) -> Iterator[Region]:
    lines = sheet.lines
    first = start
    while first > 0 and _is_caption(lines[first - 1], lines[first], sheet):
        first -= 1
    last = start
    while last + 1 < end and _goes_on(lines[last + 1], lines[last]):
        last += 1
    over = _over(lines[first : last + 1], sheet)
    below = lines[last + 1 : end]
    whole = put_together(below, over, sheet)
    repeated = frozenset(line.number for line in below if _same(lines[start], line))
    rows = tuple(line.number for line in lines[first : last + 1])
    for columns in _side_by_side(over):
        held = {column: text for column, text in over.items() if column in columns}
        roles = {column: dict(roles_of(text)) for column, text in held.items()}
        yield Region(
            sheet, whole.lines, rows, held, roles, columns, repeated, whole.joined, whole.torn
        )


def _is_caption(line: Line, below: Line, sheet: Sheet) -> bool:
    """Tell whether a row is the upper part of a heading: over several columns, not over all."""
    if line.number + 1 != below.number or any(v.is_numeric for v in line.values.values()):
        return False
    spans = [
        merged
        for merged in sheet.grid.merged
        if merged.first_row == line.number and merged.last_column > merged.first_column
    ]
    columns = list(line.filled())
    if len(columns) == len(list(below.filled())):
        return False
    known = any(sure >= _SURE for column in columns for _, sure in roles_of(line.text(column)))
    spanning = any(m.first_column > min(below.filled(), default=0) for m in spans)
    return known and (spanning or len(columns) > 1)


def _goes_on(line: Line, above: Line) -> bool:
    """Tell whether a row still belongs to the heading above it."""
    texts = [line.text(column) for column in line.filled()]
    if all(is_placeholder(text) for text in texts):
        return True
    if line.number != above.number + 1 or any(v.is_numeric for v in line.values.values()):
        return False
    if any(_RULE.fullmatch(text) for text in texts):
        return False
    known = sum(any(sure >= _SURE for _, sure in roles_of(text)) for text in texts)
    return len(texts) > 1 and 2 * known >= len(texts) and known > 1


def _over(lines: Sequence[Line], sheet: Sheet) -> dict[int, str]:
    """Return what stands over each column; a caption stands over all the columns it spans."""
    found: dict[int, list[str]] = {}
    for line in lines:
        aside = aside_of(line)
        for column in line.filled():
            text = line.text(column)
            if column in aside:
                continue
            if is_placeholder(text):
                found.setdefault(column, [])
                continue
            if _is_sum(line, column) or _is_sum(line, column - 1):
                continue
            for each in _spanned(line.number, column, sheet):
                found.setdefault(each, []).append(text)
    return {column: " ".join(dict.fromkeys(texts)) for column, texts in found.items()}


def _is_sum(line: Line, column: int) -> bool:
    """Tell whether a sum stands beside a heading: its label here, its number to the right."""
    return is_total(line.text(column)) and line.value(column + 1).is_numeric


def _spanned(row: int, column: int, sheet: Sheet) -> range:
    for merged in sheet.grid.merged:
        if (merged.first_row, merged.first_column) == (row, column):
            return range(column, merged.last_column + 1)
    return range(column, column + 1)


def _side_by_side(over: Mapping[int, str]) -> list[range]:
    """Return the columns of each table where the same headings stand several times in one row."""
    columns = sorted(over)
    if not columns:
        return [range(10_000)]
    first = plain(over[columns[0]])
    starts = [column for column in columns if plain(over[column]) == first]
    width = len(columns) // len(starts) if starts else 0
    blocks = [columns[index * width : (index + 1) * width] for index in range(len(starts))]
    texts = [[plain(over[column]) for column in block] for block in blocks]
    if len(starts) > 1 and width > 1 and all(text == texts[0] for text in texts):
        ends = [*starts[1:], 10_000]
        return [range(start, end) for start, end in zip(starts, ends, strict=True)]
    return [range(10_000)]
