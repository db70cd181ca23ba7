"""Parts as line drawings, each from its own facts: ports, outlets, slots, places, ends of a cable.

What no fact says is not drawn: a board of which nobody knows the ports is a board without any, and
its words say so. A drawing is no photograph and not to scale; it is recognised by its shape and by
what can be plugged into it.
"""

from collections.abc import Iterator, Sequence
from functools import singledispatch

from planner.io.drawings.canvas import DrawnCard, Palette, box, path
from planner.model.part_looks import Sockets, face_text, groups_of
from planner.model.parts import (
    BasePart,
    Board,
    Cable,
    Carrier,
    Case,
    Charger,
    Hat,
    Memory,
    NetworkAdapter,
    Other,
    Part,
    PoeModule,
    Rack,
    Storage,
    Switch,
)

WIDE, TALL = 160, 96
_MOST = 48  # so many ports or outlets are drawn; the words say how many there are
Drawn = Iterator[str]


def part_card(part: Part, palette: Palette) -> DrawnCard:
    """Return the drawing of a part."""
    return DrawnCard(part.name, face_text(part), WIDE, TALL, tuple(_drawn(part, palette)))


@singledispatch
def _drawn(part: BasePart, palette: Palette) -> Drawn:
    """Yield what a part looks like; each category has its own way."""
    raise TypeError(f"nothing draws a {type(part).__name__} in {palette.text}")


@_drawn.register
def _board(part: Board, palette: Palette) -> Drawn:
    if part.form == "compute module":
        yield box(44, 20, 72, 56, palette.ground, palette.text, round_by=3)
        yield box(62, 34, 30, 28, palette.line, palette.text, round_by=2)
        yield path("M48 70H112", palette.text, wide=4)
        return
    if part.form == "mini PC":
        yield box(14, 22, 132, 52, palette.ground, palette.text, round_by=10)
        yield from _sockets(part, palette, 26, 50, 108)
        yield _circle(132, 36, 5, palette.ground, palette.text)
        return
    yield box(14, 14, 122, 68, palette.ground, palette.text, round_by=5)
    for x, y in ((21, 21), (112, 21), (21, 75), (112, 75)):
        yield _circle(x, y, 3, palette.ground, palette.text)
    yield box(44, 32, 28, 28, palette.line, palette.text, round_by=2)
    if part.ram_mb or part.memory_slots:
        yield box(80, 34, 14, 24, palette.line, palette.text, round_by=1)
    yield from _board_edges(part, palette)


def _board_edges(part: Board, palette: Palette) -> Drawn:
    """Yield what a board has at its edges: its ports, its plug of power, its slots."""
    stacks = [("network", palette.network)] * _number(groups_of(part), "network")
    stacks += [("usb", palette.text)] * -(-_number(groups_of(part), "usb") // 2)
    each = max(min(20, 60 // max(len(stacks[:6]), 1)), 8)
    for place, (kind, colour) in enumerate(stacks[:6]):
        y = 18 + place * each
        ground = palette.network_ground if kind == "network" else palette.ground
        yield box(118, y, 26, each - 4, ground, colour, round_by=1)
        if kind == "usb":
            yield path(f"M122 {y + (each - 4) // 2}H140", palette.text, wide=1)
    if part.power_connector:
        yield from _power_plug(part.power_connector, 40, 76, palette)
    slots = part.storage_slots or ()
    if {"SD", "microSD"} & set(slots):
        yield box(6, 36, 18, 24, palette.line, palette.text, round_by=1)
    if "NVMe" in slots:
        yield path("M78 68H104", palette.text, wide=4)
    if "eMMC" in slots:
        yield box(30, 64, 10, 8, palette.line, palette.text, round_by=1)


def _power_plug(connector: str, x: int, y: int, palette: Palette) -> Drawn:
    """Yield a socket of power by its shape: round, flat, or a grid of pins."""
    if connector == "barrel":
        yield _circle(x + 8, y + 4, 8, palette.power_ground, palette.power)
        yield _circle(x + 8, y + 4, 2, palette.power, palette.power)
    elif connector in ("mains", "ATX"):
        yield box(x, y - 4, 24, 14, palette.power_ground, palette.power, round_by=1)
        yield path(f"M{x + 6} {y}V{y + 6}M{x + 12} {y}V{y + 6}M{x + 18} {y}V{y + 6}", palette.power)
    elif connector in ("USB-C", "USB-A", "micro-USB"):
        wide = {"USB-C": 20, "micro-USB": 16, "USB-A": 24}[connector]
        round_by = 5 if connector == "USB-C" else 1
        yield box(x, y, wide, 10, palette.power_ground, palette.power, round_by=round_by)


def _sockets(part: Part, palette: Palette, x: int, y: int, wide: int) -> Drawn:
    """Yield all sockets of a part in a row, or in two where there are many."""
    marks = [
        (each.kind, each.powered)
        for each in groups_of(part)
        for _ in range(min(each.many or 0, _MOST))
    ][:_MOST]
    if not marks:
        return
    rows = 1 if len(marks) <= 8 else 2
    columns = -(-len(marks) // rows)
    step = wide / columns
    size = max(int(min(step * 0.75, 15)), 3)
    for place, (kind, powered) in enumerate(marks):
        left = int(x + place // rows * step)
        top = y - (0 if rows == 1 else size + 3) + place % rows * (size + 3)
        yield from _socket(kind, left, top, size, palette)
        if powered:
            yield path(f"M{left + size // 2} {top + 1}V{top + size - 1}", palette.power)


def _socket(kind: str, x: int, y: int, size: int, palette: Palette) -> Drawn:
    ground, edge = palette.network_ground, palette.network
    if kind in ("outlet", "mains"):
        yield _circle(x + size // 2, y + size // 2, size // 2, palette.power_ground, palette.power)
        yield path(
            f"M{x + size // 2} {y + size // 3}V{y + size - size // 3}", palette.power, wide=1
        )
        return
    wide = size + size // 3 if kind == "cage" else size
    if kind == "usb":
        ground, edge = palette.ground, palette.text
    yield box(x, y, wide, size, ground, edge, round_by=1)


@_drawn.register
def _switch(part: Switch, palette: Palette) -> Drawn:
    yield box(6, 28, 148, 44, palette.ground, palette.text, round_by=4)
    yield _circle(14, 36, 2, palette.network, palette.network)
    yield from _sockets(part, palette, 24, 52, 124)


@_drawn.register
def _charger(part: Charger, palette: Palette) -> Drawn:
    yield box(34, 22, 92, 52, palette.ground, palette.text, round_by=8)
    yield path("M34 40H22M34 56H22", palette.text, wide=3)
    if part.ports == 1 and part.connector:
        yield path("M126 48H146", palette.power)
        yield from _power_plug(part.connector, 136, 43, palette)
        return
    yield from _sockets(part, palette, 44, 46, 76)


@_drawn.register
def _storage(part: Storage, palette: Palette) -> Drawn:
    if part.slot in ("SD", "microSD"):
        size = 40 if part.slot == "SD" else 28
        x, y = 80 - size // 2, 48 - size // 2 - 6
        shape = f"M{x} {y}H{x + size - 10}L{x + size} {y + 10}V{y + size + 12}H{x}Z"
        yield path(shape, palette.text)
        for pin in range(4):
            yield path(f"M{x + 5 + pin * size // 5} {y + 4}V{y + 12}", palette.text)
    elif part.slot == "NVMe":
        yield box(26, 36, 108, 26, palette.ground, palette.text, round_by=2)
        yield box(40, 41, 30, 16, palette.line, palette.text, round_by=1)
        yield box(78, 41, 30, 16, palette.line, palette.text, round_by=1)
        yield path("M130 40V46M130 50V58", palette.text, wide=4)
    elif part.slot == "USB":
        yield box(36, 36, 66, 24, palette.ground, palette.text, round_by=6)
        yield box(102, 40, 22, 16, palette.line, palette.text, round_by=1)
    elif part.slot == "eMMC":
        yield box(56, 26, 48, 44, palette.ground, palette.text, round_by=2)
        yield box(66, 34, 28, 28, palette.line, palette.text, round_by=1)
    else:
        yield box(42, 16, 76, 64, palette.ground, palette.text, round_by=4)
        if part.slot == "SATA":
            yield path("M52 76H76M84 76H108", palette.text, wide=4)


@_drawn.register
def _cable(part: Cable, palette: Palette) -> Drawn:
    power = part.carries == "power"
    colour = palette.power if power else palette.network
    yield path("M34 60C60 10 100 90 126 38", colour, wide=3)
    for x, y, end in ((10, 52, part.from_connector), (126, 30, part.to_connector)):
        if end == "barrel":
            yield box(x + 4, y + 4, 20, 8, palette.ground, palette.text, round_by=4)
        elif end in ("USB-C", "micro-USB"):
            yield box(x + 4, y + 3, 18, 10, palette.ground, palette.text, round_by=5)
        else:
            yield box(x, y, 24, 16, palette.ground, palette.text, round_by=2)
            if end == "RJ45":
                yield path(f"M{x + 6} {y + 3}V{y + 9}M{x + 12} {y + 3}V{y + 9}"
                           f"M{x + 18} {y + 3}V{y + 9}", palette.text, wide=1)  # fmt: skip


@_drawn.register
def _nic(part: NetworkAdapter, palette: Palette) -> Drawn:
    yield box(70, 30, 70, 36, palette.ground, palette.text, round_by=5)
    yield box(122, 38, 18, 20, palette.network_ground, palette.network, round_by=1)
    if part.host == "PCIe":
        yield path("M76 70H112", palette.text, wide=5)
        return
    yield path("M70 48H40", palette.text, wide=3)
    yield box(18, 40, 24, 16, palette.ground, palette.text, round_by=1)


@_drawn.register
def _plain_hat(part: Hat, palette: Palette) -> Drawn:
    yield from _hat(part, palette)


def _hat(part: Hat | PoeModule, palette: Palette) -> Drawn:
    yield box(24, 20, 100, 58, palette.ground, palette.text, round_by=5)
    yield path("M32 27H104", palette.text, wide=5)
    if "NVMe" in part.storage_slots:
        yield box(40, 44, 66, 20, palette.line, palette.text, round_by=1)
    if isinstance(part, PoeModule):
        yield path("M96 40L86 54H96L86 70", palette.power, wide=3)


@_drawn.register
def _poe(part: PoeModule, palette: Palette) -> Drawn:
    if part.kind == "hat" or part.kind is None:
        yield from _hat(part, palette)
        return
    yield box(42, 32, 76, 34, palette.ground, palette.text, round_by=6)
    yield box(42, 40, 16, 18, palette.network_ground, palette.network, round_by=1)
    yield path("M84 38L76 50H86L78 62", palette.power, wide=3)
    yield path("M118 44H148", palette.network)
    yield path("M118 54H148", palette.power)


@_drawn.register
def _carrier(part: Carrier, palette: Palette) -> Drawn:
    yield box(10, 10, 140, 76, palette.ground, palette.text, round_by=4)
    slots = min(part.slots or 0, 8)
    for place in range(slots):
        step = 128 // slots
        yield box(
            16 + place * step, 20, max(step - 8, 6), 36, palette.line, palette.text, round_by=1
        )
    yield from _sockets(part, palette, 18, 66, 120)


@_drawn.register
def _memory(_: Memory, palette: Palette) -> Drawn:
    yield box(20, 32, 120, 30, palette.ground, palette.text, round_by=2)
    for place in range(4):
        yield box(28 + place * 28, 38, 20, 14, palette.line, palette.text, round_by=1)
    yield path("M24 62H76M84 62H136", palette.text, wide=4)


@_drawn.register
def _case(part: Case, palette: Palette) -> Drawn:
    yield box(30, 10, 100, 76, palette.ground, palette.text, round_by=4)
    shelves = min(part.shelves or 0, 10)
    for place in range(shelves):
        y = 14 + (place + 1) * 68 // max(shelves, 1)
        yield path(f"M36 {y}H124", palette.text, wide=2)
        if 68 // shelves >= 12:
            yield box(104, y - 9, 14, 7, palette.network_ground, palette.network, round_by=1)


@_drawn.register
def _rack(part: Rack, palette: Palette) -> Drawn:
    if part.kind != "rack":
        yield box(8, 36, 144, 24, palette.ground, palette.text, round_by=2)
        for x in (16, 144):
            yield _circle(x, 48, 3, palette.ground, palette.text)
        if part.kind == "patch panel":
            for place in range(min(part.holds or 0, 12)):
                yield box(
                    28 + place * 9, 44, 6, 8, palette.network_ground, palette.network, round_by=1
                )
        return
    yield box(40, 6, 80, 84, palette.ground, palette.text, round_by=3)
    units = int(part.rack_u or 0)
    drawn = min(units, 14)
    for place in range(1, drawn):
        yield path(f"M46 {6 + place * 84 // drawn}H114", palette.line, wide=1)
    yield path("M48 8V88M112 8V88", palette.text, wide=1)


@_drawn.register
def _other(part: Other, palette: Palette) -> Drawn:
    if part.kind == "cooling":
        yield box(46, 14, 68, 68, palette.ground, palette.text, round_by=6)
        yield _circle(80, 48, 28, palette.ground, palette.text)
        yield path("M80 48C70 30 90 26 92 32M80 48C98 40 104 58 98 60"
                   "M80 48C82 68 62 66 62 60M80 48C62 52 58 38 64 36", palette.text)  # fmt: skip
        yield _circle(80, 48, 6, palette.line, palette.text)
    elif part.kind == "router":
        yield box(26, 50, 108, 28, palette.ground, palette.text, round_by=5)
        yield path("M42 50V20M118 50V20", palette.text, wide=3)
        yield path("M36 64H60", palette.network, wide=3)
    elif part.mains_sockets or part.kind == "power strip":
        yield box(6, 36, 148, 26, palette.ground, palette.text, round_by=8)
        yield from _sockets(part, palette, 16, 42, 134)
    else:
        yield path("M40 34L80 16L120 34V66L80 84L40 66Z", palette.text)
        yield path("M40 34L80 52L120 34M80 52V84", palette.text)


def _circle(x: int, y: int, radius: int, ground: str, edge: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{ground}" stroke="{edge}"/>'


def _number(groups: Sequence[Sockets], kind: str) -> int:
    return sum(each.many or 0 for each in groups if each.kind == kind)
