"""Exporters: a document as the bytes of a file, one module a format.

`EXPORTERS["xlsx"].export(document)` gives the same bytes for the same document, whoever asks. A new
format is one module with these four names, and its line here. Some write purchase orders, too.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol, TypeVar

from planner.io.exporters import bbcode, csv, html, json, markdown, xlsx
from planner.io.exporters.csv import table_text as table_csv
from planner.io.exporters.markdown import table_text as table_markdown
from planner.model.document import Document, Orders

__all__ = [
    "EXPORTERS",
    "ORDER_EXPORTERS",
    "Exporter",
    "table_csv",
    "table_markdown",
]


D_contra = TypeVar("D_contra", contravariant=True)


class Exporter(Protocol[D_contra]):
    """What every member has: its title, the ending of its files, their type, and the job."""

    TITLE: str
    SUFFIX: str
    MEDIA_TYPE: str

    def export(self, document: D_contra) -> bytes:
        """Return the document as the bytes of a file."""
        ...


EXPORTERS: Mapping[str, Exporter[Document]] = MappingProxyType(
    {
        "xlsx": xlsx,
        "csv": csv,
        "markdown": markdown,
        "bbcode": bbcode,
        "json": json,
        "html": html,
    }
)
ORDER_EXPORTERS: Mapping[str, Exporter[Orders]] = MappingProxyType(
    {"xlsx": xlsx, "csv": csv, "html": html}
)
