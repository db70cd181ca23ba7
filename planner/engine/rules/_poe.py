"""Rules about power over the network. Named in RULES of `rules.py`.

A switch sets aside the watts of a module's class, whatever its board draws.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from planner.engine.fitting.carrier_draw import asked_of_supply, milliamps_at
from planner.engine.fitting.carrier_poe import carriers_over_network
from planner.engine.fitting.circuits import Modules, consumers, poe_powered, total
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.rules._power import Graded, Supply, can_be_shared_out, short_of
from planner.engine.rules._verdicts import unchecked, verdict
from planner.engine.wiring.feeds import budgets
from planner.model.findings import Finding, Severity
from planner.model.numbers import number_text
from planner.model.parts import Board, Carrier, NetworkPorts, PoeModule, Switch, gives_power
from planner.model.plan import Plan
from planner.model.plugs import by_each_plug, powers
from planner.model.words import basis_text, counted, lacking, listed


def poe_ports_and_watts_suffice(plan: Plan) -> Iterator[Finding]:
    """PoE HATs and splitters need powered ports, and watts within the switch's budget.

    So do boards that are powered over their network port alone.
    """
    modules, switches = poe_powered(plan), in_use(plan, Switch)
    bare = [
        (board, q)
        for board, q in in_use(plan, Board)
        if board.power_connector == "PoE" and not board.brings_its_power
    ]
    needed = total(modules) + total(bare)
    vague = lacking(in_use(plan, PoeModule), lambda module: module.kind is None)
    if vague:
        yield unchecked(
            plan, "PoE", "Whether it is a HAT, a splitter or an injector is not known", vague
        )
    if not needed:
        return
    vague = lacking(switches, lambda switch: switch.poe_ports is None)
    if vague:
        yield unchecked(plan, "PoE ports", "Their number is not known", vague)
        return
    injecting = [(m, q) for m, q in in_use(plan, PoeModule) if m.kind == "injector"]
    injectors = total(injecting)
    ports = sum((switch.poe_ports or 0) * q for switch, q in switches) + injectors
    if ports < needed:
        what = " and ".join(
            words
            for many, words in (
                (total(modules), counted(total(modules), "PoE module")),
                (total(bare), counted(total(bare), "board on PoE", "boards on PoE")),
            )
            if many
        )
        yield verdict(
            "poe-short",
            Severity.ERROR,
            plan.build.name,
            f"{what}, but {counted(ports, 'powered port')}.",
            f"Choose a switch with {counted(needed, 'PoE port')}, or add injectors.",
        )
        return
    silent = lacking(injecting, lambda module: module.poe_class_w is None)
    if silent:
        yield unchecked(plan, "the watts of PoE injectors", "They are not known", silent)
    if bare:
        names = lacking(bare, lambda _: True)
        yield unchecked(plan, "PoE watts", "The PoE class is not known", names)
    if total(modules) > injectors:
        powered = [(switch, q) for switch, q in switches if switch.poe_ports]
        yield from _poe_watts(plan, modules, powered, injectors)


def _poe_watts(
    plan: Plan, modules: Modules, switches: Sequence[tuple[Switch, int]], injectors: int
) -> Iterator[Finding]:
    vague = lacking(modules, lambda module: module.poe_class_w is None)
    vague += lacking(
        switches,
        lambda s: any(e.poe and e.poe.most_w is None for e in _powered(s)),
    )
    delivered = [(s, watts, q) for s, watts, q in budgets(plan) if s.poe_ports]
    vague += [s.name for s, watts, _ in delivered if watts is None and s.name not in vague]
    if vague:
        yield unchecked(plan, "PoE watts", "They are not known", vague)
        return
    asked = [Graded(module.poe_class_w or Decimal(0), quantity) for module, quantity in modules]
    budget = sum(((watts or 0) * quantity for _, watts, quantity in delivered), Decimal(0))
    # The injectors feed the hungriest modules: so the switches have least to do.
    rest, left = [], total(asked) - injectors
    for watts, quantity in sorted(asked):
        rest.append(Graded(watts, max(min(quantity, left), 0)))
        left -= quantity
    draw = sum((watts * quantity for watts, quantity in rest), Decimal(0))
    supplies = [(Supply(w or Decimal(0), s.poe_ports or 0), q) for s, w, q in delivered]
    if draw > budget:
        yield verdict(
            "poe-watts-short",
            Severity.ERROR,
            plan.build.name,
            f"The PoE modules need {number_text(draw, 'W')}; the "
            f"{'switch delivers' if total(switches) == 1 else 'switches deliver'} "
            f"{number_text(budget, 'W')}.",
            "Choose a switch with a larger PoE budget, or add injectors.",
        )
    elif not can_be_shared_out(rest, supplies):
        yield verdict(
            "poe-uneven",
            Severity.WARNING,
            listed(switches),
            f"The switches deliver {number_text(budget, 'W')} in total for "
            f"{number_text(draw, 'W')}, but no way was found to distribute the modules so that "
            "each switch has enough: a switch reserves the full power of a module or none.",
            "Add a switch, or choose one with a larger PoE budget.",
        )
    offers = [
        Graded(each.poe.most_w or Decimal(0), (each.count or 0) * q)
        for s, q in switches
        for each in _powered(s)
        if each.poe is not None
    ]
    short = short_of(asked, [*offers, Graded(max(asked).grade, injectors)])
    if short is not None:
        yield verdict(
            "poe-port-weak",
            Severity.ERROR,
            plan.build.name,
            f"{counted(short.needed, 'PoE module needs', 'PoE modules need')} "
            f"{number_text(short.grade, 'W')}, but "
            f"{counted(short.offered, 'port delivers', 'ports deliver')} that much.",
            "Choose a switch with more watts per port (PoE+ delivers 30 W), or add injectors.",
        )


def _powered(switch: Switch) -> list[NetworkPorts]:
    """Return the ports of a switch that power what is plugged in, kind by kind."""
    return [each for each in switch.network_ports if gives_power(each)]


def modules_give_what_the_boards_draw(plan: Plan) -> Iterator[Finding]:
    """A HAT or splitter must give its board the mA that it draws, with what hangs on it.

    So must one that powers a carrier, with the compute module on that.
    """
    modules, boards = poe_powered(plan), _asking(plan)
    if not modules or not boards:
        return
    basis = plan.build.power_by
    vague = lacking(modules, lambda module: module.output_ma is None)
    weakest = min((module.output_ma or 0 for module, _ in modules), default=0)
    # What the maker recommends is enough, whatever it is that the board draws.
    vague += [
        each.name
        for each, _ in boards
        if each.milliamps is None and (each.supply_ma is None or each.supply_ma > weakest)
    ]
    if vague:
        yield unchecked(plan, "output of PoE modules", "The mA are not known", _once(vague))
        return
    # Where only some boards have a module, it may be those that draw least.
    needs, left = [], total(modules)
    for milliamps, quantity in sorted((each.milliamps or 0, q) for each, q in boards):
        needs.append(Graded(Decimal(milliamps), max(min(quantity, left), 0)))
        left -= quantity
    offers = [Graded(Decimal(module.output_ma or 0), q) for module, q in modules]
    short = short_of([need for need in needs if need.quantity], offers)
    if short is not None:
        carriers = any(each.is_carrier for each, _ in boards)
        things = ("board needs", "boards need")
        if carriers:
            things = ("board or carrier needs", "boards and carriers need")
        gives = "; ".join(f"{module.name} {module.output_ma} mA" for module, _ in modules)
        yield verdict(
            "modules-weak",
            Severity.ERROR,
            listed(modules),
            f"{counted(short.needed, *things)} {short.grade} mA "
            f"({basis_text(basis)}) from a PoE module; "
            f"{counted(short.offered, 'module supplies', 'modules supply')} that much ({gives}).",
            "Choose PoE modules that supply that much, or power these boards with chargers.",
        )


class _Asking(NamedTuple):
    """A board or carrier that a module may power: the mA it asks for, and those recommended."""

    name: str
    milliamps: int | None
    supply_ma: int | None
    is_carrier: bool = False


def _asking(plan: Plan) -> list[tuple[_Asking, int]]:
    """Return the boards of a plan, and the carriers that a module of it powers."""
    basis = plan.build.power_by
    found = [
        (_Asking(each.board.name, each.milliamps(basis), each.board.supply_ma), quantity)
        for each, quantity in consumers(plan)
    ]
    over_network = carriers_over_network(plan)
    for carrier, _ in in_use(plan, Carrier):
        if many := over_network[carrier.part_number]:
            plugs = by_each_plug(carrier)
            modules = [module for module, _ in poe_powered(plan)]
            plug = next(
                (p for p in plugs if any(powers(m, p) is not False for m in modules)), plugs[0]
            )
            asked = asked_of_supply(plan, plug)
            milliamps = milliamps_at(plug, asked.watts) if asked.is_whole else None
            found.append((_Asking(carrier.name, milliamps, plug.supply_ma, True), many))
    return found


def the_volts_of_splitters_are_said_to_be_unchecked(plan: Plan) -> Iterator[Finding]:
    """A splitter does not state its volts: at 5 V over USB they are known, else nobody says."""
    splitters = [(m, q) for m, q in poe_powered(plan) if m.kind == "splitter"]
    hats = total(poe_powered(plan)) - total(splitters)
    # A module has no plug of its own: what powers it is its carrier's.
    boards: list[tuple[Board | Carrier, int]] = [
        (board, q) for board, q in in_use(plan, Board) if board.power_connector != "module"
    ]
    fed = carriers_over_network(plan)
    boards += [(c, fed[c.part_number]) for c, _ in in_use(plan, Carrier) if fed[c.part_number]]
    vague = [
        board.name
        for board, _ in boards
        if any(powers(m, board) is None for m, _ in splitters)
        and not any(powers(m, board) for m, _ in splitters)
    ]
    if vague and hats < total(boards):
        names = _once([*lacking(splitters, lambda _: True), *vague])
        yield unchecked(plan, "plugs and volts of PoE splitters", "They are not known", names)


def _once(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(names))
