"""The command that shows what each further copy of a build costs, bought together."""

from typing import Annotated, Any

import typer

from planner.cli.commands import _buying_options as ask
from planner.cli.commands._opened_purchase import must_be_known, names_of
from planner.cli.commands._ordered_builds import Ordered
from planner.cli.commands._shopping import buying_terms, opened_for, takes_shopping
from planner.cli.options import Format, Output, Reply, workspace_of
from planner.cli.progress import patient
from planner.cli.whole_numbers import whole
from planner.model.bounds import MOST_COPY_POINTS


@takes_shopping(after="most")
def copies(
    bill: ask.Bill,
    *,
    most: Annotated[
        int,
        typer.Option(
            parser=whole(1, MOST_COPY_POINTS),
            metavar="N",
            help=f"Maximum number of copies, up to {MOST_COPY_POINTS}.",
        ),
    ] = 20,
    style: Output = Format.TABLE,
    **shopping: Any,
) -> Reply:
    """Show what each further copy of a build costs, all of them bought together.

    Each number of copies is a purchase of its own at the lowest landed cost, with proof.

    \b
    planner copies kraken-2026                   from 1 copy to 20
    planner copies bom.csv --most 50             your own BOM, up to 50
    planner copies kraken-2026 --assume-shipping 10 --assume-tax 9
                                                 where a shop does not state them
    """
    from planner.cli.answers.copies import copies_answer
    from planner.jobs.copies import copy_curve

    ask.of_one(shopping["lock"], shopping["exclude"])
    workspace, terms = workspace_of(shopping["catalog"]), buying_terms(shopping)
    asked, said = opened_for((Ordered(bill),), workspace, shopping, terms, copies=most)
    must_be_known(asked)
    with patient(shopping["time_limit"], "numbers of copies") as effort:
        found = copy_curve(asked, workspace, effort)
    vendor_names = names_of(asked.market)
    return copies_answer(found, most, asked.names, vendor_names, findings=said), style
