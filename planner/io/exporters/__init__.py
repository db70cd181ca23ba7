"""Exporters: a document as the bytes of a file, one module a format.

`EXPORTERS["xlsx"].export(document)` gives the same bytes for the same document, whoever asks. A new
format is one module with these four names, and its line here. Some write purchase orders, too.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from planner.io.exporters import csv, html, json, markdown, xlsx
from planner.io.exporters.csv import table_text as table_csv
from planner.io.exporters.markdown import table_text as table_markdown
from planner.model.table import Document, Orders

__all__ = [
    "EXPORTERS",
    "ORDER_EXPORTERS",
    "Exporter",
    "OrderExporter",
    "table_csv",
    "table_markdown",
]


class Exporter(Protocol):
    """What every member has: its title, the ending of its files, their type, and the job."""

    TITLE: str
    SUFFIX: str
    MEDIA_TYPE: str

    def export(self, document: Document) -> bytes:
        """Return the document as the bytes of a file."""
        ...


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {"xlsx": xlsx, "csv": csv, "markdown": markdown, "json": json, "html": html}
)


class OrderExporter(Protocol):
    """What writes purchase orders as well."""

    TITLE: str
    SUFFIX: str
    MEDIA_TYPE: str

    def export(self, document: Orders) -> bytes:
        """Return the orders as the bytes of a file."""
        ...


ORDER_EXPORTERS: Mapping[str, OrderExporter] = MappingProxyType(
    {"xlsx": xlsx, "csv": csv, "html": html}
)
