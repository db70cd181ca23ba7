"""What the build in view would have cost on other days, folded until asked for."""

from datetime import date

import streamlit as st

from planner.jobs.plans import price_at_dates
from planner.model.over_time import PricesOverTime
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit import costs, drafts, in_view

_DAYS = 3
_WIDTH = 170
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
# Before memory became dear, in the middle of it, and now.
_USUAL = (date(2025, 1, 15), date(2026, 2, 15))


def show_over_time(name: str) -> None:
    """Price the build on several days, and split what changed into prices and exchange rates."""
    if not fold_button("What it would have cost on other days", key="over-time"):
        return
    with st.container(border=True):
        st.markdown(
            "Each part at the prices current on that day, none older than a year at the time. "
            "Your own prices and those saved with the build do not change."
        )
        days = _ask_days()
        if not days:
            return
        terms = costs.terms_of(name)
        found = price_at_dates(drafts.build(name), in_view.catalog(), days, terms)
        _show_totals(found)
        _show_lines(found)


def _ask_days() -> list[date]:
    usual = [*_USUAL, in_view.today()]
    with st.container(horizontal=True):
        typed = [
            st.date_input(
                f"Day {place + 1}",
                value=usual[place],
                min_value=_FIRST,
                max_value=_LAST,
                format="YYYY-MM-DD",
                key=f"over-time:{place}",
                width=_WIDTH,
            )
            for place in range(_DAYS)
        ]
    return sorted(set(typed))


def _show_totals(found: PricesOverTime) -> None:
    changes = {change.until: change for change in found.changes}
    rows = []
    for day in found.days:
        change = changes.get(day.on)
        total = wording.money(day.bom.total)
        if day.bom.total is None:
            lacking = wording.counted(len(day.bom.unpriced), "part has", "parts have")
            total = f"no total  \n{wording.small(f'{lacking} no price from that time')}"
        cells = ["", "", ""]
        if change is not None:
            cells = [_signed(change.whole), _signed(change.by_prices), _signed(change.by_rates)]
        rows.append([wording.day(day.on), total, *cells])
    columns = [
        Col("Day"),
        Col("Total", figures=True),
        Col("Change", figures=True),
        Col("by prices", figures=True),
        Col("by exchange rates", figures=True),
    ]
    show_table(columns, rows, alt="Cost of the build on each day")


def _signed(amount: object) -> str:
    return "not known" if amount is None else wording.plain(amount)


def _show_lines(found: PricesOverTime) -> None:
    columns = [Col("Part"), *(Col(str(day.on), figures=True) for day in found.days)]
    rows = []
    for place, costed in enumerate(found.days[-1].bom.lines):
        prices = []
        for day in found.days:
            price = day.bom.lines[place].line.price
            prices.append("–" if price is None else wording.money(price.unit))
        rows.append([wording.plain(costed.line.description), *prices])
    show_table(columns, rows, alt="Price of each part on each day")
