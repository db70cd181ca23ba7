"""A build of boards that draw alike: quickly found where roles and kinds of boards are many.

How units that power boards can be filled grows with the kinds of boards that may hang on one. With
boards of one power class alone there is one way for each unit. So that program is small, and what
it proposes is a build of the whole catalog, too: the answer where time is up before there is one.
"""

from collections import defaultdict
from dataclasses import replace

from planner.engine.sizing._power_fits import PowerClass
from planner.engine.sizing.board_fits import BoardFit
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.piece_prices import PiecePrices
from planner.model.requirement import Requirement

_MANY = 4  # power classes; with fewer, or one role, the whole program is as quick


def drawing_alike(
    found: Candidates, requirement: Requirement, prices: PiecePrices
) -> Candidates | None:
    """Return the candidates with boards of one power class alone: the one that costs least.

    None where there is no such class that serves every role, or no need for it.
    """
    groups = requirement.groups
    classes: dict[tuple[PowerClass, ...], list[BoardFit]] = defaultdict(list)
    for fit in found.boards:
        classes[fit.powers].append(fit)
    if len(groups) < 2 or len(classes) < _MANY:
        return None
    costs: list[tuple[int, int, list[BoardFit]]] = []
    for place, boards in enumerate(classes.values()):
        cheapest: list[int] = []
        for group in groups:
            serving = [fit.part.part_number for fit in boards if group.name in fit.ways]
            known = [price.least for number in serving if (price := prices.price(number))]
            cheapest += [min(known) * max(group.least, 1)] if known else []
        if len(cheapest) == len(groups):
            costs.append((sum(cheapest), place, boards))
    return replace(found, boards=tuple(min(costs)[2])) if costs else None
