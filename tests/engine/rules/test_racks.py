"""Whether what goes into a rack has room there, is as wide, and finds a shelf."""

import pytest

from planner.engine.rules import judge
from planner.engine.rules._racks import what_goes_into_a_rack_has_room_there
from planner.model.findings import Severity
from tests.engine.fitting.test_racks import made


def told(build: str) -> list[str]:
    found = what_goes_into_a_rack_has_room_there(made(build))
    return [f"{each.code}: {each.message}" for each in found]


@pytest.mark.parametrize(
    "build",
    [
        "4 pi4",
        "1 desk, 1 nineteen, 1 unsaid",
        "1 t0, 4 deep",
        "1 t1, 4 pi5, 1 box4, 1 ten, 1 panel, 1 strip",
        "1 t0, 1 mount, 1 desk",
        "1 t0, 1 shelf2, 2 brick",
        "1 wide, 1 nineteen, 1 ten",
        # A rack without anything that is known to go into it is no fault.
        "1 t0",
    ],
)
def test_a_rack_with_room_for_everything_is_no_finding(build: str) -> None:
    assert told(build) == []


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("1 t0, 6 deep", "rack-full: 1 × T0: no room for 2 × DEEP. Its front is full."),
        (
            "1 t0, 1 ups, 1 box4",
            (
                "rack-front-full: 1 × T0: no room at the front for 1 × BOX4. 1 U is free at the "
                "front; whether it fits behind something else is not known."
            ),
        ),
        (
            "1 t0, 5 ten",
            (
                "rack-front-full: 1 × T0: no room at the front for 1 × TEN. Its front is full; "
                "whether it fits behind something else is not known."
            ),
        ),
        (
            "1 t0, 1 nineteen",
            "rack-width: 1 × NINETEEN: for racks of 19 inches. 1 × T0: 10 inches.",
        ),
        (
            "1 t0, 1 ten, 1 desk",
            "shelf-missing: 1 × DESK: no rails hold it, and no shelf in the rack has room.",
        ),
        (
            "1 t0, 1 unsaid, 1 x-switch",
            (
                "not-checked: Not checked: space in the rack. Its rack height and width, or "
                "whether it needs a shelf, is not known for UNSAID; x-switch."
            ),
        ),
        (
            "1 t0, 1 shelf, 1 desk",
            ("not-checked: Not checked: space above shelves. Its height is not known for DESK."),
        ),
        (
            "1 t0, 1 shelf, 2 brick",
            (
                "not-checked: Not checked: what fits side by side. How many things fit is not "
                "known for SHELF."
            ),
        ),
        (
            "101 t0, 1 ten",
            "not-checked: Not checked: all racks. More than 100 racks are not checked for T0.",
        ),
    ],
)
def test_what_finds_no_place_in_a_rack_is_told(build: str, expected: str) -> None:
    assert told(build) == [expected]


def test_too_much_is_an_error_and_what_may_fit_behind_a_warning() -> None:
    def gravity(build: str) -> dict[str, Severity]:
        return {found.code: found.severity for found in judge(made(build))}

    assert gravity("1 t0, 6 deep")["rack-full"] is Severity.ERROR
    assert gravity("1 t0, 5 ten")["rack-front-full"] is Severity.WARNING
    assert gravity("1 t0, 1 desk")["shelf-missing"] is Severity.WARNING


def test_what_is_too_wide_is_an_error_and_what_is_narrower_a_warning() -> None:
    def found(build: str) -> tuple[Severity, str]:
        (told,) = what_goes_into_a_rack_has_room_there(made(build))
        return told.severity, told.hint

    one = "Choose parts and racks of the same width"
    assert found("1 t0, 1 nineteen") == (Severity.ERROR, f"{one}.")
    assert found("1 full, 1 ten") == (Severity.WARNING, f"{one}, or put it on a shelf.")
