"""What rows of one's own change: as records that page, command and JSON share."""

from planner.model.own import Change, ChangedCell, OwnChange, OwnChanges, WrittenRow


def test_a_row_of_ones_own_says_what_it_changes_cell_by_cell() -> None:
    key = (("vendor", "acme"), ("part_number", "sg108"))
    dearer = OwnChange(
        "offers", "acme sg108", key, Change.CHANGED, (ChangedCell("price", "20.00", "25.00"),)
    )
    gone = OwnChange("switch", "sg108", (("part_number", "sg108"),), Change.RETIRED)

    made = OwnChanges("own", (dearer, gone))

    assert [(each.change.value, len(each.cells)) for each in made.changes] == [
        ("changed", 1), ("retired", 0),
    ]  # fmt: skip


def test_a_row_is_written_without_a_finding_unless_one_is_told() -> None:
    assert WrittenRow("own", "offers", (("price", "25.00"),), written=True).findings == ()
