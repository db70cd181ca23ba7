"""What the best build of one copy is, beside that of several."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.questions import alone as module
from planner.engine.questions.alone import alone, of_one
from planner.engine.reporting.alone import alone_texts
from planner.engine.sizing.size import size
from planner.engine.solving.effort import Effort
from planner.model.catalog import Catalog
from planner.model.money import Money
from planner.model.proof import Status
from planner.model.requirement import Objective, Pieces
from planner.model.sizing import Alone, Sizing
from tests.engine.efforts import in_time
from tests.engine.sizing.test_copies import sgd, stocked
from tests.engine.sizing_cases import RATES, board, breaks, in_packs, wish
from tests.plans import offer

RIVAL = (board("rival"), breaks("rival", (1, "12.00"), (20, "7.00")))


def compared(catalog: Catalog, **wishes: Any) -> tuple[Sizing, Alone]:
    several = size(wish(**wishes), catalog, RATES)
    found = alone(several, catalog, RATES)
    assert found is not None
    return several, found


def told(catalog: Catalog, **wishes: Any) -> list[str]:
    several, found = compared(catalog, **wishes)
    assert several.spent is not None
    return list(alone_texts(several, several.spent, found))


def test_another_design_is_named_with_what_it_would_cost_in_as_many_copies() -> None:
    several, found = compared(stocked(RIVAL), nodes=2, copies=10)

    assert several.spent == sgd("1040.00")
    assert (found.total, found.times(10), found.together) == (
        sgd("110.00"),
        sgd("1100.00"),
        sgd("1100.00"),
    )
    assert list(alone_texts(several, sgd("1040.00"), found)) == [
        (
            "10 copies together cost S$60.00 less than 10 times the cheapest build for one copy, "
            "S$110.00."
        ),
        "For one copy another build is cheapest: 2 × pi instead of 2 × rival.",
        "10 copies of that build, bought together, would cost S$1,100.00, S$60.00 more.",
    ]


def test_nothing_is_said_where_copies_cost_as_often_as_one() -> None:
    assert told(stocked(), nodes=2, copies=10) == []


def test_of_one_design_the_sum_alone_is_told() -> None:
    assert told(stocked(patch=in_packs("patch", "12.00", 10)), nodes=2, copies=3) == [
        (
            "3 copies together cost S$24.00 less than 3 times the cheapest build for one copy, "
            "S$92.00."
        )
    ]


def test_copies_may_cost_more_where_what_is_owned_is_there_once() -> None:
    owned = (Pieces(part_number="switch", quantity=1),)

    assert told(stocked(), nodes=2, copies=3, owned=owned) == [
        (
            "3 copies together cost S$20.00 more than 3 times the cheapest build for one copy, "
            "S$100.00, because what you own is there only once."
        )
    ]


def test_a_cent_that_conversions_are_rounded_by_is_no_difference() -> None:
    # Each pi is US$9.99 at a rate with four places.
    catalog = stocked(pi=[offer("pi", "9.99", currency="USD")])
    several, found = compared(catalog, nodes=1, copies=7)

    assert found.total is not None
    assert several.spent is not None
    assert list(alone_texts(several, several.spent, found)) == []
    assert list(alone_texts(several, several.spent + sgd("0.04"), found)) == []
    assert len(list(alone_texts(several, several.spent + sgd("0.09"), found))) == 1


def test_designs_that_differ_in_parts_of_one_alone_say_what_it_has_more() -> None:
    several, found = compared(stocked(RIVAL), nodes=2, copies=10)
    with_more, bare = found.sizing, several

    def texts(here: Sizing, there: Sizing, together: Money | None) -> list[str]:
        return list(alone_texts(here, sgd("50.00"), Alone(there, sgd("5.00"), together)))

    more = _with(with_more, "pi", 3)
    assert texts(with_more_of(several, with_more), more, sgd("50.00"))[1:] == [
        "For one copy another build is cheapest: it also has 1 × pi.",
        "10 copies of that build, bought together, would cost the same.",
    ]
    assert texts(with_more_of(several, more), with_more, None) == [
        "10 copies together cost as much as 10 times the cheapest build for one copy, S$5.00.",
        "For one copy another build is cheapest: it does without 1 × pi.",
    ]
    assert texts(bare, with_more, sgd("49.00"))[-1].endswith("would cost S$49.00, S$1.00 less.")


def _with(sized: Sizing, number: str, quantity: int) -> Sizing:
    assert sized.plan is not None
    build = sized.plan.build
    positions = tuple(
        each.model_copy(update={"quantity": quantity}) if each.part_number == number else each
        for each in build.positions
    )
    changed = build.model_copy(update={"positions": positions})
    return replace(sized, plan=sized.plan.model_copy(update={"build": changed}))


def with_more_of(several: Sizing, other: Sizing) -> Sizing:
    """Return the sizing of several copies with another one's build."""
    return replace(several, plan=other.plan)


def test_one_copy_has_nothing_to_be_compared_with() -> None:
    assert alone(size(wish(nodes=2), stocked(), RATES), stocked(), RATES) is None
    assert list(alone_texts(size(wish(nodes=2), stocked(), RATES), sgd("1.00"), None)) == []


def test_what_is_not_proven_is_not_compared() -> None:
    several = size(wish(nodes=2, copies=3), stocked(), RATES)

    assert alone(replace(several, status=Status.FEASIBLE), stocked(), RATES) is None


@pytest.mark.parametrize("effort", [in_time(0), Effort(go_on=lambda _: False)])
def test_without_time_nothing_is_compared(effort: Effort) -> None:
    several = size(wish(nodes=2, copies=3), stocked(), RATES)

    assert alone(several, stocked(), RATES, effort=effort) is None


def test_where_reading_the_parts_takes_all_the_time_nothing_is_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    several = size(wish(nodes=2, copies=3), stocked(), RATES)

    def never(*_: object, **__: object) -> None:
        raise module.OutOfTimeError

    monkeypatch.setattr(module, "Sizer", never)

    assert alone(several, stocked(), RATES) is None


def test_a_budget_is_shared_where_more_money_buys_more() -> None:
    nodes = wish(objective=Objective.NODES, copies=3, budget=Decimal("500.00"))
    cost = wish(nodes=2, copies=3, budget=Decimal("500.00"))

    assert (of_one(nodes).budget, of_one(nodes).copies) == (Decimal("166.66"), 1)
    assert of_one(cost).budget == Decimal("500.00")
    assert of_one(wish(nodes=2, copies=3)).budget is None


def test_a_share_of_the_budget_may_be_too_little_for_one_copy() -> None:
    # Four boards at least are sold: for four copies that is one each, for one it is three too many.
    catalog = stocked(pi=[offer("pi", "30.00", minimum_quantity=4)])
    wishes: dict[str, Any] = {"objective": Objective.WATTS, "nodes": 1, "copies": 4}

    assert told(catalog, budget=Decimal("360.00"), **wishes) == [
        "One copy alone cannot be built for its share of the budget, one in 4."
    ]


def test_best_is_not_cheapest_where_something_else_is_asked_for() -> None:
    catalog = stocked(patch=in_packs("patch", "12.00", 10))

    found = told(catalog, objective=Objective.WATTS, nodes=2, copies=3)

    assert found[0].startswith("3 copies together cost S$24.00 less than 3 times the best build")
