"""Answer a question of buying: open it against a market, buy, and tell what simpler ways cost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from planner.engine.buying.basket import buy as buy_all
from planner.engine.buying.certificate import certify, terms_of
from planner.engine.buying.certificate import check as check_needs
from planner.engine.buying.fewer_vendors import totals_by_vendors
from planner.engine.buying.partial import (
    buy_what_can_be_had,
    is_sold_whole,
    nothing_bought,
)
from planner.engine.buying.splitting import merged
from planner.engine.buying.stated_amounts import refuse_unrated_amounts
from planner.engine.buying.term_prices import liftable, priced_terms, prices_of_whole
from planner.engine.planning.usable import usable_market
from planner.engine.solving.effort import Effort
from planner.io.catalog.market import load_market
from planner.jobs.folder import Workspace
from planner.jobs.ordered import kept_of, opened_build, ordered_of, told_apart, without_own_terms
from planner.jobs.rates import rates_of_offers
from planner.model.basket import Need, UnreadRow
from planner.model.build import Build
from planner.model.buying import BuyingTerms, Market, Purchase, Settlement
from planner.model.catalog import Catalog
from planner.model.certificate import Certificate
from planner.model.filed import joined, told
from planner.model.findings import Finding
from planner.model.group_order import Member
from planner.model.money import RateTable
from planner.model.proof import Status
from planner.model.questions import BuyQuestion
from planner.model.scope import Scope
from planner.model.term_prices import PricedTerms, VendorPoint
from planner.model.vendors import Vendor

# What the prices that a visitor brought are filed under.
_UPLOADED = "uploaded"


@dataclass(frozen=True)
class Requisition:
    """A question of buying as it was opened: what is needed, from which market, and paid how."""

    question: BuyQuestion
    title: str
    needs: tuple[Need, ...]
    unread: tuple[UnreadRow, ...]
    market: Market
    settlement: Settlement
    # Publications and all, before anything is assumed or left out.
    whole: Market
    catalog: Catalog
    called: tuple[tuple[str, str], ...] = ()
    copies: int = 1
    members: tuple[Member, ...] = ()
    # Further currencies that its sums can be shown in.
    also: tuple[str, ...] = ()

    @property
    def terms(self) -> BuyingTerms:
        """Return what is asked of the purchase beyond its being cheap."""
        return self.question.terms

    @cached_property
    def names(self) -> dict[str, str]:
        """Return what people call each part that is needed or sold."""
        return dict(self.called)

    @cached_property
    def vendors(self) -> dict[str, Vendor]:
        """Return the vendors by id, each as it charges where this is delivered to."""
        return self.market.vendors_in(self.terms.ship_to)


def requisition(
    asked: BuyQuestion,
    folder: Workspace,
    market: Market | None = None,
    *,
    also: Iterable[str] = (),
) -> Requisition:
    """Open a question: read its needs off the build or the bill, and gather the rates of its day.

    Without a `market` it is that of the folder's catalog. `also` are further currencies that sums
    will be shown in. Raises PlannerError if there is no such build, or where no rate converts a
    coupon.
    """
    also = tuple(also)
    if market is not None:
        return _opened(asked, folder, market, also)
    # A page asks the same with each of its runs, and then for what the answer saves.
    return kept_of(
        folder,
        requisition,
        (asked, also),
        lambda: _opened(asked, folder, market_of(folder.catalog), also),
    )


def _opened(
    asked: BuyQuestion, folder: Workspace, market: Market, also: tuple[str, ...]
) -> Requisition:
    catalog = folder.catalog
    opened = [opened_build(each, folder, asked.spares) for each in ordered_of(asked)]
    for each in opened:
        if each.build is not None:
            market = _with_brought(market, catalog, each.build)
    # A build may hold parts that only it knows.
    own = {number: name for each in opened for number, name in each.called.items()}
    known = own | catalog.part_names
    market = replace(market, part_names=known) if own else market
    members = told_apart([each.member for each in opened])
    title = ", ".join(each.title if len(members) == 1 else each.called for each in members)
    copies = members[0].copies if len(members) == 1 else 1
    needs = merged(need for each in members for need in each.needs)
    unread = tuple(row for each in opened for row in each.unread)
    currency, on = asked.currency, asked.on
    owned_in = {each.currency for each in members if each.currency} - {currency}
    pairs = [*market.currency_pairs(currency, asked.terms)]
    pairs += ((currency, code) for code in (*also, *sorted(owned_in)))
    rates = rates_of_offers(catalog, currency, on=on, more=pairs, typed=asked.rates)
    settlement = Settlement(currency, rates, on)
    refuse_unrated_amounts(market, settlement, asked.terms)
    needed = _pools(needs)
    on_terms = usable_market(
        market.on_terms(asked.terms, settlement),
        catalog,
        Scope.on_terms(asked.terms, on),
        about=needed,
    )
    names = tuple(known.items())
    answers_to = (asked, title, needs, unread, on_terms, settlement)
    return Requisition(*answers_to, market, catalog, names, copies, members, also)


def _with_brought(market: Market, catalog: Catalog, build: Build) -> Market:
    """Return a market with the prices that a build brings along and the catalog does not have."""
    more = catalog.holding((), build.offers, build.vendors)
    if more is catalog:
        return market
    there = {vendor.vendor for vendor in market.vendors}
    sellers = tuple(each for each in market_of(more).vendors if each.vendor not in there)
    brought = more.offers[len(catalog.offers) :]
    offers = joined((market.offers, brought))
    return replace(market, offers=offers, vendors=(*market.vendors, *sellers))


def first_sold_whole(folder: Workspace, builds: Iterable[str], *, on: date) -> str | None:
    """Return the first of some builds of which shops sell every part on a day; None if of none.

    Asked on no terms but the country of home, as a purchase is before somebody asks for anything.
    """
    market = market_of(folder.catalog)
    for name in builds:
        asked = requisition(BuyQuestion(what=name, on=on), folder, market)
        where = (asked.market, asked.settlement, asked.terms)
        if asked.needs and is_sold_whole(asked.needs, *where):
            return name
    return None


def _pools(needs: Iterable[Need]) -> set[str]:
    return {number for need in needs for number in need.pool}


# --- who sells ------------------------------------------------------------------------------------


def market_of(catalog: Catalog) -> Market:
    """Return the catalog's market; who is only known from a visitor's own prices is a shop too."""
    known = {vendor.vendor for vendor in catalog.vendors}
    sold = zip(told(catalog.offers, "vendor"), told(catalog.offers, "currency"), strict=True)
    strangers = {vendor: currency for vendor, currency in sold if vendor not in known}
    added = tuple(
        Vendor(vendor=name, name=_stranger(name), kind="shop", currency=currency)
        for name, currency in strangers.items()
    )
    vendors, rules = (*catalog.vendors, *added), catalog.tax_rules
    return Market(
        catalog.offers,
        vendors,
        catalog.offers_left_out,
        tax_rules=rules,
        part_names=catalog.part_names,
    )


def _stranger(name: str) -> str:
    return "Your own prices" if name == _UPLOADED else name


def market_in(
    folder: Workspace, offers: Path | None, vendors: Path | None, *, today: date
) -> tuple[Market, tuple[Finding, ...]]:
    """Return the market of a folder of offers and a file of vendors, and what is wrong with them.

    What is not named is the folder's own. Raises PlannerError if one of them is not there.
    """
    if offers is None and vendors is None:
        return market_of(folder.catalog), ()
    found = load_market(
        offers or folder.folder / "offers", vendors or folder.folder / "vendors.csv", today=today
    )
    market = Market(
        found.offers,
        found.vendors,
        found.left_out,
        tax_rules=folder.catalog.tax_rules,
        part_names=folder.catalog.part_names,
    )
    return market, found.findings


# --- answers --------------------------------------------------------------------------------------


def buy(asked: Requisition, effort: Effort) -> Purchase:
    """Return the cheapest basket of what is needed, or of what can be had of it."""
    where = (asked.market, asked.settlement, asked.terms)
    if asked.question.partial:
        found = buy_what_can_be_had(asked.needs, *where, unread=asked.unread, effort=effort)
    elif asked.unread:
        found = nothing_bought(asked.needs, asked.unread)
    else:
        found = buy_all(asked.needs, *where, effort=effort)
    unused = asked.market.unused
    findings = (*found.findings, *unused.findings)
    return replace(found, findings=findings, unused=unused, copies=asked.copies)


def buy_and_price_terms(asked: Requisition, effort: Effort) -> Purchase:
    """Return the cheapest basket, with what each term costs."""
    solves_again = has_terms(asked)
    found = buy(asked, effort.part(7, 8) if solves_again else effort)
    if not solves_again and found.fastest is None:
        return found
    return replace(found, term_prices=term_prices(asked, found, effort).prices)


def has_terms(asked: Requisition) -> bool:
    """Tell whether anything was asked that can be lifted, of the order or of one of its builds."""
    own = without_own_terms(asked.question, asked.members)
    return bool(own.one_by_one) or any(True for _ in liftable(asked.terms))


def vendor_totals(asked: Requisition, found: Purchase, effort: Effort) -> tuple[VendorPoint, ...]:
    """Return the least total from one vendor, two and so on; how many are allowed plays no part."""
    where = (asked.market, asked.settlement, from_any_number(asked).terms)
    return totals_by_vendors(found.needs, *where, effort=effort)


def from_any_number(asked: Requisition) -> Requisition:
    """Return what is asked, from any number of vendors."""
    terms = replace(asked.terms, max_vendors=None)
    return replace(asked, question=asked.question.model_copy(update={"terms": terms}))


def term_prices(asked: Requisition, found: Purchase, effort: Effort) -> PricedTerms:
    """Return what each term costs, or which of them is in the way."""
    where = (asked.market, asked.settlement, asked.terms)
    own = without_own_terms(asked.question, asked.members)
    # Of a large market even what could be had without the terms takes a while to find out.
    if asked.question.partial and effort.goes_on():
        return priced_terms(asked.needs, found, *where, own=own, effort=effort)
    prices = () if asked.unread else prices_of_whole(found, *where, own=own, effort=effort)
    return PricedTerms(prices, found.status is Status.INFEASIBLE)


def certificate(asked: Requisition, found: Purchase, *, version: str) -> Certificate:
    """Return what a basket was proven from; there must be one."""
    where = (asked.market, asked.settlement, asked.terms)
    return certify(found, *where, title=asked.title, version=version)


def check(
    certified: Certificate, asked: Requisition, effort: Effort
) -> tuple[Purchase, tuple[Finding, ...]]:
    """Return what is bought on the terms of a certificate, and what differs from it."""
    rates = RateTable(layers=(certified.rates, *asked.settlement.rates.layers))
    settlement = Settlement(certified.currency, rates, certified.on)
    terms = terms_of(certified)
    refuse_unrated_amounts(asked.whole, settlement, terms)
    on_terms = asked.whole.on_terms(terms, settlement)
    market = usable_market(
        on_terms, asked.catalog, Scope.on_terms(terms, certified.on), about=_pools(asked.needs)
    )
    return check_needs(certified, asked.needs, market, unread=asked.unread, effort=effort)
