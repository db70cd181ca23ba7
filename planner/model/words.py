"""Words that many sentences share: numbers of things, and names of parts."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar


class Named(Protocol):
    """A part, as far as a sentence about it goes."""

    @property
    def name(self) -> str: ...


P = TypeVar("P", bound=Named)


def lacking(parts: Iterable[tuple[P, int]], lacks: Callable[[P], bool]) -> list[str]:
    """Return the names of the parts that lack a fact."""
    return [part.name for part, _ in parts if lacks(part)]


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 node`, `7 nodes`, `2 switches`."""
    return f"{number} {noun(number, one, many)}"


def noun(number: int, one: str, many: str = "") -> str:
    """Return what so many are called: `node` of one, `nodes` of seven."""
    return one if number == 1 else many or f"{one}s"


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def ordinal(number: int) -> str:
    """Return a number as it is counted: `1st`, `12th`, `23rd`."""
    teen = 10 < number % 100 < 14
    return f"{number}{'th' if teen else _ENDINGS.get(number % 10, 'th')}"


def sentence(text: str) -> str:
    """Return a text with its first letter large; `capitalize` would write `s$5.00` in it."""
    return text[:1].upper() + text[1:]


def inferred_text(title: str, why: str) -> str:
    """Return what stands wherever a number of an inferred build is shown."""
    return f"{title} is inferred and estimated, not published: {why}"


# A sentence lists so many names; of more it names the first, for nobody reads hundreds.
MOST_NAMED, _FIRST_NAMED = 20, 10


def named(names: Iterable[str], between: str = "; ") -> str:
    """Return names as a sentence lists them: `Hub; Supply`. Names may hold commas.

    Of more than 20 it says the first ten, and how many more there are.
    """
    known = list(names)
    if len(known) <= MOST_NAMED:
        return between.join(known)
    return f"{between.join(known[:_FIRST_NAMED])}{between}and {len(known) - _FIRST_NAMED:,} more"


def listed(parts: Iterable[tuple[Named, int]]) -> str:
    """Return parts with their numbers of pieces: `2 × Hub; 1 × Supply`, of many the first."""
    return named(f"{quantity} × {part.name}" for part, quantity in parts)


_DRAWN = {"stress": "peak draw", "typical": "typical draw", "supply": "recommended supply"}


def basis_text(basis: str) -> str:
    """Return what boards are counted by, as readers call it: `peak draw` for `stress`."""
    return _DRAWN.get(basis, "power draw")


def plugs_text(nodes: int, networks: int, uplinks: int, links: int = 0) -> str:
    """Return what takes ports or cables: `7 nodes, 1 uplink and 1 link between switches`.

    Of two networks it is `7 nodes twice`. What there is none of is not named.
    """
    told = [counted(nodes, "node") + (" twice" if networks > 1 else "")] if nodes else []
    told += [counted(uplinks, "uplink")] if uplinks else []
    told += [counted(links, "link between switches", "links between switches")] if links else []
    *first, last = told or ["nothing"]
    return f"{', '.join(first)} and {last}" if first else last


def unit_title(kind: str, number: int) -> str:
    """Return what people call a unit: `switch 1`."""
    return f"{kind} {number}"
