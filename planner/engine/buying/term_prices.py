"""What each term of a purchase costs, or which of them is in its way: it is solved without each."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from planner.engine.buying._shortages import Shortage, shortage
from planner.engine.buying.basket import in_order, solve
from planner.engine.buying.choices import choices, vendors_that_serve
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.progress import Progress
from planner.model.basket import Basket, Need
from planner.model.buying import BuyingTerms, Market, Purchase, Settlement
from planner.model.money import Money
from planner.model.own_terms import NOTHING_OWN, OwnTermsLifted
from planner.model.proof import Status
from planner.model.term_prices import Fastest, PricedTerms, TermPrice
from planner.model.wishes import LimitedTerm, TermKind


@dataclass(frozen=True)
class Least:
    """The least landed total that was found under some terms, if any, and how sure it is.

    `is_known` tells whether it counts every charge; else it is the least that it may be.
    """

    status: Status
    total: Money | None = None
    is_known: bool = True

    @classmethod
    def of(cls, status: Status, basket: Basket | None) -> "Least":
        """Return what a basket comes to, if there is one."""
        if basket is None:
            return cls(status)
        return cls(status, basket.at_least, is_known=not basket.unknown)


def priced_terms(
    needs: Sequence[Need],
    found: Purchase,
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms,
    *,
    own: OwnTermsLifted = NOTHING_OWN,
    effort: Effort = UNHURRIED,
) -> PricedTerms:
    """Return what the terms of a purchase cost, of all that can be had without them.

    `found` is what could be had of the needs on these terms. Whoever the effort tells hears how
    many terms were lifted, and may end it: then the rest is not known.
    """
    all_needs = in_order(own.free or needs)
    free = _shortage_without(all_needs, market, settlement, terms)
    if not free.obtainable:
        return PricedTerms((), in_the_way=False, missing=free.missing)
    kept_away = found.missing != free.missing
    # What is bought of the rest is no purchase of all that could be had.
    bought = Purchase(Status.INFEASIBLE, free.obtainable) if kept_away else found
    wanted = free.obtainable
    if own.one_by_one:
        # What nobody sells is left out of what is needed on own terms, too.
        gone = {need.pool for need in all_needs} - {need.pool for need in free.obtainable}
        own = _without(own, gone)
        wanted = tuple(need for need in in_order(needs) if need.pool not in gone)
    prices = _prices(bought, wanted, (market, settlement, terms), own, effort)
    in_the_way = bought.status is Status.INFEASIBLE
    return PricedTerms(prices, in_the_way, free.missing)


def _without(own: OwnTermsLifted, gone: Collection[tuple[str, ...]]) -> OwnTermsLifted:
    def kept(needs: Sequence[Need]) -> tuple[Need, ...]:
        return tuple(need for need in needs if need.pool not in gone)

    lifted = tuple(replace(each, needs=kept(each.needs)) for each in own.one_by_one)
    return OwnTermsLifted(lifted, kept(own.free))


def prices_of_whole(
    found: Purchase,
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms,
    *,
    own: OwnTermsLifted = NOTHING_OWN,
    effort: Effort = UNHURRIED,
) -> tuple[TermPrice, ...]:
    """Return what the terms of a purchase cost that is of all or nothing, as `buy` makes it."""
    return _prices(found, found.needs, (market, settlement, terms), own, effort)


def _prices(
    found: Purchase,
    needs: tuple[Need, ...],
    asked: tuple[Market, Settlement, BuyingTerms],
    own: OwnTermsLifted,
    effort: Effort,
) -> tuple[TermPrice, ...]:
    """Return what each term costs a purchase of these needs, of which `found` is what was found."""
    (market, settlement, terms), tried, most = asked, 0, 0

    def without(lifted: BuyingTerms, left: int, wanted: Sequence[Need] = needs) -> Least:
        nonlocal tried, most
        most = max(most, left)
        so_far = Progress(tried, most)
        if not effort.goes_on(so_far):
            return Least(Status.UNKNOWN)
        tried += 1
        share = effort.quietly(so_far).share(left)
        wanted = in_order(wanted)
        return Least.of(*solve(wanted, market, settlement, lifted, effort=share))

    mine = [
        (each.term, lambda left, wanted=each.needs: without(terms, left, wanted))
        for each in own.one_by_one
    ]
    free = own.free or needs
    prices = term_prices(
        terms, _cheapest(found), without, mine, lambda lifted, left: without(lifted, left, free)
    )
    if found.fastest is None or found.basket is None:
        return prices
    return (*prices, price_of_haste(found.fastest, Least.of(found.status, found.basket)))


def _shortage_without(
    needs: tuple[Need, ...], market: Market, settlement: Settlement, terms: BuyingTerms
) -> Shortage:
    """Return what cannot be had of the needs where only the country is asked for."""
    free = BuyingTerms(ship_to=terms.ship_to)
    vendors = vendors_that_serve(market.vendors, settlement, free)
    return shortage(needs, choices(needs, market.offers, vendors, settlement, free))


def _cheapest(found: Purchase) -> Least:
    """Return what the cheapest basket came to, also where a faster one was taken."""
    if found.fastest is not None:
        return Least(found.status, found.fastest.cheapest, is_known=found.fastest.is_known)
    return Least.of(found.status, found.basket)


def term_prices(
    terms: BuyingTerms,
    least: Least,
    solve: Callable[[BuyingTerms, int], Least],
    own: Sequence[tuple[LimitedTerm, Callable[[int], Least]]] = (),
    free: Callable[[BuyingTerms, int], Least] | None = None,
) -> tuple[TermPrice, ...]:
    """Return the price of each term, in the order lock, exclude, vendors, day; then of all.

    `solve` is told the terms, and how many times it will be asked from then on. `own` are terms of
    one build, each with what solves without it; they come before all of them, which `free` solves
    without any.
    """
    ways: list[tuple[LimitedTerm, Callable[[int], Least]]] = [
        (each, partial(solve, lifted(terms, each))) for each in liftable(terms)
    ]
    ways += own
    if len(ways) > 1:
        nothing = BuyingTerms(ship_to=terms.ship_to)
        ways.append((LimitedTerm(TermKind.ALL), partial(free or solve, nothing)))
    return tuple(
        _priced(term, least, without(len(ways) - done)) for done, (term, without) in enumerate(ways)
    )


def price_of_haste(asked: Fastest, fastest: Least) -> TermPrice:
    """Return what the fastest basket costs more than the cheapest one on the same terms."""
    known = fastest.is_known and asked.is_known
    price = fastest.total - asked.cheapest if fastest.total is not None and known else None
    proven = fastest.status is Status.OPTIMAL and known
    term = LimitedTerm(TermKind.FASTEST, percent=asked.percent)
    return TermPrice(term, asked.cheapest, price, proven, known)


def _priced(term: LimitedTerm, with_it: Least, without: Least) -> TermPrice:
    known = with_it.is_known and without.is_known
    proven = with_it.status is without.status is Status.OPTIMAL and known
    price = None
    if with_it.total is not None and without.total is not None and known:
        price = with_it.total - without.total
        if not proven:
            # What fulfils the term is a basket without it, too: less than nothing is no answer.
            price = max(price, price * 0)
    return TermPrice(term, without.total, price, proven, known)


def liftable(terms: BuyingTerms) -> Iterator[LimitedTerm]:
    """Yield every term that can be lifted, in the order lock, exclude, vendors, day.

    The country cannot.
    """
    for part_number, vendor in dict.fromkeys(terms.locks):
        yield LimitedTerm(TermKind.LOCK, part_number=part_number, vendor=vendor)
    for vendor in dict.fromkeys(terms.exclude):
        yield LimitedTerm(TermKind.EXCLUDE, vendor=vendor)
    if terms.max_vendors is not None:
        yield LimitedTerm(TermKind.MAX_VENDORS, count=terms.max_vendors)
    if terms.need_by is not None:
        yield LimitedTerm(TermKind.NEED_BY, day=terms.need_by)


def lifted(terms: BuyingTerms, term: LimitedTerm) -> BuyingTerms:
    """Return terms without one of those that can be lifted."""
    if term.kind is TermKind.LOCK:
        lock = (term.part_number, term.vendor)
        return replace(terms, locks=tuple(each for each in terms.locks if each != lock))
    if term.kind is TermKind.EXCLUDE:
        kept = tuple(each for each in terms.exclude if each != term.vendor)
        return replace(terms, exclude=kept)
    if term.kind is TermKind.MAX_VENDORS:
        return replace(terms, max_vendors=None)
    return replace(terms, need_by=None)
