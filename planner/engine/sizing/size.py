"""Size a cluster: choose the parts and how many of each, at least cost, and prove it.

In one piece because reading, solving and checking one requirement share its prices and candidates.
What the program proposes is not believed: the build is priced and costed as any other, in Decimal,
and judged by the rules. If either disagrees with the program, that is a bug and raises.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal
from functools import partial

from planner.engine.planning.missing_rates import refuse_unrated
from planner.engine.sizing._kept_out import kept_out
from planner.engine.sizing._pruned import pruned
from planner.engine.sizing._read import read
from planner.engine.sizing._start import drawing_alike
from planner.engine.sizing._unit_patterns import TooManyWaysError
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.piece_prices import UNITS_PER_MINOR
from planner.engine.sizing.program import draft
from planner.engine.sizing.program_draft import Draft, Linear, times
from planner.engine.sizing.program_power import drawn_in_all
from planner.engine.sizing.proposal import proposal
from planner.engine.sizing.proven import proven, taken_anyway
from planner.engine.solving.by_parts import minimize_by_parts
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.engine.solving.fewest import fewest_pieces
from planner.engine.solving.narrowed import minimize_narrowed
from planner.engine.solving.progress import Watch
from planner.engine.solving.solver import Answer, Program, early_bound, total_of
from planner.model.bom import CostedBom
from planner.model.build import Build, PowerBasis
from planner.model.catalog import Catalog, unknown_part
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import Money, RateTable, minor_unit_places
from planner.model.obstacles import KeptOut, Obstacle
from planner.model.parts import Board, Part
from planner.model.proof import Status
from planner.model.requirement import Objective, Requirement
from planner.model.sizing import Sizing


def size(
    requirement: Requirement,
    catalog: Catalog,
    rates: RateTable,
    *,
    prune: bool = True,
    effort: Effort = UNHURRIED,
) -> Sizing:
    """Return the best build for a requirement.

    `prune` leaves out beforehand what can be in no best build; the answer costs the same without.
    Whoever the effort tells hears the least cost so far and its bound; once they say no, or time is
    up, the best build so far is the answer, with its gap.
    """
    try:
        sizer = Sizer(requirement, catalog, rates, prune=prune, effort=effort)
    except OutOfTimeError:
        return Sizing(requirement, Status.UNKNOWN)
    return sizer.best(requirement, effort=effort)


class Sizer:
    """Sizes one requirement after another that differ in few requirements: the parts are read once.

    `varies` are the names of those wishes. Parts are judged by what is asked of one piece, and by
    which sums count at all: so a wish that is None stays None, and a role that has no nodes where
    the parts are read has none in any other. `left_out` says by part number why parts are not
    considered.
    """

    def __init__(
        self,
        requirement: Requirement,
        catalog: Catalog,
        rates: RateTable,
        *,
        varies: Collection[str] = (),
        prune: bool = True,
        effort: Effort = UNHURRIED,
    ) -> None:
        refuse_unknown_parts(requirement, catalog)
        currency, on = requirement.currency, requirement.on
        refuse_unrated(catalog.offers, rates, currency=currency, on=on)
        self._requirement, self._varies = requirement, frozenset(varies)
        self._rates = rates
        shelf = read(requirement, catalog, rates, prune=prune, effort=effort)
        self._counting, self._catalog, self._prices, found = shelf
        named = set(requirement.must_or_owned)
        self._passed_over = tuple(found.left_out.passed_over())
        self.left_out: Mapping[str, Obstacle] = found.left_out.by_number
        self._found = (
            pruned(found, requirement, self._prices, keep=named, effort=effort) if prune else found
        )

    @property
    def found(self) -> Candidates:
        """Return the parts that builds are chosen from."""
        return self._found

    def program(self, requirement: Requirement) -> Program:
        """Return the program of the requirement, to see how large it is."""
        self._refuse_other(requirement)
        return draft(requirement, self._found, self._prices).program

    def best(
        self,
        requirement: Requirement,
        *,
        effort: Effort = UNHURRIED,
        aim: Objective | None = None,
        limit: Callable[[Draft, Candidates], None] | None = None,
    ) -> Sizing:
        """Return the best build for the requirement the parts were read for, or one that varies.

        It is best by `aim` instead of by the requirement's objective, if there is one; `limit` adds
        rows of its own to the program. Raises ValueError for another requirement.
        """
        self._refuse_other(requirement)
        known: Sizing | None = None
        best = partial(self._best_of, requirement=requirement, aim=aim, limit=limit)
        few = None
        if aim is None and limit is None:
            few = drawing_alike(self._found, requirement, self._prices)
        if few is not None and effort != UNHURRIED:
            known = best(few, effort=effort.quietly().share(4))
        try:
            found = best(self._found, effort=effort)
        except TooManyWaysError:
            known = best(few, effort=effort) if few is not None and known is None else known
            if known is None or known.build is None:
                raise
            return known.unproven(self._least(requirement, effort))
        if known is not None and known.build is not None and found.status is Status.UNKNOWN:
            return known.unproven(found.bound)
        return found

    def _least(self, requirement: Requirement, effort: Effort) -> Money | None:
        """Return what no build gets below, however its nodes are powered; None where nobody knows.

        Nothing is known of it where something else than cost is to be best.
        """
        if requirement.objective not in (Objective.COST, Objective.OVER_YEARS):
            return None
        try:
            plan = draft(requirement, self._found, self._prices, effort, powered=False)
        except OutOfTimeError:
            return None
        unit = UNITS_PER_MINOR * plan.copies
        answer = minimize_narrowed(plan.program, plan.whole, unit=unit, effort=effort.quietly())
        return _money(answer.bound, requirement.currency)

    def counted(self, requirement: Requirement, build: Build) -> Sizing:
        """Return what a build comes to in the copies of a requirement; it proves nothing of it."""
        copied = build.model_copy(update={"copies": requirement.copies})
        status = Status.FEASIBLE
        return proven(requirement, copied, self._catalog, self._rates, status=status)

    def _best_of(
        self,
        candidates: Candidates,
        requirement: Requirement,
        *,
        effort: Effort,
        aim: Objective | None,
        limit: Callable[[Draft, Candidates], None] | None,
    ) -> Sizing:
        """Return the best build of these candidates.

        A bill may come to a little less than the program counts, so the budget has that much room.
        """
        within = partial(self._best_within, candidates, requirement, aim=aim, limit=limit)
        found = within(over=self._prices.rounding, effort=effort)
        spent, budget = found.bom, requirement.budget
        if spent is None or budget is None or spent.subtotal.amount <= budget:
            return found
        return within(over=0, effort=effort)

    def _best_within(
        self,
        candidates: Candidates,
        requirement: Requirement,
        *,
        over: int,
        effort: Effort,
        aim: Objective | None,
        limit: Callable[[Draft, Candidates], None] | None,
    ) -> Sizing:
        """Return the best build of these candidates, its budget exceeded by `over` at most."""
        try:
            plan = draft(requirement, candidates, self._prices, effort, over=over)
        except OutOfTimeError:
            return self._of_what_counts(Sizing(requirement, Status.UNKNOWN))
        if limit is not None:
            limit(plan, candidates)
        first = _first_aim(plan, aim or requirement.objective, candidates, requirement.power_by)
        money = partial(_money, currency=requirement.currency)
        answer = _solve(plan, first, effort=effort, watch=effort.watch(money))
        if not answer.values:
            known = answer.bound and answer.status is not Status.INFEASIBLE
            least = money(answer.bound) if known else None
            return self._of_what_counts(Sizing(requirement, answer.status, bound=least))
        parts = self._catalog.by_number
        build = proposal(requirement, candidates, plan, answer.values, parts)
        bound = None if answer.status is Status.OPTIMAL else money(answer.bound)
        found = proven(
            requirement, build, self._catalog, self._rates, status=answer.status, bound=bound
        )
        _refuse_disagreement(found, answer)
        return self._of_what_counts(found)

    def _of_what_counts(self, found: Sizing) -> Sizing:
        """Return a sizing that says what was not considered."""
        unused, anyway = self._counting.unused, self._counting.anyway
        named = found.requirement.named
        plan = None if found.plan is None else taken_anyway(found.plan, anyway, named)
        out: tuple[KeptOut, ...] = ()
        if found.status is Status.INFEASIBLE:
            out = tuple(kept_out(found.requirement, self._catalog.parts, self.left_out))
        return replace(found, plan=plan, passed_over=self._passed_over, unused=unused, kept_out=out)

    def _refuse_other(self, requirement: Requirement) -> None:
        """Raise ValueError for a requirement that these parts were not read for."""
        read = self._requirement
        known = {group.name for group in read.groups}
        if others := [group.name for group in requirement.groups if group.name not in known]:
            raise ValueError(f"the parts were not read for nodes of {others}")
        for name in Requirement.model_fields:
            old, new = getattr(read, name), getattr(requirement, name)
            may_differ = name in self._varies and (old is None) == (new is None)
            if old != new and not may_differ:
                raise ValueError(f"the parts were read for {name} {old}, not {new}")


def refuse_unknown_parts(requirement: Requirement, catalog: Catalog) -> None:
    """Raise PlannerError if a requirement names a part that the catalog does not have."""
    wanted = (*requirement.boards, *requirement.must_or_owned)
    for number in (*wanted, *requirement.must_not, *requirement.only):
        if number not in catalog.by_number:
            raise PlannerError(unknown_part(number))
    for number in requirement.boards:
        if not isinstance(part := catalog.by_number[number], Board):
            raise PlannerError(_no_board(part))


def _no_board(part: Part) -> Finding:
    return Finding(
        code="not-a-board",
        severity=Severity.ERROR,
        subject=part.part_number,
        message=f"{part.name} is not a board, so no node can be one.",
        hint="Name boards here, and other parts among the required parts.",
    )


def _money(units: int, currency: str) -> Money:
    """Return an amount of the program, down to a cent."""
    places = minor_unit_places(currency)
    exact = Decimal(units).scaleb(-places) / UNITS_PER_MINOR
    return Money(exact.quantize(Decimal(1).scaleb(-places), ROUND_FLOOR), currency)


def _solve(plan: Draft, aim: Linear, *, effort: Effort, watch: Watch | None) -> Answer:
    """Return the cheapest values; of those that are best at something else, if that is the aim."""
    # The solver counts cents of one copy.
    first, unit = None, UNITS_PER_MINOR * plan.copies
    if aim:
        # What counts here is no money, so there is none to tell of.
        first = minimize_by_parts(plan.program, aim, effort=effort.share(2))
        if not first.values:
            return Answer(first.status)
        plan.program.row(aim, most=first.objective)
    whole = plan.whole
    least = early_bound(plan.program, whole, effort, unit=unit)
    # What costs nothing is counted after it.
    most = effort.part(9, 10) if plan.free else effort
    answer = minimize_narrowed(plan.program, whole, unit=unit, effort=most, watch=watch)
    if answer.status in (Status.FEASIBLE, Status.UNKNOWN):
        answer = replace(answer, bound=max(answer.bound, least))
    answer = _without_surplus(plan, answer, effort)
    # Without an answer to the second question there is none: what the first one does not ask about
    # is there by the thousand.
    if first is not None and answer.values and first.status is not Status.OPTIMAL:
        return Answer(Status.FEASIBLE, answer.values, answer.objective, 0)
    return answer


# From so many columns on, a program is a large catalog's: the shipped one makes a few hundred.
_MANY_COLUMNS = 2_000


def _without_surplus(plan: Draft, answer: Answer, effort: Effort) -> Answer:
    """Return values that cost as much with as few pieces as can be of what costs nothing.

    Cost alone does not say how many of those are taken: ten owned chargers are as cheap as one.
    Those among the parts that are used already come first, and of most answers none stays. Where
    some do, other parts at the same cost may need fewer; in a large catalog that takes ten times as
    long as the answer did, for a piece that is free.
    """
    if not plan.free or not answer.values:
        return answer
    least = partial(minimize_by_parts, effort=effort.quietly())
    program = _with_the_same_parts(plan, answer)
    scale = plan.copies
    answer = fewest_pieces(program, plan.whole, plan.free, answer, least, scale=scale)
    if total_of(plan.free, answer.values) and len(plan.program.columns) < _MANY_COLUMNS:
        answer = fewest_pieces(plan.program, plan.whole, plan.free, answer, least, scale=scale)
    return answer


def _with_the_same_parts(plan: Draft, answer: Answer) -> Program:
    """Return the program with those parts alone that are used in an answer."""
    program = replace(plan.program, rows=list(plan.program.rows))
    for terms in plan.usage.values():
        if not total_of(terms, answer.values):
            program.row(terms, most=0)
    return program


def _first_aim(plan: Draft, aim: Objective, found: Candidates, power_by: PowerBasis) -> Linear:
    """Return what is to be least before the cost is; empty where cost is the only aim."""
    if aim is Objective.NODES:
        return times(plan.all_nodes(), -1)
    if aim is Objective.WATTS:
        return drawn_in_all(plan, found, power_by)
    if aim is Objective.CORES:
        cores = {fit.part.part_number: fit.part.cores or 0 for fit in found.boards}
        return times(plan.over_nodes(cores), -1)
    return []


def _refuse_disagreement(found: Sizing, answer: Answer) -> None:
    """Raise if the program counted another cost than costing does, electricity included."""
    bom = found.bom
    if bom is None or bom.total is None or not _agrees(found, bom, answer):
        raise ValueError(f"costing says {found.spent}, the program {answer.objective} units")


def _agrees(found: Sizing, bom: CostedBom, answer: Answer) -> bool:
    """Tell whether costing counts what the program did.

    In one currency they agree to the cent. A sum in another one is converted once, and rounded
    then: half a cent for each, besides what a thousandth of a cent on each piece adds up to.
    """
    places = minor_unit_places(bom.currency)
    spent = found.spent or bom.subtotal
    counted = spent.amount.scaleb(places) * UNITS_PER_MINOR
    foreign = sum(1 for subtotal in bom.subtotals if subtotal.native.currency != bom.currency)
    pieces = sum(line.line.quantity for line in bom.lines)
    allowed = foreign * UNITS_PER_MINOR // 2 + pieces if foreign else 0
    return abs(counted - answer.objective) <= allowed
