"""Drawings on screen, in the colours of the theme that a visitor has."""

from collections.abc import Iterable

import streamlit as st

from planner.io.drawings.canvas import DARK, LIGHT, DrawnCard, Palette


def palette_in_use() -> Palette:
    """Return the colours of the theme that a visitor has."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def show_cards(cards: Iterable[DrawnCard]) -> None:
    """Show drawings side by side, as many as there is room for."""
    palette = palette_in_use()
    with st.container(horizontal=True, gap="medium"):
        for card in cards:
            st.image(card.svg(palette), width=card.wide, alt=card.words)
