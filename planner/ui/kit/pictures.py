"""Parts as line drawings on screen: recognised at a glance, and told in words."""

import streamlit as st

from planner.io.drawings.parts import part_card
from planner.model.parts import Part
from planner.ui.kit._drawing import palette_in_use

SMALL, LARGE = 96, 176


def show_part_picture(part: Part, *, wide: int = LARGE) -> None:
    """Show the drawing of a part, drawn from its facts."""
    palette = palette_in_use()
    card = part_card(part, palette)
    st.image(card.svg(palette), width=wide, alt=card.words)
