"""Pieces of drawings in SVG, as wide as a phone: boxes, leads, words, and the colours of a theme.

Pure: values in, markup out. Every text in it is escaped.
"""

from collections.abc import Iterable
from html import escape

import streamlit as st

from planner.io.drawings.canvas import DARK, LIGHT, WIDTH, Palette
from planner.io.text.visible import visible

_FONTS = "Source Sans, Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif"


def palette_in_use() -> Palette:
    """Return the colours of the theme that a visitor has."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def drawing(height: int, palette: Palette, parts: Iterable[str]) -> str:
    """Return a drawing of this height, made of its parts."""
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    look = f'font-family="{_FONTS}" font-size="13" fill="{palette.text}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {look}>{"".join(parts)}</svg>'


def box(x: int, y: int, wide: int, tall: int, ground: str, edge: str) -> str:
    """Return a rectangle with round corners."""
    return (
        f'<rect x="{x}" y="{y}" width="{wide}" height="{tall}" rx="6" fill="{ground}" '
        f'stroke="{edge}"/>'
    )


def lead(start: int, end: int, y: int, colour: str) -> str:
    """Return a level line from one place to another."""
    return f'<path d="M{start} {y}H{end}" stroke="{colour}" stroke-width="2"/>'


def text(
    x: int,
    y: int,
    words: str,
    *,
    anchor: str = "start",
    size: int = 13,
    weight: int = 400,
    fill: str = "",
) -> str:
    """Return words at a place."""
    colour = f' fill="{fill}"' if fill else ""
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}" '
        f'font-weight="{weight}"{colour}>{escaped(words)}</text>'
    )


def escaped(words: str) -> str:
    """Return words as they may stand in a drawing."""
    return escape(visible(words))


def shortened(label: str, longest: int) -> str:
    """Return a label that is no longer than so many signs."""
    return label if len(label) <= longest else f"{label[: longest - 1]}…"
