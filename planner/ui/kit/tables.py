"""Tables that are read: real HTML, numbers to the right, a line of Markdown or more in a cell."""

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

    On a narrow screen it scrolls in its own place, and the page stays still.
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
