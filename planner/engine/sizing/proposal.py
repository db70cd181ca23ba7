"""Turn the program's numbers into a build: what to buy, why that many, and what plugs in where.

In one piece because every wire names units, and units are named once, in the order of the nodes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from planner.engine.fitting.storage import slot_of
from planner.engine.sizing._network_ports import fastest_wish, powered_ports
from planner.engine.sizing._pieces_beside import for_all_copies, wanted_beside, with_pieces_beside
from planner.engine.sizing._places_in_cases import cases_why, in_cases, shelf_wires
from planner.engine.sizing._power_fits import ChargerFit, PowerClass
from planner.engine.sizing._program_poe import module_class, powering_units
from planner.engine.sizing._unit_patterns import charger_patterns, numbered, style_of
from planner.engine.sizing._why_powered import powering_why
from planner.engine.sizing._wired_node import Node
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.program_draft import Draft, Linear, Outlet
from planner.engine.sizing.program_power import classes_of
from planner.engine.solving.solver import total_of
from planner.engine.wiring.pieces import Pieces
from planner.engine.wiring.switch_tree import Member, SwitchTree, switch_tree
from planner.model.build import Build, CountBasis, Position
from planner.model.numbers import number_text
from planner.model.outlet_kinds import most_watts
from planner.model.parts import Category, Part, PoeModule, PortKind, Socket
from planner.model.plugs import usb_port
from planner.model.power_draw import headroom_of
from planner.model.requirement import Group, Requirement
from planner.model.wiring import Unit, Wire, part_of
from planner.model.words import counted, plugs_text

_RECOMMENDED = " (by its recommended supply; its draw is not known)"


def proposal(
    requirement: Requirement,
    found: Candidates,
    plan: Draft,
    values: tuple[int, ...],
    parts: Mapping[str, Part],
) -> Build:
    """Return the build that the values of a program stand for, wired."""
    reader = _Reader(requirement, found, plan, values, parts)
    positions = tuple(reader.split_by_owner(reader.positions()))
    uplinks, powered = requirement.uplinks, reader.powered()
    kept: dict[str, set[int]] = defaultdict(set)
    for unit, port in powered.values():
        kept[unit].add(port)
    trees = [
        switch_tree(
            units,
            uplinks=uplinks,
            first_lead=1 + index * uplinks,
            kept=kept,
            wishes=reader.wishes(),
            cage_links=reader.cage_links(index),
        )
        for index, units in enumerate(reader.networks())
    ]
    wires = (
        *reader.node_wires(trees, powered),
        *reader.power_wires(),
        *shelf_wires(reader.nodes, requirement, found, plan, values, reader.used),
        *(wire for tree in trees for wire in tree.wires),
    )
    nodes = len(reader.nodes)
    owned = {pieces.part_number: pieces.quantity for pieces in requirement.owned}
    pooled = for_all_copies(plan, values, owned) if plan.copies > 1 else ()
    return Build(
        name=f"sized-{nodes}-nodes",
        title=f"{nodes}-node cluster",
        currency=requirement.currency,
        on=requirement.on,
        positions=positions,
        copies=requirement.copies,
        for_all_copies=tuple(pooled),
        uplinks=uplinks,
        networks=requirement.networks,
        power_by=requirement.power_by,
        headroom_percent=requirement.headroom_percent,
        wiring=wires,
    )


class _Reader:
    """Reads one answer of the program."""

    def __init__(
        self,
        requirement: Requirement,
        found: Candidates,
        plan: Draft,
        values: tuple[int, ...],
        parts: Mapping[str, Part],
    ) -> None:
        self._requirement = requirement
        self._found = found
        self._plan = plan
        self._values = values
        self._parts = parts
        self._units = Pieces()
        self._seats: Counter[str] = Counter()
        self._carriers = {each.part.part_number: each for each in found.carriers}
        self._taken: Counter[str] = Counter()
        self._asked: dict[tuple[str, tuple[str, ...]], tuple[PowerClass, ...]] = {}
        self.nodes: list[Node] = []

    def positions(self) -> list[Position]:
        """Return what is in the build, and name the pieces that its nodes are made of."""
        result: list[Position] = []
        for group in self._requirement.groups:
            result += self._group(group)
        for number in self._plan.usage:
            quantity = self.used(number) - self._taken[number]
            if quantity:
                result.append(self._position(number, quantity, why=self._why(number, quantity)))
        return list(with_pieces_beside(result, self._plan, self._values, self._parts))

    def used(self, number: str) -> int:
        """Return how many pieces have a job in the build, or are spares that were asked for."""
        beside = wanted_beside(self._plan, self._values, number)
        return total_of(self._plan.usage[number], self._values) - beside

    def _position(
        self, number: str, quantity: int, *, why: str, role: str = "", spares: int = 0
    ) -> Position:
        slot: Category = self._parts[number].category
        self._taken[number] += quantity
        return Position(
            slot=slot,
            part_number=number,
            quantity=quantity,
            count_basis=CountBasis.CALCULATED,
            why=why,
            role=role,
            spares=spares,
        )

    def _group(self, group: Group) -> Iterator[Position]:
        """Yield the boards, adapters and storage of one group, if it has nodes."""
        taken = (each for each, column in self._plan.chosen.items() if self._values[column])
        chosen = next((choice for choice in taken if choice.group == group.name), None)
        if chosen is None:
            return
        nodes = total_of(self._plan.nodes[chosen], self._values)
        stored = next(
            choice
            for choice, terms in self._plan.storage.items()
            if choice.group == group.name and total_of(terms, self._values)
        )
        fit = next(fit for fit in self._found.boards if fit.part.part_number == chosen.board)
        slots = {item.part_number: slot_of(item) for item in self._found.storage}
        made_of = (chosen.board, chosen.way, stored.item, stored.mount)
        counted_only = filter(None, (chosen.memory, chosen.cooler))
        for index in range(nodes + group.spares):
            board, adapter, drive, hat = (
                self._units.next(number) if number else "" for number in made_of
            )
            node = Node(fit, board, adapter, drive, hat, slots.get(stored.item), chosen.cooler)
            if index < nodes:
                node.seat = self._seat(chosen.carrier)
                node.wish_mbps = group.mbps or 0
                self.nodes.append(node)
        alone = len(self._requirement.groups) == 1
        role = "" if alone else group.name
        why = counted(nodes, "node")
        why += f" and {counted(group.spares, 'spare')}" if group.spares else ""
        for number in (*filter(None, made_of), *counted_only):
            quantity = nodes + group.spares
            yield self._position(number, quantity, why=why, role=role, spares=group.spares)

    def _seat(self, carrier: str) -> tuple[str, int] | None:
        """Take the next place on carriers of a kind: one after the other is filled."""
        if not carrier:
            return None
        unit, place = divmod(self._seats[carrier], self._carriers[carrier].slots)
        self._seats[carrier] += 1
        return str(Unit(carrier, unit + 1)), place + 1

    def _why(self, number: str, quantity: int) -> str:
        part, nodes = self._parts[number], len(self._on_leads())
        networks = self._requirement.networks
        uplinks = self._requirement.uplinks * networks
        between = sum(map(len, self.networks())) - networks
        caged = sum(self.cage_links(index) for index in range(networks))
        if getattr(part, "cage", None) is not None:
            return f"{counted(caged, 'link')} between switches, from cage to cage"
        plugs = plugs_text(nodes, networks, uplinks, between - caged)
        if part.category == "carrier":
            return f"{counted(self._carriers[number].slots, 'place')} for modules on each"
        if part.category == "switch":
            beside = (self._parts[part_of(node.adapter)] for node in self.nodes if node.adapter)
            watts = powering_why(part, beside)
            return f"{watts}{counted(self._ports(), 'port')}: {plugs}"
        if part.category == "charger":
            return self._charger_why(number, quantity)
        if part.category == "case":
            return cases_why(
                in_cases(self.nodes, self._requirement, self._found, self._plan, self._values)
            )
        if getattr(part, "carries", None) == "ethernet":
            return plugs
        return "one for each board without a fixed cable"

    def _on_leads(self) -> list[Node]:
        """Return the nodes that a cable joins to a switch; a carrier's own switch needs none."""
        return [node for node in self.nodes if node.seat is None or not self._joins(node.seat[0])]

    def _joins(self, carrier: str) -> bool:
        return self._carriers[part_of(carrier)].joins

    def _ports(self) -> int:
        return sum(len(each.speeds) for units in self.networks() for each in units)

    def _charger_why(self, number: str, quantity: int) -> str:
        """Say what one unit runs, and by which of its limits."""
        charger = next(c for c in self._found.chargers if c.part.part_number == number)
        boards, carriers = self._plugged_in()
        powers = {(power, "board") for _, power in boards}
        powers |= {(power, "carrier") for _, power in carriers}
        # What a board or carrier asks that could have taken another plug.
        chosen = {power for several in self._plan.by_plug for power in several}
        runs = [
            f"{counted(most, what)} of "
            + number_text(Decimal(power.draw_mw) / 1000, "W")
            + (f" through {power.plug}" if power in chosen else "")
            + (_RECOMMENDED if power.recommended else "")
            for power, what in sorted(powers, key=lambda each: (each[0].draw_mw, each[1]))
            if (most := _capacity(charger, power))
        ]
        free = headroom_of(self._requirement.power_by, self._requirement.headroom_percent)
        if all(power.recommended for power, _ in powers):
            free = 0
        share = number_text(most_watts(charger.part) or 0, "W")
        share += f" with {free} % power headroom" if free else ""
        what = " or ".join(runs) or "none of these"
        each = "each runs" if quantity > 1 else "it runs"
        return f"{counted(charger.outlets, 'outlet')}, {share}: {each} {what}"

    def split_by_owner(self, positions: list[Position]) -> Iterator[Position]:
        """Yield the positions, what is owned apart from what is bought."""
        left = {number: self._values[column] for number, column in self._plan.owned.items()}
        if self._plan.copies > 1:
            left = {}  # the build says it once for all copies
        for position in positions:
            mine = min(left.get(position.part_number, 0), position.quantity)
            rest = position.quantity - mine
            spares = min(position.spares, rest)
            if mine:
                left[position.part_number] -= mine
                kept = {"quantity": mine, "spares": position.spares - spares, "owned": True}
                yield position.model_copy(update=kept)
            if rest:
                yield position.model_copy(update={"quantity": rest, "spares": spares})

    def networks(self) -> list[list[Member]]:
        """Return the units of the switches of each network, each with its ports."""
        named, fastest = Pieces(), fastest_wish(self._requirement)
        carriers = [
            Member(str(Unit(number, index + 1)), (fit.part.switch_mbps or 0,) * fit.ports)
            for number, fit in self._carriers.items()
            if number in self._plan.joined
            for index in range(self._values[self._plan.carriers[number]])
        ]
        switches = [
            [
                Member(
                    named.next(switch.part_number),
                    switch.speeds,
                    () if cage is None else switch.cages(cage, fastest),
                )
                for switch in self._found.switches
                for _ in range(total_of(columns[switch.part_number], self._values))
            ]
            for columns, cage in zip(self._plan.switches, self._cages(), strict=True)
        ]
        # Modules have one network: what carries them is in the first.
        return [[*switches[0], *carriers], *switches[1:]]

    def _cages(self) -> list[Socket | None]:
        """Return the kind of cages through which switches of each network are joined, if any."""
        of_lead = {lead.part_number: lead.cage for lead in self._found.leads}
        return [
            next((of_lead[each] for each, terms in links.items() if self._total(terms)), None)
            for links in self._plan.cage_links
        ]

    def cage_links(self, network: int) -> int:
        """Return how many links of a network go from cage to cage."""
        return sum(map(self._total, self._plan.cage_links[network].values()))

    def _total(self, terms: Linear) -> int:
        return total_of(terms, self._values)

    def wishes(self) -> list[int]:
        """Return the Mbit/s of every node that has a port to be found, in each of its networks."""
        return [0 if self._is_powered(node) else node.wish_mbps for node in self._on_leads()]

    def node_wires(
        self, trees: Sequence[SwitchTree], powered: Mapping[str, tuple[str, int]]
    ) -> Iterator[Wire]:
        """Yield the wires of each node: its network cables, its adapter, its storage.

        `powered` says by board which port powers a node.
        """
        for node in self.nodes:
            if node.board in powered:
                yield from self._powered_wires(node, *powered[node.board])
                continue
            if node.seat is not None:
                yield from self._seated_wires(node, *node.seat, trees)
                continue
            # With two networks the adapter takes the second, else it stands in for the board.
            plugs = [(node.adapter or node.board, 1)]
            if len(trees) > 1:
                plugs = [(node.board, 1), (node.adapter, 1) if node.adapter else (node.board, 2)]
            for tree, (plug, number) in zip(trees, plugs, strict=True):
                unit, port = tree.next_port(node.wish_mbps)
                yield _wire(plug, unit, port, PortKind.ETHERNET, number)
            taken = usb_port(self._parts[part_of(node.adapter)]) if node.adapter else None
            if taken is not None:
                yield _wire(node.adapter, node.board, 1, taken)
            yield from self._storage_wires(node, usb_taken=taken is PortKind.USB_DATA)

    def _seated_wires(
        self, node: Node, carrier: str, place: int, trees: Sequence[SwitchTree]
    ) -> Iterator[Wire]:
        """Yield the wires of a module: its place, the cables of a carrier that has no switch.

        One is in the port of its place; on two networks its carrier holds no other.
        """
        yield _wire(node.board, carrier, place, PortKind.MODULE)
        for more, tree in enumerate(() if self._joins(carrier) else trees):
            unit, port = tree.next_port(node.wish_mbps)
            yield _wire(carrier, unit, port, PortKind.ETHERNET, place + more)
        yield from self._storage_wires(node, usb_taken=False)

    def _storage_wires(self, node: Node, *, usb_taken: bool) -> Iterator[Wire]:
        if node.slot is PortKind.USB_DATA:
            yield _wire(node.storage, node.board, 1 + usb_taken, node.slot)
        elif node.slot is not None and node.mount:
            yield _wire(node.storage, node.mount, 1, node.slot)
            for port in self._parts[part_of(node.mount)].needs():
                if node.fit.part.port_count(port.kind):
                    yield _wire(node.mount, node.board, 1, port.kind)
        elif node.slot is not None and node.seat is None and self._has(node.adapter, node.slot):
            yield _wire(node.storage, node.adapter, 1, node.slot)
        elif node.slot is not None:
            kind = node.slot if node.fit.part.port_count(node.slot) else PortKind.SD
            yield _wire(node.storage, node.board, 1, kind)

    def _has(self, unit: str, slot: PortKind) -> bool:
        """Tell whether what a node takes beside its board has a slot: a PoE HAT may."""
        return bool(unit) and bool(self._parts[part_of(unit)].port_count(slot))

    def powered(self) -> dict[str, tuple[str, int]]:
        """Return by board the switch port that powers it, unit by unit as the patterns fill them.

        Empty unless nodes get their power over the network.
        """
        modules = {module.part_number: module_class(module) for module in self._found.modules}
        waiting: dict[PowerClass, list[str]] = defaultdict(list)
        for node in reversed(self.nodes):
            if self._is_powered(node):
                waiting[modules[part_of(node.adapter)]].append(node.board)
        switches = {each.part_number: each for each in self._found.switches}
        fastest = fastest_wish(self._requirement)
        named, ports = Pieces(), {}
        for number, taken in powering_units(self._plan, self._values, switches):
            unit, powered = named.next(number), powered_ports(switches[number], fastest)
            # The hungriest come first in what is taken, as the strongest ports do.
            numbers = chain.from_iterable(each for _, each in powered)
            for power, count in taken:
                for _ in range(min(count, len(waiting[power]))):
                    ports[waiting[power].pop()] = (unit, next(numbers))
        return ports

    def _powered_wires(self, node: Node, unit: str, port: int) -> Iterator[Wire]:
        """Yield the wires of a node that its network cable powers, through its module.

        Of a compute module its carrier has both cables.
        """
        powered = node.board
        if node.seat is not None:
            powered, place = node.seat
            yield _wire(node.board, powered, place, PortKind.MODULE)
        yield _wire(powered, unit, port, PortKind.ETHERNET)
        yield _wire(node.adapter, unit, port, PortKind.POE)
        yield _wire(powered, node.adapter, 1, PortKind.USB_POWER)
        yield from self._storage_wires(node, usb_taken=False)

    def _is_powered(self, node: Node) -> bool:
        """Tell whether a node gets its power over the network."""
        return bool(node.adapter) and isinstance(self._parts[part_of(node.adapter)], PoeModule)

    def _is_plugged_in(self, node: Node) -> bool:
        """Tell whether a node takes an outlet of a charger."""
        return node.fit.takes_a_charger and not self._is_powered(node)

    def power_wires(self) -> Iterator[Wire]:
        """Yield where each board is plugged in, unit by unit as the patterns fill them."""
        outlets: dict[Outlet, list[tuple[str, int]]] = defaultdict(list)
        chargers = {charger.part.part_number: charger for charger in self._found.chargers}
        for filling in (each for each in self._plan.fillings if each.part_number in chargers):
            charger = chargers[filling.part_number]
            for _ in range(self._values[filling.column]):
                unit = self._units.next(filling.part_number)
                for power, count, place in filling.pattern:
                    style = style_of(charger.at(place))
                    outlets[Outlet(power, style)] += [(unit, place)] * count
        waiting: dict[PowerClass, list[str]] = defaultdict(list)
        boards, carriers = self._plugged_in()
        for unit, power in (*reversed(boards), *carriers):
            waiting[power].append(unit)
        plugged_in = [
            (waiting[outlet.power].pop(), unit, outlet.power, place)
            for outlet, column in self._plan.outlets.items()
            for unit, place in outlets[outlet][: self._values[column]]
        ]
        ports: dict[str, Iterator[int]] = {}
        for unit in dict.fromkeys(unit for _, unit, _, _ in plugged_in):
            taken = [(power, place) for _, of, power, place in plugged_in if of == unit]
            ports[unit] = iter(numbered(chargers[part_of(unit)], taken))
        for board, unit, _, place in plugged_in:
            kind = chargers[part_of(unit)].at(place).port_kind
            yield _wire(board, unit, next(ports[unit]), kind)

    def _plugged_in(self) -> tuple[list[tuple[str, PowerClass]], list[tuple[str, PowerClass]]]:
        """Return boards and carriers that take an outlet, with what each asks by its plug."""
        left = {
            powers: [sum(self._values[each] for each in of) for of in zip(*columns, strict=True)]
            for powers, columns in self._plan.by_plug.items()
        }

        def by_plug(powers: tuple[PowerClass, ...]) -> PowerClass:
            place = 0
            if len(powers) > 1:
                place = next(index for index, many in enumerate(left[powers]) if many)
                left[powers][place] -= 1
            return powers[place]

        nodes = filter(self._is_plugged_in, self.nodes)
        boards = [(node.board, by_plug(self._powers(node))) for node in nodes]
        cabled = {node.seat[0] for node in self.nodes if node.seat and self._is_powered(node)}
        carriers = [
            (unit, by_plug(self._carriers[number].powers))
            for number, column in self._plan.carriers.items()
            for unit in (str(Unit(number, index + 1)) for index in range(self._values[column]))
            if unit not in cabled and self._carriers[number].takes_a_charger
        ]
        return boards, carriers

    def _powers(self, node: Node) -> tuple[PowerClass, ...]:
        """Return what a node asks of a charger by each plug, with what hangs on its board."""
        units = (node.adapter, node.storage, node.mount, node.cooler)
        numbers = tuple(part_of(unit) for unit in units if unit)
        key = node.fit.part.part_number, numbers
        if key not in self._asked:
            hung = (self._parts[number] for number in numbers)
            self._asked[key] = classes_of(node.fit, hung, self._requirement.power_by)
        return self._asked[key]


def _capacity(charger: ChargerFit, power: PowerClass) -> int:
    """Return how many boards of one class a single unit runs."""
    patterns = charger_patterns(charger, [(power,)])
    return max((sum(each.boards for each in pattern) for pattern in patterns), default=0)


def _wire(device: str, unit: str, port: int, kind: PortKind, device_port: int = 1) -> Wire:
    return Wire(device=device, device_port=device_port, unit=unit, unit_port=port, kind=kind)
