"""Rules about power: outlets, current, watts and PoE. Named in RULES of `rules.py`."""

import heapq
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from planner.engine.capacity import in_use
from planner.engine.power_circuits import (
    Circuit,
    boards_on_chargers,
    boards_on_leads,
    circuits,
    outlets,
    poe_powered,
    total,
    usb_chargers,
)
from planner.engine.power_draw import headroom_of, watts_of
from planner.engine.verdicts import counted, lacking, listed, unchecked, verdict
from planner.model.build import PowerBasis
from planner.model.findings import Finding, Severity
from planner.model.numbers import number_text
from planner.model.parts import Cable, Charger, PoeModule, Switch
from planner.model.plan import Plan


class Graded(NamedTuple):
    """How many need, or offer, a grade: mA at an outlet, watts at a port."""

    grade: Decimal
    quantity: int


def charger_has_an_outlet_for_every_board(plan: Plan) -> Iterator[Finding]:
    """Boards powered over USB need an outlet each, and one that their plug fits.

    So do boards with a barrel plug for which only a lead from a USB socket is left.
    """
    boards, chargers = boards_on_chargers(plan), usb_chargers(plan)
    needed = total(boards) + boards_on_leads(plan)
    if not needed:
        return
    if not chargers:
        yield verdict(
            "charger-missing",
            Severity.WARNING,
            plan.build.name,
            f"USB powers {counted(needed, 'board')}, but the build has no charger.",
            f"Add chargers with {counted(needed, 'outlet')}, unless you have them.",
        )
        return
    vague = lacking(chargers, lambda charger: charger.ports is None or charger.connector is None)
    if vague:
        yield unchecked(plan, "charger outlets", "How many, of which kind, is not known", vague)
        return
    offered = outlets(chargers)
    small = sum((c.ports or 0) * q for c, q in chargers if c.connector == "micro-USB")
    usb_c = total((b, q) for b, q in boards if b.power_connector == "USB-C")
    if offered < needed:
        yield verdict(
            "outlets-short",
            Severity.ERROR,
            listed(chargers),
            f"{counted(offered, 'outlet')} cannot power {counted(needed, 'board')}.",
            f"Add a charger with {counted(needed - offered, 'outlet')} or more.",
        )
    elif offered - small < usb_c:
        yield verdict(
            "plugs-differ",
            Severity.ERROR,
            listed(chargers),
            f"{counted(usb_c, 'board takes', 'boards take')} USB-C, but "
            f"{counted(small, 'outlet is a micro-USB plug', 'outlets are micro-USB plugs')}.",
            "Choose chargers with USB-C plugs, or with sockets and leads of the right kind.",
        )


def outlets_carry_the_current(plan: Plan) -> Iterator[Finding]:
    """Every board should find an outlet that supplies the mA its maker asks for."""
    for circuit in circuits(plan):
        if circuit.boards and circuit.chargers:
            yield from _weak_outlets(plan, circuit)


def _weak_outlets(plan: Plan, circuit: Circuit) -> Iterator[Finding]:
    boards, chargers = circuit
    vague = lacking(chargers, lambda charger: charger.port_max_ma is None)
    vague += lacking(boards, lambda board: board.supply_ma is None)
    if vague:
        yield unchecked(plan, "current per outlet", "The mA are not known", vague)
        return
    needs = [Graded(Decimal(b.supply_ma or 0), q) for b, q in boards]
    offers = [Graded(Decimal(c.port_max_ma or 0), (c.ports or 0) * q) for c, q in chargers]
    short = _short_of(needs, offers)
    if short is not None and total(needs) <= total(offers):
        most = max(offer.grade for offer in offers)
        strong = counted(short.offered, "outlet gives", "outlets give")
        what = f"only {strong} that" if short.offered else f"no outlet gives more than {most}"
        yield verdict(
            "outlet-weak",
            Severity.WARNING,
            listed(chargers),
            f"{counted(short.needed, 'board asks', 'boards ask')} for a supply of "
            f"{short.grade} mA, but {what}{'' if short.offered else ' mA'}.",
            "They may brown out under load, above all with USB devices plugged in.",
        )


class Shortfall(NamedTuple):
    """So many need at least this grade, and so many offer it."""

    grade: Decimal
    needed: int
    offered: int


def _short_of(needs: Sequence[Graded], offers: Sequence[Graded]) -> Shortfall | None:
    """Return the highest grade that fewer offer than need, or None.

    A port of a higher grade serves a lower need, so counting at each grade is exact.
    """
    for grade in sorted({need.grade for need in needs}, reverse=True):
        needed = sum(need.quantity for need in needs if need.grade >= grade)
        offered = sum(offer.quantity for offer in offers if offer.grade >= grade)
        if offered < needed:
            return Shortfall(grade, needed, offered)
    return None


def charger_has_the_watts(plan: Plan) -> Iterator[Finding]:
    """What the boards draw at most must stay below what the chargers supply, with headroom."""
    for circuit in circuits(plan):
        if circuit.boards and circuit.chargers:
            yield from _too_few_watts(plan, circuit)


def _too_few_watts(plan: Plan, circuit: Circuit) -> Iterator[Finding]:
    boards, chargers = circuit
    vague = lacking(chargers, lambda charger: charger.supply_w is None)
    basis = plan.build.power_by
    vague += lacking(boards, lambda board: watts_of(board, basis) is None)
    if vague:
        yield unchecked(plan, "watts", "They are not known", vague)
        return
    draws = [Graded(watts_of(board, basis) or Decimal(0), quantity) for board, quantity in boards]
    draw = sum((watts * quantity for watts, quantity in draws), Decimal(0))
    supply = sum(((c.supply_w or 0) * quantity for c, quantity in chargers), Decimal(0))
    free = headroom_of(basis, plan.build.headroom_percent)
    said, given = number_text(draw, "W"), number_text(supply, "W")
    headroom = f"Chargers of {_in_all(draw, free)} in all leave headroom."
    if draw > supply:
        yield verdict(
            "watts-short",
            Severity.ERROR,
            listed(chargers),
            f"The boards draw {_how_much(basis)} {said}; the chargers supply {given}.",
            headroom if free else f"Choose chargers of {said} in all, or more.",
        )
    elif not _can_be_shared_out(draws, chargers):
        yield verdict(
            "watts-uneven",
            Severity.WARNING,
            listed(chargers),
            f"The chargers supply {given} in all for {said}, but no way was found to "
            "share the boards out so that each charger has enough.",
            "Add a charger, or choose larger ones.",
        )
    elif free and draw * 100 > supply * (100 - free):
        yield verdict(
            "watts-tight",
            Severity.WARNING,
            listed(chargers),
            f"The boards draw {_how_much(basis)} {said} of the {given} supplied: less than "
            f"{free} % is left.",
            headroom,
        )


def _in_all(draw: Decimal, free: int) -> str:
    """Return the watts of which so many percent stay free beside a draw: rounded up, to a tenth."""
    tenths = (draw * 1000 / (100 - free)).to_integral_value(ROUND_CEILING)
    return number_text(tenths / 10, "W")


def _how_much(basis: PowerBasis) -> str:
    words = {PowerBasis.STRESS: "up to", PowerBasis.TYPICAL: "typically"}
    return words.get(basis, "by their recommended supplies")


def peaks_stay_within_the_watts(plan: Plan) -> Iterator[Finding]:
    """Chargers chosen by a typical draw may not hold when all boards are busy at once."""
    for boards, chargers in circuits(plan):
        peak = sum(((board.power_max_w or 0) * quantity for board, quantity in boards), Decimal(0))
        supply = sum(((c.supply_w or 0) * quantity for c, quantity in chargers), Decimal(0))
        if plan.build.power_by is PowerBasis.TYPICAL and chargers and peak > supply:
            yield verdict(
                "watts-peak",
                Severity.WARNING,
                listed(chargers),
                f"Under full load the boards draw up to {number_text(peak, 'W')}; the chargers "
                f"supply {number_text(supply, 'W')}, which is enough for what they draw typically.",
                "Boards may restart when all are busy. Choose chargers by the stress peak to be "
                "safe.",
            )


def _can_be_shared_out(draws: Sequence[Graded], chargers: Sequence[tuple[Charger, int]]) -> bool:
    """Tell whether every board finds a charger with watts and an outlet left.

    Each goes to the charger with most watts left, the hungriest first: exact for boards of one
    kind, and nearly so for several.
    """
    units = [charger for charger, quantity in chargers for _ in range(quantity)]
    # An unknown number of outlets is for the rule about outlets to judge.
    many = total(draws)
    free = [
        (-(unit.supply_w or Decimal(0)), index, many if unit.ports is None else unit.ports)
        for index, unit in enumerate(units)
    ]
    heapq.heapify(free)
    for watts, quantity in sorted(draws, reverse=True):
        for _ in range(quantity):
            while free and not free[0][2]:
                heapq.heappop(free)
            if not free or -free[0][0] < watts:
                return False
            left, index, outlets = free[0]
            heapq.heapreplace(free, (left + watts, index, outlets - 1))
    return True


def every_board_has_a_power_lead(plan: Plan) -> Iterator[Finding]:
    """Boards on a charger with sockets need a lead each; a plug on a fixed lead brings its own."""
    boards, chargers = boards_on_chargers(plan), usb_chargers(plan)
    cables = in_use(plan, Cable)
    needed = total(boards) + boards_on_leads(plan)
    leads = total((c, q) for c, q in cables if c.carries == "power")
    leads += total((c, q) for c, q in chargers if c.connector in ("micro-USB", "USB-C"))
    if not chargers or leads >= needed:
        return
    vague = lacking(cables, lambda cable: cable.carries is None)
    if vague:
        yield unchecked(plan, "power leads", "What it carries is not known", vague)
        return
    yield verdict(
        "power-leads-short",
        Severity.WARNING,
        plan.build.name,
        f"{counted(needed, 'board needs', 'boards need')} a power lead; the build has {leads}.",
        f"Add {counted(needed - leads, 'lead')}, unless you have them.",
    )


def poe_ports_and_watts_suffice(plan: Plan) -> Iterator[Finding]:
    """PoE HATs and splitters need powered ports, and watts within the switch's budget."""
    modules, switches = poe_powered(plan), in_use(plan, Switch)
    needed = total(modules)
    if not needed:
        return
    vague = lacking(switches, lambda switch: switch.poe_ports is None)
    if vague:
        yield unchecked(plan, "PoE ports", "How many is not known", vague)
        return
    injectors = total((m, q) for m, q in in_use(plan, PoeModule) if m.kind == "injector")
    ports = sum((switch.poe_ports or 0) * q for switch, q in switches) + injectors
    if ports < needed:
        yield verdict(
            "poe-short",
            Severity.ERROR,
            plan.build.name,
            f"{counted(needed, 'PoE module')}, but {counted(ports, 'powered port')}.",
            f"Choose a switch with {counted(needed, 'PoE port')}, or add injectors.",
        )
    elif needed > injectors:
        powered = [(switch, q) for switch, q in switches if switch.poe_ports]
        yield from _poe_watts(plan, modules, powered, injectors)


def _poe_watts(
    plan: Plan,
    modules: Sequence[tuple[PoeModule, int]],
    switches: Sequence[tuple[Switch, int]],
    injectors: int,
) -> Iterator[Finding]:
    vague = lacking(modules, lambda module: module.poe_class_w is None)
    vague += lacking(switches, lambda s: s.poe_budget_w is None or s.poe_port_max_w is None)
    if vague:
        yield unchecked(plan, "PoE watts", "They are not known", vague)
        return
    asked = [Graded(module.poe_class_w or Decimal(0), quantity) for module, quantity in modules]
    budget = sum(((s.poe_budget_w or 0) * quantity for s, quantity in switches), Decimal(0))
    # The injectors feed the hungriest modules: so the switch has least to do.
    draw, left = Decimal(0), total(asked) - injectors
    for watts, quantity in sorted(asked):
        draw += watts * max(min(quantity, left), 0)
        left -= quantity
    if draw > budget:
        yield verdict(
            "poe-watts-short",
            Severity.ERROR,
            plan.build.name,
            f"The PoE modules ask for {number_text(draw, 'W')}; the switch delivers "
            f"{number_text(budget, 'W')}.",
            "Choose a switch with a larger PoE budget, or add injectors.",
        )
    offers = [Graded(s.poe_port_max_w or Decimal(0), (s.poe_ports or 0) * q) for s, q in switches]
    short = _short_of(asked, [*offers, Graded(max(asked).grade, injectors)])
    if short is not None:
        yield verdict(
            "poe-port-weak",
            Severity.ERROR,
            plan.build.name,
            f"{counted(short.needed, 'PoE module asks', 'PoE modules ask')} for "
            f"{number_text(short.grade, 'W')}, "
            f"but {counted(short.offered, 'port delivers', 'ports deliver')} that much.",
            "Choose a switch with more watts per port (PoE+ delivers 30 W), or add injectors.",
        )
