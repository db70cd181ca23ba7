"""The tables of a file that somebody keeps parts in: read whatever it is, or a finding why not."""

from pathlib import Path

from planner.io.readers.csv import file_content
from planner.io.readers.grids import read_grids
from planner.io.text.grids import FileKind, GridFile


def grids_of_file(path: Path) -> GridFile:
    """Return every table of a file. Never raises for what a file holds."""
    content, findings = file_content(path, path.name)
    if content is None:
        return GridFile(path.name, FileKind.DELIMITED, findings=findings)
    return read_grids(path.name, content)
