"""See a plan from the front: its racks with what stands in them, or a stack where it has no rack.

Which piece of a part stands where is taken in their order: pieces of a part are alike.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from planner.engine.fitting.housing import housed, housing
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.wiring.loads import ports_taken
from planner.model.front_view import FrontPanel, FrontView, PanelKind
from planner.model.parts import Board, Carrier, Case, Charger, InRack, Other, PortKind, Switch
from planner.model.plan import Plan
from planner.model.racks import FilledRack, RackLayout
from planner.model.wiring import Unit
from planner.model.words import listed

_MOST_PORTS = 200  # of a switch that says it has more, none is drawn


def front_views(plan: Plan, layout: RackLayout | None) -> tuple[FrontView, ...]:
    """Return a view of each rack, or one of a stack; none of a plan with nothing to see."""
    fronts = _Fronts(plan)
    if layout is not None:
        return tuple(fronts.rack(rack) for rack in layout.racks)
    panels = tuple(_together(fronts.stack()))
    lit = bool(plan.build.wiring)
    return (FrontView("Stack", panels, lit=lit),) if panels else ()


class _Fronts:
    """Gives parts their fronts, piece by piece."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._pieces: Counter[str] = Counter()
        self._taken: dict[tuple[str, PortKind], set[int]] = defaultdict(set)
        for wire in plan.build.wiring:
            for unit, port in ports_taken(plan, wire):
                self._taken[unit, wire.kind].add(port)

    def rack(self, rack: FilledRack) -> FrontView:
        """Return a rack as it is seen."""
        panels = tuple(
            replace(
                self._front(place.part, place.what, sum(many for _, many in place.holds)),
                where=place.span,
                below=place.below,
                units=place.units,
                behind=place.behind,
            )
            for place in rack.places
        )
        widths = rack.part.rack_widths_in or ("19",)
        return FrontView(
            rack.part.name,
            panels,
            rack.units,
            rack.free,
            int(widths[0]),
            lit=bool(self._plan.build.wiring),
        )

    def stack(self) -> Iterator[FrontPanel]:
        """Yield what is seen of parts that stand on each other: switches, boards, power."""
        plan, inside = self._plan, housing(self._plan)
        for switch, quantity in in_use(plan, Switch):
            yield from (self._front(switch, switch.name, 0) for _ in range(quantity))
        names = {part.part_number: part for part in plan.parts}
        for case, quantity in in_use(plan, Case):
            for piece in range(1, quantity + 1):
                held = inside.held_by(case, piece)
                holds = [(names[number], many) for number, many in held.items()]
                what = f"{case.name}: {listed(holds)}" if holds else case.name
                yield self._front(case, what, held.total())
        for thing, _ in housed(plan):
            many = inside.left[thing.part_number]
            if many:
                yield replace(self._front(thing, thing.name, 1), count=many)
        for charger, quantity in in_use(plan, Charger):
            yield from (self._front(charger, charger.name, 0) for _ in range(quantity))

    def _front(self, part: InRack, what: str, boards: int) -> FrontPanel:
        self._pieces[part.part_number] += 1
        unit = str(Unit(part.part_number, self._pieces[part.part_number]))
        ports, cages = 0, 0
        if isinstance(part, Switch | Carrier):
            ports = part.ports or 0
        if isinstance(part, Switch):
            cages = part.sfp_ports or 0
        return FrontPanel(
            what,
            _kind(part, boards),
            ports=self._lights(unit, PortKind.ETHERNET, ports),
            cages=self._lights(unit, PortKind.SFP, cages),
            boards=boards,
            name=part.name,
            width_mm=part.width_mm,
            height_mm=part.height_mm,
        )

    def _lights(self, unit: str, kind: PortKind, many: int) -> tuple[bool, ...]:
        taken = self._taken[unit, kind]
        return tuple(n in taken for n in range(1, many + 1)) if many <= _MOST_PORTS else ()


def _kind(part: InRack, boards: int) -> PanelKind:
    if isinstance(part, Switch):
        return PanelKind.SWITCH
    if isinstance(part, Charger) or (isinstance(part, Other) and part.mains_sockets):
        return PanelKind.POWER
    return PanelKind.BOARDS if boards or isinstance(part, Board | Carrier) else PanelKind.OTHER


def _together(panels: Iterator[FrontPanel]) -> Iterator[FrontPanel]:
    """Yield panels, neighbours that look alike as one."""
    for panel, alike in groupby(panels):
        pieces = sum(each.count for each in alike)
        yield panel if pieces == panel.count else replace(panel, count=pieces)
