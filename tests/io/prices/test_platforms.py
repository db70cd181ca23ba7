"""Replies of shop platforms: what their numbers mean, and what they do not say."""

import json
from decimal import Decimal
from typing import Any

import pytest

from planner.model.proposals import Ask, Outcome, PageAnswer
from tests.io.prices.pages import FOLDER, answer

SHOP = "https://straits-parts.example/products/katong-carrier"


def kept(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


def read(data: Any, address: str = SHOP, **more: Any) -> PageAnswer:
    return answer(json.dumps(data), address=address, **more)


def amounts(found: PageAnswer) -> list[Decimal | None]:
    return [each.amount for each in found.proposals]


# --- Shopify -------------------------------------------------------------------------------------


def variant(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Fan",
        "variants": [{"id": 1, "title": "Default Title", "price": 2000, **fields}],
    }


@pytest.mark.parametrize(
    ("price", "amount"),
    [(2000, "20"), (5, "0.05"), (149000, "1490"), ("20.00", "20"), ("1490.00", "1490")],
)
def test_whole_numbers_are_hundredths_and_texts_with_a_point_are_units(
    price: Any, amount: str
) -> None:
    assert amounts(read(variant(price=price))) == [Decimal(amount)]
    assert amounts(read({"product": variant(price=price)})) == [Decimal(amount)]


def test_hundredths_hold_for_currencies_without_decimals_too() -> None:
    assert amounts(read(variant(price=890000), shop_currency="KRW")) == [8900]


def test_a_text_without_a_point_may_be_either_and_is_asked() -> None:
    found = read(variant(price="2000"))

    assert [str(each) for each in found.proposals[0].candidates] == [
        "2000, in units",
        "20.00, in hundredths",
    ]


@pytest.mark.parametrize("price", [0, "0.00", None, -5, "free", {}])
def test_a_variant_without_a_price_is_refused(price: Any) -> None:
    assert read(variant(price=price)).outcome is Outcome.REFUSE


def test_the_currency_is_that_of_the_cart_or_of_the_variant_or_asked() -> None:
    said = {"shop_currency": "SGD", "shop_currency_from": "the cart"}
    (proposal,) = read(variant(), **said).proposals
    assert (proposal.currency, proposal.currency_from) == ("SGD", "the cart")
    assert read(variant(price_currency="EUR"), shop_currency="SGD").proposals[0].currency == "EUR"
    assert Ask.CURRENCY in read(variant()).asks


def test_a_comparison_price_is_never_the_price() -> None:
    assert amounts(read(variant(compare_at_price=2500))) == [20]


def test_the_variant_that_the_address_names_is_the_one() -> None:
    found = read(kept("shopify-product.json"), f"{SHOP}?variant=70012")

    assert (amounts(found), Ask.VARIANT in found.asks) == ([Decimal("79.90")], False)
    assert found.proposals[0].address == f"{SHOP}?variant=70012"


def test_each_variant_has_an_address_of_its_own() -> None:
    assert [
        each.address for each in read(kept("shopify-product.json"), f"{SHOP}.js").proposals
    ] == [
        f"{SHOP}?variant=70011",
        f"{SHOP}?variant=70012",
    ]
    found = read(kept("shopify-products-list.json"), "https://straits-parts.example/products.json")
    assert found.proposals[1].address == "https://straits-parts.example/products/katong-cable"


def test_a_rule_of_quantities_and_stock_are_taken() -> None:
    rule = {"min": 2, "max": None, "increment": 2}
    (proposal,) = read(
        variant(quantity_rule=rule, available=False, inventory_quantity=-3)
    ).proposals

    assert (proposal.minimum_quantity, proposal.order_multiple) == (2, 2)
    assert (proposal.availability, proposal.stock) == ("out_of_stock", None)
    assert read(variant()).proposals[0].availability == "unknown"


def test_a_price_by_subscription_is_asked() -> None:
    assert amounts(read(variant(requires_selling_plan=True))) == [None]


def test_of_very_many_variants_the_first_are_shown_and_that_is_told() -> None:
    variants = [{"id": n, "title": f"No. {n}", "price": 2000} for n in range(300)]
    found = read({"title": "Fan", "variants": variants})

    assert len(found.proposals) == 250
    assert "price-many" in {each.code for each in found.findings}


# --- WooCommerce ---------------------------------------------------------------------------------


def woo(prices: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    money = {"price": "2000", "currency_code": "SGD", "currency_minor_unit": 2, "price_range": None}
    return {
        "id": 7,
        "name": "Fan",
        "type": "simple",
        "prices": {**money, **(prices or {})},
        **fields,
    }


WOO = "https://kampong.example/wp-json/wc/store/v1/products?slug=fan"


@pytest.mark.parametrize(
    ("unit", "amount"), [(0, "2000"), (1, "200"), (2, "20"), (3, "2"), ("3", "2"), (4, "0.2")]
)
def test_the_minor_unit_is_that_of_the_reply_and_never_the_currencys(
    unit: Any, amount: str
) -> None:
    assert amounts(read([woo({"currency_minor_unit": unit})], WOO)) == [Decimal(amount)]


@pytest.mark.parametrize("unit", [None, "", -1, 99, "two"])
def test_a_reply_without_a_minor_unit_says_no_price(unit: Any) -> None:
    assert read([woo({"currency_minor_unit": unit})], WOO).outcome is Outcome.REFUSE


def test_a_range_is_asked_and_its_variations_have_addresses_of_their_own() -> None:
    found = read(kept("woo-store-product.json"), WOO)

    assert (amounts(found), found.outcome) == ([None, None], Outcome.CHOOSE)
    assert [each.variant for each in found.proposals] == ["black", "silver"]
    assert found.further == tuple(
        f"https://kampong.example/wp-json/wc/store/v1/products/{number}" for number in (311, 312)
    )
    assert {each.minimum_quantity for each in found.proposals} == {2}


def test_a_range_without_variations_is_one_question() -> None:
    found = read(woo({"price_range": {"min_amount": "2000", "max_amount": "3000"}}), WOO)

    assert [str(each) for each in found.proposals[0].candidates] == [
        "20.00 SGD, lower end of the range",
        "30.00 SGD, upper end of the range",
    ]


def test_variations_at_one_price_are_chosen_from_with_it() -> None:
    attributes = [
        [{"name": "Colour", "value": "red &amp; blue"}],
        [{"name": "Colour", "value": ""}],
    ]
    variations = [{"id": n, "attributes": each} for n, each in enumerate(attributes, 8)]
    found = read(woo(type="variable", variations=variations), WOO)

    assert (amounts(found), found.further) == ([20, 20], ())
    assert [each.variant for each in found.proposals] == ["red & blue", "any Colour"]


@pytest.mark.parametrize("kind", ["subscription", "variable-subscription"])
def test_a_price_that_is_paid_again_is_asked(kind: str) -> None:
    assert amounts(read(woo(type=kind), WOO)) == [None]


def test_a_price_that_the_buyer_names_is_asked() -> None:
    assert amounts(read(woo(extensions={"name_your_price": {"is_nyp": True}}), WOO)) == [None]


def test_a_group_of_articles_has_no_price_of_its_own() -> None:
    assert read(woo(type="grouped"), WOO).outcome is Outcome.REFUSE


def test_stock_is_what_the_reply_says() -> None:
    def stock(**fields: Any) -> str:
        return read(woo(**fields), WOO).proposals[0].availability

    assert stock() == "unknown"
    assert stock(is_in_stock=True) == "in_stock"
    assert stock(is_in_stock=False) == "out_of_stock"
    assert stock(is_in_stock=True, is_on_backorder=True) == "backorder"


# --- neither -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        {}, [], [1], {"code": "rest_no_route", "data": {"status": 404}}, {"products": []},
        {"variants": [], "title": 5}, {"title": "x", "variants": [1]}, {"prices": {}, "name": "x"},
        [[]], {"products": {"variants": 5}},
    ],
)  # fmt: skip
def test_a_reply_that_is_of_no_platform_is_refused(data: Any) -> None:
    assert read(data).outcome is Outcome.REFUSE


# --- numbers that a cart knows an article by -----------------------------------------------------


def test_a_variant_of_shopify_has_the_number_that_the_shop_s_cart_takes() -> None:
    found = read(kept("shopify-product.json"))
    ids = [str(each["id"]) for each in kept("shopify-product.json")["variants"]]

    assert [each.article_number for each in found.proposals] == ids
    (other,) = read({"title": "Fan", "variants": [{"id": "1,2:9", "price": "20.00"}]}).proposals
    assert other.article_number == "1,2:9"


def test_woocommerce_and_others_have_a_sku_and_no_number_of_a_cart() -> None:
    found = read(kept("woo-store-product.json"))
    assert {each.article_number for each in found.proposals} == {""}
