"""Pieces of drawings in SVG, as wide as a phone: boxes, leads, words, and the colours of a theme.

Pure: values in, markup out. Every text in it is escaped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import streamlit as st

from planner.io.text.visible import visible

WIDTH = 336
_FONTS = "Source Sans, Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif"


@dataclass(frozen=True)
class Palette:
    """The colours of a drawing, those of the theme it stands in."""

    text: str
    muted: str
    line: str
    network: str
    network_ground: str
    power: str
    power_ground: str
    ground: str


LIGHT = Palette(
    text="#1D2530",
    muted="#525C69",
    line="#DFE2E0",
    network="#2F5FC4",
    network_ground="#E6EDFA",
    power="#6D4FB3",
    power_ground="#EEE9F8",
    ground="#FFFFFF",
)
DARK = Palette(
    text="#E7EAEE",
    muted="#AEB7C2",
    line="#333B46",
    network="#6E96F0",
    network_ground="#1F2D4A",
    power="#A48BE0",
    power_ground="#2D2545",
    ground="#1E242C",
)


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
