"""What the terms of a purchase cost that was solved already, or which of them is in its way."""

from collections.abc import Sequence

from planner.engine.buying._shortages import Shortage, shortage
from planner.engine.buying._term_prices import Least, price_of_haste, term_prices
from planner.engine.buying.basket import in_order, solve
from planner.engine.buying.choices import choices, vendors_that_serve
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.progress import Progress
from planner.model.basket import Need
from planner.model.buying import BuyingTerms, Market, PricedTerms, Purchase, Settlement, TermPrice
from planner.model.proof import Status


def priced_terms(
    needs: Sequence[Need],
    found: Purchase,
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms,
    *,
    effort: Effort = UNHURRIED,
) -> PricedTerms:
    """Return what the terms of a purchase cost, of all that can be had without them.

    `found` is what could be had of the needs on these terms. Whoever the effort tells hears how
    many terms were lifted, and may end it: then the rest is not known.
    """
    free = _shortage_without(in_order(needs), market, settlement, terms)
    if not free.obtainable:
        return PricedTerms((), in_the_way=False, missing=free.missing)
    kept_away = found.missing != free.missing
    # What is bought of the rest is no purchase of all that could be had.
    bought = Purchase(Status.INFEASIBLE, free.obtainable) if kept_away else found
    prices = _prices(bought, free.obtainable, market, settlement, terms, effort)
    in_the_way = bought.status is Status.INFEASIBLE
    return PricedTerms(prices, in_the_way, free.missing)


def prices_of_whole(
    found: Purchase,
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms,
    *,
    effort: Effort = UNHURRIED,
) -> tuple[TermPrice, ...]:
    """Return what the terms of a purchase cost that is of all or nothing, as `buy` makes it."""
    return _prices(found, found.needs, market, settlement, terms, effort)


def _prices(
    found: Purchase,
    needs: tuple[Need, ...],
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms,
    effort: Effort,
) -> tuple[TermPrice, ...]:
    """Return what each term costs a purchase of these needs, of which `found` is what was found."""
    tried = most = 0

    def without(lifted: BuyingTerms, left: int) -> Least:
        nonlocal tried, most
        most = max(most, left)
        so_far = Progress(tried, most)
        if not effort.goes_on(so_far):
            return Least(Status.UNKNOWN)
        tried += 1
        share = effort.quietly(so_far).share(left)
        return Least.of(*solve(needs, market, settlement, lifted, effort=share))

    prices = term_prices(terms, _cheapest(found), without)
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
