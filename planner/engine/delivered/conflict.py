"""Why nothing can be delivered: the requirements and terms that are in the way, and what mends it.

Where sizing at list prices finds no build either, its conflict is the answer. Else what sells
and ships is in the way. Then the fewest wishes and terms of the purchase are looked for that allow
no delivered build together, as `infeasible` does it, and it is told what nobody who delivers sells
although a build would need it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from planner.engine.buying.choices import choices, vendors_that_serve
from planner.engine.buying.term_prices import liftable, lifted
from planner.engine.delivered.size import DeliveredProgram
from planner.engine.planning.usable import usable_market, vacuous
from planner.engine.questions.conflict import (
    Places,
    contradiction,
    fewest,
    given_up,
    relaxation,
    relaxations,
    wishes_to_give_up,
)
from planner.engine.sizing.candidates import Candidates, candidates
from planner.engine.sizing.size import size
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError, Tries
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Settlement
from planner.model.catalog import Catalog
from planner.model.findings import Finding, Severity
from planner.model.money import RateTable
from planner.model.parts import Part
from planner.model.proof import Status
from planner.model.requirement import Requirement
from planner.model.scope import Scope
from planner.model.sizing import DeliveredConflict, Relaxation, WayOut
from planner.model.wishes import LimitedTerm


def delivered_conflict(
    requirement: Requirement,
    catalog: Catalog,
    rates: RateTable,
    market: Market,
    terms: BuyingTerms = NO_TERMS,
    *,
    effort: Effort = UNHURRIED,
) -> DeliveredConflict:
    """Return what is in the way of a build at landed prices, where `size_delivered` finds none.

    Whoever the effort tells hears how many builds were tried; once they say no, or time is up, what
    is known is returned. Raises OutOfTimeError where it is not known by then whether there is a
    build at list prices.
    """
    tries = Tries(effort)
    asked = _Asked(requirement, catalog, rates, market, terms, tries)
    plain = size(requirement, catalog, rates, effort=tries.effort)
    tries.next()
    if plain.status is Status.UNKNOWN:
        raise OutOfTimeError
    if plain.status is Status.INFEASIBLE:
        found = contradiction(requirement, catalog, rates, price=asked.price, effort=tries.effort)
        return DeliveredConflict(found, delivered=False)
    wishes = asked.fewest()
    unsold = tuple(_in_time(asked.unsold()))
    nothing = () if wishes or unsold else (_nothing(),)
    listed = None if plain.bom is None else plain.bom.total
    return DeliveredConflict(wishes, findings=unsold or nothing, listed=listed)


def _in_time(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield what is found before time is up."""
    try:
        yield from findings
    except OutOfTimeError:
        return


@dataclass(frozen=True)
class _Asked:
    requirement: Requirement
    catalog: Catalog
    rates: RateTable
    market: Market
    terms: BuyingTerms
    tries: Tries

    def fewest(self) -> tuple[Relaxation, ...]:
        """Return the fewest requirements and terms that allow no delivered build together."""
        idle = vacuous(self.catalog, Scope.of(self.requirement), self.market.offers)
        all_wishes = wishes_to_give_up(self.requirement)
        wishes = [each for each in all_wishes if each.kind not in idle]
        limits = list(liftable(self.terms))

        def is_impossible(places: Places) -> bool:
            asked, terms = self.requirement, self.terms
            for place, wish in enumerate(wishes):
                if place not in places:
                    asked = given_up(asked, wish)
            for place, term in enumerate(limits, len(wishes)):
                if place not in places:
                    terms = lifted(terms, term)
            return self._is_impossible(self._joint(asked, terms))

        kept, sure = fewest(len(wishes) + len(limits), is_impossible, effort=self.tries.effort)
        named = [wishes[place] for place in sorted(kept) if place < len(wishes)]
        found = [*relaxations(named, lambda wish: relaxation(wish, self.requirement, self.price))]
        found += [
            self._priced(limits[place - len(wishes)])
            for place in sorted(kept)
            if place >= len(wishes)
        ]
        return tuple(replace(each, of_fewest=sure) for each in found)

    def _priced(self, term: LimitedTerm) -> Relaxation:
        """Return what a build costs without one of the terms."""
        try:
            found = self._way_out(self._joint(self.requirement, lifted(self.terms, term)))
        except OutOfTimeError:
            return Relaxation(term, None, known=False)
        if found is None:
            return Relaxation(term, None)
        return Relaxation(term, found.cost, at_least=found.at_least)

    def unsold(self) -> Iterator[Finding]:
        """Yield what nobody sells and no build can do without, whatever else were sold."""
        asked = self.requirement
        able = candidates(self.catalog.parts, asked, unavailable=lambda _: None)
        had = self._had()
        jobs = [(job, parts) for job, parts in _jobs(able) if parts and had.isdisjoint(parts)]
        wanted = [each.part_number for each in asked.must if each.part_number not in had]
        lacking = frozenset((*wanted, *(number for _, parts in jobs for number in parts)))

        def is_missed(numbers: Collection[str], among: frozenset[str] = lacking) -> bool:
            for wishes in self._levels():
                if not self._is_impossible(self._joint(wishes, self.terms, given=among)):
                    given = among.difference(numbers)
                    return self._is_impossible(self._joint(wishes, self.terms, given=given))
            return False

        # A carrier may stand in for a switch: where it does not have to be, nobody looks for one.
        carriers = dict(jobs).get(_CARRIER, {})
        among = lacking if carriers and is_missed(carriers) else lacking.difference(carriers)
        for number in wanted:
            yield self._nobody_sells(number, self.catalog.by_number[number].name)
        for job, parts in jobs:
            if parts.keys().isdisjoint(wanted) and is_missed(parts, among):
                yield self._nobody_sells(job, f"a suitable {job}: {_few(parts)}")

    def _levels(self) -> Iterator[Requirement]:
        """Yield what is asked for without its budget, and what is left without any requirement."""
        asked = self.requirement.model_copy(update={"budget": None})
        yield asked
        for wish in wishes_to_give_up(asked):
            asked = given_up(asked, wish)
        yield asked

    def _had(self) -> set[str]:
        """Return the parts that are owned or can be bought on these terms."""
        asked, settlement = self.requirement, self._settlement(self.requirement)
        market = usable_market(self.market, self.catalog, Scope.of(asked))
        vendors = vendors_that_serve(market.vendors, settlement, self.terms)
        single = [Need(part_number=each.part_number, quantity=1) for each in self.catalog.parts]
        offered = choices(single, market.offers, vendors, settlement, self.terms)
        sold = {serving.part_number for choice in offered for serving in choice.servings}
        return sold.union(each.part_number for each in asked.owned)

    def _settlement(self, asked: Requirement) -> Settlement:
        return Settlement(asked.currency, self.rates, asked.on)

    def _nobody_sells(self, subject: str, what: str) -> Finding:
        terms = self.terms
        kept_away = terms.exclude or terms.locks or terms.need_by
        lift = ", or drop an exclusion, a lock or the deadline" if kept_away else ""
        return Finding(
            code="landed-no-offer",
            severity=Severity.ERROR,
            subject=subject,
            message=f"No vendor that delivers sells {what}.",
            hint=f"Add an offer of a vendor who does{lift}.",
        )

    def _joint(
        self, asked: Requirement, terms: BuyingTerms, *, given: Collection[str] = ()
    ) -> DeliveredProgram:
        market = usable_market(self.market, self.catalog, Scope.of(asked))
        settlement = self._settlement(asked)
        effort = self.tries.effort
        return DeliveredProgram(
            asked, self.catalog, market, settlement, terms, given=given, effort=effort
        )

    def price(self, asked: Requirement) -> WayOut | None:
        """Return what a build for other requirements costs delivered, on the same terms."""
        return self._way_out(self._joint(asked, self.terms))

    def _way_out(self, joint: DeliveredProgram) -> WayOut | None:
        basket = joint.cheapest(self.tries.effort)
        self.tries.next()
        return None if basket is None else WayOut(basket.at_least, bool(basket.unknown))

    def _is_impossible(self, joint: DeliveredProgram) -> bool:
        possible = joint.is_possible(self.tries.effort)
        self.tries.next()
        return not possible


_CARRIER = "carrier"


def _jobs(able: Candidates) -> Iterator[tuple[str, dict[str, Part]]]:
    """Yield each job of a cluster with the parts that could do it."""
    jobs: dict[str, list[Part]] = {
        "board": [fit.part for fit in able.boards],
        "network adapter": [*able.adapters],
        "PoE module": [*able.modules],
        "card or drive": [*able.storage],
        "HAT for a drive": [*able.hats],
        "charger": [fit.part for fit in able.chargers],
        "switch": [*able.switches],
        "cable": [*able.leads],
        "case": [*able.cases],
        "memory": [*able.memory],
        _CARRIER: [fit.part for fit in able.carriers],
    }
    for job, parts in jobs.items():
        yield job, {part.part_number: part for part in parts}


def _few(parts: dict[str, Part]) -> str:
    names = sorted(part.name for part in parts.values())
    more = f"; and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{'; '.join(names[:3])}{more}"


def _nothing() -> Finding:
    return Finding(
        code="landed-nothing",
        severity=Severity.ERROR,
        subject="market",
        message="Not even one basic node can be delivered, although each of its parts is sold.",
        hint="Add a vendor who takes smaller orders, or has more pieces.",
    )
