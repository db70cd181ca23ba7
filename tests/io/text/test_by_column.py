"""Large tables are read column by column: the same records and the same words as row by row."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.io.catalog._offers import offer_shape, take_offers
from planner.io.catalog._parts import take_parts
from planner.io.readers.csv import table_from_bytes
from planner.io.text import records
from planner.io.text._by_column import by_column
from planner.io.text.columns import Column, Kind, columns_for
from planner.io.text.intake import Intake
from planner.io.text.records import check_row, lay_out
from planner.io.text.shapes import PLAIN, Shape
from planner.io.text.tables import Places, TextRow, TextTable
from planner.model.money import ExchangeRate
from planner.model.offers import Offer
from planner.model.parts import CATEGORIES
from planner.model.record import Record
from planner.model.tax_rules import TaxRule
from planner.model.vendors import Vendor

KINDS: dict[str, tuple[type[Record], Shape]] = {
    **{name: (model, PLAIN) for name, model in CATEGORIES.items()},
    "offers": (Offer, offer_shape("acme")),
    "vendors": (Vendor, PLAIN),
    "rates": (ExchangeRate, PLAIN),
    "taxes": (TaxRule, PLAIN),
}
_ODD = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "1.0",
    "5.10",
    "5.1",
    "007",
    "1e3",
    "nan",
    "none",
    "?",
    "1,5",
    "x y",
)
_BY_KIND = {
    Kind.DAY: ("2026-02-29", "2026-02-28", "2027-01-31", "31.01.2026"),
    Kind.YES_NO: ("true", "false", "yes"),
    Kind.CURRENCY: ("SGD", "sgd", "ZZZ"),
    Kind.TEXT: (
        "8 x 1G RJ45",
        "1 x 1G RJ45 PoE in",
        "1 x USB-C 5V 3A",
        "2026-01-01",
        "a;b",
        "https://x",
    ),
    Kind.PART_NUMBER: ("tl-sg108", "a b", "a\u200bb", "\ufeffx", "p,q"),
}


def _cells(column: Column) -> st.SearchStrategy[str]:
    """Return texts for a cell: its own example mostly, so that many rows can be read."""
    of_kind = _BY_KIND.get(column.kind, ())
    words = (*column.words[:3], column.example, f" {column.example} ")
    return st.sampled_from((*words, column.example, *of_kind, *_ODD[:8], *_ODD[8:]))


@st.composite
def tables(draw: st.DrawFn, kind: str) -> TextTable:
    """Return a table of a kind: all needed columns, some others, and rows that may be wrong."""
    columns = columns_for(kind)
    others = [column for column in columns if not column.required]
    chosen = [
        *(column for column in columns if column.required),
        *draw(
            st.lists(st.sampled_from(others), unique=True, max_size=8) if others else st.just([])
        ),
    ]
    fine = st.tuples(*(st.just(column.example) for column in chosen))
    odd = st.tuples(*(_cells(column) for column in chosen))
    one = st.tuples(fine, odd, st.integers(0, len(chosen) - 1)).map(
        lambda each: (*each[0][: each[2]], each[1][each[2]], *each[0][each[2] + 1 :])
    )
    rows = draw(st.lists(st.one_of(fine, one, one, odd), min_size=1, max_size=12))
    names = tuple(column.name for column in chosen)
    return TextTable(kind, names, tuple(TextRow(at, cells) for at, cells in enumerate(rows, 2)))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25)
@given(data=st.data())
def test_a_row_read_by_columns_is_the_record_that_it_is_alone(
    kind: str, data: st.DataObject
) -> None:
    model, shape = KINDS[kind]
    table = data.draw(tables(kind))
    layout = lay_out(table, columns_for(kind), Intake())
    assert layout is not None
    made = by_column(table.rows, model, layout.columns, layout.positions, shape)
    trimmed = 0
    for row, found in zip(table.rows, made.records, strict=True):
        cells, blank = layout.cells(row)
        trimmed += blank
        alone, _ = check_row(cells, model, layout.columns, shape=shape)
        assert _told(found) == _told(alone)
    assert made.trimmed == trimmed


def _told(record: Record | None) -> object:
    """Return all that can be seen of a record: how its numbers are written, too."""
    if record is None:
        return None
    return record, record.model_dump_json(), record.model_fields_set, repr(record)


def _offers(rows: Sequence[str]) -> bytes:
    head = "part_number,sku,currency,min_quantity,price,quoted_on,basis,source"
    return "\n".join([head, *rows]).encode()


@settings(max_examples=30)
@given(
    bad=st.dictionaries(
        st.integers(0, 29),
        st.sampled_from(
            [
                "a b,,SGD,1,2.00,2026-05-05,quoted,x",
                "tl,,ZZZ,1,2.00,2026-05-05,quoted,x",
                "tl,,SGD,0,2.00,2026-05-05,quoted,x",
                "tl,,SGD,1,2\u202f000,2026-05-05,quoted,x",
                "tl,,SGD,1,,2026-05-05,quoted,x",
                "tl,,SGD,10,1.90,2026-05-05,quoted,x",
                "tl,,SGD,10,1.80,2026-05-05,quoted,x",
                "tl,,SGD,1, 2.00,2026-05-05,quoted, x",
                'tl,,SGD,1,2.00,2026-05-05,quoted,"x',
                "tl,,SGD,1,2.00,2026-05-05",
                "tl,,SGD,1,2.00,2026-05-05,quoted,x,,more",
                "tl,,SGD,1,2.00,2031-05-05,quoted,x",
                "",
            ]
        ),
        max_size=8,
    )
)
def test_findings_of_a_file_are_the_same_however_large_it_is(bad: dict[int, str]) -> None:
    rows = [bad.get(at, f"p{at},,SGD,1,{at}.50,2026-05-05,quoted,x") for at in range(30)]
    with pytest.MonkeyPatch.context() as small:
        found = []
        for many in (1, 10**9):
            small.setattr(records, "MANY_ROWS", many)
            intake = Intake()
            table = intake.take(table_from_bytes("acme.csv", _offers(rows)))
            offers = take_offers("acme", table, intake, today=date(2026, 11, 1))
            found.append(([(_told(offer), rows) for offer, rows in offers], intake))
    assert found[0] == found[1]


def test_a_price_is_written_as_its_own_row_has_it_when_another_is_as_much() -> None:
    rows = [f"p{at},,SGD,1,{'5.10' if at % 2 else '5.1'},2026-05-05,quoted,x" for at in range(400)]
    intake = Intake()
    table = intake.take(table_from_bytes("acme.csv", _offers(rows)))
    offers = take_offers("acme", table, intake, today=None)
    prices = [str(offer.price_breaks[0].price) for offer, _ in offers]
    assert prices[:4] == ["5.1", "5.10", "5.1", "5.10"]


def test_rows_of_a_table_without_a_known_column_are_left_to_their_own_reading() -> None:
    rows = [TextRow(at, ("x",)) for at in range(2, 5)]
    assert by_column(rows, Offer, {}, {}, PLAIN).records == [None] * 3


def test_a_large_file_of_parts_is_read_whole() -> None:
    head = "part_number,name,source,interfaces"
    rows = [f"sw-{at},Switch {at},x,{5 + at % 3} x 1G RJ45" for at in range(1000)]
    intake = Intake()
    table = intake.take(table_from_bytes("switch.csv", "\n".join([head, *rows]).encode()))
    parts: dict[str, Record] = {}
    take_parts(table, "switch", intake, parts=parts, places=Places())  # type: ignore[arg-type]
    assert len(parts) == 1000
    assert parts["sw-1"].ports == 6  # type: ignore[attr-defined]
    assert not intake.findings
