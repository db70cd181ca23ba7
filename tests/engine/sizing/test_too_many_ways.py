"""Roles that allow more mixtures of boards than a program can hold are answered all the same."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.sizing import _unit_patterns as patterns
from planner.engine.sizing import size as sizing
from planner.engine.sizing._unit_patterns import TooManyWaysError
from planner.engine.sizing.size import size
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.model.findings import has_errors
from planner.model.proof import Status
from planner.model.requirement import Requirement
from planner.model.sizing import Sizing
from tests.engine.efforts import in_time
from tests.engine.sizing.test_size import WARES
from tests.engine.sizing_cases import RATES, board, charger, shop, wish

KINDS = tuple(
    (board(f"kind-{watts}", power_max_w=Decimal(watts), isa=isa), f"{90 - 9 * watts}.00")
    for watts, isa in ((3, "arm64"), (4, "armv7"), (5, "arm64"), (6, "armv7"))
)
CATALOG = shop(*(each for each in WARES if each[0].part_number != "pi"), *KINDS)
ROLES = ({"name": "a", "nodes": 1, "isa": ("arm64",)}, {"name": "b", "nodes": 2})


def wanted(**fields: Any) -> Requirement:
    return wish(**({"roles": ROLES} | fields))


@pytest.fixture
def few_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all boards of this catalog be too many to mix, and those that draw alike not."""
    # Three ways are enough for boards of one class, and for all of them it takes 48.
    monkeypatch.setattr(patterns, "MOST_WAYS", 20)


def sized(effort: Effort = UNHURRIED, **fields: Any) -> Sizing:
    return size(wanted(**fields), CATALOG, RATES, effort=effort)


@pytest.mark.usefixtures("few_ways")
@pytest.mark.parametrize("effort", [UNHURRIED, in_time(60_000)])
def test_boards_that_draw_alike_are_the_answer_and_the_bound_is_that_of_all_boards(
    effort: Effort,
) -> None:
    found = sized(effort)

    assert found.status is Status.FEASIBLE
    assert not has_errors(found.findings)
    assert found.bound is not None
    assert found.spent is not None
    # The bound counts every board and no power, so something is left between the two.
    assert Decimal(0) < found.bound.amount < found.spent.amount


def test_the_bound_lies_below_the_best_build_of_all(few_ways: None) -> None:
    found = sized()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patterns, "MOST_WAYS", 100_000)
        best = sized()

    assert best.status is Status.OPTIMAL
    assert found.bound is not None
    assert found.spent is not None
    assert best.spent is not None
    assert found.bound <= best.spent <= found.spent


@pytest.mark.usefixtures("few_ways")
def test_where_cost_is_not_the_aim_no_bound_is_known() -> None:
    found = sized(objective="watts")

    assert found.status is Status.FEASIBLE
    assert (found.build is None, str(found.bound)) == (False, "S$0.00")


@pytest.mark.usefixtures("few_ways")
def test_without_time_for_the_bound_the_build_is_the_answer_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = sizing.draft

    def no_time(*asked: Any, **how: Any) -> Any:
        if how.get("powered") is False:
            raise OutOfTimeError
        return whole(*asked, **how)

    monkeypatch.setattr(sizing, "draft", no_time)

    found = sized()

    assert (found.status, str(found.bound)) == (Status.FEASIBLE, "S$0.00")


@pytest.mark.usefixtures("few_ways")
def test_where_boards_that_draw_alike_make_no_build_it_is_refused() -> None:
    with pytest.raises(TooManyWaysError):
        sized(budget=Decimal("1.00"))


def test_without_roles_it_is_refused_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MOST_WAYS", 0)
    catalog = shop(*WARES, (charger("more", 2, 30), "9.00"))

    with pytest.raises(TooManyWaysError):
        size(wish(nodes=2), catalog, RATES)
