"""A few copies more of the build in view, bought today beside what was paid: folded until asked."""

from collections.abc import Callable

import streamlit as st

from planner.engine.reporting.more_copies import (
    difference_text,
    left_over_text,
    sum_text,
    sums,
    together_text,
)
from planner.jobs.more_copies import buy_more, what_lacks
from planner.model.build import MAX_COPIES
from planner.model.findings import PlannerError, Severity
from planner.model.more_copies import MoreCopies
from planner.model.questions import Bill
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.sums import show_rates
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit import costs, drafts, in_view, notices
from planner.ui.visit.copies import ask_whole

_KEY = "more-copies"


def _asked() -> int:
    """Return how many copies are bought now: one, until somebody says otherwise."""
    return int(st.session_state.get(f"{_KEY}-kept", 1))


def _keep(number: int) -> None:
    st.session_state[f"{_KEY}-kept"] = number


def show_more_copies(name: str, buy: Callable[[Bill], None]) -> None:
    """Offer copies bought later; once asked for, show both sums, and what is bought.

    `buy` takes what lacks to where it is bought.
    """
    build = drafts.build(name)
    if not build.positions or build.copies >= MAX_COPIES:
        return
    if not fold_button("More copies later", key=_KEY):
        return
    with st.container(border=True, key="more-copies-told"):
        most = MAX_COPIES - build.copies
        ask_whole(
            "Copies to buy now",
            f"{_KEY}-number",
            min(_asked(), most),
            (1, most),
            told="What you have is counted at the prices of this build on its own day. Pieces left "
            "over from its packs are used first; the rest is bought at today's prices.",
            take=_keep,
        )
        number = min(_asked(), most)
        try:
            terms = costs.terms_of(name)
            day = in_view.today() if terms.on is None else terms.on
            found = buy_more(build, in_view.catalog(), number, on=day, terms=terms)
        except PlannerError as error:
            notices.show_error(error.finding)
            return
        _show(found)
        _offer(what_lacks(found), buy)


def _show(found: MoreCopies) -> None:
    rows = [
        [
            wording.plain(what),
            f"{wording.plain(of_day)}  \n{wording.basis_badge(bom.basis)}",
            wording.plain(sum_text(bom)),
        ]
        for what, of_day, bom in sums(found)
    ]
    columns = [Col("Copies"), Col("At"), Col("Amount", figures=True)]
    show_table(columns, rows, alt="Already paid, and to pay now")
    st.markdown(f"**{wording.plain(together_text(found))}**")
    for said in filter(None, (difference_text(found), left_over_text(found))):
        st.markdown(wording.plain(said))
    _show_lines(found)
    show_rates(found.added.rates, found.added.currency, key="more-copies-rates")
    for each in found.findings:
        if each.severity is not Severity.NOTE:
            st.markdown(wording.finding(each))


def _offer(bill: Bill, buy: Callable[[Bill], None]) -> None:
    if bill.needs and st.button("Buy these", icon=":material/shopping_cart:", key=f"{_KEY}-buy"):
        buy(bill)


def _show_lines(found: MoreCopies) -> None:
    names = in_view.catalog().vendor_names
    rows = []
    for costed in found.added.lines:
        line = costed.line
        there = f"{line.quantity}" + (f", {line.at_hand} there already" if line.at_hand else "")
        part = f"{wording.plain(line.description)}  \n{wording.price_origin(line.price, names)}"
        rows.append([part, there, wording.money(costed.line_total)])
    rows += [
        [wording.plain(each.charge.label), "", wording.money(each.amount)]
        for each in found.added.charges
    ]
    columns = [Col("Part"), Col("Qty", figures=True), Col("Line total", figures=True)]
    if rows:
        show_table(columns, rows, alt="What is bought now")
