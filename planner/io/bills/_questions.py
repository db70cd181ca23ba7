"""What a file does not say and must be asked, each with the readings there are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from planner.io.bills._answers import HELD_SHIPPING
from planner.io.bills._checks import shipped_lines, tax_text
from planner.io.bills._number_questions import numbers, prices, quantities, torn
from planner.io.bills._read import Read, choices, rows_are
from planner.io.bills._rows import Table
from planner.io.bills._stated_sum import Sum
from planner.io.bills._table_questions import columns, currency, hidden, which_tables
from planner.io.bills._times import times
from planner.io.bills._words import Role, plain
from planner.model.bill_reading import Asked, Disagreement, ReadLine
from planner.model.words import counted

_WITHOUT_TAX = re.compile(
    r"\b(sin iva|hors taxes?|ht|ohne mwst|zzgl\.? mwst|excl\.? (vat|gst|tax|btw)|ex\.? (vat|gst)"
    r"|netto|net of tax|before tax|plus (vat|gst|tax))\b"
)


_WITH_TAX = re.compile(
    r"\b(ttc|brutto|gross|(?:incl?|inkl)\w*\.? (?:vat|gst|tax|mwst|btw|moms|ust)|mit mwst|con iva"
    r"|iva (?:incl\w*|compresa)|avec tva|after tax|with (?:vat|gst|tax))\b|税込"
)


def questions_of(read: Read, wrong: Sequence[Disagreement]) -> Iterator[Asked]:
    """Yield what must be asked of a file, what matters most first, as nobody answered it yet."""
    of_rows = (torn, numbers, prices, quantities, times)
    asks = (which_tables, currency, hidden, columns, *of_rows, _rest)
    asked = [*(each for ask in asks for each in ask(read)), *_contradictions(read, wrong)]
    return told_apart(asked, read)


def with_answers(asked: Iterable[Asked], answers: Mapping[str, str]) -> Iterator[Asked]:
    """Yield questions, each with its answer if any."""
    return (_with_answer(each, answers) for each in asked)


def told_apart(asked: Sequence[Asked], read: Read) -> Iterator[Asked]:
    """Yield questions, those that several tables raise each under the name of its table."""
    often = Counter(each.key for each in asked)
    tables = {(line.sheet, line.row): line.group for _, _, line in read.rows()}
    known: set[str] = set()
    for each in asked:
        table = each.table or (tables.get((each.sheet, each.rows[0])) if each.rows else None)
        apart = often[each.key] > 1 and table and each.key not in _OF_THE_WHOLE
        key = f"{table}!{each.key}" if apart else each.key
        # Of one table, the same is asked once.
        if key not in known:
            known.add(key)
            yield each.model_copy(update={"key": key, "table": table})


def _with_answer(asked: Asked, answers: Mapping[str, str]) -> Asked:
    base = asked.key.rpartition("!")[2]
    is_open = base.startswith(_OPEN) and not base.endswith("-column")
    closed = bool(asked.choices) and not is_open
    answered = answers.get(asked.key, "") or answers.get(base, "")
    return asked.model_copy(update={"answered": answered, "is_closed": closed})


_OF_THE_WHOLE = frozenset({"shipping", "tax", "factor"})
_OPEN = ("currency", "price-", "total-", "quantity-", "pieces-", "times-", "tables", "sections")


# --- the rest ------------------------------------------------------------------------------------


def _rest(read: Read) -> Iterator[Asked]:
    for table, own in zip(read.tables, read.lines, strict=True):
        over = " ".join(table.region.over.values())
        shipped = table.columns.others.get(Role.SHIPPING, ())
        held = shipped_lines(table, own)
        if held:
            yield _held_shipping(held, table)
        elif any(row.line.value(column).number for row in table.lines() for column in shipped):
            yield Asked(
                key="shipping",
                text="Shipping has a column of its own: is it paid on top of the lines?",
                sheet=table.sheet.name,
                table=table.group or None,
                choices=choices(("add", "Yes"), ("leave", "No")),
                matters=False,
            )
        beside = any(each.tax is not None for each in read.sums if each.table is table)
        if beside and _WITHOUT_TAX.search(plain(over)):
            yield Asked(
                key="tax",
                text="The prices are without tax, which stands beside the lines: add it?",
                sheet=table.sheet.name,
                table=table.group or None,
                choices=choices(("without", "No"), ("with", "Yes")),
                matters=False,
            )
            return


def _held_shipping(held: Sequence[ReadLine], table: Table) -> Asked:
    """Tell of shipping inside line totals: it is theirs already, and added to nothing."""
    more = sum(
        ((line.line_total or 0) - (line.quantity or 0) * (line.unit_price or 0) for line in held),
        Decimal(0),
    )
    rows = [line.row for line in held]
    totals = "Their line totals hold" if len(rows) > 1 else "Its line total holds"
    return Asked(
        key=HELD_SHIPPING,
        text=f"{rows_are(rows)} priced with shipping. {totals} {more:f} beside quantity × unit "
        "price. Count with it?",
        rows=tuple(rows),
        sheet=table.sheet.name,
        table=table.group or None,
        choices=choices(("stated", "Yes, with shipping"), ("counted", "No, without it")),
        proposed="stated",
        matters=False,
    )


def _contradictions(read: Read, wrong: Sequence[Disagreement]) -> Iterator[Asked]:
    factors = [each for each in wrong if each.factor is not None]
    for each in factors:
        cause = "" if each.factor is None else tax_text(each.factor)
        is_said = any(_says_tax(t) for t in read.tables if t.sheet.name == each.sheet)
        yield Asked(
            key="factor",
            text=f"Line totals in rows {each.rows} hold a factor {each.factor}"
            f"{'' if cause else ' that no heading names'}: a tax?{cause}",
            sheet=each.sheet,
            choices=choices(("tax", "A tax, keep it"), ("drop", "Count without it")),
            proposed="tax" if is_said else "",
            matters=not is_said,
        )
    stated = {each.where for each in _sums(read)}
    lines = [each for each in wrong if each.factor is None and each.where not in stated]
    typed = [each for each in lines if not each.is_rounding]
    rounded = [each for each in lines if each.is_rounding]
    if typed:
        yield Asked(
            key="stated-or-counted",
            text=_unlike(typed),
            choices=choices(("stated", "The stated totals"), ("counted", "Quantity × unit price")),
        )
    elif rounded:
        yield Asked(
            key="rounding",
            text="Small differences are a shop's rounding: keep the stated line totals?",
            choices=choices(("stated", "Yes"), ("counted", "No, count them")),
            proposed="stated",
            matters=False,
        )


def _unlike(typed: Sequence[Disagreement]) -> str:
    """Say which line totals are not quantity × unit price."""
    several = [each for each in typed if not each.rows.isdigit()]
    if several:
        rows = ", ".join(each.rows for each in typed[:5])
        return f"Not quantity × unit price: the line totals in rows {rows}: which counts?"
    places, many = ", ".join(each.where for each in typed[:5]), counted(len(typed), "line total")
    return f"Not quantity × unit price: {many} ({places}): which counts?"


def _says_tax(table: Table) -> bool:
    """Tell whether headings say that prices are without tax and line totals with it."""
    columns, over = table.columns, table.region.over
    price, total = columns.unit_price, columns.line_total
    if price is None or total is None:
        return False
    without = _WITHOUT_TAX.search(plain(over.get(price, "")))
    return bool(without and _WITH_TAX.search(plain(over.get(total, ""))))


def _sums(read: Read) -> Iterable[Sum]:
    return read.sums
