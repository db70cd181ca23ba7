"""Spares in words and tables: apart from what is needed, with the rules that they follow from."""

from decimal import Decimal

import pytest

from planner.engine.planning.cost import cost
from planner.engine.planning.plan import make_plan
from planner.engine.reporting import document
from planner.engine.reporting.spares import (
    about_text,
    added_text,
    asked_text,
    spares_in_words,
    spares_text,
)
from planner.model.catalog import Catalog
from planner.model.document import Document
from planner.model.spares import SpareRule, SparesCost
from planner.model.table import Table, value_of
from tests.engine.planning.test_copies import CATALOG, build, sgd
from tests.engine.sizing_cases import RATES, board, shop
from tests.kits import built, inner, kit, use

TENTH = SpareRule(percent=Decimal("10.50"))
PI = SpareRule(part_number="pi", one_in=8)


def told(*rules: SpareRule, copies: int = 1, catalog: Catalog = CATALOG) -> Document:
    plan = make_plan(build(copies, spare_rules=rules), catalog, rates=RATES)
    return document(plan, cost(plan))


def table(of: Document, name: str) -> Table:
    return next(each for report in of.reports for each in report.tables if each.name == name)


def values(of: Table) -> list[dict[str, object]]:
    titles = [each.title for each in of.columns]
    return [dict(zip(titles, map(value_of, row.cells), strict=True)) for row in of.rows]


def test_rules_are_told_by_what_they_are_about_and_ask_for() -> None:
    names = {"pi": "Raspberry Pi"}
    category = SpareRule(category="board", percent=Decimal(0))
    assert [(about_text(each, names), asked_text(each)) for each in (TENTH, category, PI)] == [
        ("All parts", "10.5 %"),
        ("Boards", "0 %"),
        ("Raspberry Pi", "1 in 8"),
    ]
    assert about_text(PI, {}) == "pi"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (None, "What they cost is not known."),
        ("107.00", "They add S$107.00 to the total."),
        ("0.00", "They add S$0.00 to the total."),
        ("-3.00", "They take S$3.00 off the total: more pieces cost less each."),
    ],
)
def test_what_spares_add_is_told_also_where_a_price_break_pays_for_them(
    amount: str | None, words: str
) -> None:
    found = SparesCost(pieces=1, amount=None if amount is None else sgd(amount))
    assert added_text(found) == words
    assert spares_text(found) == f"Spares: 1 piece. {words}"


def test_a_line_says_how_many_are_needed_and_how_many_are_spare() -> None:
    (pi,) = (each.line for each in told(PI).bom.lines if each.line.part_number == "pi")
    assert spares_in_words(pi) == "3 needed + 1 spare"


def test_spares_have_a_row_of_their_own_beside_the_kits() -> None:
    cluster = built(kit("node", inner("pi", 1, "board")), use("node", 3))
    found = cluster.model_copy(update={"spare_rules": (PI,)})
    plan = make_plan(found, CATALOG, rates=RATES)
    rows = values(table(document(plan, cost(plan)), "kits"))
    assert [(each["Kit or part"], each["Amount"]) for each in rows[-2:]] == [
        ("Spares by rule", sgd("50.00")),
        ("Total", sgd("200.00")),
    ]


def test_the_rules_stand_above_the_bill_with_the_pieces_of_each() -> None:
    rows = values(table(told(TENTH, PI, copies=3), "spare_rules"))

    assert [(each["Spares of"], each["Pieces"]) for each in rows] == [
        ("All parts", 6),
        (board("pi").name, 2),
        ("All spares", 8),
    ]
    assert [(each["Percent"], each["1 in"]) for each in rows[:2]] == [
        (Decimal("10.50"), ""),
        ("", 8),
    ]


def test_the_bill_has_needed_spare_and_left_over_in_columns_of_their_own() -> None:
    counted = ("Needed per copy", "Needed", "Spares", "Quantity", "Packs", "Left over")
    rows = values(table(told(TENTH, copies=3), "bill"))
    cables = next(each for each in rows if each["Pack of"] == 5)
    assert [cables[each] for each in counted] == [4, 12, 2, 14, 3, 1]

    plain = table(told(copies=3), "bill")
    assert {"Needed", "Spares", "Left over"}.isdisjoint(each.title for each in plain.columns)


def test_a_bill_without_packs_has_nothing_left_over_and_one_without_a_price_no_cost() -> None:
    bare = shop(*((each, "1.00") for each in CATALOG.parts if each.part_number != "pi"))
    unpriced = told(TENTH, catalog=Catalog(**{**dict(bare), "parts": CATALOG.parts}))
    assert values(table(unpriced, "spare_rules"))[-1]["Added to the total"] is None
    assert "Left over" not in values(table(unpriced, "bill"))[0]


def test_a_rule_for_what_is_not_there_has_no_pieces() -> None:
    rows = values(table(told(SpareRule(part_number="nano", one_in=1)), "spare_rules"))
    assert [each["Pieces"] for each in rows] == [0, 0]
