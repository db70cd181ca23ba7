"""Network ports as they are: several kinds on one part, each with its speed, socket and PoE.

One cell says them: `8 x 1G RJ45 PoE at 30W; 2 x 10G SFP+`. A port that is one of two sockets, never
both, is written `2 x 1G RJ45/SFP`. What is not known is a question mark: `? x 1G RJ45 PoE?`.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple, TypeVar, get_args

from pydantic import BeforeValidator, Field

from planner.model.exact_numbers import brief
from planner.model.parts._fields import Count, Watts
from planner.model.parts._sockets import CAGE_MBPS, COPPER, OTHERS, SOCKETS, OtherKind, Socket
from planner.model.record import CellRecord, Record

PoeStandard = Literal[
    "af", "at", "bt3", "bt4", "passive 24V 2-pair", "passive 24V 4-pair",
    "passive 48V 2-pair", "passive 48V 4-pair",
]  # fmt: skip
# Watts that a port sets aside at most for what hangs on it, by the type of the standard.
STANDARD_W: dict[str, Decimal] = {
    "af": Decimal("15.4"), "at": Decimal(30), "bt3": Decimal(60), "bt4": Decimal(90),
}  # fmt: skip


class PoeMode(StrEnum):
    """Which way power goes over a network port."""

    GIVES = "gives"  # power sourcing equipment
    TAKES = "takes"  # powered device
    UNKNOWN = "unknown"  # whether it does either is not known


class Poe(Record):
    """Power over a network port: which way, by which standard, and how many watts at most."""

    mode: PoeMode
    standard: PoeStandard | None = None
    watts: Watts | None = None

    @property
    def most_w(self) -> Decimal | None:
        """The watts it is stated to do at most, or its standard allows; None: not known."""
        return STANDARD_W.get(self.standard or "") if self.watts is None else self.watts

    def __str__(self) -> str:
        mark = {PoeMode.GIVES: "PoE", PoeMode.TAKES: "PoE-in", PoeMode.UNKNOWN: "PoE?"}[self.mode]
        watts = "" if self.watts is None else f"{self.watts:f}W"
        return " ".join(filter(None, (mark, self.standard, watts)))


class Plug(Record):
    """One socket of a port, and the Mbit/s that it does; None if that is not known."""

    socket: Socket | OtherKind
    mbps: Count | None = None


class NetworkPorts(CellRecord):
    """So many alike network ports; `count` None if their number is not known.

    A port with several `sockets` is one of them at a time. `poe` is None where it neither gives
    nor takes power. One for `management` alone carries no traffic of the nodes.
    """

    count: Count | None
    sockets: Annotated[tuple[Plug, ...], Field(min_length=1)]
    poe: Poe | None = None
    management: bool = False

    def mbps_as(self, socket: Socket) -> int | None:
        """Return the Mbit/s that one does as a kind of socket; None if that is not known."""
        return next((each.mbps for each in self.sockets if each.socket == socket), None)

    def takes(self, socket: Socket) -> bool:
        """Tell whether one can be a kind of socket."""
        return any(each.socket == socket for each in self.sockets)

    @property
    def takes_leads(self) -> bool:
        """Tell whether a cable of a network goes into one, or a module for one does."""
        return not any(each.socket in OTHERS for each in self.sockets)

    def __str__(self) -> str:
        count = "?" if self.count is None else str(self.count)
        sockets = "/".join(each.socket for each in self.sockets)
        speeds = {each.mbps for each in self.sockets}
        if speeds == {None} and not self.takes_leads:
            pass
        elif len(speeds) == 1:
            sockets = f"{_speed_text(*speeds)} {sockets}"
        else:
            sockets = "/".join(f"{_speed_text(each.mbps)} {each.socket}" for each in self.sockets)
        marks = (str(self.poe or ""), "management" if self.management else "")
        return " ".join(filter(None, (f"{count} x {sockets}", *marks)))


def _speed_text(mbps: int | None) -> str:
    if mbps is None:
        return "?"
    giga = Decimal(mbps) / 1000
    return f"{mbps}M" if mbps < 1000 or giga * 10 % 1 else f"{giga.normalize():f}G"


_COUNT = r"(?P<count>\d{1,7}|\?)\s*[x×*]\s*"
_GROUP = re.compile(rf"{_COUNT}(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_SPEED = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)(?P<unit>[MG])(?:b(?:it)?(?:/s|ps)?)?", re.IGNORECASE
)
_WATTS = re.compile(r"(?P<watts>\d+(?:\.\d+)?)W", re.IGNORECASE)
_MODES = {"poe": PoeMode.GIVES, "poe-in": PoeMode.TAKES, "poe?": PoeMode.UNKNOWN}
_STANDARDS = {name.casefold(): name for name in get_args(PoeStandard)}
_SAMPLE = "8 x 1G RJ45 PoE at 30W; 2 x 10G SFP+"


def _read(cell: str) -> tuple[NetworkPorts, ...]:
    """Return the ports that a cell says; ValueError names the piece that is not understood."""
    if cell.strip().casefold() == "none":
        return ()
    return tuple(_group(piece.strip()) for piece in cell.split(";") if piece.strip())


def _group(piece: str) -> NetworkPorts:
    found = _GROUP.fullmatch(piece)
    if found is None:
        raise ValueError(f"{brief(piece)} does not say how many ports; write it like {_SAMPLE!r}")
    count = None if found["count"] == "?" else int(found["count"])
    tokens = found["rest"].split()
    sockets, tokens = _sockets(piece, tokens)
    poe, tokens = _poe(tokens)
    management = [word.casefold() for word in tokens] == ["management"]
    if tokens and not management:
        raise ValueError(f"{brief(' '.join(tokens))} is not understood; write it like {_SAMPLE!r}")
    return NetworkPorts(count=count, sockets=sockets, poe=poe, management=management)


def _sockets(piece: str, tokens: list[str]) -> tuple[tuple[Plug, ...], list[str]]:
    """Return the sockets that pieces of text begin with, and the pieces behind them."""
    speed: int | None = None
    found: list[Plug] = []
    rest = list(tokens)
    while True:
        is_speed, mbps = _speed(rest[0])
        if is_speed:
            speed = mbps
            rest.pop(0)
        names = rest.pop(0).split("/") if rest else [""]
        for place, name in enumerate(names):
            again, mbps = _speed(name) if place else (False, None)
            if again:
                # As in `1G RJ45/10G SFP+`: the next word is its socket.
                rest.insert(0, name)
                break
            word = name.casefold()
            socket = SOCKETS.get(word) or OTHERS.get(word)
            if socket is None:
                raise ValueError(
                    f"{brief(name or piece)} is not a known socket; known are "
                    f"{', '.join(get_args(Socket))}"
                )
            found.append(Plug(socket=socket, mbps=speed if is_speed else CAGE_MBPS.get(socket)))
        else:
            break
    kinds = [each.socket for each in found]
    if len(set(kinds)) < len(kinds):
        raise ValueError(f"{brief(piece)} names one socket twice")
    return tuple(found), rest


def _speed(word: str) -> tuple[bool, int | None]:
    """Tell whether a word is a speed, and which one in Mbit/s."""
    if word == "?":
        return True, None
    found = _SPEED.fullmatch(word)
    if found is None:
        return False, None
    mbps = Decimal(found["number"]) * (1000 if found["unit"].upper() == "G" else 1)
    if mbps % 1 or not 0 < mbps <= 1_000_000:
        raise ValueError(f"{brief(word)} is not the speed of a network port")
    return True, int(mbps)


def _poe(tokens: list[str]) -> tuple[Poe | None, list[str]]:
    """Return the PoE that pieces of text begin with, and the pieces behind it."""
    if not tokens or (mode := _MODES.get(tokens[0].casefold())) is None:
        return None, tokens
    rest, standard = tokens[1:], None
    for many in (3, 1):
        name = _STANDARDS.get(" ".join(rest[:many]).casefold())
        if name is not None:
            standard, rest = name, rest[many:]
            break
    watts = _WATTS.fullmatch(rest[0]) if rest else None
    if watts is None:
        return Poe(mode=mode, standard=standard), rest
    return Poe(mode=mode, standard=standard, watts=Decimal(watts["watts"])), rest[1:]


@lru_cache(maxsize=4096)
def _read_once(cell: str) -> tuple[NetworkPorts, ...]:
    """Return what a cell says, read once: a large catalog has few different ones."""
    return _read(cell)


def _ports(value: object) -> object:
    return _read_once(value) if isinstance(value, str) else value


Interfaces = Annotated[tuple[NetworkPorts, ...], BeforeValidator(_ports)]


class PlainPorts(NamedTuple):
    """A switch's ports as they can be said in plain columns, where all of a kind are alike.

    Of ports of several speeds `speed_mbps` is the slowest copper one, and of several watts
    `poe_port_max_w` the fewest: what is true of each of them.
    """

    ports: int | None = None
    speed_mbps: int | None = None
    sfp_ports: int | None = None
    poe_ports: int | None = None
    poe_port_max_w: Decimal | None = None


def traffic_ports(interfaces: Iterable[NetworkPorts]) -> list[NetworkPorts]:
    """Return the ports for traffic of the nodes: not for management, nor what takes no cables."""
    return [each for each in interfaces if not each.management and each.takes_leads]


def plainly(interfaces: Iterable[NetworkPorts]) -> PlainPorts:
    """Return what plain columns say of ports."""
    ports = traffic_ports(interfaces)
    copper = [each for each in ports if each.takes(COPPER)]
    giving = [each for each in copper if each.poe is not None and each.poe.mode is PoeMode.GIVES]
    unsure = any(each.poe is not None and each.poe.mode is PoeMode.UNKNOWN for each in copper)
    return PlainPorts(
        ports=_counted(copper),
        speed_mbps=_least(each.mbps_as(COPPER) for each in copper),
        sfp_ports=_counted([each for each in ports if not each.takes(COPPER)]),
        poe_ports=None if unsure else _counted(giving),
        poe_port_max_w=_least(each.poe.most_w for each in giving if each.poe is not None),
    )


def _counted(ports: Iterable[NetworkPorts]) -> int | None:
    counts = [each.count for each in ports]
    return None if None in counts else sum(count or 0 for count in counts)


_N = TypeVar("_N", int, Decimal)


def _least(numbers: Iterable[_N | None]) -> _N | None:
    """Return the least of numbers; None if there is none, or one is not known."""
    found = list(numbers)
    known = [number for number in found if number is not None]
    return min(known) if known and len(known) == len(found) else None


def ports_said(plain: PlainPorts) -> tuple[NetworkPorts, ...]:
    """Return the ports that plain columns say, with a question mark for what they leave open."""
    copper = (Plug(socket=COPPER, mbps=plain.speed_mbps),)
    gives = Poe(mode=PoeMode.GIVES, watts=plain.poe_port_max_w)
    found: list[NetworkPorts] = []
    if plain.poe_ports is None:
        unsure = Poe(mode=PoeMode.UNKNOWN, watts=plain.poe_port_max_w)
        found.append(NetworkPorts(count=plain.ports, sockets=copper, poe=unsure))
    else:
        rest = None if plain.ports is None else plain.ports - plain.poe_ports
        if plain.poe_ports or plain.poe_port_max_w is not None:
            found.append(NetworkPorts(count=plain.poe_ports, sockets=copper, poe=gives))
        if rest is None or rest or not found:
            found.append(NetworkPorts(count=rest, sockets=copper))
    if plain.sfp_ports != 0:
        found.append(NetworkPorts(count=plain.sfp_ports, sockets=(Plug(socket="SFP"),)))
    return tuple(found)


def fastest(interfaces: Iterable[NetworkPorts]) -> int | None:
    """Return the Mbit/s of the fastest copper port; 0 without one, None if one is not known."""
    speeds = [each.mbps_as(COPPER) for each in traffic_ports(interfaces) if each.takes(COPPER)]
    known = [mbps for mbps in speeds if mbps is not None]
    return None if len(known) < len(speeds) else max(known, default=0)


def second_fastest(interfaces: Iterable[NetworkPorts]) -> int | None:
    """Return the Mbit/s of the second copper port, the fastest left out; 0 without one.

    None if it is not known how fast one is, or how many there are.
    """
    copper = [each for each in traffic_ports(interfaces) if each.takes(COPPER)]
    speeds: list[int] = []
    for each in copper:
        mbps = each.mbps_as(COPPER)
        if mbps is None or each.count is None:
            return None
        speeds += [mbps] * min(each.count, 2)
    return sorted([*speeds, 0, 0], reverse=True)[1]


def copper_ports(count: int | None, mbps: int | None) -> tuple[NetworkPorts, ...]:
    """Return so many copper ports of one speed."""
    return (NetworkPorts(count=count, sockets=(Plug(socket=COPPER, mbps=mbps),)),)
