"""What was read of somebody's bill of materials as tables: lines, sums, questions, doubts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from planner.model.bill_matching import LineMatch, MatchBasis, ReadBill
from planner.model.bill_reading import UNKNOWN, BillReading, ReadLine
from planner.model.money import Money
from planner.model.table import Cell, Column, Kind, Report, Row, Table
from planner.model.words import counted, named

_LINES = (
    Column("row", "Row", Kind.INTEGER),
    Column("sheet", "Table", detail=True),
    Column("name", "Name"),
    Column("quantity", "Qty", Kind.NUMBER),
    Column("unit_price", "Unit price", Kind.MIXED),
    Column("line_total", "Line total", Kind.MIXED),
    Column("currency", "Currency", detail=True),
    Column("part", "Part"),
    Column("vendor", "Vendor", detail=True),
    Column("part_number", "Part number", detail=True),
    Column("link", "Link", Kind.LINK, detail=True),
)
_QUESTIONS = (
    Column("key", "Question"),
    Column("text", "What is asked"),
    Column("choices", "Answers"),
    Column("answer", "Answer"),
)
_SUMS = (
    Column("where", "Where"),
    Column("label", "Called"),
    Column("stated", "Stated", Kind.MIXED),
    Column("counted", "Counted", Kind.MIXED),
    Column("rows", "Rows"),
)
_WRONG = (
    Column("where", "Where"),
    Column("stated", "Stated", Kind.MIXED),
    Column("counted", "Counted", Kind.MIXED),
    Column("difference", "Difference", Kind.MIXED),
    Column("why", "Why"),
)


def bill_reading_report(bill: ReadBill) -> Report:
    """Return what was read of a file: lines, stated sums, contradictions and questions."""
    reading = bill.reading
    matched = any(part_text(match) for match in bill.matches)
    grouped = len({(line.sheet, line.group) for line in reading.lines}) > 1
    lines = tuple(
        Row(f"{line.sheet or line.group or ''}!{line.row}", _line(line, match))
        for line, match in zip(reading.lines, bill.matches, strict=True)
    )
    shown = {"sheet": not grouped, "part": not matched}
    columns = tuple(
        replace(column, detail=shown.get(column.key, column.detail)) for column in _LINES
    )
    tables = (
        Table("lines", "Lines", columns, lines),
        Table("stated_totals", "Sums in the file", _SUMS, tuple(_sums(reading))),
        Table("disagreements", "Where the file does not add up", _WRONG, tuple(_wrong(reading))),
        Table("asked", "Questions", _QUESTIONS, tuple(_questions(reading))),
    )
    return Report("bill", reading.file, tables, tuple(notes_of(reading)))


def _line(line: ReadLine, match: LineMatch) -> tuple[Cell, ...]:
    quantity: Cell = line.quantity if line.quantity is not None else line.quantity_text
    price: Cell = _amount(line.unit_price, line.currency)
    if line.unit_price is None:
        price = line.unit_price_text
    return (
        line.row,
        line.sheet or line.group or "",
        line.name if line.part_of_bill else f"{line.name} (left out)",
        quantity,
        price,
        _amount(line.value, line.currency),
        line.currency,
        part_text(match),
        line.vendor or "",
        line.part_number or "",
        line.link or "",
    )


def _amount(number: Decimal | None, currency: str | None) -> Money | Decimal | None:
    """Return an amount in its currency; a plain number where that is not known."""
    return number if number is None or currency is None else Money(number, currency)


def part_text(match: LineMatch) -> str:
    """Return which part a line is, or which it may be; nothing where none is like it."""
    if match.part_number is not None:
        return match.part_number
    if not match.candidates or match.basis is MatchBasis.CHOSEN:
        return f"your own ({match.category})" if match.category else ""
    best = match.candidates[0]
    return f"{best.part_number}? ({best.score * 100:.0f} % alike)"


def matched_text(bill: ReadBill) -> str:
    """Return how many lines are parts of the catalog, and how many may be."""
    sure = sum(match.part_number is not None for match in bill.matches)
    said = [match for match in bill.matches if match.basis is MatchBasis.CHOSEN]
    chosen = sum(match.part_number is not None for match in said)
    unsure = (match for match in bill.matches if match.basis is MatchBasis.NONE)
    likely = sum(bool(match.candidates) for match in unsure)
    if not sure and not likely:
        return "No line is a part of the catalog: they become parts of your own."
    texts = [f"{counted(sure, 'line')} matched to parts of the catalog"] if sure else []
    texts += [f"{chosen} of them by you"] if chosen else []
    similar = "with similar names, to be confirmed"
    texts += [f"{likely} {similar}" if sure else f"{counted(likely, 'line')} {similar}"] * (
        likely > 0
    )
    return f"{', '.join(texts)}."


def remembered_text(bill: ReadBill) -> str:
    """Return what was read as in earlier lists with the same headings; nothing if nothing was."""
    kept = bill.remembered
    if kept is None:
        return ""
    over = {key: text for table in bill.reading.tables for key, text in table.headings}
    told = [f"{field.replace('_', ' ')} {_column(each, over)}" for field, each in kept.columns]
    told += [f"{question.replace('-', ' ')} {answer}" for question, answer in kept.answers]
    return f"As you said of such a list on {kept.on.isoformat()}: {', '.join(told)}."


def _column(column: str, over: Mapping[str, str]) -> str:
    if column == "none":
        return "in no column"
    return f"in column {column}" + (f" (“{over[column]}”)" if over.get(column) else "")


def _sums(reading: BillReading) -> Iterator[Row]:
    currency = _one_currency(reading)
    for each in reading.stated_totals:
        stated, counted = _amount(each.value, currency), _amount(each.counted, currency)
        yield Row(each.where, (each.where, each.label, stated, counted, each.of_rows))


def _one_currency(reading: BillReading) -> str | None:
    """Return the currency of all sums of a file; None where there are several, or none is known."""
    known = [currency for currency, _ in reading.sums]
    return known[0] if len(known) == 1 and known[0] != UNKNOWN else None


def _wrong(reading: BillReading) -> Iterator[Row]:
    currency = _one_currency(reading)
    for each in reading.disagreements:
        why = "rounding" if each.is_rounding and not each.why else each.why
        place = f"rows {each.rows}" if each.factor is not None else each.where
        amounts = (each.stated, each.counted, each.difference)
        yield Row(each.where, (place, *(_amount(one, currency) for one in amounts), why))


def _questions(reading: BillReading) -> Iterator[Row]:
    for each in reading.asked:
        choices = ", ".join(f"{choice.key} ({choice.text})" for choice in each.choices)
        answer = each.answered or (f"proposed: {each.proposed}" if each.proposed else "")
        yield Row(each.key, (each.key, each.text, choices, answer))


def notes_of(reading: BillReading) -> Iterator[str]:
    """Yield what must be read with the sums: what is hidden, unpriced, unread or left out."""
    for hidden in reading.hidden:
        lines = " and holds lines" if hidden.holds_lines else ""
        yield f"{hidden.where} is hidden in the file{lines}."
    if reading.unpriced:
        yield f"Unpriced, not counted as 0: {named(reading.unpriced, ', ')}."
    if reading.unread:
        yield f"Not counted, because it cannot be read: {', '.join(reading.unread)}."
    if reading.sheets_without_lines:
        yield f"No lines in: {', '.join(reading.sheets_without_lines)}."
    for currency, amount in reading.shipping:
        stated = amount if currency == UNKNOWN else Money(amount, currency)
        yield f"Shipping of {stated} is stated beside the lines."


def _plain(amount: Decimal) -> str:
    """Return an amount of an unknown currency; most have cents."""
    cents = amount.quantize(Decimal("0.01"))
    return f"{cents:,}" if cents == amount else f"{amount:,f}"


def totals_text(reading: BillReading) -> str:
    """Return what the lines come to in words, and whether that is the whole."""
    told = [
        str(Money(amount, currency).rounded())
        if currency != UNKNOWN
        else f"{_plain(amount)} of an unknown currency"
        for currency, amount in reading.sums
    ]
    lines, sums = counted(len(reading.lines), "line"), " + ".join(told) or "no prices"
    if reading.totals is not None:
        return f"{lines}, {sums} in all."
    if reading.open_questions:
        return f"{lines}, {sums} so far; there is no total until the questions are answered."
    return f"{lines}, {sums} so far; there is no total, because some lines are not counted."
