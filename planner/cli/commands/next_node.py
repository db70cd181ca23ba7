"""The command that asks for one node more: what it takes, and what that costs."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli import wishes as wish
from planner.cli.commands._written_build import write_build
from planner.cli.commands.builds import BuildName
from planner.cli.options import (
    Catalog,
    Currency,
    Format,
    On,
    Output,
    Rates,
    Reply,
    build_of,
    terms_of,
    today,
    workspace_of,
)
from planner.cli.progress import patient

Board = Annotated[
    str,
    typer.Option(
        metavar="PART",
        help="Board of the new node; the build must have it already.  [default: the most common]",
        show_default=False,
    ),
]
BuildFile = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write the build with it to this .toml file."
    ),
]


def next_node(  # noqa: PLR0913 a command's options are its arguments
    build: BuildName,
    *,
    board: Board = "",
    currency: Currency = None,
    on: On = None,
    rate: Rates = None,
    time_limit: wish.TimeLimit = 30,
    output: BuildFile = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Show what one more node costs: its board, card and cables, and any part that is full.

    \b
    planner next kraken                          an eighth node for Kraken
    planner next kraken --on 2026-11-29          at the prices of that day
    planner next leviathan --board rock-pi-x     one more of the rarer board
    planner next kraken -o eight.toml            the build with it, to a file
    """
    from planner.cli.answers.next_node import next_node_answer
    from planner.jobs.next_node import one_node_more

    workspace = workspace_of(catalog)
    found = build_of(workspace, build)
    terms = terms_of(found, currency=currency, also=None, on=on, rates=rate)
    shelf = workspace.catalog
    with patient(time_limit, "sets of parts") as effort:
        more = one_node_more(found, shelf, terms, today=today(), board=board, effort=effort)
    written = None
    if output is not None and more.build is not None:
        written = write_build(output, more.build)
    return next_node_answer(more, shelf, written=written), style
