"""The script that prints the figures of hardware counts what it says it counts."""

from datetime import date
from pathlib import Path

import pytest

from planner.jobs.folder import Workspace, open_workspace
from planner.model.parts import Board
from scripts.hardware_figures import FIRST_BOARDS, board_lines, list_line, published_lists
from scripts.sizable_boards import sizable

TOP = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return open_workspace(TOP / "catalogs", today=date(2026, 11, 29))


def test_the_first_boards_are_62_and_none_has_left_the_catalog(shipped: Workspace) -> None:
    boards = {part.part_number for part in shipped.catalog.parts if isinstance(part, Board)}
    assert len(FIRST_BOARDS) == 62
    assert boards >= FIRST_BOARDS


def test_boards_are_counted_apart_and_the_rest_stands_under_its_reason(shipped: Workspace) -> None:
    first, later = (shipped.catalog.by_number[n] for n in ("rpi-5-8gb", "rpi-5-1gb"))
    assert isinstance(first, Board)
    assert isinstance(later, Board)

    lines = list(board_lines([(first, ""), (later, "they have no price")]))

    assert lines == [
        "1 of 1 boards of the first catalog can be sized on their own: 100%",
        "1 of 2 boards of all can be sized on their own: 50%",
        "   1  they have no price\n      rpi-5-1gb (later)",
    ]


def test_a_list_is_told_with_its_sum_beside_the_printed_one(shipped: Workspace) -> None:
    told = {build.name: list_line(build, shipped) for build in published_lists(shipped)}

    assert len(told) == 7
    assert told["rpi4utils-8"].startswith(
        "Eight Raspberry Pi 4 with SATA drives: US$1,211.00, prints US$1,211.00; 0 errors"
    )
    assert "prints no total" in told["pi-5-poe-2026"]


def test_of_boards_57_of_the_first_62_and_nine_in_ten_of_all_can_be_sized_alone(
    shipped: Workspace,
) -> None:
    boards = sizable(shipped, date(2026, 11, 29))
    found = {board.part_number: reason for board, reason in boards}
    cannot = {number for number, reason in found.items() if reason}

    assert len(FIRST_BOARDS - cannot) >= 57
    assert len(cannot) * 10 <= len(found)
    # What is in the way is a fact or a price, and never only that there is no build.
    assert not [number for number in cannot if found[number] == "infeasible"]
