"""The frontier: what more of something costs, as a plot whose points open as the proposal."""

from collections.abc import Sequence

import streamlit as st

from planner.model.cost_question import CostTerms
from planner.model.money import symbol
from planner.model.requirement import Measure, Requirement
from planner.model.sizing import Frontier, FrontierPoint, Sizing
from planner.model.unused import Unused
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.left_out import tell_left_out
from planner.ui.kit.tables import Col, show_table
from planner.ui.size.answers import front, said_of_costs

_TITLES = {
    Measure.NODES: "nodes",
    Measure.CORES: "total cores",
    Measure.RAM: "GB of total RAM",
    Measure.MBPS: "Mbit/s per node",
    Measure.WATTS: "watts, all nodes",
}
# All of them have room side by side on a phone.
_SHORT = {
    Measure.NODES: "nodes",
    Measure.CORES: "cores",
    Measure.RAM: "RAM",
    Measure.MBPS: "speed",
    Measure.WATTS: "watts",
}
_CHOSEN, _CLICKS = "frontier-chosen", "frontier-clicks"


def chosen_build(wanted: Requirement) -> Sizing | None:
    """Return the build of the point that a visitor opened, while the wishes are those it is of."""
    # There in any case: else all that follows would be drawn twice for a moment, moved by one.
    place = st.container()
    kept = _kept(wanted)
    if kept is None:
        return None
    label, sizing = kept
    with place.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/scatter_plot: From the plot below: **{wording.plain(label)}**.")
        st.button("Back to the proposal", key="frontier-back", on_click=_forget)
    return sizing


def _kept(wanted: Requirement) -> tuple[str, Sizing] | None:
    """Return the point that was opened and what it is called, if it is of these requirements."""
    kept: tuple[Requirement, str, Sizing] | None = st.session_state.get(_CHOSEN)
    return None if kept is None or kept[0] != wanted else kept[1:]


def _forget() -> None:
    st.session_state.pop(_CHOSEN, None)


def show_frontier(wanted: Requirement, terms: CostTerms, *, told: Unused) -> None:
    """Offer what more of something costs; it is reckoned only while somebody looks at it.

    `told` is what the page says already of what is left out.
    """
    if not fold_button("Cost trade-offs", key="frontier"):
        return
    against = st.segmented_control(
        "Cost against",
        list(Measure),
        format_func=_SHORT.__getitem__,
        default=Measure.CORES,
        required=True,
        key="frontier-against",
        persist_state="session",
    )
    found = front(wanted, terms, against=against or Measure.CORES)
    if found is None:
        return
    if not found.points:
        st.info("No build meets these requirements.")
        return
    if said := said_of_costs(wanted):
        st.markdown(wording.small(said))
    tell_left_out(found.unused, but=told)
    _draw(found, wanted)


def _draw(found: Frontier, wanted: Requirement) -> None:
    # Imported here because the chart library costs 0.3 s that the page need not pay for it.
    from planner.ui.kit.charts import FEW, frontier_plot

    labels = [_label(point, found.against) for point in found.points]
    title, kept = _TITLES[found.against], _kept(wanted)
    shown = None if kept is None else kept[0]
    if len(found.points) == 1:
        st.markdown(_alone(found, labels[0]))
        return
    # A click is over once it was followed: the next chart has another key, and nothing chosen.
    clicks: int = st.session_state.get(_CLICKS, 0)
    clicked = frontier_plot(
        found.points,
        title=title,
        currency=wanted.currency,
        here=labels.index(shown) if shown in labels else None,
        key=f"frontier-plot:{title}:{clicks}",
    )
    if clicked is not None:
        st.session_state[_CLICKS] = clicks + 1
        _open(wanted, labels, found.points, clicked)
        st.rerun()
    st.markdown(wording.small(_how_sure(found, drawn=len(found.points) >= FEW)))
    if shown in labels:
        st.markdown(f":material/arrow_upward: Shown above: **{wording.plain(shown)}**.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.selectbox(
            "Or choose a point",
            range(len(labels)),
            format_func=labels.__getitem__,
            width=300,
            key=f"frontier-place:{found.against}",
        )
        st.button(
            "Show this build above",
            on_click=_open,
            args=(wanted, labels, found.points, place or 0),
        )
    with st.expander("The points as a table", icon=":material/table_rows:"):
        sign = wording.plain(symbol(wanted.currency).strip())
        columns = [Col(title, figures=True), Col(f"Cost, {sign}", figures=True)]
        rows = [
            [wording.number(p.value), wording.figures(p.cost, wanted.currency)]
            for p in found.points
        ]
        show_table(columns, rows, alt=f"Lowest cost against {title}")


def _how_sure(found: Frontier, *, drawn: bool) -> str:
    text = (
        "Each point is a complete build: nothing cheaper is as good, and nothing better is as "
        "cheap."
    )
    text += " Click one to see its build above." if drawn else ""
    return text if found.complete else f"{text} There are more beyond the last point shown."


def _alone(found: Frontier, label: str) -> str:
    """Return what there is to say of a single point: a plot of it would show nothing."""
    if not found.complete:
        return f"Found so far: {wording.plain(label)}."
    better = "draws less" if found.against is Measure.WATTS else "has more"
    return f"{wording.plain(label)}: only this one build {better}, whatever it costs."


def _label(point: FrontierPoint, against: Measure) -> str:
    return f"{wording.number(point.value)} {_TITLES[against]} · {point.cost}"


def _open(
    wanted: Requirement, labels: Sequence[str], points: Sequence[FrontierPoint], place: int
) -> None:
    st.session_state[_CHOSEN] = (wanted, labels[place], points[place].sizing)
