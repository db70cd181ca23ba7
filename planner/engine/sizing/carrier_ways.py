"""Compute modules in sizing: on which carriers they sit, with which adapter, and what feeds those.

A carrier's supply is the one its maker recommends for all its modules. Where none is stated, it is
what the carrier and as many of the hungriest module that may sit on it draw, if that is known, and
as many of the hungriest drive that may be chosen for those.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from planner.engine.fitting.attachments import draws
from planner.engine.fitting.carriers import is_adapter, is_module
from planner.engine.fitting.storage import slot_of
from planner.engine.sizing._left_out import NotConsidered
from planner.engine.sizing._power_fits import (
    NO_PLUG,
    ChargerFit,
    Given,
    PowerClass,
    is_given,
)
from planner.engine.sizing._unit_patterns import is_run
from planner.engine.sizing._ways import Way, reaches
from planner.model.build import PowerBasis
from planner.model.fits import Fit, fit, named
from planner.model.obstacles import OF_CARRIERS, Fact, Obstacle, ObstacleKind
from planner.model.parts import (
    Board,
    Carrier,
    Hat,
    PortKind,
    Storage,
)
from planner.model.plugs import barrel_of, by_each_plug, volts_taken
from planner.model.power_draw import milliwatts, watts_of
from planner.model.requirement import Group, Objective, PowerSource, Requirement


@dataclass(frozen=True, slots=True)
class CarrierFit:
    """A carrier that modules can sit on, and what it asks of a charger with all of them on it.

    It asks so by each of its plugs that can be powered, of which one is enough; by none if only a
    module on its network cable powers it.
    `slots` is how many it takes. Where it `joins` them by a switch of its own, they are plugged
    into that, and the carrier into the network by `ports`; else a module's cable is the carrier's.
    `named_by` are the lists of cases that name it.
    """

    part: Carrier
    powers: tuple[PowerClass, ...]
    slots: int
    ports: int
    joins: bool
    named_by: frozenset[str] = frozenset()

    @property
    def takes_a_charger(self) -> bool:
        """Tell whether it is powered by a charger of the plan, unless over the network."""
        return any(power.plug != NO_PLUG for power in self.powers)


def carriers_for(
    parts: Iterable[Carrier], requirement: Requirement, left_out: NotConsidered
) -> Iterator[Carrier]:
    """Yield the carriers of which everything is known that a module on them depends on."""
    fastest = max((group.mbps or 0 for group in requirement.groups), default=0)
    for part in parts:
        lacking = {
            Fact.MODULES_TAKEN: bool(part.fits),
            Fact.MODULE_PLACES: bool(part.slots),
            Fact.NETWORK_PORTS: bool(part.ports),
            Fact.CARRIER_SWITCH: part.switch_mbps is not None or part.slots == 1,
        }
        if requirement.by_supplies and not part.brings_its_power:
            lacking[Fact.POWER_PLUG] = part.power_connector is not None
        if requirement.objective is Objective.WATTS:
            lacking[Fact.WATTS] = own_watts(part, requirement.power_by) is not None
        facts = [fact for fact, known in lacking.items() if not known]
        if facts:
            left_out.add(part, Obstacle.unknown(*facts, of=str(requirement.power_by)))
        elif not part.joins_its_modules and (part.slots or 0) > (part.ports or 0):
            # Whose port is whose, and who goes without, nobody says.
            left_out.add(part, Obstacle.unknown(Fact.CARRIER_SWITCH))
        elif obstacle := _not_joined(part, requirement):
            left_out.add(part, obstacle)
        elif part.joins_its_modules and (part.switch_mbps or 0) < fastest:
            # Every switch of a network passes what is required for.
            left_out.add(part, Obstacle(ObstacleKind.SLOW_SWITCH, mbps=fastest))
        else:
            yield part


def _not_joined(carrier: Carrier, requirement: Requirement) -> Obstacle | None:
    """Return why modules on a carrier cannot be on two networks, or get power by their cable."""
    if requirement.power is PowerSource.POE and (carrier.slots or 0) > 1:
        return Obstacle(ObstacleKind.SEVERAL_MODULES)
    if requirement.redundant and carrier.joins_its_modules:
        return Obstacle(ObstacleKind.ONE_NETWORK)
    if requirement.redundant and ((carrier.slots or 0) > 1 or (carrier.ports or 0) < 2):
        return Obstacle(ObstacleKind.NO_SECOND_PORT)
    wished = any(group.mbps for group in requirement.groups)
    if requirement.redundant and wished and carrier.second_nic_mbps is None:
        return Obstacle.unknown(Fact.SPEED)
    return None


def ways_on_carriers(
    board: Board,
    group: Group,
    requirement: Requirement,
    carriers: Iterable[Carrier],
    adapters: Collection[Hat],
    *,
    boots: bool,
) -> tuple[Way, ...]:
    """Return every carrier on which a module can be a node of a group, with its adapter.

    `boots` tells whether its own storage is enough; if not, the carrier has to have a slot.
    """
    found = []
    for carrier in carriers:
        if not _is_fast(board, carrier, group):
            continue
        # Where each node is on two networks, each port has to reach the speed alone.
        second = (carrier.second_nic_mbps or 0) if requirement.redundant else None
        if second is not None and group.mbps is not None and second < group.mbps:
            continue
        if not boots and not module_slots(board, carrier):
            continue
        if fit(carrier, board) is Fit.FITS:
            found.append(Way("", carrier.part_number))
            continue
        found += [
            Way(hat.part_number, carrier.part_number)
            for hat in adapters
            if fit(hat, board) is Fit.FITS and named(carrier, hat.goes_into) is Fit.FITS
        ]
    return tuple(found)


def _is_fast(board: Board, carrier: Carrier, group: Group) -> bool:
    """Tell whether a module reaches the speed its group asks for by its port on a carrier.

    Some modules have their network port from the carrier, and nobody says how fast it is there.
    Where no speed is asked for, that need not be known.
    """
    if board.nic_mbps is None:
        return group.mbps is None
    speed = min(board.nic_mbps, carrier.switch_mbps or board.nic_mbps)
    reached = reaches(speed, board.nic_measured_mbps, shared=False, wish=group.mbps)
    return bool(speed) and reached


def without_a_carrier(
    module: Board, carriers: Iterable[Carrier], left_out: NotConsidered
) -> Obstacle:
    """Return why a module has no carrier: the facts that those lack which are made for it."""
    facts: list[Fact] = []
    others: list[Obstacle] = []
    of = ""
    for carrier in carriers:
        obstacle = left_out.by_number.get(carrier.part_number)
        if fit(carrier, module) is not Fit.FITS:
            continue
        if obstacle is None and carrier.storage_slots is None:
            facts.append(Fact.STORAGE_TAKEN)
        elif obstacle is not None and obstacle.kind is ObstacleKind.UNKNOWN:
            facts += obstacle.facts
            of = obstacle.of or of
        elif obstacle is not None and obstacle.kind in OF_CARRIERS:
            others.append(obstacle)
    if others and not facts:
        return Obstacle(
            ObstacleKind.CARRIERS_LEFT_OUT, of=str(others[0].kind), about=others[0].about
        )
    if not facts:
        return Obstacle(ObstacleKind.NO_CARRIER)
    return Obstacle(ObstacleKind.CARRIER_UNKNOWN, tuple(dict.fromkeys(facts)), of=of)


def module_slots(board: Board, carrier: Carrier) -> frozenset[PortKind]:
    """Return the slots for storage that a module has on a carrier: what both of them know of."""
    mine, there = board.storage_slots or (), carrier.storage_slots or ()
    return frozenset(PortKind(slot) for slot in mine if slot in there and slot != "USB")


def module_adapters(hats: Iterable[Hat]) -> list[Hat]:
    """Return the parts that go between a module and its carrier."""
    return [hat for hat in hats if is_adapter(hat)]


def fed_carriers(
    carriers: Iterable[tuple[Carrier, frozenset[str]]],
    seated: Mapping[str, Collection[Board]],
    storage: Collection[Storage],
    requirement: Requirement,
    given: Given,
    chargers: Collection[ChargerFit],
    over_network: Collection[str],
    left_out: NotConsidered,
) -> Iterator[CarrierFit]:
    """Yield the carriers that can be powered; `seated` are the modules that may sit on each.

    Those `over_network` can be, whatever their plugs are.

    Each comes with the lists that name it. Of the `storage` what may go into their slots there
    draws through the carrier, too. `given` are the volts that `chargers` give by plug. Of several
    plugs those stay that one of them powers.
    """
    for part, names in carriers:
        modules = seated.get(part.part_number, ())
        found = [
            _run(_power(each, modules, storage, requirement), given, chargers)
            for each in by_each_plug(part)
        ]
        powers = tuple(dict.fromkeys(each for each in found if isinstance(each, PowerClass)))
        powers = tuple(each for each in powers if each.plug == NO_PLUG) or powers
        if powers or part.part_number in over_network:
            slots, ports = part.slots or 0, part.ports or 0
            yield CarrierFit(part, powers, slots, ports, part.joins_its_modules, names)
        else:
            left_out.add(part, next(each for each in found if isinstance(each, Obstacle)))


def _run(
    power: PowerClass | Obstacle, given: Given, chargers: Collection[ChargerFit]
) -> PowerClass | Obstacle:
    """Return what a carrier asks of a charger by one of its plugs, or why none gives it."""
    if isinstance(power, Obstacle):
        return power
    if power.plug != NO_PLUG and not is_given(given, power.plug, power.volts, power.size):
        return Obstacle(ObstacleKind.NO_CHARGER_FOR_PLUG)
    return power if is_run(power, chargers) else Obstacle(ObstacleKind.NO_STRONG_CHARGER)


def _power(
    carrier: Carrier,
    modules: Collection[Board],
    storage: Iterable[Storage],
    requirement: Requirement,
) -> PowerClass | Obstacle:
    if not requirement.by_supplies or carrier.brings_its_power:
        return PowerClass(NO_PLUG, 0, 0)
    plug = str(carrier.power_connector)
    volts, size = volts_taken(carrier), barrel_of(carrier)
    if volts is None:
        return Obstacle.unknown(Fact.VOLTS_TAKEN)
    if carrier.supply_ma is not None:
        watts = milliwatts(carrier.supply_ma * volts.first / 1000)
        return PowerClass(plug, watts, carrier.supply_ma, volts, recommended=True, size=size)
    drawn = drawn_by(carrier, modules, requirement.power_by)
    if drawn is None:
        return Obstacle.unknown(Fact.WATTS, of=str(requirement.power_by))
    drives = [each for each in storage if _goes_on(each, carrier, modules, requirement)]
    stated = (draws(each, requirement.power_by) for each in drives)
    hungriest = max((watts for watts in stated if watts is not None), default=Decimal(0))
    drawn += (carrier.slots or 0) * hungriest
    need_ma = ceil(drawn / volts.first * 1000)
    return PowerClass(plug, milliwatts(drawn), need_ma, volts, size=size)


def _goes_on(
    item: Storage, carrier: Carrier, modules: Iterable[Board], requirement: Requirement
) -> bool:
    """Tell whether storage may be chosen for a module on a carrier: one whose own is too little."""
    least = max((group.storage_gb or 1 for group in requirement.groups), default=1)
    return any(
        (module.storage_onboard_gb or 0) < least and slot_of(item) in module_slots(module, carrier)
        for module in modules
    )


def own_watts(carrier: Carrier, basis: PowerBasis) -> Decimal | None:
    """Return what a carrier draws without modules; None if nobody says."""
    if basis is PowerBasis.TYPICAL or carrier.power_max_w is None:
        return carrier.power_typical_w
    return carrier.power_max_w


def drawn_by(carrier: Carrier, modules: Iterable[Board], basis: PowerBasis) -> Decimal | None:
    """Return the watts of a carrier full of the hungriest module; None if they are not known."""
    own = own_watts(carrier, basis)
    each = [watts_of(module, basis) for module in modules if is_module(module)]
    known = [watts for watts in each if watts is not None]
    if own is None or not known or len(known) < len(each):
        return None
    return own + (carrier.slots or 0) * max(known)
