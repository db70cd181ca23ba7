"""How many pieces are bought where a price falls with the quantity, or packs hold more."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.questions.curve import curve
from planner.engine.questions.why import why
from planner.engine.sizing.size import size
from planner.model.part_reasons import Chosen
from planner.model.proof import Status
from planner.model.requirement import Objective, Pieces, Wanted
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing_cases import (
    RATES,
    board,
    breaks,
    card,
    charger,
    cord,
    hat,
    in_packs,
    nic,
    patch,
    poe_switch,
    shop,
    switch,
    wish,
)
from tests.plans import offer

PARTS = {
    "pi": board("pi"),
    "card": card("card"),
    "charger": charger("charger", 10, 60),
    "switch": switch("switch", 8),
    "cord": cord("cord"),
    "patch": patch("patch"),
}


def sized(prices: dict[str, Any], **wishes: Any) -> Sizing:
    """Return what these wishes come to; a part costs 10.00 unless its offers are given."""
    wares = [(part, prices.get(number, "10.00")) for number, part in PARTS.items()]
    return size(wish(**wishes), shop(*wares), RATES)


def bought(found: Sizing, number: str) -> tuple[int, int]:
    """Return how many pieces of a part are in the bill, and how many of them have no job."""
    assert found.bom is not None, reasons(found)
    lines = [each.line for each in found.bom.lines if each.line.part_number == number]
    return sum(line.quantity for line in lines), sum(line.spares for line in lines)


def spent(found: Sizing) -> Decimal:
    """Return what the proposed build costs, in SGD."""
    assert found.bom is not None, reasons(found)
    assert found.bom.total is not None
    return found.bom.total.amount


@pytest.mark.parametrize("nodes", [1, 5, 7, 8, 9, 12, 20])
@pytest.mark.parametrize("pieces", [2, 7, 9, 18, 19, 20, 21, 25, 26, 49, 50, 51, 1000])
def test_of_packs_of_any_size_whole_ones_are_paid_and_what_is_needed_is_used(
    nodes: int, pieces: int
) -> None:
    found = sized({"patch": in_packs("patch", "3.00", pieces)}, nodes=nodes)

    leads = nodes + 1 + bought(found, "switch")[0] - 1
    assert bought(found, "patch") == (leads, 0)
    assert found.bom is not None
    (line,) = [each for each in found.bom.lines if each.line.part_number == "patch"]
    assert str(line.line_total) == f"S${-(-leads // pieces) * 3}.00"
    assert found.status is Status.OPTIMAL


@pytest.mark.parametrize("number", PARTS)
@pytest.mark.parametrize("pieces", [3, 17, 25, 26, 33, 400])
@pytest.mark.parametrize("budget", [None, 100_000])
def test_of_a_pack_of_whatever_part_no_more_is_in_the_build_than_is_needed(
    number: str, pieces: int, budget: int | None
) -> None:
    each_alone = sized({}, nodes=8, budget=budget)

    found = sized({number: in_packs(number, "30.00", pieces)}, nodes=8, budget=budget)

    assert bought(found, number) == bought(each_alone, number)


@pytest.mark.parametrize("shape", ["least", "multiple"])
@pytest.mark.parametrize("number", PARTS)
def test_a_least_order_and_a_multiple_beyond_the_need_are_paid_and_not_used(
    number: str, shape: str
) -> None:
    terms = {"minimum_quantity": 40} if shape == "least" else {"order_multiple": 40}
    needed, _ = bought(sized({}, nodes=8), number)

    found = sized({number: [offer(number, "0.50", **terms)]}, nodes=8)

    assert bought(found, number) == (needed, 0)
    assert found.bom is not None
    (line,) = [each for each in found.bom.lines if each.line.part_number == number]
    assert str(line.line_total) == "S$20.00"


@pytest.mark.parametrize("start", [9, 17, 23, 24, 25, 26, 31, 60, 300])
@pytest.mark.parametrize("number", PARTS)
def test_a_price_break_is_taken_wherever_it_lies_if_the_whole_costs_less(
    number: str, start: int
) -> None:
    plain = sized({}, nodes=7)
    needed, _ = bought(plain, number)

    found = sized({number: breaks(number, (1, "10.00"), (start, "0.01"))}, nodes=7)

    assert bought(found, number) == (start, start - needed)
    assert spent(plain) - spent(found) == needed * 10 - start * Decimal("0.01")
    assert not [each for each in found.findings if each.severity != "note"]


def test_a_price_break_beyond_the_need_that_costs_more_in_all_is_left_alone() -> None:
    found = sized({"patch": breaks("patch", (1, "3.00"), (25, "1.00"))}, nodes=7)

    assert bought(found, "patch") == (8, 0)


def test_leads_that_cost_less_in_a_large_order_are_bought_so_and_the_reason_is_told() -> None:
    falling = {"patch": breaks("patch", (1, "3.00"), (25, "0.40"))}

    found = sized(falling, nodes=7)

    assert bought(found, "patch") == (25, 17)
    assert found.build is not None
    (leads,) = [each for each in found.build.positions if each.part_number == "patch"]
    assert leads.why == ("7 nodes and 1 uplink; 17 more, because 25 cost less than 8")


def test_a_break_of_packs_is_reached_with_the_fewest_pieces() -> None:
    (packs,) = breaks("patch", (1, "9.00"), (3, "2.00"))
    falling = {"patch": [packs.model_copy(update={"pack_size": 10})]}

    # One pack is 9.00, three are 6.00, and 21 pieces take three.
    assert bought(sized(falling, nodes=7), "patch") == (21, 13)


def test_the_cheapest_of_several_breaks_beyond_the_need_is_taken() -> None:
    falling = {"patch": breaks("patch", (1, "3.00"), (30, "0.50"), (90, "0.10"), (500, "0.05"))}

    assert bought(sized(falling, nodes=7), "patch") == (90, 82)


def test_a_single_switch_may_have_one_beside_it_that_makes_it_cheaper() -> None:
    falling = {"switch": breaks("switch", (1, "40.00"), (2, "15.00"))}

    found = sized(falling, nodes=7, cascade=False)

    assert bought(found, "switch") == (2, 1)
    assert bought(found, "patch") == (8, 0)
    assert not [each for each in found.findings if each.code == "switch-tree"]


def test_of_a_large_order_that_must_be_bought_anyway_all_is_used_before_what_is_owned() -> None:
    falling = {"patch": breaks("patch", (1, "3.00"), (25, "0.04"))}

    found = sized(falling, nodes=7, owned=(Pieces(part_number="patch", quantity=5),))

    # Eight are needed. Three beside the five would cost 9.00, and 25 cost 1.00.
    assert bought(found, "patch") == (25, 17)


def test_of_owned_and_of_wanted_leads_in_packs_no_more_are_in_the_build_than_asked_for() -> None:
    packs = {"patch": in_packs("patch", "3.00", 25)}
    mine = (Pieces(part_number="patch", quantity=2),)
    wanted = (Wanted(part_number="patch", quantity=14),)

    assert bought(sized(packs, nodes=7, owned=mine), "patch") == (8, 0)
    assert bought(sized(packs, nodes=7, must=wanted), "patch") == (14, 6)


def test_spares_that_are_wished_count_beside_those_that_make_the_rest_cheaper() -> None:
    falling = {"pi": breaks("pi", (1, "20.00"), (10, "1.00"))}

    found = sized(falling, nodes=4, spares=1)

    assert bought(found, "pi") == (10, 6)
    assert bought(found, "card") == (5, 1)


def test_boards_of_several_roles_share_one_surplus_and_stay_wired() -> None:
    falling = {"pi": breaks("pi", (1, "20.00"), (10, "1.00"))}

    found = sized(falling, nodes=4, roles=({"name": "master", "nodes": 1, "spares": 1},), spares=0)

    assert bought(found, "pi") == (10, 6)
    assert not [each for each in found.findings if each.severity != "note"]


def test_adapters_and_modules_are_bought_beyond_the_need_where_that_is_cheaper() -> None:
    parts = [(part, "10.00") for part in PARTS.values()]
    second = shop(*parts, (nic("nic"), breaks("nic", (1, "9.00"), (50, "0.10"))))
    fed = shop(
        *parts,
        (hat("hat"), breaks("hat", (1, "9.00"), (50, "0.10"))),
        (poe_switch("poe", 8, 8), "50.00"),
    )

    twice = size(wish(nodes=3, redundant=True), second, RATES)
    over = size(wish(nodes=3, power="poe"), fed, RATES)

    assert bought(twice, "nic") == (50, 47)
    assert bought(over, "hat") == (50, 47)


def test_the_most_nodes_for_a_budget_count_what_a_large_order_saves() -> None:
    falling = {"pi": breaks("pi", (1, "50.00"), (10, "1.00"))}

    found = sized(falling, objective=Objective.NODES, budget=100)

    # 10.00 for ten boards, 30.00 for charger, switch and the lead to the router, 30.00 a node.
    assert bought(found, "pi") == (10, 8)
    assert spent(found) == 100


def test_the_curve_and_the_reasons_know_a_break_beyond_the_need() -> None:
    wares = [(part, "10.00") for part in PARTS.values()]
    wares[-1] = (PARTS["patch"], breaks("patch", (1, "3.00"), (60, "0.01")))
    catalog = shop(*wares)

    points = curve(wish(nodes=1), catalog, RATES, most=4)
    best = size(wish(nodes=4), catalog, RATES)
    reason = why("patch", best, catalog, RATES)

    assert [str(point.cost) for point in points] == [f"S${20 + 30 * n}.60" for n in range(1, 5)]
    assert isinstance(reason, Chosen)
    assert reason.quantity == 60


@pytest.mark.parametrize(
    ("shape", "spent_on_leads", "pieces"),
    [
        (breaks("patch", (1, "3.00"), (60_000, "0.10")), 10_000, 100_000),
        (in_packs("patch", "3.00", 1_000_000), 3, 100_000),
    ],
)
def test_a_hundred_thousand_wanted_pieces_are_priced_like_any_number(
    shape: Any, spent_on_leads: int, pieces: int
) -> None:
    wanted = (Wanted(part_number="patch", quantity=100_000),)

    found = sized({"patch": shape}, nodes=4, must=wanted)

    assert bought(found, "patch")[0] == pieces
    assert spent(found) == 100 + 40 + spent_on_leads


def test_a_break_that_starts_beyond_what_anybody_buys_is_left_alone() -> None:
    falling = {"patch": breaks("patch", (1, "3.00"), (100_001, "0.00001"))}

    assert bought(sized(falling, nodes=7), "patch") == (8, 0)


def test_prices_in_packs_hold_for_many_nodes() -> None:
    packs = {number: in_packs(number, "7.00", 7) for number in PARTS}

    # With 8 ports each, two levels end at 55 nodes.
    found = sized(packs, nodes=100, switch_levels="any")

    # 100 boards, cards and cords are 15 packs each, 10 chargers 2, 17 switches 3, 117 leads 17.
    assert spent(found) == 7 * (15 + 15 + 15 + 2 + 3 + 17)
    assert bought(found, "patch") == (117, 0)
    assert bought(found, "switch") == (17, 0)
