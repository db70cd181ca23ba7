"""Rules about USB outlets, their volts, and the cables from them. Named in RULES of `rules.py`.

A bill does not say what is plugged in where. So a rule finds fault only where no way of plugging in
would do, and says that it did not check where a way would do only if an unknown fact is a kind one.
"""

from collections.abc import Iterator

from planner.engine.fitting.circuits import (
    by_plugs,
    outlet_kinds,
    outlets,
    poe_powered,
    total,
)
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.fitting.usb_outlets import Outlets, Served, by_plug, by_volts
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.outlet_kinds import units_of
from planner.model.parts import Board
from planner.model.plan import Plan
from planner.model.plugs import joins
from planner.model.words import counted, lacking, listed, named


def charger_has_an_outlet_for_every_board(plan: Plan) -> Iterator[Finding]:
    """Boards powered over USB need an outlet each, and one that their plug fits.

    So do boards with a barrel plug for which only a cable from a USB socket is left.
    """
    found = Outlets(plan)
    chargers, needed = found.chargers, found.needed
    if not needed:
        return
    if not chargers:
        yield verdict(
            "charger-missing",
            Severity.WARNING,
            plan.build.name,
            (
                f"{counted(needed, 'board needs', 'boards need')} USB power, but the build has "
                "no charger."
            ),
            f"Add chargers with {counted(needed, 'outlet')}, unless you have them.",
        )
        return
    fitting = found.served(by_plug)
    if found.served().count < needed:
        offered = outlets(chargers)
        yield verdict(
            "outlets-short",
            Severity.ERROR,
            listed(units_of(chargers)),
            f"{counted(offered, 'outlet')} cannot power {counted(needed, 'board')}.",
            f"Add a charger with {counted(needed - offered, 'outlet')} or more.",
        )
    elif fitting.count < needed:
        yield _plugs_differ(fitting)
    elif found.served(by_plug, kindly=False, countless=0).count < needed:
        vague = lacking(chargers, lambda c: c.count is None or c.connector is None)
        why = "Their number and type are not known"
        yield unchecked(plan, "charger outlets", why, list(dict.fromkeys(vague)))


def _plugs_differ(fitting: Served) -> Finding:
    """Return that boards and the plugs on fixed cables are of different kinds."""
    demands, _ = fitting.lacking()
    plugs = " or ".join(dict.fromkeys(demand.plug for demand in demands))
    boards = sum(demand.quantity for demand in demands)
    others = [
        (charger, quantity)
        for charger, quantity in fitting.outlets.chargers
        if all(by_plug(demand, charger) is False for demand in demands)
    ]
    ends = " or ".join(dict.fromkeys(str(charger.connector) for charger, _ in others))
    several = outlets(others)
    return verdict(
        "plugs-differ",
        Severity.ERROR,
        listed(units_of(others)),
        f"{counted(boards, 'board takes', 'boards take')} {plugs}, but "
        f"{counted(several, f'outlet is a {ends} plug', f'outlets are {ends} plugs')}.",
        f"Choose chargers with {plugs} plugs, or with sockets and cables of the right kind.",
    )


def usb_outlets_give_the_volts(plan: Plan) -> Iterator[Finding]:
    """A board on USB needs an outlet of its volts: 5, unless it asks for others and gets them."""
    found = Outlets(plan)
    plugged = found.served(by_plug).count
    served = found.served(by_plug, by_volts)
    if served.count < plugged:
        yield _volts_differ(served)
        return
    # Of a charger whose outlets nobody knows, the rule about outlets says so.
    surely = found.served(by_plug, lambda d, c: c.connector is None or by_volts(d, c) is True)
    if surely.count < plugged:
        vague = [name for d in found.demands if d.volts is None for name, _ in d.boards]
        wanted = [demand for demand in found.demands if demand.volts is not None]
        vague += lacking(
            found.chargers,
            lambda c: c.connector is not None and any(by_volts(d, c) is None for d in wanted),
        )
        yield unchecked(plan, "volts", "They are not known", list(dict.fromkeys(vague)))


def _volts_differ(served: Served) -> Finding:
    demands, givers = served.lacking()
    others = [
        (charger, quantity)
        for charger, quantity in served.outlets.chargers
        if (charger, quantity) not in givers
        and any(by_plug(d, charger) is not False and by_volts(d, charger) is False for d in demands)
    ]
    gives = sorted({volts for kind, _ in others for volts in kind.volts})
    units = units_of(others)
    takes = [demand.volts for demand in demands if demand.volts is not None]
    boards = [each for demand in demands for each in demand.boards]
    names = named(f"{quantity} × {name}" for name, quantity in boards)
    several = sum(quantity for _, quantity in boards)
    too_many = any(one > other.most for one in gives for other in takes)
    wanted = " or ".join(map(str, sorted(set(takes))))
    given = " or ".join(f"{each:f}" for each in gives)
    return verdict(
        "volts-differ",
        Severity.ERROR,
        listed(units),
        f"{listed(units)} {'gives' if total(units) == 1 else 'give'} {given} V; "
        f"{counted(several, 'board takes', 'boards take')} {wanted} V ({names}), which "
        f"{counted(outlets(givers), 'outlet')} of the build can give.",
        (
            "Do not plug it in: too high a voltage destroys a board. "
            if too_many
            else "It does not run on a lower voltage. "
        )
        + f"Choose a charger that supplies {wanted} V.",
    )


def every_board_has_a_power_lead(plan: Plan) -> Iterator[Finding]:
    """Boards at sockets need a cable each from that socket to their plug.

    A plug on a fixed cable brings its own.
    """
    found = Outlets(plan)
    if not found.chargers:
        return
    at_outlets = found.served(by_plug, by_volts)
    joined = found.served(by_plug, by_volts, leads=True)
    short = False
    for index, (wanted, got) in enumerate(zip(at_outlets.got, joined.got, strict=True)):
        lack = wanted - got
        if lack > 0:
            short = True
            yield _leads_short(plan, found, joined, index, lack)
    if not short and found.served(by_plug, by_volts, leads=False).count < at_outlets.count:
        vague = [
            lead.name
            for lead, _ in found.leads
            if lead.carries is None or not (lead.from_connector and lead.to_connector)
        ]
        yield unchecked(
            plan, "power cables", "Their connectors and what they carry are not known", vague
        )


def _leads_short(plan: Plan, found: Outlets, joined: Served, index: int, lack: int) -> Finding:
    demand = found.demands[index]
    fixed = sum(
        joined.flow.passing(("board", index), ("charger", place))
        for place in range(len(found.chargers))
    )
    have = joined.got[index] - fixed
    sockets = [
        str(charger.connector)
        for charger, _ in found.chargers
        if not charger.brings_its_lead and by_volts(demand, charger) is not False
    ]
    others = [
        (lead, quantity)
        for lead, quantity in found.leads
        if all(joins(lead, socket, demand.plug) is False for socket in sockets)
        and all(
            joins(lead, str(charger.connector), other.plug) is False
            for other in found.demands
            for charger, _ in found.chargers
        )
    ]
    start = " or ".join(dict.fromkeys(sockets))
    needed = counted(have + lack, "board needs", "boards need")
    unfit = f" {listed(others)}: wrong type." if others else ""
    return verdict(
        "power-leads-short",
        Severity.WARNING,
        plan.build.name,
        f"{needed} a power cable from {start} to {demand.plug}; the build has {have}.{unfit}",
        f"Add {counted(lack, 'cable')} from {start} to {demand.plug}, unless you have them.",
    )


def every_atx_board_has_a_supply(plan: Plan) -> Iterator[Finding]:
    """A board with an ATX plug runs on an ATX supply, and on nothing else."""
    boards = [(c.board, q) for c, q in by_plugs(plan) if c.board.power_connector == "ATX"]
    supplies = [(c, q) for c, q in outlet_kinds(plan) if c.connector in ("ATX", None)]
    vague = lacking(supplies, lambda c: c.connector is None or c.count is None)
    have = outlets([(c, q) for c, q in supplies if c.connector == "ATX"])
    if have >= total(boards):
        return
    if vague:
        yield unchecked(plan, "ATX supplies", "The type or number of plugs is not known", vague)
        return
    needed = total(boards)
    yield verdict(
        "atx-missing",
        Severity.WARNING,
        plan.build.name,
        f"{counted(needed, 'board takes', 'boards take')} an ATX plug ({listed(boards)}); the "
        f"power supplies of the build have {have}.",
        f"Add {counted(needed - have, 'ATX supply', 'ATX supplies')}, unless you have them.",
    )


def every_power_plug_is_known(plan: Plan) -> Iterator[Finding]:
    """A board whose plug nobody states may need a charger, or none: it is not judged as none."""
    boards = [(board, q) for board, q in in_use(plan, Board) if not board.brings_its_power]
    if total(poe_powered(plan)) >= total(boards):
        return  # by its header, or by a splitter that a rule judges
    vague = lacking(boards, lambda board: board.power_connector is None)
    if vague:
        why = "The power plug is not known"
        yield unchecked(plan, "power plugs", why, vague)
    odd = lacking(boards, lambda board: board.power_connector == "USB-A")
    if odd:
        yield unchecked(plan, "power plugs", "It is not known which outlet takes a USB-A plug", odd)
