"""Import: a bill of materials from any spreadsheet or table, read, asked about, and opened."""

import streamlit as st

from planner.model.findings import Finding
from planner.ui.bring.brought import read_now
from planner.ui.bring.preview import offer_build, show_headline, show_reading
from planner.ui.bring.questions import ask_columns, ask_matches, ask_questions
from planner.ui.bring.source import ask_source
from planner.ui.menu import PageEnd
from planner.ui.visit import notices

st.title("Import a bill of materials", anchor=False)
st.markdown(
    "From any spreadsheet, table or README. Its columns are found, its own sums are checked, and "
    "what it does not say is asked: nothing is guessed."
)
notices.show_notice()
ask_source()
found = read_now()
if found is None:
    raise PageEnd
if isinstance(found, Finding):
    notices.show_error(found)
    raise PageEnd
show_headline(found)
side, main = st.columns([1, 2], gap="large")
with main:
    show_reading(found)
with side:
    if found.reading.asked:
        st.markdown("### Questions")
        ask_questions(found.reading.asked)
    offer_build(found)
    ask_matches(found)
    ask_columns(found)
