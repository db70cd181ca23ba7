"""Rows of new parts, checked at once: what is wrong is told of the row that it is in."""

from planner.io.catalog.one_row import parts_findings

GOOD = {"part_number": "a", "name": "A", "source": "mine"}


def test_what_is_wrong_is_told_of_its_row_alone() -> None:
    first, second, third = parts_findings(
        "switch", [GOOD, {**GOOD, "part_number": "b c", "ports": "many"}, {**GOOD, "rack_u": "1"}]
    )
    assert first == ()
    assert {each.cell.column for each in second if each.cell} == {"part_number", "ports"}
    assert all(each.cell is not None and each.cell.row is None for each in second)
    # The third has the number of the first, and the file would keep the first.
    assert [each.code for each in third] == ["part-twice"]


def test_no_rows_have_nothing_wrong_with_them() -> None:
    assert parts_findings("board", []) == ()
