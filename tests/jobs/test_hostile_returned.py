"""Hostile files in the place of a returned workbook: an answer or a clear refusal, and soon."""

import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random

import openpyxl
import pytest

from planner.jobs.device_types import import_dropped
from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.returned_workbooks import recognise, take_back
from planner.model.cost_question import CostTerms
from planner.model.findings import PlannerError
from tests.io.readers.hostile_grids import CORPUS
from tests.jobs.test_returned_workbooks import SHIPPED, TERMS, TODAY

EXPORTED = (SHIPPED.parent / "exports" / "kraken.xlsx").read_bytes()
BILL = "Bill of materials"
MOST_S = 2.0


@pytest.fixture(scope="module")
def folder() -> Workspace:
    return open_workspace(SHIPPED, today=TODAY)


def taken(content: bytes, folder: Workspace) -> str:
    """Return what comes of a file: the code of why it is refused, or that it was read."""
    began = time.process_time()
    try:
        take_back("k.xlsx", content, folder.build("kraken"), folder.catalog, TERMS, today=TODAY)
        return "read"
    except PlannerError as error:
        return error.finding.code
    finally:
        assert time.process_time() - began < MOST_S


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_is_no_workbook_of_ours(name: str, folder: Workspace) -> None:
    assert taken(CORPUS[name][0](), folder) != "read"


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_is_no_device_type(name: str, tmp_path: Path) -> None:
    content = CORPUS[name][0]()
    for file in ("a.yaml", "a.zip"):
        began = time.process_time()
        with suppress(PlannerError):
            found = import_dropped(file, content, tmp_path / "own")
            assert all(each.part_number == "" for each in found.files)
        assert time.process_time() - began < MOST_S
    assert not (tmp_path / "own").exists()


def test_a_workbook_of_ours_that_was_blown_up_is_answered_soon(folder: Workspace) -> None:
    def grown(rows: int, columns: int) -> bytes:
        book = openpyxl.load_workbook(BytesIO(EXPORTED))
        sheet = book[BILL]
        for row in range(rows):
            sheet.cell(200 + row, 2, "Part")
            sheet.cell(200 + row, 3, "Part number")
        for column in range(columns):
            sheet.cell(5, 30 + column, "x")
        saved = BytesIO()
        book.save(saved)
        return saved.getvalue()

    assert taken(grown(30_000, 0), folder) == "read"
    assert taken(grown(0, 16_000), folder) in ("read", "grid-too-large")


def test_a_workbook_with_damaged_bytes_is_read_or_refused(folder: Workspace) -> None:
    chance = Random(20261130)  # noqa: S311 no secret
    for _ in range(25):
        content = bytearray(EXPORTED)
        for _ in range(chance.randint(1, 40)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        assert taken(bytes(content[: chance.randrange(len(content))]), folder)
        assert taken(bytes(content), folder)


def test_a_list_of_somebody_s_own_is_not_taken_for_a_workbook_of_ours() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Part", "Part number", "Qty", "Price", "Currency", "Amount"])
    book.active.append(["Fan", "F-1", 2, 3.5, "EUR", 7])
    saved = BytesIO()
    book.save(saved)

    assert recognise("mine.xlsx", saved.getvalue()) is None
    assert recognise("k.xlsx", EXPORTED) == ("Kraken", False)
    assert recognise("k.xlsx", b"PK\x03\x04") is None
    assert CostTerms() == TERMS
