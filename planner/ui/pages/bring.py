"""Import: a bill of materials from any spreadsheet or table, read, asked about, and opened."""

import streamlit as st

from planner.ui.bring.brought import brought, read_now
from planner.ui.bring.device_types import show_types
from planner.ui.bring.list_table import show_tables, tables_in_view
from planner.ui.bring.onward import offer_onward
from planner.ui.bring.preview import show_headline, show_notes, show_remembered, show_sums
from planner.ui.bring.questions import ask_questions, offer_accept, show_not_taken
from planner.ui.bring.returned import show_returned
from planner.ui.bring.source import ask_source, show_source
from planner.ui.kit import wording
from planner.ui.menu import PageEnd
from planner.ui.visit import notices

st.title("Import a bill of materials", anchor=False)
given = brought()
if given is None:
    st.markdown(
        "From any spreadsheet, table or README. The planner finds the columns, checks the sums and "
        "asks about whatever the list leaves open: nothing is guessed."
    )
    notices.show_notice()
    ask_source()
    raise PageEnd
show_source(given)
notices.show_notice()
if show_returned(given) or show_types(given):
    raise PageEnd
seen = read_now(given)
if seen is None:
    raise PageEnd
tables = tables_in_view(given, seen)
if seen.bill is None or seen.report is None:
    if seen.why is not None:
        notices.show_error(seen.why)
    if tables:
        st.markdown("If this is a bill of materials, choose above the columns what each one holds.")
        show_tables(given, seen, tables)
    raise PageEnd
show_headline(seen.bill)
show_remembered(given, seen.bill)
offer_accept(seen.bill.reading)
offer_onward(given, seen.bill, seen.own_parts)
show_not_taken(seen.not_taken)
ask_questions(seen.bill, tables)
show_notes(seen.report)
st.markdown("## How the list is read")
st.markdown(
    wording.small("Above each column you see what it is read as. Change it if it is wrong.")
)
show_tables(given, seen, tables)
show_sums(seen.report)
