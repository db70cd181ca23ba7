"""The sizing of a build that a program proposed: planned, costed and judged as any other build.

What the program says of it is not believed: a rule that is broken is a bug, and raises.
"""

from collections.abc import Collection, Mapping

from planner.engine.planning.cost import cost
from planner.engine.planning.plan import make_plan
from planner.engine.rules import judge
from planner.engine.sizing._electricity import over_years
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.findings import Finding, Severity
from planner.model.money import Money, RateTable
from planner.model.obstacle_wording import obstacle_text
from planner.model.obstacles import OF_OLD_PRICES, Obstacle
from planner.model.plan import Plan
from planner.model.proof import Status, gap_in_percent
from planner.model.requirement import Requirement
from planner.model.sizing import Sizing
from planner.model.words import sentence


def proven(
    requirement: Requirement,
    build: Build,
    catalog: Catalog,
    rates: RateTable,
    *,
    status: Status,
    bound: Money | None = None,
    total: Money | None = None,
) -> Sizing:
    """Return the sizing of a build once the rules agree with it.

    It comes to a `total`, else to what costing says, and no build gets below the `bound`, if there
    is one. What is said to be optimal is so only where nothing lies between the two. Raises
    ValueError for a build that breaks a rule.
    """
    plan = make_plan(build, catalog, rates=rates, any_condition=True)
    bom = cost(plan)
    findings = judge(plan)
    broken = next((found for found in findings if found.severity is Severity.ERROR), None)
    if broken is not None:
        raise ValueError(f"the proposal breaks a rule: {broken.line()}")
    over = over_years(plan, bom.subtotal, requirement)
    total = total or (bom.subtotal if over is None else over.total)
    bound = total if bound is None else min(bound, total)
    proven = status is Status.OPTIMAL and bound == total
    return Sizing(
        requirement,
        Status.OPTIMAL if proven else Status.FEASIBLE,
        plan=plan.model_copy(update={"findings": (*findings, *plan.findings)}),
        bom=bom,
        bound=bound,
        gap=gap_in_percent(total, bound),
        unread=catalog.rows_unread,
        over_years=over,
    )


def taken_anyway(plan: Plan, anyway: Mapping[str, Obstacle], named: Collection[str]) -> Plan:
    """Return a plan that says which of its parts are in it only because they were asked for.

    `anyway` says by part number what would have kept such a part out. What is not among the `named`
    ones, nor asked for by a requirement, is there because a named one cannot do without.
    """
    told = tuple(
        _taken_anyway(
            line.part_number,
            line.description,
            anyway[line.part_number],
            needed=line.part_number not in named and anyway[line.part_number].kind in OF_OLD_PRICES,
        )
        for line in plan.bill.lines
        if line.part_number in anyway and not line.owned
    )
    return plan.model_copy(update={"findings": (*plan.findings, *told)}) if told else plan


def _taken_anyway(part_number: str, name: str, obstacle: Obstacle, *, needed: bool) -> Finding:
    why = sentence(obstacle_text(obstacle, of_one=True))
    because = "a part that you require needs it, and nothing else for sale fits"
    return Finding(
        code="part-anyway",
        severity=Severity.WARNING,
        subject=part_number,
        message=f"{name} is included because {because if needed else 'you require it'}. {why}.",
        hint="Check whether it is still sold, and at what price.",
    )
