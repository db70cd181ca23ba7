"""Parts that sizing does not consider, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import nsmallest

from planner.model.obstacles import Obstacle, PassedOver
from planner.model.parts import Part

_NAMED = 3  # of the parts that one obstacle keeps out


@dataclass
class NotConsidered:
    """Parts that were not considered: their names by obstacle, and the obstacle by part number."""

    names: dict[Obstacle, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, Obstacle] = field(default_factory=dict)
    _of_many: dict[Obstacle, Obstacle] = field(default_factory=dict)

    def add(self, part: Part, obstacle: Obstacle) -> None:
        """Note that a part is left out, and why."""
        self.add_all((part.part_number,), (part.name,), obstacle)

    def add_all(self, numbers: Iterable[str], names: Iterable[str], obstacle: Obstacle) -> None:
        """Note that parts are left out, all for the same."""
        many = self._of_many.get(obstacle)
        if many is None:
            many = self._of_many[obstacle] = obstacle.of_many
        self.names[many] += names
        self.by_number |= dict.fromkeys(numbers, obstacle)

    def forget(self, part: Part) -> None:
        """Take back that a part is left out, if it was: there is another way for it."""
        obstacle = self.by_number.pop(part.part_number, None)
        if obstacle is not None:
            names = self.names[self._of_many[obstacle]]
            names.remove(part.name)
            if not names:
                del self.names[self._of_many[obstacle]]

    def passed_over(self) -> Iterator[PassedOver]:
        """Yield each obstacle, with a few of the parts that it keeps out."""
        for obstacle, names in self.names.items():
            first = tuple(nsmallest(_NAMED, names))
            yield PassedOver(obstacle, first, len(names) - len(first))
