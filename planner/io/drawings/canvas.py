"""Pieces of drawings in SVG: boxes, cables, words that find room, and the colours of a theme.

Pure: values in, markup out. Every text in it is escaped, and none is cut: what is too long for a
line goes on in the next one. How wide words are is estimated, as nobody knows the reader's fonts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from planner.io.text.visible import visible

WIDTH = 336  # as wide as a phone
_FONTS = "Source Sans, Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif"
# Thousandths of the size of a font, a little on the wide side, by the sign.
_THIN, _NARROW, _PLAIN, _WIDE, _FULL = 330, 430, 640, 790, 1000
_ADVANCE = {
    **dict.fromkeys("ijl.,:;|!'` \u00a0", _THIN),
    **dict.fromkeys('frt()[]{}/\\-"*', _NARROW),
    **dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZ&+=<>~×w", _WIDE),
    **dict.fromkeys("MWm%@—…", _FULL),
}


@dataclass(frozen=True)
class Palette:
    """The colours of a drawing, those of the theme it stands in."""

    text: str
    muted: str
    line: str
    network: str
    network_ground: str
    power: str
    power_ground: str
    ground: str


LIGHT = Palette(
    text="#1D2530",
    muted="#525C69",
    line="#8A929C",
    network="#2F5FC4",
    network_ground="#E6EDFA",
    power="#6D4FB3",
    power_ground="#EEE9F8",
    ground="#FFFFFF",
)
DARK = Palette(
    text="#E7EAEE",
    muted="#AEB7C2",
    line="#737E8C",
    network="#6E96F0",
    network_ground="#1F2D4A",
    power="#A48BE0",
    power_ground="#2D2545",
    ground="#1E242C",
)


@dataclass(frozen=True)
class DrawnCard:
    """One drawing: its markup without the frame around it, how large it is, and it in words."""

    title: str
    words: str
    wide: int
    tall: int
    parts: tuple[str, ...]

    def svg(self, palette: Palette) -> str:
        """Return it as an image of its own."""
        size = f'viewBox="0 0 {self.wide} {self.tall}" width="{self.wide}" height="{self.tall}"'
        look = f'font-family="{_FONTS}" font-size="13" fill="{palette.text}"'
        told = f"<title>{escaped(self.title)}</title><desc>{escaped(self.words)}</desc>"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} {look}>'
            f"{told}{''.join(self.parts)}</svg>"
        )


def sheet(title: str, notes: Sequence[str], cards: Sequence[DrawnCard], palette: Palette) -> str:
    """Return drawings as one image: in columns, under a title and notes."""
    columns = min(max(len(cards), 1), 3)
    gap = 24
    wide = columns * (WIDTH + gap) + gap
    head = [text(gap, 40, line, size=20, weight=600) for line in wrapped(title, wide - 2 * gap, 20)]
    y = 40
    for note in notes:
        for line in wrapped(note, wide - 2 * gap, 13):
            y += 20
            head.append(text(gap, y, line, fill=palette.muted))
    bottoms, drawn = [y + gap] * columns, []
    for card in cards:
        column = min(range(columns), key=lambda each: (bottoms[each], each))
        x = gap + column * (WIDTH + gap)
        drawn.append(f'<g transform="translate({x} {bottoms[column]})">{"".join(card.parts)}</g>')
        bottoms[column] += card.tall + gap
    tall = max(bottoms)
    ground = f'<rect width="{wide}" height="{tall}" fill="{palette.ground}"/>'
    words = " ".join((*notes, *(card.words for card in cards)))
    return DrawnCard(title, words, wide, tall, (ground, *head, *drawn)).svg(palette)


def box(
    x: int,
    y: int,
    wide: int,
    tall: int,
    ground: str,
    edge: str,
    *,
    round_by: int = 6,
    dashed: bool = False,
) -> str:
    """Return a rectangle with round corners, its edge whole or in dashes."""
    dashes = ' stroke-dasharray="4 3"' if dashed else ""
    return (
        f'<rect x="{x}" y="{y}" width="{wide}" height="{tall}" rx="{round_by}" fill="{ground}" '
        f'stroke="{edge}"{dashes}/>'
    )


def cable(start: int, end: int, y: int, colour: str, *, power: bool = False) -> str:
    """Return a level line from one place to another; dashed, and so without colours, for power."""
    dashes = ' stroke-dasharray="5 3"' if power else ""
    return f'<path d="M{start} {y}H{end}" stroke="{colour}" stroke-width="2"{dashes}/>'


def path(moves: str, colour: str, *, wide: int = 2) -> str:
    """Return a line along these moves."""
    return f'<path d="{moves}" fill="none" stroke="{colour}" stroke-width="{wide}"/>'


def text(
    x: int,
    y: int,
    words: str,
    *,
    anchor: str = "start",
    size: int = 13,
    weight: int = 400,
    fill: str = "",
) -> str:
    """Return words at a place."""
    colour = f' fill="{fill}"' if fill else ""
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}" '
        f'font-weight="{weight}"{colour}>{escaped(words)}</text>'
    )


def lines(
    x: int, y: int, words: str, wide: int, *, size: int = 13, weight: int = 400, fill: str = ""
) -> tuple[list[str], int]:
    """Return words in as many lines as they need, and where the line after them begins."""
    found = []
    for line in wrapped(words, wide, size, bold=weight > 400):
        found.append(text(x, y, line, size=size, weight=weight, fill=fill))
        y += size + 4
    return found, y


def wrapped(words: str, wide: int, size: int, *, bold: bool = False) -> list[str]:
    """Return words in lines that are no wider than this; a word that is wider is broken."""
    found = [""]
    for word in _pieces(visible(words), wide, size, bold=bold):
        longer = f"{found[-1]} {word}" if found[-1] else word
        if text_width(longer, size, bold=bold) <= wide or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    return [line for line in found if line]


def _pieces(label: str, wide: int, size: int, *, bold: bool) -> Iterator[str]:
    for word in label.split(" "):
        rest = word
        while text_width(rest, size, bold=bold) > wide and len(rest) > 1:
            end = len(rest) - 1
            while end > 1 and text_width(rest[:end], size, bold=bold) > wide:
                end -= 1
            yield rest[:end]
            rest = rest[end:]
        yield rest


def text_width(words: str, size: int, *, bold: bool = False) -> int:
    """Return how wide words are at most, in pixels."""
    advance = sum(_advance(sign) for sign in words)
    return -(-advance * size * (106 if bold else 100) // 100_000)


def _advance(sign: str) -> int:
    return _ADVANCE.get(sign, _PLAIN if sign < "\u0250" else _FULL)


def escaped(words: str) -> str:
    """Return words as they may stand in a drawing."""
    return escape(visible(words))


def joined(pieces: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the pieces of several drawings one behind the other."""
    return tuple(piece for each in pieces for piece in each)
