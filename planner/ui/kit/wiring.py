"""How a build is wired, on screen: a line for each unit, a drawing for each, a table, a file."""

import streamlit as st

from planner.io.drawings.canvas import LIGHT
from planner.io.drawings.wiring import wiring_cards, wiring_svg
from planner.model.limits import UnitKind
from planner.model.wiring_picture import BuildWiring, UnitBox
from planner.model.wiring_wording import (
    ONE_WAY,
    box_name,
    box_taken,
    box_title,
    gap_text,
    own_power_text,
    wire_cells,
)
from planner.ui.kit import wording
from planner.ui.kit._drawing import palette_in_use, show_cards
from planner.ui.kit.racks import show_fronts
from planner.ui.kit.tables import Col, show_table

_ICONS = {UnitKind.CHARGER: ":material/power:", UnitKind.CARRIER: ":material/dashboard:"}


def show_wiring(wiring: BuildWiring) -> None:
    """Show what each unit carries and what is plugged in where, or why nothing is."""
    picture = wiring.picture
    if wiring.proposed:
        st.markdown(f":material/info: {ONE_WAY}")
    for gap in wiring.gaps:
        st.markdown(wording.small(wording.plain(gap_text(gap))))
    boxes = (*picture.network, *picture.power)
    stacks = tuple(view for view in wiring.fronts if view.units is None)
    if stacks:
        st.markdown("## Front view")
        show_fronts(stacks)
    if not boxes:
        return
    st.markdown("## Ports and power of each unit")
    st.markdown("\n".join(f"- {_carries(each)}" for each in boxes))
    own = own_power_text(picture)
    if own:
        st.markdown(wording.plain(own))
    st.markdown("## Wiring")
    st.markdown(wording.small("A solid line is a network cable, a dashed one brings power."))
    show_cards(wiring_cards(picture, palette_in_use()))
    st.download_button(
        "Download the wiring as SVG",
        data=wiring_svg(picture, map(gap_text, wiring.gaps), LIGHT, wiring.fronts),
        file_name=f"{wiring.build}-wiring.svg",
        mime="image/svg+xml",
        on_click="ignore",
        icon=":material/download:",
    )
    with st.expander("The wiring as a table", icon=":material/table_rows:"):
        columns = [Col("Device"), Col("Port"), Col("Plugs into")]
        rows = [[wording.plain(cell) for cell in wire_cells(wire)] for wire in wiring.wires]
        show_table(columns, rows, alt="Every plug with its port and unit")


def _carries(box: UnitBox) -> str:
    """Return what a unit, or several that are alike, carries."""
    icon = _ICONS.get(box.kind, ":material/lan:")
    what = wording.plain(f"{box_title(box)}, {box_name(box)}")
    return f"{icon} {what}: {wording.plain(box_taken(box))}"
