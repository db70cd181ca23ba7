"""Tables: what they refuse, and how cells are read."""

from datetime import date
from decimal import Decimal

import pytest

from planner.model.expressions import Ref
from planner.model.table import (
    Column,
    Marked,
    Packs,
    Report,
    Row,
    Same,
    Table,
    missing_text,
    row_of,
    value_of,
)
from tests.plans import money

COLUMNS = (Column("part", "Part"), Column("note", "Note"), Column("count", "Count"))
HERE = Ref("bill", "line_1", "quantity")


def table(*rows: Row) -> Table:
    return Table("bill", "Bill", COLUMNS, rows)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, None),
        ("Switch", "Switch"),
        (7, 7),
        (Decimal("93.1"), Decimal("93.1")),
        (money("626.63 SGD"), money("626.63 SGD")),
        (date(2020, 6, 17), date(2020, 6, 17)),
        (Marked(Decimal("93.1"), "measured"), Decimal("93.1")),
        (Same(7, HERE), 7),
        (Same(None, HERE), None),
        (Packs(2, HERE, HERE), 2),
    ],
)
def test_a_cell_shows_its_value_or_that_of_its_formula(cell: object, value: object) -> None:
    assert value_of(cell) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(("lines", "text"), [(1, "unpriced: 1 line"), (2, "unpriced: 2 lines")])
def test_what_stands_for_a_missing_total_counts_the_lines(lines: int, text: str) -> None:
    assert missing_text(lines) == text


def test_a_row_has_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="table bill, row a: not one cell a column"):
        table(Row("a", ("Switch",)))


def test_two_rows_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="two rows of one key"):
        table(Row("a", ("Switch", "", 1)), Row("a", ("Lead", "", 8)))


def test_two_columns_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="two columns"):
        Table("bill", "Bill", (COLUMNS[0], COLUMNS[0]), ())


def test_a_cell_is_found_by_row_and_column() -> None:
    bill = table(Row("a", ("Switch", "", 1)), Row("b", ("Lead", "", 8)))

    assert bill.cell("b", "count") == 8
    assert bill.column("part") == ("Switch", "Lead")


def test_a_row_is_made_from_the_cells_that_the_table_has_columns_for() -> None:
    row = row_of(COLUMNS, "a", strong=True, group="In use", cells={"count": 1, "packs": 4})

    assert row == Row("a", ("", "", 1), "In use", strong=True)


def test_a_page_for_people_shows_all_but_the_columns_of_detail() -> None:
    columns = (Column("part", "Part"), Column("sku", "Number", detail=True), Column("n", "Count"))

    assert Table("bill", "Bill", columns, (Row("a", ("Switch", "S-1", 1)),)).shown() == (0, 2)


def test_a_compact_table_has_no_column_that_says_nothing() -> None:
    bill = table(Row("a", ("Switch", "", 1)), Row("b", (None, "", 8)))

    compact = bill.compact()

    assert [column.key for column in compact.columns] == ["part", "count"]
    assert compact.cell("b", "part") is None
    assert compact.compact() is compact


def test_an_empty_table_keeps_its_columns() -> None:
    assert table().compact().columns == COLUMNS


def test_a_report_holds_tables_and_notes() -> None:
    assert Report("bill", "Bill", (table(),), ("inferred",)).notes == ("inferred",)
