"""Where each number comes from: the basis of every count and price, folded until asked for."""

import streamlit as st

from planner.model.bom import CostedBom, CostedLine
from planner.model.build import CountBasis
from planner.model.plan import Plan
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit import in_view

_COUNTS = {
    CountBasis.STATED: ":blue-badge[stated]",
    CountBasis.CALCULATED: ":blue-badge[calculated]",
    CountBasis.INFERRED: ":orange-badge[inferred]",
    CountBasis.CHOSEN: ":gray-badge[your choice]",
}


def show_provenance(plan: Plan, bom: CostedBom) -> None:
    """Fold the proof of a bill below it; it is written only once somebody opens it."""
    if not fold_button("Where each number comes from", key="proof"):
        return
    with st.container(border=True):
        show_table(
            [Col("Part"), Col("Count", figures=True), Col("Why this quantity"), Col("Price")],
            [_row(costed) for costed in bom.lines],
            alt="Where each quantity and price comes from",
        )
        for published in plan.build.published:
            st.markdown(
                f"**Published total** {wording.money(published.amount)} · "
                f"{wording.day(published.as_of)} · {wording.source(published.source)}  "
                f"\n{wording.small(wording.plain(published.note))}"
            )
        for rate in plan.rates:
            st.markdown(f"**Rate** {wording.rate(rate, bom.converted)}")
        if plan.build.not_stated:
            st.markdown(f"**The source does not state:** {wording.plain(plan.build.not_stated)}")


def _row(costed: CostedLine) -> list[str]:
    line = costed.line
    price = line.price
    origin = wording.price_origin(price, in_view.catalog().vendor_names)
    note = f"  \n{wording.small(wording.plain(price.note))}" if price and price.note else ""
    return [
        wording.plain(line.description),
        str(line.quantity),
        f"{_COUNTS[line.count_basis]} {wording.plain(line.why)}",
        origin + note,
    ]
