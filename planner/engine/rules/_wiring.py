"""Rules about a wired build: what is plugged in where, unit by unit. Named in RULES of `rules.py`.

Sums hide what a unit cannot do: two chargers of 60 W are no charger of 120 W. A build that nobody
has wired is judged by its sums alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from planner.engine.fitting.parts_in_use import in_use
from planner.engine.rules._verdicts import unchecked, verdict
from planner.engine.wiring.feeds import fed_switches
from planner.engine.wiring.loads import (
    is_switch,
    plugged_in,
    ports_taken,
    usb_hosts,
)
from planner.engine.wiring.places import networks_of
from planner.model.findings import Finding, Severity
from planner.model.numbers import number_text
from planner.model.outlet_kinds import given, kind_at, kinds_of, overload
from planner.model.parts import (
    Board,
    Carrier,
    Case,
    Charger,
    Part,
    PoeModule,
    PortKind,
    Switch,
    numbered,
)
from planner.model.plan import Plan
from planner.model.plugs import ANY_POWER, POWER, USB, volts_taken
from planner.model.wiring import NETWORK, ROUTER, Wire, part_of, unit_of
from planner.model.words import basis_text, counted


def every_wire_ends_in_a_port_of_its_own(plan: Plan) -> Iterator[Finding]:
    """A plug needs a port that exists, that fits, and that holds no other plug."""
    pieces: Counter[str] = Counter()
    for line in plan.bill.lines:
        pieces[line.part_number] += 0 if line.retired else line.of_one_copy
    taken: Counter[tuple[str, int, PortKind]] = Counter()
    vague: list[str] = []
    unknown: dict[tuple[str, PortKind], bool] = {}
    for wire in plan.build.wiring:
        for unit in (wire.device, wire.unit):
            if unit != ROUTER and not _exists(unit, pieces):
                yield verdict(
                    "wire-loose",
                    Severity.ERROR,
                    unit,
                    f"{unit} is wired, but the build has {pieces[part_of(unit)]} × "
                    f"{part_of(unit)}.",
                    "Wire the build again, or add the part.",
                )
        taken.update((unit, port, wire.kind) for unit, port in ports_taken(plan, wire))
        part = plan.part(part_of(wire.unit))
        asked = part_of(wire.unit), wire.kind
        if part is not None and asked not in unknown:
            unknown[asked] = counts_unknown(part, wire.kind)
        if part is not None and unknown[asked]:
            vague.append(part.name)
        elif part is not None and not _has_port(part, wire):
            yield verdict(
                "port-missing",
                Severity.ERROR,
                wire.unit,
                f"{wire.device} is plugged into {wire.kind} port {wire.unit_port} of {wire.unit}, "
                f"which has {part.port_count(wire.kind)}.",
                "Use another port, or a part with more of them.",
            )
    if vague:
        yield unchecked(
            plan, "ports in use", "Their number is not known", list(dict.fromkeys(vague))
        )
    for (unit, port, kind), plugs in taken.items():
        if plugs > 1 and unit != ROUTER:
            yield verdict(
                "port-taken",
                Severity.ERROR,
                unit,
                f"{counted(plugs, 'plug')} are in {kind} port {port} of {unit}.",
                "A port takes one plug: move the others.",
            )


def _has_port(part: Part, wire: Wire) -> bool:
    """Tell whether a part has the port that a wire ends in.

    Outlets of a charger are numbered together, whatever they are, and so are the copper ports of a
    switch, powered or not.
    """
    if isinstance(part, Charger):
        kind = kind_at(part, wire.unit_port)
        return kind is not None and kind.port_kind is wire.kind
    if isinstance(part, Switch) and wire.kind is PortKind.POE:
        powered = numbered(part.network_ports, wire.kind)
        return any(wire.unit_port in each.numbers for each in powered)
    return wire.unit_port <= part.port_count(wire.kind)


def counts_unknown(part: Part, kind: PortKind) -> bool:
    """Tell whether nobody says how many ports of a kind a part has, if it has any."""
    if isinstance(part, Charger):
        return any(of.count is None or of.connector is None for of in part.outlet_list)
    if isinstance(part, Switch):
        if kind is PortKind.SFP:
            return part.sfp_ports is None
        return (part.poe_ports if kind is PortKind.POE else part.ports) is None
    if isinstance(part, Case):
        return part.shelves is None
    if isinstance(part, PoeModule):
        return part.kind is None
    if isinstance(part, Board) and kind in USB:
        full = (part.usb2_ports, part.usb3_ports)
        return None in (full if kind is PortKind.USB_DATA else (part.usb_small,))
    if isinstance(part, Carrier):
        return (part.slots if kind is PortKind.MODULE else part.ports) is None
    return isinstance(part, Board) and part.storage_slots is None


def _exists(unit: str, pieces: Counter[str]) -> bool:
    number, index = unit_of(unit)
    return index is not None and 1 <= index <= pieces[number]


def every_charger_unit_has_the_watts(plan: Plan) -> Iterator[Finding]:
    """What is plugged into one charger must stay below what this one supplies.

    So must what is plugged into each of its outlets, where they share the watts.
    """
    basis = plan.build.power_by
    for unit, draws in plugged_in(plan).items():
        charger = plan.part(part_of(unit))
        if not isinstance(charger, Charger) or any(each.watts is None for each in draws):
            continue
        known = sorted((each.outlet, each.watts or Decimal(0)) for each in draws)
        drawn = [
            [watts for number, watts in known if kind_at(charger, number) == kind]
            for kind in kinds_of(charger)
        ]
        limits = given(charger, [len(mine) for mine in drawn])
        if limits is None:
            what = f"the watts of {unit}"
            why = f"Its output with {counted(len(draws), 'outlet')} in use is not known"
            yield unchecked(plan, what, why, [charger.name])
        elif over := overload(charger, limits, drawn):
            where = {
                "connector": f"its {over.connector} outlets together supply",
                "unit": "it supplies",
                "outlet": "one of its outlets supplies",
            }
            many = 1 if over.of == "outlet" else len(draws)
            kinds = {each.part.category for each in draws}
            things = ("carrier", "carriers") if "carrier" in kinds else ("board", "boards")
            if len(kinds) > 1:
                things = ("board or carrier", "boards and carriers")
            yield verdict(
                "unit-watts-short",
                Severity.ERROR,
                unit,
                f"{counted(many, *things)} on {unit} {'draws' if many == 1 else 'draw'} "
                f"{number_text(over.drawn, 'W')} "
                f"({basis_text(basis)}); {where[over.of]} {number_text(over.gives, 'W')}"
                + (f" with {counted(len(draws), 'outlet')} in use." if charger.shared_w else "."),
                "Move some to another charger, or add one.",
            )


def every_powered_port_has_the_watts(plan: Plan) -> Iterator[Finding]:
    """A switch must deliver what each module asks of its port, and what all ask together."""
    modules: dict[str, list[PoeModule]] = defaultdict(list)
    ports: dict[str, list[int]] = defaultdict(list)
    for wire in plan.build.wiring:
        module = plan.part(part_of(wire.device))
        if wire.kind is PortKind.POE and isinstance(module, PoeModule):
            modules[wire.unit].append(module)
            ports[wire.unit].append(wire.unit_port)
    fed_units = {each.unit: each for each in fed_switches(plan)}
    asking: dict[str, list[Decimal | None]] = defaultdict(list)
    for unit, found in modules.items():
        asking[unit] += [each.poe_class_w for each in found]
    for each in fed_units.values():
        asking[each.feeder].append(each.asks_w)
        ports[each.feeder].append(each.port)
    for unit, asks in asking.items():
        switch = plan.part(part_of(unit))
        # What is not known is missed by the rule about PoE.
        if not isinstance(switch, Switch) or None in asks:
            continue
        asked = [watts or Decimal(0) for watts in asks]
        fed = fed_units.get(unit)
        budget = switch.poe_budget_w if fed is None else fed.budget_w
        if fed is not None and budget is None:
            what, why = f"the PoE budget of {unit}", f"What it delivers when {fed.feeder} feeds it"
            yield unchecked(plan, what, f"{why} is not known", [switch.name])
        if budget is not None and sum(asked) > budget:
            yield verdict(
                "unit-poe-short",
                Severity.ERROR,
                unit,
                f"{_powered_things(modules[unit], asked)} on {unit} need "
                f"{number_text(sum(asked), 'W')}; it delivers {number_text(budget, 'W')} in total"
                + ("." if fed is None else f" when {fed.feeder} feeds it."),
                "Move some to another switch, or choose one with a larger PoE budget.",
            )
        given = {
            port: each.ports.poe.most_w
            for each in numbered(switch.network_ports, PortKind.POE)
            for port in each.numbers
            if each.ports.poe is not None
        }
        weak = [
            (watts, port, most)
            for watts, port in zip(asked, ports[unit], strict=True)
            if (most := given.get(port)) is not None and watts > most
        ]
        for watts, port, most in weak[:1]:
            yield verdict(
                "unit-poe-port-weak",
                Severity.ERROR,
                unit,
                f"A PoE module on {unit} needs {number_text(watts, 'W')}; its port {port} "
                f"delivers {number_text(most, 'W')}.",
                "Plug it into a stronger port, or choose a switch with more watts per port.",
            )


def _powered_things(modules: list[PoeModule], asked: list[Decimal]) -> str:
    """Return what draws from a switch: PoE modules, and switches that it feeds."""
    switches = len(asked) - len(modules)
    told = [counted(len(modules), "PoE module")] if modules else []
    return " and ".join(told + ([counted(switches, "switch", "switches")] if switches else []))


def every_module_gives_what_its_board_draws(plan: Plan) -> Iterator[Finding]:
    """A PoE module must give the board on it, or the carrier of it, the mA that it draws."""
    for unit, plugs in plugged_in(plan).items():
        module = plan.part(part_of(unit))
        if not isinstance(module, PoeModule) or module.output_ma is None:
            continue
        for _, board, _, need in plugs:
            if need is not None and need > module.output_ma:
                yield verdict(
                    "module-weak",
                    Severity.ERROR,
                    unit,
                    f"{board.name} needs {need} mA ({basis_text(plan.build.power_by)}); "
                    f"{unit} gives {module.output_ma}.",
                    "Choose a PoE module that supplies that much.",
                )


def every_outlet_fits_its_board(plan: Plan) -> Iterator[Finding]:
    """A cable that is fixed to a charger must end in the plug of a board or carrier.

    An outlet has its limit.
    """
    for unit, plugs in plugged_in(plan).items():
        charger = plan.part(part_of(unit))
        if not isinstance(charger, Charger):
            continue
        for number, part, _, need in plugs:
            kind = kind_at(charger, number)
            if kind is None:
                continue  # there is no such outlet, which a rule about wires tells
            gives = kind.milliamps(volts_taken(part))
            if kind.brings_its_lead and part.power_connector is None:
                why = "The plug is not known"
                yield unchecked(plan, f"the plug of {unit}", why, [part.name])
            elif kind.brings_its_lead and kind.connector != part.power_connector:
                yield verdict(
                    "plug-wrong",
                    Severity.ERROR,
                    unit,
                    f"The cable of {unit} ends in {kind.connector}; {part.name} takes "
                    f"{part.power_connector}.",
                    "Choose a charger with that plug, or one with sockets and a cable.",
                )
            elif need and gives is not None and gives < need:
                yield verdict(
                    "unit-outlet-weak",
                    Severity.ERROR,
                    unit,
                    f"{part.name} needs {need} mA ({basis_text(plan.build.power_by)}); "
                    f"an outlet of {unit} gives {gives}.",
                    "Choose a charger whose outlets supply that much.",
                )


def every_node_is_plugged_in(plan: Plan) -> Iterator[Finding]:
    """In a wired build every node has its network cable, and its power if there are chargers."""
    wires = plan.build.wiring
    nodes = sum(quantity for _, quantity in in_use(plan, Board))
    if not wires:
        return
    hosts = usb_hosts(plan)
    network = {
        hosts.get(wire.device, wire.device)
        for wire in wires
        if wire.kind in (PortKind.ETHERNET, PortKind.SFP, PortKind.MODULE)
        and not isinstance(plan.part(part_of(wire.device)), Switch | Carrier)
    }
    # By whichever plug: a board may have an ATX plug beside the one that it is counted by.
    plugged = {wire.device for wire in wires if wire.kind in ANY_POWER}
    boards = ((unit, plan.part(part_of(unit))) for unit in plugged)
    powered = {unit for unit, part in boards if isinstance(part, Board) and part.need(*POWER)}
    has_power = bool(in_use(plan, Charger)) or bool(in_use(plan, PoeModule))
    plugs = sum(quantity for board, quantity in in_use(plan, Board) if board.need(*POWER))
    for what, have, need in (
        ("network", len(network), nodes),
        ("power", len(powered), plugs if has_power else 0),
    ):
        if have < need:
            yield verdict(
                "not-plugged-in",
                Severity.WARNING,
                plan.build.name,
                f"{need - have} of {counted(need, 'node')} have no {what} in the wiring.",
                "Wire the build again.",
            )


def every_node_is_on_each_network(plan: Plan) -> Iterator[Finding]:
    """Where nodes are to be plugged into separate networks, no cable may join those networks."""
    wires = [wire for wire in plan.build.wiring if wire.kind in NETWORK]
    if plan.build.networks == 1 or not wires:
        return
    network = {unit: index for index, units in enumerate(networks_of(plan)) for unit in units}
    hosts = usb_hosts(plan)
    reached: dict[str, set[int | None]] = defaultdict(set)
    for wire in wires:
        if not is_switch(plan, wire.device):
            reached[hosts.get(wire.device, wire.device)].add(network.get(wire.unit))
    alone = sum(len(found) < plan.build.networks for found in reached.values())
    if alone:
        yield verdict(
            "network-not-separate",
            Severity.ERROR,
            plan.build.name,
            f"{alone} of {counted(len(reached), 'node')} are on only one network: if a switch of "
            "it fails, they are cut off.",
            "Wire the build again: each node's second cable goes to switches that no cable "
            "joins to the first.",
        )
