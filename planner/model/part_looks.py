"""What a part looks like by its facts: which sockets it has, how many, and all of it in words."""

from typing import NamedTuple

from planner.model.numbers import number_text
from planner.model.parts import (
    COPPER,
    Board,
    Cable,
    Carrier,
    Case,
    Charger,
    Hat,
    Memory,
    NetworkAdapter,
    NetworkPorts,
    Other,
    Part,
    PoeModule,
    Rack,
    Storage,
    Switch,
    gives_power,
)
from planner.model.speeds import speed_name
from planner.model.words import counted, noun


class Sockets(NamedTuple):
    """Alike sockets of a part: network, cage, usb, outlet or mains; None: nobody says how many."""

    kind: str
    many: int | None
    powered: bool = False
    what: str = ""


_WORDS = {
    "network": ("network port", "network ports"),
    "cage": ("cage", "cages"),
    "usb": ("USB port", "USB ports"),
    "outlet": ("outlet", "outlets"),
    "mains": ("mains socket", "mains sockets"),
}


def groups_of(part: Part) -> tuple[Sockets, ...]:
    """Return the sockets that a part has, kind by kind; those known to be none are left out."""
    if isinstance(part, Switch):
        return tuple(map(_network, part.network_ports))
    if isinstance(part, Board):
        usb = [
            Sockets("usb", count, what=what)
            for what, count in (("USB 3", part.usb3_ports), ("USB 2", part.usb2_ports))
            if count
        ]
        return (*map(_network, part.network_ports or ()), *usb)
    if isinstance(part, Carrier):
        return (Sockets("network", part.ports),) if part.ports else ()
    if isinstance(part, Charger):
        return tuple(
            Sockets("outlet", each.count, what=each.connector or "") for each in part.outlet_list
        )
    if isinstance(part, NetworkAdapter):
        return (Sockets("network", 1, what=speed_text(part.speed_mbps)),)
    if isinstance(part, Other) and part.mains_sockets:
        return (Sockets("mains", part.mains_sockets),)
    return ()


def _network(ports: NetworkPorts) -> Sockets:
    kind = "network" if ports.takes(COPPER) else "cage"
    first = ports.sockets[0]
    what = speed_text(ports.mbps_as(COPPER) if kind == "network" else first.mbps)
    name = "" if kind == "network" else str(first.socket)
    return Sockets(kind, ports.count, gives_power(ports), " ".join(filter(None, (what, name))))


def speed_text(mbps: int | None) -> str:
    """Return a speed as networks are called by it: `100 Mb`, `2.5 Gb`; nothing if not known."""
    return speed_name(mbps) if mbps else ""


def face_text(part: Part) -> str:
    """Return what a drawing of a part shows, in words."""
    shown = [_sockets_text(each) for each in groups_of(part)]
    shown += [each for each in _more(part) if each]
    unsaid = _unsaid(part)
    told = f"Line drawing of {_kind(part)}"
    told += f": {', '.join(shown)}." if shown else "."
    return f"{told} Not known, and so not drawn: {unsaid}." if unsaid else told


def _sockets_text(sockets: Sockets) -> str:
    one, many = _WORDS[sockets.kind]
    what = f" ({sockets.what})" if sockets.what else ""
    power = " with power" if sockets.powered else ""
    if sockets.many is None:
        return f"{many}{what}{power}, how many is not known"
    return f"{counted(sockets.many, one, many)}{what}{power}"


def _kind(part: Part) -> str:
    """Return what a part is, with its article."""
    if isinstance(part, Board):
        return {"sbc": "a board", "compute module": "a compute module"}.get(part.form, "a mini PC")
    if isinstance(part, Storage):
        named = {"USB": "a USB drive", None: "a drive"}
        return named.get(part.slot) or _storage_kind(part)
    if isinstance(part, Rack):
        return f"a {part.kind}" if part.kind else "a rack part"
    if isinstance(part, PoeModule):
        return f"a PoE {part.kind}" if part.kind else "a PoE module"
    if isinstance(part, Other):
        return f"a part: {part.kind}" if part.kind else "a part"
    return _KINDS[type(part)]


def _storage_kind(part: Storage) -> str:
    what = "card" if part.slot in ("SD", "microSD") else "drive"
    article = "a" if part.slot in ("microSD", "SATA") else "an"
    return f"{article} {part.slot} {what}"


_KINDS: dict[type, str] = {
    Cable: "a cable",
    Carrier: "a carrier for compute modules",
    Case: "a case",
    Charger: "a power supply",
    Hat: "a HAT",
    Memory: "a memory module",
    NetworkAdapter: "a network adapter",
    Switch: "a switch",
}


def _more(part: Part) -> tuple[str, ...]:
    """Return what else can be seen of a part: its plug, its slots, its places."""
    if isinstance(part, Board):
        power = f"powered through {part.power_connector}" if part.power_connector else ""
        slots = f"takes {', '.join(dict.fromkeys(part.storage_slots or ()))}"
        return (power, slots if part.storage_slots else "")
    if isinstance(part, Carrier):
        return (
            (counted(part.slots, "place for a module", "places for modules"),) if part.slots else ()
        )
    if isinstance(part, Case):
        return (f"room for {counted(part.shelves, 'board')}",) if part.shelves else ()
    if isinstance(part, Cable):
        ends = [end for end in (part.from_connector, part.to_connector) if end]
        return (f"{noun(len(ends), 'plug')} {' and '.join(ends)}",) if ends else ()
    if isinstance(part, Rack):
        return (f"{number_text(part.rack_u)} U",) if part.rack_u else ()
    if isinstance(part, NetworkAdapter):
        return (f"goes into {part.host}",) if part.host else ()
    if isinstance(part, Hat | PoeModule):
        slots = ", ".join(part.storage_slots)
        return (f"slot for {slots}",) if slots else ()
    return ()


def _unsaid(part: Part) -> str:
    """Return what would be drawn if anybody said it."""
    lacks = {
        "its network ports": isinstance(part, Board) and part.network_ports is None,
        "its USB ports": isinstance(part, Board) and None in (part.usb2_ports, part.usb3_ports),
        "its plug": isinstance(part, Board) and part.power_connector is None,
        "its slots for storage": isinstance(part, Board) and part.storage_slots is None,
        "how many modules it takes": isinstance(part, Carrier) and part.slots is None,
        "how many boards it holds": isinstance(part, Case) and part.shelves is None,
        "its slot": isinstance(part, Storage) and part.slot is None,
        "its ends": isinstance(part, Cable) and not (part.from_connector and part.to_connector),
    }
    return ", ".join(what for what, is_so in lacks.items() if is_so)
