"""How many needs can be served at once by what there is: a largest flow, in whole numbers.

Augmenting paths, the shortest first (Edmonds and Karp, 1972). Needs are pushed one after the other,
and a later one never takes from an earlier one: so the first needs are the ones that are served.
"""

from collections import defaultdict, deque
from collections.abc import Hashable

_SOURCE, _SINK = ("", "source"), ("", "sink")
Place = Hashable  # whatever names a need, an offer or what lies between


class Flow:
    """Needs on one side, what serves them on the other, and ways of limited width between them."""

    def __init__(self) -> None:
        self._room: dict[Place, dict[Place, int]] = defaultdict(dict)

    def join(self, one: Place, other: Place, width: int) -> None:
        """Let so many needs pass from one place to another."""
        self._room[one][other] = width
        self._room[other].setdefault(one, 0)

    def join_once(self, one: Place, other: Place, width: int) -> None:
        """Join two places unless they are joined already: what passes between them stays."""
        if other not in self._room[one]:
            self.join(one, other, width)

    def offer(self, place: Place, quantity: int) -> None:
        """Let a place serve so many needs."""
        self.join(place, _SINK, quantity)

    def serve(self, need: Place, quantity: int) -> int:
        """Serve as many of a need's pieces as can be, keeping what is served already."""
        self.join(_SOURCE, need, quantity)
        served = 0
        while path := self._path():
            width = min(self._room[one][other] for one, other in path)
            for one, other in path:
                self._room[one][other] -= width
                self._room[other][one] += width
            served += width
        return served

    def passing(self, one: Place, other: Place) -> int:
        """Return how many needs pass from one place to another."""
        return self._room[other].get(one, 0)

    def contested(self) -> set[Place]:
        """Return every place that needs which are not served could still turn to.

        All that could serve one of these needs is among them, and is used up.
        """
        return set(self._reached())

    def _path(self) -> list[tuple[Place, Place]]:
        """Return the shortest way on which one more need can be served; empty if there is none."""
        came_from = self._reached()
        if _SINK not in came_from:
            return []
        path: list[tuple[Place, Place]] = []
        place: Place = _SINK
        while place != _SOURCE:
            path.append((came_from[place], place))
            place = came_from[place]
        return path[::-1]

    def _reached(self) -> dict[Place, Place]:
        came_from: dict[Place, Place] = {_SOURCE: _SOURCE}
        waiting: deque[Place] = deque([_SOURCE])
        while waiting:
            place = waiting.popleft()
            for other, room in self._room[place].items():
                if room and other not in came_from:
                    came_from[other] = place
                    waiting.append(other)
        return came_from
