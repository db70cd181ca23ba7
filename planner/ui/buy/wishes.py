"""What a visitor buys, and on which terms; the address keeps the terms."""

from dataclasses import dataclass, replace

import streamlit as st

from planner.io.documents.bills import read_needs
from planner.jobs.buying import Requisition, first_sold_whole, market_of
from planner.jobs.buying import requisition as opened
from planner.jobs.rates import holding_on
from planner.model import home
from planner.model.build import Build
from planner.model.buying import BuyingTerms, Market
from planner.model.codes import COUPON_UNRATED
from planner.model.conditions import CONDITIONS
from planner.model.cost_question import CostTerms
from planner.model.findings import Finding, PlannerError
from planner.model.questions import Bill, BuyQuestion
from planner.model.requirement import Requirement
from planner.ui.buy import _joint_state as joint_state
from planner.ui.buy._terms_in_address import LINKS, NONE, read, told
from planner.ui.kit.left_out import show_left_out
from planner.ui.visit import address, drafts, in_view, notices
from planner.ui.visit.own_defaults import own_defaults

_BUYING, _OWN_BILL, _OPENS_WITH = "buying", "own-bill", "buying:opens-with"


@dataclass(frozen=True)
class ReadBill:
    """A bill as it was read of a file, None where nothing could be, and what was wrong with it."""

    bill: Bill | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class OwnBill:
    """A bill that a visitor brought for this visit, and what was wrong with some of its rows."""

    bill: Bill
    findings: tuple[Finding, ...]


def requisition(build: str, terms: CostTerms, *, copies: int | None = None) -> Requisition:
    """Return what is asked for, opened: the bill that was brought, else what the build needs.

    In so many `copies`; as many as the build says where none are named.
    """
    brought, folder = own_bill(), in_view.folder()
    market, on = market_of(folder.catalog), terms.on or in_view.today()
    what = drafts.asked_for(build) if brought is None else brought.bill
    # The curve over copies is that of one build alone.
    alone = copies is not None
    asked = BuyQuestion(
        what=what if alone else joint_state.wanted(what, build if brought is None else None),
        currency=terms.currency or home.CURRENCY,
        on=on,
        terms=in_force(market),
        rates=holding_on(terms.rates, on),
        partial=True,
        copies=copies,
    )
    try:
        return opened(asked, folder, also=terms.also or ())
    except PlannerError as error:
        if error.finding.code != COUPON_UNRATED:
            raise
        # Only an address brings such a one, or another currency. The page tells it, and goes on.
        notices.notify(error.finding, at="buy:coupon")
        kept = tuple(each for each in asked.terms.coupons if each.amount is None)
        ask(coupons=kept)
        return requisition(build, terms, copies=copies)


def opens_with() -> str:
    """Return the build that is shown while nobody chose one: the first that can be bought whole."""
    usual = drafts.build_names()[0]
    known, day = in_view.workspace(), in_view.today()
    before = st.session_state.get(_OPENS_WITH)
    # Looked for once a visit, as long as catalog and day are the same.
    if before is None or before[0] is not known or before[1] != day:
        names = sorted((each.name for each in known.builds), key=lambda name: name != usual)
        before = (known, day, first_sold_whole(known, names, on=day) or usual)
        st.session_state[_OPENS_WITH] = before
    found: str = before[2]
    return found


def delivery(build: Build, wanted: Requirement, terms: CostTerms) -> Requisition:
    """Return what a build needs that was sized to be delivered: no term but the country."""
    country = wanted.delivered_to or own_defaults().country
    asked = BuyQuestion(
        what=build,
        currency=wanted.currency,
        on=wanted.on,
        terms=replace(
            assumed_now(),
            ship_to=country,
            prices_since=wanted.prices_since,
            include_ended=wanted.include_ended,
            condition=wanted.condition,
        ),
        rates=holding_on(terms.rates, wanted.on),
    )
    return opened(asked, in_view.folder(), also=terms.also or ())


# --- a bill of one's own --------------------------------------------------------------------------


def own_bill() -> OwnBill | None:
    """Return the bill that the visitor brought, if there is one."""
    bill: OwnBill | None = st.session_state.get(_OWN_BILL)
    return bill


def bring_bill(name: str, content: bytes) -> tuple[Finding, ...]:
    """Buy what a CSV file lists from now on; return what is wrong with it."""
    read = read_bill(name, content)
    if read.bill is not None:
        st.session_state[_OWN_BILL] = OwnBill(read.bill, read.findings)
    return read.findings


def read_bill(name: str, content: bytes) -> ReadBill:
    """Return the bill that a CSV file lists, and what is wrong with it."""
    try:
        read = read_needs(name, content)
    except PlannerError as error:
        return ReadBill(None, (error.finding,))
    bill = Bill(title=name, needs=read.needs, unread=read.unread, partly_owned=read.partly_owned)
    return ReadBill(bill, read.findings)


def buy_bill(bill: Bill) -> None:
    """Buy a bill from now on that the planner made of a build."""
    st.session_state[_OWN_BILL] = OwnBill(bill, ())


def forget_bill() -> None:
    """Go back to the build."""
    st.session_state.pop(_OWN_BILL, None)


# --- the terms ------------------------------------------------------------------------------------


def in_force(market: Market) -> BuyingTerms:
    """Return the terms in force; the address keeps them."""
    _follow_address({vendor.vendor for vendor in market.vendors})
    asked = terms_now()
    now, usual = told(asked), told(own_defaults().buying)
    for key in LINKS:
        # What is configured need not be said, and what was taken out of it must be.
        address.keep(key, None if now[key] == usual[key] else now[key] or NONE)
    return asked


def terms_now() -> BuyingTerms:
    """Return the terms as last asked for."""
    asked: BuyingTerms | None = st.session_state.get(_BUYING)
    return own_defaults().buying if asked is None else asked


def assumed_now() -> BuyingTerms:
    """Return of the terms as last asked for who may sell and what is assumed of them."""
    now = terms_now()
    return BuyingTerms(published=now.published, assumed=now.assumed)


def ask_anew(terms: BuyingTerms) -> None:
    """Put these terms in force, and no other: a build is bought that was proposed on them."""
    st.session_state[_BUYING] = terms
    address.overrule(*LINKS)


def ask(**changes: object) -> None:
    """Change some of the terms."""
    st.session_state[_BUYING] = replace(terms_now(), **changes)  # type: ignore[arg-type]


def offer_left_out(asked: Requisition) -> None:
    """Say what the terms leave out unless it is asked for, and offer to ask for it."""
    show_left_out(
        asked.market.unused,
        all_prices=lambda: ask(prices_since="any"),
        ended=lambda: ask(include_ended=True),
        any_condition=lambda: ask(condition=CONDITIONS),
    )


def _follow_address(vendors: set[str]) -> None:
    """Take over what the address says, if it was opened; what means nothing here is left out."""
    said = {key: address.asked(key) for key in LINKS}
    if None in said.values():
        return
    usual = told(own_defaults().buying)
    whole = {key: text or usual[key] for key, text in said.items() if text != NONE}
    ask_anew(read(whole, vendors, ship_to=usual["ship"]))
