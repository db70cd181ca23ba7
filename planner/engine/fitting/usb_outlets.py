"""Which boards of a bill find a USB outlet: one that is there, of their plug, volts and cable.

Each of these is asked for apart, so that a rule can say which one is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from planner.engine.fitting._flow import Flow
from planner.engine.fitting.barrel_plugs import left_for_leads
from planner.engine.fitting.circuits import (
    barrel_plugs_on_usb,
    boards_on_chargers,
    usb_chargers,
)
from planner.engine.fitting.companions import boxed_power_leads
from planner.engine.fitting.parts_in_use import in_use
from planner.model.outlet_kinds import BARREL, Kinds, OutletKind
from planner.model.parts import Cable
from planner.model.plan import Plan
from planner.model.plugs import joins, volts_taken
from planner.model.volts import USB_TAKEN, VoltsTaken

_MANY = 10**9  # outlets of a charger that does not say how many it has


@dataclass(frozen=True, slots=True)
class Demand:
    """Boards that want an outlet through a plug: their volts are None if they are not known."""

    plug: str
    volts: VoltsTaken | None
    boards: tuple[tuple[str, int], ...]

    @property
    def quantity(self) -> int:
        """Return how many boards these are."""
        return sum(quantity for _, quantity in self.boards)


Way = Callable[[Demand, OutletKind], bool | None]


class Outlets:
    """The boards of a plan that want a USB outlet, and what may give them one."""

    def __init__(self, plan: Plan) -> None:
        boards: dict[tuple[str, VoltsTaken | None], list[tuple[str, int]]] = {}
        for consumer, quantity in boards_on_chargers(plan):
            board = consumer.board
            kind = str(board.power_connector), volts_taken(board)
            boards.setdefault(kind, []).append((board.name, quantity))
        on_leads = min(left_for_leads(plan), barrel_plugs_on_usb(plan))
        if on_leads:
            boards[BARREL, USB_TAKEN] = [("", on_leads)]
        self.demands = [Demand(*kind, tuple(of)) for kind, of in boards.items()]
        self.chargers: Kinds = usb_chargers(plan)
        self.leads = [(c, q) for c, q in in_use(plan, Cable) if c.carries in ("power", None)]
        self.leads += boxed_power_leads(plan)

    @property
    def needed(self) -> int:
        """Return how many boards want an outlet."""
        return sum(demand.quantity for demand in self.demands)

    def served(
        self, *ways: Way, kindly: bool = True, countless: int = _MANY, leads: bool | None = None
    ) -> "Served":
        """Return which boards find an outlet if each of these ways has to lead to it.

        Where a way is not known, `kindly` takes it for one. A charger that does not say how many
        outlets it has gets `countless`. With `leads` True a socket takes a cable that may be of the
        right kind, with False one that is known to be; None: leads are not asked for.
        """
        flow = Flow()
        for place, (charger, quantity) in enumerate(self.chargers):
            ports = countless if charger.count is None else charger.count
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
        if leads is None or charger.brings_its_lead or charger.connector is None:
            flow.join(board, outlet, demand.quantity)
            return
        for number, (lead, quantity) in enumerate(self.leads):
            reaches = joins(lead, charger.connector, demand.plug)
            if reaches or (reaches is None and leads):
                # A cable is at one place only, at whichever volts: here it counts for each of them.
                start = ("cable", number, demand.volts)
                end = ("end of cable", number, demand.volts)
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

    def lacking(self) -> tuple[list[Demand], Kinds]:
        """Return the boards that compete for too few outlets, and those outlets."""
        contested = self.flow.contested()
        demands = [d for i, d in enumerate(self.outlets.demands) if ("board", i) in contested]
        chargers = [
            each for i, each in enumerate(self.outlets.chargers) if ("charger", i) in contested
        ]
        return demands, chargers


def by_plug(demand: Demand, charger: OutletKind) -> bool | None:
    """Tell whether an outlet ends in a plug, or takes a cable to it."""
    return charger.fits_plug(demand.plug)


def by_volts(demand: Demand, charger: OutletKind) -> bool | None:
    """Tell whether an outlet gives the volts that boards take."""
    return charger.gives_volts(demand.volts)
