"""The racks of a plan on screen: a drawing of each, what is in none of them, and a table."""

import streamlit as st

from planner.engine.reporting.racks import not_in_racks, rack_tables
from planner.io.drawings.canvas import WIDTH
from planner.model.racks import RackLayout
from planner.ui.kit import wording
from planner.ui.kit._drawing import palette_in_use
from planner.ui.kit._rack_svg import in_words, svg
from planner.ui.kit.tables import Col, show_table


def show_racks(layout: RackLayout | None) -> None:
    """Show what stands where in the racks of a plan; nothing where there are none."""
    if layout is None:
        return
    st.markdown("## Rack" if len(layout.racks) < 2 else "## Racks")
    palette = palette_in_use()
    if layout.racks:
        with st.container(horizontal=True, gap="medium"):
            for rack in layout.racks:
                st.image(svg(rack, palette), width=WIDTH, alt=in_words(rack))
    for words in not_in_racks(layout):
        st.markdown(wording.small(wording.plain(words)))
    if layout.racks:
        with st.expander("The rack as a table", icon=":material/table_rows:"):
            for table in rack_tables(layout):
                rows = [[wording.plain(str(cell)) for cell in row.cells] for row in table.rows]
                columns = [Col(column.title) for column in table.columns]
                show_table(columns, rows, alt=f"Rack units of {table.title}")
