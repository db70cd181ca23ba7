"""What counts of each candidate for a place in a cluster, so that beaten ones can be left out."""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from planner.engine.fitting.storage import slot_of
from planner.engine.sizing._electricity import units_of
from planner.engine.sizing._network_ports import (
    cage_leads,
    copper_count,
    fastest_wish,
    powered_ports,
    wished_speeds,
)
from planner.engine.sizing._power_fits import ChargerFit
from planner.engine.sizing._program_poe import module_class
from planner.engine.sizing._pruning import Worth, unbeaten
from planner.engine.sizing._rack_fits import in_rack_halves, needs_case
from planner.engine.sizing._ways import Way
from planner.engine.sizing.board_fits import BoardFit
from planner.engine.sizing.candidates import Candidates, fits_storage
from planner.engine.sizing.piece_prices import PiecePrices
from planner.engine.sizing.program_power import drawn_w, hung_on_nodes
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.build import PowerBasis
from planner.model.parts import (
    Cable,
    Case,
    Hat,
    InRack,
    NetworkAdapter,
    Other,
    Part,
    PortKind,
    Storage,
    Switch,
)
from planner.model.plugs import volts_of
from planner.model.power_draw import milliwatts
from planner.model.requirement import Group, Objective, Requirement

_ANY_CURRENT = 1_000_000_000
C = TypeVar("C")
P = TypeVar("P", Storage, Hat, Switch, Cable, Case, NetworkAdapter, Other)


def pruned(
    found: Candidates,
    requirement: Requirement,
    prices: PiecePrices,
    *,
    keep: Collection[str],
    effort: Effort = UNHURRIED,
) -> Candidates:
    """Return the candidates of which some best build is made; those in `keep` stay."""
    drawn = partial(_drawn, basis=requirement.power_by)
    # What hangs on a board draws its mA at the very volts of the board.
    hung = any(drawn(part) for part in hung_on_nodes(found).values())

    def left(parts: Iterable[C], worth: Callable[[C], Worth]) -> tuple[C, ...]:
        return tuple(unbeaten(parts, worth, keep=keep, effort=effort))

    # What a piece costs to run, where that counts: the less, the better.
    units = units_of(requirement)
    adapters = left(found.adapters, lambda nic: _adapter_worth(nic, prices, drawn(nic), units(nic)))

    def plain(part: P, alike: object, *more: int) -> Worth:
        return Worth(part.part_number, prices.price(part.part_number), alike, (*more, -units(part)))

    coolers = left(found.coolers, lambda each: plain(each, each.fits, drawn(each)))
    ways = _ways_left(found, (*adapters, *coolers))
    boards = [_on_ways(fit, ways) for fit in found.boards]
    slots = sorted({slot for item in found.storage if (slot := slot_of(item)) is not None})
    lists = sorted({names for fit in found.boards for names in fit.named_by})

    def board_worth(fit: BoardFit) -> Worth:
        more = [value for group in requirement.groups for value in _as_node(fit, group, ways)]
        more += _takes_drives(fit, slots)
        more += [int(names in fit.named_by) for names in lists]
        return Worth(
            fit.part.part_number,
            prices.price(fit.part.part_number),
            _alike(fit, requirement, hung=hung),
            (*more, *_asked(fit), *_amounts(fit, requirement)),
        )

    def storage_worth(item: Storage) -> Worth:
        held_gb = (item.capacity_gb or 0) if requirement.total_storage_gb is not None else 0
        fits = (int(fits_storage(item, group)) for group in requirement.groups)
        return plain(item, _goes_where(item), *fits, held_gb, drawn(item))

    offers = _ports(found, requirement)

    return replace(
        found,
        adapters=adapters,
        coolers=coolers,
        boards=left(boards, board_worth),
        storage=left(found.storage, storage_worth),
        hats=left(found.hats, lambda hat: plain(hat, _takes(hat), drawn(hat))),
        chargers=left(found.chargers, lambda each: _charger_worth(each, prices, requirement)),
        switches=left(found.switches, lambda each: plain(each, (), *offers(each))),
        leads=left(found.leads, lambda lead: plain(lead, _joins(lead))),
        cases=left(found.cases, lambda each: plain(each, each.fits, *_places(each, requirement))),
    )


def _ways_left(found: Candidates, kept: Iterable[NetworkAdapter | Other]) -> Collection[Way]:
    """Return the ways to the network of which no adapter, and no cooler, was left out."""
    gone = {part.part_number for part in (*found.adapters, *found.coolers)}.difference(
        each.part_number for each in kept
    )
    every = (way for fit in found.boards for mine in fit.ways.values() for way in mine)
    return dict.fromkeys(way for way in every if gone.isdisjoint((way.beside, way.cooler)))


def _on_ways(fit: BoardFit, ways: Collection[Way]) -> BoardFit:
    if all(way in ways for mine in fit.ways.values() for way in mine):
        return fit
    left = {group: tuple(w for w in mine if w in ways) for group, mine in fit.ways.items()}
    return replace(fit, ways=left)


def _drawn(part: Part, basis: PowerBasis) -> int:
    """Return the watts of a part that hangs on a board: the fewer, the better."""
    return -milliwatts(drawn_w([part], basis))


def _takes_drives(fit: BoardFit, slots: Iterable[PortKind]) -> list[int]:
    """Return of each slot whether it takes a drive as it is, or at least with an adapter."""
    with_adapter = {port.kind for port in fit.part.provides()}
    return [int(slot in fit.slots) + int(slot in with_adapter) for slot in slots]


def _goes_where(item: Storage) -> Hashable:
    return slot_of(item), item.fits, item.includes, item.m2_size


def _takes(hat: Hat) -> Hashable:
    return hat.fits, hat.storage_slots, hat.m2_sizes


def _joins(lead: Cable) -> Hashable:
    if lead.carries == "ethernet":
        return lead.carries, lead.is_network_lead, lead.cage
    return lead.carries, lead.carries == "power" and (lead.from_connector, lead.to_connector)


def _alike(fit: BoardFit, requirement: Requirement, *, hung: bool) -> Hashable:
    volts = volts_of(fit.part) if hung else None
    plugs = tuple((p.plug, p.volts, p.size, p.recommended) for p in fit.powers)
    return plugs, volts, _room(fit.part, requirement)


def _asked(fit: BoardFit) -> list[int]:
    """Return what a board asks of a charger by each plug: the less, the better."""
    return [-asked for power in fit.powers for asked in (power.draw_mw, power.need_ma)]


def _places(case: Case, requirement: Requirement) -> tuple[int, int]:
    return case.port_count(PortKind.SHELF), _room(case, requirement)


def _room(part: InRack, requirement: Requirement) -> int:
    """Return the room that a part takes in the rack that is asked for: the less, the better."""
    return 0 if requirement.rack_units is None else -in_rack_halves(part, requirement)


def _charger_worth(charger: ChargerFit, prices: PiecePrices, requirement: Requirement) -> Worth:
    room = _room(charger.part, requirement)
    return Worth(
        charger.part.part_number,
        prices.price(charger.part.part_number),
        _outlets_of(charger),
        (charger.usable, room, *_more_of(charger)),
    )


def _outlets_of(charger: ChargerFit) -> Hashable:
    """Return what has to be equal of two chargers to compare them by their numbers."""
    if not charger.is_plain:
        return tuple(kind.outlets for kind in charger.part_kinds), charger.part.shared_w
    kind = charger.kinds[0]
    return kind.connector, kind.size, kind.brings_its_lead, tuple(sorted(kind.volts))


def _more_of(charger: ChargerFit) -> tuple[int, ...]:
    """Return the outlets of a plain charger and what one gives at each of its volts."""
    if not charger.is_plain:
        return ()
    kind = charger.kinds[0]
    most = [kind.milliamps_at(volts) for volts in sorted(kind.volts)]
    return charger.outlets, *(_ANY_CURRENT if ma is None else ma for ma in most)


def _adapter_worth(nic: NetworkAdapter, prices: PiecePrices, drawn: int, units: int) -> Worth:
    alike = (nic.host, nic.plug, nic.speed_mbps, nic.measured_mbps, nic.measured_on, drawn)
    return Worth(nic.part_number, prices.price(nic.part_number), alike, (-units,))


def _ports(found: Candidates, requirement: Requirement) -> Callable[[Switch], tuple[int, ...]]:
    """Return what tells what a switch offers: its ports by speed, its cages, its PoE if asked for.

    Of that count its budget, and the ports that are strong enough for modules of each class.
    """
    speeds, fastest = wished_speeds(requirement), fastest_wish(requirement)
    cages = sorted(cage_leads(found.leads))
    classes = sorted({module_class(module).draw_mw for module in found.modules})

    def offers(switch: Switch) -> tuple[int, ...]:
        powered = powered_ports(switch, fastest)
        return (
            _room(switch, requirement),
            *(copper_count(switch, speed) for speed in (0, *speeds)),
            *(len(switch.cages(cage, fastest)) for cage in cages),
            int((switch.poe_budget_w or 0) * 1000) if classes else 0,
            *(sum(len(ports) for most, ports in powered if most >= draw) for draw in classes),
        )

    return offers


def _as_node(fit: BoardFit, group: Group, ways: Collection[Way]) -> list[int]:
    """Return what a board can do in a group: reach the network each way, boot without a card."""
    mine = fit.ways.get(group.name, ())
    boots = int(bool(mine) and group.name in fit.boots)
    return [*(int(way in mine) for way in ways), boots]


def _amounts(fit: BoardFit, requirement: Requirement) -> tuple[int, ...]:
    """Return the amounts of a board that are added up, so that more of them is better."""
    board = fit.part
    cores = requirement.cores is not None or requirement.objective is Objective.CORES
    return (
        (board.cores or 0) if cores else 0,
        (board.ram_mb or 0) if requirement.total_ram_gb is not None else 0,
        (board.storage_onboard_gb or 0) if requirement.total_storage_gb is not None else 0,
        -fit.watts_mw if requirement.objective is Objective.WATTS else 0,
        -int(needs_case(board, requirement)),
        -units_of(requirement)(board),
    )
