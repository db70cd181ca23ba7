"""What must be asked of numbers: doubtful ones, prices that are none, quantities of no pieces."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.io.bills._answers import PACK, pack_of
from planner.io.bills._arithmetic import agree
from planner.io.bills._measures import measure_of
from planner.io.bills._read import Read, choices, rows_are
from planner.io.bills._rows import Kind, Row, Table
from planner.io.bills._uncounted import no_column, of_each, uncounted
from planner.io.bills._values import Value
from planner.io.bills._words import Role, plain
from planner.model.bill_reading import Asked, ReadLine

_IN_BRACKETS = re.compile(r"\(\W*[\d.,]+\W*\)")
# More lines than this that raise the same question are asked about together.
_MANY = 3
_BY_LENGTH = re.compile(
    r"\b(profil\w*|extrusion|hose|schlauch|tube|tubing|rohr|draht|wire|filament|seil|rope|band"
    r"|profilé|perfil|tuyau|manguera)\b"
)
_BY_WEIGHT = re.compile(r"\[\s*(kg|g|m|mm|cm|l)\s*\]|\b(per|pro|je|par|por)\s+(kg|m|metre|meter)\b")


# --- numbers, prices, quantities -----------------------------------------------------------------


def _comes_right(read: Read, table: Table, row: Row) -> bool:
    """Tell whether the file's own arithmetic confirms how a row is read."""
    held = any(
        each.fits and any(line.line.number == row.line.number for line in each.lines)
        for each in read.sums
        if each.table is table
    )
    return held or table.columns.proven


def numbers(read: Read) -> Iterator[Asked]:
    """Yield what numbers with two readings leave open."""
    for table, row, _ in read.rows():
        columns = table.columns
        places = (columns.quantity, columns.unit_price, columns.line_total)
        values = [row.line.value(column) for column in places]
        value = next((each for each in values if len(each.readings) > 1 and not each.about), None)
        if value is None:
            continue
        first, second = value.readings[:2]
        is_told = _row_tells(values)
        yield Asked(
            key=f"number-{row.line.number}",
            text=f"“{value.text}” can be {first:f} or {second:f}: which is it?",
            rows=(row.line.number,),
            sheet=table.sheet.name,
            table=table.group or None,
            choices=choices(*((f"{each:f}", f"{each:f}") for each in (first, second))),
            proposed=f"{first:f}" if is_told or _comes_right(read, table, row) else "",
            matters=not is_told,
        )


def _row_tells(values: Sequence[Value]) -> bool:
    """Tell whether one number alone has two readings, and only the first gives the line total."""
    doubtful = [place for place, each in enumerate(values) if len(each.readings) > 1]
    if len(doubtful) != 1 or not all(each.readings for each in values):
        return False
    (place,) = doubtful
    fits = []
    for reading in values[place].readings:
        quantity, price, total = (
            reading if at == place else each.readings[0] for at, each in enumerate(values)
        )
        fits.append(agree(total, quantity * price))
    return fits[0] and not any(fits[1:])


def torn(read: Read) -> Iterator[Asked]:
    """Yield rows whose numbers were put together, because a comma inside them had torn them."""
    for table in read.tables:
        rows = [row for row in table.lines() if row.line.number in table.region.joined]
        if not rows:
            continue
        told = [
            row.line.text(column)
            for row in rows
            for column in table.columns.numeric()
            if "," in row.line.text(column)
        ]
        proven = all(_comes_right(read, table, row) for row in rows)
        yield Asked(
            key="commas",
            text=f"{rows_are([row.line.number for row in rows])} read with a comma inside a number "
            f"({', '.join(told[:3])}): there are more cells than headings. Is that right?",
            rows=tuple(row.line.number for row in rows),
            sheet=table.sheet.name,
            choices=choices(("yes", "Yes, as read")),
            proposed="yes",
            matters=not proven,
        )


def prices(read: Read) -> Iterator[Asked]:
    """Yield what prices that are none, 0 or a guess leave open."""
    none, zero, about, blank = [], [], [], []
    for table, row, line in read.rows():
        price = row.line.value(table.columns.unit_price)
        total = row.line.value(table.columns.line_total)
        if total.about and total.is_numeric:
            about.append((f"total-{line.row}", line, total))
        elif price.about and price.is_numeric and not total.is_numeric:
            about.append((f"price-{line.row}", line, price))
        elif line.unit_price is None and line.line_total is None:
            none.append(line.row)
        elif (line.line_total if line.line_total is not None else line.unit_price) == 0 and (
            line.quantity != 0
        ):
            zero.append(line.row)
        if total.valueless or price.valueless:
            blank.append(line.row)
    blank += [row.line.number for t in read.tables for row in t.rows
              if row.kind is Kind.TOTAL and row.amount is None]  # fmt: skip
    yield from _estimates(about)
    if none:
        yield Asked(
            key="unpriced",
            text=f"{rows_are(none)} without a price: unpriced, not 0.",
            rows=tuple(none),
            choices=choices(("leave", "Leave unpriced"), ("owned", "Owned already"),
                             ("free", "Free")),
        )  # fmt: skip
    if zero:
        yield Asked(
            key="zero-price",
            text=f"{rows_are(zero)} priced at 0: owned, free, or not priced?",
            rows=tuple(zero),
            choices=choices(("owned", "Owned already"), ("free", "Free"),
                             ("unpriced", "Not priced")),
        )  # fmt: skip
    if blank:
        yield Asked(
            key="formulas",
            text=f"{rows_are(blank)} computed by formulas whose results were never stored; they "
            "are not read as 0. Count quantity × unit price instead?",
            rows=tuple(blank),
            choices=choices(("count", "Yes")),
            proposed="count",
            matters=any(line.value is None for _, _, line in read.rows()),
        )


def _estimates(about: Sequence[tuple[str, ReadLine, Value]]) -> Iterator[Asked]:
    """Yield prices that whoever wrote them calls estimates: many together, a few one by one."""
    rows = [line.row for _, line, _ in about]
    if len(about) > _MANY:
        yield Asked(
            key="estimates",
            text=f"{rows_are(rows)} priced by estimates: count with them?",
            rows=tuple(rows),
            choices=choices(("take", "Yes"), ("unpriced", "No, leave them unpriced")),
        )
        return
    for key, line, value in about:
        amount = value.readings[0]
        # In brackets alone, accountants write what is taken off.
        below = [(f"{-amount:f}", f"{-amount:f}")] if _IN_BRACKETS.fullmatch(value.text) else []
        what = "a guess in the file, or an amount below 0" if below else "a guess in the file"
        given = [(f"{amount:f}", f"{amount:f}"), *below, ("unpriced", "Leave it unpriced")]
        yield Asked(
            key=key,
            text=f"“{value.text}” is {what}: what is the price?",
            rows=(line.row,),
            sheet=line.sheet,
            choices=choices(*given),
        )


def quantities(read: Read) -> Iterator[Asked]:
    """Yield what quantities, packs and lengths leave open."""
    for table in read.tables:
        if table.columns.quantity is None:
            yield from no_column(table, read)
        yield from _pack_sizes(table, read)
    numeric = {id(table): table.columns.numeric() for table in read.tables}
    below = [
        line.row
        for table, row, line in read.rows()
        if any((row.line.value(c).number or 0) < 0 for c in numeric[id(table)])
    ]
    if below:
        yield Asked(
            key="negative",
            text=f"{rows_are(below)} below 0: returned or credited?",
            rows=tuple(below),
            choices=choices(("keep", "Yes, take it off"), ("leave", "No, leave it out")),
        )
    none = [
        line
        for table, row, line in read.rows()
        if row.line.value(table.columns.quantity).number == 0
    ]
    if none:
        named = f"“{none[0].name}” has" if len(none) == 1 else f"{len(none)} lines have"
        yield Asked(
            key="zero-quantity",
            text=f"{named} quantity 0: left out on purpose?",
            rows=tuple(line.row for line in none),
            sheet=none[0].sheet,
            choices=choices(("leave", "Yes, leave it out")),
            matters=False,
        )
    together = set[int]()
    for table, lines in zip(read.tables, read.lines, strict=True):
        rows = uncounted(table, lines)
        if len(rows) > 1:
            together.update(id(row) for row in rows)
            yield of_each(table, rows, read)
    for table, row, line in read.rows():
        value = row.line.value(table.columns.quantity)
        if table.columns.quantity is None or value.number == 0 or id(row) in together:
            continue
        pieces = row.line.value(table.columns.pieces)
        yield from _one_quantity(table, row, line, value)
        if table.columns.pieces is not None and pieces.unit not in ("", "pieces"):
            yield Asked(
                key=f"pieces-{line.row}",
                text=f"“{pieces.text}” is no number of pieces: how many are meant?",
                rows=(line.row,), sheet=line.sheet, matters=False,
            )  # fmt: skip


def _pack_sizes(table: Table, read: Read) -> Iterator[Asked]:
    """Yield what a column of pack sizes leaves open, where nothing says how many packs."""
    columns, over = table.columns, table.region.over
    if columns.quantity is None or columns.unit_price is None:
        return
    if columns.pieces is not None or columns.line_total is not None:
        return
    rows = [row for row in table.lines() if (pack_of(row.line, table) or 0) > 1]
    if not rows:
        return
    size = columns.one(Role.PACK_SIZE)
    known = all(_comes_right(read, table, row) for row in rows)
    yield Asked(
        key="pack-size",
        text=f"“{over.get(columns.unit_price if size is None else size, '')}” says for how many "
        f"pieces: what does “{over.get(columns.quantity, '')}” count, and what is the price of?",
        rows=tuple(row.line.number for row in rows),
        sheet=table.sheet.name,
        choices=choices(
            ("packs", "Packs, at the price of a pack"),
            ("pieces", "Pieces, bought in whole packs at the price of a pack"),
            ("share", "Pieces, each at its share of that price"),
            ("each", "Pieces, at the price of one piece"),
        ),
        matters=not known,
    )


def _one_quantity(table: Table, row: Row, line: ReadLine, value: Value) -> Iterator[Asked]:
    measure = measure_of(row.line, table)
    if measure and value.number is not None and value.unit in ("", "pieces"):
        value = value._replace(text=f"{value.text} {measure}", unit=measure)
    if value.number is not None and value.unit in ("", "pieces") and _is_whole(value.number):
        if value.number > 1:
            yield from _packs_or_lengths(table, row, line, plain(line.name), value.number)
        return
    asked = Asked(key=f"quantity-{line.row}", text="", rows=(line.row,), sheet=line.sheet)
    if value.unit not in ("", "pieces"):
        text = f"“{value.text}” is a length or a weight: what does the price stand for, how often?"
        yield asked.model_copy(update={"text": text})
    elif value.about and value.readings:
        given = choices((f"{value.readings[0]:f}", f"{value.readings[0]:f}"))
        text = f"“{value.text}” of “{line.name}” is about so many: how many are bought?"
        yield asked.model_copy(update={"text": text, "choices": given})
    elif value.number is None and not value.readings and line.line_total is None:
        if line.unit_price is not None:
            yield asked.model_copy(update={"text": f"“{line.name}” has a price and no quantity."})
    elif value.number is None and not value.readings:
        text = f"“{line.name}” has a sum and no quantity: one lump sum?"
        given = choices(("1", "Yes, once"))
        yield asked.model_copy(update={"text": text, "choices": given, "matters": False})
    elif value.number is not None:
        text = f"{value.number} of “{line.name}”: a share of a set, a length or a weight?"
        given = choices(("share", "A share of a set: one piece at the price of the line"))
        yield asked.model_copy(update={"text": text, "choices": given, "matters": False})


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _packs_or_lengths(
    table: Table, row: Row, line: ReadLine, name: str, number: Decimal
) -> Iterator[Asked]:
    cell = plain(row.line.value(table.columns.unit_price).text)
    told = PACK.search(name) or PACK.search(cell)
    # What a line comes to is known where the file says it: so often the price is paid.
    if told and table.columns.pieces is None and line.line_total is None:
        text = f"{number} of “{line.name}”: packs or pieces?"
        given = choices(("packs", "Packs"), ("pieces", "Pieces"))
        yield Asked(
            key=f"packs-{line.row}", text=text, rows=(line.row,), sheet=line.sheet, choices=given
        )
    elif number > 10 and (_BY_LENGTH.search(name) or _BY_WEIGHT.search(name)):
        text = f"{number} of “{line.name}”: pieces, or a length?"
        given = choices(("pieces", "Pieces"), ("length", "A length"))
        yield Asked(
            key=f"length-{line.row}", text=text, rows=(line.row,), sheet=line.sheet,
            choices=given, matters=False,
        )  # fmt: skip
