"""Kits as a table: what is told of ports, of missing prices, and how the rows add up."""

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.engine.planning.cost import cost
from planner.engine.planning.kit_bill import kit_bill
from planner.engine.reporting import document
from planner.engine.reporting.kits import kits_table, lacking_text, ports_text, watts_text
from planner.model.comparison import Figure
from planner.model.table import value_of
from tests.engine.planning.test_copies import sgd
from tests.engine.planning.test_kits import CLUSTER, planned, told
from tests.plans import kraken_like, shipping

RACK, WORKER, *_ = told(CLUSTER).kits


@pytest.mark.parametrize(
    ("ports", "wired", "said"),
    [
        (0, 1, "needs 1"),
        (0, 0, ""),
        (5, 3, "has 5, needs 3"),
        (5, 0, "has 5"),
        (None, 3, "has an unknown number, needs 3"),
    ],
)
def test_ports_of_a_kit_are_those_it_has_and_needs(
    ports: int | None, wired: int, said: str
) -> None:
    assert ports_text(replace(RACK, ports=ports, wired=wired)) == said


def test_what_is_not_known_of_a_kit_is_told() -> None:
    assert lacking_text(replace(RACK, unpriced=("a", "b"), problems=2)) == (
        "no price: a, b; 2 findings"
    )
    assert lacking_text(WORKER) == ""
    assert watts_text(Figure()) == "unknown"
    assert watts_text(Figure(value=Decimal("2.5"))) == "2.5 W"


def test_a_build_with_kits_has_a_report_of_them_and_one_without_has_none() -> None:
    plan = planned(CLUSTER)
    made = document(plan, cost(plan))
    assert [each.name for each in made.reports][:3] == ["summary", "bill", "kits"]
    assert made.kits == told(CLUSTER)

    plain = kraken_like()
    without = document(plain, cost(plain))
    assert (without.report("kits"), without.kits) == (None, None)


def test_the_rows_of_kits_end_with_what_lies_in_none_and_the_total() -> None:
    charged = CLUSTER.model_copy(update={"charges": (shipping("7.00 SGD"),)})
    plan = planned(charged)
    bom, bill = cost(plan), kit_bill(plan, cost(plan))
    assert bill is not None
    table = kits_table(bom, bill)

    assert [(row.level, row.cells[0]) for row in table.rows][:4] == [
        (0, "rack"),
        (1, "· worker"),
        (2, "· · wired"),
        (3, "· · · pi"),
    ]
    assert [(row.cells[0], value_of(table.cell(row.key, "amount"))) for row in table.rows[-4:]] == [
        ("patch", sgd("1.60")),
        ("Left over in packs", sgd("0.80")),
        ("Shipping", sgd("7.00")),
        ("Total", bom.total),
    ]


def test_what_is_sold_singly_leaves_no_row_for_packs() -> None:
    bill = replace(told(CLUSTER), left_over=sgd("0.00"))
    table = kits_table(cost(planned(CLUSTER)), bill)
    assert "Left over in packs" not in table.column("what")


def test_without_a_total_the_rows_end_with_a_subtotal() -> None:
    bom = cost(planned(CLUSTER)).model_copy(update={"total": None})
    bill = replace(told(CLUSTER), parts=(replace(told(CLUSTER).parts[0], amount=None),))
    table = kits_table(bom, bill)

    assert table.rows[-1].cells[0] == "Subtotal"
    assert "no price" in table.column("lacking")
