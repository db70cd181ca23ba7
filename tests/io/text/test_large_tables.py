"""A table is the same, and so is what is told of it, whether it is read as rows or as columns."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.io.catalog._offers import offers_of
from planner.io.catalog._parts import parts_of
from planner.io.readers import _large_csv, csv
from planner.io.text import records
from planner.io.text.intake import Intake
from planner.io.text.large_tables import FullRows, LargeTable, Written, numbers_of, rows_without
from planner.io.text.tables import MAX_ROWS, Places, TextRow, TooLargeError, top_of

TODAY = date(2026, 11, 1)
HEAD = "part_number,sku,currency,min_quantity,price,quoted_on,valid_until,stock,basis,source"
ODD_ROWS = (
    "a b,,SGD,1,2.00,2026-05-05,,,quoted,x",
    "é\u200b,,SGD,1,2.00,2026-05-05,,,quoted,x",
    "tl,,ZZZ,1,2.00,2026-05-05,,,quoted,x",
    "tl,,SGD,0,2.00,2026-05-05,,,quoted,x",
    'tl,,SGD,1,"2,00",2026-05-05,,,quoted,x',
    "tl,,SGD,1,,2026-05-05,,,quoted,x",
    "tl,,SGD,10,1.90,2026-05-05,,,quoted,x",
    "tl,,SGD,10,1.80,2026-05-05,,,quoted,x",
    "tl,,SGD,100,1.70,2026-05-05,,7,quoted,x",
    "tl,,SGD,200,1.60,2026-05-05,,8,quoted,x",
    "tl,,SGD,1, 2.00,2026-05-05,,,quoted, x",
    'tl,,SGD,1,2.00,2026-05-05,,,quoted,"x',
    'tl,,SGD,1,2.00,2026-05-05,,,quoted,"over\ntwo ""lines"""',
    "tl,,SGD,1,2.00,2026-05-05",
    "tl,,SGD,1,2.00,2026-05-05,,,quoted,x,,more",
    "tl,,SGD,1,2.00,2026-05-05,,,quoted,x, ,",
    "tl,,SGD,1,2.00,2031-05-05,,,quoted,x",
    "tl,,SGD,5,2.00,2026-05-05,2026-05-01,,quoted,x",
    "tl,,SGD,5,2.00,2026-05-05,2026-06-01,,quoted,x",
    " ,,,,,,,,,",
    "# tl,,SGD,1,2.00,2026-05-05,,,quoted,x",
    "\x1cp,,SGD,1,2.00,2026-05-05,,,quoted,\x1cx",
    "",
)


@contextmanager
def read_as(columns: bool) -> Iterator[None]:
    """Read every text as columns, or none, a few lines at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv, "LARGE", 0 if columns else 10**9)
        patch.setattr(records, "MANY_ROWS", 1 if columns else 10**9)
        patch.setattr(_large_csv, "_PIECE", 150)
        yield


def both_ways(content: bytes) -> list[object]:
    """Return what is seen of a price list, read as rows and as columns."""
    found: list[object] = []
    for columns in (False, True):
        with read_as(columns):
            intake = Intake()
            table = intake.take(csv.table_from_bytes("acme.csv", content))
            parts = {"tl": None, **{f"p{at}": None for at in range(20)}}
            offers = offers_of("acme", table, intake, today=TODAY, parts=parts)
            seen = [(each.model_dump_json(), each.model_fields_set) for each in offers]
            rows = (table.columns, [*table.rows], table.header_row, table.left_out)
            found.append((rows, seen, intake.findings, intake.left_out))
    return found


rows = st.lists(
    st.one_of(
        st.sampled_from(ODD_ROWS),
        st.integers(0, 25).map(lambda at: f"p{at},,SGD,1,{at}.50,2026-05-05,,,quoted,x"),
        st.tuples(st.integers(0, 3), st.integers(1, 4)).map(
            lambda each: f"p{each[0]},,SGD,{each[1]},{9 - each[1]}.50,2026-05-05,,,quoted,x"
        ),
    ),
    max_size=30,
)


@settings(max_examples=120)
@given(
    rows=rows,
    head=st.sampled_from(
        [
            HEAD,
            f"{HEAD},note,note",
            f"{HEAD},,",
            f"{HEAD},, x",
            f"My prices\n\n{HEAD}",
            f"# mine\n{HEAD}",
            HEAD.replace("price", "prise"),
            "",
        ]
    ),
    end=st.sampled_from(["\n", "\r\n", "\r", "\n\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    last=st.booleans(),
)
@example([*ODD_ROWS], HEAD, "\n", "utf-8", True)
@example([*ODD_ROWS[:11], *ODD_ROWS[12:]], HEAD, "\r\n", "utf-8-sig", False)
def test_a_price_list_is_the_same_by_columns(
    rows: list[str], head: str, end: str, encoding: str, last: bool
) -> None:
    text = end.join([head, *rows]) + end * last
    by_row, by_column = both_ways(text.encode(encoding, "replace"))
    assert by_row == by_column


@pytest.mark.parametrize("sign", ["\0", ";", "\t"])
def test_signs_of_any_kind_are_told_alike(sign: str) -> None:
    rows = [HEAD, *[f"p{at},,SGD,1,{at}.50,2026-05-05,,,quoted,x" for at in range(20)]]
    by_row, by_column = both_ways("\n".join(rows).replace(",", sign).encode())
    assert by_row == by_column


@pytest.mark.parametrize("bad", ["", "x x", "tl", "'", '"'])
def test_parts_are_the_same_by_columns(bad: str) -> None:
    rows = ["part_number,name,source,interfaces,note"]
    rows += [f"sw-{at},Switch {at},x,{5 + at % 3} x 1G RJ45," for at in range(40)]
    rows[7], rows[30] = f"{bad},Switch,x,8 x 1G RJ45,", "tl,,x,oops,"
    rows[9] = f'tl,"{bad.replace(chr(34), "")}",x,8 x 1G RJ45,'
    found = []
    for columns in (False, True):
        with read_as(columns):
            intake = Intake()
            table = intake.take(csv.table_from_bytes("switch.csv", "\n".join(rows).encode()))
            parts = parts_of(table, "switch", intake, places=Places())
            found.append(([*parts], intake.findings, intake.left_out))
    assert found[0] == found[1]


def large(*rows: Sequence[str]) -> LargeTable:
    top, _ = top_of("t.csv", [TextRow(1, ("a", "b")), TextRow(2, ("1", "2"))])
    table = LargeTable("t.csv", top)
    table.take_rows(2, rows)
    return table


def test_rows_are_made_when_they_are_asked_for_and_know_where_they_stand() -> None:
    table, findings = large(("x", "1"), ("", " "), ("y",), ("z", "3", "4"), ("z", "3")).finished()
    assert [*table.rows] == [
        TextRow(2, ("x", "1")),
        TextRow(4, ("y", ""), 1),
        TextRow(6, ("z", "3")),
    ]
    assert table.rows[1:] == (TextRow(4, ("y", ""), 1), TextRow(6, ("z", "3")))
    assert [each.code for each in findings] == ["row-length"]
    left = rows_without(table.rows, [0])
    assert left == table.rows[1:]
    assert hash(left) == hash(table.rows[1:])
    assert [*numbers_of(left)] == [4, 6]
    assert isinstance(left, FullRows)
    assert left.column(0).cells == ["y", "z"]


def test_of_a_column_in_which_all_is_different_no_texts_are_gathered() -> None:
    table = large(*((f"{at}", "same") for at in range(3_000))).finished()[0]
    assert isinstance(table.rows, FullRows)
    different, same = table.rows.column(0), table.rows.column(1)
    assert (different.are_different, same.are_different) == (True, False)
    assert same.texts == {"same"}
    assert len(different.texts) == 3_000
    assert Written(["x", "x"]).texts == {"x"}


def test_more_rows_than_are_read_are_refused() -> None:
    table = large()
    with pytest.raises(TooLargeError):
        table.take_columns(2, [["x"] * (MAX_ROWS + 1)] * 2)
