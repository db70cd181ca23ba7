"""Deal the pieces of a basket out to the needs that they were bought for.

A basket says how many pieces of a part are bought, not for whom. Where several needs take the same
part, or one takes several, each piece goes to one need, and every need gets all of its pieces: as a
basket holds everything that is needed, there is such a way to deal, and it is found by stepping
aside, piece by piece (the shortest chain of needs that hand pieces on).
"""

from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from planner.model.basket import Need


class Pile(NamedTuple):
    """Pieces of a part that were bought together, and from whom."""

    part: str
    pieces: int
    vendor: str = ""

    def is_for(self, need: Need) -> bool:
        """Tell whether a need may take of it."""
        return self.part in need.pool and need.may_come_from(self.vendor)


# By place of the pile of pieces and of the need: how many pieces go there.
Dealt = dict[tuple[int, int], int]


def deal(piles: Sequence[Pile], needs: Sequence[Need]) -> Dealt:
    """Return which need gets how many pieces of each pile.

    A need that the piles do not serve in full gets what there is.
    """
    dealt: Dealt = {}
    left = [pile.pieces for pile in piles]
    missing = [need.quantity for need in needs]
    # What a need asks for by its own name comes first, its alternates after that.
    for own in (True, False):
        for place, pile in enumerate(piles):
            for index, need in enumerate(needs):
                if (pile.part == need.part_number) is own and pile.is_for(need):
                    _give(dealt, (place, index), min(left[place], missing[index]), left, missing)
    for index in range(len(needs)):
        while missing[index] and _stepped_aside(dealt, piles, needs, index, left, missing):
            pass
    return {key: pieces for key, pieces in dealt.items() if pieces}


def _give(
    dealt: Dealt, key: tuple[int, int], pieces: int, left: list[int], missing: list[int]
) -> None:
    if pieces:
        dealt[key] = dealt.get(key, 0) + pieces
        left[key[0]] -= pieces
        missing[key[1]] -= pieces


def _stepped_aside(
    dealt: Dealt,
    piles: Sequence[Pile],
    needs: Sequence[Need],
    index: int,
    left: list[int],
    missing: list[int],
) -> bool:
    """Give a need pieces that others can do without; tell whether there were any."""
    # Needs reached so far, each with the pile that it takes from and the need that wanted that.
    came: dict[int, tuple[int, int]] = {}
    waiting, seen = deque([index]), {index}
    while waiting:
        here = waiting.popleft()
        for place, each in enumerate(piles):
            if not each.is_for(needs[here]):
                continue
            if left[place]:
                _hand_on(dealt, came, here, place, index, left, missing)
                return True
            for (pile, other), pieces in dealt.items():
                if pile == place and pieces and other not in seen:
                    seen.add(other)
                    came[other] = (place, here)
                    waiting.append(other)
    return False


def _hand_on(
    dealt: Dealt,
    came: dict[int, tuple[int, int]],
    last: int,
    place: int,
    first: int,
    left: list[int],
    missing: list[int],
) -> None:
    """Take pieces of a pile for the last need of a chain, and hand its former ones on."""
    chain = [(place, last)]
    while chain[-1][1] != first:
        pile, wanting = came[chain[-1][1]]
        chain.append((pile, wanting))
    pieces = min(left[place], missing[first])
    for (_, giver), (pile, _) in pairwise(chain):
        pieces = min(pieces, dealt[pile, giver])
    for step, (pile, need) in enumerate(chain):
        dealt[pile, need] = dealt.get((pile, need), 0) + pieces
        if step:
            dealt[pile, chain[step - 1][1]] -= pieces
    left[place] -= pieces
    missing[first] -= pieces
