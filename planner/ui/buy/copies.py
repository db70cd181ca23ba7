"""What the next copy costs: in a chart, in words and as a table, and copies that cost nothing."""

import streamlit as st

from planner.jobs.buying import Requisition
from planner.model.copy_curve import CopyCurve, CopyPoint
from planner.model.copy_wording import free_texts, not_bought_text, step_text
from planner.model.cost_question import CostTerms
from planner.model.money import Money, symbol
from planner.model.names import named
from planner.model.proof import Status
from planner.model.words import sentence
from planner.ui.buy import wishes as buying
from planner.ui.buy.answers import by_copies
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit.copies import set_copies

_UP_TO = (10, 20, 50)


def show_next_copies(build: str, terms: CostTerms, asked: Requisition) -> None:
    """Offer what the next copy costs; it is reckoned only while somebody looks at it."""
    if not fold_button("What does the next copy cost?", key="next-copies"):
        return
    most = st.segmented_control(
        "Up to how many copies",
        _UP_TO,
        default=next((each for each in _UP_TO if each > asked.copies), _UP_TO[-1]),
        required=True,
        key="next-copies-most",
        persist_state="session",
    )
    most = most or _UP_TO[0]
    found = by_copies(buying.requisition(build, terms, copies=most))
    if found is None:
        return
    if not found.points:
        st.markdown("Not calculated: some rows of the BOM were not read.")
        return
    _show_words(found, asked, most)
    _offer_free_copies(found, build, asked)
    currency = asked.settlement.currency
    if sum(point.cost is not None for point in found.points) > 2:
        # Imported here because the chart library costs 0.3 s that the page need not pay for it.
        from planner.ui.kit.copies_chart import copies_chart

        copies_chart(found.points, currency=currency, here=asked.copies)
    with st.expander("The costs as a table", icon=":material/table_rows:"):
        _show_table(found, currency)


def _show_words(found: CopyCurve, asked: Requisition, most: int) -> None:
    vendors = named({name: vendor.name for name, vendor in asked.vendors.items()})
    steps = [step_text(point, named(asked.names), vendors) for point in found.points]
    lines = [f"{sentence(each)}." for each in steps if each]
    lines += [*free_texts(found)]
    if lines:
        st.markdown("**Cost steps**\n\n" + wording.listed([wording.plain(each) for each in lines]))
    elif len(found.points) > 1:
        st.markdown("No cost steps: every copy costs about as much as the one before.")
    ended = not_bought_text(found, most)
    if ended:
        st.markdown(ended)


def _offer_free_copies(found: CopyCurve, build: str, asked: Requisition) -> None:
    """Offer as many copies as cost no more than those in view."""
    most = found.as_cheap(asked.copies)
    if most is None or buying.own_bill() is not None:
        return
    st.button(
        f"Buy {wording.counted(most, 'copy', 'copies')} instead",
        key="next-copies-take",
        on_click=set_copies,
        args=(build, most),
    )


def _show_table(found: CopyCurve, currency: str) -> None:
    sign = wording.plain(symbol(currency).strip())
    columns = [
        Col("Copies", figures=True),
        Col(f"Cost, {sign}", figures=True),
        Col(f"Next copy, {sign}", figures=True),
        Col(f"Per copy, {sign}", figures=True),
    ]
    rows = [
        [
            str(point.copies),
            _cost(point, currency),
            _figure(point.extra, currency),
            _figure(point.per_copy, currency),
        ]
        for point in found.points
    ]
    show_table(columns, rows, alt="Lowest cost for each number of copies")


def _cost(point: CopyPoint, currency: str) -> str:
    if point.cost is None:
        return "not for sale"
    least = "" if point.is_known else "at least "
    proof = " (not proven)" if point.status is Status.FEASIBLE else ""
    return f"{least}{wording.figures(point.cost, currency)}{proof}"


def _figure(amount: Money | None, currency: str) -> str:
    return "" if amount is None else wording.figures(amount, currency)
