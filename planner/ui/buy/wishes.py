"""What a visitor buys, and on which terms; the address keeps the terms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import quote, unquote

import streamlit as st
from pydantic import ValidationError

from planner.io.documents.bills import read_needs
from planner.jobs.buying import Requisition, first_sold_whole, market_of
from planner.jobs.buying import requisition as opened
from planner.jobs.rates import holding_on
from planner.model import home
from planner.model.bounds import MOST_PERCENT, MOST_VENDORS
from planner.model.build import Build
from planner.model.buying import BuyingTerms, Market
from planner.model.codes import COUPON_UNRATED
from planner.model.conditions import ANY, AS_NEW, CONDITIONS, Conditions, conditions_of
from planner.model.cost_question import CostTerms
from planner.model.findings import Finding, PlannerError
from planner.model.numbers import number_text
from planner.model.questions import Bill, BuyQuestion
from planner.model.requirement import Requirement
from planner.model.vendors import Assumption, Coupon
from planner.ui.buy import _joint_state as joint_state
from planner.ui.kit.left_out import show_left_out
from planner.ui.kit.numbers import typed_number
from planner.ui.visit import address, drafts, in_view, notices
from planner.ui.visit.own_defaults import own_defaults

_BUYING, _OWN_BILL, _OPENS_WITH = "buying", "own-bill", "buying:opens-with"
# Longer than any list of vendors and locks; it comes from outside.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_LONGEST = 4_000
# What an address says of a term that is configured, and was taken out.
_NONE = "-"
_LINKS = (
    "ship",
    "by",
    "without",
    "only",
    "most",
    "sooner",
    "printed",
    "assume",
    "since",
    "ended",
    "condition",
    "coupon",
)


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
        return opened(asked, folder, market, also=terms.also or ())
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
    told, usual = _told(asked), _told(own_defaults().buying)
    for key in _LINKS:
        # What is configured need not be said, and what was taken out of it must be.
        address.keep(key, None if told[key] == usual[key] else told[key] or _NONE)
    return asked


def _told(asked: BuyingTerms) -> dict[str, str]:
    """Return the terms as an address says them; an empty text says that there is none."""
    soon, since = asked.fastest_within, asked.prices_since
    return {
        "ship": asked.ship_to,
        "by": "" if asked.need_by is None else asked.need_by.isoformat(),
        "without": ",".join(asked.exclude),
        "only": ",".join(f"{part}:{vendor}" for part, vendor in asked.locks),
        "sooner": "" if soon is None else number_text(soon),
        "most": "" if asked.max_vendors is None else str(asked.max_vendors),
        "printed": "yes" if asked.published else "",
        "since": "" if since is None else str(since),
        "ended": "yes" if asked.include_ended else "",
        "condition": _conditions_text(asked.condition) or "",
        "coupon": ",".join(map(_coupon_text, asked.coupons)),
        "assume": ",".join(map(_assumption_text, asked.assumed)),
    }


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
    address.overrule(*_LINKS)


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
    said = {key: address.asked(key) for key in _LINKS}
    if None in said.values():
        return
    usual = _told(own_defaults().buying)
    whole = {key: text or usual[key] for key, text in said.items() if text != _NONE}
    given = {key: text for key, text in whole.items() if text and len(text) <= _LONGEST}
    ship = given.get("ship", "")
    asked = BuyingTerms(
        need_by=_day(given.get("by", "")),
        exclude=tuple(
            v for v in dict.fromkeys(given.get("without", "").split(",")) if v in vendors
        ),
        locks=_locks(given.get("only", "").split(","), vendors),
        max_vendors=_whole(given.get("most", ""), MOST_VENDORS) or None,
        fastest_within=_percent(given.get("sooner", "")),
        published=given.get("printed") == "yes",
        prices_since="any" if given.get("since") == "any" else _day(given.get("since", "")),
        include_ended=given.get("ended") == "yes",
        condition=_conditions(given.get("condition", "")),
        assumed=_assumptions(given.get("assume", "").split(","), vendors),
        coupons=_coupons(given.get("coupon", "").split(","), vendors),
    )
    ship = ship if is_country(ship) else usual["ship"]
    ask_anew(replace(asked, ship_to=ship))


def _conditions_text(conditions: Conditions) -> str | None:
    """Return the conditions that may be bought as an address says them; nothing if only new."""
    if conditions == AS_NEW:
        return None
    return ANY if conditions == CONDITIONS else ",".join(conditions)


def _conditions(text: str) -> Conditions:
    """Return the conditions of an address; what means nothing here is left out."""
    return conditions_of(each for each in text.split(",") if each in (*CONDITIONS, ANY))


def _assumption_text(each: Assumption) -> str:
    """Return an assumption as an address says it: `shipping:acme:10:SGD`, `tax::9`."""
    said = [each.term, each.vendor or ""]
    if each.amount is not None:
        return ":".join([*said, number_text(each.amount.amount), each.amount.currency])
    return ":".join([*said, number_text(each.percent or Decimal(0))])


def _assumptions(texts: Sequence[str], vendors: set[str]) -> tuple[Assumption, ...]:
    """Return the assumptions of an address; what means nothing here is left out."""
    found: dict[tuple[str, str], Assumption] = {}
    for text in texts:
        term, vendor, number, currency = [*text.split(":"), "", "", ""][:4]
        value = typed_number(number)
        if value is None or vendor not in vendors | {""}:
            continue
        how = {"percent": value} if term == "tax" else {"amount": f"{value} {currency}"}
        try:
            each = Assumption.model_validate({"term": term, "vendor": vendor or None, **how})
        except ValidationError:
            continue
        found[term, vendor] = each
    return tuple(found.values())


def _coupon_text(each: Coupon) -> str:
    """Return a coupon as an address says it: `acme:SAVE10:10`, or an amount, `acme:SAVE5:5:USD`."""
    said = [each.vendor, quote(each.code, safe="")]
    if each.amount is not None:
        return ":".join([*said, number_text(each.amount.amount), each.amount.currency])
    return ":".join([*said, number_text(each.percent or Decimal(0))])


def _coupons(texts: Sequence[str], vendors: set[str]) -> tuple[Coupon, ...]:
    """Return the coupons of an address, one a vendor; what means nothing here is left out."""
    found: dict[str, Coupon] = {}
    for text in texts:
        vendor, code, number, currency = [*text.split(":"), "", "", ""][:4]
        value = typed_number(number)
        if value is None or vendor not in vendors:
            continue
        how = {"amount": f"{value} {currency}"} if currency else {"percent": value}
        try:
            each = Coupon.model_validate({"vendor": vendor, "code": unquote(code), **how})
        except ValidationError:
            continue
        found[vendor] = each
    return tuple(found.values())


def _percent(text: str) -> Decimal | None:
    """Return the percentage that a text is, if it is one that can be asked for."""
    percent = typed_number(text)
    return percent if percent is not None and percent <= MOST_PERCENT else None


def _whole(text: str, most: int) -> int | None:
    """Return the whole number that a text is, if it is one from 0 to the most."""
    known = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    return int(text) if known and int(text) <= most else None


def is_country(text: str) -> bool:
    """Tell whether a text is a country's two letters."""
    return len(text) == 2 and text.isascii() and text.isalpha() and text.isupper()


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _locks(texts: Sequence[str], vendors: set[str]) -> tuple[tuple[str, str], ...]:
    pairs = (text.rpartition(":") for text in texts)
    known = ((part, vendor) for part, _, vendor in pairs if part and vendor in vendors)
    return tuple(dict.fromkeys(known))
