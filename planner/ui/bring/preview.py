"""What was read of a list: what it comes to, its sums, and where it does not add up."""

import streamlit as st

from planner.engine.reporting.bill_reading import (
    matched_text,
    remembered_text,
    totals_text,
)
from planner.model.bill_matching import ReadBill
from planner.model.table import Report, Table, value_of
from planner.ui.bring.brought import Brought, forget_such
from planner.ui.kit import wording
from planner.ui.kit.tables import Col, show_table

_MOST_ROWS = 200
_SUMS = ("stated_totals", "disagreements")


def show_headline(bill: ReadBill) -> None:
    """Show what the lines come to, and how many of them are parts of the catalog."""
    st.markdown(f"## {wording.plain(totals_text(bill.reading))}")
    st.markdown(wording.small(wording.plain(matched_text(bill))))


def show_remembered(given: Brought, bill: ReadBill) -> None:
    """Say what was read as in earlier lists with these headings, and offer to forget it."""
    if bill.remembered is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="remembered"):
        st.markdown(wording.plain(remembered_text(bill)))
        st.button(
            "Forget",
            key="forget-such",
            icon=":material/delete:",
            help="Forgets this for good and reads this list without it.",
            on_click=forget_such,
            args=(given,),
        )


def show_notes(report: Report) -> None:
    """Show what must be read with the sums: what is hidden, unpriced, unread, left out."""
    notes = report.notes
    if notes:
        st.info(
            "\n".join(f"- {wording.plain(note)}" for note in notes)
            if len(notes) > 1
            else wording.plain(notes[0]),
            icon=":material/info:",
        )


def show_sums(report: Report) -> None:
    """Show the sums that the file states, and where it does not add up."""
    for table in report.tables:
        if table.name in _SUMS and table.rows:
            st.markdown(f"### {table.title}")
            _show(table)


def _show(table: Table) -> None:
    shown = table.shown()
    columns = [Col(table.columns[index].title, table.columns[index].kind.is_figure)
               for index in shown]  # fmt: skip
    rows = [[_text(row.cells[index]) for index in shown] for row in table.rows[:_MOST_ROWS]]
    show_table(columns, rows, alt=table.title)
    if len(table.rows) > _MOST_ROWS:
        st.markdown(wording.small(f"{len(table.rows) - _MOST_ROWS:,} more are not shown here."))


def _text(cell: object) -> str:
    value = value_of(cell)  # type: ignore[arg-type]
    return "" if value is None else wording.plain(f"{value:,f}" if hasattr(value, "as_tuple")
                                                  else value)  # fmt: skip
