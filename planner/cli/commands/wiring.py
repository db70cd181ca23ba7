"""The command on wiring: what is plugged in where, as a table or as a drawing in a file."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.commands.builds import BuildName
from planner.cli.options import (
    Catalog,
    Format,
    Output,
    Reply,
    build_of,
    one_of,
    workspace_of,
)
from planner.cli.pipes import write_out


def wiring(
    build: BuildName,
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE.svg", help="Also draw it to this SVG file."),
    ] = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Show how a build is wired, plug by plug; if it states no wiring, propose one.

    \b
    planner wiring kraken-2026                   which board goes into which port and outlet?
    planner wiring kraken-2026 -o wiring.svg     the same as a drawing, to print or to share
    """
    from planner.cli.answers.wiring import wiring_answer
    from planner.io.drawings.canvas import LIGHT
    from planner.io.drawings.wiring import wiring_svg
    from planner.jobs.plans import plan_build
    from planner.jobs.wiring import wiring_of
    from planner.model.wiring_wording import gap_text

    if output is not None and str(output) != "-":
        one_of(output.suffix.lower(), [".svg"], what="drawing with the ending", option="--output")
    workspace = workspace_of(catalog)
    found = wiring_of(plan_build(build_of(workspace, build), workspace.catalog))
    drawn = None
    if output is not None:
        svg = wiring_svg(found.picture, map(gap_text, found.gaps), LIGHT, found.fronts)
        drawn = str(output), write_out(output, svg.encode())
    return wiring_answer(found, drawn=drawn), style
