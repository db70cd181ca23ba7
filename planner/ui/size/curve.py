"""What the next node costs: the curve with its cliffs, in a chart, in words and as a table."""

from collections.abc import Sequence

import streamlit as st

from planner.model.cost_question import CostTerms
from planner.model.money import Money, symbol
from planner.model.proof import Status
from planner.model.requirement import Requirement
from planner.model.sizing import Cliff, CurvePoint
from planner.model.unused import Unused
from planner.model.wording import cliff_text, point_notes
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.left_out import tell_left_out
from planner.ui.kit.tables import Col, show_table
from planner.ui.size.answers import grow, said_of_costs
from planner.ui.visit import in_view

_UP_TO = (16, 32, 64)


def show_growth(wanted: Requirement, terms: CostTerms, *, told: Unused) -> None:
    """Offer what the next node costs; it is reckoned only while somebody looks at it.

    `told` is what the page says already of what is left out.
    """
    if wanted.grows:
        return
    if not fold_button("What does the next node cost?", key="growth"):
        return
    least = wanted.nodes_of_roles
    most = st.segmented_control(
        "Up to how many nodes",
        [each for each in _UP_TO if each > least],
        default=next((each for each in _UP_TO if each >= max(wanted.nodes or 1, least + 1)), 64),
        required=True,
        key="growth-most",
        persist_state="session",
    )
    found = grow(wanted, terms, most=most or _UP_TO[0])
    points = () if found is None else found.points
    if found is None or not points:
        return
    if said := said_of_costs(wanted):
        st.markdown(wording.small(said))
    tell_left_out(found.unused, but=told)
    # Imported here because the chart library costs 0.3 s that the page need not pay for it.
    from planner.ui.kit.charts import cost_curve

    cost_curve(points, currency=wanted.currency, here=wanted.nodes)
    _show_cliffs(points)
    with st.expander("The curve as a table", icon=":material/table_rows:"):
        _show_table(points, wanted.currency)


def _show_cliffs(points: Sequence[CurvePoint]) -> None:
    """Explain each jump: what was there before, what is there now, and what that costs."""
    lines = [
        f"**Node {point.nodes}** costs {wording.money(point.extra)}: "
        + "; ".join(_cliff_words(cliff) for cliff in point.cliffs)
        for point in points
        if point.cliffs
    ]
    names = in_view.catalog().name_of
    lines += [
        f"**Node {point.nodes}:** {wording.plain(note)}"
        for point in points
        for note in point_notes(point, names)
    ]
    if lines:
        st.markdown("**Cost steps**\n\n" + wording.listed(lines))
    else:
        st.markdown("No cost steps: every node costs about as much as the one before.")


def _cliff_words(cliff: Cliff) -> str:
    return wording.plain(cliff_text(cliff, in_view.catalog().name_of))


def _show_table(points: Sequence[CurvePoint], currency: str) -> None:
    sign = wording.plain(symbol(currency).strip())
    columns = [
        Col("Nodes", figures=True),
        Col(f"Cost, {sign}", figures=True),
        Col(f"Last node, {sign}", figures=True),
        Col("Cost step"),
    ]
    rows = [
        [
            str(point.nodes),
            _cost(point, currency),
            _figure(point.extra, currency),
            "; ".join(_cliff_words(cliff) for cliff in point.cliffs),
        ]
        for point in points
    ]
    show_table(columns, rows, alt="Lowest cost for each number of nodes")


def _cost(point: CurvePoint, currency: str) -> str:
    if point.cost is None:
        return "no build" if point.status is Status.INFEASIBLE else "not calculated in time"
    proof = "" if point.status is Status.OPTIMAL else " (not proven)"
    return f"{wording.figures(point.cost, currency)}{proof}"


def _figure(amount: Money | None, currency: str) -> str:
    return "" if amount is None else wording.figures(amount, currency)
