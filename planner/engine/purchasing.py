"""Buy what is needed as cheaply as can be, and prove it: the cheapest landed basket.

How a basket is searched for is told in `basket_search`. Here it is set beside simpler ways to buy
and beside other terms; where time is up before, what is known at once is the answer.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from functools import partial as partly

from planner.engine.at_once import AtOnce, at_once
from planner.engine.basket_search import Search, in_money
from planner.engine.bundles import with_shares
from planner.engine.effort import UNHURRIED, Effort, OutOfTimeError
from planner.engine.fastest import Fastest
from planner.engine.landing import Landing
from planner.engine.optimize import Answer, Status
from planner.engine.planning import make_plan
from planner.engine.purchase_amounts import minor
from planner.engine.purchase_choices import (
    NO_TERMS,
    Terms,
    as_charged,
    vendors_that_serve,
)
from planner.engine.purchase_findings import doubts, no_basket
from planner.engine.shortages import shortage
from planner.engine.term_prices import Least, TermPrice, price_of_haste, term_prices
from planner.model.bom import BillOfMaterials
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.findings import Finding
from planner.model.money import Money, RateTable
from planner.model.purchase import Offer, Vendor
from planner.model.sourcing import Basket, Need

LARGE = 5_000  # offers in a market


@dataclass(frozen=True)
class Market:
    """Who sells what."""

    offers: tuple[Offer, ...]
    vendors: tuple[Vendor, ...]

    @property
    def sold(self) -> tuple[tuple[Offer, ...], tuple[Vendor, ...]]:
        """Return its offers and vendors."""
        return self.offers, self.vendors

    def serving(self, needs: Iterable[Need]) -> "Market":
        """Return the part of it that could serve the needs, and who sells that."""
        wanted = {number for need in needs for number in need.pool}
        offers = tuple(offer for offer in self.offers if wanted & offer.contents.keys())
        sellers = {offer.vendor for offer in offers}
        return Market(offers, tuple(each for each in self.vendors if each.vendor in sellers))

    def vendors_in(self, country: str) -> dict[str, Vendor]:
        """Return its vendors by id, each as it charges where goods are delivered to."""
        return {each.vendor: as_charged(each, country) for each in self.vendors}

    def currency_pairs(self, currency: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs whose rates a purchase in a currency needs."""
        charged = {vendor.vendor: vendor.currency for vendor in self.vendors}
        pairs = {(code, currency) for code in charged.values()}
        pairs |= {(each.currency, charged.get(each.vendor, currency)) for each in self.offers}
        limits = [vendor.import_tax_over for vendor in self.vendors]
        pairs |= {(limit.currency, currency) for limit in limits if limit is not None}
        return tuple(sorted(pair for pair in pairs if pair[0] != pair[1]))


@dataclass(frozen=True)
class Sourcing:
    """The cheapest basket, how sure that is, and what simpler ways of buying come to.

    `bound` is what no basket gets below, `gap` by how many percent of the total one might. A
    strategy that no basket fulfils is None. `term_prices` say what each term costs. `fastest` says
    what was asked of the arrival; the basket is then the cheapest of those that are there as soon.
    `missing` are the pieces that cannot be had: where there are any, `needs` are what is left, and
    what the basket comes to is no total of the bill.
    """

    status: Status
    needs: tuple[Need, ...]
    basket: Basket | None = None
    bound: Money | None = None
    gap: Decimal | None = None
    line_by_line_basket: Basket | None = None
    single_vendor_basket: Basket | None = None
    term_prices: tuple[TermPrice, ...] = ()
    fastest: Fastest | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[Need, ...] = ()

    @property
    def total(self) -> Money | None:
        """Return what everything comes to; None while something of it cannot be had."""
        return None if self.basket is None or self.missing else self.basket.total

    @property
    def line_by_line(self) -> Money | None:
        """Return what the cheapest offer for each line comes to."""
        return None if self.line_by_line_basket is None else self.line_by_line_basket.total

    @property
    def single_vendor(self) -> Money | None:
        """Return what everything comes to from the one vendor that is cheapest."""
        return None if self.single_vendor_basket is None else self.single_vendor_basket.total


def needs_of(build: Build, catalog: Catalog) -> tuple[Need, ...]:
    """Return what must be bought for a build: what of its parts is not owned already."""
    return needs_on(make_plan(build, catalog, rates=RateTable()).bill)


def needs_on(bill: BillOfMaterials) -> tuple[Need, ...]:
    """Return what must be bought of a bill."""
    pieces: dict[str, int] = {}
    for line in bill.lines:
        if not line.owned and not line.retired:
            pieces[line.part_number] = pieces.get(line.part_number, 0) + line.quantity
    return tuple(Need(part_number=number, quantity=count) for number, count in pieces.items())


def in_order(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return needs in an order of their own: no line of a bill decides a tie by its place."""
    return tuple(sorted(needs, key=lambda need: (need.part_number, need.alternates, need.quantity)))


def buy(
    needs: Sequence[Need],
    market: Market,
    landing: Landing,
    terms: Terms = NO_TERMS,
    *,
    partial: bool = False,
    price_terms: bool = True,
    effort: Effort = UNHURRIED,
) -> Sourcing:
    """Return the cheapest landed basket that holds what is needed.

    `partial` buys what can be had where some of it cannot; `missing` then says what is lacking.
    `price_terms` finds what each term costs, by solving again without it.
    Whoever the effort tells hears the least cost so far and the bound, and may end the search.
    """
    wanted = in_order(needs)
    quick = _quick(wanted, market, landing, terms)
    # Of a large market even that takes a while, so it comes before what may use up the time.
    known = quick() if len(market.offers) > LARGE and effort != UNHURRIED else None
    try:
        search = Search.among(wanted, market.sold, landing, terms, effort)
    except OutOfTimeError:
        found = _at_once(wanted, market, landing, terms, known or quick())
        return replace(found, term_prices=_no_prices(terms, found) if price_terms else ())
    short = shortage(wanted, search.offered)
    if short.lacking and short.obtainable and partial:
        rest = buy(
            short.obtainable,
            market,
            landing,
            terms,
            price_terms=price_terms,
            effort=effort,
        )
        findings = (*short.findings(), *rest.findings)
        return replace(rest, missing=short.missing, findings=findings)
    if short.lacking:
        answer, cheapest = Answer(Status.INFEASIBLE), None
    else:
        # What it is compared with, and what terms cost, comes after it.
        answer, cheapest = replace(search, effort=effort.part(3, 4)).solve(terms.max_vendors)
        if answer.status in (Status.UNKNOWN, Status.FEASIBLE):
            answer, cheapest = _better(answer, cheapest, known or quick())
    priced: tuple[TermPrice, ...] = ()
    if price_terms:
        least = Least.of(answer.status, cheapest)
        priced = term_prices(terms, least, _without(search, market))
    if cheapest is None:
        told = tuple(short.findings()) or (no_basket(answer.status),)
        return Sourcing(
            answer.status, wanted, term_prices=priced, missing=short.missing, findings=told
        )
    found = _compared(search, answer, cheapest, market)
    if terms.fastest_within is not None:
        asked, answer, basket = search.fastest(terms, answer, cheapest)
        priced += (price_of_haste(asked, Least.of(answer.status, basket)),)
        found = _judged(found, answer, basket, market, search.vendors, landing)
        found = replace(found, fastest=asked)
    return replace(found, term_prices=priced)


def _quick(
    needs: tuple[Need, ...], market: Market, landing: Landing, terms: Terms
) -> Callable[[], AtOnce | None]:
    """Return what finds the basket that is known at once."""
    vendors = vendors_that_serve(market.vendors, landing, terms)
    return partly(at_once, needs, market.offers, vendors, landing, terms)


def _better(
    answer: Answer, cheapest: Basket | None, known: AtOnce | None
) -> tuple[Answer, Basket | None]:
    """Return what was found, or what is known at once if that costs less."""
    if known is None:
        return answer, cheapest
    bound = max(answer.bound, minor(known.bound.amount, known.bound.currency))
    if cheapest is not None and cheapest.total <= known.basket.total:
        return replace(answer, bound=min(bound, answer.objective)), cheapest
    total = minor(known.basket.total.amount, known.basket.currency)
    return Answer(Status.FEASIBLE, objective=total, bound=min(bound, total)), known.basket


def _at_once(
    needs: tuple[Need, ...],
    market: Market,
    landing: Landing,
    terms: Terms,
    known: AtOnce | None,
) -> Sourcing:
    """Return what is known where there was no time to look at everything that is sold."""
    answer, basket = _better(Answer(Status.UNKNOWN), None, known)
    if basket is None:
        return Sourcing(answer.status, needs, findings=(no_basket(answer.status),))
    vendors = vendors_that_serve(market.vendors, landing, terms)
    return _judged(Sourcing(answer.status, needs), answer, basket, market, vendors, landing)


def _no_prices(terms: Terms, found: Sourcing) -> tuple[TermPrice, ...]:
    """Return that nobody knows what each term costs."""
    return term_prices(terms, Least(found.status, found.total), lambda *_: Least(Status.UNKNOWN))


def _without(search: Search, market: Market) -> Callable[[Terms, int], Least]:
    """Return what solves a purchase on other terms, told how often it is asked from then on."""

    def solved(lifted: Terms, left: int) -> Least:
        share = search.effort.quietly().share(left)
        return Least.of(*solve(search.needs, market, search.landing, lifted, effort=share))

    return solved


def solve(
    needs: tuple[Need, ...],
    market: Market,
    landing: Landing,
    terms: Terms,
    *,
    effort: Effort = UNHURRIED,
) -> tuple[Status, Basket | None]:
    """Return the cheapest basket and how sure it is, without anything to compare it with."""
    try:
        search = Search.among(in_order(needs), market.sold, landing, terms, effort)
    except OutOfTimeError:
        return Status.UNKNOWN, None
    if shortage(search.needs, search.offered).lacking:
        return Status.INFEASIBLE, None
    answer, basket = search.solve(terms.max_vendors)
    return answer.status, basket


def _compared(search: Search, answer: Answer, basket: Basket, market: Market) -> Sourcing:
    """Return what was found, beside what simpler ways of buying come to."""
    found = Sourcing(
        answer.status,
        search.needs,
        line_by_line_basket=search.line_by_line(),
        single_vendor_basket=basket if len(basket.orders) == 1 else search.from_one_vendor(),
    )
    return _judged(found, answer, basket, market, search.vendors, search.landing)


def _judged(
    found: Sourcing,
    answer: Answer,
    basket: Basket,
    market: Market,
    vendors: Mapping[str, Vendor],
    landing: Landing,
) -> Sourcing:
    """Return a purchase with a basket, how sure it is, and what it rests on."""
    bound = in_money(answer.bound, landing.currency)
    return replace(
        found,
        status=answer.status,
        basket=with_shares(basket, market.offers, landing),
        bound=bound,
        gap=gap_in_percent(basket.total, bound),
        findings=tuple(doubts(basket, vendors, landing)),
    )


def gap_in_percent(total: Money, bound: Money) -> Decimal:
    """Return by how many percent of a total a basket might be cheaper, rounded up."""
    if not total.amount:
        return Decimal(0)
    share = (total - bound).amount / total.amount * 100
    return share.quantize(Decimal("0.01"), ROUND_CEILING)
