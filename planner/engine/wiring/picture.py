"""Picture a wiring: the tree of switches, what is in each port, and what is alike drawn together.

Chargers that hold one board each are drawn as one box wherever they are alike; switches, and
chargers of several outlets, where there are more than a reader looks at one by one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from planner.engine.fitting.parts_in_use import in_use
from planner.engine.wiring._names import UnitNames
from planner.engine.wiring.loads import is_switch, unit_loads, unit_numbers, unit_titles, usb_hosts
from planner.engine.wiring.places import seated_modules
from planner.model.limits import UnitKind
from planner.model.parts import Board, Carrier, Charger, PortKind, Switch
from planner.model.plan import Plan
from planner.model.plugs import ANY_POWER
from planner.model.wiring import NETWORK, ROUTER, Wire, part_of
from planner.model.wiring_picture import (
    NamedWire,
    OwnPower,
    Plugged,
    PlugKind,
    TreeRow,
    UnitBox,
    WiringPicture,
)

_FEW_BOXES = 4  # so many are read one by one
_FEW_ROWS = 16  # and so many ports of one of them
_AT = {PortKind.SFP: PlugKind.CAGE, PortKind.MODULE: PlugKind.PLACE}
_PORT_WORDS = {
    PortKind.ETHERNET: "network port",
    PortKind.SFP: "cage",
    PortKind.USB_POWER: "outlet",
    PortKind.BARREL_POWER: "barrel plug",
    PortKind.USB_DATA: "USB port",
    PortKind.USB_SMALL: "small USB port",
    PortKind.POE: "power over network port",
    PortKind.SHELF: "place",
    PortKind.MODULE: "place",
    PortKind.ATX_POWER: "ATX plug",
}


def wiring_picture(plan: Plan, *, proposed: bool = False) -> WiringPicture:
    """Return the picture of a wired plan; of one without wires there is nothing in it."""
    found = _Found(plan)
    network = found.boxes(lambda unit: is_switch(plan, unit))
    links = found.links()
    grouped = _grouped(network, lambda _: len(network) > _FEW_BOXES, found.parents(links))
    power = found.boxes(lambda unit: isinstance(plan.part(part_of(unit)), Charger))
    many = len(power) > _FEW_BOXES
    return WiringPicture(
        title=plan.build.title,
        proposed=proposed,
        tree=tuple(_tree(links, grouped, found)),
        network=tuple(map(_folded, grouped)),
        power=tuple(map(_folded, _grouped(power, lambda box: many or len(box.rows) == 1))),
        own_power=tuple(_own_power(plan)),
    )


def named_wires(plan: Plan) -> tuple[NamedWire, ...]:
    """Return every wire in the names that people use."""
    found = _Found(plan)

    def device(wire: Wire) -> str:
        # A switch has many ports, so the one at this end of the cable is named, too.
        end = "cage" if wire.kind is PortKind.SFP else "port"
        port = f", {end} {wire.device_port}" if is_switch(plan, wire.device) else ""
        return f"{found.called(wire.device)}{port}"

    return tuple(
        NamedWire(
            device(wire),
            f"{_PORT_WORDS.get(wire.kind, f'{wire.kind} slot')} {wire.unit_port}",
            found.called(wire.unit),
        )
        for wire in plan.build.wiring
    )


class _Found:
    """What the wires of a plan say of its units."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.numbers = unit_numbers(plan)
        self._titles, self._names = unit_titles(plan), UnitNames(plan)
        self._hosts, self._modules = usb_hosts(plan), seated_modules(plan)
        self._loads = {load.unit: load for load in unit_loads(plan)}
        self._rows = self._all_rows()

    def called(self, unit: str) -> str:
        """Return what a unit is called beside others: boards by their part, the rest by number."""
        kind, _ = self.numbers.get(unit, (UnitKind.NODE, 0))
        if unit == ROUTER or kind is not UnitKind.NODE:
            return self._titles[unit]
        return str(self._names.of(unit))

    def boxes(self, wanted: Callable[[str], bool]) -> list[UnitBox]:
        """Return the wanted units that something is plugged into, in their order."""
        units = [unit for unit in self._rows if wanted(unit)]
        return [self._box(unit) for unit in sorted(units, key=self.numbers.__getitem__)]

    def links(self) -> dict[tuple[UnitKind, int], list[tuple[UnitKind, int]]]:
        """Return which switches are joined, by their numbers; the router is not among them."""
        joined: dict[tuple[UnitKind, int], list[tuple[UnitKind, int]]] = {}
        for wire in self.plan.build.wiring:
            if wire.kind in (*NETWORK, PortKind.MODULE):
                ends = [unit for unit in (wire.unit, wire.device) if is_switch(self.plan, unit)]
                for unit in ends:
                    mine = joined.setdefault(self.numbers[unit], [])
                    mine += [self.numbers[other] for other in ends if other != unit]
        return joined

    def uplinks(self, number: tuple[UnitKind, int]) -> int:
        """Return how many cables lead from a switch to the router."""
        return sum(
            ROUTER in (wire.unit, wire.device)
            and number in (self.numbers.get(wire.unit), self.numbers.get(wire.device))
            for wire in self.plan.build.wiring
            if wire.kind in NETWORK
        )

    def parents(
        self, links: dict[tuple[UnitKind, int], list[tuple[UnitKind, int]]]
    ) -> dict[tuple[UnitKind, int], tuple[UnitKind, int] | None]:
        """Return the switch above each one, those at the router first, each behind its parent."""
        first = [number for number in links if self.uplinks(number)]
        parents: dict[tuple[UnitKind, int], tuple[UnitKind, int] | None] = {}
        for start in (first, *([number] for number in links)):
            waiting: list[tuple[tuple[UnitKind, int], tuple[UnitKind, int] | None]] = [
                (number, None) for number in start
            ]
            for number, parent in waiting:
                if number not in parents:
                    parents[number] = parent
                    waiting += [(other, number) for other in links[number]]
        return parents

    def _part(self, unit: str) -> object:
        return self.plan.part(part_of(unit))

    def _box(self, unit: str) -> UnitBox:
        part, (kind, number) = self.plan.part(part_of(unit)), self.numbers[unit]
        load = self._loads.get(unit)  # none of a switch that is joined by its cages alone
        cages = (part.sfp_ports or 0) if isinstance(part, Switch) else 0
        ports = part.ports if isinstance(part, Switch | Carrier | Charger) else None
        rows = sorted(self._rows[unit], key=lambda row: (_ORDER[row.at], row.ports))
        name = self._names.of(unit).name
        box = UnitBox(kind, (number,), name, tuple(rows), ports, cages, part=part)
        return box if load is None else replace(box, watts=load.watts, supply=load.supply)

    def _all_rows(self) -> dict[str, list[Plugged]]:
        """Return what is plugged into every unit, wire by wire."""
        found: dict[str, list[Plugged]] = defaultdict(list)
        fed = {w.device for w in self.plan.build.wiring if w.kind is PortKind.POE}
        over = fed | {
            wire.device
            for wire in self.plan.build.wiring
            if wire.kind in ANY_POWER and wire.unit in fed
        }
        for wire in self.plan.build.wiring:
            if wire.kind in (*NETWORK, PortKind.MODULE):
                self._network_rows(wire, over, found)
            elif wire.kind in ANY_POWER and isinstance(self._part(wire.unit), Charger):
                row = self._row(PlugKind.OUTLET, wire.unit_port, wire.device)
                found[wire.unit].append(row)
        return found

    def _network_rows(self, wire: Wire, over: set[str], found: dict[str, list[Plugged]]) -> None:
        at = _AT.get(wire.kind, PlugKind.PORT)
        device_is_switch = is_switch(self.plan, wire.device)
        if device_is_switch:
            found[wire.device].append(self._row(at, wire.device_port, wire.unit, link=True))
        if wire.unit == ROUTER:
            return
        if device_is_switch:
            found[wire.unit].append(self._row(at, wire.unit_port, wire.device, link=True))
            return
        node = self._hosts.get(wire.device, wire.device)
        through = "" if node == wire.device else self._names.of(wire.device).name
        seat = self._modules.get((node, wire.device_port))
        module = None if seat is None else seat.module
        row = self._row(at, wire.unit_port, module or node)
        if seat is not None:
            row = replace(row, seat=f"{self._titles[node]}, place {seat.place}")
        row = replace(row, through=through, powered=not over.isdisjoint((module, node)))
        # The place of a module on a carrier without a switch is told at its port of a switch.
        if at is not PlugKind.PLACE or is_switch(self.plan, wire.unit):
            found[wire.unit].append(row)

    def _row(self, at: PlugKind, port: int, unit: str, *, link: bool = False) -> Plugged:
        if unit == ROUTER:
            return Plugged(at, (port,), "router", link=True)
        kind, number = self.numbers.get(unit, (UnitKind.NODE, 0))
        if kind is UnitKind.NODE:
            name = self._names.of(unit)
            pieces = (name.piece,) if name.piece else ()
            return Plugged(at, (port,), name.name, pieces, name.role, link=link)
        return Plugged(at, (port,), str(kind), (number,), link=link or kind is UnitKind.SWITCH)


_ORDER = {at: place for place, at in enumerate((PlugKind.PLACE, PlugKind.PORT, PlugKind.CAGE))}
_ORDER[PlugKind.OUTLET] = len(_ORDER)


def _grouped(
    boxes: Sequence[UnitBox],
    folds: Callable[[UnitBox], bool],
    parents: dict[tuple[UnitKind, int], tuple[UnitKind, int] | None] | None = None,
) -> list[UnitBox]:
    """Return the boxes, those that are alike as one where they are folded."""
    groups: dict[object, list[UnitBox]] = {}
    for box in boxes:
        key: object = (box.kind, box.numbers)
        if folds(box):
            above = (parents or {}).get((box.kind, box.numbers[0]))
            key = (above, replace(box, numbers=(), rows=tuple(map(_without_pieces, box.rows))))
        groups.setdefault(key, []).append(box)
    return [_joined(group) for group in groups.values()]


def _without_pieces(row: Plugged) -> Plugged:
    """Return a row without the number of its node; a link stays as it is: it is a place."""
    return row if row.link else replace(row, pieces=(1,) if row.pieces else (), seat="")


def _joined(group: Sequence[UnitBox]) -> UnitBox:
    """Return boxes that are alike as one: their units, and in each port the pieces of all."""
    rows = tuple(
        alike[0] if alike[0].link else replace(alike[0], pieces=_pieces(alike), seat="")
        for alike in (zip(*(box.rows for box in group), strict=True) if len(group) > 1 else ())
    )
    first = group[0]
    numbers = tuple(chain.from_iterable(box.numbers for box in group))
    return replace(first, numbers=numbers, rows=rows) if rows else replace(first, numbers=numbers)


def _pieces(rows: Iterable[Plugged]) -> tuple[int, ...]:
    return tuple(sorted(chain.from_iterable(row.pieces for row in rows)))


def _folded(box: UnitBox) -> UnitBox:
    """Return a box in which neighbours with the same in them are one row, where there are many."""
    if len(box.rows) <= _FEW_ROWS and len(box.numbers) == 1:
        return box
    rows: list[Plugged] = []
    for row in box.rows:
        last = rows[-1] if rows else None
        if last is not None and last.pieces and _alike(last, row):
            rows[-1] = replace(
                last, ports=(*last.ports, *row.ports), pieces=_pieces((last, row)), seat=""
            )
        else:
            rows.append(row)
    return replace(box, rows=tuple(rows))


def _alike(one: Plugged, other: Plugged) -> bool:
    """Tell whether two rows differ in their ports and the numbers of what is in them alone."""
    alike = replace(other, ports=one.ports, pieces=one.pieces, seat=one.seat)
    return bool(other.pieces) and one == alike


def _tree(
    links: dict[tuple[UnitKind, int], list[tuple[UnitKind, int]]],
    boxes: Sequence[UnitBox],
    found: _Found,
) -> Iterator[TreeRow]:
    """Yield the switches from the router down; what is alike under the same one is one row."""
    parents = found.parents(links)
    children: dict[tuple[UnitKind, int] | None, list[UnitBox]] = defaultdict(list)
    for box in boxes:
        children[parents.get((box.kind, box.numbers[0]))].append(box)
    # What has a cable to the router comes first, then what has none at all.
    first = sorted(children[None], key=lambda box: not found.uplinks((box.kind, box.numbers[0])))
    waiting = [(box, 0) for box in reversed(first)]
    while waiting:
        box, depth = waiting.pop()
        number = (box.kind, box.numbers[0])
        nodes = sum(max(len(row.pieces), 1) for row in box.rows if not row.link)
        uplinks = found.uplinks(number)
        yield TreeRow(depth, box.kind, box.numbers, box.name, nodes, uplinks, parents[number])
        below = [child for mine in box.numbers for child in children[box.kind, mine]]
        waiting += [(child, depth + 1) for child in reversed(below)]


def _own_power(plan: Plan) -> Iterator[OwnPower]:
    """Yield the boards and carriers that bring their own power supply."""
    own: Counter[str] = Counter()
    parts: list[tuple[Board | Carrier, int]] = [*in_use(plan, Board), *in_use(plan, Carrier)]
    for part, quantity in parts:
        own[part.name] += quantity if part.brings_its_power else 0
    yield from (OwnPower(name, quantity) for name, quantity in own.items() if quantity)
