"""The command that takes back a workbook that was exported and edited."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.commands._copies_option import Copies, with_copies
from planner.cli.commands._spares_option import Spares, with_spares
from planner.cli.commands._written_build import write_build
from planner.cli.options import (
    Also,
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
from planner.cli.pipes import opened


def _numbers(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts or not all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts):
        raise typer.BadParameter(f"{text!r} are no numbers of changes. Write them like 2,5.")
    return tuple(int(part) for part in parts)


def _content(file: Path) -> tuple[str, bytes]:
    from planner.model.findings import PlannerError

    name, content, findings = opened(file)
    if content is None:
        raise PlannerError(findings[0])
    return name, content


PlanOption = Annotated[
    str,
    typer.Option(metavar="BUILD", help="The build it was exported from: a name, or a .toml."),
]
UpgradeFrom = Annotated[
    str | None,
    typer.Option(metavar="BUILD", help="The build it was exported as an upgrade from."),
]


def workbook(  # noqa: PLR0913 a command's options are its arguments
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The workbook (.xlsx or .ods) as edited, or -.")
    ],
    *,
    plan: PlanOption,
    reject: Annotated[
        str | None,
        typer.Option(metavar="NUMBERS", help="Changes not to take, such as 2,5."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the build with the changes taken (.toml)."),
    ] = None,
    copies: Copies = None,
    spare: Spares = None,
    upgrade_from: UpgradeFrom = None,
    currency: Currency = None,
    also: Also = None,
    on: On = None,
    rate: Rates = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """List what was changed in a workbook that was exported from a build.

    Quantities, prices and terms, lines, notes, charges, spares, copies and rates are compared with
    the build as it is exported now: give the options that it was exported with. Nothing is written
    without --to.

    \b
    planner import workbook kraken.xlsx --plan kraken                       what was changed
    planner import workbook kraken.xlsx --plan kraken --reject 2 --to my.toml
                                                                            all but change 2
    """
    from planner.cli.answers.read_bills import returned_answer
    from planner.jobs.returned_workbooks import take_back

    rejected = () if reject is None else _numbers(reject)
    workspace = workspace_of(catalog)
    found = with_spares(with_copies(build_of(workspace, plan), copies), spare)
    terms = terms_of(found, currency=currency, also=also, on=on, rates=rate)
    was = None if upgrade_from is None else with_copies(build_of(workspace, upgrade_from), copies)
    returned, made = take_back(
        *_content(file),
        found,
        workspace.catalog,
        terms,
        rejected=rejected,
        upgrade_from=was,
        today=today(),
    )
    unknown = [number for number in rejected if number > len(returned.changes) or number < 1]
    if unknown:
        raise typer.BadParameter(f"There is no change {unknown[0]}.", param_hint="--reject")
    written = "" if to is None else write_build(to, made, option="--to")
    return returned_answer(returned, written=written), style
