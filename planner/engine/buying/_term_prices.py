"""What each term of a purchase costs: it is solved again without that term."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.engine.buying.lifted_terms import liftable, lifted
from planner.model.basket import Basket
from planner.model.buying import BuyingTerms, Fastest, TermPrice
from planner.model.money import Money
from planner.model.proof import Status
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


def term_prices(
    terms: BuyingTerms, least: Least, solve: Callable[[BuyingTerms, int], Least]
) -> tuple[TermPrice, ...]:
    """Return the price of each term, in the order lock, exclude, vendors, day; then of all.

    `solve` is told the terms, and how many times it will be asked from then on.
    """
    ways = list(_one_by_one(terms))
    return tuple(
        _priced(term, least, solve(without, len(ways) - done))
        for done, (term, without) in enumerate(ways)
    )


def price_of_haste(asked: Fastest, fastest: Least) -> TermPrice:
    """Return what the fastest basket costs more than the cheapest one on the same terms."""
    known = fastest.is_known and asked.is_known
    price = fastest.total - asked.cheapest if fastest.total is not None and known else None
    proven = fastest.status is Status.OPTIMAL and known
    term = LimitedTerm(TermKind.FASTEST, percent=asked.percent)
    return TermPrice(term, asked.cheapest, price, proven, known)


def _one_by_one(terms: BuyingTerms) -> Iterator[tuple[LimitedTerm, BuyingTerms]]:
    """Yield each term with the terms that are left without it."""
    found = [(each, lifted(terms, each)) for each in liftable(terms)]
    yield from found
    if len(found) > 1:
        yield LimitedTerm(TermKind.ALL), BuyingTerms(ship_to=terms.ship_to)


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
