"""What was read of a list: its lines, its sums, and where it does not add up."""

import streamlit as st

from planner.engine.reporting.bill_reading import (
    bill_reading_report,
    matched_text,
    totals_text,
)
from planner.jobs.imported_builds import build_of_bill
from planner.model.bill_matching import ReadBill
from planner.model.findings import PlannerError
from planner.model.kept_builds import LONGEST_TITLE
from planner.model.table import Table, value_of
from planner.ui.kit import wording
from planner.ui.kit.tables import Col, show_table
from planner.ui.menu import page_of
from planner.ui.visit import builds, drafts, in_view, notices

_MOST_ROWS = 200


def show_reading(bill: ReadBill) -> None:
    """Show lines, sums, and where it does not add up of a list."""
    report = bill_reading_report(bill)
    for table in report.tables[:3]:
        if table.rows:
            if table.name != "lines":
                st.markdown(f"#### {table.title}")
            _show(table)
    for note in report.notes:
        st.info(wording.plain(note), icon=":material/info:")


def show_headline(bill: ReadBill) -> None:
    """Show what the lines come to, and how many of them are parts of the catalog."""
    st.markdown(f"### {wording.plain(totals_text(bill.reading))}")
    st.caption(wording.plain(matched_text(bill)))


def _show(table: Table) -> None:
    shown = table.shown()
    columns = [Col(table.columns[index].title, table.columns[index].kind.is_figure)
               for index in shown]  # fmt: skip
    rows = [[_text(row.cells[index]) for index in shown] for row in table.rows[:_MOST_ROWS]]
    show_table(columns, rows, alt=table.title)
    if len(table.rows) > _MOST_ROWS:
        st.caption(f"{len(table.rows) - _MOST_ROWS:,} more lines are read and not shown here.")


def _text(cell: object) -> str:
    value = value_of(cell)  # type: ignore[arg-type]
    return "" if value is None else wording.plain(f"{value:,f}" if hasattr(value, "as_tuple")
                                                  else value)  # fmt: skip


def offer_build(bill: ReadBill) -> None:
    """Offer to open the list as a build, at its own prices."""
    title = st.text_input(
        "Title of the build",
        value=bill.reading.file.rpartition(".")[0][:LONGEST_TITLE] or bill.reading.file,
        max_chars=LONGEST_TITLE,
        key="list-title",
    )
    open_ones = [each for each in bill.reading.open_questions if each.matters]
    opened = st.button(
        "Open as a build",
        type="primary",
        icon=":material/checklist:",
        key="list-open",
        disabled=bool(open_ones),
        help="Answer the questions first."
        if open_ones
        else "On the page Plan you can change it, have it judged, export it and buy it.",
    )
    if not opened:
        return
    try:
        build = build_of_bill(
            bill, in_view.catalog(), title=title.strip() or "My list", on=in_view.today()
        )
    except PlannerError as error:
        notices.show_error(error.finding)
        return
    builds.open_on(page_of("plan.py").path, drafts.take_in(build))
