"""Kits: what a build has several of that are alike, each a list of parts and of other kits.

A build keeps its parts unfolded: one position for a part in a kit, with the pieces of all of them.
Its kits say how often each is in what it lies in, so the list of one kit follows by division. Kits
of one name are one thing: wherever they are used they hold the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Protocol

from pydantic import Field

from planner.model.categories import CATEGORY_ORDER
from planner.model.exact_numbers import Whole
from planner.model.parts import Category
from planner.model.record import Record

# So deep may kits lie in one another, and so many lines may a build have once they are unfolded.
MAX_LEVELS = 8
MAX_LINES = 5_000
MAX_PIECES = 100_000

KitName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
KitPath = tuple[KitName, ...]
# As long as what a build is called.
LONGEST_TITLE = 80
KitTitle = Annotated[str, Field(max_length=LONGEST_TITLE)]
KitQuantity = Annotated[Whole, Field(ge=1, le=MAX_PIECES)]


class Kit(Record):
    """So many of a kit in a build, or in another kit: `path` leads to it by names, itself last.

    `build` is the build that it is by reference: its lines are those of that build.
    """

    path: Annotated[KitPath, Field(min_length=1, max_length=MAX_LEVELS)]
    quantity: KitQuantity
    title: KitTitle = ""
    why: str = ""
    build: KitName | None = None

    @property
    def name(self) -> str:
        """Return what it is called in files."""
        return self.path[-1]

    @property
    def called(self) -> str:
        """Return what people call it."""
        return self.title or self.name

    @property
    def within(self) -> KitPath:
        """Return the path of the kit that it is in; empty for the build."""
        return self.path[:-1]


class _Placed(Protocol):
    """What lies in a kit, or outside of all: so many pieces in one copy of the build."""

    @property
    def within(self) -> KitPath: ...
    @property
    def slot(self) -> Category: ...
    @property
    def retired(self) -> bool: ...
    @property
    def quantity(self) -> int: ...
    @property
    def spares(self) -> int: ...
    @property
    def in_one_kit(self) -> object: ...


def counts_of(kits: Iterable[Kit]) -> dict[KitPath, int]:
    """Return how often a build has each kit, all levels multiplied; itself once."""
    counts: dict[KitPath, int] = {(): 1}
    for kit in kits:
        counts[kit.path] = counts[kit.within] * kit.quantity
    return counts


def place_in_order(kits: Sequence[Kit]) -> Callable[[_Placed], tuple[bool, int, int]]:
    """Return what sorts positions as a bill lists them: by category, then kit by kit."""
    places = {kit.path: place for place, kit in enumerate(kits, start=1)}

    def place(each: _Placed) -> tuple[bool, int, int]:
        return each.retired, CATEGORY_ORDER[each.slot], places.get(each.within, 0)

    return place


def kits_mistake(positions: Iterable[_Placed], kits: Sequence[Kit]) -> str:
    """Return why positions and kits do not go together, in words; empty if they do."""
    counts: dict[KitPath, int] = {(): 1}
    for kit in kits:
        if kit.path in counts:
            return f"the kit {'/'.join(kit.path)!r} is there twice"
        if len(set(kit.path)) < len(kit.path):
            return f"the kit {kit.name!r} is in itself"
        if kit.within not in counts:
            return f"the kit {'/'.join(kit.path)!r} is in no kit that is known"
        counts[kit.path] = counts[kit.within] * kit.quantity
    held: dict[KitPath, list[_Placed]] = {path: [] for path in counts}
    for each in positions:
        if each.within not in held:
            return f"a part is in the kit {'/'.join(each.within)!r}, which is not there"
        held[each.within].append(each)
    return _uneven(held, counts) or _unlike(held, counts, kits)


def _uneven(held: Mapping[KitPath, list[_Placed]], counts: Mapping[KitPath, int]) -> str:
    for path, lines in held.items():
        count = counts[path]
        if any(each.quantity % count or each.spares % count for each in lines):
            return f"what lies in the kit {'/'.join(path)!r} is not the same in each of {count:,}"
    return ""


def _unlike(
    held: Mapping[KitPath, list[_Placed]], counts: Mapping[KitPath, int], kits: Sequence[Kit]
) -> str:
    """Return which name stands for two kits that differ, or for an empty one."""
    contents: dict[KitPath, Counter[object]] = {
        path: Counter(
            (each.in_one_kit, each.quantity // counts[path], each.spares // counts[path])
            for each in lines
        )
        for path, lines in held.items()
    }
    for kit in kits:
        contents[kit.within][kit.name, kit.quantity] += 1
    first: dict[str, Counter[object]] = {}
    for kit in kits:
        if not contents[kit.path]:
            return f"the kit {kit.name!r} is empty"
        if first.setdefault(kit.name, contents[kit.path]) != contents[kit.path]:
            return f"two kits are called {kit.name!r} and do not hold the same"
    return ""
