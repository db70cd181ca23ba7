"""What a visitor buys, and on which terms; the address keeps the terms."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import streamlit as st

from planner.engine.buying.basket import needs_of, needs_on
from planner.engine.planning.plan import make_plan
from planner.io.documents.bills import read_needs
from planner.jobs.plans import CostTerms
from planner.jobs.rates import rates_of_offers
from planner.model.basket import Need, UnreadRow
from planner.model.build import Build
from planner.model.buying import BuyingTerms, Market, Settlement
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError
from planner.model.money import RateTable
from planner.model.requirement import Requirement
from planner.model.vendors import Vendor
from planner.ui.visit import address, own_files, session

_BUYING, _OWN_BILL = "buying", "own-bill"
# Longer than any list of vendors and locks; it comes from outside.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_LONGEST, MOST_VENDORS = 4_000, 99
MOST_PERCENT = 100
_LINKS = ("ship", "by", "without", "only", "most", "sooner")


@dataclass(frozen=True)
class OwnBill:
    """A bill that a visitor brought for this visit, and what was wrong with some of its rows."""

    name: str
    needs: tuple[Need, ...]
    findings: tuple[Finding, ...]
    unread: tuple[UnreadRow, ...] = ()


@dataclass(frozen=True)
class Question:
    """A purchase as asked for: what is needed, from which market, paid how, on which terms."""

    title: str
    needs: tuple[Need, ...]
    market: Market
    settlement: Settlement
    terms: BuyingTerms
    grounds: Hashable
    called: tuple[tuple[str, str], ...] = ()
    unread: tuple[UnreadRow, ...] = ()

    def names(self) -> dict[str, str]:
        """Return what people call each part that is needed or sold."""
        known = {number: part.name for number, part in session.catalog().by_number.items()}
        # A build may hold parts that only it knows.
        return {**dict(self.called), **known}

    def vendors(self) -> dict[str, Vendor]:
        """Return the vendors by id, each as it charges where this is delivered to."""
        return self.market.vendors_in(self.terms.ship_to)


def question(build: str, terms: CostTerms) -> Question:
    """Return what is asked for: the bill that was brought, else what the build needs."""
    catalog, bill = session.catalog(), own_bill()
    called: tuple[tuple[str, str], ...] = ()
    unread = () if bill is None else bill.unread
    if bill is None:
        of = session.build(build)
        on_paper = make_plan(of, catalog, rates=RateTable()).bill
        title, needs = of.title, needs_on(on_paper)
        called = tuple((line.part_number, line.description) for line in on_paper.lines)
    else:
        title, needs = bill.name, bill.needs
    market = market_of(catalog)
    currency, on = terms.currency or "SGD", terms.on or session.today()
    settlement = Settlement(currency, rates_for(market, catalog, terms, currency, on=on), on)
    asked = in_force(market)
    parts, offers, _ = own_files.own_list()
    grounds = (
        needs,
        unread,
        catalog.fingerprint,
        catalog.left_out,
        parts,
        offers,
        currency,
        on,
        terms.rates,
    )
    return Question(title, needs, market, settlement, asked, grounds, called, unread)


def delivery(build: Build, wanted: Requirement, terms: CostTerms) -> Question:
    """Return what a build needs that was sized to be delivered: no term but the country."""
    catalog = session.catalog()
    market, currency = market_of(catalog), wanted.currency
    rates = rates_for(market, catalog, terms, currency, on=wanted.on)
    settlement = Settlement(currency, rates, wanted.on)
    asked = to_country(wanted.delivered_to)
    return Question(build.title, needs_of(build, catalog), market, settlement, asked, wanted)


def to_country(country: str | None) -> BuyingTerms:
    """Return the terms of a purchase of which only the country is asked for."""
    return BuyingTerms() if country is None else BuyingTerms(ship_to=country)


def market_of(catalog: Catalog) -> Market:
    """Return the catalog's market; who is only known from a visitor's own prices is a shop too."""
    known = {vendor.vendor for vendor in catalog.vendors}
    strangers = {
        offer.vendor: offer.currency for offer in catalog.offers if offer.vendor not in known
    }
    added = tuple(
        Vendor(vendor=name, name=_stranger(name), kind="shop", currency=currency)
        for name, currency in strangers.items()
    )
    return Market(catalog.offers, (*catalog.vendors, *added), catalog.offers_left_out)


def _stranger(name: str) -> str:
    return "Your own prices" if name == "uploaded" else name


def rates_for(
    market: Market, catalog: Catalog, terms: CostTerms, currency: str, *, on: date
) -> RateTable:
    """Return the rates of the day, those that the visitor typed before all others."""
    pairs = [*market.currency_pairs(currency), *((currency, code) for code in terms.also or ())]
    table = rates_of_offers(catalog, currency, on=on, more=pairs)
    typed = tuple(rate.model_copy(update={"as_of": on}) for rate in terms.rates)
    return RateTable(layers=(typed, *table.layers)) if typed else table


# --- a bill of one's own --------------------------------------------------------------------------


def own_bill() -> OwnBill | None:
    """Return the bill that the visitor brought, if there is one."""
    bill: OwnBill | None = st.session_state.get(_OWN_BILL)
    return bill


def bring_bill(name: str, content: bytes) -> tuple[Finding, ...]:
    """Buy what a CSV file lists from now on; return what is wrong with it."""
    try:
        read = read_needs(name, content)
    except PlannerError as error:
        return (error.finding,)
    st.session_state[_OWN_BILL] = OwnBill(name, read.needs, read.findings, read.unread)
    return read.findings


def forget_bill() -> None:
    """Go back to the build."""
    st.session_state.pop(_OWN_BILL, None)


# --- the terms ------------------------------------------------------------------------------------


def in_force(market: Market) -> BuyingTerms:
    """Return the terms in force; the address keeps them."""
    _follow_address({vendor.vendor for vendor in market.vendors})
    asked = terms_now()
    address.keep("ship", None if asked.ship_to == "SG" else asked.ship_to)
    address.keep("by", None if asked.need_by is None else asked.need_by.isoformat())
    address.keep("without", ",".join(asked.exclude) or None)
    address.keep("only", ",".join(f"{part}:{vendor}" for part, vendor in asked.locks) or None)
    soon = whole_percent(asked)
    address.keep("sooner", None if soon is None else str(soon))
    address.keep("most", None if asked.max_vendors is None else str(asked.max_vendors))
    return asked


def terms_now() -> BuyingTerms:
    """Return the terms as last asked for."""
    asked: BuyingTerms = st.session_state.get(_BUYING, BuyingTerms())
    return asked


def ask_anew(terms: BuyingTerms) -> None:
    """Put these terms in force, and no other: a build is bought that was proposed on them."""
    st.session_state[_BUYING] = terms
    address.overrule(*_LINKS)


def ask(**changes: object) -> None:
    """Change some of the terms."""
    st.session_state[_BUYING] = replace(terms_now(), **changes)  # type: ignore[arg-type]


def _follow_address(vendors: set[str]) -> None:
    """Take over what the address says, if it was opened; what means nothing here is left out."""
    said = {key: address.asked(key) for key in _LINKS}
    if None in said.values():
        return
    given = {key: text for key, text in said.items() if text and len(text) <= _LONGEST}
    ship, soon = given.get("ship", ""), _whole(given.get("sooner", ""), MOST_PERCENT)
    asked = BuyingTerms(
        need_by=_day(given.get("by", "")),
        exclude=tuple(
            v for v in dict.fromkeys(given.get("without", "").split(",")) if v in vendors
        ),
        locks=_locks(given.get("only", "").split(","), vendors),
        max_vendors=_whole(given.get("most", ""), MOST_VENDORS) or None,
        fastest_within=None if soon is None else Decimal(soon),
    )
    ask_anew(replace(asked, ship_to=ship) if is_country(ship) else asked)


def whole_percent(terms: BuyingTerms) -> int | None:
    """Return how many percent more the fastest basket may cost; None if it need not be fast."""
    return None if terms.fastest_within is None else int(terms.fastest_within)


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
