"""Print how many of the catalog's boards can be sized on their own, and why the others cannot.

Each board is asked for alone: four nodes, of this board and no other. What a person names is taken
whatever its price's age, and whether it is made or not; of what it is built with, once the prices
of today count and once those of any day. Run it from the top of the checkout:
`python -m scripts.sizable_boards`.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from planner.engine.sizing.size import Sizer
from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.rates import rates_of_offers
from planner.model import home
from planner.model.obstacle_wording import obstacle_text
from planner.model.parts import Board
from planner.model.proof import Status
from planner.model.requirement import Requirement

NODES = 4


def sizable(
    workspace: Workspace, on: date, *, at_any_price: bool = False
) -> Iterator[tuple[Board, str]]:
    """Yield each board with the reason why it cannot be sized on its own; empty if it can.

    `at_any_price`: of what it is built with, old prices count, too, and what is no longer made.
    """
    rates = rates_of_offers(workspace.catalog, home.CURRENCY, on=on)
    for board in workspace.catalog.parts:
        if not isinstance(board, Board):
            continue
        requirement = Requirement(
            nodes=NODES,
            on=on,
            only=(board.part_number,),
            prices_since="any" if at_any_price else None,
            include_ended=at_any_price,
        )
        sizer = Sizer(requirement, workspace.catalog, rates)
        found = sizer.best(requirement)
        if found.status is Status.OPTIMAL:
            yield board, ""
        else:
            obstacle = sizer.left_out.get(board.part_number)
            yield board, str(found.status) if obstacle is None else obstacle_text(obstacle)


def main() -> None:
    """Print the figures, and under each reason the boards it keeps out."""
    today = datetime.now().astimezone().date()
    workspace = open_workspace(Path("catalogs"), today=today)
    for at_any_price in (False, True):
        found = list(sizable(workspace, today, at_any_price=at_any_price))
        kept_out: dict[str, list[str]] = defaultdict(list)
        for board, reason in found:
            if reason:
                kept_out[reason].append(board.part_number)
        can = len(found) - sum(map(len, kept_out.values()))
        prices = "at prices of any day" if at_any_price else "at prices of today"
        share = f"{can / len(found):.0%}"
        print(f"{can} of {len(found)} boards can be sized on their own {prices}: {share}")
        for reason, numbers in sorted(kept_out.items(), key=lambda each: -len(each[1])):
            print(f"{len(numbers):4}  {reason}\n      {', '.join(numbers)}")


if __name__ == "__main__":
    main()
