"""A visitor's own parts and prices for this visit: upload, what was read, and what was not."""

from collections.abc import Sequence

import streamlit as st

from planner.io.catalog.templates import template
from planner.model.findings import Finding, Severity
from planner.model.parts import CATEGORIES, CATEGORY_TITLES
from planner.ui.kit import widgets, wording
from planner.ui.kit.tables import Col, show_table
from planner.ui.kit.uploaders import file_key
from planner.ui.visit import in_view, own_files


def show_uploads() -> None:
    """Take CSV and Excel files, show what was read of them, and offer templates."""
    st.markdown(
        "Your parts and prices join the catalog for this visit only: nothing is written to disk. "
        "A row that cannot be read is named below and left out; the rest is used."
    )
    files = st.file_uploader(
        "CSV or Excel files",
        type=["csv", "tsv", "txt", "xlsx", "xlsm"],
        accept_multiple_files=True,
        key=file_key(own_files.UPLOADED),
    )
    if files:
        named = [(file.name, file.getvalue()) for file in files]
        own_files.bring(
            named,
            known_as=tuple(file.file_id for file in files),
            shared=in_view.workspace().catalog,
            today=in_view.today(),
        )
    _show_own()
    _show_templates()


def _show_own() -> None:
    parts, offers, findings = own_files.own_list()
    if not parts and not offers and not findings:
        return
    left = st.container(border=True)
    with left:
        st.markdown(
            f"**In use for this visit:** {wording.counted(len(parts), 'part', 'parts')} and "
            f"{wording.counted(len(offers), 'price', 'prices')}."
        )
        if parts:
            rows = [
                [
                    wording.plain(part.part_number),
                    wording.plain(part.name),
                    CATEGORY_TITLES[part.category],
                ]
                for part in parts
            ]
            columns = [Col("Part number"), Col("Name"), Col("Category")]
            show_table(columns, rows, alt="Your own parts")
        _show_findings(findings)
        st.button("Forget these", icon=":material/delete:", on_click=own_files.forget)


def _show_findings(findings: Sequence[Finding]) -> None:
    errors = sum(found.severity is Severity.ERROR for found in findings)
    if errors:
        rows = wording.counted(errors, "thing was", "things were")
        st.warning(f"{rows} not read. Mend the rows below and upload the file again.")
    widgets.findings_list(findings, key="own-findings", told=_with_its_cell)


def _with_its_cell(found: Finding) -> str:
    value = found.cell.value if found.cell is not None else None
    shown = f"  \n{wording.small(f'the cell holds {wording.plain(value)}')}" if value else ""
    return wording.finding(found) + shown


def _show_templates() -> None:
    st.markdown("##### Templates")
    st.markdown("An empty file per category; its first lines say what each column means.")
    with st.container(horizontal=True):
        for kind, title in {**CATEGORY_TITLES, "offers": "Prices"}.items():
            if kind in CATEGORIES or kind == "offers":
                st.download_button(
                    title,
                    data=template(kind),
                    file_name=f"{kind}.csv",
                    mime="text/csv",
                    on_click="ignore",
                    icon=":material/download:",
                    type="tertiary",
                    key=f"template:{kind}",
                )
