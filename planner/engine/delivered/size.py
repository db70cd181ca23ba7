"""Size a cluster at landed prices: choose parts and offers together, in one program.

A dearer board from a vendor that is in the basket already may win, because it ships for nothing
more. What the program chooses is a build like any other: it is wired and judged by the rules, and
what it buys is counted again by `landing`, which knows nothing of this program.

Of any part a piece more than the build needs may be bought where that fills an order up to free
shipping or the like and costs less in all; the basket shows it as surplus. Buying a bill does the
same, so this is never dearer than sizing first and buying after.

In one piece because the program, what its values stand for and the count of them share its columns.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from planner.engine.buying.basket import buy, in_order, needs_of
from planner.engine.buying.bundles import with_shares
from planner.engine.buying.choices import choices, vendors_that_serve
from planner.engine.buying.findings import doubts, offers_unread
from planner.engine.buying.landing import land
from planner.engine.buying.program import PurchasingProgram, add_basket
from planner.engine.buying.search import MOST_REPAIRS, in_money
from planner.engine.planning.missing_rates import refuse_unrated
from planner.engine.planning.usable import usable_catalog, usable_market
from planner.engine.sizing.candidates import candidates
from planner.engine.sizing.program import uncosted
from planner.engine.sizing.program_costs import pieces_at_most
from planner.engine.sizing.proposal import proposal
from planner.engine.sizing.proven import proven, taken_anyway
from planner.engine.sizing.size import refuse_unknown_parts, size
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.engine.solving.fewest import fewest_pieces
from planner.engine.solving.rounding import Sum, add_to, minor
from planner.engine.solving.solver import Answer, early_bound, minimize
from planner.model.basket import Basket, Need, UnreadRow
from planner.model.build import Build
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Purchase, Settlement
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import Money, RateTable
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.proof import Status
from planner.model.requirement import Objective, Requirement
from planner.model.scope import Scope
from planner.model.sizing import DeliveredSizing, Sizing


def size_delivered(
    requirement: Requirement,
    catalog: Catalog,
    rates: RateTable,
    market: Market,
    terms: BuyingTerms = NO_TERMS,
    *,
    effort: Effort = UNHURRIED,
) -> DeliveredSizing:
    """Return the build that fulfils a requirement at least landed cost, and how it is bought.

    `rates` lead from every currency of the market to the requirement's. The country is that of the
    terms. Raises PlannerError for another objective than cost: it would not look at what is paid.
    """
    if requirement.objective is not Objective.COST:
        raise PlannerError(_only_for_cost(requirement))
    refuse_unknown_parts(requirement, catalog)
    currency, on = requirement.currency, requirement.on
    refuse_unrated(market.offers, rates, currency=currency, on=on)
    terms = replace(terms, fastest_within=None)
    settlement = Settlement(currency, rates, on)
    market = usable_market(market, catalog, Scope.of(requirement))
    # Other ways of shopping, to compare it with, come after it.
    most = effort.part(3, 4)
    try:
        joint = DeliveredProgram(requirement, catalog, market, settlement, terms, effort=most)
    except OutOfTimeError:
        return _bought_after(requirement, catalog, rates, (market, settlement, terms), effort)
    answer = joint.solved(most)
    if answer.status is Status.UNKNOWN:
        shopping = (market, settlement, terms)
        least = in_money(answer.bound, currency)
        return _bought_after(requirement, catalog, rates, shopping, effort, bound=least)
    if not answer.values:
        return DeliveredSizing(joint.nothing(answer.status))
    build = joint.build(answer)
    needs = in_order(needs_of(build, catalog))
    basket = joint.basket(answer, needs)
    sizing = joint.sizing(build, answer, basket, rates)

    # The build is known by then: what other ways of shopping cost is none of its costs.
    quiet = effort.quietly()

    def bought(needs: Sequence[Need]) -> Purchase:
        return buy(needs, market, settlement, terms, effort=quiet)

    alone = bought(needs)
    first = size(requirement, catalog.offering(market.offers), rates, effort=quiet)
    apart = None
    if first.build is not None and first.status is Status.OPTIMAL:
        after = in_order(needs_of(first.build, catalog))
        # The same parts are bought in the same way.
        apart = _proven(alone if after == needs else bought(after))
    basket = with_shares(basket, market.offers, settlement)
    told = tuple(doubts(basket, joint.vendors, settlement, market.name_of))
    return DeliveredSizing(
        sizing, _bought(alone, sizing, basket, told, _unread(market, catalog)), apart
    )


def _bought(
    alone: Purchase,
    sizing: Sizing,
    basket: Basket,
    told: tuple[Finding, ...],
    unread: tuple[UnreadRow, ...],
) -> Purchase:
    """Return how a build is bought that was chosen with its basket; `alone` buys its parts anew."""
    return replace(
        alone,
        status=sizing.status,
        copies=sizing.requirement.copies,
        basket=basket,
        bound=sizing.bound,
        gap=sizing.gap,
        unread_offers=unread,
        findings=(*told, *([offers_unread(unread)] if unread else [])),
    )


def _unread(market: Market, catalog: Catalog) -> tuple[UnreadRow, ...]:
    """Return the rows not read that may sell any part, not only one that was chosen."""
    return market.unread(Need(part_number=part.part_number, quantity=1) for part in catalog.parts)


def _bought_after(
    requirement: Requirement,
    catalog: Catalog,
    rates: RateTable,
    shopping: tuple[Market, Settlement, BuyingTerms],
    effort: Effort,
    *,
    bound: Money | None = None,
) -> DeliveredSizing:
    """Return what is sized at list prices and bought after, where there is no time to do both.

    No build comes to less than the `bound`, delivered, if there is one.
    """
    quiet, nothing = effort.quietly(), DeliveredSizing(Sizing(requirement, Status.UNKNOWN))
    # At the list prices of those who sell: what was only printed could not be bought after.
    first = size(requirement, catalog.offering(shopping[0].offers), rates, effort=quiet)
    if first.build is None:
        return nothing
    needs = in_order(needs_of(first.build, catalog))
    found = buy(needs, *shopping, effort=quiet)
    budget = requirement.budget
    if found.total is None or (budget is not None and found.total.amount > budget):
        return nothing
    nothing_known = Money(Decimal(0), requirement.currency)
    sizing = proven(
        requirement,
        first.build,
        usable_catalog(catalog, Scope.of(requirement)),
        rates,
        status=Status.FEASIBLE,
        bound=bound or nothing_known,
        total=found.total,
    )
    sizing = replace(sizing, passed_over=first.passed_over, unused=shopping[0].unused)
    found = replace(found, status=sizing.status, bound=sizing.bound, gap=sizing.gap)
    found = replace(found, copies=requirement.copies)
    return DeliveredSizing(sizing, found)


def _proven(found: Purchase) -> Money | None:
    """Return the least that needs come to; None if that is not proven: then it says nothing."""
    return found.total if found.proven else None


class DeliveredProgram:
    """The program that chooses parts and offers together, and what its columns stand for.

    Parts that are `given` need not be bought. Raises OutOfTimeError where the program is too large
    to be written down in time.
    """

    def __init__(
        self,
        requirement: Requirement,
        catalog: Catalog,
        market: Market,
        settlement: Settlement,
        terms: BuyingTerms,
        *,
        given: Collection[str] = (),
        effort: Effort = UNHURRIED,
    ) -> None:
        self._requirement, self._settlement, self._terms = requirement, settlement, terms
        self._catalog = usable_catalog(catalog, Scope.of(requirement))
        self._given = frozenset(given)
        self.vendors = vendors_that_serve(market.vendors, settlement, terms)
        owned = {pieces.part_number for pieces in requirement.owned}
        sold = {
            number
            for offer in market.offers
            if offer.vendor in self.vendors
            for number in offer.contents
        }

        def unavailable(number: str) -> Obstacle | None:
            if number in owned or number in self._given:
                return None
            known = number in sold and number not in market.out
            return None if known else market.out.get(number, Obstacle(ObstacleKind.NOT_SOLD))

        self._found = candidates(catalog.parts, requirement, unavailable=unavailable, effort=effort)
        self.passed_over = tuple(self._found.left_out.passed_over())
        self.unused, self._anyway = market.unused, market.anyway
        self._draft = uncosted(requirement, self._found, effort)
        self._made = PurchasingProgram(program=self._draft.program)
        self._needs = self._add_costs(market, effort)

    def _add_costs(self, market: Market, effort: Effort) -> tuple[Need, ...]:
        """Let offers cover what is used of each part, less what is owned; return the parts."""
        program = self._draft.program
        copies, has = self._requirement.copies, dict[str, int]()
        for pieces in self._requirement.owned:
            has[pieces.part_number] = has.get(pieces.part_number, 0) + pieces.quantity
        most = pieces_at_most(self._requirement)
        usage = {
            number: terms
            for number, terms in self._draft.usage.items()
            if terms and number not in self._given
        }
        needs = []
        for number, terms in usage.items():
            used: Sum = {}
            for column, count in terms:
                add_to(used, {column: count})
            # No more than so many can be used, so an offer need not hold more.
            upper = min(most, self._made.upper(used)) * copies
            needs.append(Need(part_number=number, quantity=max(upper, 1)))
        offered = choices(needs, market.offers, self.vendors, self._settlement, self._terms, effort)
        cover = add_basket(self._made, needs, offered, self.vendors, self._settlement, effort)
        for (number, terms), given in zip(usage.items(), cover, strict=True):
            used = {}
            for column, count in terms:
                add_to(used, {column: -count * copies})
            row = [*given.items(), *used.items()]
            if number in has:
                own = program.column(0, has[number])
                self._draft.owned[number] = own
                row.append((own, 1))
                # What is owned and not used is not in the build.
                program.row([(own, 1), *used.items()], most=0)
            program.row(row, least=0)
        if self._terms.max_vendors is not None:
            opened = ((column, 1) for column in self._made.opened.values())
            program.row(opened, most=self._terms.max_vendors)
        if self._requirement.budget is not None:
            most_spent = minor(self._requirement.budget, self._settlement.currency)
            program.row(self._made.objective.items(), most=most_spent)
        return tuple(needs)

    def is_possible(self, effort: Effort) -> bool:
        """Tell whether there is a build at all, whatever it costs.

        Raises OutOfTimeError if that was not found out.
        """
        watch = effort.watch(self._money)
        program = self._made.program
        answer = minimize(program, (), effort=effort, watch=watch)
        if answer.status is Status.UNKNOWN:
            raise OutOfTimeError
        return answer.status is not Status.INFEASIBLE

    def cheapest(self, effort: Effort) -> Basket | None:
        """Return the basket of the cheapest build, counted anew; None if there is none.

        Raises OutOfTimeError if none was found in time.
        """
        answer = self.solved(effort)
        if answer.status is Status.UNKNOWN:
            raise OutOfTimeError
        if not answer.values:
            return None
        needs = in_order(needs_of(self.build(answer), self._catalog))
        return self.basket(answer, needs)

    def solved(self, effort: Effort) -> Answer:
        """Return the values at least cost; a rounding that was too low is mended."""
        most, watch = effort.part(9, 10), effort.watch(self._money)
        made, objective = self._made, self._made.objective.items()
        least = early_bound(made.program, objective, most)

        def minimized(loose: frozenset[int] = frozenset(), _: Sequence[int] = ()) -> Answer:
            return minimize(made.program, objective, effort=most, watch=watch, loose=loose)

        answer = made.quickly(minimized, made.objective, times=MOST_REPAIRS)
        if answer is None:
            answer = made.mended(minimized(), minimized, times=MOST_REPAIRS)
        if answer.status in (Status.FEASIBLE, Status.UNKNOWN):
            answer = replace(answer, bound=max(answer.bound, least))
        return self._without_surplus(answer, effort)

    def _money(self, units: int) -> Money:
        return in_money(units, self._settlement.currency)

    def _without_surplus(self, answer: Answer, effort: Effort) -> Answer:
        """Return values that cost as much with as few pieces in the build as can be.

        Cost alone does not say how many: what is owned and the rest of a pack cost nothing.
        """
        pieces = [term for terms in self._draft.usage.values() for term in terms]
        return fewest_pieces(
            self._made.program,
            self._made.objective.items(),
            pieces,
            answer,
            partial(minimize, effort=effort.quietly()),
            # A rounding that is too low there would make it look cheaper than it is.
            holds=lambda values: not self._made.repair(values),
        )

    def nothing(self, status: Status) -> Sizing:
        """Return that there is no build, with what was left out."""
        wanted, out = self._requirement, self.passed_over
        return Sizing(wanted, status, passed_over=out, unused=self.unused)

    def build(self, answer: Answer) -> Build:
        """Return the build that the values stand for, wired."""
        return proposal(
            self._requirement, self._found, self._draft, answer.values, self._catalog.by_number
        )

    def sizing(self, build: Build, answer: Answer, basket: Basket, rates: RateTable) -> Sizing:
        """Return the sizing of the build, at what its basket comes to."""
        found = proven(
            self._requirement,
            build,
            self._catalog,
            rates,
            status=answer.status,
            # Where a rounding was not mended the count lies above it, and nothing is proven.
            bound=self._money(answer.bound),
            total=basket.at_least,
        )
        named = self._requirement.named
        plan = None if found.plan is None else taken_anyway(found.plan, self._anyway, named)
        return replace(found, plan=plan, passed_over=self.passed_over, unused=self.unused)

    def basket(self, answer: Answer, needs: Sequence[Need]) -> Basket:
        """Return what the values buy for what the build needs, counted anew."""
        places = {need.part_number: index for index, need in enumerate(needs)}
        picks = []
        for pick in self._made.picks(answer.values):
            meant = [
                each.model_copy(update={"need": places[self._needs[each.need].part_number]})
                for each in pick.allotted
                if self._needs[each.need].part_number in places
            ]
            picks.append(pick.model_copy(update={"allotted": tuple(meant)}))
        return land(picks, needs, self.vendors.values(), self._settlement)


def _only_for_cost(requirement: Requirement) -> Finding:
    return Finding(
        code="landed-not-for-cost",
        severity=Severity.ERROR,
        subject="objective",
        message=f"Landed cost does not apply when optimising for {requirement.objective}.",
        hint="Drop the objective, or drop landed cost.",
    )
