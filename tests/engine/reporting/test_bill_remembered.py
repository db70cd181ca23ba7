"""What was read as in earlier lists is told with its day, and how many lines are known parts."""

from datetime import date
from decimal import Decimal

from planner.engine.reporting.bill_reading import matched_text, part_text, remembered_text
from planner.model.bill_matching import LineMatch, MatchBasis, MatchCandidate, ReadBill
from planner.model.bill_reading import BillReading, ReadColumns, ReadLine
from planner.model.list_memory import Remembered

DAY = date(2026, 11, 30)
READING = BillReading(file="list.csv", tables=(ReadColumns(headings=(("2", "Spare"),)),))
KNOWN = LineMatch(row=2, part_number="pi", basis=MatchBasis.PART_NUMBER)
LIKELY = LineMatch(
    row=3, candidates=(MatchCandidate(part_number="fan", name="Fan", score=Decimal("0.5")),)
)


def test_nothing_is_told_where_nothing_was_remembered() -> None:
    assert remembered_text(ReadBill(reading=READING)) == ""


def test_columns_are_told_with_their_headings_and_answers_with_their_questions() -> None:
    kept = Remembered(
        on=DAY,
        columns=(("quantity", "2"), ("name", "0"), ("vendor", "none")),
        answers=(("currency", "EUR"),),
    )

    told = remembered_text(ReadBill(reading=READING, remembered=kept))

    assert "2026-11-30" in told
    assert "quantity in column 2 (“Spare”), name in column 0, vendor in no column" in told
    assert "currency EUR" in told


def test_lines_are_told_that_are_parts_and_those_that_may_be() -> None:
    lines = (ReadLine(row=2, name="Pi"), ReadLine(row=3, name="Fan"))
    reading = READING.model_copy(update={"lines": lines})

    both = matched_text(ReadBill(reading=reading, matches=(KNOWN, LIKELY)))
    likely = matched_text(ReadBill(reading=reading, matches=(LIKELY, LIKELY)))
    chosen = KNOWN.model_copy(update={"basis": MatchBasis.CHOSEN})

    assert both == (
        "1 line matched to parts of the catalog, 1 with similar names, to be confirmed."
    )
    assert likely == "2 lines with similar names, to be confirmed."
    assert "1 of them by you" in matched_text(ReadBill(reading=reading, matches=(chosen,)))
    assert matched_text(ReadBill(reading=reading, matches=())).startswith("No line is a part")


def test_a_line_that_a_person_called_their_own_is_no_longer_to_be_confirmed() -> None:
    own = LIKELY.model_copy(update={"basis": MatchBasis.CHOSEN, "category": "case"})
    bill = ReadBill(reading=READING, matches=(own, KNOWN))

    assert part_text(own) == "your own (case)"
    assert matched_text(bill) == "1 line matched to parts of the catalog."
