"""Tables that are read: real HTML, numbers to the right, a line of Markdown or more in a cell.

On a phone a table of many columns becomes a list: each row a block, each cell a line that begins
with the name of its column. It is the same table, laid out by a style sheet, so nothing has to be
moved sideways and nothing is read twice.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st


@dataclass(frozen=True)
class Col:
    """A column: its heading, with the unit, and whether its cells are figures."""

    title: str
    figures: bool = False


def show_table(
    columns: Sequence[Col], rows: Sequence[Sequence[str]], *, alt: str, wide: bool = True
) -> None:
    """Show rows of Markdown texts. `alt` says what the table is, for those who do not see it.

    On a phone one of more than three columns becomes a list of its rows.
    """
    # Imported here because the first screen of the app has no such table.
    import pandas as pd

    # A table sets numbers to the right, and shows a number as whatever text its format gives. So
    # a column of figures holds the positions of its texts.
    texts = [text for row in rows for text in row]
    frame = pd.DataFrame(
        {
            column.title: [
                index * len(columns) + place if column.figures else row[place]
                for index, row in enumerate(rows)
            ]
            for place, column in enumerate(columns)
        }
    )

    def text_at(position: object) -> str:
        return texts[int(str(position))]

    formats: dict[Any, str | Callable[[object], str] | None] = {
        column.title: text_at for column in columns if column.figures
    }
    styled = frame.style.format(formats)
    st.table(
        styled if formats else frame,
        border="horizontal",
        hide_index=True,
        width="stretch" if wide else "content",
        alt=alt,
    )
    if len(columns) > _MOST_SIDE_BY_SIDE:
        st.html(f"<style>{_as_list(alt, columns, rows)}</style>")


# So many columns are still a table on a phone.
_MOST_SIDE_BY_SIDE = 3

_LIST = """@media (max-width: 640px) {
  %(table)s thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%%); }
  %(table)s, %(table)s :is(tbody, tr) { display: block; width: 100%%; }
  %(table)s tr { padding-block: 0.5rem; border-bottom: 1px solid light-dark(#dfe2e0, #333b46); }
  %(table)s td { display: flex; justify-content: space-between; gap: 1rem; width: 100%%;
    border: 0; padding-block: 0.125rem; text-align: left !important; }
  %(table)s td:first-child { font-weight: 600; }
  %(table)s td:not(:first-child) > div { text-align: right; min-width: 0; }
  %(table)s td :is(p, a, span) { overflow-wrap: anywhere; }
  %(table)s td:not(:first-child):not(:has(p)) { display: none; }
%(names)s
}"""


def _as_list(alt: str, columns: Sequence[Col], rows: Sequence[Sequence[str]]) -> str:
    """Return the style sheet that makes a list of a table on a narrow screen.

    A cell that says nothing is no line of it: an empty figure is drawn as a blank.
    """
    table = f"table[aria-label={_css_text(alt)}]"
    names = [
        f"  {table} td:nth-child({place})::before {{ content: {_css_text(_as_seen(column.title))};"
        " flex: none; max-width: 45%; opacity: 0.85; }"
        for place, column in enumerate(columns, start=1)
        if place > 1
    ]
    names += [
        f"  {table} tbody tr:nth-child({line}) td:nth-child({place}) {{ display: none; }}"
        for line, row in enumerate(rows, start=1)
        for place, text in enumerate(row, start=1)
        if place > 1 and not text.strip()
    ]
    return _LIST % {"table": table, "names": "\n".join(names)}


def _as_seen(markdown: str) -> str:
    """Return the words of a heading without the signs that keep Markdown from reading them."""
    return re.sub(r"\\(.)", r"\1", markdown).replace("\u200b", "")


def _css_text(text: str) -> str:
    """Return a text as a style sheet quotes it; none of its signs ends quotation or sheet."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'
