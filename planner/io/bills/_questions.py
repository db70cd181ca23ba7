"""What a file does not say and must be asked, each with the readings there are."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.io.bills._lines import is_hidden
from planner.io.bills._money import Money
from planner.io.bills._rows import Kind, Row, Table
from planner.io.bills._sheet import Sheet
from planner.io.bills._totals import Sum
from planner.io.bills._values import Value
from planner.io.bills._words import Role, plain
from planner.io.text.grids import GridFile
from planner.model.bill_reading import Asked, Choice, Disagreement, ReadLine

_PACK = re.compile(
    r"\b\d+\s*[- ]?(er|pack|pk|pcs?|pieces|pieces? pack|piece set|stück)\b\s*(pack|set|satz)?"
    r"|\bpack of \d+|\bset of \d+|\d+\s*(本|個|个|枚|件)入|袋価格"
)
_BY_LENGTH = re.compile(
    r"\b(profil\w*|extrusion|hose|schlauch|tube|tubing|rohr|draht|wire|filament|seil|rope|band"
    r"|profilé|perfil|tuyau|manguera)\b"
)
_BY_WEIGHT = re.compile(r"\[\s*(kg|g|m|mm|cm|l)\s*\]|\b(per|pro|je|par|por)\s+(kg|m|metre|meter)\b")
_OPTIONAL = re.compile(
    r"\b(optional|optionnel|opcional|opzionale|nice to have|alternativ\w*)\b|可选"
)
_WITHOUT_TAX = re.compile(
    r"\b(sin iva|hors taxes?|ht|ohne mwst|zzgl\.? mwst|excl\.? (vat|gst|tax|btw)|ex\.? (vat|gst)"
    r"|netto|net of tax|before tax|plus (vat|gst|tax))\b"
)


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


def questions_of(
    read: Read, wrong: Sequence[Disagreement], answers: Mapping[str, str]
) -> Iterator[Asked]:
    """Yield what must be asked of a file, what matters most first, each with its answer if any."""
    for ask in (_which_tables, _currency, _hidden, _columns, _numbers, _prices, _quantities, _rest):
        for each in ask(read):
            yield _with_answer(each, answers)
    for each in _contradictions(read, wrong):
        yield _with_answer(each, answers)


def _with_answer(asked: Asked, answers: Mapping[str, str]) -> Asked:
    closed = bool(asked.choices) and not asked.key.startswith(_OPEN)
    answered = answers.get(asked.key, "")
    return asked.model_copy(update={"answered": answered, "is_closed": closed})


_OPEN = ("currency", "price-", "quantity-", "pieces-", "tables", "sections")


def _choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(key=key, text=text) for key, text in pairs)


# --- which table, which currency, what is hidden -------------------------------------------------


def _which_tables(read: Read) -> Iterator[Asked]:
    names = [table.group for table in read.tables if table.group]
    if len(names) > 1 and not _summed_up(read):
        choices = [("all", "All of them")] + [(name, f"Only {name}") for name in names]
        yield Asked(
            key="tables",
            text=f"There are {len(names)} tables with lines and no sum over all of them: which "
            "belong to the bill?",
            choices=_choices(*choices),
        )
    for table in read.tables:
        sections = [row.section for row in table.rows if row.section and row.kind is Kind.TOTAL]
        distinct = list(dict.fromkeys(sections))
        whole = any(
            each.table is table and not each.is_part and len(each.lines) > 1 for each in read.sums
        )
        if len(distinct) > 1 and not whole:
            yield Asked(
                key="sections",
                text="The sections have sums of their own and none over all: are they "
                f"alternatives? ({', '.join(distinct)})",
                sheet=table.sheet.name,
                choices=_choices(
                    ("all", "All belong to it"), *((n, f"Only {n}") for n in distinct)
                ),
            )
        optional = [
            row.line.number
            for row in table.rows
            if row.kind in (Kind.SECTION, Kind.LINE) and _OPTIONAL.search(plain(row.name))
        ]
        if optional:
            yield Asked(
                key="optional",
                text=f"{_rows(optional)} called optional or an alternative: are they bought?",
                rows=tuple(optional),
                sheet=table.sheet.name,
                choices=_choices(("take", "Yes"), ("leave", "No")),
            )


def _summed_up(read: Read) -> bool:
    """Tell whether a sum that fits holds the lines of all tables."""
    lines = sum(len(each) for each in read.lines)
    return any(each.fits and len(each.lines) == lines for each in read.sums)


def _currency(read: Read) -> Iterator[Asked]:
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
        choices = sorted(shared) if len(shared) <= 6 else []
        yield Asked(
            key="currency",
            text="The sign may mean several currencies: which is it?"
            if shared
            else "No currency is stated: in which are the prices?",
            rows=tuple(missing),
            choices=_choices(*((code, code) for code in choices)),
        )
    elif assumed:
        yield Asked(
            key="currency",
            text="Which dollar is meant by $? Read as US dollars.",
            choices=_choices(*((code, code) for code in sorted(shared))),
            proposed=assumed,
        )


def _has_price(line: ReadLine) -> bool:
    return line.line_total is not None or line.unit_price is not None or bool(line.unit_price_text)


def _hidden(read: Read) -> Iterator[Asked]:
    rows = [(table, row) for table, row, _ in read.rows() if is_hidden(row, table)]
    if rows:
        places = [f"{table.sheet.where(row.line.number)}" for table, row in rows]
        yield Asked(
            key="hidden",
            text=f"Hidden in the file and with lines: {', '.join(places)}. Do they belong to it?",
            rows=tuple(row.line.number for _, row in rows),
            choices=_choices(("take", "Yes, count them"), ("leave", "No, leave them out")),
        )


# --- which column --------------------------------------------------------------------------------


def _columns(read: Read) -> Iterator[Asked]:
    for table in read.tables:
        columns, sheet = table.columns, table.sheet
        if not table.region.has_heading and columns.numeric():
            told = ", ".join(f"{sheet.column(c)}" for c in columns.numeric())
            yield Asked(
                key="headings",
                text=f"No heading says what the columns hold: are {told} the numbers as read?",
                sheet=sheet.name,
                choices=_choices(("yes", "Yes, as read")),
                proposed="yes" if columns.proven else "",
                matters=not columns.proven,
            )
        if len(columns.prices) > 1:
            names = [
                (sheet.column(c), table.region.over.get(c) or sheet.column(c))
                for c in columns.prices
            ]
            yield Asked(
                key="price-column",
                text="There are several columns of prices: which is paid?",
                sheet=sheet.name,
                choices=_choices(*names),
                proposed=names[0][0] if columns.proven else "",
                matters=columns.line_total is None,
            )
        if columns.by_total:
            yield Asked(
                key="by-total",
                text=_by_total(table),
                sheet=sheet.name,
                choices=_choices(("yes", "Yes, as read")),
                proposed="yes",
                matters=False,
            )
        yield from _leftover(table)


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
            choices=_choices(("leave", "No")),
            matters=False,
        )


def _stands_beside_labels(table: Table, column: int) -> bool:
    """Tell whether the numbers of a column are sums beside the lines, which are read as such."""
    return any(
        row.line.text(column - 1) and not row.line.value(column - 1).is_numeric
        for row in table.rows
        if column - 1 not in table.region.over and row.line.value(column).is_numeric
    )


# --- numbers, prices, quantities -----------------------------------------------------------------


def _numbers(read: Read) -> Iterator[Asked]:
    for table, row, _ in read.rows():
        values = [row.line.value(column) for column in table.columns.numeric()]
        value = next((each for each in values if len(each.readings) > 1 and not each.about), None)
        if value is None:
            continue
        first, second = value.readings[:2]
        yield Asked(
            key=f"number-{row.line.number}",
            text=f"“{value.text}” can be {first:f} or {second:f}: which is it?",
            rows=(row.line.number,),
            sheet=table.sheet.name,
            choices=_choices(*((f"{each:f}", f"{each:f}") for each in (first, second))),
            proposed=f"{first:f}" if table.columns.proven else "",
        )


def _prices(read: Read) -> Iterator[Asked]:
    none, zero, about, blank = [], [], [], []
    for table, row, line in read.rows():
        price = row.line.value(table.columns.unit_price)
        total = row.line.value(table.columns.line_total)
        if price.about and price.is_numeric:
            about.append((line.row, price))
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
    for number, value in about:
        yield Asked(
            key=f"price-{number}",
            text=f"“{value.text}” is a guess in the file: what is the price?",
            rows=(number,),
            choices=_choices((str(value.readings[0]), str(value.readings[0])),
                             ("unpriced", "Leave it unpriced")),
        )  # fmt: skip
    if none:
        yield Asked(
            key="unpriced",
            text=f"{_rows(none)} without a price: unpriced, not 0.",
            rows=tuple(none),
            choices=_choices(("leave", "Leave unpriced"), ("owned", "Owned already"),
                             ("free", "Free")),
        )  # fmt: skip
    if zero:
        yield Asked(
            key="zero-price",
            text=f"{_rows(zero)} priced at 0: owned, free, or not priced?",
            rows=tuple(zero),
            choices=_choices(("owned", "Owned already"), ("free", "Free"),
                             ("unpriced", "Not priced")),
        )  # fmt: skip
    if blank:
        yield Asked(
            key="formulas",
            text=f"{_rows(blank)} computed by formulas whose results were never stored; they are "
            "not read as 0. Count quantity × unit price instead?",
            rows=tuple(blank),
            choices=_choices(("count", "Yes")),
            proposed="count",
            matters=any(line.value is None for _, _, line in read.rows()),
        )


def _rows(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:8])
    more = f" and {len(numbers) - 8} more" if len(numbers) > 8 else ""
    return f"Row {shown} is" if len(numbers) == 1 else f"Rows {shown}{more} are"


def _quantities(read: Read) -> Iterator[Asked]:
    for table, row, line in read.rows():
        value = row.line.value(table.columns.quantity)
        pieces = row.line.value(table.columns.pieces)
        yield from _one_quantity(table, row, line, value)
        if table.columns.pieces is not None and pieces.unit not in ("", "pieces"):
            yield Asked(
                key=f"pieces-{line.row}",
                text=f"“{pieces.text}” is no number of pieces: how many are meant?",
                rows=(line.row,), sheet=line.sheet, matters=False,
            )  # fmt: skip


def _one_quantity(table: Table, row: Row, line: ReadLine, value: Value) -> Iterator[Asked]:
    key, name = f"quantity-{line.row}", plain(line.name)
    asked = Asked(key=key, text="", rows=(line.row,), sheet=line.sheet)
    if value.unit not in ("", "pieces"):
        text = f"“{value.text}” is a length or a weight: what does the price stand for, how often?"
        yield asked.model_copy(update={"text": text})
    elif value.number is None and not value.readings and line.line_total is None:
        if line.unit_price is not None:
            yield asked.model_copy(update={"text": f"“{line.name}” has a price and no quantity."})
    elif value.number is None and not value.readings:
        text = f"“{line.name}” has a sum and no quantity: one lump sum?"
        yield asked.model_copy(update={"text": text, "matters": False})
    elif value.number is not None and value.number == 0:
        text = f"“{line.name}” has quantity 0: left out on purpose?"
        choices = _choices(("leave", "Yes, leave it out"))
        yield asked.model_copy(update={"key": "zero-quantity", "text": text, "choices": choices,
                                       "matters": False})  # fmt: skip
    elif value.number is not None and value.number != value.number.to_integral_value():
        text = f"{value.number} of “{line.name}”: a share of a set, a length or a weight?"
        yield asked.model_copy(update={"text": text, "matters": False})
    elif value.number is not None and value.number > 1:
        yield from _packs_or_lengths(table, row, line, name, value.number, asked)


def _packs_or_lengths(
    table: Table, row: Row, line: ReadLine, name: str, number: Decimal, asked: Asked
) -> Iterator[Asked]:
    cell = plain(row.line.value(table.columns.unit_price).text)
    told = _PACK.search(name) or _PACK.search(cell)
    # What a line comes to is known where the file says it: so often the price is paid.
    if told and table.columns.pieces is None and line.line_total is None:
        text = f"{number} of “{line.name}”: packs or pieces?"
        choices = _choices(("packs", "Packs"), ("pieces", "Pieces"))
        yield asked.model_copy(update={"key": f"packs-{line.row}", "text": text,
                                       "choices": choices})  # fmt: skip
    elif number > 10 and (_BY_LENGTH.search(name) or _BY_WEIGHT.search(name)):
        text = f"{number} of “{line.name}”: pieces, or a length?"
        choices = _choices(("pieces", "Pieces"), ("length", "A length"))
        yield asked.model_copy(update={"key": f"length-{line.row}", "text": text,
                                       "choices": choices, "matters": False})  # fmt: skip


# --- the rest ------------------------------------------------------------------------------------


def _rest(read: Read) -> Iterator[Asked]:
    for table in read.tables:
        over = " ".join(table.region.over.values())
        shipped = table.columns.others.get(Role.SHIPPING, ())
        if any(row.line.value(column).number for row in table.lines() for column in shipped):
            yield Asked(
                key="shipping",
                text="Shipping has a column of its own: is it paid on top of the lines?",
                sheet=table.sheet.name,
                choices=_choices(("add", "Yes"), ("leave", "No")),
                matters=False,
            )
        beside = any(each.tax is not None for each in read.sums if each.table is table)
        if beside and _WITHOUT_TAX.search(plain(over)):
            yield Asked(
                key="tax",
                text="The prices are without tax, which stands beside the lines: add it?",
                sheet=table.sheet.name,
                choices=_choices(("without", "No"), ("with", "Yes")),
                matters=False,
            )
            return


def _contradictions(read: Read, wrong: Sequence[Disagreement]) -> Iterator[Asked]:
    factors = [each for each in wrong if each.factor is not None]
    for each in factors:
        yield Asked(
            key="factor",
            text=f"Line totals in rows {each.rows} hold a factor {each.factor} that no heading "
            "names: a tax?",
            sheet=each.sheet,
            choices=_choices(("tax", "A tax, keep it"), ("drop", "Count without it")),
        )
    stated = {each.where for each in _sums(read)}
    lines = [each for each in wrong if each.factor is None and each.where not in stated]
    typed = [each for each in lines if not each.is_rounding]
    rounded = [each for each in lines if each.is_rounding]
    if typed:
        yield Asked(
            key="stated-or-counted",
            text=f"{len(typed)} line totals are not quantity × unit price "
            f"({', '.join(each.where for each in typed[:5])}): which counts?",
            choices=_choices(("stated", "The stated totals"), ("counted", "Quantity × unit price")),
        )
    elif rounded:
        yield Asked(
            key="rounding",
            text="Small differences are a shop's rounding: keep the stated line totals?",
            choices=_choices(("stated", "Yes"), ("counted", "No, count them")),
            proposed="stated",
            matters=False,
        )


def _sums(read: Read) -> Iterable[Sum]:
    return read.sums
