"""Rules about what feeds carriers, through which modules get their power. Named in `rules.py`."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.engine.fitting.barrel_plugs import plugged
from planner.engine.fitting.carrier_draw import Asked, asked_of_supply
from planner.engine.fitting.carrier_plugs import fed_carriers, given_by
from planner.engine.fitting.circuits import (
    boards_on_chargers,
    outlet_kinds,
    outlets,
    total,
)
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.rules._power import Graded, short_of
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.numbers import number_text
from planner.model.outlet_kinds import (
    BARREL,
    USB_OUTLETS,
    Kinds,
    OutletKind,
)
from planner.model.parts import Board, Carrier
from planner.model.plan import Plan
from planner.model.plugs import volts_taken
from planner.model.volts import VoltsTaken
from planner.model.words import counted, lacking, listed

Carriers = list[tuple[Carrier, int]]


def every_carrier_has_a_supply(plan: Plan) -> Iterator[Finding]:
    """A carrier feeds its modules, and has to be fed: by a supply of its volts with its plug.

    What the boards of the build need of the same kind of supply is theirs first.
    """
    carriers = list(fed_carriers(plan))
    vague = lacking(carriers, lambda carrier: carrier.power_connector is None)
    if vague:
        why = "The power plug is not known"
        yield unchecked(plan, "power plugs of carriers", why, vague)
    for (plug, volts), group in _by_plug(carriers).items():
        if plug in ("ATX", BARREL, *USB_OUTLETS):
            yield from _short_of_supplies(plan, plug, volts, group)
        else:
            names = lacking(group, lambda _: True)
            yield unchecked(
                plan, "supplies of carriers", f"Power supplies for {plug} are not checked", names
            )


def _by_plug(carriers: Carriers) -> dict[tuple[str, VoltsTaken | None], Carriers]:
    """Return the carriers whose plug is known by that and their volts."""
    groups: dict[tuple[str, VoltsTaken | None], Carriers] = {}
    for carrier, quantity in carriers:
        takes = carrier.power_connector
        if takes is None:
            continue
        # An ATX plug has all the volts of a PC.
        kind = (takes, None if takes == "ATX" else volts_taken(carrier))
        groups.setdefault(kind, []).append((carrier, quantity))
    return groups


def _short_of_supplies(
    plan: Plan, plug: str, volts: VoltsTaken | None, carriers: Carriers
) -> Iterator[Finding]:
    chargers = [(c, q) for c, q in outlet_kinds(plan) if _may_feed(c, plug, volts)]
    vague = lacking(chargers, lambda c: c.connector is None or c.count is None)
    needed, left = total(carriers), _left_for(plan, plug, carriers, chargers)
    if left >= needed:
        return
    if vague:
        why = "The type or number of plugs is not known"
        yield unchecked(plan, "supplies of carriers", why, vague)
        return
    at = "" if volts is None else f" of {volts} V"
    yield verdict(
        "carrier-unfed",
        Severity.WARNING,
        plan.build.name,
        f"{counted(needed, 'carrier takes', 'carriers take')} {_a(plug)} {plug} plug{at} "
        f"({listed(carriers)}); the power supplies of the build have {left} for "
        f"{'it' if needed == 1 else 'them'}.",
        f"Add {counted(needed - left, 'power supply', 'power supplies')}{at}, unless you have "
        f"{'it' if needed - left == 1 else 'them'}.",
    )


def every_carrier_gets_its_watts(plan: Plan) -> Iterator[Finding]:
    """A carrier asks for the supply its maker recommends, else for what it and its modules draw."""
    carriers = list(fed_carriers(plan))
    for (plug, volts), group in _by_plug(carriers).items():
        kinds = [(kind, q) for kind, q in outlet_kinds(plan) if _may_feed(kind, plug, volts)]
        # Too few supplies, and those of which nobody says how many they feed, are told already.
        if outlets(kinds) >= total(group):
            yield from _weak_supplies(plan, volts, group, kinds)


def _weak_supplies(
    plan: Plan, volts: VoltsTaken | None, carriers: Carriers, kinds: Kinds
) -> Iterator[Finding]:
    asks = [(asked_of_supply(plan, carrier), quantity) for carrier, quantity in carriers]
    gives = [(given_by(kind, volts), (kind.count or 0) * quantity) for kind, quantity in kinds]
    needs = [Graded(asked.watts, quantity) for asked, quantity in asks]
    offers = [Graded(_most(asks) if w is None else w, many) for w, many in gives]
    short = short_of(needs, offers)
    if short is not None:
        yield verdict(
            "carrier-weak",
            Severity.WARNING,
            listed(carriers),
            f"{counted(short.needed, 'carrier needs', 'carriers need')} "
            f"{number_text(short.grade, 'W')} or more with what sits on "
            f"{'it' if short.needed == 1 else 'them'} ({listed(carriers)}); "
            f"{counted(short.offered, 'outlet supplies', 'outlets supply')} that much.",
            f"Choose power supplies of {number_text(short.grade, 'W')} or more.",
        )
        return
    vague = lacking(kinds, lambda kind: given_by(kind, volts) is None)
    vague += lacking(carriers, lambda carrier: not asked_of_supply(plan, carrier).is_whole)
    if vague:
        why = "They are not known"
        yield unchecked(plan, "watts of carriers", why, list(dict.fromkeys(vague)))


def _most(asks: Sequence[tuple[Asked, int]]) -> Decimal:
    """Return the watts that are enough for each of these carriers."""
    return max(asked.watts for asked, _ in asks)


def _a(plug: str) -> str:
    return "an" if plug == "ATX" else "a"


def _may_feed(kind: OutletKind, plug: str, volts: VoltsTaken | None) -> bool:
    """Tell whether it may be an outlet for a plug at these volts, as far as is known."""
    kinds = USB_OUTLETS if plug in USB_OUTLETS else (plug,)
    return (
        kind.connector in (*kinds, None)
        and kind.fits_plug(plug) is not False
        and kind.gives_volts(volts) is not False
    )


def _left_for(plan: Plan, plug: str, carriers: Carriers, chargers: Kinds) -> int:
    """Return how many supplies are left for carriers behind those that boards have to have."""
    if plug == BARREL:
        mine = [carrier for carrier, _ in carriers]
        return sum(each.found for each in plugged(plan, leads=False) if each.part in mine)
    taken = total(boards_on_chargers(plan))
    if plug == "ATX":
        boards = [(b, q) for b, q in in_use(plan, Board) if b.power_connector == "ATX"]
        taken = total([(b, q) for b, q in boards if not b.brings_its_power])
    return max(outlets(chargers) - taken, 0)
