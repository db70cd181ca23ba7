"""The cheapest basket against every basket there is: small markets made at random."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying.basket import buy
from planner.model.basket import Need
from planner.model.buying import BuyingTerms, Market
from planner.model.offers import Content, Offer
from planner.model.proof import Status
from planner.model.vendors import Coupon, Vendor
from tests.engine.purchase_cases import (
    LANDING,
    can_be_had,
    every_basket,
    is_tried,
    need,
    shop,
    sold,
)
from tests.engine.rule_cases import CODES, tax_rules
from tests.examples import examples

CENTS = st.integers(5, 3000).map(lambda cents: f"{Decimal(cents) / 100:.2f}")
FINE = st.integers(50, 30000).map(lambda mills: f"{Decimal(mills) / 1000:.3f}")


@st.composite
def shipping_by_steps(draw: Any, sums: Any, values: Any) -> dict[str, Any]:
    """Shipping by what an order costs, by what it weighs, by its packs or pieces, or none."""
    by = draw(st.sampled_from(["value", "weight", "packs", "pieces", "", "", ""]))
    if by == "weight":
        heavy = draw(st.integers(1, 900))
        return {"shipping_by_weight": f"0={draw(sums)};{heavy}={draw(sums)}"}
    if by in ("packs", "pieces"):
        return {f"shipping_by_{by}": f"1={draw(sums)};{draw(st.integers(2, 6))}={draw(sums)}"}
    if by == "value":
        first, second = sorted(draw(st.lists(values, min_size=2, max_size=2)), key=Decimal)
        if first != second:
            tiers = [f"0={draw(sums)}", f"{first}={draw(sums)}", f"{second}={draw(sums)}"]
            return {"shipping_tiers": ";".join(tiers)}
    return {}


@st.composite
def discounts(draw: Any, sums: Any, values: Any) -> dict[str, Any]:
    """Something off the goods, or nothing."""
    kind = draw(st.sampled_from(["percent", "amount", "", "", ""]))
    if not kind:
        return {}
    off = draw(st.sampled_from(["5", "12.5", "33.3", "90"]) if kind == "percent" else sums)
    over = {"discount_over": draw(values)} if draw(st.integers(0, 2)) else {}
    return {f"discount_{kind}": off} | over


@st.composite
def taxes(draw: Any, percents: Any, values: Any) -> dict[str, Any]:
    """Tax on prices, taxes at the border, both or none of them."""
    terms: dict[str, Any] = {}
    if draw(st.integers(0, 2)) == 0:
        terms |= {"tax_percent": draw(percents), "tax_included": draw(st.booleans())}
        terms["tax_rounding"] = draw(st.sampled_from(["down", "nearest"]))
    if draw(st.integers(0, 2)) == 0:
        terms["import_tax_percent"] = draw(percents)
        if draw(st.booleans()):
            terms["duty_percent"] = draw(percents)
        if draw(st.integers(0, 3)):
            currency = draw(st.sampled_from(["SGD", "USD"]))
            terms["import_tax_over"] = f"{draw(values)} {currency}"
            if draw(st.booleans()):
                terms["low_value_tax_from"] = draw(st.sampled_from(["2023-01-01", "2030-01-01"]))
    return terms


@st.composite
def terms_of_a_vendor(draw: Any, name: str) -> Vendor:
    """A few of all the terms that a vendor may have."""
    terms: dict[str, Any] = {"currency": draw(st.sampled_from(["SGD", "SGD", "USD", "EUR"]))}
    sums = st.integers(0, 800).map(lambda cents: f"{Decimal(cents) / 100:.2f}")
    values = st.integers(100, 6000).map(lambda cents: f"{Decimal(cents) / 100:.2f}")
    percents = st.sampled_from(["0", "9", "5", "1.5", "3.25", "19.6"])
    if draw(st.booleans()):
        terms["shipping"] = draw(sums)
    terms |= draw(shipping_by_steps(sums, values))
    for name_of, likely in (
        ("shipping_per_pack", sums),
        ("free_shipping_over", values),
        ("minimum_order", values),
        ("handling", sums),
        ("card_percent", percents),
        ("fx_percent", percents),
    ):
        if draw(st.integers(0, 3)) == 0:
            terms[name_of] = draw(likely)
    if draw(st.integers(0, 3)) == 0:
        terms |= {"country": draw(st.sampled_from(["SG", "MY"])), "brokerage_fee": draw(sums)}
    elif draw(st.booleans()):
        terms["country"] = "MY"
        terms["takes_import_tax"] = draw(st.sampled_from(["true", "false"]))
    if "minimum_order" in terms and draw(st.booleans()):
        terms["small_order_charge"] = draw(sums)
    terms |= draw(discounts(sums, values))
    terms |= draw(taxes(percents, values))
    if draw(st.integers(0, 5)) == 0:
        terms["coupon"] = Coupon(vendor=name, code="SAVE", percent=Decimal(draw(percents)))
    return shop(name, **terms)


@st.composite
def offer_of(draw: Any, part: str, vendor: Vendor, quantity: int) -> Offer:
    """Breaks, packs, a least amount, a multiple, little stock, or none of them."""
    facts: dict[str, Any] = {"currency": vendor.currency}
    price = draw(st.one_of(CENTS, CENTS, FINE))
    kind = draw(st.sampled_from(["plain"] * 3 + ["breaks", "packs", "least", "stock", "currency"]))
    if draw(st.booleans()):
        facts["weight_g"] = draw(st.integers(0, 500))
    if draw(st.integers(0, 2)) == 0:
        facts["tax_included"] = draw(st.booleans())
    if draw(st.integers(0, 3)):
        facts["tariff_code"] = draw(st.sampled_from(CODES))
    text = f"1: {price}"
    if kind == "breaks":
        facts["break_kind"] = draw(st.sampled_from(["all-units", "incremental"]))
        lower = [f"{Decimal(price) * tenths / 10:.2f}" for tenths in draw(st.permutations([5, 9]))]
        text += f", {draw(st.integers(2, 3))}: {lower[0]}, {draw(st.integers(4, 5))}: {lower[1]}"
    elif kind == "packs":
        facts["pack_size"] = draw(st.integers(2, 3))
    elif kind == "least":
        facts["minimum_quantity"] = draw(st.integers(1, 3))
        facts["order_multiple"] = draw(st.integers(1, 3))
    elif kind == "stock":
        facts["stock"] = draw(st.integers(0, quantity))
    elif kind == "currency":
        facts["currency"] = draw(st.sampled_from(["SGD", vendor.currency]))
    return sold(part, vendor.vendor, text, **facts)


@st.composite
def problems(draw: Any) -> tuple[tuple[Need, ...], Market, BuyingTerms]:
    vendors = [draw(terms_of_a_vendor(name)) for name in "abc"[: draw(st.integers(1, 3))]]
    needs = [need(part, draw(st.integers(1, 3))) for part in "xyz"[: draw(st.integers(1, 2))]]
    offers = [
        draw(offer_of(each.part_number, vendor, each.quantity))
        for each in needs
        for vendor in vendors
        if draw(st.integers(0, 4))
    ]
    terms = BuyingTerms(max_vendors=draw(st.sampled_from([None, None, None, 1, 2])))
    market = Market(tuple(offers), tuple(vendors), tax_rules=draw(tax_rules()))
    return tuple(needs), market.on_terms(terms, LANDING), terms


@st.composite
def shared_problems(draw: Any) -> tuple[tuple[Need, ...], Market, BuyingTerms]:
    """Needs that share alternates, and offers that hold several parts at one price."""
    vendors = [draw(terms_of_a_vendor(name)) for name in "ab"[: draw(st.integers(1, 2))]]
    others = st.sampled_from([(), ("w",), ("w",), ("x", "w")])
    needs = [need(part, draw(st.integers(1, 2)), alternates=draw(others)) for part in "xy"]
    offers = []
    for part in draw(st.lists(st.sampled_from("wwxy"), min_size=1, max_size=4)):
        offer = draw(offer_of(part, draw(st.sampled_from(vendors)), 2))
        if draw(st.integers(0, 2)) == 0:
            other = draw(st.sampled_from([each for each in "wxyz" if each != part]))
            held = Content(part_number=other, pieces=draw(st.integers(1, 2)))
            offer = offer.model_copy(update={"also_holds": (held,)})
        offers.append(offer.model_copy(update={"sku": str(len(offers))}))
    return tuple(needs), Market(tuple(offers), tuple(vendors)), BuyingTerms()


@examples(300)
@given(problems())
def test_no_basket_is_cheaper_and_the_count_agrees_with_the_program(
    problem: tuple[tuple[Need, ...], Market, BuyingTerms],
) -> None:
    assert_nothing_is_cheaper(*problem)


@examples(200)
@given(shared_problems())
def test_no_basket_is_cheaper_where_needs_share_offers_and_bundles_serve_several(
    problem: tuple[tuple[Need, ...], Market, BuyingTerms],
) -> None:
    assert_nothing_is_cheaper(*problem)


def assert_nothing_is_cheaper(needs: tuple[Need, ...], market: Market, terms: BuyingTerms) -> None:
    """Compare what is bought with every basket up to two packs beyond what is needed.

    What fills an order with more packs than that may be cheaper still: then it must be possible.
    """
    baskets = list(every_basket(needs, market, terms))
    alone = [each for each in baskets if len(each.orders) == 1]

    found = buy(needs, market, LANDING, terms)

    if found.basket is None:
        assert found.status is Status.INFEASIBLE
        assert found.findings
        assert not baskets
    else:
        assert found.status is Status.OPTIMAL
        assert found.basket.at_least == found.bound
    for basket, others in ((found.basket, baskets), (found.single_vendor_basket, alone)):
        cheapest = min((each.at_least.amount for each in others), default=None)
        if basket is None:
            assert cheapest is None
        elif is_tried(basket, needs, market):
            assert basket.at_least.amount == cheapest
        else:
            assert can_be_had(basket, needs, market)
            assert cheapest is None or basket.at_least.amount <= cheapest
