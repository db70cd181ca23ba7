"""Give things places that they fit, as many of them as can be.

Which thing goes where is seldom said in a bill. So a rule finds fault only where no way of dealing
them out would do.
"""

from collections.abc import Callable, Sequence
from itertools import product


def dealt(
    things: Sequence[int], places: Sequence[int], fits: Callable[[int, int], bool]
) -> list[list[int]]:
    """Return how many of each kind of thing go to each kind of place, as many in all as can be.

    `things` and `places` say how many there are of each kind, `fits` of a kind of each, by their
    indices, whether they go together. Kinds that come first are served first.
    """
    allowed = {pair for pair in product(range(len(things)), range(len(places))) if fits(*pair)}
    given = [[0] * len(places) for _ in things]
    free = list(places)
    for thing, many in enumerate(things):
        left = many
        while left and (path := _path(thing, free, given, allowed)):
            # Along the path every second step takes a thing out of its place again.
            room = min([left, free[path[-1][1]], *(given[t][p] for t, p in path[1::2])])
            for step, (kind, place) in enumerate(path):
                given[kind][place] += -room if step % 2 else room
            free[path[-1][1]] -= room
            left -= room
    return given


def _path(
    thing: int, free: Sequence[int], given: Sequence[Sequence[int]], allowed: set[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return a chain of moves that ends in a free place: put, take out, put … Empty if none."""
    paths: list[list[tuple[int, int]]] = [[(thing, p)] for t, p in sorted(allowed) if t == thing]
    seen = {path[0][1] for path in paths}
    for path in paths:
        place = path[-1][1]
        if free[place]:
            return path
        for other, counts in enumerate(given):
            if counts[place]:
                for kind, next_place in sorted(allowed):
                    if kind == other and next_place not in seen:
                        seen.add(next_place)
                        paths.append([*path, (other, place), (other, next_place)])
    return []
