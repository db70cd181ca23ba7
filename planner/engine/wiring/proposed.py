"""Propose the wiring of a build that nobody wired: one way to plug in its network and its power.

Equal pieces are taken in the order of the bill. What is left out is told with its reason; nothing
is guessed where a fact is missing, and what was proposed is for the rules to judge.
"""

from collections.abc import Iterator

from planner.engine.fitting.parts_in_use import in_use, unknown
from planner.engine.wiring._proposed_network import ProposedNetwork
from planner.engine.wiring._proposed_power import proposed_power
from planner.model.parts import Board, Carrier, Charger, PoeModule, Switch
from planner.model.plan import Plan
from planner.model.wiring import Wire
from planner.model.wiring_picture import Unwired, WiringGap

_KINDS = (Board, Carrier, Charger, PoeModule, Switch)


def proposed_wiring(plan: Plan) -> tuple[tuple[Wire, ...], tuple[WiringGap, ...]]:
    """Return wires for a plan that has none, and what is not wired for which reason."""
    if not in_use(plan, Board):
        return (), (WiringGap(Unwired.NO_NODES),)
    network = ProposedNetwork(plan)
    power, short = proposed_power(plan, network.over_network, network.seated)
    return (*network.wires, *power), (*_strangers(plan), *network.gaps, *short)


def _strangers(plan: Plan) -> Iterator[WiringGap]:
    """Yield what no catalog describes: nobody can say what is plugged into it."""
    names = tuple(number for number, _ in unknown(plan, *_KINDS))
    if names:
        yield WiringGap(Unwired.NO_FACTS, names)
