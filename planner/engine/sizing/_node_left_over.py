"""Pieces that a build has beyond its need, of packs or at hand: a further node takes them first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.engine.planning.cost import cost
from planner.engine.sizing._node_places import Pieces
from planner.model.build import Position
from planner.model.offers import Price
from planner.model.plan import Plan


@dataclass(frozen=True)
class LeftOver:
    """How many pieces of each part are left over, and at which price its line was counted.

    A part on several lines is none of them: nobody could tell whose pieces those are.
    """

    pieces: Mapping[str, int]
    prices: Mapping[str, Price]

    def of(self, pieces: Pieces) -> int:
        """Return how many of some pieces are there already."""
        part, quantity = pieces
        return min(quantity, self.pieces.get(part.part_number, 0))

    def used(
        self, positions: Sequence[Position], more: Iterable[Pieces]
    ) -> tuple[list[Position], list[Pieces]]:
        """Return the positions with what is left over put to use, and what is to be bought."""
        taken: Counter[str] = Counter()
        rest: list[Pieces] = []
        for part, quantity in more:
            number = part.part_number
            there = min(quantity, self.pieces.get(number, 0) - taken[number])
            taken[number] += there
            if quantity > there:
                rest.append((part, quantity - there))
        # The price stays that of the line, so that one piece more of a pack costs nothing.
        grown: list[Position] = []
        for each in positions:
            more_of_it = taken[each.part_number]
            if not more_of_it:
                grown.append(each)
                continue
            price = {"price": self.prices[each.part_number]}
            if each.within:
                # One node more is in no kit: it lies beside those that there are.
                alone = {"within": (), "quantity": more_of_it, "spares": 0}
                grown += [each.model_copy(update=price), each.model_copy(update=price | alone)]
            else:
                count = {"quantity": each.quantity + more_of_it}
                grown.append(each.model_copy(update=price | count))
        return grown, rest


def left_over(plan: Plan) -> LeftOver:
    """Return what a build has left over."""
    lines = [each.line for each in cost(plan).lines]
    often = Counter(each.part_number for each in plan.build.positions)
    having = [line for line in lines if line.surplus > 0 and often[line.part_number] == 1]
    return LeftOver(
        {line.part_number: line.surplus for line in having},
        {line.part_number: line.price for line in having if line.price is not None},
    )
