"""What a visitor takes along: the workbook, and the pages that go on from a plan."""

from collections.abc import Callable

import streamlit as st

from planner.jobs import Terms, document_of
from planner.model.build import Build
from planner.ui import session


def show_exports(build: Build, terms: Terms) -> None:
    """Offer the workbook, made only when it is asked for, and where to go on from here."""
    st.download_button(
        "Download Excel",
        data=_workbook(build, terms),
        file_name=f"{build.name}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
        help="Parts, prices, sources and findings, with formulas that add up to this total.",
    )
    st.page_link(
        "planner/ui/pages/upgrade.py", label="Upgrade to another build", icon=":material/upgrade:"
    )
    st.page_link(
        "planner/ui/pages/compare.py", label="Compare builds", icon=":material/compare_arrows:"
    )


def _workbook(build: Build, terms: Terms) -> Callable[[], bytes]:
    # The button calls back outside the visit, so all that belongs to the visit is taken here.
    catalog = session.catalog()

    def make() -> bytes:
        # Imported here because writing workbooks costs 0.1 s that the first screen need not pay.
        from planner.io.exporters import EXPORTERS

        return EXPORTERS["xlsx"].export(document_of(build, catalog, terms))

    return make
