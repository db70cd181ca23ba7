"""What the next copy costs: every number of copies bought anew, its steps in words, free copies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying.basket import solve
from planner.engine.buying.copy_curve import _no_dearer_than_more, copy_curve
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, BuyingTerms, Market
from planner.model.copy_curve import CopyCurve, CopyPoint, MorePacks
from planner.model.copy_wording import free_texts, not_bought_text, step_text
from planner.model.money import Money
from planner.model.offers import Offer
from planner.model.proof import Status
from planner.model.vendors import Vendor
from tests.engine.purchase_cases import LANDING, every_basket, need, shop, sold
from tests.examples import examples


def curve(
    kit: dict[str, int],
    most: int,
    offers: list[Offer],
    *vendors: Vendor,
    effort: Effort = UNHURRIED,
    terms: BuyingTerms = NO_TERMS,
) -> CopyCurve:
    needs = [
        tuple(need(part, pieces * copies) for part, pieces in kit.items())
        for copies in range(1, most + 1)
    ]
    where = (Market(tuple(offers), vendors), LANDING, terms)
    return CopyCurve("kit", copy_curve(needs, *where, effort=effort))


def costs(found: CopyCurve) -> list[str]:
    return ["" if each.cost is None else str(each.cost.amount) for each in found.points]


def test_a_second_pack_is_a_step_and_says_so() -> None:
    near = shop("near")
    offers = [sold("board", "near", "1: 40.00"), sold("lead", "near", "1: 41.20", pack_size=10)]

    found = curve({"board": 1, "lead": 2}, 7, offers, near)

    assert costs(found) == ["81.20", "121.20", "161.20", "201.20", "241.20", "322.40", "362.40"]
    assert [step_text(each) for each in found.points] == [
        "",
        "",
        "",
        "",
        "",
        "the 6th costs S$41.20 more than the 5th: a 2nd pack of 10 × lead from near (+S$41.20)",
        "",
    ]
    sixth = found.points[5]
    assert (sixth.extra, sixth.step) == (money("81.20"), money("41.20"))
    assert sixth.per_copy == money("53.73")
    assert all(each.proven for each in found.points)


def money(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


def test_shipping_that_rises_and_a_vendor_that_is_new_are_steps_too() -> None:
    near = shop("near", shipping_by_packs="1=5.00;3=30.00")
    offers = [sold("board", "near", "1: 20.00")]
    found = curve({"board": 1}, 3, offers, near)
    assert step_text(found.points[2]) == (
        "the 3rd costs S$25.00 more than the 2nd: shipping at near (+S$25.00)"
    )

    cheap, dear = shop("cheap"), shop("dear", shipping="3.00")
    offers = [sold("board", "cheap", "1: 10.00", stock=2), sold("board", "dear", "1: 15.00")]
    found = curve({"board": 1}, 4, offers, cheap, dear)
    assert costs(found) == ["10.00", "20.00", "38.00", "53.00"]
    told = "the 3rd costs S$8.00 more than the 2nd: 1 more × Board from Dear (+S$15.00)"
    assert step_text(found.points[2], str.title, str.title).startswith(told)


def test_several_packs_and_a_price_that_rises_are_told_as_what_they_are() -> None:
    near = shop("near")
    found = curve({"lead": 4}, 2, [sold("lead", "near", "1: 1.00", pack_size=2, stock=2)], near)
    assert [each.status for each in found.points] == [Status.OPTIMAL, Status.INFEASIBLE]
    far = shop("far")
    offers = [
        sold("lead", "near", "1: 1.00", pack_size=2, stock=2),
        sold("lead", "far", "1: 9.00", pack_size=2),
    ]
    found = curve({"lead": 4}, 2, offers, near, far)
    assert step_text(found.points[1]) == (
        "the 2nd costs S$16.00 more than the 1st: 2 more packs of 2 × lead from far (+S$18.00)"
    )


def test_eleven_that_cost_no_more_than_ten_are_found() -> None:
    near = shop("near")
    found = curve({"board": 1}, 12, [sold("board", "near", "1: 1.00, 11: 0.80")], near)

    assert costs(found)[8:] == ["8.80", "8.80", "8.80", "9.60"]
    assert [found.as_cheap(each) for each in (8, 9, 10, 11, 12, 99)] == [
        None,
        11,
        11,
        None,
        None,
        None,
    ]
    assert list(free_texts(found)) == [
        "11 copies cost no more than 9: the cheapest basket for 9 already holds the parts for 11."
    ]


def test_where_so_many_cannot_be_had_the_curve_ends_and_says_so() -> None:
    found = curve({"board": 1}, 5, [sold("board", "near", "1: 1.00", stock=2)], shop("near"))
    assert costs(found) == ["1.00", "2.00", ""]
    assert not_bought_text(found, 5) == "Nobody sells all parts for 3 copies."
    assert found.points[2].per_copy is None
    assert not found.points[2].proven


def test_a_charge_that_nobody_knows_leaves_every_point_unproven() -> None:
    silent = shop("silent").model_copy(update={"shipping": None})
    found = curve({"board": 1}, 2, [sold("board", "silent", "1: 1.00")], silent)
    assert [each.is_known for each in found.points] == [False, False]
    assert not any(each.proven for each in found.points)


def test_work_that_is_stopped_answers_with_what_was_done() -> None:
    told: list[int] = []

    def twice(progress) -> bool:
        told.append(progress.done)
        return progress.done < 2

    effort = Effort(go_on=twice)
    found = curve({"board": 1}, 9, [sold("board", "near", "1: 1.00")], shop("near"), effort=effort)
    assert costs(found) == ["1.00", "2.00"]
    assert not_bought_text(found, 9) == "Time ran out after 2 copies."


def test_without_time_there_is_no_point() -> None:
    over = Effort(until_ms=0)
    found = curve({"board": 1}, 9, [sold("board", "near", "1: 1.00")], shop("near"), effort=over)
    assert costs(found) == []
    assert not_bought_text(found, 9) == "Time ran out after 0 copies."


def test_what_another_vendor_no_longer_sells_makes_no_copy_dearer() -> None:
    near, far = shop("near", shipping="0"), shop("far", shipping="6.00")
    offers = [
        sold("board", "near", "1: 10.00", stock=3),
        sold("board", "far", "1: 30.00, 4: 7.00"),
    ]
    found = curve({"board": 1}, 6, offers, near, far)
    told = [step_text(each) for each in found.points]
    assert all("near" not in each for each in told[3:])


def test_fewer_packs_at_a_higher_price_are_told_as_that() -> None:
    dearer = MorePacks("near", "lead", 10, 3, 3, money("2.00"))
    point = CopyPoint(4, Status.OPTIMAL, money("9.00"), step=money("2.00"), because=(dearer,))
    assert step_text(point) == (
        "the 4th costs S$2.00 more than the 3rd: lead at a higher price from near (+S$2.00)"
    )


def test_a_search_that_found_a_dearer_basket_takes_the_one_for_more_copies() -> None:
    market = Market((sold("board", "near", "1: 1.00, 11: 0.80"),), (shop("near"),))
    of_nine, of_eleven = (
        solve((need("board", each),), market, LANDING, NO_TERMS)[1] for each in (1, 11)
    )
    assert of_nine is not None
    assert of_eleven is not None
    dear = of_eleven.model_copy(update={"at_least": money("9.00")})
    found = _no_dearer_than_more([(Status.FEASIBLE, dear), (Status.OPTIMAL, of_eleven)])
    assert found == [(Status.FEASIBLE, of_eleven), (Status.OPTIMAL, of_eleven)]


@st.composite
def small_markets(draw):
    vendors = [
        shop(name, shipping=draw(st.sampled_from(["0", "2.50", "7.00"])))
        for name in ("near", "far")
    ]
    offers = []
    for part in ("board", "lead"):
        for vendor in vendors:
            first = draw(st.integers(50, 400))
            later = draw(st.integers(30, first))
            breaks = draw(st.sampled_from(["", f", {draw(st.integers(2, 4))}: {later / 100:.2f}"]))
            size = draw(st.integers(1, 3))
            text = f"1: {first / 100:.2f}{breaks}"
            offers.append(sold(part, vendor.vendor, text, pack_size=size))
    kit = {"board": draw(st.integers(1, 2)), "lead": draw(st.integers(1, 2))}
    return kit, offers, vendors


@given(small_markets())
@examples(25)
def test_every_point_is_the_least_of_all_baskets_there_are(case) -> None:
    kit, offers, vendors = case
    found = curve(kit, 3, offers, *vendors)
    last: CopyPoint | None = None
    for point in found.points:
        needs: tuple[Need, ...] = tuple(
            need(part, pieces * point.copies) for part, pieces in kit.items()
        )
        baskets = every_basket(needs, Market(tuple(offers), tuple(vendors)))
        least = min(each.at_least for each in baskets)
        assert (point.cost, point.status) == (least, Status.OPTIMAL)
        if last is not None and last.cost is not None and point.cost is not None:
            assert last.cost <= point.cost
            assert point.extra == point.cost - last.cost
        last = point


@pytest.mark.parametrize("copies", [2, 5])
def test_where_no_tier_rises_copies_cost_no_more_than_so_many_times_one(copies: int) -> None:
    near = shop("near", shipping="4.00")
    offers = [sold("board", "near", "1: 3.33, 4: 2.22"), sold("lead", "near", "1: 5", pack_size=4)]
    found = curve({"board": 3, "lead": 5}, copies, offers, near)
    one, many = found.points[0].cost, found.points[-1].cost
    assert one is not None
    assert many is not None
    assert many.amount <= one.amount * copies
