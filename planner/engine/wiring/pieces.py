"""The names of units, handed out piece by piece to whoever wires a build."""

from collections import Counter

from planner.model.wiring import Unit


class Pieces:
    """Hands out the pieces of a build one by one, part number by part number."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def next(self, part_number: str) -> str:
        """Return the unit that is the next piece of a part."""
        self._taken[part_number] += 1
        return str(Unit(part_number, self._taken[part_number]))
