"""Words that many sentences share: numbers of things, names of parts, what is not known."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar, get_args

from planner.model.sourcing import Basket, Term

_TERMS: tuple[Term, ...] = get_args(Term)


class Named(Protocol):
    """A part, as far as a sentence about it goes."""

    @property
    def name(self) -> str: ...


P = TypeVar("P", bound=Named)


def lacking(parts: Iterable[tuple[P, int]], lacks: Callable[[P], bool]) -> list[str]:
    """Return the names of the parts that lack a fact."""
    return [part.name for part, _ in parts if lacks(part)]


def plugged(nodes: int, networks: int) -> str:
    """Return nodes as they take ports: `7 nodes`, or `7 nodes twice` on two networks."""
    return counted(nodes, "node") + (" twice" if networks > 1 else "")


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 node`, `7 nodes`, `2 switches`."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def listed(parts: Iterable[tuple[Named, int]]) -> str:
    """Return parts with their numbers of pieces: `2 × Hub, 1 × Supply`."""
    return ", ".join(f"{quantity} × {part.name}" for part, quantity in parts)


def unknown_text(basket: Basket) -> str:
    """Return what is unknown: `shipping and tax unknown at 3 of 5 vendors`; nothing if all is."""
    by_vendors: dict[frozenset[str], list[Term]] = {}
    for term in _TERMS:
        vendors = frozenset(each.vendor for each in basket.unknown if each.term == term)
        if vendors:
            by_vendors.setdefault(vendors, []).append(term)
    told: list[str] = []
    for vendors, terms in by_vendors.items():
        unknown = "" if told else " unknown"
        told.append(f"{' and '.join(terms)}{unknown} at {len(vendors)}")
    return f"{', '.join(told)} of {counted(len(basket.orders), 'vendor')}" if told else ""
