"""How storage gets onto a board: into a slot, or with a HAT that is chosen along with it.

Sizing chooses a drive and its mount together. A mount is the part number of a HAT; empty if the
drive needs none, because the board, the PoE HAT on it or the drive's own box has what it takes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planner.engine.fitting.storage import NVME_ADAPTER, slot_of
from planner.engine.sizing.board_fits import BoardFit
from planner.engine.sizing.carrier_ways import module_slots
from planner.model.fits import Fit, size_fit
from planner.model.parts import Carrier, Hat, M2Size, M2Sizes, PoeModule, PortKind, Storage


class Host(NamedTuple):
    """Boards that are alike to storage.

    `slots` take a drive as it is, on the board or on the PoE module that powers it; `adapted` take
    one with its adapter. `named_by` are the lists of boards that name it. `stacks` tells whether a
    HAT finds its place on it. Where only the module takes an NVMe drive, it has to be of one of
    `m2_sizes`; None if they are not known.
    """

    slots: frozenset[PortKind]
    adapted: frozenset[PortKind]
    named_by: frozenset[str]
    stacks: bool
    m2_sizes: M2Sizes | None


class Kind(NamedTuple):
    """Storage that is alike to a board."""

    slot: PortKind | None
    fits: str
    brings_adapter: bool
    m2_size: M2Size | None


def host_of(fit: BoardFit, module: PoeModule | None, carrier: Carrier | None = None) -> Host:
    """Return what a board is to storage, with the module that powers it or the carrier it sits on.

    Whether one HAT goes on top of another nobody says, so only one does.
    """
    if carrier is not None:
        slots, sizes = module_slots(fit.part, carrier), carrier.m2_sizes
        return Host(slots, frozenset(), fit.named_by, stacks=False, m2_sizes=sizes)
    slots = fit.slots
    if module is not None:
        slots |= {port.kind for port in module.provides() if port.kind is not PortKind.USB_POWER}
    adapted = frozenset(slot.kind for slot in fit.part.provides()) - slots
    stacks = module is None or module.kind == "splitter"
    sizes = None if module is None or PortKind.NVME in fit.slots else module.m2_sizes
    return Host(slots, adapted, fit.named_by, stacks=stacks, m2_sizes=sizes)


def kind_of(item: Storage) -> Kind:
    """Return what an item is to a board."""
    return Kind(slot_of(item), item.fits, NVME_ADAPTER in item.includes, item.m2_size)


def mounts(kind: Kind, host: Host, hats: Iterable[Hat]) -> Iterator[str]:
    """Yield every mount with which storage of a kind gets onto a board."""
    if kind.fits and kind.fits not in host.named_by:
        return
    if kind.slot in host.slots:
        if size_fit(kind.m2_size, host.m2_sizes) is not Fit.DOES_NOT:
            yield ""
    elif host.stacks and kind.brings_adapter:
        # What it brings is made for what it names, so it has to name the board.
        yield from ("",) if kind.fits and kind.slot in host.adapted else ()
    elif host.stacks:
        for hat in hats:
            if size_fit(kind.m2_size, hat.m2_sizes) is Fit.DOES_NOT:
                continue
            if hat.fits in host.named_by and kind.slot is not None and hat.port_count(kind.slot):
                yield hat.part_number


def takers(
    kinds: Iterable[Kind], hosts: Iterable[Host], hats: Iterable[Hat]
) -> Mapping[Kind, Mapping[str, frozenset[Host]]]:
    """Return, by kind of storage and by mount, the hosts that take it so."""
    hosts, hats = tuple(dict.fromkeys(hosts)), tuple(hats)
    result: dict[Kind, dict[str, frozenset[Host]]] = {}
    for kind in dict.fromkeys(kinds):
        by_mount: dict[str, set[Host]] = {}
        for host in hosts:
            for mount in mounts(kind, host, hats):
                by_mount.setdefault(mount, set()).add(host)
        result[kind] = {mount: frozenset(taking) for mount, taking in by_mount.items()}
    return result
