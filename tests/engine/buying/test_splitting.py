"""Who pays what of an order: to the cent, footing to the total, by each of three rules."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying._dealing import Pile, deal
from planner.engine.buying.basket import buy
from planner.engine.buying.splitting import merged, shared_costs
from planner.engine.reporting.group_orders import shares_table
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, Market, Purchase
from planner.model.group_order import Member, SharedCost, SplitRule
from planner.model.money import Money
from planner.model.offers import Content, Offer
from planner.model.vendors import Vendor
from tests.engine.purchase_cases import LANDING, need, shop, sold
from tests.examples import examples


def member(owner: str, *needs: Need, title: str = "Kit", **facts: Any) -> Member:
    return Member(title, 1, needs, owner=owner, **facts)


def bought(
    members: list[Member], offers: list[Offer], *vendors: Vendor
) -> tuple[Purchase, dict[SplitRule, SharedCost]]:
    where = (Market(tuple(offers), vendors), LANDING, NO_TERMS)
    needs = merged(each for one in members for each in one.needs)
    found = buy(needs, *where)
    return found, shared_costs(found, members, where)


def pays(found: SharedCost) -> dict[str, str | None]:
    return {
        each.owner: None if each.amount is None else str(each.amount.amount)
        for each in found.shares
    }


def sgd(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


ANN_AND_BEN = [member("Ann", need("board", 3)), member("Ben", need("board", 1))]
NEAR = shop("near", shipping="10.00")
BOARDS = [sold("board", "near", "1: 30.00")]


def test_in_proportion_to_what_each_would_pay_alone() -> None:
    found, costs = bought(ANN_AND_BEN, BOARDS, NEAR)
    shared = costs[SplitRule.ALONE]

    # 130 together; 100 and 40 alone.
    assert found.total == sgd("130.00")
    assert pays(shared) == {"Ann": "92.86", "Ben": "37.14"}
    assert shared.saves == sgd("10.00")
    assert [each.saves for each in shared.shares] == [sgd("7.14"), sgd("2.86")]
    assert shared.apart is None


def test_by_the_value_of_goods() -> None:
    _, costs = bought(ANN_AND_BEN, BOARDS, NEAR)
    assert pays(costs[SplitRule.GOODS]) == {"Ann": "97.50", "Ben": "32.50"}


def test_with_shipping_in_equal_parts_ben_may_pay_as_much_as_alone() -> None:
    _, costs = bought(ANN_AND_BEN, BOARDS, NEAR)
    shared = costs[SplitRule.SHIPPING]
    assert pays(shared) == {"Ann": "95.00", "Ben": "35.00"}
    parts = shared.shares[1].parts
    assert parts is not None
    assert (parts.goods, parts.shipping) == (sgd("30.00"), sgd("5.00"))


def test_who_takes_nothing_of_an_order_pays_nothing_of_it() -> None:
    far = shop("far", shipping="7.00")
    offers = [*BOARDS, sold("fan", "far", "1: 5.00")]
    members = [member("Ann", need("board")), member("Ben", need("board"), need("fan"))]
    _, costs = bought(members, offers, NEAR, far)
    assert pays(costs[SplitRule.SHIPPING]) == {"Ann": "35.00", "Ben": "47.00"}


def test_what_is_left_over_in_packs_is_paid_with_what_is_taken() -> None:
    members = [member("Ann", need("lead", 3)), member("Ben", need("lead", 1))]
    _, costs = bought(members, [sold("lead", "near", "1: 8.00", pack_size=5)], shop("near"))
    assert pays(costs[SplitRule.GOODS]) == {"Ann": "6.00", "Ben": "2.00"}


def test_parts_of_a_bundle_are_paid_by_who_takes_them() -> None:
    bundle = sold("board", "near", "1: 40.00", also_holds=(Content(part_number="fan", pieces=1),))
    offers = [bundle, sold("fan", "near", "1: 20.00"), sold("board", "near", "1: 30.00")]
    members = [member("Ann", need("board")), member("Ben", need("fan"))]
    found, costs = bought(members, offers, shop("near"))
    assert found.total == sgd("40.00")
    assert pays(costs[SplitRule.GOODS]) == {"Ann": "24.00", "Ben": "16.00"}


def test_goods_that_cost_nothing_are_shared_evenly() -> None:
    members = [member("Ann", need("board", 2)), member("Ben", need("board"))]
    free = [sold("board", "near", "1: 0.00")]
    _, costs = bought(members, free, NEAR)
    assert pays(costs[SplitRule.GOODS]) == {"Ann": "5.00", "Ben": "5.00"}
    _, costs = bought(members, free, shop("near"))
    assert pays(costs[SplitRule.ALONE]) == {"Ann": "0.00", "Ben": "0.00"}


@pytest.mark.parametrize("rule", list(SplitRule))
def test_what_nobody_states_is_nobodys_zero(rule: SplitRule) -> None:
    silent = Vendor.model_validate(
        {"vendor": "silent", "name": "silent", "kind": "shop", "currency": "SGD"}
    )
    offers = [*BOARDS, sold("fan", "silent", "1: 5.00")]
    members = [member("Ann", need("board")), member("Ben", need("fan"))]
    _, costs = bought(members, offers, NEAR, silent)
    shared = costs[rule]
    known = None if rule is SplitRule.ALONE else "40.00"
    assert pays(shared) == {"Ann": known, "Ben": None}
    assert (shared.saves, shared.apart) == (None, None)
    assert shared.shares[1].alone is None


@pytest.mark.parametrize("rule", list(SplitRule))
def test_whose_part_cannot_be_had_has_no_share(rule: SplitRule) -> None:
    from planner.engine.buying.partial import buy_what_can_be_had

    where = (Market(tuple(BOARDS), (NEAR,)), LANDING, NO_TERMS)
    members = [member("Ann", need("board")), member("Ben", need("board"), need("fan"))]
    needs = merged(each for one in members for each in one.needs)
    found = buy_what_can_be_had(needs, *where)
    shared = shared_costs(found, members, where)[rule]
    assert pays(shared)["Ben"] is None
    assert pays(shared)["Ann"] == (None if rule is SplitRule.ALONE else "35.00")


def test_without_a_basket_nobody_has_a_share() -> None:
    found, costs = bought([member("Ann", need("fan"))], BOARDS, NEAR)
    assert found.basket is None
    assert pays(costs[SplitRule.GOODS]) == {"Ann": None}


def test_ordering_apart_is_told_where_an_import_relief_makes_it_cheaper() -> None:
    abroad = shop("abroad", import_tax_percent="10", import_tax_over="100.00 SGD", shipping="1.00")
    members = [member(name, need("board", 3)) for name in ("Ann", "Ben")]
    found, costs = bought(members, [sold("board", "abroad", "1: 30.00")], abroad)
    shared = costs[SplitRule.ALONE]

    assert found.total is not None
    assert shared.apart is not None
    assert shared.apart.groups == (("Ann",), ("Ben",))
    assert shared.apart.cost == sgd("182.00")
    assert shared.apart.saves == found.total - sgd("182.00")
    assert shared.saves == -shared.apart.saves


def test_of_many_owners_only_each_alone_is_looked_at() -> None:
    members = [member(name, need("board")) for name in "ABCDE"]
    _, costs = bought(members, BOARDS, NEAR)
    shared = costs[SplitRule.ALONE]
    assert pays(shared) == dict.fromkeys("ABCDE", "32.00")
    assert shared.saves == sgd("40.00")


def test_somebodys_own_currency_is_told_at_the_rate_of_the_order() -> None:
    members = [
        member("Ann", need("board"), currency="USD"),
        member("Ben", need("board"), currency="SGD"),
        member("Cat", need("board"), currency="XAF"),
        member("Dan"),
    ]
    _, costs = bought(members, BOARDS, NEAR)
    ann, ben, cat, dan = costs[SplitRule.ALONE].shares
    assert ann.rate is not None
    assert ann.amount is not None
    assert ann.also == ann.rate.convert(ann.amount)
    assert (ben.also, cat.also) == (None, None)
    assert (dan.amount, dan.alone) == (sgd("0.00"), sgd("0.00"))


@st.composite
def orders(draw: Any) -> tuple[list[Member], list[Offer], list[Vendor]]:
    vendors = [
        shop(
            name,
            shipping=draw(st.sampled_from(["0", "3.33", "7.00"])),
            tax_percent=tax,
            tax_included=False,
        )
        for name, tax in (("near", "9"), ("far", "0"))
    ]
    offers = [
        sold(part, vendor.vendor, f"1: {draw(st.integers(1, 900)) / 100:.2f}", pack_size=size)
        for part in ("board", "lead", "fan")
        for vendor in vendors
        for size in [draw(st.integers(1, 3))]
    ]
    members = [
        member(
            owner,
            *(
                need(part, draw(st.integers(1, 3)))
                for part in draw(st.sets(st.sampled_from(["board", "lead", "fan"]), min_size=1))
            ),
        )
        for owner in ("Ann", "Ben", "Cat")
    ]
    return members, offers, vendors


@given(orders())
@examples(20)
def test_shares_foot_to_the_total_and_nobody_pays_more_than_alone_where_it_saves(case: Any) -> None:
    members, offers, vendors = case
    found, costs = bought(members, offers, *vendors)
    for rule in SplitRule:
        shared = costs[rule]
        amounts = [each.amount for each in shared.shares]
        assert sum(each.amount for each in amounts if each is not None) == found.total.amount
        for each in shared.shares:
            assert each.parts.total == each.amount
        if rule is SplitRule.ALONE and shared.saves.amount >= 0:
            assert all(each.saves.amount >= 0 for each in shared.shares)


@given(orders())
@examples(10)
def test_a_build_in_the_hands_of_two_owners_costs_the_same_in_all(case: Any) -> None:
    members, offers, vendors = case
    whole, _ = bought([member("Ann", *members[0].needs, *members[1].needs)], offers, *vendors)
    halves, _ = bought(
        [member("Ann", *members[0].needs), member("Ben", *members[1].needs)], offers, *vendors
    )
    assert whole.total == halves.total


# --- whose piece is whose -------------------------------------------------------------------------


def test_a_piece_is_handed_on_where_only_it_serves_another_need() -> None:
    needs = [need("a", 2, alternates=("b",)), need("a", 1, alternates=("c",)), need("b", 1)]
    dealt = deal([Pile("a", 2), Pile("b", 2)], needs)
    assert [sum(p for (_, n), p in dealt.items() if n == index) for index in range(3)] == [2, 1, 1]


def test_what_is_not_there_is_not_dealt() -> None:
    assert deal([Pile("a", 1)], [need("a", 2), need("b")]) == {(0, 0): 1}


@given(st.data())
@examples(60)
def test_every_need_gets_its_pieces_wherever_there_is_a_way(data: Any) -> None:
    parts = "abcd"
    needs, given_to = [], {}
    for _ in range(data.draw(st.integers(1, 5))):
        pool = data.draw(st.lists(st.sampled_from(parts), min_size=1, max_size=3, unique=True))
        got = [data.draw(st.integers(0, 3)) for _ in pool]
        if not sum(got):
            continue
        needs.append(need(pool[0], sum(got), alternates=tuple(pool[1:])))
        for part, pieces in zip(pool, got, strict=True):
            given_to[part] = given_to.get(part, 0) + pieces
    piles = [Pile(part, pieces) for part, pieces in sorted(given_to.items()) if pieces]
    dealt = deal(piles, needs)
    for index, each in enumerate(needs):
        assert sum(p for (_, n), p in dealt.items() if n == index) == each.quantity
        assert all(piles[pile].part in each.pool for (pile, n) in dealt if n == index)
    for place, pile in enumerate(piles):
        assert sum(p for (at, _), p in dealt.items() if at == place) == pile.pieces


# --- in words -------------------------------------------------------------------------------------


def told(costs: dict[SplitRule, SharedCost], rule: SplitRule = SplitRule.ALONE) -> tuple[str, ...]:
    return shares_table(costs[rule], "SGD").notes


def test_the_table_says_the_rule_and_what_ordering_together_saves() -> None:
    _, costs = bought(ANN_AND_BEN, BOARDS, NEAR)
    assert told(costs) == (
        "Shared in proportion to what each would pay alone.",
        "Ordering together saves S$10.00.",
    )
    _, costs = bought(ANN_AND_BEN, BOARDS, shop("near"))
    assert told(costs)[1] == "Ordering together costs the same as each ordering alone."


def test_the_table_says_how_to_order_apart_where_that_is_cheaper() -> None:
    abroad = shop("abroad", import_tax_percent="10", import_tax_over="100.00 SGD", shipping="1.00")
    members = [member(name, need("board", 3)) for name in ("Ann", "Ben")]
    _, costs = bought(members, [sold("board", "abroad", "1: 30.00")], abroad)
    assert told(costs)[1:] == (
        "Ordering apart is S$17.10 cheaper: S$182.00 in separate orders for Ann; Ben.",
    )


def test_the_table_says_whose_share_is_not_known() -> None:
    silent = Vendor.model_validate(
        {"vendor": "silent", "name": "silent", "kind": "shop", "currency": "SGD"}
    )
    members = [member("Ann", need("board"), currency="USD"), member("Ben", need("fan"))]
    offers = [*BOARDS, sold("fan", "silent", "1: 5.00")]
    _, costs = bought(members, offers, NEAR, silent)
    found = told(costs, SplitRule.GOODS)
    assert "What ordering together saves is not known." in found
    assert "Unknown for Ben: a part has no price, or a charge of an order is not known." in found
    assert any(each.startswith("SGD to USD: ") for each in found)
