"""Exporters: a document as the bytes of a file, one module a format.

`EXPORTERS["xlsx"].export(document)` gives the same bytes for the same document, whoever asks. A new
format is one module with these four names, and its line here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from planner.io.exporters import csv, json, markdown, xlsx
from planner.io.exporters.csv import table_text as table_csv
from planner.io.exporters.markdown import table_text as table_markdown
from planner.model.table import Document

__all__ = ["EXPORTERS", "Exporter", "table_csv", "table_markdown"]


class Exporter(Protocol):
    """What every member has: its title, the ending of its files, their type, and the job."""

    TITLE: str
    SUFFIX: str
    MEDIA_TYPE: str

    def export(self, document: Document) -> bytes:
        """Return the document as the bytes of a file."""
        ...


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {"xlsx": xlsx, "csv": csv, "markdown": markdown, "json": json}
)
