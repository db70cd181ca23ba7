"""The frontier: builds that cost least for what they do, and do most for what they cost.

Exact, by steps: the cheapest build of all comes first; then the cheapest of those that are better
than it by the measure, and so on until there is none. A build that a later one beats, better at no
more cost, is dropped when that one is found. So nothing is sampled, and nothing is skipped.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from planner.engine.sizing.board_fits import BoardFit
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.carrier_ways import own_watts
from planner.engine.sizing.program_draft import Draft
from planner.engine.sizing.program_power import drawn_in_all, drawn_w, hung_on_nodes
from planner.engine.sizing.size import Sizer
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.model.build import PowerBasis
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import RateTable
from planner.model.parts import USB2_MBPS, Board, Memory, NetworkAdapter, Switch
from planner.model.power_draw import milliwatts
from planner.model.proof import Status
from planner.model.requirement import MOST_NODES, Measure, Objective, Requirement
from planner.model.sizing import Frontier, FrontierPoint, Sizing

Steps = Iterator[tuple[Decimal, Sizing]]


def frontier(
    requirement: Requirement,
    catalog: Catalog,
    rates: RateTable,
    *,
    against: Measure,
    points: int = 20,
    effort: Effort = UNHURRIED,
) -> Frontier:
    """Return the builds that no other beats in cost and in a measure, at most so many.

    All wishes hold; of nodes, cores or RAM, if that is the measure, at least what is wished. The
    objective plays no part. Whoever the effort tells hears how many points there are, of how many
    at most.
    """
    best: list[FrontierPoint] = []
    asked = _plainly(requirement, against)

    def go_on(_: Progress) -> bool:
        return effort.goes_on(Progress(len(best), points))

    told = effort if effort.go_on is None else effort.told(go_on)
    try:
        complete = _collect(best, _STEPS[against](asked, catalog, rates, told), points, effort)
    except OutOfTimeError:
        complete = False
    return Frontier(against, tuple(best), complete=complete)


def _collect(best: list[FrontierPoint], steps: Steps, points: int, effort: Effort) -> bool:
    """Collect so many of the steps that no later one beats; tell whether there are no others."""
    for value, sizing in steps:
        cost = None if sizing.bom is None else sizing.bom.total
        if cost is None or sizing.status is not Status.OPTIMAL:
            return False  # there was no time for it
        while best and cost <= best[-1].cost:
            best.pop()
        if len(best) == points:
            return False
        best.append(FrontierPoint(value, cost, sizing))
        if not effort.goes_on(Progress(len(best), points)):
            return False
    return True


def _plainly(requirement: Requirement, against: Measure) -> Requirement:
    """Return the requirement with cost as its aim, and a number of nodes if nothing implies one."""
    wanted = requirement.model_copy(update={"objective": Objective.COST})
    if against is Measure.NODES:
        return wanted.model_copy(update={"nodes": wanted.nodes or wanted.fewest_nodes})
    if against is Measure.CORES:
        return wanted.model_copy(update={"cores": wanted.cores or 1})
    if against is Measure.RAM:
        return wanted.model_copy(update={"total_ram_gb": wanted.total_ram_gb or Decimal(0)})
    if not wanted.groups:
        raise PlannerError(
            Finding(
                code="frontier-without-nodes",
                severity=Severity.ERROR,
                subject="requirement",
                message=(
                    f"Cost against {against} needs a number of nodes, or a total number of cores."
                ),
                hint="Say how many nodes.",
            )
        )
    return wanted


# --- one measure each ----------------------------------------------------------------------------


def _by_nodes(asked: Requirement, catalog: Catalog, rates: RateTable, effort: Effort) -> Steps:
    """Yield the cheapest build of at least so many nodes, and again of more than those.

    Fewer nodes never cost more, as more pieces may be bought than are used; so exactly so many are
    asked for, which is quicker, unless another requirement may call for more.
    """
    sums = (asked.total_storage_gb, asked.total_ram_gb, asked.cores)
    in_the_way = asked.must or any(wish is not None for wish in sums)
    # Nodes that no role asks for come with the next one: their parts are read, too.
    most = asked.model_copy(update={"nodes": MOST_NODES})
    ask = _Asker(most, catalog, rates, effort, varies="nodes", at_least=bool(in_the_way))
    nodes = asked.nodes or 1
    while nodes <= MOST_NODES:
        found = ask(asked.model_copy(update={"nodes": nodes}))
        if found.status is Status.INFEASIBLE:
            return
        nodes = max(sum(count for _, count in ask.boards(found)), nodes)
        yield Decimal(nodes), replace(found, requirement=asked.model_copy(update={"nodes": nodes}))
        nodes += 1


def _by_cores(asked: Requirement, catalog: Catalog, rates: RateTable, effort: Effort) -> Steps:
    ask = _Asker(asked, catalog, rates, effort, varies="cores")
    cores = asked.cores or 1
    while True:
        found = ask(asked.model_copy(update={"cores": cores}))
        if found.status is Status.INFEASIBLE:
            return
        cores = sum((fit.part.cores or 0) * count for fit, count in ask.boards(found))
        yield Decimal(cores), found
        cores += 1


def _by_ram(asked: Requirement, catalog: Catalog, rates: RateTable, effort: Effort) -> Steps:
    ask = _Asker(asked, catalog, rates, effort, varies="total_ram_gb")
    wanted = asked
    while True:
        found = ask(wanted)
        if found.status is Status.INFEASIBLE:
            return
        megabytes = sum((fit.part.ram_mb or 0) * count for fit, count in ask.boards(found))
        megabytes += _added_memory_mb(found, catalog)
        yield Decimal(megabytes) / 1024, found
        wanted = asked.model_copy(update={"total_ram_gb": Decimal(megabytes + 1) / 1024})


def _added_memory_mb(found: Sizing, catalog: Catalog) -> int:
    """Return the MB of the modules of memory that a build's nodes are given."""
    return sum(
        (part.capacity_mb or 0) * (position.quantity - position.spares)
        for position in (() if found.build is None else found.build.positions)
        if isinstance(part := catalog.by_number[position.part_number], Memory)
    )


def _by_watts(asked: Requirement, catalog: Catalog, rates: RateTable, effort: Effort) -> Steps:
    # With watts as the aim, boards whose watts are not known are no candidates.
    with_watts = asked.model_copy(update={"objective": Objective.WATTS})
    sizer = Sizer(with_watts, catalog, rates, effort=effort)
    most: int | None = None

    def limit(plan: Draft, found: Candidates) -> None:
        plan.program.row(drawn_in_all(plan, found, asked.power_by), most=most)

    while True:
        found = sizer.best(with_watts, effort=effort, aim=Objective.COST, limit=limit)
        if found.status is Status.INFEASIBLE:
            return
        drawn = sum(fit.watts_mw * count for fit, count in _boards(found, sizer.found))
        drawn += _attached_mw(found, sizer.found, asked.power_by)
        drawn += _carriers_mw(found, sizer.found, asked.power_by)
        yield Decimal(drawn) / 1000, replace(found, requirement=asked)
        most = drawn - 1


def _attached_mw(found: Sizing, candidates: Candidates, basis: PowerBasis) -> int:
    """Return the milliwatts of what hangs on the nodes of a build."""
    parts = hung_on_nodes(candidates)
    positions = () if found.build is None else found.build.positions
    return sum(
        milliwatts(drawn_w([parts[each.part_number]], basis)) * (each.quantity - each.spares)
        for each in positions
        if each.part_number in parts
    )


def _carriers_mw(found: Sizing, candidates: Candidates, basis: PowerBasis) -> int:
    """Return the milliwatts of the carriers of a build, without the modules on them."""
    own = {fit.part.part_number: own_watts(fit.part, basis) for fit in candidates.carriers}
    positions = () if found.build is None else found.build.positions
    return sum(
        milliwatts(own.get(each.part_number) or Decimal(0)) * each.quantity for each in positions
    )


def _by_mbps(asked: Requirement, catalog: Catalog, rates: RateTable, effort: Effort) -> Steps:
    """Yield the cheapest build at every speed that some part has, or was measured to have.

    Of speeds that the same parts reach, only the highest is asked for.
    """
    speeds = [speed for speed in sorted(_speeds(catalog)) if speed > (asked.mbps or 0)]
    levels = [_at_speed(asked, speed) for speed in (asked.mbps or 0, *speeds)]
    sizers = [Sizer(level, catalog, rates, effort=effort) for level in levels]
    for level, sizer, after in zip(levels, sizers, (*sizers[1:], None), strict=True):
        if after is not None and _same_parts(sizer.found, after.found):
            continue
        found = sizer.best(level, effort=effort)
        if found.status is Status.INFEASIBLE:
            return
        yield Decimal(level.mbps or 0), found


_STEPS: dict[Measure, Callable[[Requirement, Catalog, RateTable, Effort], Steps]] = {
    Measure.NODES: _by_nodes,
    Measure.CORES: _by_cores,
    Measure.RAM: _by_ram,
    Measure.MBPS: _by_mbps,
    Measure.WATTS: _by_watts,
}


# --- what they share -----------------------------------------------------------------------------


class _Asker:
    """Sizes requirements that differ in one field; with `at_least`, of any more nodes, too."""

    def __init__(
        self,
        asked: Requirement,
        catalog: Catalog,
        rates: RateTable,
        effort: Effort,
        *,
        varies: str,
        at_least: bool = False,
    ) -> None:
        self._at_least = at_least
        self._effort = effort
        asked = self._program_of(asked)
        self._sizer = Sizer(asked, catalog, rates, varies=(varies,), effort=effort)

    def _program_of(self, wanted: Requirement) -> Requirement:
        update = {"objective": Objective.NODES} if self._at_least else {}
        return wanted.model_copy(update=update)

    def __call__(self, wanted: Requirement) -> Sizing:
        aim = Objective.COST if self._at_least else None
        found = self._sizer.best(self._program_of(wanted), effort=self._effort, aim=aim)
        return replace(found, requirement=wanted)

    def boards(self, sizing: Sizing) -> list[tuple[BoardFit, int]]:
        return _boards(sizing, self._sizer.found)


def _boards(sizing: Sizing, found: Candidates) -> list[tuple[BoardFit, int]]:
    """Return the boards of a build that are nodes, with how many of each run."""
    fits = {fit.part.part_number: fit for fit in found.boards}
    return [
        (fits[position.part_number], position.quantity - position.spares)
        for position in (() if sizing.build is None else sizing.build.positions)
        if position.part_number in fits
    ]


def _speeds(catalog: Catalog) -> set[int]:
    """Return every speed that a part is said, or was measured, to have."""
    found: set[Decimal | int | None] = {USB2_MBPS}
    for part in catalog.parts:
        if isinstance(part, Board):
            found |= {part.nic_mbps, part.nic_measured_mbps}
        elif isinstance(part, NetworkAdapter):
            found |= {part.speed_mbps, part.measured_mbps}
        elif isinstance(part, Switch):
            found.add(part.speed_mbps)
    return {int(speed) for speed in found if speed}


def _at_speed(asked: Requirement, speed: int) -> Requirement:
    roles = tuple(
        role if role.mbps is None else role.model_copy(update={"mbps": max(role.mbps, speed)})
        for role in asked.roles
    )
    return asked.model_copy(update={"mbps": speed or None, "roles": roles})


def _same_parts(one: Candidates, other: Candidates) -> bool:
    return replace(one, left_out=other.left_out) == other
