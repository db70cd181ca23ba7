"""Buy what is needed as cheaply as can be, and prove it: the cheapest landed basket.

What the program chooses is counted again by `landing`, which knows nothing of the program. Where a
rounding is too fine for the solver's numbers, the two differ by a minor unit; then that rounding is
added to the program and it is solved anew, until both agree.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from functools import partial as partly

from planner.engine.bundles import with_shares
from planner.engine.effort import UNHURRIED, Effort
from planner.engine.fastest import Fastest, fastest
from planner.engine.independent import minimize_by_parts
from planner.engine.landing import Landing, land
from planner.engine.line_by_line import line_by_line
from planner.engine.optimize import Answer, Status, minimize
from planner.engine.planning import make_plan
from planner.engine.purchase_amounts import minor
from planner.engine.purchase_choices import (
    NO_TERMS,
    Choice,
    Terms,
    as_charged,
    choices,
    vendors_that_serve,
)
from planner.engine.purchase_findings import doubts, no_basket
from planner.engine.purchase_start import good_start
from planner.engine.purchasing_program import PurchasingProgram, purchasing_program
from planner.engine.shortages import shortage
from planner.engine.term_prices import Least, TermPrice, price_of_haste, term_prices
from planner.model.bom import BillOfMaterials
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.findings import Finding
from planner.model.money import Money, RateTable, minor_unit_places
from planner.model.purchase import Offer, Vendor
from planner.model.sourcing import Basket, Need

MOST_REPAIRS = 20


@dataclass(frozen=True)
class Market:
    """Who sells what."""

    offers: tuple[Offer, ...]
    vendors: tuple[Vendor, ...]

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
    job = _job(wanted, market, landing, terms, effort)
    short = shortage(wanted, job.offered)
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
        answer, cheapest = replace(job, effort=effort.part(3, 4)).solve(terms.max_vendors)
    priced: tuple[TermPrice, ...] = ()
    if price_terms:
        least = Least.of(answer.status, cheapest)
        priced = term_prices(terms, least, _without(job, market))
    if cheapest is None:
        told = tuple(short.findings()) or (no_basket(answer.status),)
        return Sourcing(
            answer.status, wanted, term_prices=priced, missing=short.missing, findings=told
        )
    found = job.compared(answer, cheapest, market)
    if terms.fastest_within is not None:
        asked, answer, basket = job.fastest(terms, answer, cheapest)
        priced += (price_of_haste(asked, Least.of(answer.status, basket)),)
        found = replace(job.judged(found, answer, basket, market), fastest=asked)
    return replace(found, term_prices=priced)


def _job(
    needs: tuple[Need, ...],
    market: Market,
    landing: Landing,
    terms: Terms,
    effort: Effort,
) -> "_Job":
    vendors = vendors_that_serve(market.vendors, landing, terms)
    offered = choices(needs, market.offers, vendors, landing, terms)
    return _Job(needs, offered, vendors, landing, effort)


def _without(job: "_Job", market: Market) -> Callable[[Terms, int], Least]:
    """Return what solves a purchase on other terms, told how often it is asked from then on."""

    def solved(lifted: Terms, left: int) -> Least:
        share = job.effort.quietly().share(left)
        return Least.of(*solve(job.needs, market, job.landing, lifted, effort=share))

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
    job = _job(in_order(needs), market, landing, terms, effort)
    if shortage(job.needs, job.offered).lacking:
        return Status.INFEASIBLE, None
    answer, basket = job.solve(terms.max_vendors)
    return answer.status, basket


@dataclass(frozen=True)
class _Job:
    needs: tuple[Need, ...]
    offered: tuple[Choice, ...]
    vendors: dict[str, Vendor]
    landing: Landing
    effort: Effort

    def solve(self, max_vendors: int | None) -> tuple[Answer, Basket | None]:
        """Return the proof and the basket; None if no basket holds everything, or none in time."""
        made = purchasing_program(
            self.needs, self.offered, self.vendors, self.landing, max_vendors=max_vendors
        )
        start = good_start(made, effort=self.effort)
        first = self._minimized(made, start)
        answer = made.mended(first, lambda: self._minimized(made), times=MOST_REPAIRS)
        if not answer.values:
            return answer, None
        basket = self._counted(made, answer)
        found = minor(basket.total.amount, basket.currency)
        proven = answer.status is Status.OPTIMAL and found == answer.bound
        status = Status.OPTIMAL if proven else Status.FEASIBLE
        return replace(answer, status=status, objective=found), basket

    def compared(self, answer: Answer, basket: Basket, market: Market) -> Sourcing:
        """Return what was found, beside what simpler ways of buying come to."""
        found = Sourcing(
            answer.status,
            self.needs,
            line_by_line_basket=line_by_line(self.needs, self.offered, self.vendors, self.landing),
            single_vendor_basket=basket if len(basket.orders) == 1 else self._from_one_vendor(),
        )
        return self.judged(found, answer, basket, market)

    def _from_one_vendor(self) -> Basket | None:
        """Return everything from the one vendor that is cheapest; None if none sells it all.

        A small program for each vendor who does is much quicker than a large one for any of them.
        """
        by_vendor: dict[str, list[Choice]] = {}
        for choice in self.offered:
            by_vendor.setdefault(choice.offer.vendor, []).append(choice)
        selling_all = [
            tuple(offered)
            for _, offered in sorted(by_vendor.items())
            if not shortage(self.needs, offered).lacking
        ]
        quiet, baskets = self.effort.quietly(), []
        for done, offered in enumerate(selling_all):
            share = quiet.share(len(selling_all) - done)
            _, basket = replace(self, offered=offered, effort=share).solve(None)
            baskets += [] if basket is None else [basket]
        return min(baskets, key=lambda basket: basket.total.amount, default=None)

    def judged(self, found: Sourcing, answer: Answer, basket: Basket, market: Market) -> Sourcing:
        """Return a purchase with a basket, how sure it is, and what it rests on."""
        bound = in_money(answer.bound, self.landing.currency)
        return replace(
            found,
            status=answer.status,
            basket=with_shares(basket, market.offers, self.landing),
            bound=bound,
            gap=gap_in_percent(basket.total, bound),
            findings=tuple(doubts(basket, self.vendors, self.landing)),
        )

    def fastest(
        self, terms: Terms, answer: Answer, cheapest: Basket
    ) -> tuple[Fastest, Answer, Basket]:
        """Return the fastest basket that costs little enough more than the cheapest one."""
        asked = Fastest(terms.fastest_within or Decimal(0), cheapest.total)
        days = {choice.offer.lead_time_days for choice in self.offered}
        known = [each for each in days if each is not None]
        left = len(known).bit_length()  # days are halved until one is left

        def within(day: int) -> tuple[Answer, Basket | None]:
            times = ((choice.offer.lead_time_days, choice) for choice in self.offered)
            soon = tuple(choice for lead, choice in times if lead is not None and lead <= day)
            if shortage(self.needs, soon).lacking:
                return Answer(Status.INFEASIBLE), None
            nonlocal left
            share, left = self.effort.quietly().share(left), left - 1
            return replace(self, offered=soon, effort=share).solve(terms.max_vendors)

        found, its, basket = fastest(asked, known, within)
        if basket is None:
            return found, answer, cheapest
        if answer.status is not Status.OPTIMAL:
            its = replace(its, status=Status.FEASIBLE)  # of a cheapest one that is not proven
        return found, its, basket

    def _minimized(self, made: PurchasingProgram, start: Answer | None = None) -> Answer:
        money = partly(in_money, currency=self.landing.currency)
        effort, watch = self.effort, self.effort.watch(money)
        values = () if start is None else start.values
        objective = made.objective.items()
        if not values and made.falls_apart():
            return minimize_by_parts(made.program, objective, effort=effort, watch=watch)
        return minimize(made.program, objective, effort=effort, watch=watch, start=values)

    def _counted(self, made: PurchasingProgram, answer: Answer) -> Basket:
        picks = made.picks(answer.values)
        return land(picks, self.needs, self.vendors.values(), self.landing)


def in_money(units: int, currency: str) -> Money:
    """Return a whole number of minor units as money."""
    return Money(Decimal(units).scaleb(-minor_unit_places(currency)), currency)


def gap_in_percent(total: Money, bound: Money) -> Decimal:
    """Return by how many percent of a total a basket might be cheaper, rounded up."""
    if not total.amount:
        return Decimal(0)
    share = (total - bound).amount / total.amount * 100
    return share.quantize(Decimal("0.01"), ROUND_CEILING)
