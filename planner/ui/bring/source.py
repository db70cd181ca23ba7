"""Where the list comes from: a file that is dropped, or a table that is pasted."""

import streamlit as st

from planner.ui.bring.brought import Brought, bring, can_undo, give_up, undo
from planner.ui.kit import uploaders, wording

_FILE, _TEXT = "list-file", "list-text"
_KINDS = ["csv", "tsv", "txt", "xlsx", "xlsm", "ods", "md", "html", "htm", "yaml", "yml", "zip"]


def ask_source() -> None:
    """Take a file or a pasted table."""
    file, paste = st.tabs(["A file", "Paste a table"])
    with file:
        st.file_uploader(
            "Spreadsheet or table",
            type=_KINDS,
            key=uploaders.file_key(_FILE),
            on_change=_take_file,
            help="CSV, Excel, OpenDocument, Markdown or HTML; an Excel file that the planner "
            "wrote; a NetBox device type in YAML, or a zip of them. It stays in the app's memory "
            "for a while and is not written to disk.",
        )
    with paste:
        st.text_area(
            "Cells copied from a spreadsheet, a page or a README",
            key=_TEXT,
            height=200,
            placeholder="Item\tQty\tUnit price\nRaspberry Pi 5 8 GB\t4\t$80.00",
        )
        st.button("Read it", key="list-paste", type="primary", on_click=_take_text)


def show_source(there: Brought) -> None:
    """Name the list, with the way back to what was said of it before and to another list."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{wording.plain(there.file)}**")
        st.button(
            "Import another", icon=":material/upload_file:", key="list-back", on_click=_forget
        )
        if can_undo():
            st.button(
                "Undo",
                icon=":material/undo:",
                key="list-undo",
                help="Takes back your last answer, column or part.",
                on_click=undo,
            )


def _take_file() -> None:
    file = st.session_state.get(uploaders.file_key(_FILE))
    if file is not None:
        bring(Brought(file.name, file.getvalue()))


def _take_text() -> None:
    text = st.session_state.get(_TEXT, "")
    if text.strip():
        bring(Brought("Pasted table", text.encode(), is_pasted=True))


def _forget() -> None:
    give_up()
    uploaders.clear(_FILE)
    st.session_state.pop(_TEXT, None)
