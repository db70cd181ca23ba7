"""What parts need beside themselves and what comes in their boxes, in words."""

from collections import Counter
from collections.abc import Mapping, Sequence

from planner.model.categories import Category
from planner.model.parts import BasePart, Companion

# What it is called as something one still needs, several of it, and what it is in a box.
_WORDS: Mapping[Companion, tuple[str, str, str]] = {
    "NVMe adapter": ("an M.2 HAT for NVMe drives", "M.2 HATs", "an M.2 HAT"),
    "memory": ("memory", "memory modules", "memory"),
    "drive": ("a drive", "drives", "a drive"),
    "power supply": ("a power supply", "power supplies", "its power supply"),
    "power cable": ("a power cable", "power cables", "a power cable"),
    "network cable": ("a network cable", "network cables", "a network cable"),
    "carrier": ("a carrier", "carriers", "its carrier"),
    "case": ("a case", "cases", "its case"),
    "cooler": ("a cooler", "coolers", "a cooler"),
}
# The parts among which each is looked for.
CATEGORY: Mapping[Companion, Category] = {
    "NVMe adapter": "hat",
    "memory": "memory",
    "drive": "storage",
    "power supply": "charger",
    "power cable": "cable",
    "network cable": "cable",
    "carrier": "carrier",
    "case": "case",
    "cooler": "other",
}


def called(what: Companion) -> str:
    """Return what a companion is called as something that is still needed."""
    return _WORDS[what][0]


def needs_text(part: BasePart) -> str:
    """Return what a part needs beside itself, such as `also needs a drive`; empty if nothing."""
    return f"also needs {_joined([called(each) for each in part.lacks])}" if part.lacks else ""


def box_text(part: BasePart) -> str:
    """Return what is in the box, such as `comes with its power supply`; empty if not said."""
    pieces = [
        _WORDS[what][2] if count == 1 else f"{count} {_WORDS[what][1]}"
        for what, count in Counter(part.includes).items()
    ]
    return f"comes with {_joined(pieces)}" if pieces else ""


def companions_text(part: BasePart) -> str:
    """Return what a part brings and what it needs, in one line; empty if nothing is said of it."""
    return "; ".join(filter(None, (box_text(part), needs_text(part))))


def _joined(pieces: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(pieces[:-1]), pieces[-1])))
