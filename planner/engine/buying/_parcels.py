"""Fewer parcels of which nobody says what they cost: taken where they cost no more, else told.

What is unknown counts as nothing, so one cent of goods would buy one more such parcel. No number
is made up for it here: baskets that cost the same, as far as is known, are told apart by it, and
the cheapest with one such parcel fewer is handed back beside the cheapest.
"""

from planner.engine.buying.search import Search
from planner.model.basket import Basket
from planner.model.term_prices import FewerParcels


def fewest_parcels(
    search: Search, basket: Basket, *, max_vendors: int | None
) -> tuple[Basket, FewerParcels | None]:
    """Return a basket that costs no more with the fewest parcels of unknown cost, and the next.

    The next is the cheapest with fewer of them still; None if there is none, or none in time.
    """
    while basket.unknown_parcels and search.effort.goes_on():
        _, other = search.solve(max_vendors, basket.unknown_parcels - 1)
        if other is None or other.unknown_parcels >= basket.unknown_parcels:
            break
        if other.at_least > basket.at_least:
            return basket, FewerParcels.beside(basket, other)
        basket = other
    return basket, None
