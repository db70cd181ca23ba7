"""What a workbook that came back changes, as a table and a sentence."""

from decimal import Decimal

from planner.engine.reporting.returned_workbook import changes_table, returned_text
from planner.model.money import Money
from planner.model.returned_workbook import (
    ChangedField,
    ChangeKind,
    ReturnedWorkbook,
    WorkbookChange,
)


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def change(number: int, kind: ChangeKind = ChangeKind.CHANGED, **facts: object) -> WorkbookChange:
    known = {"number": number, "kind": kind, "field": ChangedField.QUANTITY, "name": "Fan"}
    return WorkbookChange.model_validate(known | {"where": "Bill!D5"} | facts)


def test_each_change_says_what_it_was_what_it_is_and_what_that_costs() -> None:
    returned = ReturnedWorkbook(
        file="k.xlsx",
        title="Kraken",
        changes=(
            change(1, before="7", after="9", effect=euros(20)),
            change(2, ChangeKind.ADDED, field=ChangedField.LINE, after="1", taken=False),
            change(3, ChangeKind.REMOVED, field=ChangedField.LINE, before="2"),
        ),
        total_before=euros(100),
    )

    assert [row.cells[:7] for row in changes_table(returned).rows] == [
        (1, "~ quantity", "Fan", "7", "9", euros(20), "yes"),
        (2, "+ line", "Fan", "", "1", None, "no"),
        (3, "− line", "Fan", "2", "", None, "yes"),
    ]
    assert returned_text(returned) == (
        "Kraken: 2 of 3 changes taken; the total goes from €100.00 to unknown."
    )


def test_a_workbook_that_nobody_touched_says_so() -> None:
    same = ReturnedWorkbook(file="k.xlsx", title="Kraken", total_after=euros(1))
    one = same.model_copy(update={"changes": (change(1),)})

    assert returned_text(same) == "k.xlsx changes nothing of Kraken."
    assert returned_text(one) == (
        "Kraken: 1 of 1 changes taken; the total goes from unknown to €1.00."
    )
