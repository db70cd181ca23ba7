"""What stands where in the racks of a plan, as a table."""

from planner.engine.planning.cost import cost
from planner.engine.reporting import document
from planner.engine.reporting.racks import rack_report
from tests.engine.fitting.test_racks import layout, made


def rows(build: str) -> list[tuple[object, ...]]:
    """Return what is told of racks: of each its title, then its rows."""
    report = rack_report(layout(build))
    assert report is not None
    return [
        cells
        for table in report.tables
        for cells in ((table.title,), *(row.cells for row in table.rows))
    ]


def test_each_place_is_a_row_with_what_it_holds_and_what_is_free_the_last() -> None:
    assert rows("1 t0, 1 box4, 4 pi5, 1 ten") == [
        ("T0, 4 U",),
        ("U4", "TEN", ""),
        ("U2 and U3", "BOX4", "4 × PI5"),
        ("1 of 4 U", "free in T0", ""),
    ]


def test_racks_are_numbered_and_what_is_behind_says_so() -> None:
    assert rows("2 wide, 5 flat") == [
        ("WIDE no. 1, 2 U",),
        ("U2", "FLAT", ""),
        ("U1", "FLAT", ""),
        ("U2, behind", "FLAT", ""),
        ("0 of 2 U", "free in WIDE", ""),
        ("WIDE no. 2, 2 U",),
        ("U2", "FLAT", ""),
        ("U1", "FLAT", ""),
        ("0 of 2 U", "free in WIDE", ""),
    ]


def test_what_is_in_no_rack_is_named_with_the_reason() -> None:
    report = rack_report(layout("1 t0, 1 nineteen, 1 desk, 1 unsaid, 6 deep, 1 ten"))
    assert report is not None

    assert report.tables[-1].notes == (
        "Not in the rack: 2 × DEEP; 1 × TEN, because there is no room for it.",
        "Not in the rack: 1 × NINETEEN, because it is for a different rack width.",
        "Not in the rack: 1 × DESK, because it needs a shelf, and none has room.",
        "Not in the rack: 1 × UNSAID, because its rack height and width are not known.",
    )


def test_a_document_has_racks_where_a_build_has_some() -> None:
    def names(build: str) -> list[str]:
        plan = made(build)
        return [report.name for report in document(plan, cost(plan)).reports]

    assert "racks" in names("1 t0, 1 ten")
    assert "racks" not in names("1 ten")
    assert rack_report(layout("1 frame, 1 ten")) is None
