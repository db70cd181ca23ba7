"""What each term of a purchase costs: it is solved again without that term."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.engine.buying.lifted_terms import liftable
from planner.model.basket import Basket
from planner.model.buying import BuyingTerms, Fastest, TermPrice
from planner.model.money import Money
from planner.model.proof import Status


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
    lifted = list(_lifted(terms))
    return tuple(
        _priced(term, subject, least, solve(without, len(lifted) - done))
        for done, (term, subject, without) in enumerate(lifted)
    )


def price_of_haste(asked: Fastest, fastest: Least) -> TermPrice:
    """Return what the fastest basket costs more than the cheapest one on the same terms."""
    known = fastest.is_known and asked.is_known
    price = fastest.total - asked.cheapest if fastest.total is not None and known else None
    proven = fastest.status is Status.OPTIMAL and known
    return TermPrice("fastest-within", str(asked.percent), asked.cheapest, price, proven, known)


def _lifted(terms: BuyingTerms) -> Iterator[tuple[str, str, BuyingTerms]]:
    """Yield each term with the terms that are left without it."""
    found = [(each.term, "=".join(each.about), each.without(terms)) for each in liftable(terms)]
    yield from found
    if len(found) > 1:
        yield "all", "", BuyingTerms(ship_to=terms.ship_to)


def _priced(term: str, subject: str, with_it: Least, without: Least) -> TermPrice:
    known = with_it.is_known and without.is_known
    proven = with_it.status is without.status is Status.OPTIMAL and known
    price = None
    if with_it.total is not None and without.total is not None and known:
        price = with_it.total - without.total
        if not proven:
            # What fulfils the term is a basket without it, too: less than nothing is no answer.
            price = max(price, price * 0)
    return TermPrice(term, subject, without.total, price, proven, known)
