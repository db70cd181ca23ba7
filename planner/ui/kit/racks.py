"""The racks of a plan on screen, from the front: a drawing of each, what is in none, a table."""

from collections.abc import Iterable, Sequence

import streamlit as st

from planner.engine.reporting.racks import not_in_racks, rack_tables
from planner.io.drawings.front import front_card
from planner.model.front_view import FrontView
from planner.model.racks import RackLayout
from planner.ui.kit import wording
from planner.ui.kit._drawing import palette_in_use, show_cards
from planner.ui.kit.tables import Col, show_table


def show_fronts(views: Iterable[FrontView]) -> None:
    """Show racks or a stack from the front, side by side."""
    palette = palette_in_use()
    show_cards(front_card(view, palette) for view in views)


def show_racks(layout: RackLayout | None, views: Sequence[FrontView]) -> None:
    """Show what stands where in the racks of a plan; nothing where there are none."""
    if layout is None:
        return
    st.markdown("## Rack" if len(layout.racks) < 2 else "## Racks")
    if layout.racks:
        show_fronts(views)
    for words in not_in_racks(layout):
        st.markdown(wording.small(wording.plain(words)))
    if layout.racks:
        with st.expander("The rack as a table", icon=":material/table_rows:"):
            for table in rack_tables(layout):
                rows = [[wording.plain(str(cell)) for cell in row.cells] for row in table.rows]
                columns = [Col(column.title) for column in table.columns]
                show_table(columns, rows, alt=f"Rack units of {table.title}")
