"""What a file does not say and must be asked, each with the readings there are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.io.bills._number_questions import numbers, prices, quantities, torn
from planner.io.bills._read import Read, choices
from planner.io.bills._stated_sum import Sum
from planner.io.bills._table_questions import columns, currency, hidden, which_tables
from planner.io.bills._times import times
from planner.io.bills._words import Role, plain
from planner.model.bill_reading import Asked, Disagreement
from planner.model.words import counted

_WITHOUT_TAX = re.compile(
    r"\b(sin iva|hors taxes?|ht|ohne mwst|zzgl\.? mwst|excl\.? (vat|gst|tax|btw)|ex\.? (vat|gst)"
    r"|netto|net of tax|before tax|plus (vat|gst|tax))\b"
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
    for table in read.tables:
        over = " ".join(table.region.over.values())
        shipped = table.columns.others.get(Role.SHIPPING, ())
        if any(row.line.value(column).number for row in table.lines() for column in shipped):
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


def _contradictions(read: Read, wrong: Sequence[Disagreement]) -> Iterator[Asked]:
    factors = [each for each in wrong if each.factor is not None]
    for each in factors:
        yield Asked(
            key="factor",
            text=f"Line totals in rows {each.rows} hold a factor {each.factor} that no heading "
            "names: a tax?",
            sheet=each.sheet,
            choices=choices(("tax", "A tax, keep it"), ("drop", "Count without it")),
        )
    stated = {each.where for each in _sums(read)}
    lines = [each for each in wrong if each.factor is None and each.where not in stated]
    typed = [each for each in lines if not each.is_rounding]
    rounded = [each for each in lines if each.is_rounding]
    if typed:
        yield Asked(
            key="stated-or-counted",
            text=f"Not quantity × unit price: {counted(len(typed), 'line total')} "
            f"({', '.join(each.where for each in typed[:5])}): which counts?",
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


def _sums(read: Read) -> Iterable[Sum]:
    return read.sums
