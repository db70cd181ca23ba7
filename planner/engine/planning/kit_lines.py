"""Lines of kits: which positions of a build are one line, and what a change makes of them.

Kits of one name are one thing, so a change inside of one is made in each of them, wherever it lies.
"""

from collections.abc import Callable, Iterable

from planner.model.build import Build, Position
from planner.model.kits import MAX_PIECES, Kit, KitPath, counts_of


def alike(build: Build, index: int) -> list[int]:
    """Return the positions that are the same line of the same kit as one of them, by index."""
    mine = build.positions[index]
    if not mine.within:
        return [index]
    return [
        place
        for place, each in enumerate(build.positions)
        if each.within[-1:] == mine.within[-1:] and each.in_one_kit == mine.in_one_kit
    ]


def quantity_each(build: Build, index: int) -> int:
    """Return how many pieces of a position one kit has; outside of kits, one copy of the build."""
    position = build.positions[index]
    return position.quantity // build.kit_counts[position.within]


def most_each(build: Build, index: int) -> int:
    """Return how many pieces of a position one kit may have at most."""
    return most_in_kits(build.kits)[build.positions[index].within]


def most_in_kits(kits: Iterable[Kit]) -> dict[KitPath, int]:
    """Return how many pieces of one part may be in one kit of each path, and outside of all.

    Kits of one name have the same, so the one that there is most of sets the bound.
    """
    counts = counts_of(kits)
    most: dict[KitPath, int] = {}
    for path, count in counts.items():
        most[path[-1:]] = max(most.get(path[-1:], 0), count)
    return {path: MAX_PIECES // most[path[-1:]] for path in counts}


def changed_alike(
    build: Build, index: int, change: Callable[[Position, int], Position | None]
) -> tuple[Position, ...]:
    """Return the positions with one line changed, in every kit that has it.

    `change` is given a position and how many of its kits there are; None takes it out.
    """
    counts, places = build.kit_counts, frozenset(alike(build, index))
    changed = (
        change(each, counts[each.within]) if place in places else each
        for place, each in enumerate(build.positions)
    )
    return tuple(each for each in changed if each is not None)


def on_its_own(build: Build, path: KitPath | None = None) -> Build:
    """Return the build with the kits of a path, or all, as lists of its own: no other builds.

    What a build by reference says of itself holds no more once a line of it is changed.
    """
    kits = tuple(
        kit.model_copy(update={"build": None}) if path is None or kit.name in path else kit
        for kit in build.kits
    )
    return build.model_copy(update={"kits": kits})


def kits_with_parts(kits: Iterable[Kit], positions: Iterable[Position]) -> tuple[Kit, ...]:
    """Return the kits that hold any part, themselves or by the kits in them."""
    held = {each.within[:level] for each in positions for level in range(1, len(each.within) + 1)}
    return tuple(kit for kit in kits if kit.path in held)
