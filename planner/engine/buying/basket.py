"""Buy what is needed as cheaply as can be, and prove it: the cheapest landed basket.

How a basket is searched for is told in `search`. Here it is set beside simpler ways to buy; where
time is up before, what is known at once is the answer.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial as partly

from planner.engine.buying._at_once import AtOnce, at_once
from planner.engine.buying._lacking import left_out_for_rates, why_lacking
from planner.engine.buying._parcels import fewest_parcels
from planner.engine.buying.bundles import with_shares
from planner.engine.buying.choices import vendors_that_serve
from planner.engine.buying.findings import doubts, no_basket, offers_unread
from planner.engine.buying.search import Search, in_money
from planner.engine.planning.plan import make_plan
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.engine.solving.rounding import minor
from planner.engine.solving.solver import Answer
from planner.model.basket import Basket, Need
from planner.model.bom import BillOfMaterials
from planner.model.build import Build
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Purchase, Settlement
from planner.model.catalog import Catalog
from planner.model.money import RateTable
from planner.model.proof import Status, gap_in_percent
from planner.model.vendors import Vendor

LARGE = 5_000  # offers in a market


def needs_of(build: Build, catalog: Catalog) -> tuple[Need, ...]:
    """Return what must be bought for a build: what of its parts is not owned already."""
    return needs_on(make_plan(build, catalog, rates=RateTable()).bill)


def needs_on(bill: BillOfMaterials) -> tuple[Need, ...]:
    """Return what must be bought of a bill."""
    pieces: dict[str, int] = {}
    for line in bill.lines:
        missing = line.quantity - line.at_hand
        if missing and not line.owned and not line.retired:
            pieces[line.part_number] = pieces.get(line.part_number, 0) + missing
    return tuple(Need(part_number=number, quantity=count) for number, count in pieces.items())


def in_order(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return needs in an order of their own: no line of a bill decides a tie by its place."""
    return tuple(sorted(needs, key=_place))


def _place(need: Need) -> tuple[object, ...]:
    return need.part_number, need.alternates, need.quantity, need.only, need.but


def buy(
    needs: Sequence[Need],
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms = NO_TERMS,
    *,
    effort: Effort = UNHURRIED,
) -> Purchase:
    """Return the cheapest landed basket that holds all that is needed, or why there is none.

    Whoever the effort tells hears the least cost so far and the bound, and may end the search.
    """
    wanted, where = in_order(needs), (market, settlement, terms)
    quick = _quick(wanted, *where)
    known = None
    try:
        search = Search.among(wanted, market.sold, settlement, terms, effort)
        # Of a large market even that takes a while, so it comes before what may use up the time.
        if len(market.offers) > LARGE and effort != UNHURRIED:
            known = quick(search.quotes)
        short = search.shortage()
    except OutOfTimeError:
        return _at_once(wanted, *where, known or quick())
    if short.lacking:
        found = Purchase(Status.INFEASIBLE, wanted, missing=short.missing)
        why = why_lacking(short, *where)
        return replace(found, findings=why, unread_offers=market.unread(wanted))
    # What it is compared with comes after it.
    answer, cheapest = replace(search, effort=effort.part(3, 4)).solve(terms.max_vendors)
    if answer.status in (Status.UNKNOWN, Status.FEASIBLE):
        answer, cheapest = _better(answer, cheapest, known or quick())
    if cheapest is None:
        found = Purchase(answer.status, wanted, findings=(no_basket(answer.status),))
        return replace(found, unread_offers=market.unread(wanted))
    quiet = replace(search, effort=effort.quietly().part(1, 2))
    cheapest, fewer = fewest_parcels(quiet, cheapest, max_vendors=terms.max_vendors)
    found = _compared(search, answer, cheapest, market, terms)
    if terms.fastest_within is None:
        return replace(found, fewer_parcels=fewer)
    asked, answer, basket = search.fastest(terms, answer, cheapest)
    found = _judged(found, answer, basket, (market, terms), search.vendors, settlement)
    return replace(found, fastest=asked)


def _quick(
    needs: tuple[Need, ...], market: Market, settlement: Settlement, terms: BuyingTerms
) -> Callable[..., AtOnce | None]:
    """Return what finds the basket that is known at once, of all quotes or of none yet."""
    vendors = vendors_that_serve(market.vendors, settlement, terms)
    return partly(at_once, needs, market.offers, vendors, settlement, terms)


def _better(
    answer: Answer, cheapest: Basket | None, known: AtOnce | None
) -> tuple[Answer, Basket | None]:
    """Return what was found, or what is known at once if that costs less."""
    if known is None:
        return answer, cheapest
    bound = max(answer.bound, minor(known.bound.amount, known.bound.currency))
    if cheapest is not None and cheapest.at_least <= known.basket.at_least:
        return replace(answer, bound=min(bound, answer.objective)), cheapest
    total = minor(known.basket.at_least.amount, known.basket.currency)
    return Answer(Status.FEASIBLE, objective=total, bound=min(bound, total)), known.basket


def _at_once(
    needs: tuple[Need, ...],
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms,
    known: AtOnce | None,
) -> Purchase:
    """Return what is known where there was no time to look at everything that is sold."""
    answer, basket = _better(Answer(Status.UNKNOWN), None, known)
    if basket is None:
        return Purchase(answer.status, needs, findings=(no_basket(answer.status),))
    vendors = vendors_that_serve(market.vendors, settlement, terms)
    return _judged(
        Purchase(answer.status, needs), answer, basket, (market, terms), vendors, settlement
    )


def solve(
    needs: tuple[Need, ...],
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms,
    *,
    effort: Effort = UNHURRIED,
) -> tuple[Status, Basket | None]:
    """Return the cheapest basket and how sure it is, without anything to compare it with."""
    try:
        search = Search.among(in_order(needs), market.sold, settlement, terms, effort)
        short = search.shortage()
    except OutOfTimeError:
        return Status.UNKNOWN, None
    if short.lacking:
        return Status.INFEASIBLE, None
    answer, basket = search.solve(terms.max_vendors)
    return answer.status, basket


def _compared(
    search: Search, answer: Answer, basket: Basket, market: Market, terms: BuyingTerms
) -> Purchase:
    """Return what was found, beside what simpler ways of buying come to."""
    found = Purchase(
        answer.status,
        search.needs,
        line_by_line_basket=search.line_by_line(),
        single_vendor_basket=basket if len(basket.orders) == 1 else search.from_one_vendor(),
    )
    return _judged(found, answer, basket, (market, terms), search.vendors, search.settlement)


def _judged(
    found: Purchase,
    answer: Answer,
    basket: Basket,
    asked: tuple[Market, BuyingTerms],
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
) -> Purchase:
    """Return a purchase with a basket, how sure it is, and what it rests on."""
    market, terms = asked
    bound = in_money(answer.bound, settlement.currency)
    unread = market.unread(found.needs)
    told = [offers_unread(unread)] if unread else []
    told += left_out_for_rates(found.needs, market, settlement, terms)
    return replace(
        found,
        unread_offers=unread,
        status=answer.status,
        basket=with_shares(basket, market.offers, settlement),
        bound=bound,
        gap=gap_in_percent(basket.at_least, bound),
        findings=(*doubts(basket, vendors, settlement, market.name_of), *told),
    )
