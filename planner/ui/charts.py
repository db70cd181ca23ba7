"""Charts, each with its numbers in words for those who do not see it."""

import altair as alt
import pandas as pd
import streamlit as st

from planner.model.comparison import Comparison, MetricRow, MetricValue
from planner.model.money import Money
from planner.ui import wording


def bars(comparison: Comparison, row: MetricRow) -> None:
    """Draw one metric of several builds as bars, with the band of what is estimated."""
    unit = f", {row.unit}" if row.unit else ""
    frame = pd.DataFrame(
        [
            {
                "Build": title,
                row.title: _plotted(value),
                "low": _end(value.low),
                "high": _end(value.high),
                "Label": _label(value),
            }
            for title, value in zip(comparison.titles, row.values, strict=True)
        ]
    )
    order = list(comparison.titles)
    base = alt.Chart(frame).encode(
        y=alt.Y("Build:N", sort=order, title=None, axis=alt.Axis(labelLimit=220, ticks=False))
    )
    length = alt.X(f"{row.title}:Q", title=f"{row.title}{unit}", axis=alt.Axis(tickCount=5))
    drawn = base.mark_bar(height=22, cornerRadiusEnd=4).encode(x=length)
    ends = base.mark_rule(strokeWidth=2, color="#B45309").encode(x="low:Q", x2="high:Q")
    words = base.mark_text(align="left", dx=8, fontSize=13).encode(
        x=alt.X(f"{row.title}:Q"), text="Label:N"
    )
    layers = [drawn, words] if frame["low"].isna().all() else [drawn, ends]
    told = "; ".join(f"{t} {_label(v)}" for t, v in zip(order, row.values, strict=True))
    st.altair_chart(
        alt.layer(*layers).properties(height=48 * len(order) + 40), alt=f"{row.title}{unit}: {told}"
    )
    st.markdown(wording.small(wording.plain(f"{row.title}{unit}: {told}.")))


def _plotted(value: MetricValue) -> float | None:
    number = value.value.amount if isinstance(value.value, Money) else value.value
    return None if number is None or isinstance(number, str) else float(number)


def _end(amount: Money | None) -> float | None:
    return None if amount is None else float(amount.amount)


def _label(value: MetricValue) -> str:
    if value.value is None:
        return "unknown"
    if isinstance(value.value, Money):
        if value.low is not None:
            return f"≈ {value.value} ({value.low} to {value.high})"
        return str(value.value)
    number = value.value if isinstance(value.value, str) else f"{value.value:,f}"
    return f"{number} {value.basis}".strip()
