"""A build that a command makes is written to a file of its own."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from planner.cli.pipes import write_out

if TYPE_CHECKING:
    from planner.model.build import Build


def write_build(path: Path, build: "Build", *, option: str = "--output") -> str:
    """Write a build to a .toml file that an option names; return its path."""
    from planner.io.documents.toml_text import build_toml

    if path.suffix.lower() != ".toml" and str(path) != "-":
        raise typer.BadParameter(f"{path.name!r} is not a .toml file.", param_hint=option)
    write_out(path, build_toml(build).encode())
    return str(path)
