"""Sizing at landed prices: parts and offers together, never dearer than one after the other."""

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying.basket import buy, needs_of
from planner.engine.delivered import size as landed_sizing
from planner.engine.delivered.size import DeliveredProgram, size_delivered
from planner.engine.sizing import proven as proof
from planner.engine.sizing.size import size
from planner.engine.solving.effort import UNHURRIED, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.engine.solving.solver import Answer, minimize
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Settlement
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError, Severity, has_errors
from planner.model.money import ExchangeRate, Money, RateTable
from planner.model.offers import Content, Offer, PriceBreak
from planner.model.proof import Status
from planner.model.requirement import Objective, Pieces
from planner.model.sizing import DeliveredSizing
from planner.model.vendors import Vendor
from planner.model.wording import reasons
from tests.engine.efforts import watched_by
from tests.engine.purchase_cases import shop
from tests.engine.sizing_cases import board, card, charger, cord, patch, switch, wish
from tests.examples import examples
from tests.plans import ON, offer

USD = ExchangeRate(base="USD", quote="SGD", rate=Decimal("1.3973"), as_of=ON, source="a bank")
RATES = RateTable(layers=((USD,),))
LANDING = Settlement("SGD", RATES, ON)
PARTS = (
    board("board-0"),
    board("board-1"),
    card("card-0"),
    card("card-1"),
    charger("charger-0", 4, 40),
    switch("switch-0", 5),
    patch(),
    cord(),
)
NEAR, FAR = shop("near", shipping="10.00"), shop("far", shipping="12.00")


def sold(part: str, vendor: Vendor, price: str, **facts: Any) -> Offer:
    return offer(part, price, vendor=vendor.vendor, currency=vendor.currency, **facts)


def landed(
    offers: list[Offer], *vendors: Vendor, terms: BuyingTerms = NO_TERMS, **wishes: Any
) -> DeliveredSizing:
    sale = Market(tuple(offers), vendors or (NEAR, FAR))
    catalog = Catalog(parts=PARTS, offers=tuple(offers), vendors=sale.vendors)
    return size_delivered(wish(**({"nodes": 2} | wishes)), catalog, RATES, sale, terms)


def everything_near(**prices: str) -> list[Offer]:
    usual = {
        "board-1": "40.00",
        "card-0": "8.00",
        "charger-0": "20.00",
        "switch-0": "15.00",
        "patch": "1.00",
        "cord": "1.00",
    }
    return [sold(part, NEAR, price) for part, price in (usual | prices).items()]


def counts(found: DeliveredSizing) -> dict[str, int]:
    assert found.sizing.build is not None
    return {each.part_number: each.quantity for each in found.sizing.build.positions}


def sgd(text: str) -> Money:
    return Money(Decimal(text), "SGD")


def test_a_dearer_board_wins_where_its_vendor_is_in_the_basket_already() -> None:
    found = landed([*everything_near(), sold("board-0", FAR, "36.00")])

    # Boards at 36.00 would save 8.00 and cost another parcel of 12.00.
    assert counts(found)["board-1"] == 2
    # 2 × 40 + 2 × 8 + 20 + 15 + 3 leads + 2 cords + 10 of shipping.
    assert found.total == found.sizing.bound == sgd("146.00")
    assert found.apart == sgd("150.00")
    assert (found.sizing.status, found.sizing.gap) == (Status.OPTIMAL, 0)
    assert not has_errors(found.sizing.findings)


def test_a_bundle_that_no_single_price_shows_is_bought() -> None:
    kit = sold("board-0", NEAR, "30.00").model_copy(
        update={"also_holds": (Content(part_number="card-1", pieces=1),)}
    )
    found = landed([*everything_near(), kit])
    assert counts(found)["board-0"] == counts(found)["card-1"] == 2
    assert found.total == sgd("110.00")


def test_the_rest_of_a_pack_is_not_in_the_build() -> None:
    offers = [each for each in everything_near() if each.part_number != "patch"]
    offers.append(sold("patch", NEAR, "2.00", pack_size=10))
    found = landed(offers)
    assert counts(found)["patch"] == 3
    assert found.total == sgd("145.00")


@pytest.mark.parametrize("number", [each.part_number for each in everything_near()])
@pytest.mark.parametrize("start", [9, 30, 60, 500])
def test_a_price_break_is_taken_wherever_it_lies(number: str, start: int) -> None:
    every = everything_near()
    steps = (PriceBreak(price=Decimal(40)), PriceBreak(min_quantity=start, price=Decimal("0.01")))
    falling = sold(number, NEAR, "1").model_copy(update={"price_breaks": steps})

    found = landed([*(each for each in every if each.part_number != number), falling])

    plain = landed(every)
    assert found.total is not None
    assert plain.total is not None
    (spent,) = [each.price_breaks[0].price for each in every if each.part_number == number]
    saved = spent * counts(plain)[number] - start * Decimal("0.01")
    assert (plain.total - found.total).amount == saved
    # The build has what it uses; the rest is in the basket.
    assert counts(found)[number] == counts(plain)[number]
    assert found.apart is not None
    assert found.total <= found.apart


def test_what_is_owned_is_used_first_and_no_more_of_it_than_is_needed() -> None:
    owned = (
        Pieces(part_number="switch-0", quantity=1),
        Pieces(part_number="patch", quantity=9),
    )
    found = landed(everything_near(), owned=owned)
    assert counts(found)["patch"] == 3
    assert found.total == sgd("128.00")


def test_terms_of_the_purchase_and_the_budget_hold() -> None:
    offers = [*everything_near(), sold("board-0", FAR, "1.00")]
    assert landed(offers).total == sgd("80.00")
    assert landed(offers, terms=BuyingTerms(max_vendors=1)).total == sgd("146.00")
    assert landed(offers, terms=BuyingTerms(exclude=("far",))).total == sgd("146.00")
    haste = BuyingTerms(exclude=("far",), fastest_within=Decimal(5))
    assert landed(offers, terms=haste).total == sgd("146.00")
    assert landed(offers, budget=Decimal(80)).total == sgd("80.00")
    poor = landed(offers, budget=Decimal("79.99"))
    assert (poor.sizing.status, poor.total, poor.sourcing) == (Status.INFEASIBLE, None, None)


def test_prices_that_are_too_old_for_the_wish_are_left_out() -> None:
    cheap = sold("board-0", NEAR, "1.00", quoted_on=date(2019, 1, 1))
    found = landed([*everything_near(), cheap], prices_since=date(2020, 1, 1))
    assert "board-0" not in counts(found)
    assert any(
        "Not used (no price from 2020-01-01 or later): board-0" in line
        for line in reasons(found.sizing)
    )


def test_a_payment_abroad_is_converted_once_as_buying_does_it() -> None:
    far = shop("far", currency="USD", shipping="9.99", card_percent="1.5", fx_percent="3.25")
    found = landed([*everything_near(), sold("board-0", far, "17.37")], NEAR, far)
    # (2 × 17.37 + 9.99) × 1.015 is US$45.40; with 3.25 % at 1.3973 that is S$65.50.
    assert counts(found)["board-0"] == 2
    assert found.total == sgd("131.50")


def test_another_aim_than_cost_has_no_use_for_landed_prices() -> None:
    with pytest.raises(PlannerError, match="Landed cost does not apply when optimising for watts"):
        landed(everything_near(), objective=Objective.WATTS)


def test_whoever_watches_may_end_it_and_then_nothing_is_proven() -> None:
    told: list[Progress] = []

    def stop(progress: Progress) -> bool:
        told.append(progress)
        return False

    offers = everything_near()
    catalog = Catalog(parts=PARTS, offers=tuple(offers), vendors=(NEAR,))
    sale = Market(tuple(offers), (NEAR,))
    found = size_delivered(wish(nodes=2), catalog, RATES, sale, effort=watched_by(stop))
    assert told
    assert found.sizing.status is Status.UNKNOWN


@pytest.mark.parametrize("where", ["written", "solved"])
@pytest.mark.parametrize(
    ("wishes", "status", "total"),
    [
        ({}, Status.FEASIBLE, sgd("146.00")),
        ({"budget": Decimal("145.99")}, Status.UNKNOWN, None),
        ({"ram_gb": 999}, Status.UNKNOWN, None),
    ],
)
def test_without_time_for_both_what_is_sized_at_list_prices_and_bought_after_is_the_answer(
    where: str,
    wishes: dict[str, Any],
    status: Status,
    total: Money | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_time(*_: Any, **__: Any) -> Any:
        if where == "written":
            raise OutOfTimeError
        return Answer(Status.UNKNOWN)

    asked = "__init__" if where == "written" else "solved"
    monkeypatch.setattr(landed_sizing.DeliveredProgram, asked, no_time)
    offers = everything_near()
    catalog = Catalog(parts=PARTS, offers=tuple(offers), vendors=(NEAR,))
    found = size_delivered(wish(nodes=2, **wishes), catalog, RATES, Market(tuple(offers), (NEAR,)))

    assert (found.sizing.status, found.total) == (status, total)
    assert found.apart is None
    if total is not None:
        assert (found.sizing.bound, found.sizing.gap) == (sgd("0.00"), 100)


def test_what_is_bought_after_has_the_bound_that_was_known_of_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = Answer(Status.UNKNOWN, bound=120_00)
    monkeypatch.setattr(landed_sizing.DeliveredProgram, "solved", lambda *_: answer)
    found = landed(everything_near())
    assert (found.sizing.status, found.total) == (Status.FEASIBLE, sgd("146.00"))
    assert (found.sizing.bound, str(found.sizing.gap)) == (sgd("120.00"), "17.81")
    assert found.sourcing is not None
    assert (found.sourcing.bound, found.sourcing.gap) == (found.sizing.bound, found.sizing.gap)


def test_whoever_watches_is_asked_to_the_end_whether_to_go_on() -> None:
    told: list[Progress] = []

    def go_on(progress: Progress) -> bool:
        told.append(progress)
        return True

    offers = everything_near()
    catalog = Catalog(parts=PARTS, offers=tuple(offers), vendors=(NEAR,))
    sale = Market(tuple(offers), (NEAR,))
    found = size_delivered(wish(nodes=2), catalog, RATES, sale, effort=watched_by(go_on))
    assert found.total == sgd("146.00")
    # What other ways of shopping cost is none of its costs.
    assert all(each.cost in (None, sgd("146.00")) for each in told)
    assert (told[-1].cost, told[-1].bound) == (None, None)


def test_what_has_no_price_of_its_own_cannot_be_sized_first() -> None:
    offers = [each for each in everything_near() if each.part_number != "card-0"]
    kit = sold("board-0", NEAR, "30.00").model_copy(
        update={"also_holds": (Content(part_number="card-1", pieces=1),)}
    )
    found = landed([*offers, kit])
    assert found.total == sgd("110.00")
    assert found.apart is None


def test_a_piece_more_is_bought_where_that_fills_an_order_up_to_free_shipping() -> None:
    near = shop("near", shipping="10.00", free_shipping_over="137.00")
    found = landed(everything_near(), near)
    assert found.sourcing is not None
    assert found.sourcing.basket is not None
    spare = {line.part_number: line.surplus for line in found.sourcing.basket.orders[0].lines}
    # 136.00 of goods and 10.00 of shipping, or a lead more.
    assert found.total == found.apart == sgd("137.00")
    assert counts(found)["patch"] + counts(found)["cord"] == 5
    assert spare["patch"] + spare["cord"] == 1


def far_too_fine() -> DeliveredSizing:
    """Size one node whose board costs S$123.455: that half a cent is too fine for the solver."""
    dollar = ExchangeRate(base="USD", quote="SGD", rate=Decimal("0.123455"), as_of=ON, source="x")
    far = shop("far", currency="USD")
    prices = {each.part_number: "0" for each in PARTS} | {"board-0": "1000.00"}
    prices.pop("board-1")
    offers = tuple(sold(part, far, price) for part, price in prices.items())
    catalog = Catalog(parts=PARTS, offers=offers, vendors=(far,))
    rates = RateTable(layers=((dollar,),))
    return size_delivered(wish(nodes=1), catalog, rates, Market(offers, (far,)))


def test_a_rounding_that_is_too_fine_for_the_solver_is_mended() -> None:
    found = far_too_fine()
    assert (found.sizing.status, found.sizing.bound) == (Status.OPTIMAL, sgd("123.46"))


def test_a_rounding_that_was_not_mended_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landed_sizing, "MOST_REPAIRS", 0)
    found = far_too_fine()
    assert (found.sizing.status, found.sizing.bound) == (Status.FEASIBLE, sgd("123.45"))
    assert (found.sizing.gap, found.total) == (Decimal("0.01"), sgd("123.46"))


def test_a_build_stands_where_no_time_is_left_to_look_for_one_with_fewer_pieces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers: list[Answer] = []

    def once(*arguments: Any, **options: Any) -> Answer:
        answers.append(minimize(*arguments, **options))
        return answers[0] if len(answers) == 1 else Answer(Status.UNKNOWN)

    monkeypatch.setattr(landed_sizing, "minimize", once)
    found = landed(everything_near())
    assert (found.sizing.status, found.total) == (Status.OPTIMAL, sgd("146.00"))


def test_what_no_solver_found_in_time_is_neither_possible_nor_impossible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sale = Market(tuple(everything_near()), (NEAR, FAR))
    catalog = Catalog(parts=PARTS, offers=sale.offers, vendors=sale.vendors)
    joint = DeliveredProgram(wish(nodes=2), catalog, sale, LANDING, NO_TERMS)
    assert joint.is_possible(UNHURRIED)
    cheapest = joint.cheapest(UNHURRIED)
    assert cheapest is not None
    assert cheapest.at_least == sgd("146.00")
    monkeypatch.setattr(landed_sizing, "minimize", lambda *_, **__: Answer(Status.UNKNOWN))
    for asked in (joint.is_possible, joint.cheapest):
        with pytest.raises(OutOfTimeError):
            asked(UNHURRIED)


def test_a_proposal_that_breaks_a_rule_is_a_mistake_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = Finding(
        code="ports-short", severity=Severity.ERROR, subject="switch", message="Too few.", hint=""
    )
    monkeypatch.setattr(proof, "judge", lambda _: (broken,))
    with pytest.raises(ValueError, match="breaks a rule"):
        landed(everything_near())


# --- against every choice of parts ----------------------------------------------------------------

PRICES = st.integers(100, 3000).map(lambda cents: f"{Decimal(cents) / 100:.2f}")


@st.composite
def markets(draw: Any) -> tuple[list[Offer], list[Vendor]]:
    """Two vendors, of which each sells some of the parts, in packs or at prices that fall."""
    vendors = []
    for name in ("near", "far"):
        terms: dict[str, Any] = {"currency": draw(st.sampled_from(["SGD", "SGD", "USD"]))}
        terms["shipping"] = draw(PRICES)
        if draw(st.booleans()):
            terms["free_shipping_over"] = str(draw(st.integers(5, 100)))
        if draw(st.booleans()):
            terms |= {"country": draw(st.sampled_from(["SG", "MY"])), "brokerage_fee": draw(PRICES)}
        vendors.append(shop(name, **terms))
    offers = []
    for part in PARTS:
        sellers = draw(st.sampled_from([vendors, vendors[:1], vendors[1:]]))
        for vendor in sellers:
            facts: dict[str, Any] = {}
            price = draw(PRICES)
            kind = draw(st.sampled_from(["plain", "plain", "pack", "breaks"]))
            if kind == "pack":
                facts["pack_size"] = draw(st.integers(2, 3))
            if kind == "breaks":
                lower = (PriceBreak(price=Decimal(price)), PriceBreak(min_quantity=2, price=1))
                facts["price_breaks"] = lower
            offers.append(sold(part.part_number, vendor, price, **facts))
    return offers, vendors


@examples(40)
@given(markets(), st.integers(1, 3))
def test_no_choice_of_parts_that_is_bought_after_it_was_sized_costs_less(
    market: tuple[list[Offer], list[Vendor]], nodes: int
) -> None:
    offers, vendors = market
    sale = Market(tuple(offers), tuple(vendors))
    catalog = Catalog(parts=PARTS, offers=tuple(offers), vendors=tuple(vendors))
    totals = []
    for boards, cards in product(("board-0", "board-1"), ("card-0", "card-1")):
        wanted = wish(nodes=nodes, cascade=False, only=(boards, cards))
        build = size(wanted, catalog, RATES).build
        assert build is not None
        bought = buy(needs_of(build, catalog), sale, LANDING)
        totals.append(bought.total)

    found = size_delivered(wish(nodes=nodes, cascade=False), catalog, RATES, sale)

    assert found.sizing.status is Status.OPTIMAL
    assert found.total is not None
    least = min(total for total in totals if total is not None)
    # Only to reach free shipping may something be bought that no bill asks for.
    filled = any(vendor.free_shipping_over for vendor in vendors)
    assert found.total <= least if filled else found.total == least
    assert found.apart is None or found.total <= found.apart
