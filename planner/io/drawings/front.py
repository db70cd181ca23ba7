"""Racks and stacks from the front: panels to scale where their size is known, ports in use filled.

A rack is as high and as wide as its units and rails say; in a stack each part is as large as its
own size says, and has a dashed edge where nobody says it. Names stand below, so that none is cut.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planner.io.drawings.canvas import WIDTH, DrawnCard, Palette, box, lines, path, text
from planner.model.front_view import FrontPanel, FrontView, PanelKind
from planner.model.front_wording import front_text, panel_text, scale_text, units_text, view_title

_LEFT, _TOP, _EDGE = 34, 34, 6
_FULL = WIDTH - _LEFT - 4 - 2 * _EDGE  # pixels of 19 inches, and of a stack
_MM_OF_19, _MM_OF_UNIT = Decimal("482.6"), Decimal("44.45")
_INCH_MM = Decimal("25.4")
_STACKED = 28  # pixels of a panel in a stack whose size is not known
_MOST_SCALE = Decimal(2)  # pixels of a millimetre in a stack, at most
_MOST_TALL = 900  # pixels of a stack, as far as its sizes are known
_PORT_MM = Decimal(12)  # about as wide as a plug for a network port
_BARS_MM = (1000, 500, 200, 100, 50, 20, 10)
_FEW = 8  # so many panels that are alike are drawn one by one


def front_card(view: FrontView, palette: Palette) -> DrawnCard:
    """Return the drawing of a rack or a stack."""
    parts, y = lines(2, 20, view_title(view), WIDTH - 4, size=14, weight=600)
    if view.units is not None:
        drawn, y = _rack(view, view.units, y, palette)
    else:
        drawn, y = _stack(view, y, palette)
    parts += drawn
    told = [panel_text(panel) for panel in view.panels]
    if view.units is None and len(told) > 1:
        told = [f"{place}. {words}" for place, words in enumerate(told, 1)]
    if any(panel.ports for panel in view.panels):
        told.append(
            "Filled ports are in use, empty ones are free."
            if view.lit
            else "Which ports are in use is not known."
        )
    for words in (*told, units_text(view), scale_text(view)):
        more, y = lines(2, y, words, WIDTH - 4, size=12, fill=palette.text)
        parts += more
        y += 2 if more else 0
    return DrawnCard(view_title(view), front_text(view), WIDTH, y, tuple(parts))


def _rack(view: FrontView, units: Decimal, y: int, palette: Palette) -> tuple[list[str], int]:
    """Return a rack between its rails, its units numbered from below."""
    scale = _scale(view.inches)
    wide = int(min(view.inches * _INCH_MM * scale, Decimal(_FULL)))
    unit = int(_MM_OF_UNIT * scale)
    tall = int(units * unit)
    parts = [box(_LEFT, y, wide + 2 * _EDGE, tall + 2 * _EDGE, palette.line, palette.text)]
    parts.append(
        box(_LEFT + _EDGE, y + _EDGE, wide, tall, palette.ground, palette.text, round_by=0)
    )
    for number in range(1, int(units) + 1):
        middle = y + _EDGE + tall - number * unit + unit // 2 + 4
        parts.append(
            text(_LEFT - 6, middle, f"U{number}", anchor="end", size=11, fill=palette.muted)
        )
    for panel in view.panels:
        if not panel.behind:
            top = y + _EDGE + int((units - panel.below - panel.units) * unit)
            where = _LEFT + _EDGE, top, wide, int(panel.units * unit)
            parts += _panel(panel, where, palette, lit=view.lit)
    return parts, y + tall + 2 * _EDGE + 22


def _scale(inches: int) -> Decimal:
    """Return pixels of a millimetre: narrow racks are drawn larger than wide ones."""
    across = min(Decimal(inches) * _INCH_MM, _MM_OF_19)
    return min(_FULL / across, Decimal(1))


def _stack(view: FrontView, y: int, palette: Palette) -> tuple[list[str], int]:
    """Return parts on each other, numbered as they are named below, and a bar that tells scale."""
    parts: list[str] = []
    scale = _stack_scale(view)
    for place, panel in enumerate(view.panels, 1):
        drawn = _drawn(panel)
        own = scale if panel.is_to_scale else None
        dashed = scale is not None and own is None
        wide, tall = _size(panel, scale)
        if len(view.panels) > 1:
            middle = y + tall // 2 + 4
            parts.append(
                text(_LEFT - 6, middle, f"{place}", anchor="end", size=11, fill=palette.muted)
            )
        # Many that are alike, and chargers, lie behind each other, a corner of the next to be seen.
        if panel.count > drawn:
            parts.append(_box(panel, (_LEFT + 6, y, wide, tall), palette, dashed=dashed))
            y += 5
        together = panel.boards * panel.count if panel.count > drawn else panel.boards
        each = replace(panel, boards=together)
        for _ in range(drawn):
            where = _LEFT, y, wide, tall
            parts += _panel(each, where, palette, lit=view.lit, scale=own, dashed=dashed)
            y += tall if own is not None else tall + 2
        y += 4
    if scale is not None:
        parts += _bar(scale, y + 6, palette)
        y += 26
    return parts, y + 18


def _drawn(panel: FrontPanel) -> int:
    """Return how many pieces of a panel are drawn one by one."""
    return panel.count if panel.count <= _FEW and panel.kind is not PanelKind.POWER else 1


def _stack_scale(view: FrontView) -> Decimal | None:
    """Return pixels of a millimetre in a stack; None where no size is known."""
    if not any(each.is_to_scale for each in view.panels):
        return None
    across = max(each.width_mm or Decimal(0) for each in view.panels)
    talls = (each.height_mm * _drawn(each) for each in view.panels if each.height_mm is not None)
    return min(_FULL / across, _MOST_TALL / sum(talls, Decimal(0)), _MOST_SCALE)


def _size(panel: FrontPanel, scale: Decimal | None) -> tuple[int, int]:
    """Return how many pixels wide and high a panel of a stack is."""
    if scale is None:
        return _FULL, _STACKED
    wide = _FULL if panel.width_mm is None else max(round(panel.width_mm * scale), 2)
    tall = _STACKED if panel.height_mm is None else max(round(panel.height_mm * scale), 2)
    # A panel keeps a gap of two to the next.
    return wide, tall + 2 if panel.is_to_scale else tall


def _bar(scale: Decimal, y: int, palette: Palette) -> Iterator[str]:
    """Yield a bar that is so many millimetres long."""
    long = next((each for each in _BARS_MM if each * scale <= _FULL // 2), _BARS_MM[-1])
    end = _LEFT + round(long * scale)
    yield path(f"M{_LEFT} {y - 4}v8M{_LEFT} {y}H{end}M{end} {y - 4}v8", palette.muted, wide=1)
    yield text(end + 6, y + 4, f"{long} mm", size=11, fill=palette.muted)


def _box(
    panel: FrontPanel,
    where: tuple[int, int, int, int],
    palette: Palette,
    *,
    dashed: bool = False,
) -> str:
    """Return the edge of a panel: dashed where others are to scale, and this one is not."""
    x, y, wide, tall = where
    ground, edge = {
        PanelKind.SWITCH: (palette.network_ground, palette.network),
        PanelKind.POWER: (palette.power_ground, palette.power),
    }.get(panel.kind, (palette.ground, palette.text))
    return box(x, y + 1, wide, max(tall - 2, 4), ground, edge, round_by=3, dashed=dashed)


def _panel(
    panel: FrontPanel,
    where: tuple[int, int, int, int],
    palette: Palette,
    *,
    lit: bool,
    scale: Decimal | None = None,
    dashed: bool = False,
) -> Iterator[str]:
    """Yield a panel with its ports, or with the fronts of the boards in it."""
    x, y, wide, tall = where
    yield _box(panel, where, palette, dashed=dashed)
    port = 11 if scale is None else max(int(_PORT_MM * scale), 2)
    marks = [(lit, 1) for lit in panel.ports] + [(lit, 2) for lit in panel.cages]
    if marks:
        yield from _ports(marks, where, palette, port)
        return
    if scale is not None and panel.what == panel.name and panel.boards:
        yield from _ports([(lit, 1)], where, palette, port)
        return
    across = max((wide - 12) // max(min(panel.boards, 12), 1), 8)
    for place in range(min(panel.boards, 12)):
        left = x + 6 + place * across
        high = max(tall - 10, 4)
        yield box(left, y + 5, max(across - 4, 4), high, palette.ground, palette.text, round_by=2)
        ground = palette.network if lit else palette.ground
        yield box(left + 3, y + 8, 5, 5, ground, palette.network, round_by=1)
    if panel.kind is PanelKind.POWER:
        middle = y + tall // 2
        yield f'<circle cx="{x + 14}" cy="{middle}" r="5" fill="{palette.power}"/>'


def _ports(
    marks: list[tuple[bool, int]], where: tuple[int, int, int, int], palette: Palette, most: int
) -> Iterator[str]:
    x, y, wide, tall = where
    rows = 1 if len(marks) <= 12 else 2
    columns = -(-len(marks) // rows)
    size = max(min((wide - 12) // columns - 2, (tall - 6) // rows - 2, most), 2)
    top = y + (tall - rows * (size + 2)) // 2 + 1
    for place, (lit, _) in enumerate(marks):
        left = x + 6 + place // rows * (size + 2)
        row = top + place % rows * (size + 2)
        ground = palette.network if lit else palette.ground
        yield box(left, row, size, size, ground, palette.network, round_by=1)
