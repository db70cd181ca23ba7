"""Rules about what feeds carriers, through which modules get their power. Named in `rules.py`."""

from collections.abc import Iterator
from decimal import Decimal

from planner.engine.fitting.circuits import (
    barrel_boards,
    boards_on_chargers,
    outlet_kinds,
    outlets,
    total,
)
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.outlet_kinds import BARREL, USB_OUTLETS, USB_V, OutletKind
from planner.model.parts import Board, Carrier
from planner.model.plan import Plan
from planner.model.words import counted, lacking, listed

Carriers = list[tuple[Carrier, int]]


def every_carrier_has_a_supply(plan: Plan) -> Iterator[Finding]:
    """A carrier feeds its modules, and has to be fed: by a supply of its volts with its plug.

    What the boards of the build need of the same kind of supply is theirs first.
    """
    carriers = [(c, q) for c, q in in_use(plan, Carrier) if not _brings_its_power(c)]
    vague = lacking(carriers, lambda carrier: carrier.power_connector is None)
    if vague:
        why = "Which plug they take, and so what feeds them, is not known"
        yield unchecked(plan, "power plugs of carriers", why, vague)
    groups: dict[tuple[str, Decimal | None], Carriers] = {}
    for carrier, quantity in carriers:
        takes = carrier.power_connector
        if takes is None:
            continue
        volts = carrier.supply_v or (USB_V if takes == "micro-USB" else None)
        # An ATX plug has all the volts of a PC.
        kind = (takes, None if takes == "ATX" else volts)
        groups.setdefault(kind, []).append((carrier, quantity))
    for (plug, volts), group in groups.items():
        if plug in ("ATX", BARREL, *USB_OUTLETS):
            yield from _short_of_supplies(plan, plug, volts, group)
        else:
            names = lacking(group, lambda _: True)
            yield unchecked(plan, "supplies of carriers", f"What feeds {plug} is not judged", names)


def _brings_its_power(carrier: Carrier) -> bool:
    return "power supply" in carrier.includes or carrier.power_connector == "mains"


def _short_of_supplies(
    plan: Plan, plug: str, volts: Decimal | None, carriers: Carriers
) -> Iterator[Finding]:
    chargers = [(c, q) for c, q in outlet_kinds(plan) if _may_feed(c, plug, volts)]
    vague = lacking(chargers, lambda c: c.connector is None or c.count is None)
    needed, taken = total(carriers), _boards_with(plan, plug, volts)
    left = max(outlets(chargers) - taken, 0)
    if left >= needed:
        return
    if vague:
        why = "Which plug, or how many of them, is not known"
        yield unchecked(plan, "supplies of carriers", why, vague)
        return
    at = "" if volts is None else f" of {volts:f} V"
    yield verdict(
        "carrier-unfed",
        Severity.WARNING,
        plan.build.name,
        f"{counted(needed, 'carrier takes', 'carriers take')} {_a(plug)} {plug} plug{at} "
        f"({listed(carriers)}); the supplies of the build have {left} for "
        f"{'it' if needed == 1 else 'them'}.",
        f"Add {counted(needed - left, 'supply', 'supplies')}{at}, unless you have "
        f"{'it' if needed - left == 1 else 'them'}.",
    )


def _a(plug: str) -> str:
    return "an" if plug == "ATX" else "a"


def _may_feed(kind: OutletKind, plug: str, volts: Decimal | None) -> bool:
    """Tell whether it may be an outlet for a plug at these volts, as far as is known."""
    kinds = USB_OUTLETS if plug in USB_OUTLETS else (plug,)
    return (
        kind.connector in (*kinds, None)
        and kind.fits_plug(plug) is not False
        and kind.gives_volts(volts) is not False
    )


def _boards_with(plan: Plan, plug: str, volts: Decimal | None) -> int:
    """Return how many boards of the build have to have a supply of the same kind."""
    if plug == "ATX":
        boards = [(b, q) for b, q in in_use(plan, Board) if b.power_connector == "ATX"]
        return total([(b, q) for b, q in boards if not b.brings_its_power])
    if plug == BARREL:
        return total([(c, q) for c, q in barrel_boards(plan) if volts in (c.board.supply_v, None)])
    return total(boards_on_chargers(plan))
