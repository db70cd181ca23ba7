"""Ask for a basket, what fewer vendors or the terms cost, away from the page."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from planner.jobs import buying, long_answers
from planner.jobs.buying import Requisition
from planner.jobs.long_questions import LongQuestion
from planner.jobs.work import key_of
from planner.model.buying import Purchase
from planner.model.copy_curve import CopyCurve
from planner.model.group_order import SharedCost, SplitRule
from planner.model.term_prices import PricedTerms, VendorPoint
from planner.ui.visit import in_view
from planner.ui.visit.work import answer_to

T = TypeVar("T")
QUICK_S, PATIENT_S = 10, 60
_SECONDS = "buying-seconds"


def seconds() -> int:
    """Return how long the planner may look for a basket."""
    chosen: int = st.session_state.get(_SECONDS, QUICK_S)
    return chosen


def look_longer() -> None:
    """Let the planner look longer, for the rest of the visit."""
    st.session_state[_SECONDS] = PATIENT_S


def basket_for(asked: Requisition) -> Purchase | None:
    """Return the cheapest basket of what can be had; None while it is sought, or given up."""
    question = long_answers.asked_basket(asked, in_view.ground())
    return _answer("basket", asked, question, doing="Looking for the cheapest basket …")


def by_vendors(asked: Requisition, found: Purchase) -> tuple[VendorPoint, ...] | None:
    """Return the least total from one vendor, two and so on; None while they are reckoned."""
    return _answer(
        "vendor-totals",
        buying.from_any_number(asked),
        _question(long_answers.vendor_totals, asked, found),
        doing="Calculating with fewer vendors …",
    )


def who_pays(asked: Requisition, found: Purchase) -> dict[SplitRule, SharedCost] | None:
    """Return who pays what, by each rule; None while it is reckoned, or given up."""
    return _answer(
        "who-pays",
        asked,
        _question(long_answers.who_pays, asked, found),
        doing="Calculating what each would pay alone …",
        least_s=PATIENT_S,
    )


def by_copies(asked: Requisition) -> CopyCurve | None:
    """Return what every number of copies costs; None while it is reckoned, or given up."""
    return _answer(
        "copies",
        asked,
        _question(long_answers.by_copies, asked),
        doing="Calculating every number of copies …",
        least_s=PATIENT_S,
    )


def prices_of_terms(asked: Requisition, found: Purchase) -> PricedTerms | None:
    """Return what each term costs; None while it is reckoned, or given up."""
    return _answer(
        "term-prices",
        asked,
        _question(long_answers.term_prices, asked, found),
        doing="Calculating without each of your terms …",
    )


def _question(asks: Callable[..., T], asked: Requisition, *about: object) -> LongQuestion[T]:
    return LongQuestion(asks, (asked.question, asked.also, *about), in_view.ground())


def _answer(
    slot: str, asked: Requisition, question: LongQuestion[T], *, doing: str, least_s: int = 0
) -> T | None:
    limit = max(seconds(), least_s)
    # A question names a build as published: what that needs is in its file, which may change.
    key = key_of(asked.question, in_view.catalog_facts(), asked.needs, limit)
    return answer_to(slot, key, question, seconds=limit, doing=doing)
