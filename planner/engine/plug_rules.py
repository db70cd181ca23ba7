"""Rules about USB outlets, their volts, and the leads from them. Named in RULES of `rules.py`.

A bill does not say what is plugged in where. So a rule finds fault only where no way of plugging in
would do, and says that it did not check where a way would do only if an unknown fact is a kind one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from planner.engine.capacity import in_use
from planner.engine.flow import Flow
from planner.engine.plugs import (
    BARREL,
    USB_V,
    brings_its_lead,
    fits_plug,
    gives_volts,
    joins,
    nominal,
    volts_of,
    volts_of_supply,
)
from planner.engine.power_circuits import (
    Chargers,
    boards_on_chargers,
    boards_on_leads,
    outlets,
    poe_powered,
    total,
    usb_chargers,
)
from planner.engine.verdicts import counted, lacking, listed, unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.parts import Board, Cable, Charger
from planner.model.plan import Plan

_MANY = 10**9  # outlets of a charger that does not say how many it has


@dataclass(frozen=True, slots=True)
class Demand:
    """Boards that want an outlet through a plug: their volts are None if they are not known."""

    plug: str
    volts: Decimal | None
    boards: tuple[tuple[str, int], ...]

    @property
    def quantity(self) -> int:
        """Return how many boards these are."""
        return sum(quantity for _, quantity in self.boards)


Way = Callable[[Demand, Charger], bool | None]


class Outlets:
    """The boards of a plan that want a USB outlet, and what may give them one."""

    def __init__(self, plan: Plan) -> None:
        boards: dict[tuple[str, Decimal | None], list[tuple[str, int]]] = {}
        for consumer, quantity in boards_on_chargers(plan):
            board = consumer.board
            kind = str(board.power_connector), nominal(volts_of(board))
            boards.setdefault(kind, []).append((board.name, quantity))
        on_leads = boards_on_leads(plan)
        if on_leads:
            boards[BARREL, USB_V] = [("", on_leads)]
        self.demands = [Demand(*kind, tuple(of)) for kind, of in boards.items()]
        self.chargers: Chargers = usb_chargers(plan)
        self.leads = [(c, q) for c, q in in_use(plan, Cable) if c.carries in ("power", None)]

    @property
    def needed(self) -> int:
        """Return how many boards want an outlet."""
        return sum(demand.quantity for demand in self.demands)

    def served(
        self, *ways: Way, kindly: bool = True, countless: int = _MANY, leads: bool | None = None
    ) -> "Served":
        """Return which boards find an outlet if each of these ways has to lead to it.

        Where a way is not known, `kindly` takes it for one. A charger that does not say how many
        outlets it has gets `countless`. With `leads` True a socket takes a lead that may be of the
        right kind, with False one that is known to be; None: leads are not asked for.
        """
        flow = Flow()
        for place, (charger, quantity) in enumerate(self.chargers):
            ports = countless if charger.ports is None else charger.ports
            flow.offer(("charger", place), ports * quantity)
        for index, demand in enumerate(self.demands):
            for place, (charger, _) in enumerate(self.chargers):
                answers = [way(demand, charger) for way in ways]
                if all(answer or (answer is None and kindly) for answer in answers):
                    self._join(flow, index, place, leads=leads)
        got = [flow.serve(("board", i), each.quantity) for i, each in enumerate(self.demands)]
        return Served(self, flow, got)

    def _join(self, flow: Flow, index: int, place: int, *, leads: bool | None) -> None:
        demand, charger = self.demands[index], self.chargers[place][0]
        board, outlet = ("board", index), ("charger", place)
        if leads is None or brings_its_lead(charger) or charger.connector is None:
            flow.join(board, outlet, demand.quantity)
            return
        for number, (lead, quantity) in enumerate(self.leads):
            reaches = joins(lead, charger.connector, demand.plug)
            if reaches or (reaches is None and leads):
                # A lead is at one place only, at whichever volts: here it counts for each of them.
                start = ("lead", number, demand.volts)
                end = ("end of lead", number, demand.volts)
                flow.join(board, start, demand.quantity)
                flow.join(start, end, quantity)
                flow.join(end, outlet, quantity)


@dataclass(frozen=True)
class Served:
    """Which boards found an outlet: `got` counts them by demand."""

    outlets: Outlets
    flow: Flow
    got: list[int]

    @property
    def count(self) -> int:
        """Return how many boards found one."""
        return sum(self.got)

    def lacking(self) -> tuple[list[Demand], Chargers]:
        """Return the boards that compete for too few outlets, and those outlets' chargers."""
        contested = self.flow.contested()
        demands = [d for i, d in enumerate(self.outlets.demands) if ("board", i) in contested]
        chargers = [
            each for i, each in enumerate(self.outlets.chargers) if ("charger", i) in contested
        ]
        return demands, chargers


def _plug(demand: Demand, charger: Charger) -> bool | None:
    # A lead to a barrel plug is counted with its socket before.
    return fits_plug(charger, demand.plug)


def _volts(demand: Demand, charger: Charger) -> bool | None:
    return gives_volts(charger, demand.volts)


def charger_has_an_outlet_for_every_board(plan: Plan) -> Iterator[Finding]:
    """Boards powered over USB need an outlet each, and one that their plug fits.

    So do boards with a barrel plug for which only a lead from a USB socket is left.
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
            f"USB powers {counted(needed, 'board')}, but the build has no charger.",
            f"Add chargers with {counted(needed, 'outlet')}, unless you have them.",
        )
        return
    fitting = found.served(_plug)
    if found.served().count < needed:
        offered = outlets(chargers)
        yield verdict(
            "outlets-short",
            Severity.ERROR,
            listed(chargers),
            f"{counted(offered, 'outlet')} cannot power {counted(needed, 'board')}.",
            f"Add a charger with {counted(needed - offered, 'outlet')} or more.",
        )
    elif fitting.count < needed:
        yield _plugs_differ(fitting)
    elif found.served(_plug, kindly=False, countless=0).count < needed:
        vague = lacking(chargers, lambda c: c.ports is None or c.connector is None)
        yield unchecked(plan, "charger outlets", "How many, of which kind, is not known", vague)


def _plugs_differ(fitting: Served) -> Finding:
    """Return that boards and the plugs on fixed leads are of different kinds."""
    demands, _ = fitting.lacking()
    plugs = " or ".join(dict.fromkeys(demand.plug for demand in demands))
    boards = sum(demand.quantity for demand in demands)
    others = [
        (charger, quantity)
        for charger, quantity in fitting.outlets.chargers
        if all(_plug(demand, charger) is False for demand in demands)
    ]
    ends = " or ".join(dict.fromkeys(str(charger.connector) for charger, _ in others))
    several = outlets(others)
    return verdict(
        "plugs-differ",
        Severity.ERROR,
        listed(others),
        f"{counted(boards, 'board takes', 'boards take')} {plugs}, but "
        f"{counted(several, f'outlet is a {ends} plug', f'outlets are {ends} plugs')}.",
        f"Choose chargers with {plugs} plugs, or with sockets and leads of the right kind.",
    )


def usb_outlets_give_the_volts(plan: Plan) -> Iterator[Finding]:
    """A board on USB needs an outlet of its volts: 5, unless it asks for others and gets them."""
    found = Outlets(plan)
    plugged = found.served(_plug).count
    served = found.served(_plug, _volts)
    if served.count < plugged:
        yield _volts_differ(served)
        return
    if found.served(_plug, lambda d, c: c.connector is None or _volts(d, c) is True).count < min(
        plugged, found.needed
    ):
        vague = [name for d in found.demands if d.volts is None for name, _ in d.boards]
        wanted = [demand for demand in found.demands if demand.volts is not None]
        vague += lacking(
            found.chargers,
            lambda c: c.connector is not None and any(_volts(d, c) is None for d in wanted),
        )
        yield unchecked(plan, "volts", "They are not known", list(dict.fromkeys(vague)))


def _volts_differ(served: Served) -> Finding:
    demands, givers = served.lacking()
    others = [
        (charger, quantity)
        for charger, quantity in served.outlets.chargers
        if (charger, quantity) not in givers
        and any(_plug(d, charger) is not False and _volts(d, charger) is False for d in demands)
    ]
    gives = [volts for charger, _ in others if (volts := volts_of_supply(charger)) is not None]
    takes = [demand.volts for demand in demands if demand.volts is not None]
    boards = [each for demand in demands for each in demand.boards]
    names = ", ".join(f"{quantity} × {name}" for name, quantity in boards)
    several = sum(quantity for _, quantity in boards)
    too_many = any(one > other for one in gives for other in takes)
    wanted = _either(takes)
    return verdict(
        "volts-differ",
        Severity.ERROR,
        listed(others),
        f"{listed(others)} {'gives' if total(others) == 1 else 'give'} {_either(gives)} V; "
        f"{counted(several, 'board takes', 'boards take')} {wanted} V ({names}), which "
        f"{counted(outlets(givers), 'outlet')} of the build can give.",
        (
            "Never plug it in: too many volts destroy a board. "
            if too_many
            else "It does not run on fewer. "
        )
        + f"Choose a charger that gives {wanted} V.",
    )


def _either(volts: list[Decimal]) -> str:
    return " or ".join(f"{each:f}" for each in sorted(set(volts)))


def every_board_has_a_power_lead(plan: Plan) -> Iterator[Finding]:
    """Boards at sockets need a lead each from that socket to their plug.

    A plug on a fixed lead brings its own.
    """
    found = Outlets(plan)
    if not found.chargers:
        return
    at_outlets = found.served(_plug, _volts)
    joined = found.served(_plug, _volts, leads=True)
    short = False
    for index, (wanted, got) in enumerate(zip(at_outlets.got, joined.got, strict=True)):
        lack = wanted - got
        if lack > 0:
            short = True
            yield _leads_short(plan, found, joined, index, lack)
    if not short and found.served(_plug, _volts, leads=False).count < at_outlets.count:
        vague = [
            lead.name
            for lead, _ in found.leads
            if lead.carries is None or not (lead.from_connector and lead.to_connector)
        ]
        yield unchecked(plan, "power leads", "What it carries and joins is not known", vague)


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
        if not brings_its_lead(charger) and _volts(demand, charger) is not False
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
    unfit = f" {listed(others)}: not of that kind." if others else ""
    return verdict(
        "power-leads-short",
        Severity.WARNING,
        plan.build.name,
        f"{needed} a power lead from {start} to {demand.plug}; the build has {have}.{unfit}",
        f"Add {counted(lack, 'lead')} from {start} to {demand.plug}, unless you have them.",
    )


def every_atx_board_has_a_supply(plan: Plan) -> Iterator[Finding]:
    """A board with an ATX plug runs on an ATX supply, and on nothing else."""
    boards = [(b, q) for b, q in in_use(plan, Board) if b.power_connector == "ATX"]
    supplies = [(c, q) for c, q in in_use(plan, Charger) if c.connector in ("ATX", None)]
    vague = lacking(supplies, lambda c: c.connector is None or c.ports is None)
    have = outlets([(c, q) for c, q in supplies if c.connector == "ATX"])
    if have >= total(boards):
        return
    if vague:
        yield unchecked(
            plan, "ATX supplies", "Which plug, or how many of them, is not known", vague
        )
        return
    needed = total(boards)
    yield verdict(
        "atx-missing",
        Severity.WARNING,
        plan.build.name,
        f"{counted(needed, 'board takes', 'boards take')} an ATX plug ({listed(boards)}); the "
        f"supplies of the build have {have}.",
        f"Add {counted(needed - have, 'ATX supply', 'ATX supplies')}, unless you have them.",
    )


def every_power_plug_is_known(plan: Plan) -> Iterator[Finding]:
    """A board whose plug nobody states may need a charger, or none: it is not judged as none."""
    boards = in_use(plan, Board)
    if total(poe_powered(plan)) >= total(boards):
        return  # by its header, or by a splitter that a rule judges
    vague = lacking(boards, lambda board: board.power_connector is None)
    if vague:
        why = "Which plug they take, and so what powers them, is not known"
        yield unchecked(plan, "power plugs", why, vague)
    odd = lacking(boards, lambda board: board.power_connector == "USB-A")
    if odd:
        yield unchecked(plan, "power plugs", "Which outlet takes a USB-A plug is not known", odd)
