"""Ask the engine for a basket, what fewer vendors or the terms cost, off the page's thread."""

from dataclasses import replace

import streamlit as st

from planner.engine.buying.basket import buy
from planner.engine.buying.fewer_vendors import totals_by_vendors
from planner.engine.buying.priced_terms import priced_terms
from planner.jobs.work import lasting
from planner.model.buying import PricedTerms, Purchase, VendorPoint
from planner.ui.buy.wishes import Question
from planner.ui.visit.work import Report, answer_to, told_by

QUICK_S, PATIENT_S = 10, 60
_SECONDS = "buying-seconds"


def seconds() -> int:
    """Return how long the planner may look for a basket."""
    chosen: int = st.session_state.get(_SECONDS, QUICK_S)
    return chosen


def look_longer() -> None:
    """Let the planner look longer, for the rest of the visit."""
    st.session_state[_SECONDS] = PATIENT_S


def basket_for(asked: Question) -> Purchase | None:
    """Return the cheapest basket of what can be had; None while it is sought, or given up."""
    limit = seconds()

    def task(report: Report) -> Purchase:
        return buy(
            asked.needs,
            asked.market,
            asked.settlement,
            asked.terms,
            partial=True,
            unread=asked.unread,
            price_terms=False,
            effort=lasting(limit, told_by(report)),
        )

    key = (asked.grounds, asked.terms, limit)
    return answer_to("basket", key, task, doing="Looking for the cheapest basket …")


def by_vendors(asked: Question, found: Purchase) -> tuple[VendorPoint, ...] | None:
    """Return the least total from one vendor, two and so on; None while they are reckoned."""
    limit = seconds()
    terms = replace(asked.terms, max_vendors=None)

    def task(report: Report) -> tuple[VendorPoint, ...]:
        return totals_by_vendors(
            found.needs,
            asked.market,
            asked.settlement,
            terms,
            effort=lasting(limit, told_by(report)),
        )

    key = (asked.grounds, terms, limit)
    return answer_to("vendor-totals", key, task, doing="Reckoning with fewer vendors …")


def prices_of_terms(asked: Question, found: Purchase) -> PricedTerms | None:
    """Return what each term costs; None while it is reckoned, or given up."""
    limit = seconds()

    def task(report: Report) -> PricedTerms:
        return priced_terms(
            asked.needs,
            found,
            asked.market,
            asked.settlement,
            asked.terms,
            effort=lasting(limit, told_by(report)),
        )

    key = (asked.grounds, asked.terms, limit)
    return answer_to("term-prices", key, task, doing="Reckoning without each of your terms …")
