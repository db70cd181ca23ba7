"""Rules about the mains: plugs and sockets, and chargers that several nodes share.

Named in RULES of `rules.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from planner.engine.fitting.circuits import boards_on_chargers, outlet_kinds, total
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.rules._verdicts import unchecked, verdict
from planner.engine.wiring.feeds import fed_switches
from planner.model.findings import Finding, Severity
from planner.model.outlet_kinds import units_of
from planner.model.parts import (
    CABLE_INTO,
    BasePart,
    Board,
    Cable,
    Carrier,
    Charger,
    InRack,
    Other,
    PoeMode,
    PoeModule,
    Switch,
)
from planner.model.plan import Plan
from planner.model.wiring import part_of
from planner.model.words import counted, lacking, listed

# A power strip has six or so; beyond two of them somebody has to plan.
_MANY_PLUGS = 10
_STRIPS = frozenset({"power strip", "pdu"})
Plugs = list[tuple[BasePart, int]]
Kind = tuple[Plugs, str, str]  # parts that take a socket each, and what one and several are called


def _on_the_mains(plan: Plan) -> list[Kind]:
    """Return what is plugged into the mains, by what it is called.

    What needs a power supply beside it hangs on that, and what a network cable may feed is apart.
    """
    own = [(b, q) for b, q in in_use(plan, Board) if b.brings_its_power]
    carriers = [(c, q) for c, q in in_use(plan, Carrier) if c.brings_its_power]
    switches = [(s, q) for s, q in _not_fed(plan) if not _may_be_fed(s)]
    injectors = [(m, q) for m, q in in_use(plan, PoeModule) if m.kind == "injector"]
    routers = [(o, q) for o, q in in_use(plan, Other) if o.kind.casefold() == "router"]
    return [
        ([(c, q) for c, q in in_use(plan, Charger) if _plugs_in(c)], "charger", "chargers"),
        ([*switches], "switch", "switches"),
        ([*own], "board with its own supply", "boards with their own supply"),
        ([*carriers], "carrier with its own supply", "carriers with their own supply"),
        ([*injectors], "PoE injector", "PoE injectors"),
        ([*routers], "router", "routers"),
    ]


def _plugs_in(part: BasePart) -> bool:
    return "power supply" not in part.lacks


def _not_fed(plan: Plan) -> list[tuple[Switch, int]]:
    """Return the switches that need no power supply beside them, and that no wire feeds."""
    fed = Counter(part_of(each.unit) for each in fed_switches(plan))
    left = [(s, q - fed[s.part_number]) for s, q in in_use(plan, Switch) if _plugs_in(s)]
    return [(switch, quantity) for switch, quantity in left if quantity > 0]


def _may_be_fed(switch: Switch) -> bool:
    """Tell whether a switch may get its power over a network cable."""
    ports = switch.interfaces or ()
    takes = any(each.poe is not None and each.poe.mode is PoeMode.TAKES for each in ports)
    return takes and "power supply" not in switch.includes


def _sockets(kinds: list[Kind]) -> tuple[int, str]:
    """Return how many sockets are taken, and by what."""
    counts = [(total(parts), one, many) for parts, one, many in kinds]
    told = ", ".join(counted(count, one, many) for count, one, many in counts if count)
    return sum(_plugs(part) * q for parts, _, _ in kinds for part, q in parts), told


def _plugs(part: BasePart) -> int:
    """Return how many sockets one piece takes: one, unless its inlets say more."""
    return part.mains_plugs if isinstance(part, InRack) else 1


def many_plugs_go_into_the_wall(plan: Plan) -> Iterator[Finding]:
    """Every supply, every switch and every board on the mains takes a socket in the wall."""
    sockets, told = _sockets(_on_the_mains(plan))
    if sockets > _MANY_PLUGS and not _strips(plan):
        yield verdict(
            "wall-sockets",
            Severity.NOTE,
            plan.build.name,
            f"The build takes {sockets} wall sockets: {told}.",
            "Add power strips, or choose chargers with more outlets.",
        )


def power_strips_have_a_socket_for_every_plug(plan: Plan) -> Iterator[Finding]:
    """Whoever buys power strips wants all plugs in them; without one the wall has the sockets."""
    strips = _strips(plan)
    if not strips:
        return
    needed, told = _sockets(_on_the_mains(plan))
    have = sum((strip.mains_sockets or 0) * quantity for strip, quantity in strips)
    vague = lacking(strips, lambda strip: strip.mains_sockets is None)
    maybe = [(s, q) for s, q in _not_fed(plan) if _may_be_fed(s)]
    if needed + total(maybe) > have and vague:
        yield unchecked(plan, "sockets of power strips", "Their number is not known", vague)
    elif needed > have:
        yield verdict(
            "strip-sockets-short",
            Severity.WARNING,
            listed(strips),
            f"{counted(needed, 'plug')} for the mains ({told}), but the power strips have "
            f"{counted(have, 'socket')}.",
            f"Add a power strip with {counted(needed - have, 'socket')} or more, or plug "
            f"{needed - have} into the wall.",
        )
    elif needed + total(maybe) > have:
        why = "It is not known whether a network cable powers them"
        yield unchecked(plan, "sockets of power strips", why, lacking(maybe, lambda _: True))
    elif needed > _for_wall_plugs(strips) + _cables_for_strips(plan):
        why = "Whether they go into the outlets of the power strips is not known"
        yield unchecked(plan, "plugs for the mains", why, lacking(strips, lambda _: True))


def _for_wall_plugs(strips: list[tuple[Other, int]]) -> int:
    """Return how many sockets take a plug as for the wall: not those of C13 and its like."""
    return sum(
        (strip.mains_sockets or 0) * quantity
        if strip.power_outlets is None
        else sum(of.count for of in strip.power_outlets if of.takes_wall_plugs) * quantity
        for strip, quantity in strips
    )


def _cables_for_strips(plan: Plan) -> int:
    """Return how many mains cables start in a plug for an outlet such as C13."""
    cables = ((c, q) for c, q in in_use(plan, Cable) if c.carries == "power")
    return sum(q for c, q in cables if c.from_connector.strip().upper() in CABLE_INTO)


def every_inlet_of_the_mains_has_its_cable(plan: Plan) -> Iterator[Finding]:
    """An inlet such as C14 takes a cable of its kind: in the box of the part, or bought."""
    cables: Counter[str] = Counter()
    for cable, quantity in in_use(plan, Cable):
        if cable.carries == "power":
            cables[cable.to_connector.strip().upper()] += quantity
    needed: Counter[frozenset[str]] = Counter()
    short: dict[frozenset[str], list[tuple[BasePart, int]]] = defaultdict(list)
    for part, quantity in in_use(plan, InRack):
        boxed = part.includes.count("power cable")
        for inlets in (each for each in part.power_ports or () if each.cable_ends):
            own, boxed = min(inlets.plugged_in, boxed), max(boxed - inlets.plugged_in, 0)
            if inlets.plugged_in > own:
                needed[inlets.cable_ends] += (inlets.plugged_in - own) * quantity
                short[inlets.cable_ends].append((part, quantity))
    for ends, inlets_left in needed.items():
        have = 0
        for end in sorted(ends):
            taken = min(cables[end], inlets_left - have)
            cables[end] -= taken
            have += taken
        lacking_it = inlets_left - have
        if not lacking_it:
            continue
        unsaid = [part.name for part, _ in short[ends] if not part.includes]
        if unsaid:
            why = "Whether they come in the box is not known"
            yield unchecked(plan, "mains cables", why, unsaid)
            continue
        kind = " or ".join(sorted(ends))
        yield verdict(
            "mains-leads-short",
            Severity.WARNING,
            listed(short[ends]),
            f"{counted(inlets_left, 'inlet takes', 'inlets take')} a mains cable that ends in "
            f"{kind} ({listed(short[ends])}); the build has {have}.",
            f"Add {counted(lacking_it, 'cable')} that end{'s' if lacking_it == 1 else ''} in "
            f"{kind}, unless you have {'it' if lacking_it == 1 else 'them'}.",
        )


def _strips(plan: Plan) -> list[tuple[Other, int]]:
    return [(o, q) for o, q in in_use(plan, Other) if o.kind.casefold() in _STRIPS]


def several_nodes_hang_on_one_charger(plan: Plan) -> Iterator[Finding]:
    """USB-C outlets share out the watts of their charger anew when something is plugged in."""
    kinds = [(k, q) for k, q in outlet_kinds(plan) if k.connector == "USB-C"]
    sharing = [(c, q) for c, q in units_of(kinds) if c.ports is None or c.ports > 1]
    boards = total(boards_on_chargers(plan))
    # With a charger for each board none has to be shared.
    if boards > 1 and sharing and total(in_use(plan, Charger)) < boards:
        yield verdict(
            "charger-shared",
            Severity.NOTE,
            listed(sharing),
            "The charger is a single point of failure: if it fails, all nodes on it stop. USB-C "
            "outlets may also renegotiate their power whenever something is plugged in or out, "
            "which briefly cuts power to all of them: the nodes restart.",
            "Plug nothing else into it, or give each node its own power supply if the cluster "
            "needs high availability.",
        )
