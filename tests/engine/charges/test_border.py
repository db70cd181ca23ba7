"""Taxes at the border by the rules of a country: counted by hand, in the program, on the sheet."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.buying.basket import buy
from planner.engine.buying.certificate import certify
from planner.engine.charges import PAID
from planner.model.basket import PurchaseOrder
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Purchase, Settlement
from planner.model.levies import Doubt
from planner.model.money import Money, RateTable
from planner.model.offers import Offer
from planner.model.tax_rules import TaxRule
from planner.model.vendors import Assumption, Coupon, Vendor
from tests.engine.purchase_cases import LANDING, RATES, need, sold
from tests.model.test_levies import KIND, OVER, SINGAPORE, rule

EU = (rule("DE; AT", **KIND), rule("DE; AT", **OVER))


def abroad(name: str = "a", **terms: Any) -> Vendor:
    """Return a shop in Malaysia that states its shipping and nothing of tax."""
    known = {"vendor": name, "name": name, "kind": "shop", "currency": "SGD", "country": "MY"}
    return Vendor.model_validate(known | {"shipping": "0"} | terms)


def bought(
    *offers: Offer,
    vendor: Vendor | None = None,
    rules: tuple[TaxRule, ...] = SINGAPORE,
    terms: BuyingTerms = NO_TERMS,
    settlement: Settlement = LANDING,
) -> Purchase:
    """Buy one pack of each offer."""
    market = Market(offers, (vendor or abroad(),), tax_rules=rules).on_terms(terms, settlement)
    needs = [need(each.part_number, each.pack_size) for each in offers]
    return buy(needs, market, settlement, terms)


def order_of(found: Purchase) -> PurchaseOrder:
    assert found.basket is not None
    (order,) = found.basket.orders
    return order


def goods(price: str, part: str = "board", **facts: Any) -> Offer:
    return sold(part, "a", f"1: {price}", **facts)


def test_over_the_limit_the_border_takes_the_rate_of_the_day_and_says_by_which_rule() -> None:
    found = bought(goods("390.00"), vendor=abroad(shipping="20"))
    charge = order_of(found).charge("import_tax")
    assert charge.known == Money(Decimal("36.90"), "SGD")  # of goods and shipping
    assert charge.label == "Import tax, by the rule of 2024-01-01"
    assert charge.rule == SINGAPORE[0]
    assert found.total == found.bound == Money(Decimal("446.90"), "SGD")
    earlier = Settlement("SGD", RATES, date(2023, 12, 31))
    old = goods("410.00", quoted_on=date(2023, 12, 31))
    charge = order_of(bought(old, settlement=earlier)).charge("import_tax")
    assert (charge.known, charge.rule) == (Money(Decimal("32.80"), "SGD"), SINGAPORE[1])


@pytest.mark.parametrize(
    ("takes", "tax", "doubt"),
    [(None, None, "seller"), (True, "36.00", None), (False, "0.00", None)],
)
def test_up_to_the_limit_it_is_known_once_it_is_known_who_takes_it(
    takes: bool | None, tax: str | None, doubt: Doubt | None
) -> None:
    facts = {} if takes is None else {"takes_import_tax": takes}
    found = bought(goods("400.00"), vendor=abroad(**facts))
    charge = order_of(found).charge("import_tax")
    assert charge.known == (None if tax is None else Money(Decimal(tax), "SGD"))
    assert charge.doubt == doubt
    assert (found.total is None) == (tax is None)
    told = [each.message for each in found.findings if each.code == "purchase-tax-unknown"]
    why = (
        "a: import tax is not known, because it is unclear whether this seller is "
        "registered and collects the 9 % itself on items up to S$400.00. https://tax.example/rules"
    )
    assert told == ([] if doubt is None else [why])


@pytest.mark.parametrize(
    ("vendor", "offer"),
    [
        (abroad(import_tax_percent="5"), goods("500.00")),  # what it states of the border wins
        (abroad(duty_percent="0"), goods("500.00")),
        (abroad(country="SG"), goods("500.00")),  # no border
        (abroad(country=""), goods("500.00")),  # who knows
        (abroad(tax_percent="9", tax_included=False), goods("500.00")),  # it takes it itself
        (abroad(tax_included=True), goods("500.00")),
        (abroad(terms_for="SG"), goods("500.00", tax_included=True)),
    ],
)
def test_rules_are_for_vendors_from_abroad_who_say_nothing_of_the_border(
    vendor: Vendor, offer: Offer
) -> None:
    assert all(each.rule is None for each in order_of(bought(offer, vendor=vendor)).charges)


def test_a_vendor_that_charges_no_tax_abroad_leaves_it_to_the_border() -> None:
    found = bought(goods("500.00"), vendor=abroad(tax_percent="0", tax_included=False))
    assert found.total == Money(Decimal("545.00"), "SGD")


def test_terms_that_hold_elsewhere_do_not_keep_the_rules_away() -> None:
    vendor = abroad(terms_for="MY", tax_percent="6", tax_included=True, duty_percent="3")
    charge = order_of(bought(goods("500.00"), vendor=vendor)).charge("import_tax")
    assert (charge.amount, charge.is_unknown) == (Money(Decimal("45.00"), "SGD"), False)
    assert charge.is_open  # shipping is not known here, and the border takes its share of it


@pytest.mark.parametrize(
    ("country", "rules", "why"),
    [
        ("", SINGAPORE, "the vendor's own country is not known, so no tax rule can be applied"),
        ("MY", EU, "no tax rule of the buyer's country holds on 2026-10-30"),
        ("MY", (rule(on="2027-01-01", percent="10"),), "no tax rule of the buyer's country holds"),
    ],
)
def test_where_no_rule_can_be_applied_tax_stays_unknown_and_the_finding_says_why(
    country: str, rules: tuple[TaxRule, ...], why: str
) -> None:
    found = bought(goods("500.00"), vendor=abroad(country=country), rules=rules)
    assert order_of(found).charge("tax").is_unknown
    assert found.total is None
    (told,) = (each for each in found.findings if each.code == "purchase-tax-unknown")
    assert why in told.message
    without = bought(goods("500.00"), vendor=abroad(country=country), rules=())
    assert "purchase-tax-unknown" not in [each.code for each in without.findings]


def test_what_a_person_assumes_of_tax_comes_before_the_rules() -> None:
    terms = BuyingTerms(assumed=(Assumption(term="tax", percent=Decimal(7)),))
    found = bought(goods("100.00"), terms=terms)
    assert found.total == Money(Decimal("107.00"), "SGD")
    assert order_of(found).charge("import_tax").rule is None


def test_a_rule_without_a_rate_leaves_duty_unknown_and_tax_on_it_open() -> None:
    rules = (rule(tax="duty"), rule(percent="10"))
    found = bought(goods("100.00"), rules=rules)
    duty, tax = order_of(found).charge("duty"), order_of(found).charge("import_tax")
    assert (duty.known, duty.doubt) == (None, "rate")
    assert (tax.known, tax.is_unknown) == (None, False)
    assert (found.total, found.basket and found.basket.at_least) == (
        None,
        Money(Decimal("110.00"), "SGD"),
    )


def test_a_rate_of_zero_is_a_known_rate() -> None:
    found = bought(goods("100.00"), rules=(rule(percent="0"),))
    assert found.total == Money(Decimal("100.00"), "SGD")


def test_tax_at_the_border_is_rounded_down_where_the_rule_says_so() -> None:
    found = bought(goods("10.99"), rules=(rule(percent="10", tax_rounding="down"),))
    assert found.total == found.bound == Money(Decimal("12.08"), "SGD")


# --- an amount for each kind of goods -------------------------------------------------------------

TO_GERMANY = BuyingTerms(ship_to="DE")
COMPUTER, CABLE = "847150", "854442"


def kinds(*codes: str | None, price: str = "20.00") -> tuple[Offer, ...]:
    return tuple(
        goods(price, f"part-{place}", tariff_code=code) for place, code in enumerate(codes)
    )


@pytest.mark.parametrize(
    ("codes", "duty"),
    [
        ((COMPUTER,), "4.51"),  # 3.00 EUR × 1.503418
        ((COMPUTER, COMPUTER), "4.51"),
        ((COMPUTER, CABLE), "9.02"),
        ((COMPUTER, CABLE, COMPUTER, "940320"), "13.53"),
    ],
)
def test_a_fixed_duty_is_due_for_each_kind_of_goods_once_converted_in_one_sum(
    codes: tuple[str, ...], duty: str
) -> None:
    vendor = abroad(tax_percent="19", tax_included=True)
    found = bought(*kinds(*codes), vendor=vendor, rules=EU, terms=TO_GERMANY)
    assert order_of(found).charge("duty").known == Money(Decimal(duty), "SGD")
    assert found.total == found.bound == Money(20 * len(codes) + Decimal(duty), "SGD")


def test_a_fixed_duty_without_a_limit_is_due_on_orders_of_any_value() -> None:
    always = {name: value for name, value in KIND.items() if name != "up_to"}
    vendor = abroad(tax_percent="19", tax_included=True)
    found = bought(
        *kinds(COMPUTER, CABLE, price="900.00"), vendor=vendor, rules=(rule("DE", **always),),
        terms=TO_GERMANY,
    )  # fmt: skip
    assert order_of(found).charge("duty").known == Money(Decimal("9.02"), "SGD")
    assert found.total == found.bound


def test_a_kind_that_nobody_states_leaves_the_duty_unknown_and_counts_the_others() -> None:
    vendor = abroad(tax_percent="19", tax_included=True)
    found = bought(*kinds(COMPUTER, None), vendor=vendor, rules=EU, terms=TO_GERMANY)
    charge = order_of(found).charge("duty")
    assert (charge.doubt, str(charge.amount), found.total) == ("kind", "S$4.51", None)
    (told,) = (each for each in found.findings if each.code == "purchase-tax-unknown")
    assert told.message == (
        "a: duty is not known, because the rule of 2023-01-01 counts kinds of goods, and the "
        "tariff code of part-1 is not known. https://tax.example/rules"
    )


def test_over_its_limit_the_fixed_duty_is_not_due_and_nobody_knows_what_is() -> None:
    """150.00 EUR are S$225.51."""
    vendor = abroad(tax_percent="19", tax_included=True)
    for price, doubt in (("225.51", None), ("225.52", "rate")):
        (offer,) = kinds(COMPUTER, price=price)
        found = bought(offer, vendor=vendor, rules=EU, terms=TO_GERMANY)
        assert order_of(found).charge("duty").doubt == doubt


def test_no_duty_lies_between_countries_without_a_border() -> None:
    vendor = abroad(country="AT", tax_percent="20", tax_included=True)
    found = bought(*kinds(COMPUTER), vendor=vendor, rules=EU, terms=TO_GERMANY)
    assert found.total == Money(Decimal("20.00"), "SGD")


@pytest.mark.parametrize(
    "terms",
    [{"discount_percent": "5"}, {"discount_amount": "1.00"}],
)
def test_whether_a_discount_counts_towards_the_limit_is_not_guessed(terms: dict[str, str]) -> None:
    vendor = abroad(tax_percent="19", tax_included=True, **terms)
    found = bought(*kinds(COMPUTER), vendor=vendor, rules=EU, terms=TO_GERMANY)
    assert order_of(found).charge("duty").doubt == "reductions"
    coupon = Coupon(vendor="a", code="SAVE", percent=Decimal(5))
    terms_with = replace(TO_GERMANY, coupons=(coupon,))
    plain = abroad(tax_percent="19", tax_included=True)
    found = bought(*kinds(COMPUTER), vendor=plain, rules=EU, terms=terms_with)
    assert order_of(found).charge("duty").doubt == "reductions"


def test_a_limit_in_a_currency_without_a_rate_leaves_the_duty_unknown() -> None:
    vendor = abroad(tax_percent="19", tax_included=True)
    nowhere = Settlement("SGD", RateTable(), LANDING.on)
    found = bought(*kinds(COMPUTER), vendor=vendor, rules=EU, terms=TO_GERMANY, settlement=nowhere)
    assert order_of(found).charge("duty").doubt == "exchange"
    told = [each.message for each in found.findings if each.code == "purchase-tax-unknown"]
    assert "no exchange rate converts the amounts" in told[0]


def test_import_tax_is_taken_of_the_fixed_duty_as_well() -> None:
    rules = (*EU, rule("DE", percent="20"))
    found = bought(*kinds(COMPUTER, price="100.00"), rules=rules, terms=TO_GERMANY)
    assert order_of(found).charge("import_tax").known == Money(Decimal("20.90"), "SGD")  # 104.51
    assert found.total == found.bound == Money(Decimal("125.41"), "SGD")


def test_a_piece_more_may_lift_an_order_over_the_limit_of_the_fixed_duty() -> None:
    """Over 60.00 a known percentage is due in place of three amounts."""
    rules = (
        rule("DE", tax="duty", up_to="60.00 SGD", value_of="goods", per_kind="3.00 SGD"),
        rule("DE", tax="duty", over="60.00 SGD", value_of="goods", percent="1"),
    )
    vendor = abroad(tax_percent="19", tax_included=True)
    offers = [*kinds(COMPUTER, CABLE, "940320"), goods("1.00", "screw", tariff_code=COMPUTER)]
    needs = [need(each.part_number) for each in offers[:3]]
    market = Market(tuple(offers), (vendor,), tax_rules=rules).on_terms(TO_GERMANY, LANDING)
    found = buy([*needs, need("screw")], market, LANDING, TO_GERMANY)
    assert found.total == found.bound == Money(Decimal("61.61"), "SGD")
    found = buy(needs, market, LANDING, TO_GERMANY)
    assert found.total == found.bound == Money(Decimal("69.00"), "SGD")
    cheap = [*offers[:2], goods("20.00", "part-2", tariff_code="940320", pack_size=1)]
    cheap[0] = goods("2.00", "part-0", tariff_code=COMPUTER)
    needs = [need("part-0", 10), need("part-1"), need("part-2")]
    market = Market(tuple(cheap), (vendor,), tax_rules=rules).on_terms(TO_GERMANY, LANDING)
    found = buy(needs, market, LANDING, TO_GERMANY)
    assert found.total == found.bound == Money(Decimal("62.62"), "SGD")  # one piece more


def test_a_certificate_names_the_rules_that_decided_a_charge() -> None:
    offer = goods("500.00")
    market = Market((offer,), (abroad(),), tax_rules=SINGAPORE).on_terms(NO_TERMS, LANDING)
    found = buy([need("board")], market, LANDING, NO_TERMS)
    certificate = certify(found, market, LANDING, NO_TERMS, title="a bill", version="1")
    assert certificate.tax_rules == (SINGAPORE[0],)
    other = replace(market, vendors=(abroad(),))
    assert certify(found, other, LANDING, NO_TERMS, title="a bill", version="1").vendors != (
        certificate.vendors
    )


@pytest.mark.parametrize("currency", ["SGD", "USD", "EUR"])
@pytest.mark.parametrize("limit", ["150.00 EUR", "0.01 USD", "99.99 SGD"])
def test_the_first_amount_over_a_limit_is_found_in_the_vendor_s_currency(
    currency: str, limit: str
) -> None:
    rules = (rule("DE", **KIND | {"up_to": limit}), rule("DE", **OVER | {"over": limit}))
    market = Market((), (abroad(currency=currency),), tax_rules=rules)
    (vendor,) = market.on_terms(TO_GERMANY, LANDING).vendors
    (levy,) = vendor.levies
    assert levy.limit is not None
    assert levy.over_from is not None
    most = LANDING.convert(levy.limit, "SGD")
    cent = Money(Decimal("0.01"), currency)
    assert LANDING.convert(levy.over_from, "SGD") > most
    assert LANDING.convert(levy.over_from - cent, "SGD") <= most


def test_what_is_paid_to_a_vendor_never_falls_due_at_the_border() -> None:
    assert not any(charge.may_be_due(abroad()) for charge in PAID)
