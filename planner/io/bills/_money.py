"""In which currency a table is: by signs, number formats, headings, words and columns."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.io.bills._rows import Kind, Row, Table
from planner.io.bills._values import format_currencies
from planner.io.bills._words import Role, is_english, money_word, plain
from planner.io.text.currency_signs import marks
from planner.io.text.grids import GridFile
from planner.model.money import CURRENCIES

# Signs that others use too, but with so few that a list without a word of it means the first.
_USUAL = {"£": "GBP"}
_DOLLARS = "USD"


@dataclass(frozen=True, slots=True)
class Money:
    """The currency of each line by its row, and what is not sure of it.

    `shared` are the currencies that the only sign may mean; `assumed` is the one that is read.
    """

    by_row: dict[int, str]
    shared: frozenset[str] = frozenset()
    assumed: str = ""


def money_of(table: Table, file: GridFile) -> Money:
    """Return the currencies of the lines of a table."""
    fallback = _of_table(table, file)
    english = is_english(" ".join(table.region.over.values()))
    by_row: dict[int, str] = {}
    shared: frozenset[str] = frozenset()
    assumed = ""
    for row in table.lines():
        found = _of_row(row, table) or fallback
        one = next(iter(found)) if len(found) == 1 else ""
        if "GBP" in found and _DOLLARS not in found:
            one = _USUAL["£"]
        if not one and _DOLLARS in found:
            one = _DOLLARS
            if not english:
                shared, assumed = found, _DOLLARS
        if one:
            by_row[row.line.number] = one
        elif found:
            shared = found
    return Money(by_row, shared, assumed)


def _of_row(row: Row, table: Table) -> frozenset[str]:
    line, columns = row.line, table.columns
    for column in columns.others.get(Role.CURRENCY, ()):
        if found := _of_word(line.text(column)):
            return found
    for place in (columns.line_total, columns.unit_price):
        if shown := line.value(place).currencies:
            return shown
    return frozenset()


def _of_word(text: str) -> frozenset[str]:
    """Return the currencies that a text is the code, sign or name of."""
    bare = text.strip(" .:()[]")
    if bare.upper() in CURRENCIES:
        return frozenset({bare.upper()})
    found = list(marks(bare)) if len(bare) < 8 else []
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(bare)):
        return found[0].currencies
    return money_word(bare)


def _of_table(table: Table, file: GridFile) -> frozenset[str]:
    """Return the currencies that a table says of all its lines, the nearest witness first."""
    columns = table.columns
    for column in (columns.line_total, columns.unit_price):
        if column is not None and (found := _in_text(table.region.over.get(column, ""))):
            return found
    for witnesses in (_in_cells(table), _in_sums(table), _above(table)):
        sets = set(witnesses)
        if sets:
            together = frozenset.intersection(*sets)
            if together:
                return together
    return _in_titles(table, file)


def _in_text(text: str) -> frozenset[str]:
    found = [mark.currencies for mark in marks(text)]
    if found:
        return frozenset.intersection(*found)
    words = [money for word in re.findall(r"[^\W\d_]+", text) if (money := money_word(word))]
    return words[0] if len(words) == 1 else frozenset()


def _in_cells(table: Table) -> Iterator[frozenset[str]]:
    for row in table.lines():
        for column in (table.columns.line_total, table.columns.unit_price):
            value = row.line.value(column)
            if value.is_numeric and value.currencies:
                yield value.currencies
            elif column is not None and (cell := row.line.cells.get(column)) is not None:
                found = format_currencies(cell.number_format)
                if found:
                    yield found


def _in_sums(table: Table) -> Iterator[frozenset[str]]:
    for row in table.rows:
        if row.kind in (Kind.TOTAL, Kind.CHARGE) and row.column is not None:
            found = row.line.value(row.column).currencies
            # "Grand total (USD)" says it beside the amount.
            found = found or frozenset(_named(row.name if row.kind is Kind.TOTAL else ""))
            if found:
                yield found


def _above(table: Table) -> Iterator[frozenset[str]]:
    """Yield currencies of cells above a table that hold its code, sign or name and no more."""
    first = table.rows[0].line.number if table.rows else 0
    for line in table.sheet.lines:
        if line.number >= first:
            return
        for column in line.filled():
            if found := _of_word(line.text(column)):
                yield found


def _in_titles(table: Table, file: GridFile) -> frozenset[str]:
    """Return the one currency that titles and headings name by its code or its name."""
    first = table.rows[0].line.number if table.rows else 0
    texts = [
        line.text(column)
        for line in table.sheet.lines
        if line.number < first
        for column in line.filled()
    ]
    # A list without a heading over its columns has its title among its rows.
    texts += [row.section for row in table.rows if row.kind is Kind.SECTION]
    texts += [table.sheet.grid.heading, table.sheet.name or ""]
    texts += [each.text for each in file.prose if _speaks_of_money(each.text)]
    found = {one for text in texts for one in _named(text)}
    return frozenset(found) if len(found) == 1 else frozenset()


def _speaks_of_money(text: str) -> bool:
    return bool(re.search(r"price|preis|prix|precio|prezzo|cost|currency|价|価", plain(text)))


def _named(text: str) -> Iterable[str]:
    for mark in marks(text):
        if mark.one:
            yield mark.one
    for word in re.findall(r"[^\W\d_]+", text):
        one = money_word(word)
        if len(one) == 1:
            yield from one
