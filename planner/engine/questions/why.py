"""Why a part is in the best build, and why another is not.

Nothing is told that was not tried: each answer is the difference between best builds, with a wish
given up, a part refused, or a part at another price.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from planner.engine.planning.usable import newest_price, usable, vacuous
from planner.engine.questions.conflict import contradiction, given_up, wishes_to_give_up
from planner.engine.sizing.piece_prices import UNITS_PER_MINOR, PiecePrices
from planner.engine.sizing.size import Sizer, size
from planner.engine.solving.effort import UNHURRIED, Effort, Tries
from planner.engine.wiring.limits import limits_of
from planner.model.catalog import Catalog, unknown_part
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.fits import Fit, fit
from planner.model.money import Money, RateTable, minor_unit_places
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.offers import Basis, Offer, PriceBreak
from planner.model.part_reasons import Binding, Chosen, Dearer, Excluded, Reason
from planner.model.parts import Case, Hat, Other, Part
from planner.model.proof import Status
from planner.model.requirement import Objective, Requirement, Wanted
from planner.model.scope import Scope
from planner.model.sizing import Sizing

# The lowest price supposed, in minor units: what is free may be bought in any number.
_LEAST = 1


def why(
    part_number: str,
    best: Sizing,
    catalog: Catalog,
    rates: RateTable,
    *,
    effort: Effort = UNHURRIED,
) -> Reason:
    """Return why a part is in the best build of a requirement, or why it is not.

    Raises PlannerError if there is no such part, or if a build is not proven to be best: then
    there is nothing to compare with. Whoever the effort tells hears how many builds were tried; if
    they say no, that is a PlannerError, too.
    """
    part = catalog.by_number.get(part_number)
    if part is None:
        raise PlannerError(unknown_part(part_number))
    total = _total(best)
    if total is None or best.status is not Status.OPTIMAL:
        raise PlannerError(_nothing_to_compare(part_number))
    asking = _Asking(best.requirement, catalog, rates, Tries(effort))
    if _count(best, part_number):
        return _chosen(part_number, best, total, asking)
    counting = usable(catalog.offers, catalog, Scope.of(asking.requirement))
    price = _price(part_number, catalog.offering(counting.offers), asking)
    # Where no price is known the other limits count all the same.
    is_told = price is not None or part_number in counting.out
    priced = catalog if is_told else asking.supposing(part_number, _LEAST)
    obstacle = _unsuitable(
        part, asking.requirement, Sizer(asking.requirement, priced, rates, effort=effort), catalog
    )
    if obstacle is not None:
        return Excluded(part_number, obstacle)
    return _not_chosen(part_number, price, total, asking)


@dataclass(frozen=True)
class _Asking:
    """Asks for the best build of other requirements, or with a part at another price."""

    requirement: Requirement
    catalog: Catalog
    rates: RateTable
    tries: Tries

    def best(self, requirement: Requirement, catalog: Catalog | None = None) -> Sizing:
        found = size(
            requirement,
            catalog or self.catalog,
            self.rates,
            effort=self.tries.effort,
        )
        self.tries.next()
        if found.status not in (Status.OPTIMAL, Status.INFEASIBLE):
            raise PlannerError(_nothing_to_compare("why"))
        return found

    def at_price(self, part_number: str, cents: int) -> Sizing:
        """Return the best build if any number of pieces costs so many minor units each."""
        return self.best(self.requirement, self.supposing(part_number, cents))

    def supposing(self, part_number: str, cents: int) -> Catalog:
        """Return the catalog with one plain price for a part."""
        wanted = self.requirement
        price = Decimal(cents).scaleb(-minor_unit_places(wanted.currency))
        offer = Offer(
            vendor="supposed",
            part_number=part_number,
            currency=wanted.currency,
            price_breaks=(PriceBreak(price=price),),
            # As the newest one there is, so that the others are as old as before.
            quoted_on=newest_price(self.catalog.offers, wanted.on) or wanted.on,
            basis=Basis.QUOTED,
            source="a hypothetical price, to see what it would change",
        )
        others = tuple(each for each in self.catalog.offers if each.part_number != part_number)
        changes = self.catalog.price_events
        return Catalog(
            parts=self.catalog.parts,
            offers=(*others, offer),
            price_events=tuple(each for each in changes if each.part_number != part_number),
            retired=self.catalog.retired,
        )


def _total(sized: Sizing) -> Money | None:
    return None if sized.bom is None else sized.bom.total


def _count(sized: Sizing, part_number: str) -> int:
    return _pieces(sized)[part_number]


def _pieces(sized: Sizing) -> Counter[str]:
    found: Counter[str] = Counter()
    for position in () if sized.build is None else sized.build.positions:
        found[position.part_number] += position.quantity
    return found


# --- a part that is chosen -----------------------------------------------------------------------


def _chosen(part_number: str, best: Sizing, total: Money, asking: _Asking) -> Chosen:
    wanted, quantity, plan = best.requirement, _count(best, part_number), best.plan
    positions = () if plan is None else plan.build.positions
    part = asking.catalog.by_number[part_number]
    said = tuple(dict.fromkeys(p.why for p in positions if p.part_number == part_number and p.why))
    without = asking.best(_refusing(wanted, part_number))
    other = _total(without)
    instead: tuple[tuple[str, int], ...] = ()
    if other is not None:
        more = _pieces(without) - _pieces(best)
        instead = tuple(sorted(more.items()))
    return Chosen(
        part_number,
        quantity,
        said,
        tuple(_bindings(part_number, best, total, asking)),
        instead,
        None if other is None else other - total,
        () if plan is None else limits_of(part, plan),
    )


def _refusing(wanted: Requirement, part_number: str) -> Requirement:
    """Return the requirement with a part refused, and not asked for any more."""
    return wanted.model_copy(
        update={
            "must_not": (*wanted.must_not, part_number),
            "boards": tuple(each for each in wanted.boards if each != part_number),
            "must": tuple(each for each in wanted.must if each.part_number != part_number),
            "only": tuple(each for each in wanted.only if each != part_number),
        }
    )


def _bindings(part_number: str, best: Sizing, total: Money, asking: _Asking) -> list[Binding]:
    """Return the requirements without which a cheaper build has fewer pieces of a part."""
    wanted, quantity = best.requirement, _count(best, part_number)
    if wanted.objective is not Objective.COST:
        return []
    found = []
    idle = vacuous(asking.catalog, Scope.of(wanted))
    for wish in wishes_to_give_up(wanted):
        if wish.kind in idle:
            continue
        freed = asking.best(given_up(wanted, wish))
        cost = _total(freed)
        if cost is not None and cost < total and _count(freed, part_number) < quantity:
            found.append(Binding(wish, total - cost))
    return found


# --- a part that is not --------------------------------------------------------------------------


def _unsuitable(part: Part, wanted: Requirement, sizer: Sizer, catalog: Catalog) -> Obstacle | None:
    """Return what keeps a part out whatever it costs; None if nothing does."""
    only = {catalog.by_number[number].category for number in wanted.only}
    if part.category in only and part.part_number not in wanted.only:
        named = tuple(
            number for number in wanted.only if catalog.by_number[number].category == part.category
        )
        return Obstacle(ObstacleKind.NOT_NAMED, about=named, of=part.category)
    if part.part_number in sizer.left_out:
        return sizer.left_out[part.part_number]
    holds_nothing = isinstance(part, Hat) and not part.storage_slots
    boards = (each.part for each in sizer.found.boards)
    cools = isinstance(part, Other) and any(
        "cooler" in board.lacks and fit(part, board) is Fit.FITS for board in boards
    )
    if (part.category in ("other", "poe", "rack") and not cools) or holds_nothing:
        return Obstacle(ObstacleKind.NOT_CHOSEN)
    if isinstance(part, Case) and not sizer.found.cases:
        return Obstacle(ObstacleKind.CASES_NOT_ASKED)
    return None


def _not_chosen(part_number: str, price: Money | None, total: Money, asking: _Asking) -> Reason:
    wanted = asking.requirement
    if price is None:
        return Dearer(part_number, None, None, *_break_even(part_number, total, asking))
    one = Wanted(part_number=part_number, quantity=1)
    forced = wanted.model_copy(update={"must": (*wanted.must, one)})
    with_it = _total(asking.best(forced))
    if with_it is None:
        conflict = contradiction(
            forced,
            asking.catalog,
            asking.rates,
            effort=asking.tries.effort,
        )
        return Excluded(part_number, Obstacle(ObstacleKind.NO_BUILD), conflict)
    return Dearer(part_number, price, with_it - total, *_break_even(part_number, total, asking))


def _price(part_number: str, catalog: Catalog, asking: _Asking) -> Money | None:
    """Return what one piece costs now, on its own; None if no price is known."""
    wanted = asking.requirement
    prices = PiecePrices(catalog, asking.rates, currency=wanted.currency, on=wanted.on)
    if prices.price(part_number) is None:
        return None
    places = minor_unit_places(wanted.currency)
    exact = Decimal(prices.cost(part_number, 1)) / UNITS_PER_MINOR
    return Money(exact.scaleb(-places), wanted.currency).rounded()


def _break_even(part_number: str, total: Money, asking: _Asking) -> tuple[Money | None, int]:
    """Return the highest price at which a part makes a cheaper build, and how many pieces then.

    The build that wins at a price keeps winning until its pieces have eaten up what it saves, so
    the price may rise by that much a piece at once; then another build, with fewer pieces, may
    still win. It ends at a price that wins while one more minor unit does not: both were tried.
    """
    currency, copies = asking.requirement.currency, asking.requirement.copies
    places = minor_unit_places(currency)

    def saved(cents: int) -> tuple[int, int]:
        """Return the minor units that the best build saves at a price, and its pieces of it."""
        found = asking.at_price(part_number, cents)
        cost = _total(found)
        saves = total - (cost or total)
        return int(saves.amount.scaleb(places)), _count(found, part_number)

    price, (saves, pieces) = _LEAST, saved(_LEAST)
    if saves <= 0 or not pieces:
        return None, 0
    while True:
        # At the full step it would save nothing, so it stops short of that.
        step = max((saves - 1) // (pieces * copies), 1)
        then, count = saved(price + step)
        if then <= 0 or not count:
            return Money(Decimal(price).scaleb(-places), currency), pieces
        price, saves, pieces = price + step, then, count


# --- what cannot be answered ---------------------------------------------------------------------


def _nothing_to_compare(part_number: str) -> Finding:
    return Finding(
        code="nothing-to-compare",
        severity=Severity.ERROR,
        subject=part_number,
        message="No build is proven best, so there is nothing to compare with.",
    )
