"""Network interfaces as a cell says them: kind by kind, with PoE, and combo ports told apart.

NetBox gives each interface one type, so it has no way to say a port that is RJ45 or a cage. People
say it in names, labels and descriptions: `Combo Port (either SFP or 1000BASE-T)`. That is read
here, and told as a reading, because nothing but those words says so.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.io.device_types._schema import Interface
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
    management: int
    others: tuple[str, ...]
    gives_poe: bool | None


@dataclass(frozen=True, slots=True)
class _Port:
    """One port with one type, and the other socket that it may be instead."""

    of: Interface
    instead: str = ""


def read_ports(interfaces: Sequence[Interface]) -> PortsRead:
    """Return interfaces as a cell of ports.

    Where no interface says PoE, nobody knows whether copper ports give power: real files of PoE
    switches leave it out. Where one does, the others have none.
    """
    ports, readings = _with_combos(interfaces)
    says_poe = any(each.poe_mode or each.poe_type for each in interfaces)
    cell = "; ".join(_pieces(ports, unknown_poe=not says_poe))
    wired = [each for each in ports if cable_socket(each.of.kind)]
    unsure = not says_poe and any(_is_copper(e.of) and not e.of.mgmt_only for e in ports)
    return PortsRead(
        cell or "none",
        tuple(readings),
        sum(not each.of.mgmt_only for each in wired),
        sum(each.of.mgmt_only for each in wired),
        tuple(each.of.kind for each in ports if not cable_socket(each.of.kind)),
        None if unsure else any(each.poe_mode == "pse" for each in interfaces),
    )


def _pieces(ports: Iterable[_Port], *, unknown_poe: bool) -> list[str]:
    """Return one piece for all ports that are alike, in the order in which each kind came first."""
    alike: Counter[tuple[str, str, str, str, bool]] = Counter()
    for port in ports:
        each = port.of
        unsure = unknown_poe and _is_copper(each) and not each.mgmt_only
        mode = "?" if unsure else each.poe_mode
        alike[each.kind, port.instead, mode, each.poe_type, each.mgmt_only] += 1
    return [
        ports_text(
            count, kind, instead=instead, poe_mode=mode, poe_type=poe_type, mgmt_only=mgmt_only
        )
        for (kind, instead, mode, poe_type, mgmt_only), count in alike.items()
    ]


def _is_copper(interface: Interface) -> bool:
    return cable_socket(interface.kind) == COPPER


def _with_combos(interfaces: Sequence[Interface]) -> tuple[list[_Port], list[str]]:
    """Return ports, of which some may be either of two sockets, and what was read into them."""
    readings: list[str] = []
    pairs = _same_names(interfaces)
    if pairs:
        told = counted(len(pairs), "port is", "ports are")
        readings.append(f"{told} listed twice, as copper and as a cage: read as combo ports.")
    paired = {id(each) for pair in pairs for each in pair}
    marked = [i for i in interfaces if id(i) not in paired and _is_combo(i)]
    copper = [each for each in marked if _is_copper(each)]
    cages = [each for each in marked if not _is_copper(each)]
    if copper and len(copper) == len(cages):
        pairs += list(zip(copper, cages, strict=True))
        paired |= {id(each) for each in marked}
        told = counted(len(copper), "port is", "ports are")
        readings.append(f"{told} called combo as copper and as a cage: read as one port each.")
        marked = []
    alone = {id(each): _other_socket(each) for each in marked}
    readings += _told_alone(marked, alone)
    first = {id(copper): cage for copper, cage in pairs}
    ports = []
    for each in interfaces:
        if id(each) in first:
            # The cage is the type of the pair, copper its other socket, as in `1G RJ45/SFP`.
            ports.append(_Port(_as_cage(each, first[id(each)]), _copper_text(each.kind)))
        elif id(each) not in paired:
            ports.append(_Port(each, alone.get(id(each), "")))
    return ports, readings


def _same_names(interfaces: Sequence[Interface]) -> list[tuple[Interface, Interface]]:
    """Return the interfaces that are there twice under one name: as copper and as a cage."""
    named: dict[str, list[Interface]] = defaultdict(list)
    for each in interfaces:
        named[each.name].append(each)
    found = []
    for group in named.values():
        if len(group) == 2 and all(cable_socket(each.kind) for each in group):
            copper, *cages = sorted(group, key=lambda each: not _is_copper(each))
            if _is_copper(copper) and not _is_copper(cages[0]):
                found.append((copper, cages[0]))
    return found


def twice_named(interfaces: Sequence[Interface]) -> list[str]:
    """Return the names that more than one interface has, but for the two halves of a combo port."""
    halves = Counter(pair[0].name for pair in _same_names(interfaces))
    names = Counter(each.name for each in interfaces)
    return [name for name, count in names.items() if count > 1 and name not in halves]


def _is_combo(interface: Interface) -> bool:
    return bool(cable_socket(interface.kind)) and _COMBO.search(interface.said) is not None


def _other_socket(interface: Interface) -> str:
    """Return the other socket of a combo port, as far as its words say it; empty if they do not."""
    words = interface.said
    if _is_copper(interface):
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


def _as_cage(copper: Interface, cage: Interface) -> Interface:
    """Return the cage of a combo port with what is said of its copper half."""
    return Interface(
        cage.name,
        cage.kind,
        cage.said,
        cage.mgmt_only and copper.mgmt_only,
        copper.poe_mode or cage.poe_mode,
        copper.poe_type or cage.poe_type,
    )


def _copper_text(kind: str) -> str:
    return ports_text(1, kind).removeprefix("1 x ")
