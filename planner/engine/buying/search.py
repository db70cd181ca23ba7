"""Search for the cheapest basket: of everything that is sold, of one vendor, of a day.

What the program chooses is counted again by `landing`, which knows nothing of the program. Where a
rounding is too fine for the solver's numbers, the two differ by a minor unit; then that rounding is
added to the program and it is solved anew, until both agree.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from planner.engine.buying._asking import Asking
from planner.engine.buying._fastest import fastest
from planner.engine.buying._line_by_line import line_by_line
from planner.engine.buying._located import THOUSAND, located
from planner.engine.buying._narrowing import Narrowed, narrowed
from planner.engine.buying._quotes import Quotes, quotes_of
from planner.engine.buying._shortages import Shortage, shortage
from planner.engine.buying._start import good_start
from planner.engine.buying.choices import Choice, choices_of, vendors_that_serve
from planner.engine.buying.landing import land
from planner.engine.buying.program import PurchasingProgram, purchasing_program
from planner.engine.solving.by_parts import minimize_by_parts
from planner.engine.solving.effort import Effort, OutOfTimeError
from planner.engine.solving.progress import Watch
from planner.engine.solving.rounding import minor
from planner.engine.solving.solver import Answer, minimize
from planner.model.basket import Basket, Need
from planner.model.buying import BuyingTerms, Settlement
from planner.model.filed import told
from planner.model.money import Money, minor_unit_places
from planner.model.offers import Offer
from planner.model.proof import Status
from planner.model.term_prices import Fastest
from planner.model.vendors import Vendor

MOST_REPAIRS = 20


@dataclass(frozen=True)
class Search:
    """What is needed, what can be bought for it, and how long it may be searched for."""

    needs: tuple[Need, ...]
    quotes: Quotes
    vendors: dict[str, Vendor]
    settlement: Settlement
    effort: Effort

    @classmethod
    def among(
        cls,
        needs: tuple[Need, ...],
        sold: tuple[Sequence[Offer], Iterable[Vendor]],
        settlement: Settlement,
        terms: BuyingTerms,
        effort: Effort,
    ) -> "Search":
        """Return the search among offers and vendors, on these terms.

        Raises OutOfTimeError where there is more than can be looked at in time.
        """
        offers, known = sold
        vendors = vendors_that_serve(known, settlement, terms)
        quotes = quotes_of(needs, offers, vendors, settlement, terms, effort)
        return cls(needs, quotes, vendors, settlement, effort)

    def choices(self, quotes: Quotes) -> tuple[Choice, ...]:
        """Return in which amounts what is quoted can be bought.

        Raises OutOfTimeError where there is more than can be looked at in time.
        """
        return choices_of(self.needs, quotes, self.vendors, self.settlement, self.effort)

    def shortage(self) -> Shortage:
        """Return which needs cannot be had, and how many pieces they lack."""
        if self._holds_any_number():
            return Shortage(self.needs, {})
        return shortage(self.needs, self.choices(self.quotes))

    def _holds_any_number(self) -> bool:
        """Tell whether every need has an offer of which nobody says how many there are."""
        stocks = list(told(self.quotes.offers, "stock"))
        plenty = {
            i for each in self.quotes.quotes if stocks[each.place] is None for i in each.needs
        }
        return len(plenty) == len(self.needs)

    def solve(
        self, max_vendors: int | None, max_silent: int | None = None
    ) -> tuple[Answer, Basket | None]:
        """Return the proof and the basket; None if no basket holds everything, or none in time.

        `max_silent` is from how many vendors at most that do not state their shipping.
        """
        left = Narrowed(self.quotes)
        try:
            if max_vendors is None and max_silent is None:
                sold = (self.needs, self.quotes, self.vendors, self.settlement)
                left = narrowed(*sold, self.effort)
            if left.is_proven:
                return left.or_better(Answer(Status.UNKNOWN), None)
            offered = self.choices(left.quotes)
        except OutOfTimeError:
            return Answer(Status.UNKNOWN), None
        if max_vendors is None and max_silent is None:
            return left.or_better(*self._among_few(offered))
        return left.or_better(*self._solved(offered, max_vendors, max_silent))

    def _among_few(self, offered: Sequence[Choice]) -> tuple[Answer, Basket | None]:
        """Return the proof and the basket, mostly from those that a bound leaves in question."""
        try:
            found = located(self.needs, offered, self.vendors, self.settlement, self.effort)
        except OutOfTimeError:
            return Answer(Status.UNKNOWN), None
        limits = [] if found is None else list(found.limits)
        while found is not None and limits:
            few = found.within(limits.pop(0))
            if few.beyond is None:
                break
            answer, basket = self._solved(few.offered, always=few.always)
            if basket is None and self.effort.goes_on():
                continue  # so few may hold none
            # A vendor without goods that has to have an order costs more than is counted.
            if basket is not None and answer.bound >= answer.objective:
                if answer.objective * THOUSAND <= few.beyond:
                    return replace(answer, status=Status.OPTIMAL, bound=answer.objective), basket
                limits = [answer.objective * THOUSAND]
                continue
            bound = max(min(answer.bound * THOUSAND, few.beyond), found.bound)
            return replace(answer, bound=-(-bound // THOUSAND)), basket
        return self._solved(offered)

    def _solved(
        self,
        offered: Sequence[Choice],
        max_vendors: int | None = None,
        max_silent: int | None = None,
        always: Set[str] = frozenset(),
    ) -> tuple[Answer, Basket | None]:
        """Return the proof and the basket that the program finds."""
        sold = (self.needs, offered, self.vendors, self.settlement)
        try:
            made = purchasing_program(
                *sold,
                max_vendors=max_vendors,
                max_silent=max_silent,
                always=always,
                effort=self.effort,
            )
        except OutOfTimeError:
            return Answer(Status.UNKNOWN), None
        start = good_start(made, effort=self.effort)
        answer = self._least(made, start)
        if not answer.values:
            return answer, None
        basket = self._counted(made, answer)
        found = minor(basket.at_least.amount, basket.currency)
        proven = answer.status is Status.OPTIMAL and found == answer.bound
        status = Status.OPTIMAL if proven else Status.FEASIBLE
        return replace(answer, status=status, objective=found), basket

    def line_by_line(self) -> Basket | None:
        """Return the cheapest offer of each line; None if there is none, or no time to look."""
        sold = (self.needs, self.quotes, self.vendors, self.settlement)
        try:
            return line_by_line(*sold, self.effort)
        except OutOfTimeError:
            return None

    def from_one_vendor(self) -> Basket | None:
        """Return everything from the one vendor that is cheapest; None if none sells it all.

        A small program for each vendor who does is much quicker than a large one for any of them,
        and none is needed where goods alone come to more than the least found so far.
        """
        selling_all = [
            (self._least_at(name, self.quotes.of(quotes)), name, self.quotes.of(quotes))
            for name, quotes in self.quotes.by_vendor.items()
            if len({index for each in quotes for index in each.needs}) == len(self.needs)
        ]
        selling_all.sort(key=lambda each: (each[0].amount, each[1]))
        quiet, best = self.effort.quietly(), None
        for done, (least, name, quotes) in enumerate(selling_all):
            if best is not None and best[0] < least.amount:
                break
            alone = replace(self, quotes=quotes, effort=quiet.share(len(selling_all) - done))
            basket = alone.solve(None)[1] if alone.has_all() else None
            if basket is not None:
                found = basket.at_least.amount, name, basket
                best = found if best is None else min(best, found, key=lambda each: each[:2])
        return None if best is None else best[2]

    def has_all(self) -> bool:
        """Tell whether all needs can be had; not where there is no time to look."""
        try:
            return not self.shortage().lacking
        except OutOfTimeError:
            return False

    def _least_at(self, vendor: str, quotes: Quotes) -> Money:
        """Return what no basket from one vendor gets below."""
        asking = Asking({vendor: self.vendors[vendor]}, self.settlement)
        return asking.least_at(vendor, self.needs, quotes)

    def fastest(
        self, terms: BuyingTerms, answer: Answer, cheapest: Basket
    ) -> tuple[Fastest, Answer, Basket]:
        """Return the fastest basket that costs little enough more than the cheapest one."""
        percent, whole = terms.fastest_within or Decimal(0), not cheapest.unknown
        asked = Fastest(percent, cheapest.at_least, is_known=whole)
        days = list(told(self.quotes.offers, "lead_time_days"))
        leads = {days[each.place] for each in self.quotes.quotes}
        known = [each for each in leads if each is not None]
        left = len(known).bit_length()  # days are halved until one is left

        def within(day: int) -> tuple[Answer, Basket | None]:
            times = ((days[each.place], each) for each in self.quotes.quotes)
            soon = self.quotes.of(each for lead, each in times if lead is not None and lead <= day)
            if not replace(self, quotes=soon).has_all():
                return Answer(Status.INFEASIBLE), None
            nonlocal left
            share, left = self.effort.quietly().share(left), left - 1
            return replace(self, quotes=soon, effort=share).solve(terms.max_vendors)

        found, its, basket = fastest(asked, known, within)
        if basket is None:
            return found, answer, cheapest
        if answer.status is not Status.OPTIMAL:
            its = replace(its, status=Status.FEASIBLE)  # of a cheapest one that is not proven
        return found, its, basket

    def _least(self, made: PurchasingProgram, start: Answer) -> Answer:
        """Return the least sum: with rounded sums that need not be whole where that suffices."""

        def loosely(loose: frozenset[int], found: tuple[int, ...]) -> Answer:
            return self._minimized(made, found, loose=loose)

        if not start.values:
            answer = made.quickly(loosely, made.objective, times=MOST_REPAIRS)
            if answer is not None:
                return answer
        first = self._minimized(made, start.values)
        return made.mended(first, lambda: self._minimized(made), times=MOST_REPAIRS)

    def _minimized(
        self,
        made: PurchasingProgram,
        start: tuple[int, ...] = (),
        *,
        loose: frozenset[int] = frozenset(),
    ) -> Answer:
        money = partial(in_money, currency=self.settlement.currency)
        effort, watch = self.effort, _as_rounded(self.effort.watch(money), len(loose))
        objective = made.objective.items()
        solve = minimize_by_parts if made.falls_apart() else minimize
        return solve(made.program, objective, effort=effort, watch=watch, start=start, loose=loose)

    def _counted(self, made: PurchasingProgram, answer: Answer) -> Basket:
        picks = made.picks(answer.values)
        return land(picks, self.needs, self.vendors.values(), self.settlement)


def _as_rounded(watch: Watch | None, sums: int) -> Watch | None:
    """Return a watcher that is told no less than so many sums come to once they are rounded."""
    if watch is None or not sums:
        return watch
    return lambda best, bound: watch(None if best is None else best + sums, bound)


def in_money(units: int, currency: str) -> Money:
    """Return a whole number of minor units as money."""
    return Money(Decimal(units).scaleb(-minor_unit_places(currency)), currency)
