"""The wiring of a build as drawings, one for each switch or carrier: ports, nodes, chargers.

Each drawing is as narrow as a phone and one port a line, so that 64 nodes are read like 8: on a
wide screen the drawings stand side by side, on a narrow one below each other. Pure: wires in, SVG
out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.engine.wiring.loads import is_switch, unit_numbers, unit_titles, usb_hosts
from planner.engine.wiring.places import seated_modules
from planner.model.parts import Carrier, PortKind, Switch
from planner.model.plan import Plan
from planner.model.plugs import ANY_POWER
from planner.model.wiring import ROUTER, Wire, part_of
from planner.model.words import sentence
from planner.ui.kit.drawing import Palette, box, drawing, lead, shortened, text

_LINE, _TOP = 26, 34
_SWITCH_X, _SWITCH_W = 2, 40
_NODE_X, _NODE_W = 76, 118
_CHARGER_X, _CHARGER_W = 226, 108
_LONGEST = 34


@dataclass(frozen=True)
class Plug:
    """What is in one port of a switch: a node with its power, another switch, or the router.

    `seated` tells that it is a module in the place of that number on a carrier, `caged` that the
    number is that of a cage.
    """

    port: int
    what: str
    seated: bool = False
    caged: bool = False
    is_node: bool = False
    charger: str = ""
    outlet: int = 0
    over_network: bool = False


@dataclass(frozen=True)
class SwitchDrawing:
    """One switch with everything that is plugged into it; a carrier has `places` for modules."""

    title: str
    name: str
    ports: int
    plugs: tuple[Plug, ...]
    places: int = 0

    @property
    def free(self) -> int:
        """Return how many ports are not taken."""
        return self.ports - sum(not (plug.seated or plug.caged) for plug in self.plugs)

    def taken(self) -> str:
        """Return how many of its ports and places are taken."""
        seated = sum(plug.seated for plug in self.plugs)
        leads = self.ports - self.free
        ports = f"{leads} of {self.ports} ports taken"
        if self.places:
            return f"{seated} of {self.places} places, {ports}"
        return f"{ports}, {self.free} free" if self.free else ports

    def words(self) -> str:
        """Return the drawing in words."""
        plugs = "; ".join(f"{_where(plug)} {plug.port}: {_in_words(plug)}" for plug in self.plugs)
        return f"{self.title}, {self.name}, {self.taken()}. {plugs}."


def drawings(plan: Plan) -> tuple[SwitchDrawing, ...]:
    """Return a drawing for each switch of a wired build."""
    titles, numbers = unit_titles(plan), unit_numbers(plan)
    found: dict[str, list[Plug]] = {}
    hosts = usb_hosts(plan)
    powered = {w.device: w for w in plan.build.wiring if w.kind in ANY_POWER}
    modules = seated_modules(plan)
    # What feeds a carrier feeds the modules on it.
    for (carrier, _), module in modules.items():
        powered |= {module: powered[carrier]} if carrier in powered else {}
    fed = {w.device for w in plan.build.wiring if w.kind is PortKind.POE}
    # A board may be fed itself, or through a module between it and the lead.
    over_network = fed | {board for board, wire in powered.items() if wire.unit in fed}
    for wire in plan.build.wiring:
        seated = wire.kind is PortKind.MODULE
        caged = wire.kind is PortKind.SFP
        if wire.kind is not PortKind.ETHERNET and not seated and not caged:
            continue
        if is_switch(plan, wire.unit):
            node = hosts.get(wire.device, wire.device)
            node = modules.get((node, wire.device_port), node)
            plug = Plug(wire.unit_port, titles[node], caged=caged)
            if not is_switch(plan, wire.device):
                supply = None if node in over_network else powered.get(node)
                plug = Plug(
                    wire.unit_port,
                    titles[node],
                    seated=seated,
                    caged=caged,
                    is_node=True,
                    charger="" if supply is None else titles[supply.unit],
                    outlet=0 if supply is None else supply.unit_port,
                    over_network=node in over_network,
                )
            found.setdefault(wire.unit, []).append(plug)
        if is_switch(plan, wire.device):
            what = "router" if wire.unit == ROUTER else titles[wire.unit]
            found.setdefault(wire.device, []).append(Plug(wire.device_port, what, caged=caged))
    return tuple(
        _drawing(plan, unit, titles[unit], plugs)
        for unit, plugs in sorted(found.items(), key=lambda item: numbers[item[0]][1])
    )


def _drawing(plan: Plan, unit: str, title: str, plugs: list[Plug]) -> SwitchDrawing:
    part = plan.part(part_of(unit))
    ports = part.ports if isinstance(part, Switch | Carrier) else None
    places = (part.slots or 0) if isinstance(part, Carrier) else 0
    name = unit if part is None else part.name
    ordered = tuple(sorted(plugs, key=lambda plug: (not plug.seated, plug.caged, plug.port)))
    ports = sum(not plug.caged for plug in plugs) if ports is None else ports
    return SwitchDrawing(title, name, ports, ordered, places)


def _where(plug: Plug) -> str:
    return "place" if plug.seated else "cage" if plug.caged else "port"


def _in_words(plug: Plug) -> str:
    if plug.charger:
        return f"{plug.what}, powered by {plug.charger}, outlet {plug.outlet}"
    return f"{plug.what}, powered over this lead" if plug.over_network else plug.what


def wire_rows(plan: Plan) -> list[list[str]]:
    """Return every wire in words: what is plugged in, into which port, of which unit."""
    titles = unit_titles(plan)

    def device(wire: Wire) -> str:
        # A switch has many ports, so the one at this end of the lead is named, too.
        kind = "cage" if wire.kind is PortKind.SFP else "port"
        port = f", {kind} {wire.device_port}" if is_switch(plan, wire.device) else ""
        return f"{titles[wire.device]}{port}"

    return [[device(wire), _port(wire), titles[wire.unit]] for wire in plan.build.wiring]


def _port(wire: Wire) -> str:
    words = {
        PortKind.ETHERNET: "network port",
        PortKind.SFP: "cage",
        PortKind.USB_POWER: "outlet",
        PortKind.BARREL_POWER: "barrel plug",
        PortKind.USB_DATA: "USB port",
        PortKind.POE: "power over network port",
        PortKind.SHELF: "place",
        PortKind.MODULE: "place",
        PortKind.ATX_POWER: "ATX plug",
    }
    return f"{words.get(wire.kind, f'{wire.kind} slot')} {wire.unit_port}"


# --- drawing -------------------------------------------------------------------------------------


def svg(plugged: SwitchDrawing, palette: Palette) -> str:
    """Return a drawing as SVG."""
    rows = len(plugged.plugs)
    body = rows * _LINE
    height = _TOP + body + 24
    parts = [
        text(_SWITCH_X, 20, _heading(plugged), weight=600, size=14),
        box(_SWITCH_X, _TOP, _SWITCH_W, body, palette.network_ground, palette.network),
        *_chargers(plugged.plugs, palette),
    ]
    for row, plug in enumerate(plugged.plugs):
        parts += _row(plug, _TOP + row * _LINE, palette)
    parts.append(text(_SWITCH_X, height - 6, plugged.taken(), fill=palette.muted, size=12))
    return drawing(height, palette, parts)


def _heading(plugged: SwitchDrawing) -> str:
    return shortened(f"{sentence(plugged.title)}: {plugged.name}", _LONGEST)


def _row(plug: Plug, y: int, palette: Palette) -> Iterator[str]:
    middle = y + _LINE // 2
    number = f"{'M' if plug.seated else 'S' if plug.caged else ''}{plug.port}"
    yield text(_SWITCH_X + _SWITCH_W // 2, middle + 4, number, anchor="middle", size=12)
    yield lead(_SWITCH_X + _SWITCH_W, _NODE_X, middle, palette.network)
    ground = palette.ground if plug.is_node else palette.network_ground
    edge = palette.line if plug.is_node else palette.network
    yield box(_NODE_X, y + 2, _NODE_W, _LINE - 4, ground, edge)
    yield text(_NODE_X + _NODE_W // 2, middle + 4, plug.what, anchor="middle")
    if plug.charger:
        yield lead(_NODE_X + _NODE_W, _CHARGER_X, middle, palette.power)
        yield text(_CHARGER_X + 8, middle + 4, str(plug.outlet), fill=palette.muted, size=12)
    elif plug.over_network:
        yield text(_NODE_X + _NODE_W + 8, middle + 4, "powered by its lead", fill=palette.muted)


def _chargers(plugs: Sequence[Plug], palette: Palette) -> Iterator[str]:
    """Yield the chargers beside the nodes they power: one box for neighbours on the same one."""
    row = 0
    for charger, group in groupby(plugs, key=lambda plug: plug.charger):
        lines = len(list(group))
        top, tall = _TOP + row * _LINE, lines * _LINE
        if charger:
            yield box(
                _CHARGER_X, top + 2, _CHARGER_W, tall - 4, palette.power_ground, palette.power
            )
            middle = top + tall // 2 + 4
            yield text(_CHARGER_X + _CHARGER_W // 2 + 12, middle, charger, anchor="middle")
        row += lines
