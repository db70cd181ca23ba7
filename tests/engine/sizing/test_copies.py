"""Several copies of one cluster: one design, chosen for what all of them cost together."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from planner.engine.questions.conflict import contradiction
from planner.engine.questions.curve import curve
from planner.engine.questions.frontier import frontier
from planner.engine.questions.why import why
from planner.engine.reporting.conflicts import mends
from planner.engine.sizing.size import size
from planner.model.build import ForAllCopies
from planner.model.catalog import Catalog
from planner.model.findings import has_errors
from planner.model.money import Money
from planner.model.part_reasons import Dearer
from planner.model.proof import Status
from planner.model.requirement import Measure, Objective, Pieces, Wanted
from planner.model.sizing import Sizing
from planner.model.wishes import Wish, WishKind
from planner.model.wording import demand_text, taken_for_granted
from tests.engine.sizing_cases import (
    RATES,
    board,
    breaks,
    card,
    charger,
    cord,
    in_packs,
    patch,
    shop,
    switch,
    wish,
)

PARTS = {
    "pi": board("pi"),
    "card": card("card"),
    "charger": charger("charger", 10, 60),
    "switch": switch("switch", 8),
    "cord": cord("cord"),
    "patch": patch("patch"),
}


def stocked(*more: Any, **prices: Any) -> Catalog:
    """Return a catalog in which a part costs 10.00 unless its offers are given."""
    wares = [(part, prices.get(number, "10.00")) for number, part in PARTS.items()]
    return shop(*wares, *more)


def sized(catalog: Catalog, **wishes: Any) -> Sizing:
    found = size(wish(**wishes), catalog, RATES)
    assert not has_errors(found.findings)
    return found


def sgd(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


def bought(found: Sizing) -> dict[str, tuple[int, int]]:
    """Return of each part how many pieces all copies have, and how many packs are bought."""
    assert found.bom is not None
    return {
        line.line.part_number: (line.line.quantity, line.line.packs) for line in found.bom.lines
    }


def test_another_design_is_the_cheapest_for_ten_than_for_one() -> None:
    # A rival is dearer, but not from twenty pieces on.
    rival = (board("rival"), breaks("rival", (1, "12.00"), (20, "7.00")))
    catalog = stocked(rival)

    one, ten = sized(catalog, nodes=2), sized(catalog, nodes=2, copies=10)

    assert one.used["pi"] == 2
    assert (ten.used["rival"], bought(ten)["rival"]) == (2, (20, 20))
    assert ten.bom is not None
    # 20 × 7 + 20 × 10 for cards + 10 × 10 + 10 × 10 + 20 × 10 + 30 × 10
    assert (ten.bom.total, ten.bom.per_copy) == (sgd("1040.00"), sgd("104.00"))
    assert (ten.status, ten.bound) == (Status.OPTIMAL, sgd("1040.00"))


def test_the_build_is_that_of_one_copy_and_says_how_many_there_are() -> None:
    found = sized(stocked(), nodes=3, copies=4)

    assert found.build is not None
    assert (found.build.title, found.build.copies) == ("3-node cluster", 4)
    assert found.build.quantity_of("pi") == 3
    assert {wire.device for wire in found.build.wiring if wire.device.startswith("pi#")} == {
        "pi#1",
        "pi#2",
        "pi#3",
    }
    assert found.build.for_all_copies == ()


def test_packs_are_opened_once_for_all_copies() -> None:
    found = sized(stocked(patch=in_packs("patch", "12.00", 10)), nodes=2, copies=3)

    # Nine cables are one pack; each copy for itself would have opened one of its own.
    assert bought(found)["patch"] == (9, 1)


def test_more_are_bought_where_all_of_them_cost_less_and_only_for_that_need() -> None:
    found = sized(stocked(patch=breaks("patch", (1, "3.00"), (25, "1.00"))), nodes=2, copies=5)

    assert found.build is not None
    assert found.bom is not None
    assert found.build.for_all_copies == (ForAllCopies(part_number="patch", needed=15, bought=25),)
    (line,) = (each.line for each in found.bom.lines if each.line.part_number == "patch")
    assert (line.quantity, line.packs, line.surplus) == (15, 25, 10)
    assert "25 bought, because that many cost no more than 15" in line.why


def test_a_price_may_fall_between_what_two_numbers_of_copies_take() -> None:
    # Nine pieces are needed, or twelve; from ten on each costs half.
    found = sized(stocked(patch=breaks("patch", (1, "3.00"), (10, "1.50"))), nodes=2, copies=3)

    assert bought(found)["patch"] == (9, 10)


def test_what_is_owned_is_there_once_for_all_copies() -> None:
    switches = (Pieces(part_number="switch", quantity=4),)

    three = sized(stocked(), nodes=2, copies=3, owned=switches)
    five = sized(stocked(), nodes=2, copies=5, owned=switches)

    assert five.build is not None
    assert three.build is not None
    # With a fourth copy the fourth one is of use.
    pool = (ForAllCopies(part_number="switch", owned=4),)
    assert three.build.for_all_copies == five.build.for_all_copies == pool
    assert bought(five)["switch"] == (5, 1)
    assert not any(position.owned for position in five.build.positions)
    once = "What you own is counted once, for all 5 copies together."
    assert once in taken_for_granted(five)
    alone = sized(stocked(), nodes=2, owned=switches)
    assert not any("you own" in each for each in taken_for_granted(alone))
    assert three.bom is not None
    (line,) = (each for each in three.bom.lines if each.line.part_number == "switch")
    assert (line.line.owned, line.line_total) == (True, sgd("0.00"))


def test_of_what_nobody_sells_copies_share_what_is_owned() -> None:
    spare = switch("spare", 8)
    owned = (Pieces(part_number="spare", quantity=5),)
    wishes: dict[str, Any] = {"nodes": 2, "owned": owned, "only": ("spare",)}

    assert sized(stocked(spare), copies=5, **wishes).used["spare"] == 1
    assert sized(stocked(spare), copies=6, **wishes).status is Status.INFEASIBLE


def test_the_budget_is_for_all_copies() -> None:
    # Two nodes cost 110.00.
    enough = sized(stocked(), nodes=2, copies=3, budget=Decimal("330.00"))
    short = sized(stocked(), nodes=2, copies=3, budget=Decimal("329.99"))

    assert enough.status is Status.OPTIMAL
    assert short.status is Status.INFEASIBLE
    assert "The budget of S$330.00 is for all 3 copies together." in taken_for_granted(enough)


def test_a_budget_that_is_too_small_is_told_with_the_copies_that_it_is_for() -> None:
    wanted = wish(nodes=2, copies=3, budget=Decimal("300.00"))

    found = contradiction(wanted, stocked(), RATES)

    (budget,) = (each for each in found if each.wish == Wish(WishKind.BUDGET, sgd("300.00"), 3))
    assert demand_text(budget.wish) == "a budget of S$300.00 for all 3 copies"
    assert budget.cost == sgd("330.00")
    (told,) = (each for each in mends(found, copies=3) if "above the budget" in each.message)
    assert told.message == (
        "Delivered, it costs S$330.00, which is above the budget of S$300.00 for all 3 copies."
    )
    assert any("3 copies cost" in each.message for each in mends(found, copies=3))


def test_as_many_nodes_as_a_budget_buys_are_those_of_each_copy() -> None:
    found = sized(stocked(), objective=Objective.NODES, copies=3, budget=Decimal("440.00"))

    # A node is 40.00 with its cables, and 30.00 are for the rest: three nodes in each copy.
    assert found.used["pi"] == 2
    more = sized(stocked(), objective=Objective.NODES, copies=3, budget=Decimal("450.00"))
    assert more.used["pi"] == 3


def test_the_electricity_of_all_copies_counts() -> None:
    watts = {"power_typical_w": Decimal(5)}
    prices: tuple[Any, ...] = (
        (board("frugal", **watts), "30.00"),
        (board("hungry", power_typical_w=Decimal(10)), "10.00"),
        (PARTS["card"], "10.00"),
        (PARTS["charger"], "10.00"),
        (PARTS["switch"].model_copy(update={"power_typical_w": Decimal(2)}), "10.00"),
        (PARTS["cord"], "10.00"),
        (PARTS["patch"], "10.00"),
    )
    wishes: dict[str, Any] = {
        "nodes": 1,
        "objective": Objective.OVER_YEARS,
        "tariff": Decimal("0.30"),
        "years": 2,
    }

    one, four = (sized(shop(*prices), copies=copies, **wishes) for copies in (1, 4))

    assert one.over_years is not None
    assert four.over_years is not None
    assert four.used["frugal"] == 1
    assert four.over_years.electricity == one.over_years.electricity * 4
    assert four.spent == four.bound == one.over_years.total * 4


def test_ten_thousand_copies_are_exact_to_the_cent() -> None:
    catalog = stocked(
        (board("rival"), breaks("rival", (1, "12.00"), (20, "9.99"))),
        card=in_packs("card", "35.00", 7),
    )

    found = sized(catalog, nodes=2, copies=10_000, budget=Decimal("1099800.00"))

    assert found.status is Status.OPTIMAL
    assert found.bom is not None
    # 20,000 × 9.99 + 2,858 packs at 35.00 + 10.00 for each of 20,000 and of 50,000 cables
    assert found.bom.total == sgd("999830.00")


def test_of_what_costs_nothing_the_fewest_pieces_are_taken() -> None:
    catalog = stocked(switch="0.00")

    found = sized(catalog, nodes=2, copies=3)

    assert found.used["switch"] == 1


def test_of_chargers_at_one_price_no_more_are_in_the_build_than_it_needs() -> None:
    # Up to ten cost the same, so the number of them is not for the price to decide.
    found = sized(stocked(charger=in_packs("charger", "10.00", 10)), nodes=2, copies=2)

    assert found.used["charger"] == 1


def test_a_required_part_is_in_each_copy_and_its_price_follows_all_of_them() -> None:
    catalog = stocked((charger("more", 10, 60), breaks("more", (1, "5.00"), (6, "2.00"))))

    found = sized(catalog, nodes=1, copies=3, must=(Wanted(part_number="more", quantity=2),))

    assert bought(found)["more"] == (6, 6)


@pytest.mark.parametrize("copies", [0, -2, 10_001, 1.5, "many", None])
def test_what_is_no_number_of_copies_is_refused(copies: object) -> None:
    with pytest.raises(ValidationError):
        wish(nodes=2, copies=copies)


def test_curve_and_frontier_cost_all_copies() -> None:
    catalog = stocked(patch=in_packs("patch", "12.00", 10))

    points = curve(wish(nodes=9, copies=3), catalog, RATES, most=9)
    found = frontier(wish(nodes=2, copies=3), catalog, RATES, against=Measure.NODES, points=1)

    assert [point.cost for point in points[:2]] == [
        size(wish(nodes=nodes, copies=3), catalog, RATES).spent for nodes in (1, 2)
    ]
    # The switch that comes with the eighth node is told of one copy.
    (cliff,) = (each for each in points[7].cliffs if each.category == "switch")
    assert [each.quantity for each in cliff.before] == [1]
    assert [each.quantity for each in cliff.after] == [2]
    assert found.points[0].cost == points[1].cost


def test_the_price_at_which_a_part_would_win_is_one_at_which_it_wins_for_all_copies() -> None:
    catalog = stocked((board("rival"), "12.00"))
    wanted = wish(nodes=2, copies=3)

    found = why("rival", size(wanted, catalog, RATES), catalog, RATES)

    assert isinstance(found, Dearer)
    # Six of them cost 2.00 more each.
    assert (found.price, found.extra, found.wins_at) == (sgd("12.00"), sgd("12.00"), sgd("9.99"))
