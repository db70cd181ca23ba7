"""The cost of a copy, by how many are bought together, as a chart."""

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from planner.model.copy_curve import CopyPoint
from planner.model.money import symbol
from planner.model.words import counted, noun
from planner.ui.kit import wording


def copies_chart(points: Sequence[CopyPoint], *, currency: str, here: int) -> None:
    """Draw what a copy costs by how many are bought together; the point `here` is larger."""
    each = f"Per copy, {symbol(currency).strip()}"
    bought = [(point, point.per_copy) for point in points if point.per_copy is not None]
    frame = pd.DataFrame(
        [
            {
                "Copies": point.copies,
                each: float(cost.amount),
                "Per copy": str(cost),
                "All": str(point.cost),
                "Here": point.copies == here,
            }
            for point, cost in bought
        ]
    )
    x = alt.X("Copies:Q", scale=alt.Scale(zero=False), axis=alt.Axis(format="d", tickMinStep=1))
    y = alt.Y(f"{each}:Q", axis=alt.Axis(format=",d"), scale=alt.Scale(zero=False))
    base = alt.Chart(frame).encode(x=x, y=y, tooltip=["Copies", "Per copy", "All"])
    dots = base.mark_point(filled=True, opacity=1).encode(
        size=alt.condition(alt.datum.Here, alt.value(160), alt.value(45))
    )
    line = base.mark_line(strokeWidth=2)
    told = "; ".join(
        f"{counted(point.copies, 'copy', 'copies')} {noun(point.copies, 'costs', 'cost')} {cost} "
        f"{noun(point.copies, 'in all', 'each')}"
        for point, cost in (bought[0], bought[-1])
    )
    st.altair_chart(
        alt.layer(line, dots).properties(height=260),
        alt=f"Cost of a copy by how many are bought together: {told}.",
    )
    st.markdown(wording.small(wording.plain(f"{told}. The cost does not start at zero.")))
