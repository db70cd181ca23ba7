"""Charts, each with its numbers in words for those who do not see it."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd
import streamlit as st

from planner.engine.planning.compare import AT_LEAST
from planner.model.comparison import Comparison, MetricRow, MetricValue
from planner.model.history import PriceHistory
from planner.model.money import Money, symbol
from planner.model.proof import Status
from planner.model.sizing import CurvePoint, FrontierPoint
from planner.model.term_prices import VendorPoint
from planner.model.words import counted, sentence
from planner.ui.kit import wording


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
        return f"{AT_LEAST} {value.value}" if value.basis == AT_LEAST else str(value.value)
    number = value.value if isinstance(value.value, str) else wording.number(value.value)
    return f"{number} {value.basis}".strip()


def price_lines(history: PriceHistory) -> None:
    """Draw what a pack cost over time, a line for each shop, at the rate of each day."""
    cost = f"Price, {symbol(history.currency).strip()}"
    names = dict(history.vendors)
    frame = pd.DataFrame(
        [
            {
                "Day": pd.Timestamp(point.offer.quoted_on),
                cost: _end(point.converted),
                "From": names.get(point.offer.vendor, point.offer.vendor),
                "Price": str(point.pack),
                "Standing": str(point.standing),
            }
            for point in history.points
            if point.converted is not None
        ]
    )
    line = (
        alt.Chart(frame)
        .mark_line(point=alt.OverlayMarkDef(size=60))
        .encode(
            x=alt.X("Day:T", title=None),
            y=alt.Y(f"{cost}:Q"),
            color=alt.Color("From:N", legend=alt.Legend(orient="bottom", columns=2, title=None)),
            tooltip=["From:N", "Day:T", "Price:N", f"{cost}:Q", "Standing:N"],
        )
    )
    told = "; ".join(
        f"{names.get(each.offer.vendor, each.offer.vendor)} {each.offer.quoted_on} {each.pack}"
        for each in history.points
    )
    st.altair_chart(line.properties(height=260), alt=f"{history.name} over time: {told}")


def cost_curve(points: Sequence[CurvePoint], *, currency: str, here: int | None) -> None:
    """Draw the least cost of every number of nodes; a rule stands where it jumps."""
    cost = f"Cost, {symbol(currency).strip()}"
    built = [point for point in points if point.cost is not None]
    frame = pd.DataFrame(
        [
            {
                "Nodes": point.nodes,
                cost: _end(point.cost),
                "Total": str(point.cost),
                "Last node": "" if point.extra is None else str(point.extra),
                "Jump": bool(point.cliffs),
                "Here": point.nodes == here,
            }
            for point in built
        ]
    )
    if frame.empty:
        st.info("No number of nodes can be built with these wishes.")
        return
    base = alt.Chart(frame).encode(
        x=alt.X("Nodes:Q", scale=alt.Scale(zero=False), axis=alt.Axis(format="d", tickMinStep=1)),
        tooltip=["Nodes", "Total", "Last node"],
    )
    tall = alt.Y(f"{cost}:Q", axis=alt.Axis(format=",d"))
    jumps = (
        base.transform_filter(alt.datum.Jump)
        .mark_rule(strokeDash=[4, 4], strokeWidth=1.5, color="#B45309")
        .encode(x="Nodes:Q")
    )
    line = base.mark_line(interpolate="step-after", strokeWidth=2).encode(y=tall)
    dots = base.mark_point(filled=True, opacity=1).encode(
        y=tall, size=alt.condition(alt.datum.Here, alt.value(160), alt.value(45))
    )
    first, last = built[0], built[-1]
    at = ", ".join(str(point.nodes) for point in built if point.cliffs)
    told = f"{counted(first.nodes, 'node')} cost {first.cost}, "
    told += f"{last.nodes} cost {last.cost}."
    told += f" Dashed: the cost jumps at node {at}." if at else ""
    st.altair_chart(
        alt.layer(jumps, line, dots).properties(height=320), alt=f"Least cost by nodes: {told}"
    )
    st.markdown(wording.small(wording.plain(told)))


def frontier_plot(
    points: Sequence[FrontierPoint], *, title: str, currency: str, here: int | None, key: str
) -> int | None:
    """Draw cost against a measure, the point `here` larger; return which one was clicked, if any.

    A click stays chosen for as long as the chart has the same key.
    """
    cost, measure = f"Cost, {symbol(currency).strip()}", sentence(title)
    frame = pd.DataFrame(
        [
            {
                "point": place,
                measure: float(point.value),
                cost: _end(point.cost),
                "Total": str(point.cost),
                "Here": place == here,
            }
            for place, point in enumerate(points)
        ]
    )
    # The nearest point counts: a dot is too small for a finger.
    click = alt.selection_point(name="click", fields=["point"], on="click", nearest=True)
    whole = all(float(point.value).is_integer() for point in points)
    ticks = alt.Axis(format=",~f", tickMinStep=1 if whole else 0, tickCount=8)
    base = alt.Chart(frame).encode(
        # Rounded to nice ends, a narrow plot would begin below zero.
        x=alt.X(f"{measure}:Q", scale=alt.Scale(zero=False, nice=False, padding=16), axis=ticks),
        y=alt.Y(f"{cost}:Q", axis=alt.Axis(format=",d")),
        tooltip=[measure, "Total"],
    )
    dots = base.mark_point(filled=True, opacity=1).encode(
        size=alt.condition(alt.datum.Here, alt.value(220), alt.value(90))
    )
    line = base.mark_line(interpolate="step-after", strokeDash=[3, 3], strokeWidth=1)
    told = "; ".join(f"{wording.number(point.value)} {title} for {point.cost}" for point in points)
    event = st.altair_chart(
        alt.layer(line, dots.add_params(click)).properties(height=320),
        on_select="rerun",
        key=key,
        alt=f"Least cost against {title}: {told}",
    )
    return _clicked(event["selection"].get("click"), of=len(points))


def _clicked(chosen: object, *, of: int) -> int | None:
    """Return which of the points was clicked; what a browser sends may be anything."""
    first = chosen[0] if isinstance(chosen, list) and chosen else None
    place = first.get("point") if isinstance(first, Mapping) else None
    return int(place) if isinstance(place, int | float) and place in range(of) else None


def vendor_bars(points: Sequence[VendorPoint], *, currency: str) -> None:
    """Draw the least total of each number of vendors; those that cannot hold all say so."""
    cost = f"Total, {symbol(currency).strip()}"
    frame = pd.DataFrame(
        [
            {"Vendors": _vendors(point), cost: _end(point.total), "Label": _vendor_total(point)}
            for point in points
        ]
    )
    order = [_vendors(point) for point in points]
    base = alt.Chart(frame).encode(
        y=alt.Y("Vendors:N", sort=order, title=None, axis=alt.Axis(labelLimit=220, ticks=False))
    )
    length = alt.X(f"{cost}:Q", axis=alt.Axis(tickCount=5))
    drawn = base.mark_bar(height=22, cornerRadiusEnd=4).encode(x=length)
    told = "; ".join(f"{_vendors(point)}: {_vendor_total(point)}" for point in points)
    st.altair_chart(
        drawn.encode(tooltip=["Vendors", "Label"]).properties(height=48 * len(order) + 40),
        alt=f"Least total by number of vendors: {told}",
    )
    st.markdown(wording.small(wording.plain(f"{told}.")))


def _vendors(point: VendorPoint) -> str:
    return wording.counted(point.vendors, "vendor", "vendors")


def _vendor_total(point: VendorPoint) -> str:
    if point.total is not None:
        return str(point.total) if point.is_known else f"at least {point.total}"
    return "cannot hold everything" if point.status is Status.INFEASIBLE else "not found in time"
