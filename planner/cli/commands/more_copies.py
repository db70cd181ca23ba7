"""The command for a few copies more, later: what was paid, and what is to pay now."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.commands._copies_option import Copies, with_copies
from planner.cli.commands._spares_option import Spares, with_spares
from planner.cli.commands.builds import BuildName
from planner.cli.options import (
    Also,
    Catalog,
    Currency,
    Format,
    OnOrToday,
    Output,
    Rates,
    Reply,
    build_of,
    terms_of,
    today,
    workspace_of,
)
from planner.cli.pipes import write_out
from planner.cli.wish_values import number_of_copies

if TYPE_CHECKING:
    from planner.model.questions import Bill

Further = Annotated[
    int | None,
    typer.Argument(
        metavar="N",
        parser=number_of_copies,
        help="How many copies are bought now.  [default: 1]",
        show_default=False,
    ),
]
BomFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write what must be bought to this .csv file, a BOM for planner buy.",
    ),
]


def more(  # noqa: PLR0913 a command's options are its arguments
    build: BuildName,
    number: Further = None,
    *,
    copies: Copies = None,
    spare: Spares = None,
    currency: Currency = None,
    also: Also = None,
    on: OnOrToday = None,
    rate: Rates = None,
    output: BomFile = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Show what more copies cost today, next to what you paid for those you have.

    What you paid is the cost of the build on its own day. Pieces left over from earlier packs
    are used first.

    \b
    planner more kraken                      one more Kraken, bought today
    planner more class.toml 2 --copies 10    ten were bought, two more are wanted
    planner more class.toml --on 2026-11-30  at the prices of that day
    planner more class.toml 2 -o more.csv    what must be bought, for planner buy more.csv
    """
    from planner.cli.answers.more_copies import more_copies_answer
    from planner.jobs.more_copies import buy_more, what_lacks

    workspace = workspace_of(catalog)
    found = with_spares(with_copies(build_of(workspace, build), copies), spare)
    terms = terms_of(found, currency=currency, also=also, on=on, rates=rate)
    told = buy_more(found, workspace.catalog, number or 1, on=on or today(), terms=terms)
    written = None if output is None else _write(output, what_lacks(told))
    return more_copies_answer(told, written=written), style


def _write(file: Path, bill: "Bill") -> str:
    """Write a bill as a CSV file that planner buy reads."""
    from planner.io.documents.bills import needs_csv

    if not bill.needs:
        return ""
    if file.suffix.lower() != ".csv" and str(file) != "-":
        message = f"{str(file)!r} does not end in .csv: a BOM is a CSV file."
        raise typer.BadParameter(message, param_hint="--output")
    write_out(file, needs_csv(bill.needs))
    return str(file)
