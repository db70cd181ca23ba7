"""Where each number comes from: the basis of every count and price, folded until asked for."""

import streamlit as st

from planner.model.bom import CostedBom, CostedLine
from planner.model.build import CountBasis
from planner.model.plan import Plan
from planner.ui import session, wording

_COUNTS = {
    CountBasis.STATED: ":blue-badge[stated]",
    CountBasis.CALCULATED: ":blue-badge[calculated]",
    CountBasis.INFERRED: ":orange-badge[inferred]",
    CountBasis.CHOSEN: ":gray-badge[your choice]",
}


def show_provenance(plan: Plan, bom: CostedBom) -> None:
    """Fold the proof of a bill below it; it is written only once somebody opens it."""
    folded = st.expander(
        "Where each number comes from", icon=":material/fact_check:", on_change="rerun", key="proof"
    )
    if not folded.open:
        return
    with folded:
        rows = ["| Part | Count | Why that many | Price | Where from |", "|:--|--:|:--|:--|:--|"]
        rows += [_row(costed) for costed in bom.lines]
        st.markdown("\n".join(rows))
        for published in plan.build.published:
            st.markdown(
                f"**Published sum** {wording.money(published.amount)} · "
                f"{wording.day(published.as_of)} · {wording.source(published.source)}  \n"
                f":small[{wording.plain(published.note)}]"
            )
        for rate in plan.rates:
            st.markdown(
                f"**Rate** 1 {rate.base} = {rate.rate} {rate.quote} · {wording.day(rate.as_of)} · "
                f"{wording.source(rate.source)}"
            )
        if plan.build.not_stated:
            st.markdown(f"**The source does not say** {wording.plain(plan.build.not_stated)}")


def _row(costed: CostedLine) -> str:
    line = costed.line
    price = line.price
    origin = wording.price_origin(price, session.catalog().vendor_names)
    note = wording.plain(price.note) if price is not None else ""
    return (
        f"| {wording.plain(line.description)} | {line.quantity} | "
        f"{_COUNTS[line.count_basis]} {wording.plain(line.why)} | {origin} | {note} |"
    )
