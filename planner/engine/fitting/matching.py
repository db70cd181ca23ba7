"""Give things places that they fit, as many of them as can be.

Which thing goes where is seldom said in a bill. So a rule finds fault only where no way of dealing
them out would do.
"""

from collections import deque
from collections.abc import Callable, Hashable, Sequence


def dealt(
    things: Sequence[int],
    places: Sequence[int],
    fits: Callable[[int, int], bool],
    alike: Callable[[int], Hashable] | None = None,
) -> list[list[int]]:
    """Return how many of each kind of thing go to each kind of place, as many in all as can be.

    `things` and `places` say how many there are of each kind, `fits` of a kind of each, by their
    indices, whether they go together. Kinds that come first are served first. Where `alike` says
    the same of two kinds of things, both fit the same places: that is then looked at once.
    """
    allowed = _allowed(len(things), len(places), fits, alike)
    given = [[0] * len(places) for _ in things]
    search = _Search(allowed, given, list(places))
    for thing, many in enumerate(things):
        left = many
        while left and (path := search.path(thing)):
            # Along the path every second step takes a thing out of its place again.
            free = search.free[path[-1][1]]
            room = min([left, free, *(given[t][p] for t, p in path[1::2])])
            for step, (kind, place) in enumerate(path):
                search.put(kind, place, -room if step % 2 else room)
            search.free[path[-1][1]] -= room
            left -= room
    return given


def _allowed(
    things: int,
    places: int,
    fits: Callable[[int, int], bool],
    alike: Callable[[int], Hashable] | None,
) -> list[list[int]]:
    """Return the places that each kind of things fits."""
    known: dict[Hashable, list[int]] = {}
    allowed = []
    for kind in range(things):
        key = kind if alike is None else alike(kind)
        if key not in known:
            known[key] = [place for place in range(places) if fits(kind, place)]
        allowed.append(known[key])
    return allowed


class _Search:
    """What is where so far, and the ways to a free place."""

    def __init__(
        self, allowed: Sequence[Sequence[int]], given: list[list[int]], free: list[int]
    ) -> None:
        self._allowed, self._given = allowed, given
        self.free = free
        self._held_by: list[set[int]] = [set() for _ in free]
        # From places that a search in vain has seen, no later one finds a free place either.
        self._full: set[int] = set()

    def put(self, kind: int, place: int, many: int) -> None:
        """Put so many of a kind into a place, or take them out."""
        self._given[kind][place] += many
        if self._given[kind][place]:
            self._held_by[place].add(kind)
        else:
            self._held_by[place].discard(kind)

    def path(self, thing: int) -> list[tuple[int, int]]:
        """Return a chain of moves that ends in a free place: put, take out, put … Empty if none."""
        allowed = self._allowed[thing]
        free = next((place for place in allowed if self.free[place]), None)
        if free is not None:
            return [(thing, free)]
        direct = [place for place in allowed if place not in self._full]
        # How each place was come to: from which one before, by taking out what.
        come: dict[int, tuple[int, int] | None] = dict.fromkeys(direct)
        queue = deque(direct)
        while queue:
            place = queue.popleft()
            if self.free[place]:
                return self._moves(thing, place, come)
            for other in sorted(self._held_by[place]):
                for following in self._allowed[other]:
                    if following not in come and following not in self._full:
                        come[following] = (place, other)
                        queue.append(following)
        self._full.update(come)
        return []

    @staticmethod
    def _moves(
        thing: int, last: int, come: dict[int, tuple[int, int] | None]
    ) -> list[tuple[int, int]]:
        """Return the moves of a chain, from the thing that is to be put to the last place."""
        moves: list[tuple[int, int]] = []
        place = last
        while (before := come[place]) is not None:
            earlier, other = before
            moves += [(other, place), (other, earlier)]
            place = earlier
        return [*reversed([*moves, (thing, place)])]
