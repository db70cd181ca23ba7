"""The group `planner import`: what people keep elsewhere, read into this catalog or into a build.

Each kind of file has a command in a file of its own beside this one, and its line below.
"""

import typer

from planner.cli.commands._import_bom import bom
from planner.cli.commands._import_netbox import netbox
from planner.cli.commands._import_workbook import workbook

imports = typer.Typer(
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read bills of materials, edited workbooks, and parts of other programs.",
)
imports.command("bom")(bom)
imports.command("netbox")(netbox)
imports.command("workbook")(workbook)


@imports.callback()
def _group() -> None:
    """Read bills of materials, edited workbooks, and parts of other programs."""
