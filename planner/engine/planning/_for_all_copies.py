"""What a build counts of a part once for all its copies: pieces owned, and more that cost less."""

from planner.engine.planning._same_lines import Sameness
from planner.model.build import Build


class Pooled:
    """Deals out to the lines of a bill, one after another, what is there for all copies."""

    def __init__(self, build: Build) -> None:
        self._of = {each.part_number: each for each in build.for_all_copies}
        self._left = {number: each.owned for number, each in self._of.items()}

    def at_hand(self, same: Sameness, quantity: int) -> int:
        """Return how many of so many pieces of a line are there already, and take them."""
        if same.owned or same.retired:
            return 0
        taken = min(self._left.get(same.part_number, 0), quantity)
        if taken:
            self._left[same.part_number] -= taken
        return taken

    def more(self, same: Sameness, missing: int) -> int:
        """Return how many pieces of a line are bought beyond those that are missing."""
        of = self._of.get(same.part_number)
        return 0 if of is None or same.owned or same.retired else of.more_than(missing)
