"""Ask for a basket, what fewer vendors or the terms cost, off the page's thread."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from planner.engine.solving.effort import Effort
from planner.jobs import buying
from planner.jobs.buying import Requisition
from planner.jobs.copies import copy_curve
from planner.jobs.group_orders import shared_costs
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
    return _answer(
        "basket",
        asked,
        lambda effort: buying.buy(asked, effort),
        doing="Looking for the cheapest basket …",
    )


def by_vendors(asked: Requisition, found: Purchase) -> tuple[VendorPoint, ...] | None:
    """Return the least total from one vendor, two and so on; None while they are reckoned."""
    return _answer(
        "vendor-totals",
        buying.from_any_number(asked),
        lambda effort: buying.vendor_totals(asked, found, effort),
        doing="Calculating with fewer vendors …",
    )


def who_pays(asked: Requisition, found: Purchase) -> dict[SplitRule, SharedCost] | None:
    """Return who pays what, by each rule; None while it is reckoned, or given up."""
    return _answer(
        "who-pays",
        asked,
        lambda effort: shared_costs(asked, found, effort),
        doing="Calculating what each would pay alone …",
        least_s=PATIENT_S,
    )


def by_copies(asked: Requisition) -> CopyCurve | None:
    """Return what every number of copies costs; None while it is reckoned, or given up."""
    # Of this visit, which the thread that works does not know.
    folder = in_view.folder()
    return _answer(
        "copies",
        asked,
        lambda effort: copy_curve(asked, folder, effort),
        doing="Calculating every number of copies …",
        least_s=PATIENT_S,
    )


def prices_of_terms(asked: Requisition, found: Purchase) -> PricedTerms | None:
    """Return what each term costs; None while it is reckoned, or given up."""
    return _answer(
        "term-prices",
        asked,
        lambda effort: buying.term_prices(asked, found, effort),
        doing="Calculating without each of your terms …",
    )


def _answer(
    slot: str, asked: Requisition, task: Callable[[Effort], T], *, doing: str, least_s: int = 0
) -> T | None:
    limit = max(seconds(), least_s)
    # A question names a build as published: what that needs is in its file, which may change.
    key = key_of(asked.question, in_view.catalog_facts(), asked.needs, limit)
    return answer_to(slot, key, task, seconds=limit, doing=doing)
