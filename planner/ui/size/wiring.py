"""How a build is wired, on screen: a badge for each unit, a drawing for each switch, a table."""

import streamlit as st

from planner.engine.wiring.loads import unit_loads
from planner.model.parts import Carrier, Case, Charger, Switch
from planner.model.plan import Plan
from planner.model.wiring import UnitLoad
from planner.ui.kit import wording
from planner.ui.kit.drawing import WIDTH, palette_in_use
from planner.ui.kit.tables import Col, show_table
from planner.ui.size._wiring_svg import drawings, svg, wire_rows

_ICONS = {Switch: ":material/lan:", Charger: ":material/power:", Case: ":material/inventory_2:"}
_ICONS[Carrier] = ":material/dashboard:"
_PLACES = {Switch: ("port", "ports"), Charger: ("outlet", "outlets"), Case: ("place", "places")}
_PLACES[Carrier] = ("module", "modules")


def show_wiring(plan: Plan) -> None:
    """Show what each unit carries and what is plugged in where; nothing for an unwired build."""
    if not plan.build.wiring:
        return
    st.markdown("##### Ports and watts of each unit")
    st.markdown(" ".join(_badge(load) for load in unit_loads(plan)))
    found = drawings(plan)
    if found:
        st.markdown("##### Wiring")
        palette = palette_in_use()
        with st.container(horizontal=True, gap="medium"):
            for drawing in found:
                st.image(svg(drawing, palette), width=WIDTH, alt=drawing.words())
    with st.expander("The wiring as a table", icon=":material/table_rows:"):
        columns = [Col("What"), Col("goes into"), Col("of")]
        rows = [[wording.plain(cell) for cell in row] for row in wire_rows(plan)]
        show_table(columns, rows, alt="Every plug with its port and unit")


def _badge(load: UnitLoad) -> str:
    """Return what a unit carries: `switch 1: 8 of 8 ports`, `charger 1: 46 of 48 W`."""
    one, many = _PLACES[type(load.part)]
    places = f"{many}, how many there are is not known"
    places = places if load.ports is None else wording.counted(load.ports, one, many)
    words = f"{load.title}: {load.used} of {places}"
    if load.watts is not None:
        words += f", {wording.number(load.watts)}"
        words += " W" if load.supply is None else f" of {wording.number(load.supply, 'W')}"
    # Full is nothing wrong, yet the next node will need another one.
    colour = "gray" if load.ports is None or load.used < load.ports else "blue"
    return f":{colour}-badge[{_ICONS[type(load.part)]} {wording.plain(words)}]"
