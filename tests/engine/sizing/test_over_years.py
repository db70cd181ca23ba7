"""Sizing by what parts and their electricity cost together over some years."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.questions.conflict import contradiction
from planner.engine.reporting.surety import over_years_text, sizing_text
from planner.engine.sizing import _electricity as electricity
from planner.engine.sizing._electricity import units_of
from planner.engine.sizing.program import draft
from planner.engine.sizing.size import Sizer, size
from planner.model.catalog import Catalog
from planner.model.obstacles import Fact, ObstacleKind
from planner.model.parts import Case, Memory, Other, Switch
from planner.model.proof import Status
from planner.model.requirement import Objective, Wanted
from planner.model.running import OverYears
from planner.model.sizing import Sizing
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    nic,
    part,
    patch,
    shop,
    wish,
)
from tests.plans import money


def watts(text: str) -> dict[str, Any]:
    return {"power_typical_w": Decimal(text)}


def shelf(*more: Any) -> Catalog:
    """A frugal board for 30.00 and a hungry one for 20.00, on a switch of 3 W."""
    return shop(
        (board("frugal", **watts("2")), "30.00"),
        (board("hungry", **watts("6")), "20.00"),
        (card("card"), "5.00"),
        (charger("hub", 5, 60, power_typical_w=Decimal(9)), "20.00"),
        (part(Switch, "switch", ports=8, speed_mbps=100, **watts("3")), "20.00"),
        (patch("patch"), "1.00"),
        (cord("cord"), "1.00"),
        *more,
    )


def over(years: int, tariff: str = "0.30", **wishes: Any) -> Any:
    asked = {"nodes": 2, "objective": Objective.OVER_YEARS} | wishes
    return wish(years=years, tariff=Decimal(tariff), **asked)


def boards(sized: Sizing) -> list[str]:
    assert sized.bom is not None
    found = [each.line for each in sized.bom.lines if each.line.category == "board"]
    return [each.part_number for each in found]


@pytest.mark.parametrize(
    ("years", "tariff", "chosen"),
    [(1, "0.20", "hungry"), (1, "0.30", "frugal"), (3, "0.05", "hungry"), (3, "0.30", "frugal")],
)
def test_a_frugal_board_is_chosen_where_its_electricity_pays_for_it(
    years: int, tariff: str, chosen: str
) -> None:
    # 4 W more are 35.04 kWh a year.
    assert boards(size(over(years, tariff), shelf(), RATES)) == [chosen]


def test_what_parts_and_electricity_come_to_together_is_said_in_the_headline() -> None:
    found = size(over(3, "0.30"), shelf(), RATES)
    assert found.over_years is not None
    assert over_years_text(found) == (
        f"{found.over_years.total} with {found.over_years.electricity} of electricity (3 years "
        f"of typical draw at {found.over_years.per_kwh} per kWh)"
    )
    assert over_years_text(size(wish(nodes=2), shelf(), RATES)) == ""
    assert sizing_text(found).endswith("costs less over 3 years.")


def test_a_build_comes_to_its_parts_and_the_electricity_of_each_piece_rounded_to_the_cent() -> None:
    sized = size(over(3), shelf(), RATES)
    # 2 × 15.77 for 2 W and 23.65 for 3 W; chargers pass on what boards draw.
    assert sized.over_years == OverYears(
        3, money("0.30 SGD"), money("55.19 SGD"), money("170.19 SGD")
    )
    assert sized.bom is not None
    assert sized.bom.total == money("115.00 SGD")
    assert (sized.spent, sized.bound) == (money("170.19 SGD"), money("170.19 SGD"))
    assert sized.status is Status.OPTIMAL


def test_by_cost_alone_no_electricity_is_counted() -> None:
    sized = size(wish(nodes=2), shelf(), RATES)
    assert sized.over_years is None
    assert sized.bom is not None
    assert sized.spent == sized.bom.subtotal
    assert Sizing(wish(nodes=1), Status.UNKNOWN).spent is None


def test_what_draws_and_says_no_watts_is_left_out_with_that_reason() -> None:
    more = (
        (part(Switch, "silent", ports=8, speed_mbps=100), "1.00"),
        (board("blank", power_typical_w=None), "1.00"),
        (nic("usbnic"), "1.00"),
    )
    sized = size(over(1), shelf(*more), RATES)
    [told] = [each for each in sized.passed_over if each.obstacle.kind is ObstacleKind.UNKNOWN]
    assert (told.obstacle.facts, told.obstacle.of) == ((Fact.WATTS,), "typical")
    assert sorted(told.names) == ["blank", "silent", "usbnic"]
    assert boards(size(wish(nodes=2), shelf(*more), RATES)) == ["blank"]


def test_spares_and_what_lies_beside_draw_nothing_and_cases_with_fans_do() -> None:
    fan_case = part(Case, "case", shelves=4, fits="frugal, hungry", **watts("1"))
    fan = part(Other, "fan", kind="fan", **watts("5"))
    wanted = over(1, spares=1, shelves=True, must=(Wanted(part_number="fan", quantity=2),))
    sized = size(wanted, shelf((fan_case, "9.00"), (fan, "2.00")), RATES)
    assert sized.over_years is not None
    # 2 × 15.77 for two of the three boards, 7.88 for the switch, 2.63 for the case.
    assert boards(sized) == ["hungry"]
    assert sized.over_years.electricity == money("42.05 SGD")


def test_a_budget_is_for_parts_alone() -> None:
    sized = size(over(10, budget=Decimal(115)), shelf(), RATES)
    assert boards(sized) == ["frugal"]
    short = size(over(10, budget=Decimal(114)), shelf(), RATES)
    assert boards(short) == ["hungry"]


def test_where_nothing_can_be_built_because_no_switch_says_its_watts_no_wish_is_in_the_way() -> (
    None
):
    silent = part(Switch, "switch", ports=8, speed_mbps=100)
    catalog = shelf()
    catalog = Catalog(
        parts=(*(each for each in catalog.parts if each.part_number != "switch"), silent),
        offers=catalog.offers,
        vendors=catalog.vendors,
    )
    assert size(over(1), catalog, RATES).status is Status.INFEASIBLE
    assert contradiction(over(1), catalog, RATES) == ()


def test_no_electricity_counts_before_somebody_says_what_it_costs() -> None:
    with pytest.raises(
        ValueError, match="the price per kWh is needed before electricity can count"
    ):
        size(wish(nodes=2, objective=Objective.OVER_YEARS), shelf(), RATES)


def test_the_program_adds_up_each_column_once() -> None:
    wanted = over(1)
    sizer = Sizer(wanted, shelf(), RATES)
    made = draft(wanted, sizer.found, sizer._prices)
    columns = [column for column, _ in made.whole]
    assert len(columns) == len(set(columns))
    assert len(made.whole) <= len(made.cost) + len(made.power)


def test_a_piece_costs_what_the_program_counts_in_thousandths_of_a_cent() -> None:
    units = units_of(over(1))
    # 17.52 kWh at 0.30.
    assert units(board("frugal", **watts("2"))) == 526_000
    assert units(charger("hub", 4, 60, power_typical_w=Decimal(9))) == 0
    assert units_of(wish(nodes=1))(board("frugal", **watts("2"))) == 0


def test_a_sizing_that_may_not_be_best_says_how_far_it_is_with_its_electricity() -> None:
    sized = size(over(3), shelf(), RATES).unproven(money("160.00 SGD"))
    assert (sized.bound, sized.status) == (money("160.00 SGD"), Status.FEASIBLE)
    assert sized.gap is not None
    assert sized.gap > 5


def test_a_proposal_whose_electricity_is_counted_otherwise_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The check counts again by the same rule, but from the bill and not from the program.
    monkeypatch.setattr(electricity, "drawn", lambda plan: ())
    with pytest.raises(ValueError, match=r"costing says S\$115.00, the program"):
        size(over(3), shelf(), RATES)


def test_the_memory_of_a_barebone_is_counted_as_the_bill_counts_it() -> None:
    bare = board(
        "bare",
        ram_mb=None,
        requires=("memory",),
        memory_slots=1,
        memory_type="DDR4 SO-DIMM",
        **watts("1"),
    )
    facts = {"memory_type": "DDR4 SO-DIMM", "modules": 1, "capacity_mb": 4096}
    wares = (
        (bare, "9.00"),
        (part(Memory, "hot", **facts, **watts("3")), "2.00"),
        (part(Memory, "cool", **facts, **watts("0.5")), "4.00"),
    )
    sized = size(over(1, ram_gb=Decimal(4)), shelf(*wares), RATES)
    assert sized.over_years is not None
    # 2 × 2.63 and 2 × 1.31, and 7.88 for the switch.
    assert sized.over_years.electricity == money("15.76 SGD")
    assert sized.build is not None
    assert "cool" in {each.part_number for each in sized.build.positions}
