"""What a further node may need beside its own parts: cables, a switch, power, a carrier, a case.

For each purpose nothing is one of the choices: there may be a port, an outlet or a place left. Of
parts that another one beats in everything that counts, none is a choice.
"""

from collections.abc import Iterator, Mapping, Set
from datetime import date
from enum import Enum, auto

from planner.engine.fitting.carriers import needs_carrier
from planner.engine.fitting.parts_in_use import in_use, speed_of, switches_of
from planner.engine.sizing._pruned import pruned
from planner.engine.sizing.candidates import Candidates, candidates
from planner.engine.sizing.piece_prices import PiecePrices
from planner.model.catalog import Catalog
from planner.model.money import RateTable
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.outlet_kinds import USB_OUTLETS, kinds_of
from planner.model.parts import (
    Board,
    Cable,
    Carrier,
    Case,
    Charger,
    Hat,
    Part,
    PoeModule,
    Switch,
)
from planner.model.plan import Plan
from planner.model.plugs import by_each_plug
from planner.model.requirement import Requirement

Pieces = tuple[Part, int]
Choice = tuple[Pieces, ...]


class Purpose(Enum):
    """What beside its own parts a further node may need."""

    CABLE = auto()
    SWITCH = auto()  # with the cable to the others
    POWER = auto()
    CARRIER = auto()
    CASE = auto()


# For which purposes another choice may mend what another part of a category mends. Where it is
# none of them, no choice does.
MENDED_BY: Mapping[str, frozenset[Purpose]] = {
    "cable": frozenset((Purpose.CABLE, Purpose.SWITCH, Purpose.POWER, Purpose.CARRIER)),
    "switch": frozenset((Purpose.SWITCH, Purpose.CARRIER)),
    "charger": frozenset((Purpose.POWER, Purpose.SWITCH, Purpose.CARRIER)),
    "poe": frozenset((Purpose.POWER, Purpose.SWITCH)),
    "carrier": frozenset((Purpose.CARRIER,)),
    "hat": frozenset((Purpose.CARRIER,)),
    "storage": frozenset((Purpose.CARRIER,)),
    "case": frozenset((Purpose.CASE,)),
    # What takes no place in a rack, or less of it.
    "rack": frozenset((Purpose.SWITCH, Purpose.POWER, Purpose.CARRIER, Purpose.CASE)),
}
_NOTHING: Choice = ()


def places(
    plan: Plan, board: Board, catalog: Catalog, rates: RateTable, on: date
) -> Iterator[tuple[Purpose, list[Choice]]]:
    """Yield for each purpose what may be taken for it on a day; nothing is always one of them."""
    found = _candidates(plan, catalog, rates, on)
    networks = plan.build.networks
    cables = [part for part, _ in in_use(plan, Cable) if part.is_network_lead]
    # Where a build counts no network cables, a node more has none either.
    leads = [lead for lead in found.leads if lead.is_network_lead] if cables else []
    cabled = [((lead, many),) for lead in leads for many in range(1, networks + 1)]
    yield Purpose.CABLE, [_NOTHING, *cabled]
    for _ in range(networks):
        yield Purpose.SWITCH, [_NOTHING, *_switches(found, leads)]
    modules = needs_carrier(board)
    carriers = [each.part for each in found.carriers] if modules else []
    plugs: set[str | None] = {each.power_connector for each in by_each_plug(board)}
    plugs.update(each.power_connector for part in carriers for each in by_each_plug(part))
    yield Purpose.POWER, [_NOTHING, *_power(plan, found, plugs)]
    if carriers:
        yield Purpose.CARRIER, [_NOTHING, *(((each, 1),) for each in carriers)]
    if cases := in_use(plan, Case):
        yield Purpose.CASE, [_NOTHING, *(((case, 1),) for case, _ in cases)]


def _candidates(plan: Plan, catalog: Catalog, rates: RateTable, on: date) -> Candidates:
    """Return the parts that can do a job beside a build, none of them beaten by another."""
    speeds = [speed for switch, _ in switches_of(plan) if (speed := speed_of(switch))]
    wanted = Requirement(
        currency=plan.currency,
        on=on,
        nodes=1,
        # No new switch slows down what the old ones carry.
        mbps=min(speeds, default=None),
        power_by=plan.build.power_by,
        headroom_percent=plan.build.headroom_percent,
    )
    prices = PiecePrices(catalog, rates, currency=wanted.currency, on=wanted.on)
    here: dict[str, Part] = {part.part_number: part for part, _ in in_use(plan, Board)}
    here |= {part.part_number: part for part, _ in in_use(plan, PoeModule)}
    here |= {part.part_number: part for part, _ in in_use(plan, Hat)}
    shelf = (p for p in catalog.parts if isinstance(p, Switch | Charger | Cable | Carrier))

    def unavailable(number: str) -> Obstacle | None:
        known = number in here or prices.price(number) is not None
        return None if known else Obstacle(ObstacleKind.NO_PRICE)

    found = candidates((*here.values(), *shelf), wanted, unavailable=unavailable)
    return pruned(found, wanted, prices, keep=())


def _switches(found: Candidates, leads: list[Cable]) -> Iterator[Choice]:
    """Yield switches, as they are and with the cable that links each to the others."""
    for switch in found.switches:
        yield ((switch, 1),)
        for lead in leads:
            yield ((switch, 1), (lead, 1))


def _power(plan: Plan, found: Candidates, plugs: Set[str | None]) -> Iterator[Choice]:
    """Yield cables to one of the plugs, and chargers that reach one, alone or with a cable."""
    leads = [lead for lead in found.leads if lead.carries == "power" and lead.to_connector in plugs]
    sockets = {kind.connector for charger, _ in in_use(plan, Charger) for kind in kinds_of(charger)}
    yield from (((lead, 1),) for lead in leads if lead.from_connector in sockets)
    for fit in found.chargers:
        kinds = [kind for kind in fit.kinds if kind.connector in (*USB_OUTLETS, *plugs)]
        if kinds:
            yield ((fit.part, 1),)
        mine = {kind.connector for kind in kinds if not kind.brings_its_lead}
        yield from (((fit.part, 1), (lead, 1)) for lead in leads if lead.from_connector in mine)
