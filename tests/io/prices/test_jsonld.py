"""JSON-LD as shops write it: which number is the price, and what is asked instead of guessed."""

import json
from decimal import Decimal
from typing import Any

import pytest

from planner.model.proposals import Ask, Outcome, PageAnswer
from tests.io.prices.pages import ADDRESS, answer, jsonld, product


def read(data: Any, **page: str) -> PageAnswer:
    return answer(jsonld(data, **page))


def amounts(found: PageAnswer) -> list[Decimal | None]:
    return [each.amount for each in found.proposals]


def codes(found: PageAnswer) -> set[str]:
    return {each.code for each in found.findings} | {
        each.code for proposal in found.proposals for each in proposal.findings
    }


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("price", "amount"),
    [
        (20, "20"),
        ("2879.2", "2879.20"),
        ("2879.20", "2879.2"),
        ("1234.5600", "1234.56"),
        (19.990000000000002, "19.99"),
        ("56,00 €", "56"),
        (["56,00 €", "56,00 €"], "56"),
        ([20], "20"),
        ({"@value": "20.00"}, "20"),
        ({"@type": "MonetaryAmount", "value": 20}, "20"),
        ("0.085", "0.085"),
        ("4.2731", "4.2731"),
        ("20.00 EUR", "20"),
        ("1,400.00", "1400"),
        ("1.400,00", "1400"),
    ],
)
def test_a_price_is_read_as_it_was_meant(price: Any, amount: str) -> None:
    found = read(product(price=price, priceCurrency="EUR"))

    assert amounts(found) == [Decimal(amount)]
    assert found.outcome is Outcome.PROPOSE


@pytest.mark.parametrize(
    "price",
    ["1,400", "1.400", "from 20", "20-30", "20 - 30 EUR", ["20", "30"], "3 for 10", "1e3", "€7k"],
)
def test_a_price_that_can_mean_more_than_one_thing_is_asked(price: Any) -> None:
    found = read(product(price=price, priceCurrency="EUR"))

    assert amounts(found) == [None]
    assert found.outcome is Outcome.ASK
    assert Ask.WHICH_PRICE in found.asks
    assert found.proposals[0].candidates


@pytest.mark.parametrize(
    "price", [0, "0", "0.00", "", None, [], {}, "NaN", "free", "-5", True, "call us"]
)
def test_what_is_no_price_is_refused_and_told(price: Any) -> None:
    found = read(product(price=price))

    assert (found.outcome, found.proposals) == (Outcome.REFUSE, ())
    assert "price-none" in codes(found)
    assert found.amounts == ()


def test_the_currency_of_a_number_decides_how_three_digits_are_read() -> None:
    assert amounts(read(product(price="1,400", priceCurrency="JPY"))) == [1400]
    assert amounts(read(product(price="12.345", priceCurrency="KWD"))) == [Decimal("12.345")]


def test_a_language_of_the_page_settles_groups() -> None:
    def german(price: str) -> PageAnswer:
        page = jsonld(product(price=price, priceCurrency="EUR"))
        return answer(page.replace("<html>", '<html lang="de">'))

    assert amounts(german("1.400 €")) == [1400]
    # In data a point stands before decimals: 19.990 may be either.
    assert amounts(german("19.990")) == [None]


# --- currency ------------------------------------------------------------------------------------


def test_a_currency_that_is_not_stated_is_asked_and_never_a_usual_one() -> None:
    found = read(product(priceCurrency=None))

    assert found.proposals[0].currency is None
    assert found.proposals[0].price is None
    assert Ask.CURRENCY in found.asks


@pytest.mark.parametrize("currency", ["$", "XXX", "Dollar", "", 5])
def test_a_word_that_is_no_currency_code_is_no_currency(currency: Any) -> None:
    assert read(product(priceCurrency=currency)).proposals[0].currency is None


@pytest.mark.parametrize(
    "key", ["pricecurrency", "schema:priceCurrency", "https://schema.org/priceCurrency"]
)
def test_a_currency_is_found_however_its_name_is_spelt(key: str) -> None:
    found = read(product(priceCurrency=None, **{key: "sgd"}))

    assert (found.proposals[0].currency, found.proposals[0].currency_from) == (
        "SGD",
        "the page's data",
    )


def test_the_sign_of_one_currency_states_it_and_a_shared_sign_does_not() -> None:
    assert read(product(price="20,00 €", priceCurrency=None)).proposals[0].currency == "EUR"
    assert read(product(price="$20.00", priceCurrency=None)).proposals[0].currency is None


def test_another_currency_than_the_one_that_is_expected_is_told() -> None:
    found = answer(jsonld(product(priceCurrency="EUR")), expected_currency="USD")

    assert codes(found) == {"price-currency-other"}
    assert found.proposals[0].currency == "EUR"


@pytest.mark.parametrize(
    ("sign", "currency"), [("€", "EUR"), ("rur", "RUB"), ("S$", "SGD"), ("$", None), ("€ $", None)]
)
def test_a_sign_in_place_of_a_code_counts_if_it_means_one_currency(
    sign: str, currency: str | None
) -> None:
    assert read(product(priceCurrency=sign)).proposals[0].currency == currency


def test_a_sign_in_the_price_that_contradicts_the_named_currency_is_asked() -> None:
    assert read(product(price="20,00 €", priceCurrency="USD")).proposals[0].currency is None
    assert read(product(price="20,00 €", priceCurrency="EUR")).proposals[0].currency == "EUR"
    assert read(product(price="$20.00", priceCurrency="USD")).proposals[0].currency == "USD"


# --- several prices in one offer -----------------------------------------------------------------


def offers(*specifications: dict[str, Any], **offer: Any) -> PageAnswer:
    more = {"price": None, **offer}
    return read(product(priceSpecification=list(specifications), **more))


def specification(price: Any, **more: Any) -> dict[str, Any]:
    return {"@type": "UnitPriceSpecification", "price": price, "priceCurrency": "SGD", **more}


@pytest.mark.parametrize(
    "special",
    [
        {"priceType": "https://schema.org/StrikethroughPrice"},
        {"priceType": "https://schema.org/ListPrice"},
        {"priceType": "MSRP"},
        {"validForMemberTier": {"name": "Gold"}},
        {"referenceQuantity": {"value": "1", "unitText": "kg"}},
        {"referenceQuantity": {"value": "100", "unitCode": "C62"}},
        {"eligibleQuantity": {"minValue": 10}},
        {"billingDuration": 12},
        {"@type": "DeliveryChargeSpecification"},
        {"eligibleCustomerType": "Business"},
    ],
)
def test_a_price_that_not_everybody_pays_for_one_piece_is_none(special: dict[str, Any]) -> None:
    assert amounts(offers(specification(5, **special), specification(20))) == [20]
    assert amounts(offers(specification(5, **special), price=20)) == [20]
    assert amounts(offers(specification(5, **special))) == [None]


def test_a_price_for_one_piece_of_reference_is_the_price() -> None:
    assert amounts(
        offers(specification(20, referenceQuantity={"value": 1, "unitCode": "C62"}))
    ) == [20]


def test_an_offers_price_that_is_the_former_one_gives_way() -> None:
    struck = specification(25, priceType="StrikethroughPrice")

    assert amounts(offers(struck, specification(20), price=25)) == [20]


def test_two_plain_prices_are_asked() -> None:
    found = offers(specification(20), price=25)

    assert [str(each) for each in found.proposals[0].candidates] == [
        "25 SGD, the offer's price",
        "20 SGD, a price of the offer",
    ]


@pytest.mark.parametrize(
    ("word", "included"),
    [(True, "yes"), ("true", "yes"), (False, "no"), ("False", "no"), ("", "unknown")],
)
def test_what_data_says_of_tax_is_taken_as_bool_or_as_text(word: Any, included: str) -> None:
    found = offers(specification(20, valueAddedTaxIncluded=word))

    assert found.proposals[0].tax_included == included
    assert (Ask.TAX in found.asks) == (included == "unknown")


# --- ranges, variants, sellers -------------------------------------------------------------------


def aggregate(**offer: Any) -> PageAnswer:
    return read(product(**{"@type": "AggregateOffer", "price": None, **offer}))


def test_a_range_with_one_end_and_a_price_beside_it_is_asked_by_their_names() -> None:
    (proposal,) = aggregate(highPrice=30, price=25).proposals

    assert [str(each) for each in proposal.candidates] == [
        "25 SGD, a price beside the range",
        "30 SGD, upper end of a range",
    ]


def test_equal_ends_are_one_price_and_two_ends_are_asked() -> None:
    assert amounts(aggregate(lowPrice=20, highPrice="20.00")) == [20]
    assert amounts(aggregate(lowPrice=20, highPrice=30, offerCount=3)) == [None]
    assert amounts(aggregate(lowPrice=20)) == [None]
    assert amounts(aggregate(lowPrice=20, offerCount=1)) == [20]


@pytest.mark.parametrize(
    "ends",
    [
        {"lowprice": 20, "highprice": 30},
        {"low_price": 20, "high_price": 30},
        {"lowestPrice": 20, "highestPrice": 30},
        {"minPrice": 20, "maxPrice": 30},
        {"lowPrice": {"price": 20}, "highPrice": {"@value": "30"}},
    ],
)
def test_ends_are_found_misspelt_and_as_objects(ends: dict[str, Any]) -> None:
    (proposal,) = aggregate(**ends).proposals

    assert [each.amount for each in proposal.candidates] == [20, 30]


def test_a_shops_own_record_in_place_of_an_end_is_read() -> None:
    def record(price: int) -> dict[str, Any]:
        return {
            "sales": {"value": price, "currency": "ARS", "formatted": f"${price}"},
            "list": None,
        }

    (proposal,) = aggregate(
        lowprice=record(3499), highprice=record(4059), priceCurrency=None
    ).proposals

    assert [str(each) for each in proposal.candidates] == [
        "3499 ARS, lower end of a range",
        "4059 ARS, upper end of a range",
    ]


def test_an_article_without_an_offer_has_no_price_and_its_page_may_have() -> None:
    found = read({"@type": "Product", "name": "Tuas fan"}, body="<p>S$ 20.00")

    assert (found.outcome, [each.amount for each in found.amounts]) == (Outcome.REFUSE, [20])
    assert found.findings


def test_a_range_without_ends_that_can_be_read_is_refused() -> None:
    assert aggregate(lowPrice={}, highPrice="").outcome is Outcome.REFUSE


def test_single_offers_inside_a_range_are_chosen_from() -> None:
    inner = [{"@type": "Offer", "price": price, "sku": f"A{price}"} for price in (20, 30)]
    found = aggregate(lowPrice=20, highPrice=30, offers=inner)

    assert (amounts(found), found.outcome) == ([20, 30], Outcome.CHOOSE)
    assert Ask.VARIANT in found.asks


def test_an_offer_that_says_no_price_says_nothing_beside_one_that_does() -> None:
    data = product()
    data["offers"] = [{"@type": "Offer", "availability": "InStock"}, data["offers"]]
    found = read(data)

    assert (amounts(found), found.findings) == ([20], ())


def test_offers_that_say_the_same_are_one() -> None:
    data = product()
    data["offers"] = [data["offers"], dict(data["offers"])]

    assert amounts(read(data)) == [20]


def test_sellers_with_a_price_each_are_chosen_from_and_asked_for() -> None:
    data = product()
    data["offers"] = [
        {**data["offers"], "price": price, "seller": {"@type": "Organization", "name": name}}
        for price, name in ((20, "Ubin Tech"), (22, "Punggol Shop"))
    ]
    found = read(data)

    assert found.outcome is Outcome.CHOOSE
    assert Ask.VENDOR in found.asks
    assert [each.variant for each in found.proposals] == ["Ubin Tech", "Punggol Shop"]


def test_a_seller_with_the_name_of_the_host_is_no_question() -> None:
    assert Ask.VENDOR not in read(product(seller={"name": "Lion Parts Pte Ltd"})).asks
    assert Ask.VENDOR in read(product(seller={"name": "Ubin Tech"})).asks


def test_a_seller_whose_address_is_on_the_host_is_no_question() -> None:
    shop = {"name": "Acme Trading Pte Ltd", "url": "https://www.lion-parts.example/"}

    assert Ask.VENDOR not in read(product(seller=shop)).asks
    assert Ask.VENDOR in read(product(seller={**shop, "url": "https://a.example"})).asks


def test_offers_that_only_their_quantities_tell_apart_are_named_by_them() -> None:
    data = product(sku="F1")
    data["offers"] = [
        {**data["offers"], "price": price, "eligibleQuantity": {"minValue": least}}
        for price, least in ((20, 1), (18, 10))
    ]
    found = read(data)

    assert [each.variant for each in found.proposals] == ["from 1 pieces", "from 10 pieces"]
    assert [each.minimum_quantity for each in found.proposals] == [None, 10]


def test_one_article_with_two_prices_in_two_places_is_asked() -> None:
    found = read([product(price=5), product(price=6), product(price=6)], body="<h1>Tuas fan</h1>")

    assert [str(each) for each in found.proposals[0].candidates] == [
        "5 SGD, in one place of the page",
        "6 SGD, in another place of the page",
    ]
    assert found.outcome is Outcome.ASK


def test_one_price_for_several_variants_leaves_the_variant_to_be_asked() -> None:
    variants = [{"@type": "Product", "color": color} for color in ("Blue", "Black")]
    found = read({**product(), "hasVariant": variants})
    (question,) = [each for each in found.proposals[0].questions if each.about is Ask.VARIANT]

    assert (amounts(found), question.choices) == ([20], ("Blue", "Black"))


def test_an_offer_that_names_its_article_stands_for_itself() -> None:
    article = {"@type": "Product", "name": "Tuas fan", "sku": "T40"}
    offer = {"@type": "Offer", "price": 20, "priceCurrency": "SGD"}
    (proposal,) = read({**offer, "itemOffered": article}).proposals
    both = read([{**offer, "itemOffered": article}, {**offer, "price": 5}], title="Shop")

    assert (proposal.product, proposal.sku) == ("Tuas fan", "T40")
    assert [(each.product, each.amount) for each in both.proposals] == [
        ("Tuas fan", 20),
        ("Shop", 5),
    ]


def test_an_article_without_a_name_has_that_of_its_page() -> None:
    found = read({**product(), "name": None}, title="Tuas fan")

    assert (found.product, found.proposals[0].product) == ("Tuas fan", "Tuas fan")


def test_two_words_for_stock_that_differ_are_shown_and_none_counts() -> None:
    (proposal,) = read(product(availability=["OutOfStock", "InStock"])).proposals

    assert (proposal.availability, proposal.availability_word) == (
        "unknown",
        "outofstock / instock",
    )
    assert (
        read(product(availability=["InStock", "instock"])).proposals[0].availability == "in_stock"
    )


def test_offers_that_nothing_tells_apart_are_numbered() -> None:
    data = product()
    data["offers"] = [{**data["offers"], "price": price} for price in (20, 30)]

    assert [each.variant for each in read(data).proposals] == ["offer 1", "offer 2"]


def test_the_address_of_one_price_is_that_of_its_page() -> None:
    assert read(product(url="https://lion-parts.example/")).proposals[0].address == ADDRESS


def test_a_group_whose_variants_are_addresses_only_has_no_price_here() -> None:
    group = {"@type": "ProductGroup", "name": "Bishan", "hasVariant": [{"url": "/bishan-8gb"}]}
    found = read(group)

    assert found.outcome is Outcome.REFUSE
    assert found.further == ("https://lion-parts.example/bishan-8gb",)


def test_one_variant_with_a_price_beside_addresses_is_still_chosen() -> None:
    variant = {
        "@type": "Product",
        "name": "Bishan 2 GB",
        "offers": {"price": 20, "priceCurrency": "SGD"},
    }
    group = {"@type": "ProductGroup", "name": "Bishan", "hasVariant": [variant, {"url": "/b8"}]}
    found = read(group)

    assert amounts(found) == [20]
    assert Ask.VARIANT in found.asks


def test_the_variant_that_the_address_names_is_the_one() -> None:
    data = product()
    data["offers"] = [
        {**data["offers"], "price": price, "url": f"{ADDRESS}?variant={price}"}
        for price in (20, 30)
    ]
    found = answer(jsonld(data), address=f"{ADDRESS}?variant=30")

    assert (amounts(found), found.outcome) == ([30], Outcome.PROPOSE)
    assert Ask.VARIANT not in found.asks


def test_a_name_that_holds_several_sizes_is_asked() -> None:
    assert Ask.VARIANT in read(product(name="Raspberry Pi 5 2GB 4GB 8GB 16GB RAM")).asks
    assert Ask.VARIANT in read(product(name="Board 4GB/8GB")).asks
    assert Ask.VARIANT not in read(product(name="Board 8 GB, 64 GB eMMC, 2 ports")).asks


def test_an_address_that_names_another_size_than_the_page_is_told() -> None:
    found = answer(
        jsonld(product(name="HDMI cable 5 ft")), address="https://a.example/hdmi-lead-3ft"
    )

    assert codes(found) == {"price-address-differs"}


# --- which article -------------------------------------------------------------------------------


def test_of_several_articles_the_one_of_the_heading_counts() -> None:
    data = [product(name="Kabel", price=5), product(name="Tuas fan", price=20)]

    assert amounts(read(data, body="<h1>Tuas fan</h1>")) == [20]
    assert amounts(read(data, title="Kabel")) == [5]


def test_of_several_articles_the_one_of_the_address_counts() -> None:
    data = [{**product(name=str(n), price=n), "url": f"/{n}"} for n in (5, 20)]

    assert amounts(answer(jsonld(data), address="https://lion-parts.example/20/")) == [20]


def test_of_several_articles_without_a_sign_the_person_chooses() -> None:
    found = read([product(name="Kabel", price=5), product(name="Netzteil", price=9)])

    assert found.outcome is Outcome.CHOOSE
    assert Ask.PRODUCT in found.asks


def test_articles_that_are_only_related_are_not_seen() -> None:
    data = {**product(), "isRelatedTo": [product(name="Kabel", price=5)]}

    assert amounts(read(data)) == [20]


def test_a_page_that_is_about_a_product_leads_to_it() -> None:
    assert amounts(read({"@type": "ItemPage", "mainEntity": product()})) == [20]


def test_an_offer_without_an_article_is_one_of_the_page() -> None:
    found = read({"@type": "Offer", "price": 20, "priceCurrency": "SGD"}, title="Tuas fan")

    assert (amounts(found), found.product) == ([20], "Tuas fan")


def test_things_that_point_to_each_other_by_id_are_joined() -> None:
    data = {
        "@graph": [
            {"@type": "Product", "name": "Tuas fan", "offers": {"@id": "#o"}},
            {"@id": "#o", "@type": "Offer", "price": 20, "priceCurrency": "SGD"},
        ]
    }

    assert amounts(read(data)) == [20]


def test_things_that_point_to_each_other_in_a_circle_end() -> None:
    data = {"@id": "#p", **product(), "isVariantOf": {"@id": "#p", "hasVariant": {"@id": "#p"}}}

    assert amounts(read(data)) == [20]


# --- packs, use, stock, days ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("4x Jurong board", "4"), ("Fan (4x)", "4"), ("Standoffs, bag of 20", "20"),
        ("Cables x40", "40"),
        ("Fan 2-pack", "2"), ("Fan 4er-Pack", "4"), ("Pack of 10 cables", "10"),
        ("Cables, 40 pcs", "40"),
        ("Lüfter 3er Set", "3"), ("Lot de 5 ventilateurs", "5"), ("Twin pack fans", None),
        ("Details about 4x Fan 40 mm", "4"), ("Fan 6 \u0448\u0442", "6"),
        ("DDR5 kit 2x16 GB", "2"), ("Box of 12 fans", "12"),
        ("Heatsink set of 3", "3"),
    ],
)  # fmt: skip
def test_a_pack_in_a_name_is_asked(name: str, pieces: str | None) -> None:
    found = read(product(name=name))

    assert found.proposals[0].pack_size is None
    (question,) = [each for each in found.proposals[0].questions if each.about is Ask.PACK]
    assert question.choices == ((pieces,) if pieces else ())


@pytest.mark.parametrize(
    "name",
    [
        "Raspberry Pi 5 8 GB", "8-port switch", "Fan 40x40 mm", "Standoff M2.5 x 6",
        "PCIe x4 card 2x HDMI out",
        "Board with 4x USB 3.0", "NVMe 512 GB", "10x10 cm plate", "Kit for Pi 4", "Cat 6 cable 2 m",
        "3.5 A supply",
        "RTX 4090", "Set-top box", "Pack of cards",
        "Cluster case 4 layers", "Case 4U", "Box 10x10 cm", "Fan kit 40 mm", "Strip 8 outlets",
    ],
)  # fmt: skip
def test_a_number_that_is_no_pack_is_not_asked(name: str) -> None:
    assert read(product(name=name)).proposals[0].pack_size == 1


def test_a_quantity_that_the_data_names_is_asked_as_a_pack() -> None:
    found = read(product(eligibleQuantity={"value": 4}))

    assert [each.choices for each in found.proposals[0].questions if each.about is Ask.PACK] == [
        ("4",)
    ]
    assert Ask.PACK not in read(product(eligibleQuantity={"value": 1})).asks


def test_a_pack_in_the_address_alone_is_asked() -> None:
    assert Ask.PACK in answer(jsonld(product()), address="https://a.example/tuas-fan-6-pack").asks


@pytest.mark.parametrize(
    ("name", "said", "condition", "asked"),
    [
        ("Fan", "https://schema.org/UsedCondition", "used", False),
        ("Fan (refurbished)", "https://schema.org/NewCondition", "refurbished", True),
        ("Fan refurbished", "RefurbishedCondition", "refurbished", False),
        ("Fan", "New with tags", "new", False),
        ("Fan", "neuf", "new", False),
        ("Fan, gebraucht", None, "used", True),
        ("Widely used for cooling", None, "unknown", False),
        ("Fan", None, "unknown", False),
    ],
)
def test_the_condition_is_that_of_the_data_unless_the_name_says_otherwise(
    name: str, said: str | None, condition: str, asked: bool
) -> None:
    found = read(product(name=name, itemCondition=said))

    assert found.proposals[0].condition == condition
    assert (Ask.CONDITION in found.asks) == asked


@pytest.mark.parametrize(
    ("word", "availability"),
    [
        ("https://schema.org/InStock", "in_stock"), ("http://schema.org/InStock", "in_stock"),
        ("InStock", "in_stock"), ("in stock", "in_stock"), ("SoldOut", "out_of_stock"),
        ("NOT SOLD", "unknown"), ("LimitedAvailability", "limited"), ("PreSale", "preorder"),
        ("BackOrder", "backorder"), ("Discontinued", "discontinued"), (None, "unknown"),
        ({}, "unknown"),
    ],
)  # fmt: skip
def test_availability_is_read_from_addresses_and_words(word: Any, availability: str) -> None:
    assert read(product(availability=word)).proposals[0].availability == availability


def test_an_article_that_is_out_of_stock_is_told() -> None:
    assert codes(read(product(availability="OutOfStock"))) == {"price-out-of-stock"}


@pytest.mark.parametrize(
    ("text", "day", "told"),
    [
        ("2027-12-31", "2027-12-31", False),
        ("2026-01-01T00:00:00Z", "2026-01-01", True),
        ("03/04/2027", None, True),
        ("2026-13-45", None, True),
        ("", None, False),
    ],
)
def test_a_day_until_which_a_price_holds_is_shown_and_doubted(
    text: str, day: str | None, told: bool
) -> None:
    found = read(product(priceValidUntil=text))

    assert (found.proposals[0].valid_until and str(found.proposals[0].valid_until)) == day
    assert ("price-valid-until" in codes(found)) == told


def test_a_number_as_sku_an_empty_object_as_address_and_an_entity_in_a_name_are_read() -> None:
    data = {**product(name="Fan &amp; guard", url={}, sku=8812), "brand": None}
    (proposal,) = read(data).proposals

    assert (proposal.product, proposal.sku, proposal.address) == ("Fan & guard", "8812", ADDRESS)


def test_the_data_of_an_offer_is_kept_for_whoever_checks() -> None:
    assert json.loads(read(product()).proposals[0].raw)["price"] == "20.00"


def test_data_that_is_nested_too_deep_to_keep_is_left_out() -> None:
    deep = json.dumps(product()).replace(
        '"20.00"', '"20.00", "x": ' + '{"a":' * 700 + "1" + "}" * 700
    )

    assert amounts(read(deep)) == [20]


def test_a_price_for_rent_is_asked() -> None:
    found = read(product(businessFunction="http://purl.org/goodrelations/v1#LeaseOut"))

    assert amounts(found) == [None]


# --- damage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "/*<![CDATA[*/{0}/*]]>*/", "<!-- {0} -->", "\ufeff{0}", "{0};", "// a note\n{0}", "[{0},]",
        "{{\"@graph\": [{0},],}}", '{{"@type": "WebPage"}} {0}', '{0}, {{"@type": "WebPage"}}',
    ],
)  # fmt: skip
def test_damage_that_has_one_mend_is_mended(text: str) -> None:
    assert amounts(read(text.format(json.dumps(product())))) == [20]


def test_data_with_its_quotes_as_entities_is_read() -> None:
    assert amounts(read(json.dumps(product()).replace('"', "&quot;"))) == [20]


def test_an_address_in_a_text_is_no_comment() -> None:
    text = json.dumps(product(url="https://lion-parts.example/a//b", name='say "//" , ]'))

    assert read(text[:-1] + ",}").proposals[0].product == 'say "//" , ]'


def test_a_line_end_in_a_text_is_read() -> None:
    assert amounts(read(json.dumps(product(name="a")).replace('"a"', '"a\nb"'))) == [20]


def test_data_that_cannot_be_read_is_told_and_gives_no_price() -> None:
    found = read('{"@type": "Product", "name": "x", "offers": {"price": 20')

    assert (found.outcome, codes(found)) == (
        Outcome.REFUSE,
        {"price-data-damaged", "price-no-data"},
    )


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, '"' * 100_001, '"\\"' * 100_000, "/*" * 50_000]
)
def test_hostile_data_ends_soon_and_gives_no_price(text: str) -> None:
    assert read(text).proposals == ()


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("https://www.amazon.de/Switch/dp/B00A128S24/ref=x", "B00A128S24"),
        ("https://lion-parts.example/products/fan?variant=42691616702558", "42691616702558"),
        ("https://lion-parts.example/products/fan", ""),
    ],
)
def test_the_number_of_an_article_that_its_address_names_is_kept(address: str, number: str) -> None:
    (mine,) = answer(jsonld(product()), address=address).proposals
    assert mine.article_number == number


def test_the_variant_that_an_offer_s_own_address_names_is_kept_with_its_sku() -> None:
    own = "https://lion-parts.example/article?variant=111"
    (mine,) = answer(jsonld(product(url=own, sku="F-1"))).proposals
    assert (mine.article_number, mine.sku) == ("111", "F-1")

    elsewhere = "https://other.example/article?variant=111"
    (mine,) = answer(jsonld(product(url=elsewhere))).proposals
    assert mine.article_number == ""
