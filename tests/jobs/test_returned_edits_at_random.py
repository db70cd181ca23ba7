"""Workbooks edited at random come back as those edits, and as the planner's own total of them."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.returned_workbooks import take_back
from planner.model.cost_question import CostTerms
from planner.model.document import Document
from planner.model.expressions import Ref
from tests.io.exporters.test_two_hundred_edits import BILLS, bills
from tests.io.exporters.test_workbooks_at_random import changed_book
from tests.workbooks import cells, expected, places

SHIPPED = Path(__file__).resolve().parents[2] / "catalogs"
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def folder() -> Workspace:
    return open_workspace(SHIPPED, today=TODAY)


def test_edits_at_random_come_back_as_they_were_made(folder: Workspace, tmp_path: Path) -> None:
    wrong, edits, totals = [], 0, 0
    chance = Random(20261130)  # noqa: S311 a person, not a secret
    for number, each in enumerate(bills(chance, folder)):
        build = each.before.plan.build
        book = changed_book(each.before, each.edits, tmp_path / "edited.xlsx")
        returned, _ = take_back("book.xlsx", book, build, folder.catalog, CostTerms(), today=TODAY)
        edits += len(each.edits)
        where = places(each.before)
        meant = sorted(
            (where[ref].sheet, where[ref].row + 1)
            for ref, value in each.edits.items()
            if value != _held(each.before, ref)
        )
        came = sorted((e.where.partition("!")[0], _row(e.where)) for e in returned.changes)
        due = each.after.bom.total
        if came != meant or returned.total_after != due:
            wrong.append(f"{number} {each.edits}: {came} {returned.total_after}, not {due}")
        totals += returned.total_after is not None
    assert wrong == []
    assert edits >= BILLS
    assert totals > BILLS * 0.9


def _row(where: str) -> int:
    return int("".join(sign for sign in where.partition("!")[2] if sign.isdigit()))


def _held(document: Document, ref: Ref) -> object:
    return next(expected(cell) for there, cell, _ in cells(document) if there == ref)
