"""The lines of a table as records: each cell with its number, as the file or a person says it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from planner.io.bills._arithmetic import likely
from planner.io.bills._measures import measure_of
from planner.io.bills._money import Money
from planner.io.bills._rows import Kind, Row, Table
from planner.io.bills._sheet import Line
from planner.io.bills._values import Value
from planner.io.bills._words import Role, plain
from planner.model.bill_reading import NotLine, ReadColumns, ReadLine

_TEXTS: Mapping[Role, str] = {
    Role.NUMBER: "part_number",
    Role.MAKER: "maker",
    Role.VENDOR: "vendor",
    Role.LINK: "link",
    Role.NOTE: "note",
    Role.DESCRIPTION: "description",
    Role.CATEGORY: "category",
}
# An answer to the question which column of prices is paid.
CHEAPEST = "cheapest"
# And that each line has the price of the break that its quantity reaches.
AT_BREAK = "break"
OF_EACH_LINE = frozenset({CHEAPEST, AT_BREAK})
# What lines above the first heading of a section are called, if nothing stands above them.
FIRST_PART = "first part"
_LEFT = frozenset({"leave", "unpriced", "share"})


def lines_of(table: Table, money: Money, answers: Mapping[str, str]) -> Iterator[ReadLine]:
    """Yield the lines of a table."""
    is_unseen, sections = _is_unseen(table), sections_of(table)
    for row in table.lines():
        hidden = is_unseen or row.line.hidden
        made = _line(row, table, money, answers, hidden=hidden)
        section = sections.get(row.line.number, "")
        yield made.model_copy(update={"section": section}) if section else made


def sections_of(table: Table) -> dict[int, str]:
    """Return under which section each line stands, by its row."""
    found: dict[int, str] = {}
    parted = any(row.kind is Kind.SECTION for row in table.rows)
    section = _title_above(table) if parted else ""
    for row in table.rows:
        if row.section:
            section = row.section
        elif row.kind is Kind.LINE:
            found[row.line.number] = section
    return found


def _title_above(table: Table) -> str:
    """Return the text that stands alone above the heading of a table, as a section's does."""
    first = min(table.region.heading_rows, default=0)
    above = [line for line in table.sheet.lines if line.number < first]
    if not above or len(above[-1].cells) != 1 or above[-1].number < first - 2:
        return ""
    return next(iter(above[-1].texts.values()))


def _line(
    row: Row, table: Table, money: Money, answers: Mapping[str, str], *, hidden: bool
) -> ReadLine:
    line, columns, sheet = row.line, table.columns, table.sheet
    number = line.number
    priced = _price_column(line, table, answers)
    quantity, price, total = (
        line.value(column) for column in (columns.quantity, priced, columns.line_total)
    )
    currency = money.by_row.get(number)
    if answers.get("currency") and (currency is None or (number in money.by_row and money.shared)):
        currency = answers["currency"]
    pieces = line.value(columns.pieces) if columns.pieces is not None else Value()
    return ReadLine(
        sheet=sheet.name,
        row=number,
        name=row.name,
        quantity=_number(quantity, f"quantity-{number}", answers),
        quantity_text=_text(quantity),
        unit_price=_number(price, f"price-{number}", answers),
        unit_price_text=_text(price),
        currency=currency,
        line_total=_number(total, f"total-{number}", answers),
        line_total_text=_text(total),
        pieces=_number(pieces, f"pieces-{number}", answers),
        pieces_text=_text(pieces),
        unit=quantity.unit
        if quantity.unit not in ("", "pieces")
        else measure_of(line, table) or None,
        group=table.group or None,
        hidden=hidden,
        **_texts(row, table, priced),
    )


def _unit(quantity: Value, line: Line, table: Table) -> str | None:
    """Return what a quantity counts that is no number of pieces."""
    return quantity.unit if quantity.unit not in ("", "pieces") else measure_of(line, table) or None


def _price_column(line: Line, table: Table, answers: Mapping[str, str]) -> int | None:
    """Return the column of the price that is paid: of several the cheapest, or that of its break.

    Either only if that was said.
    """
    columns, said = table.columns, answers.get("price-column")
    prices = [(price, c) for c in columns.prices if (price := likely(line.value(c)))]
    if said == CHEAPEST and prices:
        return min(prices)[1]
    if said == AT_BREAK:
        count = likely(line.value(columns.quantity))
        breaks = breaks_of(table)
        reached = [(breaks[c], c) for _, c in prices if count is not None and breaks[c] <= count]
        return max(reached)[1] if reached else columns.unit_price
    return columns.unit_price


# 10+, 1-9, @ 100, from 25, ab 50 Stk: from how many pieces on a price holds.
_BREAK = re.compile(
    r"(?:.*[^\w.])?(?:(?:@|≥|>=|ab|from|from qty|à partir de|desde|da|vanaf|od)\s*(\d{1,6})"
    r"|(\d{1,6})\s*(?:\+|and up|or more|-\s*\d{1,6}))"
    r"(?:\s*(?:pcs?|pieces|stk|stück|units|un|st)\.?)?\W*"
)


def breaks_of(table: Table) -> dict[int, int]:
    """Return from how many pieces on each of several prices holds; none where one does not say."""
    found = {}
    for column in table.columns.prices:
        told = _BREAK.fullmatch(plain(table.region.over.get(column, "")))
        if told is None:
            return {}
        found[column] = int(told[1] or told[2])
    return found if len(found) > 1 and len(set(found.values())) == len(found) else {}


def hidden_lines(table: Table) -> list[Row]:
    """Return the lines that do not show: their row, their sheet, or the column of their amounts."""
    is_unseen = _is_unseen(table)
    return [row for row in table.lines() if is_unseen or row.line.hidden]


def _is_unseen(table: Table) -> bool:
    """Tell whether a whole table does not show: its sheet, or the column of names or amounts."""
    grid = table.sheet.grid
    shown = {table.columns.name, *table.columns.numeric()}
    return grid.hidden or bool(shown & grid.hidden_columns)


def _number(value: Value, key: str, answers: Mapping[str, str]) -> Decimal | None:
    """Return the number that a line counts with: what a person said, else what is sure."""
    said = answers.get(key, "")
    if said and said not in _LEFT:
        try:
            told = Decimal(said)
        except InvalidOperation:
            return None
        return told if told.is_finite() else None
    if value.about and value.readings and answers.get("estimates") == "take":
        return value.readings[0]
    return likely(value)


def _text(value: Value) -> str | None:
    """Return what a cell says where that is more than its number."""
    if not value.text:
        return None
    doubtful = value.number is None or value.unit or value.about
    return " ".join(value.text.split()) if doubtful and not _is_dash(value.text) else None


def _is_dash(text: str) -> bool:
    return not any(each.isalnum() for each in text)


def _texts(row: Row, table: Table, priced: int | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for role, name in _TEXTS.items():
        for column in table.columns.others.get(role, ()):
            text = row.line.text(column)
            if text and name not in found:
                cell = row.line.cells[column]
                found[name] = cell.link or text if role is Role.LINK else text
    if priced is not None and len(table.columns.prices) > 1 and priced in table.region.over:
        # What stands over one of several prices and is no word for a price names the shop.
        over = table.region.over[priced]
        if not table.region.roles.get(priced) and "vendor" not in found:
            found["vendor"] = over
    if noted := [cell.comment for cell in row.line.cells.values() if cell.comment]:
        found["note"] = "; ".join(dict.fromkeys([*filter(None, [found.get("note", "")]), *noted]))
    named = row.line.cells.get(table.columns.name)
    if named is not None and named.link:
        found.setdefault("link", named.link)
    return found


def not_lines_of(table: Table) -> Iterator[NotLine]:
    """Yield the filled rows of a table that are no lines; blank ones say nothing."""
    for row in table.rows:
        if row.kind is Kind.LINE:
            continue
        text = " ".join(row.line.text(column) for column in row.line.filled())
        yield NotLine(
            sheet=table.sheet.name,
            row=row.line.number,
            what=row.what or row.kind.value,
            text=text[:200],
            amount=row.amount if row.kind is Kind.CHARGE else None,
        )


def columns_of_table(table: Table) -> ReadColumns:
    """Return where a table is and what its columns hold."""
    columns, sheet = table.columns, table.sheet
    held = {
        **{role.value: places[0] for role, places in columns.others.items()},
        "name": columns.name,
        "quantity": columns.quantity,
        "unit_price": columns.unit_price,
        "line_total": columns.line_total,
        "pieces": columns.pieces,
    }
    places = {name: sheet.column(column) for name, column in held.items() if column is not None}
    headings = {sheet.column(column): text for column, text in table.region.over.items()}
    return ReadColumns(
        sheet=sheet.name,
        group=table.group or None,
        header_rows=table.region.heading_rows,
        columns=tuple(places.items()),
        headings=tuple(headings.items()),
        confidence=tuple(
            (name, _confidence(table, column))
            for name, column in held.items()
            if column is not None and name in ("name", "quantity", "unit_price", "line_total")
        ),
    )


def _confidence(table: Table, column: int) -> Decimal:
    """Return how surely a column is read: by its heading, and by arithmetic that comes right."""
    named = max(table.region.roles.get(column, {}).values(), default=0.0)
    proven = table.columns.proven and column in table.columns.numeric()
    return Decimal(1) if named and proven else Decimal(str(round(max(named, 0.9 * proven), 2)))


def rows_text(rows: Iterable[int], apart: Iterable[int] = ()) -> str:
    """Return rows as `2-6, 8`: from the first to the last line, but for what lies apart."""
    numbers, cut = sorted(set(rows)), set(apart)
    spans: list[list[int]] = []
    for number in numbers:
        if spans and not any(spans[-1][1] < each < number for each in cut):
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(f"{a}" if a == b else f"{a}-{b}" for a, b in spans)
