"""A wiring as drawings: the switches as a tree, then every unit with its ports and what is in them.

Each drawing is as narrow as a phone and one port a line, so that 64 nodes are read like 8: on a
wide screen the drawings stand side by side, on a narrow one below each other.
"""

from collections.abc import Iterable, Iterator, Sequence

from planner.io.drawings.canvas import (
    WIDTH,
    DrawnCard,
    Palette,
    box,
    cable,
    lines,
    path,
    sheet,
    text,
    wrapped,
)
from planner.io.drawings.front import front_card
from planner.io.drawings.parts import TALL as PART_TALL
from planner.io.drawings.parts import WIDE as PART_WIDE
from planner.io.drawings.parts import part_card
from planner.model.front_view import FrontView
from planner.model.limits import UnitKind
from planner.model.wiring_picture import Plugged, PlugKind, TreeRow, UnitBox, WiringPicture
from planner.model.wiring_wording import (
    ONE_WAY,
    box_name,
    box_taken,
    box_text,
    box_title,
    numbers_text,
    own_power_text,
    row_name,
    row_notes,
    tree_cables,
    tree_text,
)
from planner.model.words import sentence

_BOX_X, _PAD = 88, 10
_BOX_W = WIDTH - _BOX_X - 2
_STEP, _DEEPEST = 18, 6
_SOCKET, _GAP = 14, 5
_LOOK_W = 96  # of what a unit looks like
_MARKS = {PlugKind.PLACE: "module ", PlugKind.CAGE: "cage "}


def wiring_cards(picture: WiringPicture, palette: Palette) -> tuple[DrawnCard, ...]:
    """Return the drawings of a wiring, the tree of switches first."""
    tree = (_tree(picture, palette),) if picture.tree else ()
    units = (_unit(each, palette) for each in (*picture.network, *picture.power))
    return (*tree, *units)


def wiring_svg(
    picture: WiringPicture,
    notes: Iterable[str],
    palette: Palette,
    fronts: Iterable[FrontView] = (),
) -> str:
    """Return a whole wiring as one image, to be kept or printed, with racks from the front."""
    opening = ONE_WAY if picture.proposed else ""
    told = [each for each in (opening, *notes, own_power_text(picture)) if each]
    cards = [*wiring_cards(picture, palette), *(front_card(view, palette) for view in fronts)]
    return sheet(f"Wiring: {picture.title}", told, cards, palette)


def _tree(picture: WiringPicture, palette: Palette) -> DrawnCard:
    """Return the card of the tree: the router, and each switch below what it hangs on."""
    parts = [text(2, 20, "Uplinks", weight=600, size=14)]
    parts += [
        box(2, 32, 90, 28, palette.ground, palette.line),
        text(47, 51, "Router", anchor="middle"),
    ]
    y = 70
    above: dict[int, int] = {0: 60}
    for row in picture.tree:
        depth = min(row.depth, _DEEPEST)
        x = 2 + _STEP * (depth + 1)
        drawn, bottom = _tree_row(row, x, y, palette)
        middle = (y + bottom) // 2
        parts.append(path(f"M{x - _STEP + 8} {above.get(depth, 60)}V{middle}H{x}", palette.network))
        parts += drawn
        above[depth + 1] = bottom
        y = bottom + 8
    return DrawnCard("Uplinks", tree_text(picture), WIDTH, y, tuple(parts))


def _tree_row(row: TreeRow, x: int, y: int, palette: Palette) -> tuple[list[str], int]:
    wide = WIDTH - x - 2
    inner = wide - 2 * _PAD
    title, after = lines(x + _PAD, y + 18, box_title(row), inner, weight=600)
    name, after = lines(x + _PAD, after, box_name(row), inner)
    foot, after = lines(x + _PAD, after, tree_cables(row), inner, size=12, fill=palette.muted)
    bottom = after - 6
    frame = box(x, y, wide, bottom - y, palette.network_ground, palette.network)
    return [frame, *title, *name, *foot], bottom


def _unit(unit: UnitBox, palette: Palette) -> DrawnCard:
    """Return the card of a unit: its name, its ports as they look, and a line for each of them.

    What it looks like, drawn from its facts, is beside its name.
    """
    wide = WIDTH - 4 - (0 if unit.part is None else _LOOK_W + _PAD)
    parts, y = lines(2, 20, box_title(unit), wide, size=14, weight=600)
    name, y = lines(2, y, box_name(unit), wide)
    taken, y = lines(2, y, box_taken(unit), wide, size=12, fill=palette.muted)
    if unit.part is not None:
        look = "".join(part_card(unit.part, palette).parts)
        scale = f"translate({WIDTH - _LOOK_W - 2} 2) scale({_LOOK_W / PART_WIDE})"
        parts.append(f'<g transform="{scale}">{look}</g>')
        y = max(y, 2 + PART_TALL * _LOOK_W // PART_WIDE + _PAD)
    sockets, y = _sockets(unit, y - 6, palette)
    parts += (*name, *taken, *sockets)
    for row in unit.rows:
        drawn, y = _row(unit, row, y, palette)
        parts += drawn
    return DrawnCard(box_title(unit), box_text(unit), WIDTH, y + 4, tuple(parts))


def _sockets(unit: UnitBox, y: int, palette: Palette) -> tuple[list[str], int]:
    """Return the ports of a unit as they look, those that are taken filled."""
    power = unit.kind is UnitKind.CHARGER
    colour = palette.power if power else palette.network
    at = PlugKind.OUTLET if power else PlugKind.PORT
    found = list(_marks(unit.ports or 0, unit.taken(at), round_by=7 if power else 2))
    found += _marks(unit.cages, unit.taken(PlugKind.CAGE), round_by=2, wide=_SOCKET + 6)
    parts, x = [], 2
    if not found or len(found) > 60:
        return [], y + 4
    for wide, taken, round_by in found:
        if x + wide > WIDTH - 2:
            x, y = 2, y + _SOCKET + _GAP
        ground = colour if taken else palette.ground
        parts.append(box(x, y, wide, _SOCKET, ground, colour, round_by=round_by))
        x += wide + _GAP
    return parts, y + _SOCKET + 10


def _marks(
    ports: int, taken: Sequence[int], *, round_by: int, wide: int = _SOCKET
) -> Iterator[tuple[int, bool, int]]:
    for number in range(1, ports + 1):
        yield wide, number in taken, round_by


def _row(unit: UnitBox, row: Plugged, y: int, palette: Palette) -> tuple[list[str], int]:
    power = unit.kind is UnitKind.CHARGER
    colour = palette.power if power else palette.network
    inner = _BOX_W - 2 * _PAD
    name, after = lines(_BOX_X + _PAD, y + 19, sentence(row_name(row)), inner)
    notes, after = lines(_BOX_X + _PAD, after, row_notes(row), inner, size=12, fill=palette.muted)
    bottom = after - 7
    middle = (y + bottom) // 2
    ground = palette.network_ground if row.link else palette.ground
    parts = [box(_BOX_X, y, _BOX_W, bottom - y, ground, colour if row.link else palette.line)]
    parts += (*name, *notes)
    start = _BOX_X - 24
    ports = f"{_MARKS.get(row.at, '')}{numbers_text(row.ports)}"
    told = wrapped(ports, start - 8, 13, bold=True)
    top = middle + 4 - (len(told) - 1) * 8
    for place, words in enumerate(told):
        parts.append(text(start - 6, top + place * 16, words, anchor="end", weight=600))
    parts.append(cable(start, _BOX_X, middle, colour, power=power))
    if row.powered:
        parts.append(cable(start, _BOX_X, middle + 5, palette.power, power=True))
    return parts, bottom + 5
