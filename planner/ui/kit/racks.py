"""The racks of a plan on screen: a drawing of each, what is in none of them, and a table."""

import streamlit as st

from planner.model.racks import Held, RackLayout
from planner.model.words import listed
from planner.ui.kit import wording
from planner.ui.kit._rack_svg import heading, in_words, svg
from planner.ui.kit.drawing import WIDTH, palette_in_use
from planner.ui.kit.tables import Col, show_table


def show_racks(layout: RackLayout | None) -> None:
    """Show what stands where in the racks of a plan; nothing where there are none."""
    if layout is None:
        return
    st.markdown("##### Rack" if len(layout.racks) < 2 else "##### Racks")
    palette = palette_in_use()
    if layout.racks:
        with st.container(horizontal=True, gap="medium"):
            for rack in layout.racks:
                st.image(svg(rack, palette), width=WIDTH, alt=in_words(rack))
    for words in _not_drawn(layout):
        st.markdown(wording.small(wording.plain(words)))
    if layout.racks:
        with st.expander("The rack as a table", icon=":material/table_rows:"):
            columns = [Col("Rack"), Col("Units"), Col("What"), Col("holds")]
            rows = [
                [
                    heading(rack),
                    f"{place.span}, behind" if place.behind else place.span,
                    place.part.name,
                    listed(place.holds),
                ]
                for rack in layout.racks
                for place in rack.places
            ]
            plain = [[wording.plain(cell) for cell in row] for row in rows]
            show_table(columns, plain, alt="What stands in which units of a rack")


def _not_drawn(layout: RackLayout) -> list[str]:
    """Return a sentence for each reason that parts are not drawn for."""
    reasons: list[tuple[tuple[Held, ...], str]] = [
        (layout.no_room, "there is no room for it"),
        (layout.perhaps_behind, "there is no room on the front; it may fit behind something else"),
        (layout.other_width, "it is for racks of another width"),
        (layout.no_shelf, "it stands on a shelf, and none has room"),
        (layout.unknown, "how high and wide it is in a rack is not known"),
    ]
    return [f"Not drawn: {listed(held)}, because {why}." for held, why in reasons if held]
