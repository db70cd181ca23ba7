"""The command that imports device types of NetBox into a catalog of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.options import Format, Output, Reply, one_of
from planner.cli.pipes import file_to_read, folder


def _role(text: str) -> str:
    from planner.model.device_types import ROLES

    return one_of(text.strip().casefold(), ROLES, what="kind of part", option="--as")


Types = Annotated[
    Path,
    typer.Argument(
        parser=file_to_read({b"PK": ".zip", b"": ".yaml"}),
        metavar="PATH",
        help="A device type in YAML, a folder or a zip of them; - is standard input.",
    ),
]
ToFolder = Annotated[
    Path | None,
    typer.Option(
        "--to",
        parser=folder,
        metavar="FOLDER",
        help="Catalog folder to write into.  [default: your own catalog]",
        show_default=False,
    ),
]
Role = Annotated[
    str | None,
    typer.Option(
        "--as",
        parser=_role,
        metavar="KIND",
        help="What all of them are: switch, board, charger or power-strip.  "
        "[default: told by their ports]",
        show_default=False,
    ),
]
Repository = Annotated[
    str, typer.Option(metavar="URL", help="Repository they come from, kept as their source.")
]
Licence = Annotated[
    str,
    typer.Option(
        "--licence",
        "--license",
        metavar="NAME",
        help="Their licence.  [default: that of the LICENSE file beside them]",
    ),
]


def netbox(
    path: Types,
    *,
    to: ToFolder = None,
    role: Role = None,
    repository: Repository = "",
    licence: Licence = "",
    style: Output = Format.TABLE,
) -> Reply:
    """Import NetBox device types as switches, boards, chargers and power strips.

    A file is imported whole or not at all; a second run changes only what changed in the files.
    Ends with exit code 1 if a file was not imported.

    \b
    planner import netbox GS308EP.yaml                      one switch, into your own catalog
    planner import netbox devicetype-library --to my-catalog
    planner import netbox RPI5.yaml --as board              its kind, which its ports cannot tell
    planner import netbox devicetype-library.zip \\
        --repository https://github.com/netbox-community/devicetype-library
    """
    from planner.cli.answers.imports import device_types_answer
    from planner.cli.options import workspace_of
    from planner.cli.progress import told_on_terminal
    from planner.io.device_types.row import Origin
    from planner.jobs.device_types import Roles, import_device_types
    from planner.settings import read_settings

    # Beside a catalog folder of its own there are no shipped parts.
    beside = () if to is not None else workspace_of(None).catalog.parts
    with told_on_terminal() as tell:
        found = import_device_types(
            path,
            to or read_settings().data,
            roles=Roles(role or ""),
            origin=Origin(repository.strip(), licence.strip()),
            beside=beside,
            go_on=lambda done, of: tell(f"{done:,} of {of:,} files"),
        )
    return device_types_answer(found), style
