"""Commands that question a sized cluster: why this part, and what more money would buy."""

from pathlib import Path
from typing import Annotated, Any

import typer

from planner.cli import wishes as wish
from planner.cli.options import Catalog, Format, Output, Reply, one_of, workspace_of
from planner.cli.progress import patient
from planner.cli.whole_numbers import whole

Part = Annotated[str, typer.Argument(metavar="PART", help="Part number: planner parts lists them.")]
WishFile = Annotated[
    Path | None,
    typer.Option(
        "--requirements",
        metavar="FILE",
        help="Requirements as a .toml file, or -; options override it.",
    ),
]
# What the option was called before; scripts of people may still say it.
FormerFile = Annotated[Path | None, typer.Option("--wishes", hidden=True)]
Against = Annotated[
    str, typer.Option(metavar="WORD", help="nodes, cores, ram, mbps (of each node) or watts.")
]
Points = Annotated[
    int, typer.Option(parser=whole(1, 200), metavar="N", help="Maximum number of builds.")
]


@wish.takes_wishes()
def why(
    part: Part,
    file: WishFile = None,
    *,
    former: FormerFile = None,
    time_limit: wish.TimeLimit = 30,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
    **wishes: Any,
) -> Reply:
    """Show why a part is in the cheapest build, or at which price it would be.

    \b
    planner why rpi-4b-2gb --nodes 8             the limit that excludes it, or its price to win
    planner why gs308 --nodes 8 --prices-since 2024-11-01
                                                 what would replace it, and the extra cost
    """
    wanted = wish.wanted_of({"file": file or former, **wishes})
    from planner.cli.answers.questions import why_answer
    from planner.jobs.sizing import why as reason_for
    from planner.model.questions import WhyQuestion

    shelf = workspace_of(catalog).catalog
    rates = wish.rates_of(wishes, wanted)
    asked = WhyQuestion(wanted=wanted, rates=rates, part_number=part)
    with patient(time_limit, "builds compared") as effort:
        found = reason_for(asked, shelf, effort)
    return why_answer(found.reason, found.best, shelf, rates), style


@wish.takes_wishes(but=("objective", "years", "tariff"))
def frontier(
    against: Against = "nodes",
    file: WishFile = None,
    points: Points = 20,
    *,
    former: FormerFile = None,
    time_limit: wish.TimeLimit = 30,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
    **wishes: Any,
) -> Reply:
    """List the best trade-offs: builds that no other build beats on both cost and capability.

    \b
    planner frontier --nodes 8 --against ram     what more memory costs, with 8 nodes
    planner frontier --nodes 1 --points 12       lowest cost of each further node
    planner frontier --nodes 8 --against watts   what lower power costs
    """
    wanted = wish.wanted_of({"file": file or former, **wishes})
    from planner.cli.answers.questions import frontier_answer
    from planner.jobs.sizing import frontier as drawn
    from planner.model.questions import FrontierQuestion
    from planner.model.requirement import Measure

    measure = Measure(
        one_of(against, [str(each) for each in Measure], what="measure", option="--against")
    )
    shelf = workspace_of(catalog).catalog
    rates = wish.rates_of(wishes, wanted)
    asked = FrontierQuestion(wanted=wanted, rates=rates, against=measure, points=points)
    with patient(time_limit, "points") as effort:
        found = drawn(asked, shelf, effort)
    return frontier_answer(found, wanted, rates), style
