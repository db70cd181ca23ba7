"""Prices at an address, from a server that answers as each platform does, or worse."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from planner.io.prices import prices_at
from planner.io.web.failures import WebError
from planner.io.web.fetch import Fetched
from planner.model.findings import PlannerError
from planner.model.proposals import Ask, Outcome, PageAnswer
from tests.io.prices.pages import DAY, FOLDER, jsonld, product
from tests.io.rate_server import Behaviour
from tests.io.shop_server import NO_ROBOTS, Shop, answers, page, reply, sends_to, shop

KATONG = "/products/katong-carrier"
PAGE = page(jsonld(product(), body="<h1>Tuas fan</h1>"))


def kept(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


def asked(
    pages: Mapping[str, Behaviour], path: str, *, robots: Behaviour = NO_ROBOTS, **more: Any
) -> tuple[PageAnswer, Shop]:
    with shop(pages, robots=robots) as there:
        return prices_at(f"{there.origin}{path}", there.web(), day=DAY, **more), there


def error_of(pages: Mapping[str, Behaviour], path: str, **more: Any) -> PlannerError:
    with pytest.raises(PlannerError) as caught:
        asked(pages, path, **more)
    return caught.value


# --- a page --------------------------------------------------------------------------------------


def test_a_page_is_proposed_with_its_address_and_its_day() -> None:
    found, there = asked({"/fan?utm_source=x&size=4": PAGE}, "/fan?utm_source=x&size=4")

    assert (found.outcome, found.day, found.reader) == (Outcome.PROPOSE, DAY, "schema.org JSON-LD")
    assert found.proposals[0].address == f"{there.origin}/fan?size=4"
    assert found.proposals[0].day == date(2026, 11, 20)


@pytest.mark.parametrize("address", ["http://[::1", "", "fan", "http://a.example:x/products/fan"])
def test_what_is_no_address_is_told(address: str) -> None:
    with shop({}) as there, pytest.raises(WebError, match="not the address of a web page"):
        prices_at(address, there.web(), day=DAY)


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_page_that_is_gone_has_no_price(status: str) -> None:
    assert "page no longer exists" in str(
        error_of({"/fan": answers("S$ 5", status=status)}, "/fan")
    )


@pytest.mark.parametrize("status", ["403 Forbidden", "429 Too Many Requests"])
def test_a_host_that_refuses_is_asked_nothing_else(status: str) -> None:
    pages = {f"{KATONG}.js": answers("{}", status=status), KATONG: PAGE}
    with shop(pages) as there:
        with pytest.raises(WebError) as caught:
            prices_at(f"{there.origin}{KATONG}", there.web(), day=DAY)
        assert caught.value.stops
        assert there.asked == [f"{KATONG}.js"]


def test_what_is_out_of_stock_and_in_another_currency_is_told() -> None:
    data = product(availability="OutOfStock", priceCurrency="EUR")
    found, _ = asked({"/fan": page(jsonld(data))}, "/fan", expected_currency="SGD")

    assert {each.code for each in found.proposals[0].findings} == {
        "price-out-of-stock",
        "price-currency-other",
    }


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"), (b"%PDF-1.7", "PDF"), (b"\x89PNG", "picture"), (b'{"a": 1', "incomplete"),
        (b"just\0text", "not text"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_told(content: bytes, what: str) -> None:
    assert what in str(error_of({"/fan": answers(content)}, "/fan"))


def test_a_page_that_leads_to_the_front_page_is_told() -> None:
    found, _ = asked({"/fan": sends_to("/"), "/": PAGE}, "/fan")

    assert "price-front-page" in {each.code for each in found.findings}


@dataclass
class Elsewhere:
    """A visit whose every page comes from another host."""

    body: bytes

    def address(self, text: str) -> str:
        return text

    def page(self, text: str) -> Fetched:
        return Fetched(text, "https://other.example/fan", "text/html", self.body)


def test_a_page_of_another_host_is_told_and_bears_that_address() -> None:
    web = Elsewhere(jsonld(product()).encode())
    found = prices_at("https://a.example/fan", web, day=DAY)  # type: ignore[arg-type]

    assert "price-sent-on" in {each.code for each in found.findings}
    assert found.proposals[0].address == "https://other.example/fan"


def test_a_page_in_another_encoding_by_its_header_is_read() -> None:
    text = jsonld(product(name="Lüfter"), body="€").replace("\\u00fc", "ü").encode("cp1252")
    content = answers(text, **{"Content-Type": "text/html; charset=ISO-8859-1"})

    assert asked({"/fan": content}, "/fan")[0].product == "Lüfter"


# --- Shopify -------------------------------------------------------------------------------------


def test_a_shopify_shop_answers_with_its_reply_and_its_cart() -> None:
    pages = {
        f"{KATONG}.js": reply(kept("shopify-product.json")),
        "/cart.js": reply({"currency": "SGD"}),
    }
    found, there = asked(pages, f"{KATONG}?variant=70012")

    # The page itself would say it, too, and is not there.
    assert there.asked == [f"{KATONG}.js", KATONG, "/cart.js"]
    assert [str(each.price) for each in found.proposals] == ["S$79.90"]
    assert found.proposals[0].address == f"{there.origin}{KATONG}?variant=70012"


def test_a_prefix_of_a_language_stays() -> None:
    pages = {
        f"/en-sg{KATONG}.js": reply(kept("shopify-product.json")),
        "/en-sg/cart.js": reply({"currency": "SGD"}),
    }
    found, _ = asked(pages, f"/en-sg{KATONG}")

    assert {each.currency for each in found.proposals} == {"SGD"}


@pytest.mark.parametrize(
    "cart", [reply({"currency": "Dollar"}), reply([]), page("<html>"), sends_to("/cart")]
)
def test_without_a_cart_that_says_it_the_currency_is_asked(cart: Behaviour) -> None:
    pages = {f"{KATONG}.js": reply(kept("shopify-product.json")), "/cart.js": cart}

    assert Ask.CURRENCY in asked(pages, KATONG)[0].asks


@pytest.mark.parametrize(
    "script",
    [answers("", status="404 Not Found"), page("<html>Not here"), reply({"id": 1}), reply("x")],
)
def test_an_address_in_the_form_of_shopify_proves_nothing(script: Behaviour) -> None:
    found, there = asked({f"{KATONG}.js": script, KATONG: PAGE}, KATONG)

    assert (found.reader, there.asked) == ("schema.org JSON-LD", [f"{KATONG}.js", KATONG])


def test_a_reply_that_robots_txt_forbids_is_not_asked_and_the_page_is() -> None:
    rules = answers("User-agent: *\nDisallow: /*.js")
    found, there = asked({KATONG: PAGE}, KATONG, robots=rules)

    assert (found.outcome, there.asked) == (Outcome.PROPOSE, [KATONG])


def test_a_page_that_says_it_is_of_shopify_is_asked_for_its_reply() -> None:
    link = '<link rel="canonical" href="/products/katong-carrier">'
    text = f'<html>{link}<script src="//cdn.shopify.com/x.js">'
    pages = {"/kt": page(text), f"{KATONG}.js": reply(kept("shopify-product.json"))}

    found, there = asked(pages, "/kt")
    assert found.reader == "Shopify"
    assert there.asked == ["/kt", f"{KATONG}.js", "/cart.js"]


def test_a_cart_that_robots_txt_forbids_is_left_alone_and_the_page_says_the_currency() -> None:
    rules = answers("User-agent: *\nDisallow: /cart")
    data = product(price="44.90", priceCurrency="SGD")
    pages = {f"{KATONG}.js": reply(kept("shopify-product.json")), KATONG: page(jsonld(data))}
    found, there = asked(pages, KATONG, robots=rules)

    assert there.asked == [f"{KATONG}.js", KATONG]
    assert [str(each.price) for each in found.proposals] == ["S$44.90", "S$79.90"]
    assert found.proposals[0].currency_from == "the data of its page"


def test_a_reply_and_a_page_that_differ_are_asked_variant_by_variant() -> None:
    data = product(name="Katong carrier")
    data["offers"] = [
        {**data["offers"], "price": price, "sku": sku}
        for price, sku in (("48.94", "KT-1"), ("79.90", "KT-4"))
    ]
    pages = {f"{KATONG}.js": reply(kept("shopify-product.json")), KATONG: page(jsonld(data))}
    one, four = asked(pages, KATONG)[0].proposals

    assert [str(each) for each in one.candidates] == [
        "44.90 SGD, in its Shopify",
        "48.94 SGD, in its schema.org JSON-LD",
    ]
    assert (str(four.price), four.candidates) == ("S$79.90", ())


@pytest.mark.parametrize("offer", [{"price": "5.00"}, {"price": "44.90", "priceCurrency": None}])
def test_a_page_with_other_prices_or_no_currency_says_nothing_of_the_reply(offer: Any) -> None:
    pages = {
        f"{KATONG}.js": reply(kept("shopify-product.json")),
        KATONG: page(jsonld(product(**offer))),
    }

    assert Ask.CURRENCY in asked(pages, KATONG)[0].asks


def test_a_collection_is_no_part_of_an_articles_address() -> None:
    pages = {
        f"/en-sg{KATONG}.js": reply(kept("shopify-product.json")),
        "/en-sg/cart.js": reply({"currency": "SGD"}),
    }
    found, there = asked(pages, f"/en-sg/collections/all{KATONG}")

    assert there.asked == [f"/en-sg{KATONG}.js", f"/en-sg{KATONG}", "/en-sg/cart.js"]
    assert found.proposals[0].address == f"{there.origin}/en-sg{KATONG}?variant=70011"


# --- WooCommerce ---------------------------------------------------------------------------------

WOO = '<html><link rel="https://api.w.org/" href="/wp-json/"><body class="woocommerce-page">Fan'
API = "/wp-json/wc/store/v1/products"


def woo(**fields: Any) -> dict[str, Any]:
    prices = {
        "price": "2000",
        "currency_code": "SGD",
        "currency_minor_unit": 2,
        "price_range": None,
    }
    return {"id": 7, "name": "Fan", "type": "simple", "prices": prices, **fields}


def test_a_woocommerce_shop_is_asked_for_its_reply() -> None:
    found, there = asked(
        {"/product/fan/": page(WOO), f"{API}?slug=fan": reply([woo()])}, "/product/fan/"
    )

    assert [str(each.price) for each in found.proposals] == ["S$20.00"]
    assert there.asked == ["/product/fan/", f"{API}?slug=fan"]


def test_a_reply_of_woocommerce_is_held_against_its_page() -> None:
    head = WOO.partition("<body")[0][6:]
    text = jsonld(product(name="Fan", price="24.00")).replace("<head>", f"<head>{head}")
    pages = {
        "/product/fan/": page(text.replace("<body>", '<body class="woocommerce">')),
        f"{API}?slug=fan": reply([woo()]),
    }

    assert [str(each) for each in asked(pages, "/product/fan/")[0].proposals[0].candidates] == [
        "20.00 SGD, in its WooCommerce Store API",
        "24.00 SGD, in its schema.org JSON-LD",
    ]


def test_variations_are_asked_one_by_one() -> None:
    whole = kept("woo-store-product.json")
    one = {
        311: woo(id=311, variation="Colour: black"),
        312: woo(id=312, variation="Colour: silver"),
    }
    pages = {"/p/changi/": page(WOO), f"{API}?slug=changi": reply(whole)}
    pages |= {f"{API}/{number}": reply(each) for number, each in one.items()}
    found, there = asked(pages, "/p/changi/")

    assert [each.variant for each in found.proposals] == ["Colour: black", "Colour: silver"]
    assert [str(each.price) for each in found.proposals] == ["S$20.00", "S$20.00"]
    assert (Ask.VARIANT in found.asks, found.further) == (True, ())
    assert there.asked[2:] == [f"{API}/311", f"{API}/312"]


def test_variations_that_cannot_be_had_leave_the_range_to_be_asked() -> None:
    pages = {"/p/changi/": page(WOO), f"{API}?slug=changi": reply(kept("woo-store-product.json"))}
    found, _ = asked(pages, "/p/changi/")

    assert [each.amount for each in found.proposals] == [None, None]


def test_of_many_variations_only_some_are_asked_and_that_is_told() -> None:
    whole = kept("woo-store-product.json")
    whole[0]["variations"] = [{"id": number, "attributes": []} for number in range(1, 21)]
    pages = {"/p/changi/": page(WOO), f"{API}?slug=changi": reply(whole)}
    pages |= {f"{API}/{number}": reply(woo(id=number)) for number in range(1, 21)}
    found, there = asked(pages, "/p/changi/")

    assert len(there.asked) == 14
    assert len(found.further) == 8
    assert "price-many-variations" in {each.code for each in found.findings}


@pytest.mark.parametrize(
    "answer", [reply([]), reply({"code": "x"}), page("<html>"), answers("", status="404 No")]
)
def test_without_a_reply_the_page_itself_is_read(answer: Behaviour) -> None:
    text = (
        jsonld(product())
        .replace("<head>", f"<head>{WOO.partition('<body')[0][6:]}")
        .replace("<body>", '<body class="woocommerce">')
    )
    found, there = asked({"/product/fan": page(text), f"{API}?slug=fan": answer}, "/product/fan")

    assert (found.reader, len(there.asked)) == ("schema.org JSON-LD", 2)


def test_an_interface_on_another_host_is_not_asked() -> None:
    text = WOO.replace('href="/', 'href="https://evil.example/')
    found, there = asked({"/product/fan": page(text)}, "/product/fan")

    assert (found.outcome, there.asked) == (Outcome.REFUSE, ["/product/fan"])
