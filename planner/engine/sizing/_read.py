"""What is read of a catalog for a requirement: the prices that count, and the parts for each job.

What a named board cannot do without is taken as it is: at old prices, if nothing that counts does
its job.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple, cast

from planner.engine.planning.missing_rates import unrated
from planner.engine.planning.usable import Usable, usable
from planner.engine.sizing._doubles import Alike, Doubles, doubles
from planner.engine.sizing._indispensable import indispensable
from planner.engine.sizing.candidates import Candidates, candidates
from planner.engine.sizing.piece_prices import PiecePrices
from planner.engine.solving.effort import Effort
from planner.model.catalog import Catalog
from planner.model.money import RateTable
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.requirement import Requirement
from planner.model.scope import Scope


class Read(NamedTuple):
    """A catalog with the offers that count, what their pieces cost, and the parts for each job."""

    counting: Usable
    catalog: Catalog
    prices: PiecePrices
    found: Candidates


def read(
    requirement: Requirement, catalog: Catalog, rates: RateTable, *, prune: bool, effort: Effort
) -> Read:
    """Return what a requirement is sized from; to `prune` is to look at few of what is alike.

    Raises OutOfTimeError where there are too many parts to look at in time.
    """
    scope = Scope.of(requirement)
    result = _within(scope, requirement, catalog, rates, prune=prune, effort=effort)
    while more := indispensable(requirement, catalog.parts, result.found, result.counting.out):
        scope = replace(scope, named=scope.named | more)
        result = _within(scope, requirement, catalog, rates, prune=prune, effort=effort)
    return result


def _within(
    scope: Scope,
    requirement: Requirement,
    catalog: Catalog,
    rates: RateTable,
    *,
    prune: bool,
    effort: Effort,
) -> Read:
    shelf = _shelf(scope, requirement.currency, catalog, rates, effort)
    parts, alike = shelf.catalog.parts, tuple[Alike, ...]()
    if prune:
        named = requirement.named.union(requirement.must_not)
        parts, alike = shelf.doubles.without(named)
    out = shelf.counting.out
    found = candidates(
        parts,
        requirement,
        unavailable=_availability(requirement, shelf.catalog, rates, shelf.prices, out),
        effort=effort,
    )
    shelf.doubles.leave_out(found.left_out, alike)
    return Read(shelf.counting, shelf.catalog, shelf.prices, found)


# So many ways to read the prices of a catalog stay with it: those of now, and those of before.
_KEPT = 2


class _Shelf(NamedTuple):
    """What counts of a catalog's offers, in the currency and at the rates of some question."""

    scope: Scope
    currency: str
    rates: RateTable
    counting: Usable
    catalog: Catalog
    prices: PiecePrices
    doubles: Doubles


def _shelf(
    scope: Scope, currency: str, catalog: Catalog, rates: RateTable, effort: Effort
) -> _Shelf:
    """Return the offers that count and what their pieces cost; questions mostly ask alike.

    A catalog does not change, so what was read of a hundred thousand offers stays with it.
    """
    kept = cast(list[_Shelf], catalog.reckoned.setdefault(_shelf, []))
    for each in tuple(kept):
        if (each.scope, each.currency, each.rates) == (scope, currency, rates):
            return each
    counting = usable(catalog.offers, catalog, scope)
    shelf = catalog.offering(counting.offers)
    prices = PiecePrices(shelf, rates, currency=currency, on=scope.on)
    few = doubles(shelf.parts, prices, counting.out, effort)
    found = _Shelf(scope, currency, rates, counting, shelf, prices, few)
    catalog.reckoned[_shelf] = [*kept[1 - _KEPT :], found]
    return found


def _availability(
    requirement: Requirement,
    catalog: Catalog,
    rates: RateTable,
    prices: PiecePrices,
    out: Mapping[str, Obstacle],
) -> Callable[[str], Obstacle | None]:
    """Return what tells why a part number cannot be had; None if it can.

    `out` are those that are left out for what they or their prices are.
    """
    owned = {pieces.part_number for pieces in requirement.owned}
    currency = requirement.currency

    def unavailable(number: str) -> Obstacle | None:
        if number in owned:
            return None
        if number in out:
            return out[number]
        if prices.price(number) is None:
            held = (offer.currency for offer in catalog.offers_for(number))
            lacking = tuple(unrated(held, rates, currency=currency, on=requirement.on))
            no_price = Obstacle(ObstacleKind.NO_PRICE)
            return (
                Obstacle(ObstacleKind.NO_RATE, about=lacking, of=currency) if lacking else no_price
            )
        return None

    return unavailable
