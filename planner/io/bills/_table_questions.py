"""What must be asked of tables and columns: which belong to the bill, and what they hold."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from planner.io.bills._answers import OF_LINE, OPTIONAL
from planner.io.bills._lines import (
    AT_BREAK,
    CHEAPEST,
    FIRST_PART,
    breaks_of,
    hidden_lines,
    sections_of,
)
from planner.io.bills._read import Read, choices, rows_are
from planner.io.bills._rows import Kind, Table
from planner.io.bills._shares import SHARE
from planner.io.bills._words import plain
from planner.io.text.currency_signs import marks
from planner.model.bill_reading import Asked, ReadLine

# --- which table, which currency, what is hidden -------------------------------------------------


def which_tables(read: Read) -> Iterator[Asked]:
    """Yield what is open of which tables, sections and optional lines belong to the bill."""
    names = [table.group for table in read.tables if table.group]
    if len(names) > 1 and not _summed_up(read):
        given = [("all", "All of them")] + [(name, f"Only {name}") for name in names]
        yield Asked(
            key="tables",
            text=f"There are {len(names)} tables with lines and no sum over all of them: which "
            "belong to the bill?",
            choices=choices(*given),
        )
    for table in read.tables:
        distinct = _apart(read, table)
        if len(distinct) > 1:
            yield Asked(
                key="sections",
                text="The sections have sums of their own and none over all: are they "
                f"alternatives? ({', '.join(distinct)})",
                sheet=table.sheet.name,
                table=table.group or None,
                choices=choices(("all", "All belong to it"), *((n, f"Only {n}") for n in distinct)),
            )
        optional = [
            row.line.number
            for row in table.rows
            if row.kind in (Kind.SECTION, Kind.LINE) and OPTIONAL.search(plain(row.name))
        ]
        if optional:
            yield Asked(
                key="optional",
                text=f"{rows_are(optional)} called optional or an alternative: are they bought?",
                rows=tuple(optional),
                sheet=table.sheet.name,
                table=table.group or None,
                choices=choices(("take", "Yes"), ("leave", "No")),
            )


def _apart(read: Read, table: Table) -> list[str]:
    """Return the sections of a table that have sums of their own, where none is over them all."""
    every = sum(1 for _ in table.lines())
    held = [len(each.lines) for each in read.sums if each.table is table]
    if every in held:
        return []
    beside = [row.section for row in table.rows if row.section and row.kind is Kind.TOTAL]
    if not beside and len(held) > 1:
        # What stands under no heading of a section of its own has none to be called by.
        beside = [each or FIRST_PART for each in sections_of(table).values()]
    return list(dict.fromkeys(beside))


def _summed_up(read: Read) -> bool:
    """Tell whether a sum that fits holds the lines of all tables."""
    lines = sum(len(each) for each in read.lines)
    return any(each.fits and len(each.lines) == lines for each in read.sums)


def currency(read: Read) -> Iterator[Asked]:
    """Yield what is open of in which currency the prices are."""
    shared = {code for money in read.money for code in money.shared}
    assumed = next((money.assumed for money in read.money if money.assumed), "")
    # Asked of what the file says, whatever was answered: an answer leaves its question there.
    missing = [
        line.row
        for money, lines in zip(read.money, read.lines, strict=True)
        for line in lines
        if line.row not in money.by_row and _has_price(line)
    ]
    if missing:
        codes = sorted(shared) if len(shared) <= 6 else []
        yield Asked(
            key="currency",
            text="The sign may mean several currencies: which is it?"
            if shared
            else "No currency is stated: in which are the prices?",
            rows=tuple(missing),
            choices=choices(*((code, code) for code in codes)),
        )
    elif assumed:
        yield Asked(
            key="currency",
            text="Which dollar is meant by $? Read as US dollars.",
            choices=choices(*((code, code) for code in sorted(shared))),
            proposed=assumed,
        )


def _has_price(line: ReadLine) -> bool:
    return line.line_total is not None or line.unit_price is not None or bool(line.unit_price_text)


def hidden(read: Read) -> Iterator[Asked]:
    """Yield what is open of whether what is hidden belongs to the bill."""
    rows = [(table, row) for table in read.tables for row in hidden_lines(table)]
    if rows:
        places = [f"{table.sheet.where(row.line.number)}" for table, row in rows]
        yield Asked(
            key="hidden",
            text=f"Hidden in the file and with lines: {', '.join(places)}. Do they belong to it?",
            rows=tuple(row.line.number for _, row in rows),
            choices=choices(("take", "Yes, count them"), ("leave", "No, leave them out")),
        )


# --- which column --------------------------------------------------------------------------------


def columns(read: Read) -> Iterator[Asked]:
    """Yield what is open of what the columns hold."""
    for table in read.tables:
        columns, sheet = table.columns, table.sheet
        yield from _turned(table)
        known = {*table.region.over, *columns.named}
        bare = [c for c in columns.numeric() if c not in known]
        if bare:
            told = ", ".join(f"{sheet.column(c)}" for c in bare)
            yield Asked(
                key="headings",
                text=_unnamed(table, told),
                sheet=sheet.name,
                table=table.group or None,
                choices=choices(*_ways_of(table)),
                proposed="yes" if columns.proven else "",
                matters=not columns.proven,
            )
        if len(columns.quantities) > 1 and columns.pieces is None and not columns.proven:
            told_by = [
                (sheet.column(c), table.region.over.get(c) or sheet.column(c))
                for c in columns.quantities
            ]
            yield Asked(
                key="quantity-column",
                text="Several columns say how many: which is bought?",
                sheet=sheet.name,
                table=table.group or None,
                choices=choices(*told_by),
            )
        if len(columns.prices) > 1:
            names = [
                (sheet.column(c), table.region.over.get(c) or sheet.column(c))
                for c in columns.prices
            ]
            breaks = breaks_of(table)
            if columns.line_total is None and not _in_other_currencies(table):
                own = (AT_BREAK, _AT_BREAK) if breaks else (CHEAPEST, _CHEAPEST)
                names.append(own)
            yield Asked(
                key="price-column",
                text=f"There are several columns of prices{_from(breaks)}: which is paid?",
                sheet=sheet.name,
                table=table.group or None,
                choices=choices(*names),
                proposed=_proposed_price(table, [key for key, _ in names]),
                matters=columns.line_total is None,
            )
        if columns.by_total:
            yield Asked(
                key="by-total",
                text=_by_total(table),
                sheet=sheet.name,
                table=table.group or None,
                choices=choices(("yes", "Yes, as read")),
                proposed="yes",
                matters=False,
            )
        yield from _leftover(table)
        yield from _shares(table)


def _unnamed(table: Table, told: str) -> str:
    if len(_ways_of(table)) > 1:
        return "Nothing says what the prices are of: of one piece, or of all on the line?"
    return f"No heading says what the columns hold: are {told} the numbers as read?"


def _ways_of(table: Table) -> list[tuple[str, str]]:
    """Return how numbers without headings may be read: a price beside a count has two ways."""
    columns = table.columns
    counts = [row.line.value(columns.quantity).number or 0 for row in table.lines()]
    two_ways = columns.unit_price is not None and columns.line_total is None
    if columns.proven or not two_ways or max(counts, default=0) <= 1:
        return [("yes", "Yes, as read")]
    return [("yes", "Of one piece"), (OF_LINE, "Of all on the line")]


def _has_sums_of_several(table: Table) -> bool:
    """Tell whether a total stands below several columns of prices: then none of them is shown."""
    prices = table.columns.prices
    return any(
        row.kind is Kind.TOTAL and sum(row.line.value(c).is_numeric for c in prices) > 1
        for row in table.rows
    )


def _in_other_currencies(table: Table) -> bool:
    """Tell whether two columns of prices say that they are in different currencies."""
    told = [each for c in table.columns.prices if (each := _currencies_of(table, c))]
    return any(not one & other for one, other in combinations(told, 2))


def _currencies_of(table: Table, column: int) -> frozenset[str]:
    """Return what the money of a column may be: as its heading says, else as its cells agree."""
    found = {mark.currencies for mark in marks(table.region.over.get(column, ""))}
    found = found or {row.line.value(column).currencies for row in table.lines()} - {frozenset()}
    return frozenset.intersection(*found) if found else frozenset()


_AT_BREAK = "The price of the break that each quantity reaches"
_CHEAPEST = "The cheapest of each line"


def _from(breaks: Mapping[int, int]) -> str:
    """Say that prices hold from a number of pieces on: that is why one of them is proposed."""
    counts = ", ".join(f"{count:,}" for count in sorted(breaks.values()))
    return f" that hold from {counts} pieces on" if breaks else ""


def _proposed_price(table: Table, choices: Sequence[str]) -> str:
    """Return the price that the file's numbers speak for, else that of each line's own break."""
    if table.columns.proven and not _has_sums_of_several(table):
        return choices[0]
    return AT_BREAK if AT_BREAK in choices else ""


def _by_total(table: Table) -> str:
    columns, over = table.columns, table.region.over
    if columns.pieces is not None and columns.quantity is not None:
        return (
            f"“{over.get(columns.pieces, '')}” is read as pieces and "
            f"“{over.get(columns.quantity, '')}” as how often to buy: only so do the lines give "
            "the stated total. Is that right?"
        )
    if columns.line_total is not None:
        name = over.get(columns.line_total, "")
        return (
            f"“{name}” is read as the price of the whole line: only so do the lines give the "
            "stated total. Is that right?"
        )
    return "Only the stated total tells which column is the quantity. Is it read right?"


def _turned(table: Table) -> Iterator[Asked]:
    if table.sheet.is_turned:
        yield Asked(
            key="turned",
            text="The table lies on its side: each of its columns is read as a line. Is that "
            "right?",
            sheet=table.sheet.name,
            choices=choices(("yes", "Yes, as read")),
            proposed="yes",
            matters=False,
        )


def _shares(table: Table) -> Iterator[Asked]:
    rows = [row.line.number for row in table.rows if row.what == SHARE]
    if rows:
        yield Asked(
            key="shares",
            text=f"{rows_are(rows)} below the total and come to it again: read as how it is "
            "divided, not as lines. Is that right?",
            rows=tuple(rows),
            sheet=table.sheet.name,
            table=table.group or None,
            choices=choices(("yes", "Yes, as read")),
            proposed="yes",
            matters=False,
        )


def _leftover(table: Table) -> Iterator[Asked]:
    """Ask about numbers in columns that nothing is said over."""
    columns, region = table.columns, table.region
    known = {*columns.numeric(), *columns.prices, columns.name, *region.over}
    known |= {column for places in columns.others.values() for column in places}
    known -= {c for c in region.over if not region.over[c]}
    beside = {
        row.line.number: column
        for row in table.rows
        if row.kind in (Kind.LINE, Kind.REMARK)
        for column in row.line.filled()
        if column not in known and row.line.value(column).is_numeric
    }
    labelled = [c for c in set(beside.values()) if not _stands_beside_labels(table, c)]
    if labelled:
        names = ", ".join(table.sheet.column(column) for column in sorted(labelled))
        yield Asked(
            key="leftover",
            text=f"Numbers without a heading in column {names} are not read. Do they matter?",
            sheet=table.sheet.name,
            table=table.group or None,
            choices=choices(("leave", "No")),
            matters=False,
        )


def _stands_beside_labels(table: Table, column: int) -> bool:
    """Tell whether the numbers of a column are sums beside the lines, which are read as such."""
    return any(
        row.line.text(column - 1) and not row.line.value(column - 1).is_numeric
        for row in table.rows
        if column - 1 not in table.region.over and row.line.value(column).is_numeric
    )
