"""What a visitor takes along: the workbook."""

from collections.abc import Callable

import streamlit as st

from planner.jobs.plans import document_of
from planner.ui.visit import costs, drafts, in_view


def show_exports(name: str) -> None:
    """Offer the workbook, made only when it is asked for."""
    st.download_button(
        "Download Excel",
        data=_workbook(name),
        file_name=f"{drafts.build(name).name}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        icon=":material/download:",
    )


def _workbook(name: str) -> Callable[[], bytes]:
    # The button calls back outside the visit. What the visit holds is taken along here; the build
    # is looked up when asked for, because a change of a quantity does not draw the button anew.
    catalog, terms = in_view.catalog(), costs.terms_of(name)
    now = drafts.build_now(name)

    def make() -> bytes:
        # Imported here because writing workbooks costs 0.1 s that the first screen need not pay.
        from planner.io.exporters import EXPORTERS

        return EXPORTERS["xlsx"].export(document_of(now(), catalog, terms))

    return make
