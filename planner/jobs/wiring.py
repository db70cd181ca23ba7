"""Say how a build is wired, and how it can be wired where nobody has; and draw it."""

from planner.engine.fitting.racks import rack_layout
from planner.engine.rules import judge
from planner.engine.wiring.front import front_views
from planner.engine.wiring.picture import named_wires, wiring_picture
from planner.engine.wiring.proposed import proposed_wiring
from planner.model.findings import Finding, Severity
from planner.model.plan import Plan
from planner.model.racks import RackLayout
from planner.model.wiring_picture import BuildWiring, Unwired, WiringGap


def wired(plan: Plan) -> tuple[Plan, tuple[WiringGap, ...]]:
    """Return a plan with wires: its own, else those that are proposed, and what is left out why.

    Rules judge what was proposed; where they find an error in it that the build does not have by
    its sums, nothing is proposed.
    """
    if plan.build.wiring:
        return plan, ()
    wires, gaps = proposed_wiring(plan)
    if not wires:
        return plan, gaps
    build = plan.build.model_copy(update={"wiring": wires})
    proposal = plan.model_copy(update={"build": build})
    known = {each.code for each in _errors(plan)}
    wrong = [each for each in _errors(proposal) if each.code not in known]
    if wrong:
        return plan, (*gaps, WiringGap(Unwired.REFUSED, (wrong[0].message,)))
    return proposal, gaps


def wiring_of(plan: Plan, layout: RackLayout | None = None) -> BuildWiring:
    """Return how a plan is wired, or one way to wire it, in names and as pictures.

    `layout` is of a rack that is not on the bill; else it is that of the racks of the plan.
    """
    with_wires, gaps = wired(plan)
    proposed = with_wires is not plan
    return BuildWiring(
        build=plan.build.name,
        title=plan.build.title,
        proposed=proposed,
        wires=named_wires(with_wires),
        picture=wiring_picture(with_wires, proposed=proposed),
        gaps=gaps,
        fronts=front_views(with_wires, layout or rack_layout(plan)),
    )


def _errors(plan: Plan) -> list[Finding]:
    return [finding for finding in judge(plan) if finding.severity is Severity.ERROR]
