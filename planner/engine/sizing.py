"""Size a cluster: choose the parts and how many of each, at least cost, and prove it.

What the program proposes is not believed: the build is priced and costed as any other, in Decimal,
and judged by the rules. If either disagrees with the program, that is a bug and raises.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from planner.engine.candidates import Candidates, candidates
from planner.engine.costing import cost
from planner.engine.optimize import Answer, Status, minimize, total_of
from planner.engine.piece_prices import UNITS_PER_MINOR, PiecePrices
from planner.engine.planning import make_plan
from planner.engine.proposal import proposal
from planner.engine.pruned_candidates import pruned
from planner.engine.rules import judge
from planner.engine.sizing_draft import Draft, Terms, times
from planner.engine.sizing_program import draft
from planner.model.bom import CostedBom
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError, Severity, has_errors
from planner.model.money import Money, RateTable, minor_unit_places
from planner.model.plan import Plan
from planner.model.requirement import Objective, Requirement


@dataclass(frozen=True)
class Sizing:
    """What a requirement comes to: a build with its plan and cost, or why there is none.

    `bound` is a cost that no build gets below and `gap` how far above it this one is, in percent;
    both are None where nothing was found. `reasons` say what was decided and what was left out.
    """

    requirement: Requirement
    status: Status
    plan: Plan | None = None
    bom: CostedBom | None = None
    bound: Money | None = None
    gap: Decimal | None = None
    reasons: tuple[str, ...] = ()

    @property
    def build(self) -> Build | None:
        """Return the proposed build."""
        return None if self.plan is None else self.plan.build

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what the rules find in the proposal."""
        return () if self.plan is None else self.plan.findings


def size(
    requirement: Requirement,
    catalog: Catalog,
    rates: RateTable,
    *,
    time_limit_ms: int | None = None,
    prune: bool = True,
) -> Sizing:
    """Return the best build for a requirement.

    `prune` leaves out beforehand what can be in no best build; the answer costs the same without.
    """
    return Sizer(requirement, catalog, rates, prune=prune).best(
        requirement, time_limit_ms=time_limit_ms
    )


class Sizer:
    """Sizes requirements that differ in their number of nodes: what else is asked is read once."""

    def __init__(
        self, requirement: Requirement, catalog: Catalog, rates: RateTable, *, prune: bool = True
    ) -> None:
        _refuse_unknown_parts(requirement, catalog)
        self._catalog = catalog
        self._rates = rates
        prices = PiecePrices(catalog, rates, currency=requirement.currency, on=requirement.on)
        named = {pieces.part_number for pieces in (*requirement.must, *requirement.owned)}
        owned = {pieces.part_number for pieces in requirement.owned}
        found = candidates(
            catalog.parts,
            requirement,
            can_be_had=lambda number: number in owned or prices.price(number) is not None,
        )
        self._prices = prices
        self._reasons = tuple(found.left_out.lines())
        self._found = pruned(found, requirement, prices, keep=named) if prune else found

    @property
    def found(self) -> Candidates:
        """Return the parts that builds are chosen from."""
        return self._found

    def best(
        self,
        requirement: Requirement,
        *,
        time_limit_ms: int | None = None,
        limit: Callable[[Draft, Candidates], None] | None = None,
    ) -> Sizing:
        """Return the best build for the requirement, or for one with another number of nodes.

        `limit` adds rows of its own to the program; least cost is then the only aim.
        """
        plan = draft(requirement, self._found, self._prices)
        if limit is None:
            answer = _solve(plan, requirement, self._found, time_limit_ms)
        else:
            limit(plan, self._found)
            answer = cheapest(plan, time_limit_ms)
        if not answer.values:
            return Sizing(requirement, answer.status, reasons=self._reasons)
        parts = self._catalog.by_number
        build = proposal(requirement, self._found, plan, answer.values, parts)
        found = _recounted(requirement, build, self._catalog, self._rates, answer=answer)
        return replace(found, reasons=(*found.reasons, *self._reasons))


def _refuse_unknown_parts(requirement: Requirement, catalog: Catalog) -> None:
    wanted = [pieces.part_number for pieces in (*requirement.must, *requirement.owned)]
    for number in (*wanted, *requirement.must_not, *requirement.only):
        if number not in catalog.by_number:
            raise PlannerError(
                Finding(
                    code="part-unknown",
                    severity=Severity.ERROR,
                    subject=number,
                    message=f"There is no part {number!r} in the catalog.",
                    hint="See: planner parts",
                )
            )


def cheapest(plan: Draft, time_limit_ms: int | None = None) -> Answer:
    """Return the values of a program that cost least."""
    return minimize(plan.program, plan.cost, unit=UNITS_PER_MINOR, time_limit_ms=time_limit_ms)


def _solve(
    plan: Draft, requirement: Requirement, found: Candidates, time_limit_ms: int | None
) -> Answer:
    """Return the cheapest values; of those that are best at something else, if that is the aim."""
    aim = _aim(plan, requirement, found)
    first = None
    if aim:
        first = minimize(plan.program, aim, time_limit_ms=time_limit_ms)
        if not first.values:
            return first
        plan.program.row(aim, most=first.objective)
    answer = cheapest(plan, time_limit_ms)
    if first is not None and not answer.values:
        # Time ran out on the second question only: what answered the first one stands.
        spent = total_of(plan.cost, first.values)
        answer = Answer(Status.FEASIBLE, first.values, spent, 0)
    if first is not None and first.status is not Status.OPTIMAL:
        return Answer(Status.FEASIBLE, answer.values, answer.objective, 0)
    return answer


def _aim(plan: Draft, requirement: Requirement, found: Candidates) -> Terms:
    """Return what is to be least before the cost is."""
    boards = {fit.part.part_number: fit for fit in found.boards}
    if requirement.objective is Objective.NODES:
        return times(plan.all_nodes(), -1)
    result: Terms = []
    for (_, number, _), terms in plan.nodes.items():
        if requirement.objective is Objective.CORES:
            result += times(terms, -(boards[number].part.cores or 0))
        elif requirement.objective is Objective.WATTS:
            result += times(terms, boards[number].watts_mw)
    return result


def _recounted(
    requirement: Requirement,
    build: Build,
    catalog: Catalog,
    rates: RateTable,
    *,
    answer: Answer,
) -> Sizing:
    """Return the sizing of a build once costing and the rules agree with the program."""
    plan = make_plan(build, catalog, rates=rates)
    bom = cost(plan)
    _refuse_disagreement(bom, answer)
    findings = judge(plan)
    if has_errors(findings):
        broken = next(found for found in findings if found.severity is Severity.ERROR)
        raise ValueError(f"the proposal breaks a rule: {broken.line()}")
    places = minor_unit_places(requirement.currency)
    step = Decimal(1).scaleb(-places)
    spent = bom.subtotal.amount
    bound = spent
    if answer.status is not Status.OPTIMAL:
        exact = Decimal(answer.bound).scaleb(-places) / UNITS_PER_MINOR
        bound = min(exact.quantize(step, ROUND_FLOOR), spent)
    gap = (spent - bound) * 100 / spent if spent else Decimal(0)
    return Sizing(
        requirement,
        answer.status,
        plan=plan.model_copy(update={"findings": (*findings, *plan.findings)}),
        bom=bom,
        bound=Money(bound, requirement.currency),
        gap=gap.quantize(Decimal("0.01"), ROUND_CEILING),
        reasons=tuple(_decisions(build)),
    )


def _refuse_disagreement(bom: CostedBom, answer: Answer) -> None:
    """Raise if the program counted another cost than costing does.

    In one currency they agree to the cent. A sum in another one is converted once, and rounded
    then: half a cent for each, besides what a thousandth of a cent on each piece adds up to.
    """
    places = minor_unit_places(bom.currency)
    counted = bom.subtotal.amount.scaleb(places) * UNITS_PER_MINOR
    foreign = sum(1 for subtotal in bom.subtotals if subtotal.native.currency != bom.currency)
    pieces = sum(line.line.quantity for line in bom.lines)
    allowed = foreign * UNITS_PER_MINOR // 2 + pieces if foreign else 0
    if bom.total is None or abs(counted - answer.objective) > allowed:
        raise ValueError(f"costing says {bom.subtotal}, the program {answer.objective} units")


def _decisions(build: Build) -> list[str]:
    """Say why each part is there, and what was taken for granted."""
    lines = [
        f"{position.quantity} × {position.part_number}: {position.why}"
        + (" (yours already)." if position.owned else ".")
        for position in build.positions
    ]
    alike = "Nodes of one role are alike: one board and one storage, as people build them."
    return [*lines, alike]
