"""A bill of materials that was read from a file as plain values."""

from decimal import Decimal

from planner.io.exporters._json_values import Fields, FieldsOf
from planner.model.bill_matching import LineMatch, ReadBill
from planner.model.bill_reading import (
    Amounts,
    Asked,
    Disagreement,
    NotLine,
    ReadColumns,
    ReadLine,
    StatedSum,
)
from planner.model.list_memory import Remembered


def bill_fields(bill: ReadBill) -> Fields:
    """Return what was read of a file as plain values; amounts are texts with all their digits."""
    reading = bill.reading
    return {
        "file": reading.file,
        "kind": reading.kind,
        "encoding": reading.encoding or None,
        "delimiter": reading.delimiter or None,
        "decimal": reading.decimal or None,
        "columns": [_columns(each) for each in reading.tables],
        "lines": [
            _line(line) | {"match": _match(match)}
            for line, match in zip(reading.lines, bill.matches, strict=True)
        ],
        "sum": _sums(reading.sums),
        "sum_without_hidden": _sums(reading.sums_without_hidden),
        "sum_of_products": _sums(reading.sums_of_products),
        "total": None if reading.totals is None else _sums(reading.totals),
        "stated_totals": [_stated(each) for each in reading.stated_totals],
        "disagreements": [_wrong(each) for each in reading.disagreements],
        "asked": [_asked(each) for each in reading.asked],
        "unpriced": list(reading.unpriced),
        "unread": list(reading.unread),
        "hidden": [
            {"where": each.where, "holds_lines": each.holds_lines} for each in reading.hidden
        ],
        "shipping": _sums(reading.shipping),
        "not_lines": [_not_line(each) for each in reading.not_lines],
        "sheets_without_lines": list(reading.sheets_without_lines),
        "remembered": None if bill.remembered is None else _remembered(bill.remembered),
    }


def _remembered(kept: Remembered) -> Fields:
    return {
        "on": kept.on.isoformat(),
        "columns": dict(kept.columns),
        "answers": dict(kept.answers),
    }


def _text(number: Decimal | None) -> str | None:
    if number is None:
        return None
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sums(sums: Amounts) -> dict[str, str | None]:
    return {currency: _text(amount) for currency, amount in sums}


def _columns(columns: ReadColumns) -> Fields:
    return {
        "sheet": columns.sheet,
        "group": columns.group,
        "header_rows": list(columns.header_rows),
        "columns": dict(columns.columns),
        "confidence": {name: _text(value) for name, value in columns.confidence},
        "headings": dict(columns.headings),
    }


def _line(line: ReadLine) -> Fields:
    numbers = ("quantity", "unit_price", "line_total", "pieces")
    texts = (
        "quantity_text", "unit_price_text", "line_total_text", "pieces_text", "unit", "group",
        "part_number", "maker", "vendor", "link", "note", "description", "category", "section",
    )  # fmt: skip
    return {
        "sheet": line.sheet,
        "row": line.row,
        "name": line.name,
        "currency": line.currency,
        **{name: _text(getattr(line, name)) for name in numbers},
        **{name: text for name in texts if (text := getattr(line, name)) is not None},
        "hidden": line.hidden,
        "part_of_bill": line.part_of_bill,
        "owned": line.owned,
        "free": line.free,
    }


def _match(match: LineMatch) -> Fields:
    return {
        "part_number": match.part_number,
        "basis": str(match.basis),
        "category": match.category,
        "candidates": [
            {"part_number": each.part_number, "name": each.name, "score": _text(each.score)}
            for each in match.candidates
        ],
    }


def _stated(stated: StatedSum) -> Fields:
    return {
        "where": stated.where,
        "sheet": stated.sheet,
        "row": stated.row,
        "column": stated.column,
        "label": stated.label,
        "value": _text(stated.value),
        "of_rows": stated.of_rows,
        "plus": [_text(each) for each in stated.plus],
        "counted": _text(stated.counted),
        "tax": _text(stated.tax),
        "gross": _text(stated.gross),
        "approximate": stated.is_about,
        "group": stated.group,
    }


def _wrong(wrong: Disagreement) -> Fields:
    return {
        "where": wrong.where,
        "sheet": wrong.sheet,
        "rows": wrong.rows,
        "stated": _text(wrong.stated),
        "counted": _text(wrong.counted),
        "difference": _text(wrong.difference),
        "factor": _text(wrong.factor),
        "rounding": wrong.is_rounding,
        "why": wrong.why,
    }


def _asked(asked: Asked) -> Fields:
    return {
        "question": asked.key,
        "text": asked.text,
        "sheet": asked.sheet,
        "rows": list(asked.rows),
        "choices": [{"answer": each.key, "text": each.text} for each in asked.choices],
        "proposed": asked.proposed or None,
        "answered": asked.answered or None,
        "matters": asked.matters,
    }


def _not_line(each: NotLine) -> Fields:
    return {
        "sheet": each.sheet,
        "row": each.row,
        "what": each.what,
        "text": each.text,
        "amount": _text(each.amount),
    }


FIELDS: FieldsOf = {ReadBill: bill_fields}
