"""What the next node costs: the least cost for each number of nodes, and the cliffs between them.

A cliff is a node for which more than another board is bought: one more switch, or a larger one, one
more charger or case, for more than a fifth of what the node costs. It is explained by what changes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.engine.sizing.size import Sizer
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.engine.solving.progress import Steps
from planner.model.build import Remark
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import Money, RateTable, total
from planner.model.requirement import Pieces, Requirement
from planner.model.sizing import Cliff, CurvePoint, OneSwitch, Sizing

# What several nodes share: a change of it is a cliff.
SHARED = ("switch", "charger", "case")
# What is shared makes a cliff if it is more than a fifth of what a node costs more.
_CLIFF = 5


def curve(
    requirement: Requirement,
    catalog: Catalog,
    rates: RateTable,
    *,
    most: int,
    remarks: Sequence[Remark] = (),
    effort: Effort = UNHURRIED,
) -> tuple[CurvePoint, ...]:
    """Return the least cost of every number of nodes, from the least that the roles allow.

    `remarks` are told where the very parts that they are about are compared.

    Whoever the effort tells hears how many numbers of nodes are done; once they say no, or time is
    up, the points that are done are the answer.
    """
    if requirement.grows:
        raise PlannerError(_not_a_curve())
    least = requirement.fewest_nodes
    try:
        read = _at(requirement, max(most, least + 1))
        sizer = Sizer(read, catalog, rates, varies=("nodes", "cascade"), effort=effort)
    except OutOfTimeError:
        return ()
    points: list[CurvePoint] = []
    before: Sizing | None = None
    steps = Steps(max(most - least + 1, 0), effort.go_on)
    within = effort.told(steps.within)
    for nodes in range(least, most + 1):
        wanted = _at(requirement, nodes)
        here = sizer.best(wanted, effort=within)
        alone = None
        if before is not None and _units(before, "switch") == 1 < _units(here, "switch"):
            single = wanted.model_copy(update={"cascade": False})
            alone = sizer.best(single, effort=within)
        if steps.stopped or effort.left_ms() == 0:
            break  # what it was at is not known for sure
        one_switch = _one_switch(here, alone, before, remarks)
        points.append(_point(nodes, here, before, alone, one_switch))
        before = here
        if not steps.next():
            break
    return tuple(points)


def _at(requirement: Requirement, nodes: int) -> Requirement:
    return requirement.model_copy(update={"nodes": nodes})


def _not_a_curve() -> Finding:
    return Finding(
        code="curve-without-nodes",
        severity=Severity.ERROR,
        subject="requirement",
        message=(
            "The cost curve depends on the number of nodes only: it takes no cluster totals and "
            "no other objective."
        ),
        hint="Drop total cores, RAM and storage, and the objective.",
    )


def _point(
    nodes: int,
    here: Sizing,
    before: Sizing | None,
    alone: Sizing | None,
    one_switch: OneSwitch | None,
) -> CurvePoint:
    cost, last = _cost(here), None if before is None else _cost(before)
    single = None if alone is None else _cost(alone)
    cliffs = () if before is None else tuple(_cliffs(before, here))
    return CurvePoint(
        nodes=nodes,
        status=here.status,
        cost=cost,
        extra=None if cost is None or last is None else cost - last,
        cliffs=cliffs,
        one_switch=one_switch,
        single=single,
    )


def _cost(sized: Sizing) -> Money | None:
    return None if sized.bom is None else sized.bom.total


def _cliffs(before: Sizing, after: Sizing) -> Iterator[Cliff]:
    """Yield what is shared and makes a good part of what one build costs more than another."""
    costs = [_cost(sized) for sized in (before, after)]
    if costs[0] is None or costs[1] is None:
        return
    step = max((costs[1] - costs[0]).amount, Decimal(0))
    for category in SHARED:
        old, new = _parts(before, category), _parts(after, category)
        if not old or not new or old == new:
            continue
        extra = _spent(after, category) - _spent(before, category)
        if extra.amount * _CLIFF > step:
            yield Cliff(category, _pieces(old), _pieces(new), extra)


def _parts(sized: Sizing, category: str) -> Counter[str]:
    """Return how many of each part of a category one copy of a build has."""
    found: Counter[str] = Counter()
    for line in () if sized.bom is None else sized.bom.lines:
        if line.line.category == category:
            found[line.line.part_number] += line.line.of_one_copy
    return found


def _units(sized: Sizing, category: str) -> int:
    """Return how many pieces of a category are in use: what lies beside the build is not."""
    positions = () if sized.build is None else sized.build.positions
    return sum(each.quantity - each.spares for each in positions if each.slot == category)


def _spent(sized: Sizing, category: str) -> Money:
    lines = () if sized.bom is None else sized.bom.lines
    spent = [line.line_total for line in lines if line.line.category == category]
    return total([amount for amount in spent if amount is not None], sized.requirement.currency)


def _pieces(parts: Counter[str]) -> tuple[Pieces, ...]:
    return tuple(Pieces(part_number=part, quantity=parts[part]) for part in sorted(parts))


def _one_switch(
    here: Sizing, alone: Sizing | None, before: Sizing | None, remarks: Sequence[Remark]
) -> OneSwitch | None:
    """Return what a single switch would cost, where this node is the first that needs more."""
    if alone is None or before is None:
        return None
    cliff = next((c for c in _cliffs(before, alone) if c.category == "switch"), None)
    if cliff is None:
        return None
    single = set(_parts(alone, "switch")) | set(_parts(before, "switch"))
    return OneSwitch(
        cliff,
        _pieces(_parts(here, "switch")),
        _spent(here, "switch") - _spent(before, "switch"),
        remarks=tuple(each.note for each in remarks if set(each.parts) == single),
    )
