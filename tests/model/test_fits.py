"""What a part says it is made for is read as its maker means it, and never beyond that."""

from typing import Any

import pytest

from planner.model.fits import Fit, fit, named
from planner.model.parts import Board, Case, PoeModule

YES, NO, PERHAPS = Fit.FITS, Fit.DOES_NOT, Fit.UNKNOWN


def board(name: str = "Raspberry Pi 4 Model B 8 GB", **facts: Any) -> Board:
    known = {"part_number": "x", "name": name, "source": "https://boards.example"}
    return Board(**(known | facts))


@pytest.mark.parametrize(
    ("name", "fits", "found"),
    [
        ("Raspberry Pi 3 Model B", "Raspberry Pi 3B", YES),
        ("Raspberry Pi 3 Model B+", "Raspberry Pi 3B", NO),
        ("Raspberry Pi 3 Model B+", "Raspberry Pi 3B, 3B+", YES),
        ("Raspberry Pi 4 Model B 8 GB", "Raspberry Pi 3B+; 4B", YES),
        ("Raspberry Pi 4 Model B 8GB", "Raspberry Pi 3B+ / 4B", YES),
        ("Raspberry Pi 5 8 GB", "Raspberry Pi 4B and 5", YES),
        ("Raspberry Pi 1 Model B (512 MB)", "Raspberry Pi 1B", YES),
        ("Raspberry Pi 5 16 GB", "Raspberry Pi 4B", NO),
        ("Raspberry Pi 5 16 GB", "Raspberry Pi 3B+, 4B", NO),
        # A family means its boards of the usual shape.
        ("Raspberry Pi 5 16 GB", "Raspberry Pi", YES),
        ("Raspberry Pi 5 16 GB", "Raspberry Pi boards", YES),
        ("Raspberry Pi Zero 2 W", "Raspberry Pi", PERHAPS),
        ("Raspberry Pi 400 (unit only)", "Raspberry Pi", PERHAPS),
        ("Raspberry Pi Compute Module 4 8 GB", "Raspberry Pi", PERHAPS),
        ("ROCK Pi 4A 4 GB", "Raspberry Pi", NO),
        # A generation means its model B; of its other models nothing is said.
        ("Raspberry Pi 4 Model B 8 GB", "Raspberry Pi 4", YES),
        ("Raspberry Pi 4", "Raspberry Pi 4 Model B", YES),
        ("Raspberry Pi 3 Model A+", "Raspberry Pi 3", PERHAPS),
        ("Raspberry Pi 400 (unit only)", "Raspberry Pi 4", NO),
        ("Raspberry Pi 500 (unit only)", "Raspberry Pi 5", NO),
        ("Orange Pi 5 Max 8 GB", "Orange Pi 5", PERHAPS),
        # Names that are shortened as people do.
        ("Raspberry Pi Zero 2 W", "Raspberry Pi Zero, Zero W, Zero 2 W", YES),
        ("Raspberry Pi Zero", "Raspberry Pi Zero, Zero W, Zero 2 W", YES),
        ("Raspberry Pi 4 Model B 8 GB", "RPi 4B", YES),
        ("Raspberry Pi 5 8 GB", "Pi 5", PERHAPS),
        ("Orange Pi 5", "Pi 5", PERHAPS),
        ("Orange Pi 5", "Raspberry Pi 4B, 5", NO),
        ("ROCK Pi 4B 4 GB", "Raspberry Pi 3B+, 4B", NO),
        ("Raspberry Pi Compute Module 4 8 GB", "Raspberry Pi CM4", YES),
        ("Raspberry Pi Compute Module 5 4 GB, 32 GB eMMC", "Raspberry Pi CM4, CM5", YES),
        ("Raspberry Pi Compute Module 3+", "Raspberry Pi Compute Module 1, 3, 3+", YES),
        ("ROCK Pi 4A 4 GB", "Raspberry Pi 4B, ROCK Pi 4A", YES),
        # What names nothing says neither yes nor no.
        ("ROCK Pi 4A 4 GB", "any board", PERHAPS),
        ("ROCK Pi 4A 4 GB", "Raspberry Pi 4B and others", PERHAPS),
        ("ROCK Pi 4A 4 GB", "boards", PERHAPS),
        ("ROCK Pi 4A 4 GB", "*", PERHAPS),
        ("ROCK Pi 4A 4 GB", " , ", PERHAPS),
        ("ROCK Pi 4A 4 GB", "", PERHAPS),
    ],
)
def test_a_board_is_looked_for_in_a_list_of_names(name: str, fits: str, found: Fit) -> None:
    assert named(board(name), fits) is found


@pytest.mark.parametrize(
    ("fits", "found"), [("rpi-4b-8gb", YES), ("rpi-4b", YES), ("rpi-5", NO), ("rpi-4", YES)]
)
def test_a_board_may_be_named_by_its_part_number(fits: str, found: Fit) -> None:
    assert named(board(part_number="rpi-4b-8gb"), fits) is found


@pytest.mark.parametrize(
    ("fits", "plug", "found"),
    [
        ("USB-C boards", "USB-C", YES),
        ("USB-C boards", "micro-USB", NO),
        ("USB-C boards", "barrel", NO),
        ("USB-C boards", None, PERHAPS),
        ("", "USB-C", PERHAPS),
        ("Type C", "USB-C", YES),
        ("micro USB", "micro-USB", YES),
        ("barrel plug, 5.5 mm", "barrel", PERHAPS),
        ("barrel plug, 5.5 mm", "USB-C", NO),
        ("Raspberry Pi 4B", "USB-C", YES),
    ],
)
def test_a_splitter_fits_the_boards_whose_plug_it_ends_in(fits: str, plug: Any, found: Fit) -> None:
    splitter = PoeModule(part_number="s", name="S", source="x", kind="splitter", fits=fits)
    assert fit(splitter, board(power_connector=plug)) is found


def test_a_case_may_be_made_for_something_that_is_no_board() -> None:
    case = Case(part_number="c", name="C", source="x", fits="Waveshare CM4-IO-BASE-B")
    carrier = board("Waveshare CM4-IO-BASE-B")
    assert fit(case, carrier) is YES
    assert fit(case, board()) is NO
