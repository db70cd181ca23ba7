"""The tables of a list as one element: what each column is read as, what is said beside each row.

One element with selects of the browser's own, because a table of hundreds of cells would be as many
elements for the browser otherwise. Text is written as text, so nothing in a file becomes markup.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import streamlit as st

from planner.io.text.visible import visible
from planner.jobs.brought_lists import Seen, Spot
from planner.jobs.list_previews import MOST_ROWS
from planner.model.bill_matching import ReadBill
from planner.model.bill_preview import PreviewColumn, PreviewRow, PreviewTable
from planner.model.bill_reading import Asked, Disagreement, ReadLine
from planner.model.categories import Category
from planner.ui.bring._part_cell import found_it, is_kind, is_part, kinds, part_cell, seek
from planner.ui.bring.brought import Brought, brought, rows_from, say
from planner.ui.kit import wording

_KEY, _SEEN, _FIRST = "list-table", "list-table-seen", "list-table-first"
_LAST = 2**53 - 1
_LONGEST = 200
_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "list_table.js").read_text(encoding="utf-8")
_STYLE = (_HERE / "list_table.css").read_text(encoding="utf-8")

FIELDS = {
    "name": "Name",
    "quantity": "Quantity",
    "unit_price": "Unit price",
    "line_total": "Line total",
    "part_number": "Part number",
    "maker": "Maker",
    "vendor": "Vendor",
    "link": "Link",
    "note": "Note",
    "description": "Description",
}
# What is read of a column and cannot be said of another one.
_OTHERS = {
    "packs": "Packs",
    "pack_size": "Pack size",
    "pieces": "Pieces",
    "price": "Another price",
    "amount": "Amount",
    "currency": "Currency",
    "unit": "Unit",
    "shipping": "Shipping",
    "tax": "Tax",
    "owned": "In stock",
}
_FIGURES = frozenset({"quantity", "unit_price", "line_total", "pieces", "packs", "price"})
_WHAT = {
    "total": "Sum",
    "shipping": "Shipping",
    "tax": "Tax",
    "discount": "Discount",
    "remark": "Remark",
    "title": "Title",
}


def tables_in_view(given: Brought, seen: Seen) -> tuple[PreviewTable, ...]:
    """Return the tables of a list, each with the page of its rows that is in view."""
    kept: tuple[str, dict[str, int]] | None = st.session_state.get(_FIRST)
    return rows_from(given, seen, kept[1] if kept is not None and kept[0] == given.name else {})


def show_tables(given: Brought, seen: Seen, tables: Sequence[PreviewTable]) -> None:
    """Show the tables of a list, each with what its columns are read as and what is asked."""
    mount = st.components.v2.component("list_table", js=_SCRIPT, css=_STYLE)
    many = len(tables) > 1
    mount(
        key=_KEY,
        data={
            "seen": st.session_state.get(_SEEN, 0),
            "fields": [["", "Not used"], *([key, text] for key, text in FIELDS.items())],
            "kinds": kinds(),
            "tables": [_table(each, seen.bill, given.name, many=many) for each in tables],
        },
        on_said_change=_take,
    )


# --- what a person says in it --------------------------------------------------------------------


def _take() -> None:
    """Take over what a person said; what the element's own script would not send is ignored."""
    said = st.session_state[_KEY].said
    last: int = st.session_state.get(_SEEN, 0)
    if not isinstance(said, list):
        return
    for each in said:
        if not (isinstance(each, list) and len(each) == 2 and _is_number(each[0])):
            return
        number, what = each
        there = brought()
        if number > last and there is not None and isinstance(what, Mapping):
            told = _told(there, what)
            if told is not None:
                say(told)
                found_it()
            else:
                _look(there, what)
            st.session_state[_SEEN] = last = number


def _is_number(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= _LAST


def _told(there: Brought, what: Mapping[str, object]) -> Brought | None:
    kind = what.get("what")
    if kind == "column":
        table, column, held, field = (_text(what, k) for k in ("table", "column", "held", "field"))
        known = field in FIELDS or not field
        return there.with_column(table, column, _spoken(held), field) if known and column else None
    if kind == "answer" and _text(what, "key"):
        return there.saying((_text(what, "key"), _text(what, "answer")))
    spot = _spot(what)
    if spot is None:
        return None
    part, of_kind = _text(what, "part"), _text(what, "is")
    if kind == "part" and (not part or is_part(part)):
        return there.with_part(spot, part)
    if kind == "kind" and is_kind(of_kind):
        return there.with_kind(spot, cast("Category", of_kind))
    return None


def _look(there: Brought, what: Mapping[str, object]) -> None:
    """Look at something else of the list: other rows of a table, or parts for a line."""
    spot = _spot(what)
    if spot is None:
        return
    if what.get("what") == "page":
        kept: tuple[str, dict[str, int]] = st.session_state.get(_FIRST, (there.name, {}))
        before = kept[1] if kept[0] == there.name else {}
        st.session_state[_FIRST] = there.name, before | {spot[0]: spot[1]}
    elif what.get("what") == "seek":
        seek(there.name, spot, _text(what, "text"))


def _spot(what: Mapping[str, object]) -> Spot | None:
    """Return the table and the row that something is said of."""
    row = what.get("row")
    return (_text(what, "table"), row) if isinstance(row, int) and _is_number(row) else None


def _text(what: Mapping[str, object], name: str) -> str:
    found = what.get(name)
    return found.strip()[:_LONGEST] if isinstance(found, str) else ""


def _spoken(held: str) -> str:
    """Return what a column held, where it can be said that none holds it."""
    return held if held in FIELDS or held in ("currency", "shipping", "tax", "owned") else ""


# --- what is shown -------------------------------------------------------------------------------


def _table(
    table: PreviewTable, bill: ReadBill | None, of_list: str, *, many: bool
) -> dict[str, Any]:
    name = table.name or table.sheet or ""
    return {
        "name": table.name,
        "title": visible(name) if many else "",
        "caption": f"Rows of the file: {visible(name)}" if name else "Rows of the file",
        "columns": [_column(each) for each in table.columns],
        "rows": [_row(each, bill, of_list, table.name) for each in table.rows],
        "parts": bill is not None,
        "first": table.first,
        "of": table.of,
        "length": MOST_ROWS,
        "more": _more(table),
    }


def _more(table: PreviewTable) -> str:
    """Say which rows are in view, where not all of them are, and that there are more columns."""
    told = []
    if table.of > MOST_ROWS:
        last = min(table.first + MOST_ROWS, table.of)
        told.append(f"Rows {table.first + 1:,} to {last:,} of {table.of:,}")
        if len(table.rows) > last - table.first:
            told[-1] += ", and those further down with a question or a doubt"
        told[-1] += "."
    if table.more_columns:
        more = wording.counted(table.more_columns, "column", "columns")
        told.append(f"{more} more were read but are not shown here.")
    return " ".join(told)


def _column(column: PreviewColumn) -> dict[str, Any]:
    holds = column.holds if column.holds in FIELDS or column.holds in _OTHERS else ""
    return {
        "key": column.key,
        "heading": visible(f"{column.heading}{' (hidden)' if column.hidden else ''}"),
        "holds": holds,
        "held": _OTHERS.get(holds, ""),
        "figure": holds in _FIGURES,
    }


def _row(row: PreviewRow, bill: ReadBill | None, of_list: str, table: str) -> dict[str, Any]:
    line = None if bill is None or row.line is None else bill.reading.lines[row.line]
    told = {
        "row": row.row,
        "cells": [visible(text) for text in row.cells],
        "line": row.line,
        "out": line is not None and not line.part_of_bill,
        "notes": list(_notes(row, line)),
        "asked": [_asked(each) for each in row.asked],
    }
    if bill is not None and row.line is not None:
        told |= part_cell(of_list, (table, row.row), bill.matches[row.line])
    return told


def _notes(row: PreviewRow, line: ReadLine | None) -> list[tuple[str, str]]:
    """Return what is to be said of a row, each with its tone."""
    notes = []
    if row.what in _WHAT:
        notes.append(("gray", _WHAT[row.what]))
    if row.hidden or (line is not None and line.hidden):
        notes.append(("orange", "Hidden in the file"))
    if line is not None:
        notes += _notes_of_line(line)
    return [*notes, *(_wrong(each) for each in row.wrong)]


def _notes_of_line(line: ReadLine) -> list[tuple[str, str]]:
    if not line.part_of_bill:
        return [("gray", "Left out")]
    if line.owned:
        return [("blue", "Owned already")]
    if line.free:
        return [("blue", "Free")]
    if line.value is not None:
        return []
    if line.unit_price is None and not (line.unit_price_text or line.line_total_text):
        return [("orange", "No price")]
    return [("orange", "Not counted yet")]


def _wrong(wrong: Disagreement) -> tuple[str, str]:
    if wrong.factor is not None:
        return "orange", f"Rows {wrong.rows}: {visible(wrong.why)}"
    told = f"The file states {_amount(wrong.stated)}; it adds up to {_amount(wrong.counted)}."
    why = f" {visible(wrong.why)}" if wrong.why else ""
    return ("gray" if wrong.is_rounding else "orange"), told + why


def _amount(number: Decimal | None) -> str:
    """Return an amount; most have cents."""
    if number is None:
        return "nothing"
    cents = number.quantize(Decimal("0.01"))
    return f"{cents:,f}" if cents == number else f"{number:,f}"


def _asked(asked: Asked) -> dict[str, Any]:
    choices = {choice.key: visible(choice.text) for choice in asked.choices}
    return {
        "key": asked.key,
        "text": visible(asked.text),
        "choices": list(choices.items()),
        "fits": choices.get(asked.proposed, ""),
        "answered": visible(asked.answered),
        "free": not asked.is_closed,
    }
