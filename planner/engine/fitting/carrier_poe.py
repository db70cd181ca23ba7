"""Which carriers of a build a PoE module powers, through their network cable."""

from collections import Counter

from planner.engine.fitting._flow import Flow
from planner.engine.fitting.circuits import consumers, poe_powered
from planner.engine.fitting.once import once_a_plan
from planner.engine.fitting.parts_in_use import in_use
from planner.model.parts import Carrier, PoeModule
from planner.model.plan import Plan
from planner.model.plugs import ANY_POWER, by_each_plug, powers
from planner.model.wiring import part_of


@once_a_plan
def carriers_over_network(plan: Plan) -> Counter[str]:
    """Return how many carriers, by part number, get their power over the network.

    As the wires say, else those that a module may power which no board has to have.
    """
    wired = Counter(
        part_of(wire.device)
        for wire in plan.build.wiring
        if wire.kind in ANY_POWER
        and isinstance(plan.part(part_of(wire.device)), Carrier)
        and isinstance(plan.part(part_of(wire.unit)), PoeModule)
    )
    carriers = [(c, q) for c, q in in_use(plan, Carrier) if not c.brings_its_power]
    modules = poe_powered(plan)
    if plan.build.wiring or not carriers or not modules:
        return wired
    flow, boards = Flow(), consumers(plan)
    for place, (module, quantity) in enumerate(modules):
        flow.offer(("module", place), quantity)
        for index, (consumer, many) in enumerate(boards):
            if powers(module, consumer.board) is not False:
                flow.join(("board", index), ("module", place), many)
        for carrier, many in carriers:
            if may_power_carrier(module, carrier):
                flow.join(("carrier", carrier.part_number), ("module", place), many)
    for index, (_, many) in enumerate(boards):
        flow.serve(("board", index), many)
    return Counter(
        {c.part_number: flow.serve(("carrier", c.part_number), many) for c, many in carriers}
    )


def may_power_carrier(module: PoeModule, carrier: Carrier) -> bool:
    """Tell whether a module may power a carrier by one of its plugs, as far as is known."""
    return any(powers(module, plug) is not False for plug in by_each_plug(carrier))
