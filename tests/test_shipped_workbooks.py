"""The workbooks in exports/ are what the planner writes from the shipped catalog today."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.io.exporters import EXPORTERS
from planner.jobs.folder import open_workspace
from planner.jobs.plans import document_of

TOP = Path(__file__).resolve().parents[1]
BUILDS = ("octopi", "kraken", "kraken-gigabit", "leviathan")


def texts(data: bytes) -> dict[str, dict[str, Any]]:
    """Return every cell of every sheet: formulas, and the values stored beside them.

    Not the bytes: a later release of the library may lay a file out otherwise.
    """
    result: dict[str, dict[str, Any]] = {}
    for values in (False, True):
        book = openpyxl.load_workbook(BytesIO(data), data_only=values)
        for sheet in book:
            cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}
            result[f"{sheet.title}, {'values' if values else 'formulas'}"] = cells
    return result


@pytest.mark.parametrize("name", BUILDS)
def test_a_shipped_workbook_says_what_an_export_says_today(name: str) -> None:
    workspace = open_workspace(TOP / "catalogs", today=date(2026, 11, 23))
    document = document_of(workspace.build(name), workspace.catalog)

    shipped = (TOP / "exports" / f"{name}.xlsx").read_bytes()

    assert texts(shipped) == texts(EXPORTERS["xlsx"].export(document)), (
        f"exports/{name}.xlsx is out of date: planner export {name}"
    )
