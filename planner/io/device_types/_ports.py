"""Network interfaces as a cell says them: kind by kind, with PoE, and combo ports told apart.

NetBox gives each interface one type, so it has no way to say a port that is RJ45 or a cage. People
say it in names, labels and descriptions: `Combo Port (either SFP or 1000BASE-T)`. That is read
here, and told as a reading, because nothing but those words says so.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planner.io.device_types._device import Interface, Make
from planner.model.parts import COPPER, cable_socket, ports_text
from planner.model.words import counted

_COMBO = re.compile(
    r"\bcombo|\bshared[ -]media|\bdual[ -](?:media|purpose|personality|function)",
    re.IGNORECASE,
)
_COPPER_WORD = re.compile(r"\b(1000|100|2\.5g|5g|10g)base-?tx?\b", re.IGNORECASE)
_COPPER_SPEEDS = {"100": "100M", "1000": "1G", "2.5g": "2.5G", "5g": "5G", "10g": "10G"}
_ONE_SPEED = re.compile(r"\b(10|5|2\.5|1)g(?:b(?:e|it)?(?:/s|ps)?)?\b", re.IGNORECASE)
_CAGE_WORD = re.compile(r"(1000base-x-sfp|10gbase-x-sfpp|sfp\+|sfp28|sfp)(?!\w)", re.IGNORECASE)
_CAGES = {
    "1000base-x-sfp": "1G SFP",
    "10gbase-x-sfpp": "10G SFP+",
    "sfp+": "10G SFP+",
    "sfp28": "25G SFP28",
    "sfp": "1G SFP",
}
# Comments of a YAML file are not part of what it says, but some say what nothing else does.
COMBO_COMMENT = re.compile(
    rb"^[ \t]*#[^\n]*(?:combo|shared media|dual[ -]p)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class PortsRead:
    """The cell of network ports, what was read into it, and how many ports take a cable.

    `gives_poe` is None where it has copper ports and no interface says anything of PoE.
    """

    cell: str
    readings: tuple[str, ...]
    for_cables: int
    others: tuple[str, ...]
    gives_poe: bool | None


# What ports are alike by, with the other socket that each of them may be instead.
_Alike = Counter[tuple[Make, str]]


def read_ports(interfaces: Sequence[Interface]) -> PortsRead:
    """Return interfaces as a cell of ports.

    Where no interface says PoE, nobody knows whether copper ports give power: real files of PoE
    switches leave it out. Where one does, the others have none.
    """
    alike, readings = _with_combos(interfaces)
    says_poe = any(make.poe_mode or make.poe_type for make, _ in alike)
    copper = any(_is_copper(make) and not make.mgmt_only for make, _ in alike)
    unsure = copper and not says_poe
    for_cables = sum(
        count
        for (make, _), count in alike.items()
        if cable_socket(make.kind) and not make.mgmt_only
    )
    return PortsRead(
        "; ".join(_pieces(alike, unknown_poe=unsure)) or "none",
        tuple(readings),
        for_cables,
        tuple(make.kind for make, _ in alike if not cable_socket(make.kind)),
        None if unsure else any(make.poe_mode == "pse" for make, _ in alike),
    )


def _pieces(alike: _Alike, *, unknown_poe: bool) -> list[str]:
    """Return one piece for all ports that are alike, in the order in which each kind came first."""
    return [
        ports_text(
            count,
            make.kind,
            instead=instead,
            poe_mode="?" if unknown_poe and _gives_perhaps(make) else make.poe_mode,
            poe_type=make.poe_type,
            mgmt_only=make.mgmt_only,
        )
        for (make, instead), count in alike.items()
    ]


def _is_copper(make: Make) -> bool:
    return cable_socket(make.kind) == COPPER


def _gives_perhaps(make: Make) -> bool:
    return _is_copper(make) and not make.mgmt_only


def _with_combos(interfaces: Sequence[Interface]) -> tuple[_Alike, list[str]]:
    """Return alike ports, of which some may be either of two sockets, and what was read of them."""
    readings: list[str] = []
    pairs = _same_names(interfaces)
    marked = _marked(interfaces)
    if not pairs and not marked:
        return Counter((each.make, "") for each in interfaces), readings
    if pairs:
        told = counted(len(pairs), "port is", "ports are")
        readings.append(f"{told} listed twice, as copper and as a cage: read as combo ports.")
    halves = {id(each) for pair in pairs for each in pair}
    marked = [each for each in marked if id(each) not in halves]
    copper = [each for each in marked if _is_copper(each.make)]
    cages = [each for each in marked if not _is_copper(each.make)]
    if copper and len(copper) == len(cages):
        pairs += list(zip(copper, cages, strict=True))
        halves |= {id(each) for each in marked}
        told = counted(len(copper), "port is", "ports are")
        readings.append(f"{told} called combo as copper and as a cage: read as one port each.")
        marked = []
    alone = {id(each): _other_socket(each) for each in marked}
    readings += _told_alone(marked, alone)
    cage_of = {id(copper): cage for copper, cage in pairs}
    alike: _Alike = Counter()
    for each in interfaces:
        if id(each) in cage_of:
            # The cage is the type of the pair, copper its other socket, as in `1G RJ45/SFP`.
            make = _as_cage(each.make, cage_of[id(each)].make)
            alike[make, _socket_text(each.make.kind)] += 1
        elif id(each) not in halves:
            alike[each.make, alone.get(id(each), "")] += 1
    return alike, readings


def _same_names(interfaces: Sequence[Interface]) -> list[tuple[Interface, Interface]]:
    """Return the interfaces that are there twice under one name: as copper and as a cage."""
    if len({each.name for each in interfaces}) == len(interfaces):
        return []
    named: dict[str, list[Interface]] = defaultdict(list)
    for each in interfaces:
        named[each.name].append(each)
    found = []
    for group in named.values():
        if len(group) == 2 and all(cable_socket(each.make.kind) for each in group):
            copper, cage = sorted(group, key=lambda each: not _is_copper(each.make))
            if _is_copper(copper.make) and not _is_copper(cage.make):
                found.append((copper, cage))
    return found


def twice_named(interfaces: Sequence[Interface]) -> list[str]:
    """Return the names that more than one interface has, but for the two halves of a combo port."""
    if len({each.name for each in interfaces}) == len(interfaces):
        return []
    halves = {copper.name for copper, _ in _same_names(interfaces)}
    names = Counter(each.name for each in interfaces)
    return [name for name, count in names.items() if count > 1 and name not in halves]


def _marked(interfaces: Sequence[Interface]) -> list[Interface]:
    """Return the ports for cables that are called combo ports."""
    # Of most devices no interface is, and one look at all of them is enough.
    if not _COMBO.search("\n".join(f"{each.name}\n{each.words}" for each in interfaces)):
        return []
    return [
        each
        for each in interfaces
        if cable_socket(each.make.kind) and _COMBO.search(f"{each.name}\n{each.words}")
    ]


def _other_socket(interface: Interface) -> str:
    """Return the other socket of a combo port, as far as its words say it; empty if they do not."""
    words = f"{interface.name} {interface.words}"
    if _is_copper(interface.make):
        cage = _CAGE_WORD.search(words)
        return "" if cage is None else _CAGES[cage[1].casefold()]
    copper = _COPPER_WORD.search(words)
    if copper is not None:
        return f"{_COPPER_SPEEDS[copper[1].casefold()]} {COPPER}"
    speeds = {found.casefold() for found in _ONE_SPEED.findall(words)}
    return f"{speeds.pop()}G {COPPER}" if len(speeds) == 1 else f"? {COPPER}"


def _told_alone(marked: Sequence[Interface], other: dict[int, str]) -> list[str]:
    readings = []
    read = [other[id(each)] for each in marked if other[id(each)]]
    for socket, count in Counter(read).items():
        told = counted(count, "port is", "ports are")
        readings.append(f"{told} called combo: read as one that may also be {socket}.")
    vague = len(marked) - len(read)
    if vague:
        told = counted(vague, "copper port is", "copper ports are")
        readings.append(f"{told} called combo, but not with which cage: read as copper alone.")
    return readings


def _as_cage(copper: Make, cage: Make) -> Make:
    """Return the cage of a combo port with what is said of its copper half."""
    return Make(
        cage.kind,
        cage.mgmt_only and copper.mgmt_only,
        copper.poe_mode or cage.poe_mode,
        copper.poe_type or cage.poe_type,
    )


def _socket_text(kind: str) -> str:
    return ports_text(1, kind).removeprefix("1 x ")
