"""Charts, each with its numbers in words for those who do not see it; a few are words alone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

import altair as alt
import pandas as pd
import streamlit as st

from planner.engine.planning.compare import AT_LEAST
from planner.model.comparison import Comparison, MetricRow, MetricValue
from planner.model.history import PriceHistory, PricePoint
from planner.model.money import Money, symbol
from planner.model.parts import CATEGORY_TITLES
from planner.model.proof import Status
from planner.model.sizing import CurvePoint, FrontierPoint
from planner.model.term_prices import VendorPoint
from planner.model.words import counted, noun, sentence
from planner.ui.kit import wording
from planner.ui.kit._drawing import palette_in_use

FEW = 3  # fewer points than these are no chart, but a sentence
_MOST_NAMED = 5
_SOLD, _PRINTED = "Round: a shop's price", "Diamond: a published price, not sold there"


def bars(comparison: Comparison, row: MetricRow) -> None:
    """Draw one metric of several builds as bars, each with its value at the end of it."""
    unit = f", {row.unit}" if row.unit else ""
    frame = pd.DataFrame(
        [
            {
                "Build": title,
                row.title: _plotted(value),
                "low": _end(value.low),
                "high": _end(value.high),
                "end": max(_plotted(value) or 0, _end(value.high) or 0),
                "Label": _short_label(value),
            }
            for title, value in zip(comparison.titles, row.values, strict=True)
        ]
    )
    order = list(comparison.titles)
    base = alt.Chart(frame).encode(
        y=alt.Y("Build:N", sort=order, title=None, axis=alt.Axis(labelLimit=220, ticks=False))
    )
    # Values stand behind the bars, for which there has to be room.
    most = (frame["end"].max() or 1) * 1.35
    axis = alt.Axis(tickCount=5, title=f"{row.title}{unit}")
    length = alt.X(f"{row.title}:Q", axis=axis, scale=alt.Scale(domain=[0, most], nice=False))
    layers = [base.mark_bar(height=22, cornerRadiusEnd=4).encode(x=length)]
    if not frame["low"].isna().all():
        layers.append(base.mark_rule(strokeWidth=3, color="#B45309").encode(x="low:Q", x2="high:Q"))
    text = base.mark_text(align="left", dx=8, fontSize=13, color=_text_colour())
    layers.append(text.encode(x="end:Q", text="Label:N"))
    told = "; ".join(f"{t} {_label(v)}" for t, v in zip(order, row.values, strict=True))
    st.altair_chart(
        alt.layer(*layers).properties(height=48 * len(order) + 40), alt=f"{row.title}{unit}: {told}"
    )
    lines = [f"{row.title}{unit}: {told}."]
    if len(layers) > 2:
        lines.append("The line across the end of a bar is the likely range.")
    st.markdown("  \n".join(wording.small(wording.plain(line)) for line in lines))


def _text_colour() -> str:
    return palette_in_use().text


def _short_label(value: MetricValue) -> str:
    """Return a value as it stands beside its bar; its range is told below."""
    if isinstance(value.value, Money) and value.low is not None:
        return f"≈ {value.value}"
    return _label(value)


def _near(numbers: Iterable[float], what: str) -> tuple[alt.Scale, str]:
    """Return the scale of an axis, and what is to be said of it.

    It begins at zero unless that would leave half of the chart empty.
    """
    known = list(numbers)
    least, most = min(known), max(known)
    if least <= most / 2:
        return alt.Scale(zero=True), ""
    room = (most - least) / 20 or most / 20
    domain = [least - room, most + room]
    return alt.Scale(domain=domain, nice=False), f"The axis of {what} does not begin at zero."


def _plotted(value: MetricValue) -> float | None:
    number = value.value.amount if isinstance(value.value, Money) else value.value
    return None if number is None or isinstance(number, str) else float(number)


def _amount(amount: Money | None) -> float:
    return 0.0 if amount is None else float(amount.amount)


def _end(amount: Money | None) -> float | None:
    return None if amount is None else float(amount.amount)


def _label(value: MetricValue) -> str:
    if value.value is None:
        return "unknown"
    if isinstance(value.value, Money):
        if value.low is not None:
            return f"≈ {value.value} (likely range {value.low} to {value.high})"
        return f"{AT_LEAST} {value.value}" if value.basis == AT_LEAST else str(value.value)
    number = value.value if isinstance(value.value, str) else wording.number(value.value)
    return f"{number} {value.basis}".strip()


def price_dots(history: PriceHistory, publications: Collection[str]) -> None:
    """Draw what a pack cost over time as dots, at the rate of each day; a few are a sentence.

    Shops are round, publications are diamonds: they printed a price and sell nothing.
    """
    names = dict(history.vendors)

    def from_whom(point: PricePoint) -> str:
        return names.get(point.offer.vendor, point.offer.vendor)

    told = "; ".join(
        f"{from_whom(each)} {each.offer.quoted_on} {each.pack}" for each in history.points
    )
    drawn = [point for point in history.points if point.converted is not None]
    if len(drawn) < FEW:
        st.markdown(wording.plain(f"{counted(len(history.points), 'price')} on record: {told}."))
        return
    cost = f"Price, {symbol(history.currency).strip()}"
    frame = pd.DataFrame(
        [
            {
                "Day": pd.Timestamp(point.offer.quoted_on),
                cost: _end(point.converted),
                "From": from_whom(point),
                "By": _PRINTED if point.offer.vendor in publications else _SOLD,
                "Price": str(point.pack),
                "Standing": str(point.standing),
            }
            for point in drawn
        ]
    )
    scale, note = _near((_amount(point.converted) for point in drawn), "prices")
    shapes = alt.Scale(domain=[_SOLD, _PRINTED], range=["circle", "diamond"])
    dots = (
        alt.Chart(frame)
        .mark_point(filled=True, opacity=0.9, size=110)
        .encode(
            x=alt.X("Day:T", title=None),
            y=alt.Y(f"{cost}:Q", scale=scale),
            shape=alt.Shape("By:N", scale=shapes, legend=None),
            color=alt.Color("From:N", legend=alt.Legend(orient="bottom", columns=2, title=None)),
            tooltip=["From:N", "By:N", "Day:T", "Price:N", f"{cost}:Q", "Standing:N"],
        )
    )
    st.altair_chart(dots.properties(height=300), alt=f"{history.name} over time: {told}")
    st.markdown(wording.small(f"{_SOLD}. {_PRINTED}. {note}".strip()))


def cost_curve(points: Sequence[CurvePoint], *, currency: str, here: int | None) -> None:
    """Draw the least cost of every number of nodes; where it steps up, words say what is dearer."""
    cost = f"Cost, {symbol(currency).strip()}"
    built = [point for point in points if point.cost is not None]
    if not built:
        st.info("No number of nodes meets these requirements.")
        return
    first, last = built[0], built[-1]
    told = f"{counted(first.nodes, 'node')} {noun(first.nodes, 'costs', 'cost')} {first.cost}"
    told += "." if last is first else f"; {last.nodes} nodes cost {last.cost}."
    if len(built) < FEW:
        st.markdown(wording.plain(told))
        return
    named = _named_steps(built)
    # On the left there is no room before a step, but there is below the line behind it.
    middle = first.nodes + (last.nodes - first.nodes) * 0.4
    frame = pd.DataFrame(
        [
            {
                "Nodes": point.nodes,
                cost: _end(point.cost),
                "Total": str(point.cost),
                "Last node": "" if point.extra is None else str(point.extra),
                "Cost step": bool(point.cliffs),
                "Here": point.nodes == here,
                "Step": _step_words(point) if point in named else "",
            }
            for point in built
        ]
    )
    x = alt.X("Nodes:Q", scale=alt.Scale(zero=False), axis=alt.Axis(format="d", tickMinStep=1))
    base = alt.Chart(frame).encode(x=x, tooltip=["Nodes", "Total", "Last node"])
    scale, note = _near((_amount(point.cost) for point in built), "cost")
    tall = alt.Y(f"{cost}:Q", axis=alt.Axis(format=",d"), scale=scale)
    line = base.mark_line(interpolate="step-after", strokeWidth=2).encode(y=tall)
    dots = base.mark_point(filled=True, opacity=1).encode(
        y=tall, size=alt.condition(alt.datum.Here, alt.value(160), alt.value(45))
    )
    ink, layers = _text_colour(), [line, dots]
    early = alt.Chart(frame[(frame["Step"] != "") & (frame["Nodes"] < middle)])
    late = alt.Chart(frame[(frame["Step"] != "") & (frame["Nodes"] >= middle)])
    if frame["Cost step"].any():
        rules = alt.Chart(frame[frame["Cost step"]])
        layers.append(
            rules.mark_rule(strokeDash=[4, 4], strokeWidth=1.5, color="#B45309").encode(x=x)
        )
        layers += [
            early.mark_text(
                align="left", baseline="top", dx=6, dy=8, fontSize=12, color=ink
            ).encode(x=x, y=tall, text="Step:N"),
            late.mark_text(
                align="right", baseline="bottom", dx=-6, dy=-6, fontSize=12, color=ink
            ).encode(x=x, y=tall, text="Step:N"),
        ]
    at = ", ".join(f"{point.nodes} ({_step_words(point)})" for point in built if point.cliffs)
    told += f" Dashed: cost steps, at node {at}." if at else ""
    st.altair_chart(
        alt.layer(*layers).properties(height=340), alt=f"Lowest cost by number of nodes: {told}"
    )
    st.markdown(wording.small(wording.plain(f"{told} {note}".strip())))


def _named_steps(points: Sequence[CurvePoint]) -> list[CurvePoint]:
    """Return the steps that are named on the chart: the largest, and none too near another."""
    apart = max((points[-1].nodes - points[0].nodes) // 6, 1)
    named: list[CurvePoint] = []
    for point in sorted(filter(_step, points), key=_step, reverse=True):
        if len(named) < _MOST_NAMED and all(abs(point.nodes - n.nodes) >= apart for n in named):
            named.append(point)
    return named


def _step(point: CurvePoint) -> Decimal:
    """Return by how much what is shared gets dearer with a node: nothing where it does not."""
    return sum((cliff.extra.amount for cliff in point.cliffs), Decimal(0))


def _step_words(point: CurvePoint) -> str:
    """Return what gets dearer with a node, as short as it can be said: `switch +S$15.00`."""
    titles = [CATEGORY_TITLES[each.category].lower() for each in point.cliffs]
    dearer = Money(_step(point), point.cliffs[0].extra.currency)
    return f"{', '.join(dict.fromkeys(titles))} +{dearer}"


def frontier_plot(
    points: Sequence[FrontierPoint], *, title: str, currency: str, here: int | None, key: str
) -> int | None:
    """Draw cost against a measure, the point `here` larger; return which one was clicked, if any.

    A click stays chosen for as long as the chart has the same key. A few points are a sentence.
    """
    told = "; ".join(f"{wording.number(point.value)} {title} for {point.cost}" for point in points)
    if len(points) < FEW:
        st.markdown(wording.plain(f"{sentence(told)}."))
        return None
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
    scale, note = _near((_amount(point.cost) for point in points), "cost")
    if min(point.value for point in points) > 0:
        note = f"The axis of {title} does not begin at zero. {note}".strip()
    # The nearest point counts: a dot is too small for a finger.
    click = alt.selection_point(name="click", fields=["point"], on="click", nearest=True)
    whole = all(float(point.value).is_integer() for point in points)
    ticks = alt.Axis(format=",~f", tickMinStep=1 if whole else 0, tickCount=8)
    base = alt.Chart(frame).encode(
        # Rounded to nice ends, a narrow plot would begin below zero.
        x=alt.X(f"{measure}:Q", scale=alt.Scale(zero=False, nice=False, padding=16), axis=ticks),
        y=alt.Y(f"{cost}:Q", axis=alt.Axis(format=",d"), scale=scale),
        tooltip=[measure, "Total"],
    )
    dots = base.mark_point(filled=True, opacity=1).encode(
        size=alt.condition(alt.datum.Here, alt.value(220), alt.value(90))
    )
    line = base.mark_line(interpolate="step-after", strokeDash=[3, 3], strokeWidth=1)
    event = st.altair_chart(
        alt.layer(line, dots.add_params(click)).properties(height=320),
        on_select="rerun",
        key=key,
        alt=f"Lowest cost against {title}: {told}",
    )
    st.markdown(wording.small(wording.plain(note)))
    return _clicked(event["selection"].get("click"), of=len(points))


def _clicked(chosen: object, *, of: int) -> int | None:
    """Return which of the points was clicked; what a browser sends may be anything."""
    first = chosen[0] if isinstance(chosen, list) and chosen else None
    place = first.get("point") if isinstance(first, Mapping) else None
    return int(place) if isinstance(place, int | float) and place in range(of) else None


def vendor_bars(points: Sequence[VendorPoint], *, currency: str) -> None:
    """Draw the least total of each number of vendors; a few that hold all are a sentence."""
    cost = f"Total, {symbol(currency).strip()}"
    told = "; ".join(f"{_vendors(point)}: {_vendor_total(point)}" for point in points)
    if sum(point.total is not None for point in points) < FEW:
        st.markdown(wording.plain(f"{sentence(told)}."))
        return
    frame = pd.DataFrame(
        [
            {
                "Vendors": _vendors(point),
                cost: _end(point.total),
                "end": _end(point.total) or 0,
                "Label": _vendor_total(point),
            }
            for point in points
        ]
    )
    order = [_vendors(point) for point in points]
    base = alt.Chart(frame).encode(
        y=alt.Y("Vendors:N", sort=order, title=None, axis=alt.Axis(labelLimit=220, ticks=False))
    )
    most = (frame["end"].max() or 1) * 1.45
    length = alt.X(f"{cost}:Q", axis=alt.Axis(tickCount=5), scale=alt.Scale(domain=[0, most]))
    drawn = base.mark_bar(height=22, cornerRadiusEnd=4).encode(x=length)
    words = base.mark_text(align="left", dx=8, fontSize=13, color=_text_colour())
    st.altair_chart(
        alt.layer(drawn, words.encode(x="end:Q", text="Label:N")).properties(
            height=48 * len(order) + 40
        ),
        alt=f"Lowest total by number of vendors: {told}",
    )
    st.markdown(wording.small(wording.plain(f"{told}.")))


def _vendors(point: VendorPoint) -> str:
    return wording.counted(point.vendors, "vendor", "vendors")


def _vendor_total(point: VendorPoint) -> str:
    if point.total is not None:
        return str(point.total) if point.is_known else f"at least {point.total}"
    return (
        "cannot cover everything" if point.status is Status.INFEASIBLE else "not calculated in time"
    )
