"""Rules about barrel plugs: which go into which boards, in sum and in the wiring.

A USB plug says its volts, a barrel plug does not: a wrong supply fits and destroys the board. Named
in RULES of `rules.py`; watts and current are judged by the rules about power.
"""

from collections import Counter
from collections.abc import Iterator

from planner.engine.fitting.barrel_plugs import plugged
from planner.engine.fitting.circuits import (
    Circuit,
    barrel_boards,
    barrel_leads,
    barrel_plugs_on_usb,
    barrel_supplies,
    by_volts,
    outlet_kinds,
    outlets,
    total,
    usb_chargers,
    vague_leads,
)
from planner.engine.fitting.parts_in_use import in_use, unknown
from planner.engine.rules._verdicts import unchecked, verdict
from planner.engine.wiring.loads import plugged_in
from planner.model.findings import Finding, Severity
from planner.model.outlet_kinds import Kinds, kind_at, units_of
from planner.model.parts import Board, Cable, Charger, PoeModule, PortKind
from planner.model.plan import Plan
from planner.model.plugs import barrel_of, end_of, ends_in_barrel, volts_taken
from planner.model.volts import USB_V, VoltsTaken
from planner.model.wiring import part_of
from planner.model.words import counted, lacking, listed


def every_board_finds_a_barrel_plug_of_its_volts(plan: Plan) -> Iterator[Finding]:
    """Boards with a barrel plug need one of their volts each: a supply's, or a cable's from USB."""
    boards, supplies = barrel_boards(plan), barrel_supplies(plan)
    if not boards:
        return
    vague = [number for number, _ in unknown(plan, Charger, PoeModule, Cable)]
    vague += lacking(outlet_kinds(plan), lambda kind: kind.connector is None)
    vague += lacking(supplies, lambda supply: supply.count is None)
    vague += lacking(usb_chargers(plan) if barrel_leads(plan) else (), lambda c: c.count is None)
    if vague:
        why = "The type or number of plugs is not known"
        yield unchecked(plan, "barrel plugs", why, list(dict.fromkeys(vague)))
        return
    if not supplies and not barrel_plugs_on_usb(plan):
        yield _missing(plan, total(boards))
        return
    vague = lacking(supplies, lambda supply: not supply.volts)
    vague += lacking(boards, lambda each: volts_taken(each.board) is None)
    if vague:
        yield unchecked(plan, "volts of barrel plugs", "They are not known", vague)
    short = False
    for volts, circuit in by_volts(plan).items():
        for each in _short_of_plugs(plan, volts, circuit):
            short = True
            yield each
    if by_volts(plan) and not short:
        yield from _short_of_plugs_in_all(plan)


def _short_of_plugs_in_all(plan: Plan) -> Iterator[Finding]:
    """Judge the boards of all volts together: a supply that serves several serves each but once.

    What finds a plug of its volts may still find none of its size.
    """
    for sized in (False, True):
        short = [(e.part, e.quantity - e.found) for e in plugged(plan, sized=sized)
                 if isinstance(e.part, Board) and e.found < e.quantity]  # fmt: skip
        if not short:
            continue
        sizes = ", ".join(dict.fromkeys(str(barrel_of(board)) for board, _ in short))
        ends = listed(units_of(barrel_supplies(plan)))
        needed = total(short)
        yield verdict(
            "barrel-size-differs" if sized else "barrel-short",
            Severity.ERROR,
            ends or plan.build.name,
            f"{counted(needed, 'board finds', 'boards find')} no barrel plug of "
            f"{'its' if needed == 1 else 'their'} volts"
            + (f" and of {sizes} ({listed(short)}): the others are of other sizes." if sized
               else f" ({listed(short)}): other boards use them."),
            f"Choose supplies whose plugs are of {sizes}, with the right polarity."
            if sized else f"Add supplies with {counted(needed, 'barrel plug')}.",
        )  # fmt: skip
        return


def _missing(plan: Plan, boards: int, volts: VoltsTaken | None = None) -> Finding:
    """Return what is said where nothing ends in a barrel plug for these boards."""
    vague = vague_leads(plan)
    if vague and (volts is None or volts.takes(USB_V)):
        return unchecked(plan, "cables with barrel plugs", "Their connectors are not known", vague)
    asking = _leads_that_negotiate(plan, volts)
    if asking:
        why = "The voltage they request over USB-C is not known"
        return unchecked(plan, "cables with barrel plugs", why, asking)
    take = counted(boards, "board takes", "boards take")
    mend = "Add power supplies of the right voltage with a barrel plug"
    on_usb = volts is None or volts.takes(USB_V)
    usb = ", or USB-to-barrel cables, which give 5 V" if on_usb else ""
    return verdict(
        "barrel-missing",
        Severity.WARNING,
        plan.build.name,
        f"{take} a barrel plug{'' if volts is None else f' of {volts} V'}, but no charger and no "
        "5 V USB cable has one.",
        f"{mend}{usb}, unless you have them.",
    )


def _leads_that_negotiate(plan: Plan, volts: VoltsTaken | None) -> list[str]:
    """Return the cables to a barrel plug from USB-C sockets that may give other volts than 5."""
    wanted = (
        [volts_taken(each.board) for each, _ in barrel_boards(plan)] if volts is None else [volts]
    )
    sockets = [
        charger
        for charger, _ in usb_chargers(plan)
        if charger.connector == "USB-C"
        and not charger.brings_its_lead
        and any(charger.gives_volts(each) is not False for each in wanted)
    ]
    leads = [(c, q) for c, q in in_use(plan, Cable) if ends_in_barrel(c)]
    return lacking(leads, lambda lead: lead.from_connector == "USB-C") if sockets else []


def _short_of_plugs(plan: Plan, volts: VoltsTaken, circuit: Circuit) -> Iterator[Finding]:
    """Judge the boards of one voltage by the plugs there are for them."""
    boards, own, _ = circuit
    on_usb = barrel_plugs_on_usb(plan) if volts.takes(USB_V) else 0
    needed, have = total(boards), outlets(own) + on_usb
    if have >= needed:
        return
    others = _plugs_to_spare(plan, volts)
    if others:
        other = " or ".join(f"{v:f}" for v in dict.fromkeys(v for k, _ in others for v in k.volts))
        units = listed(units_of(others))
        yield verdict(
            "volts-differ",
            Severity.ERROR,
            units,
            f"{units} gives {other} V; "
            f"{counted(needed, 'board takes', 'boards take')} {volts} V through a barrel plug "
            f"({listed(boards)}), which {counted(have, 'plug')} of the build can give.",
            f"Do not plug it in. Choose power supplies of {volts} V.",
        )
    elif not have:
        yield _missing(plan, needed, volts)
    elif volts.takes(USB_V) and vague_leads(plan):
        what = "Their connectors are not known"
        yield unchecked(plan, "cables with barrel plugs", what, vague_leads(plan))
    else:
        # A cable may lie in a drawer; what a supply lacks does not.
        usb = [(c, q) for c, q in usb_chargers(plan) if not c.brings_its_lead]
        by_lead = volts.takes(USB_V) and outlets(usb) > on_usb
        more = needed - have
        yield verdict(
            "barrel-short",
            Severity.WARNING if by_lead else Severity.ERROR,
            listed(units_of([*own, *(usb if on_usb or by_lead else ())])),
            f"{counted(needed, 'board takes', 'boards take')} a {volts} V barrel plug; the power "
            f"supplies and cables of the build have {have}.",
            f"Add {counted(more, 'cable')} from USB to a barrel plug, unless you have them."
            if by_lead
            else f"Add power supplies of {volts} V with {counted(more, 'barrel plug')}.",
        )


def _plugs_to_spare(plan: Plan, volts: VoltsTaken) -> Kinds:
    """Return the supplies of other volts with plugs that no board of their volts takes."""
    left = {each: total(boards) for each, (boards, _, _) in by_volts(plan).items()}
    result = []
    for supply, quantity in barrel_supplies(plan):
        free, used = outlets([(supply, quantity)]), 0
        for takes, boards in left.items():
            taking = min(boards, free - used) if supply.gives_volts(takes) else 0
            left[takes] -= taking
            used += taking
        if not supply.gives_volts(volts) and free > used:
            result.append((supply, quantity))
    return result


def the_size_of_barrel_plugs_is_said_to_be_unchecked(plan: Plan) -> Iterator[Finding]:
    """Barrel plugs come in several sizes: where one is not stated, a person has to look."""
    boards = [each.part for each in plugged(plan)]
    ends = [(supply.name, supply.size) for supply, _ in barrel_supplies(plan)]
    ends += [(each.name, end_of(each.to_connector)[1])
             for each, _ in in_use(plan, Cable) if ends_in_barrel(each)]  # fmt: skip
    if not boards or not ends:
        return
    vague = [board.name for board in boards if not barrel_of(board).is_known]
    vague += [name for name, size in ends if not size.is_known]
    if vague:
        why = "They differ in diameter and pin, which are not known"
        yield unchecked(plan, "the size of barrel plugs", why, list(dict.fromkeys(vague)))


def every_plug_in_use_gives_its_volts(plan: Plan) -> Iterator[Finding]:
    """In the wiring a plug must give its board's volts; a barrel plug at a socket takes a cable.

    So must that of a carrier.
    """
    at_sockets: Counter[str] = Counter()
    for unit, plugs in plugged_in(plan).items():
        charger = plan.part(part_of(unit))
        if not isinstance(charger, Charger):
            continue
        for each in plugs:
            board, kind = each.part, kind_at(charger, each.outlet)
            if kind is None:
                continue  # there is no such outlet, which a rule about wires tells
            takes, barrel = volts_taken(board), board.need(PortKind.BARREL_POWER)
            # What is not known is missed by the rule about barrel plugs.
            if barrel and kind.connector is not None and not kind.brings_its_lead:
                at_sockets[kind.connector] += 1
            fits = kind.gives_volts(takes)
            if fits is False:
                gives = " or ".join(f"{volts:f}" for volts in kind.volts)
                yield verdict(
                    "unit-volts-differ",
                    Severity.ERROR,
                    unit,
                    f"{unit} gives {gives} V; {board.name} on it takes {takes} V.",
                    (
                        "Unplug it: too high a voltage destroys a board. Choose a charger of "
                        "the right voltage."
                    ),
                )
            elif barrel and kind.size.goes_into(barrel_of(board)) is False:
                yield verdict(
                    "unit-barrel-differs",
                    Severity.ERROR,
                    unit,
                    f"The plug of {unit} is {kind.size}; {board.name} takes {barrel_of(board)}.",
                    "Choose a supply with the plug that the board takes.",
                )
            elif fits is None and not barrel:
                lacks = [charger.name] if takes is not None else [board.name]
                yield unchecked(plan, f"the volts of {unit}", "They are not known", lacks)
    leads = barrel_leads(plan)
    for socket, needed in at_sockets.items():
        have = sum(quantity for (start, _), quantity in leads.items() if start == socket)
        if have < needed:
            yield verdict(
                "unit-lead-missing",
                Severity.WARNING,
                plan.build.name,
                f"{counted(needed, 'board is', 'boards are')} wired from {socket} to a barrel "
                f"plug; the build has {counted(have, 'cable')} of that kind.",
                f"Add {counted(needed - have, 'cable')}, unless you have them.",
            )
