"""What each term of a purchase costs: it is solved again without that term."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.engine.fastest import Fastest
from planner.engine.lifted_terms import liftable
from planner.engine.optimize import Status
from planner.engine.purchase_choices import Terms
from planner.model.money import Money
from planner.model.sourcing import Basket


@dataclass(frozen=True)
class Least:
    """The least landed total that was found under some terms, if any, and how sure it is."""

    status: Status
    total: Money | None = None

    @classmethod
    def of(cls, status: Status, basket: Basket | None) -> "Least":
        """Return what a basket comes to, if there is one."""
        return cls(status, None if basket is None else basket.total)


@dataclass(frozen=True)
class TermPrice:
    """What one term costs: the total with all terms, less the total `without` this one.

    `term` is lock, exclude, max-vendors, need-by, or all: what lifting every one of them saves; or
    fastest-within: what having it sooner costs on all the other terms.
    `without` is None if nothing can be bought even then, `price` also if nothing can with it.
    Below nothing is the price of a term that brings in offers which are no longer current.
    """

    term: str
    subject: str
    without: Money | None
    price: Money | None
    proven: bool


def term_prices(
    terms: Terms, least: Least, solve: Callable[[Terms, int], Least]
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
    price = None if fastest.total is None else fastest.total - asked.cheapest
    proven = fastest.status is Status.OPTIMAL
    return TermPrice("fastest-within", str(asked.percent), asked.cheapest, price, proven)


def _lifted(terms: Terms) -> Iterator[tuple[str, str, Terms]]:
    """Yield each term with the terms that are left without it."""
    found = [(each.term, "=".join(each.about), each.without(terms)) for each in liftable(terms)]
    yield from found
    if len(found) > 1:
        yield "all", "", Terms(ship_to=terms.ship_to)


def _priced(term: str, subject: str, with_it: Least, without: Least) -> TermPrice:
    proven = with_it.status is without.status is Status.OPTIMAL
    price = None
    if with_it.total is not None and without.total is not None:
        price = with_it.total - without.total
        if not proven:
            # What fulfils the term is a basket without it, too: less than nothing is no answer.
            price = max(price, price * 0)
    return TermPrice(term, subject, without.total, price, proven)
