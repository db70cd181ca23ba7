"""Spares by rule on the page Plan: rules beside the copies, and every sum and line follows them."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.engine.planning.cost import cost
from planner.engine.planning.kit_bill import kit_bill
from planner.engine.planning.plan import make_plan
from planner.model.build import Build
from planner.model.spares import SpareRule
from planner.ui.plan._kit_rows import spares_row
from tests.engine.planning.test_copies import CATALOG
from tests.engine.sizing_cases import RATES
from tests.kits import built, inner, kit, use
from tests.ui.bill import lines
from tests.ui.plan.test_edits import BOARDS, opened, press, said


def unfolded(**query: str) -> AppTest:
    return opened(**query).button(key="spares-fold").click().run()


def about(app: AppTest) -> Any:
    return next(each for each in app.selectbox if each.label == "Spares of")


def origin(app: AppTest, key: str = BOARDS) -> list[str]:
    return [text for text, _ in lines(app)[key]["origin"]]


def test_a_rule_adds_spares_to_every_line_and_tells_what_they_cost() -> None:
    app = unfolded()
    assert "No spares are added yet." in app.caption[0].value
    app.number_input(key="spares-percent").set_value(10.0).run()
    press(app, "Add rule")

    assert not app.exception
    assert "**All parts**: 10 %" in said(app)
    assert "7 needed + 1 spare" in origin(app)
    # What is in use stays the number to change.
    assert lines(app)[BOARDS]["quantity"] == 7
    assert "They add S$" in said(app)


def test_a_part_comes_before_its_category_and_that_before_all() -> None:
    app = unfolded()
    press(app, "Add rule")
    about(app).select_index(1).run()
    app.selectbox(key="spares-kind").select("1 for every").run()
    app.number_input(key="spares-one-in").set_value(3).run()
    press(app, "Add rule")

    assert "**Boards**: 1 in 3" in said(app)
    assert "7 needed + 3 spare" in origin(app)


def test_all_copies_are_counted_together() -> None:
    app = unfolded()
    press(app, "Add rule")
    app.number_input(key="copies:kraken:1").set_value(10).run()
    assert "70 needed + 7 spare" in origin(app)


def test_the_rules_are_in_the_address_and_can_be_removed_or_undone() -> None:
    app = unfolded()
    press(app, "Add rule")
    edited = app.query_params["edit"]
    again = unfolded(edit=edited[0] if isinstance(edited, list) else edited)
    assert "**All parts**: 10 %" in said(again)

    press(again, "Remove")
    assert "spare" not in " ".join(origin(again))
    press(app, "Undo")
    assert "spare" not in " ".join(origin(app))


@pytest.mark.parametrize(
    ("kind", "key", "typed", "told"),
    [
        ("Percent", "spares-percent", 300.0, "300 is not possible. Choose 0 to 100 %. For more"),
        ("Percent", "spares-percent", -5.0, "-5 is not possible. Choose 0 to 100 %."),
        ("Percent", "spares-percent", 5.555, "5.555 is not possible. Use no more than two"),
        ("1 for every", "spares-one-in", 0.0, "0 is not possible. Choose a whole number from 1"),
        ("1 for every", "spares-one-in", 1.5, "1.5 is not possible. Choose a whole number"),
        ("1 for every", "spares-one-in", -2.0, "-2 is not possible."),
        ("1 for every", "spares-one-in", 1e9, "1,000,000,000 is not possible."),
    ],
)
def test_a_rule_that_cannot_be_is_said_and_nothing_is_changed(
    kind: str, key: str, typed: float, told: str
) -> None:
    app = unfolded()
    app.selectbox(key="spares-kind").set_value(kind).run()
    app.number_input(key=key).set_value(typed).run()

    assert not app.exception
    assert [each.value for each in app.warning if told in each.value]
    assert app.button(key="spares-add").disabled
    assert "spare" not in " ".join(origin(app))
    app.number_input(key=key).set_value(4.0).run()
    assert not app.button(key="spares-add").disabled


def test_a_rule_about_the_same_takes_its_place() -> None:
    app = unfolded()
    press(app, "Add rule")
    about(app).select_index(0).run()
    app.number_input(key="spares-percent").set_value(100.0).run()
    press(app, "Replace rule")

    assert "**All parts**: 100 %" in said(app)
    assert "7 needed + 7 spare" in origin(app)


def test_an_empty_build_is_not_asked_for_spares() -> None:
    app = opened(build="my-build")
    assert not [each for each in app.button if each.key == "spares-fold"]


def test_spares_of_a_build_in_kits_have_a_row_of_their_own() -> None:
    cluster = built(kit("node", inner("pi", 1, "board")), use("node", 3))
    ruled = cluster.model_copy(update={"spare_rules": (SpareRule(one_in=8),)})

    def rows(of: Build) -> list[dict[str, str]]:
        plan = make_plan(of, CATALOG, rates=RATES)
        bill = kit_bill(plan, cost(plan))
        assert bill is not None
        return spares_row(bill, cost(plan))

    (row,) = rows(ruled)
    assert row["label"].startswith("Spares by rule, outside all kits: 1 × ")
    assert row["amount"] == "S$50.00"
    assert rows(cluster) == []
