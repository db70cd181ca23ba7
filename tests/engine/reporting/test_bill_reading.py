"""What was read of somebody's list, as tables and sentences."""

from decimal import Decimal

import pytest

from planner.engine.reporting.bill_reading import (
    bill_reading_report,
    matched_text,
    part_text,
    totals_text,
)
from planner.model.bill_matching import LineMatch, MatchBasis, MatchCandidate, ReadBill
from planner.model.bill_reading import (
    Asked,
    BillReading,
    Choice,
    Disagreement,
    HiddenPlace,
    ReadLine,
    StatedSum,
)
from planner.model.money import Money


def line(
    row: int, quantity: str | None = "2", price: str | None = "10", **facts: object
) -> ReadLine:
    known: dict[str, object] = {
        "row": row,
        "name": f"Part {row}",
        "quantity": None if quantity is None else Decimal(quantity),
        "unit_price": None if price is None else Decimal(price),
        "currency": "EUR",
    }
    return ReadLine.model_validate(known | facts)


def bill(*lines: ReadLine, **facts: object) -> ReadBill:
    reading = BillReading.model_validate({"file": "list.csv", "lines": lines, **facts})
    return ReadBill(reading=reading, matches=tuple(LineMatch(row=each.row) for each in lines))


def rows(told: ReadBill, table: str) -> list[tuple[object, ...]]:
    tables = {each.name: each for each in bill_reading_report(told).tables}
    return [row.cells for row in tables[table].rows]


def test_a_line_shows_what_it_comes_to_and_an_unread_cell_as_it_is_written() -> None:
    told = bill(
        line(2),
        line(3, None, None, quantity_text="20 mm", unit_price_text="(ca. 30.00)"),
        line(4, part_of_bill=False, line_total=Decimal(19), currency=None),
    )

    first, second, third = rows(told, "lines")

    assert first[2:6] == ("Part 2", 2, Money(Decimal(10), "EUR"), Money(Decimal(20), "EUR"))
    assert second[2:6] == ("Part 3", "20 mm", "(ca. 30.00)", None)
    assert third[2:6] == ("Part 4 (left out)", 2, 10, 19)


def test_the_table_of_a_line_is_shown_where_there_are_several() -> None:
    def shown(told: ReadBill) -> bool:
        columns = bill_reading_report(told).tables[0].columns
        return not next(column for column in columns if column.key == "sheet").detail

    assert shown(bill(line(2, sheet="A"), line(2, sheet="B")))
    assert not shown(bill(line(2, sheet="A"), line(3, sheet="A")))


def test_sums_contradictions_and_questions_have_tables() -> None:
    told = bill(
        line(2),
        stated_totals=(
            StatedSum(where="row 4", value=Decimal(21), counted=Decimal(20), of_rows="2-3"),
        ),
        disagreements=(
            Disagreement(where="row 4", stated=Decimal(21), counted=Decimal(20)),
            Disagreement(where="row 2", rows="2-3", factor=Decimal("1.2"), why="a factor"),
            Disagreement(where="row 3", is_rounding=True),
        ),
        asked=(
            Asked(key="currency", text="Which?", choices=(Choice(key="EUR", text="euro"),)),
            Asked(key="hidden", text="Take?", proposed="take"),
            Asked(key="tax", text="Add?", answered="no"),
        ),
    )

    assert rows(told, "stated_totals") == [("row 4", "", 21, 20, "2-3")]
    assert [row[0] for row in rows(told, "disagreements")] == ["row 4", "rows 2-3", "row 3"]
    assert [row[4] for row in rows(told, "disagreements")] == ["", "a factor", "rounding"]
    assert [row[2:] for row in rows(told, "asked")] == [
        ("EUR (euro)", ""),
        ("", "proposed: take"),
        ("", "no"),
    ]


@pytest.mark.parametrize(
    ("sums", "stated"),
    [
        ((("SGD", Decimal(20)),), Money(Decimal(21), "SGD")),
        ((("SGD", Decimal(20)), ("USD", Decimal(1))), Decimal(21)),
        ((("unknown", Decimal(20)),), Decimal(21)),
    ],
)
def test_stated_sums_are_in_the_currency_of_the_list_where_it_has_one(
    sums: tuple[tuple[str, Decimal], ...], stated: Money | Decimal
) -> None:
    told = bill(
        line(2),
        sums=sums,
        stated_totals=(StatedSum(where="row 4", value=Decimal(21)),),
        disagreements=(Disagreement(where="row 4", stated=Decimal(21)),),
    )

    assert rows(told, "stated_totals") == [("row 4", "", stated, None, "")]
    assert rows(told, "disagreements") == [("row 4", stated, None, None, "")]


def test_what_must_be_read_with_the_sums_is_noted() -> None:
    told = bill(
        line(2),
        hidden=(
            HiddenPlace(where="row 2", holds_lines=True),
            HiddenPlace(where="column G", holds_lines=False),
        ),
        unpriced=("row 3",),
        unread=("row 5",),
        sheets_without_lines=("Notes",),
        shipping=(("EUR", Decimal("4.9")), ("unknown", Decimal(2))),
    )

    assert bill_reading_report(told).notes == (
        "row 2 is hidden in the file and holds lines.",
        "column G is hidden in the file.",
        "Unpriced, not counted as 0: row 3.",
        "Not counted, because it cannot be read: row 5.",
        "No lines in: Notes.",
        "Shipping of €4.90 is stated beside the lines.",
        "Shipping of 2 is stated beside the lines.",
    )


def test_the_total_is_told_only_where_it_is_one() -> None:
    sums = (("EUR", Decimal(20)), ("unknown", Decimal("5.125")))
    whole = bill(line(2), sums=(("EUR", Decimal(20)),)).reading
    asked = bill(line(2), sums=sums, asked=(Asked(key="currency", text="?"),)).reading
    short = bill(line(2), line(3), unpriced=("row 3",)).reading

    assert totals_text(whole) == "1 line, €20.00 in all."
    plain = bill(line(2), sums=(("unknown", Decimal("1204.5")),)).reading
    assert totals_text(plain) == "1 line, 1,204.50 of an unknown currency in all."
    assert totals_text(asked) == (
        "1 line, €20.00 + 5.125 of an unknown currency so far; there is no total until the "
        "questions are answered."
    )
    assert totals_text(short) == (
        "2 lines, no prices so far; there is no total, because some lines are not counted."
    )


def test_a_match_is_told_with_how_sure_it_is() -> None:
    likely = MatchCandidate(part_number="rpi-5", name="Pi 5", score=Decimal("0.82"))
    sure = LineMatch(row=2, part_number="gs308", basis=MatchBasis.NAME)
    chosen = LineMatch(row=3, part_number="gs305", basis=MatchBasis.CHOSEN)
    maybe = LineMatch(row=4, candidates=(likely,))
    told = ReadBill(reading=bill(line(2)).reading, matches=(sure, chosen, maybe))

    assert part_text(sure) == "gs308"
    assert part_text(maybe) == "rpi-5? (82 % alike)"
    assert part_text(LineMatch(row=5)) == ""
    assert matched_text(told) == (
        "2 lines matched to parts of the catalog, 1 of them by you, 1 with similar names, to be "
        "confirmed."
    )
    assert matched_text(bill(line(2))) == (
        "No line is a part of the catalog: they become parts of your own."
    )
