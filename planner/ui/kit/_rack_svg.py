"""A rack as a drawing: its units from the top, what takes them, and what that holds.

As narrow as a phone, and every part as high as it is in the rack. Pure: a rack in, SVG out.
"""

from collections.abc import Iterator
from decimal import Decimal

from planner.io.drawings.canvas import WIDTH, Palette
from planner.model.numbers import number_text
from planner.model.parts import Charger, Other, Rack, Switch
from planner.model.racks import FilledRack, RackPlace
from planner.model.words import counted, listed
from planner.ui.kit._drawing import box, drawing, escaped, shortened, text

_UNIT = 44  # pixels of a rack unit: two lines of words
_TOP, _LEFT, _EDGE = 34, 34, 6
_LONGEST_HEADING, _LONGEST = 38, 37
_BEHIND = 20


def in_words(rack: FilledRack) -> str:
    """Return the drawing in words."""
    places = "; ".join(
        f"{place.span}{', behind' if place.behind else ''}: {place.what}" for place in rack.places
    )
    return f"{heading(rack)}. {places or 'Nothing is in it'}. {_left(rack)}."


def heading(rack: FilledRack) -> str:
    """Return what a rack is called, with its units."""
    return f"{rack.part.name}, {number_text(rack.units)} U"


def svg(rack: FilledRack, palette: Palette) -> str:
    """Return the drawing of a rack as SVG."""
    behind = [place for place in rack.places if place.behind]
    tall = int(rack.units * _UNIT)
    height = _TOP + tall + 2 * _EDGE + 24 + len(behind) * _BEHIND
    wide = WIDTH - _LEFT - 2
    parts = [
        f"<title>{escaped(heading(rack))}</title>",
        f"<desc>{escaped(in_words(rack))}</desc>",
        text(2, 20, shortened(heading(rack), _LONGEST_HEADING), weight=600, size=14),
        box(_LEFT, _TOP, wide, tall + 2 * _EDGE, palette.line, palette.line),
        *_units(rack, palette),
    ]
    for place in rack.places:
        parts += () if place.behind else _drawn(rack, place, palette)
    foot = _TOP + tall + 2 * _EDGE
    for row, place in enumerate(behind, 1):
        words = shortened(f"Behind {place.span}: {place.what}", _LONGEST + 6)
        parts.append(text(2, foot + row * _BEHIND - 2, words, size=12))
    parts.append(text(2, height - 6, _left(rack), fill=palette.muted, size=12))
    return drawing(height, palette, parts)


def _left(rack: FilledRack) -> str:
    taken = rack.units - rack.free
    words = f"{number_text(taken)} of {counted_units(rack.units)} taken"
    return f"{words}, {number_text(rack.free)} free" if rack.free else words


def counted_units(units: Decimal) -> str:
    """Return so many rack units in words: `4 units`."""
    return counted(1, "unit") if units == 1 else f"{number_text(units)} units"


def _units(rack: FilledRack, palette: Palette) -> Iterator[str]:
    """Yield the numbers of the units, which count from below, and a line between free ones."""
    for row in range(int(rack.units)):
        top = _TOP + _EDGE + row * _UNIT
        number = f"U{int(rack.units) - row}"
        yield text(
            _LEFT - 8, top + _UNIT // 2 + 4, number, anchor="end", size=12, fill=palette.muted
        )
        yield _line(top + (_UNIT if row + 1 < int(rack.units) else 0), palette)


def _line(y: int, palette: Palette) -> str:
    return (
        f'<path d="M{_LEFT + 4} {y}H{WIDTH - 6}" stroke="{palette.muted}" stroke-dasharray="3 4"/>'
    )


def _drawn(rack: FilledRack, place: RackPlace, palette: Palette) -> Iterator[str]:
    top = _TOP + _EDGE + int((rack.units - place.below - place.units) * _UNIT)
    tall = int(place.units * _UNIT)
    ground, edge = _colours(place, palette)
    yield box(_LEFT + 6, top + 1, WIDTH - _LEFT - 14, tall - 2, ground, edge)
    name = shortened(place.part.name, _LONGEST)
    middle = top + tall // 2 + 4
    if place.holds and place.units >= 1:
        yield text(_LEFT + 16, middle - 8, name)
        held = shortened(listed(place.holds), _LONGEST + 3)
        yield text(_LEFT + 16, middle + 10, held, size=12, fill=palette.muted)
    else:
        yield text(_LEFT + 16, middle, shortened(place.what, _LONGEST))


def _colours(place: RackPlace, palette: Palette) -> tuple[str, str]:
    part = place.part
    if isinstance(part, Switch) or (isinstance(part, Rack) and part.kind == "patch panel"):
        return palette.network_ground, palette.network
    if isinstance(part, Charger) or (isinstance(part, Other) and part.kind == "power strip"):
        return palette.power_ground, palette.power
    return palette.ground, palette.muted
