"""Rules about power: outlets, current, watts and PoE. Named in RULES of `rules.py`."""

from collections.abc import Iterator
from decimal import Decimal

from planner.engine.capacity import in_use
from planner.engine.verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.parts import Board, Charger, PoeModule, Switch
from planner.model.plan import Plan

# The share of a charger's watts that may be planned for: the rest is headroom.
CHARGER_HEADROOM = Decimal("0.8")
USB_POWERED = ("micro-USB", "USB-C")


def usb_powered(plan: Plan) -> list[tuple[Board, int]]:
    """Return the boards in use that are powered over USB."""
    return [(b, q) for b, q in in_use(plan, Board) if b.power_connector in USB_POWERED]


def powered_by_ethernet(plan: Plan) -> int:
    """Return how many boards take their power from the network lead."""
    return sum(q for m, q in in_use(plan, PoeModule) if m.kind in ("hat", "splitter"))


def charger_has_an_outlet_for_every_board(plan: Plan) -> Iterator[Finding]:
    """Boards powered over USB need an outlet each, and enough mA at it."""
    boards = usb_powered(plan)
    needed = sum(quantity for _, quantity in boards) - powered_by_ethernet(plan)
    chargers = in_use(plan, Charger)
    if needed <= 0:
        return
    if not chargers:
        yield verdict(
            "charger-missing",
            Severity.WARNING,
            plan.build.name,
            f"{needed} boards are powered over USB, but the build has no charger.",
            f"Add chargers with {needed} outlets.",
        )
        return
    if any(charger.ports is None for charger, _ in chargers):
        yield unchecked(plan, "charger outlets", "how many a charger has is not known")
        return
    outlets = sum((charger.ports or 0) * quantity for charger, quantity in chargers)
    if outlets < needed:
        yield verdict(
            "outlets-short",
            Severity.ERROR,
            ", ".join(charger.name for charger, _ in chargers),
            f"{outlets} outlets cannot power {needed} boards.",
            f"Add a charger with {needed - outlets} outlets.",
        )
    yield from _outlet_current(plan, boards, chargers)


def _outlet_current(
    plan: Plan, boards: list[tuple[Board, int]], chargers: list[tuple[Charger, int]]
) -> Iterator[Finding]:
    known = [charger for charger, _ in chargers if charger.port_max_ma is not None]
    if len(known) < len(chargers):
        yield unchecked(
            plan, "current per charger outlet", "what one outlet of a charger supplies is not known"
        )
        return
    weakest = min(known, key=lambda charger: charger.port_max_ma or 0)
    for board, _ in boards:
        if board.supply_ma is not None and board.supply_ma > (weakest.port_max_ma or 0):
            yield verdict(
                "outlet-weak",
                Severity.WARNING,
                board.name,
                f"{board.name} asks for a supply of {board.supply_ma} mA; one outlet of "
                f"{weakest.name} gives {weakest.port_max_ma} mA.",
                "It may brown out under load, above all with USB devices plugged in.",
            )


def charger_has_the_watts(plan: Plan) -> Iterator[Finding]:
    """What the boards draw at most must stay below what the chargers supply, with headroom."""
    boards, chargers = usb_powered(plan), in_use(plan, Charger)
    if not boards or not chargers:
        return
    supplies = [c.supply_w * q for c, q in chargers if c.supply_w is not None]
    draws = [b.power_max_w * q for b, q in boards if b.power_max_w is not None]
    if len(supplies) < len(chargers) or len(draws) < len(boards):
        yield unchecked(plan, "watts", "the watts of a charger or a board are not known")
        return
    supply, draw = sum(supplies, Decimal(0)), sum(draws, Decimal(0))
    names = ", ".join(charger.name for charger, _ in chargers)
    if draw > supply:
        yield verdict(
            "watts-short",
            Severity.ERROR,
            names,
            f"The boards draw up to {draw:.1f} W; the chargers supply {supply:.0f} W.",
            f"Add at least {draw - supply:.0f} W, better {draw / CHARGER_HEADROOM - supply:.0f} W.",
        )
    elif draw > supply * CHARGER_HEADROOM:
        yield verdict(
            "watts-tight",
            Severity.WARNING,
            names,
            f"The boards draw up to {draw:.1f} W of the {supply:.0f} W supplied: less than 20 % "
            "is left.",
            f"Chargers of {draw / CHARGER_HEADROOM:.0f} W in all leave headroom.",
        )


def poe_ports_and_watts_suffice(plan: Plan) -> Iterator[Finding]:
    """PoE HATs and splitters need powered ports, and watts within the switch's budget."""
    modules = [(m, q) for m, q in in_use(plan, PoeModule) if m.kind in ("hat", "splitter")]
    needed = sum(quantity for _, quantity in modules)
    if not needed:
        return
    switches = in_use(plan, Switch)
    injectors = sum(q for m, q in in_use(plan, PoeModule) if m.kind == "injector")
    if any(switch.poe_ports is None for switch, _ in switches):
        yield unchecked(plan, "PoE ports", "the PoE ports of a switch are not known")
        return
    ports = sum((switch.poe_ports or 0) * q for switch, q in switches) + injectors
    if ports < needed:
        yield verdict(
            "poe-short",
            Severity.ERROR,
            plan.build.name,
            f"{needed} PoE modules, but {ports} powered ports.",
            f"Choose a switch with {needed} PoE ports, or add injectors.",
        )
    budgets = [
        s.poe_budget_w * q for s, q in switches if s.poe_ports and s.poe_budget_w is not None
    ]
    asked = [m.poe_class_w * q for m, q in modules if m.poe_class_w is not None]
    if len(asked) < len(modules):
        yield unchecked(plan, "PoE watts", "what a PoE module asks for is not known")
    elif budgets and sum(asked) > sum(budgets):
        yield verdict(
            "poe-watts-short",
            Severity.ERROR,
            plan.build.name,
            f"The PoE modules ask for {sum(asked):.1f} W; "
            f"the switch delivers {sum(budgets):.0f} W.",
            "Choose a switch with a larger PoE budget.",
        )
