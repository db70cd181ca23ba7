"""Microdata, meta tags and plain text of pages, and agreement between the sources of one page."""

from decimal import Decimal
from typing import Any

import pytest

from planner.model.proposals import Ask, Outcome, PageAnswer
from tests.io.prices.pages import answer, jsonld, product

PRODUCT = 'itemscope itemtype="https://schema.org/Product"'
OFFER = 'itemprop="offers" itemscope itemtype="https://schema.org/Offer"'
SGD = '<meta itemprop="priceCurrency" content="SGD">'


def microdata(inside: str, *, beside: str = "") -> PageAnswer:
    return answer(
        f'<html><body><div {PRODUCT}><h1 itemprop="name">Fan</h1>{inside}</div>{beside}</body>'
    )


def amounts(found: PageAnswer) -> list[Decimal | None]:
    return [each.amount for each in found.proposals]


# --- microdata -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "price",
    [
        '<span itemprop="price">S$ 20.00</span>',
        '<span itemprop="price" content="20">twenty</span>',
        '<data itemprop="price" value="20.00">S$ 20</data>',
        '<meta itemprop="price" content="20.00">',
        '<span itemprop="price">S$ <b itemprop="price" content="20">20</b></span>',
        '<span itemprop="price"><s>25.00</s> 20.00</span>',
        '<p><span itemprop="price">20.00</span><li>',
        "<span ITEMPROP=price>20.00",
        '<span itemprop="price">20.00</span><span itemprop="price">20,00</span>',
    ],
)
def test_a_price_is_read_from_an_attribute_or_from_what_is_seen(price: str) -> None:
    assert amounts(microdata(f"<div {OFFER}>{SGD}{price}</div>")) == [20]


def test_a_price_outside_any_thing_is_nobodys() -> None:
    beside = '<span itemprop="price" content="5">5</span>'

    assert amounts(
        microdata(f"<div {OFFER}>{SGD}<b itemprop=price>20</b></div>", beside=beside)
    ) == [20]
    assert answer(f"<html><body>{beside}</body>").proposals == ()


def test_what_an_itemref_names_belongs_to_the_thing() -> None:
    page = (
        f'<html><div {PRODUCT} itemref="a b none"><h1 itemprop="name">Fan</h1></div>'
        f'<div id="a"><div {OFFER} itemref="c">{SGD}</div></div><b id="c" itemprop="price">20</b>'
    )

    assert amounts(answer(page)) == [20]


def test_an_itemref_in_a_circle_ends() -> None:
    page = f'<html><div {PRODUCT} id="a" itemref="a b"><h1 itemprop="name">Fan</h1></div><p id="b">'

    assert answer(page).outcome is Outcome.REFUSE


def test_an_article_that_has_its_price_itself_is_its_own_offer() -> None:
    assert amounts(microdata(f'{SGD}<b itemprop="price">20</b>')) == [20]


def test_two_offers_in_one_article_are_chosen_from() -> None:
    two = "".join(
        f'<div {OFFER}>{SGD}<b itemprop="price">{price}</b><i itemprop="sku">A{price}</i></div>'
        for price in (20, 30)
    )
    found = microdata(two)

    assert (amounts(found), found.outcome) == ([20, 30], Outcome.CHOOSE)


def test_offers_without_names_are_told_apart_by_what_is_seen_of_them() -> None:
    rows = "".join(
        f'<tr {OFFER}>{SGD}<meta itemprop="price" content="{price}"><td>{words}</td></tr>'
        for price, words in ((20, "up to 9"), (18, "from 10"))
    )

    assert [each.variant for each in microdata(f"<table>{rows}</table>").proposals] == [
        "up to 9",
        "from 10",
    ]


def test_a_price_that_is_struck_through_is_the_former_one() -> None:
    two = '<del><b itemprop="price">S$ 25.00</b></del><b itemprop="price">S$ 20.00</b>'

    assert amounts(microdata(f"<div {OFFER}>{SGD}{two}</div>")) == [20]


def test_related_articles_in_a_thing_of_their_own_are_not_the_article() -> None:
    offer = f'<i {OFFER}>{SGD}<b itemprop="price">5</b></i>'
    other = f'<div {PRODUCT}><b itemprop="name">Kabel</b>{offer}</div>'

    assert amounts(
        microdata(f"<div {OFFER}>{SGD}<b itemprop=price>20</b></div>", beside=other)
    ) == [20]


def test_words_beside_the_price_say_whether_tax_is_in_it() -> None:
    def tax(words: str) -> str:
        return (
            microdata(f"<div {OFFER}>{SGD}<b itemprop=price>20</b> {words}</div>")
            .proposals[0]
            .tax_included
        )

    assert tax("incl. 9% GST") == tax("inkl. MwSt.") == tax("s DPH") == tax("TTC") == "yes"
    assert tax("excl. VAT") == tax("zzgl. 19 % MwSt.") == tax("bez DPH") == tax("+ GST") == "no"
    assert tax("excl. VAT, 24.00 incl. VAT") == tax("") == tax("plus shipping") == "unknown"


# --- meta tags -----------------------------------------------------------------------------------


def meta(**tags: str) -> PageAnswer:
    lines = "".join(
        f'<meta property="product:{name.replace("__", ":")}" content="{value}">'
        for name, value in {"price__currency": "SGD", **tags}.items()
    )
    return answer(f'<html><head><meta property="og:title" content="Fan">{lines}</head><body>')


@pytest.mark.parametrize(
    ("tags", "amount", "tax"),
    [
        ({"price__amount": "20"}, "20", "unknown"),
        ({"price__amount": "20", "original_price__amount": "25"}, "20", "unknown"),
        ({"price__amount": "25", "sale_price__amount": "20"}, "20", "unknown"),
        (
            {"price__amount": "25", "original_price__amount": "25", "sale_price__amount": "20"},
            "20",
            "unknown",
        ),
        ({"price__amount": "20", "pretax_price__amount": "18"}, "20", "yes"),
        ({"price__amount": "20", "pretax_price__amount": "20"}, "20", "no"),
        ({"price__amount": "1,400.00"}, "1400", "unknown"),
    ],
)
def test_of_prices_in_meta_tags_the_one_that_is_paid_counts(
    tags: dict[str, str], amount: str, tax: str
) -> None:
    (proposal,) = meta(**tags).proposals

    assert (proposal.amount, proposal.tax_included) == (Decimal(amount), tax)


@pytest.mark.parametrize(
    "tags",
    [
        {"price__amount": "20", "sale_price__amount": "25"},
        {"price__amount": "20", "pretax_price__amount": "25"},
        {"price__amount": "20", "price": "30"},
        {"pretax_price__amount": "25"},
        {"price__amount": "1,400"},
    ],
)
def test_meta_tags_at_odds_are_asked(tags: dict[str, str]) -> None:
    found = meta(**tags)

    assert (found.outcome, found.proposals[0].amount) == (Outcome.ASK, None)
    assert found.proposals[0].candidates


def test_a_meta_price_of_0_or_without_a_number_is_refused() -> None:
    assert meta(price__amount="0.00").outcome is Outcome.REFUSE
    assert meta(price__amount="call").outcome is Outcome.REFUSE


def test_meta_tags_of_two_currencies_state_none() -> None:
    assert meta(price__amount="20", sale_price__currency="USD").proposals[0].currency is None


# --- agreement -----------------------------------------------------------------------------------


def both(tags: str, body: str = "", **offer: Any) -> PageAnswer:
    page = jsonld(product(**offer), body=body)
    return answer(page.replace("<head>", f"<head>{tags}"))


def tag(name: str, value: str) -> str:
    return f'<meta property="product:{name}" content="{value}">'


def test_sources_that_say_two_prices_are_asked() -> None:
    found = both(tag("price:amount", "25") + tag("price:currency", "SGD"))

    assert (found.outcome, Ask.WHICH_PRICE in found.asks) == (Outcome.ASK, True)
    assert [str(each) for each in found.proposals[0].candidates] == [
        "20.00 SGD, in its schema.org JSON-LD",
        "25 SGD, in its meta tags",
    ]


def test_sources_that_say_two_currencies_are_asked() -> None:
    found = both(tag("price:amount", "20") + tag("price:currency", "USD"))

    assert found.proposals[0].price is None
    assert Ask.CURRENCY in found.asks


def test_an_amount_that_the_page_strikes_through_contradicts_nothing() -> None:
    found = both(tag("price:amount", "25"), body="<s>S$ 25.00</s> S$ 20.00")

    assert amounts(found) == [20]


@pytest.mark.parametrize(
    "price",
    [
        '<div><span class="original-price">S$ 20.00</span> <span class="now">S$ 11.00</span></div>',
        "<div><del>S$ 20.00</del><ins><b>S$ 11.00</b></ins></div>",
        '<p><span><i class="price price--old">20.00</i></span><b>11.00</b></p>',
    ],
)
def test_a_price_that_the_page_shows_as_former_beside_a_lower_one_is_asked(price: str) -> None:
    found = answer(jsonld(product(), body=price))

    assert [str(each) for each in found.proposals[0].candidates] == [
        "20.00 SGD, shown as a former price",
        "11.00 SGD, beside it",
    ]


@pytest.mark.parametrize(
    "price",
    [
        '<span class="old-price">S$ 25.00</span> <span>S$ 20.00</span>',
        '<span class="old-price">S$ 20.00</span> <p><b>S$ 20.00</b></p><i>S$ 5.00</i>',
        "<del>S$ 20.00</del> <b>S$ 30.00</b>",
        "<del>S$ 20.00</del> <b>4</b> stars",
    ],
)
def test_a_price_that_is_shown_as_that_of_now_stays(price: str) -> None:
    assert amounts(answer(jsonld(product(), body=f"<div>{price}</div>"))) == [20]


def test_an_amount_in_a_text_that_can_be_read_in_two_ways_is_shown_in_both() -> None:
    assert [each.amount for each in answer("<html><p>Price: $3.340").amounts] == [
        3340,
        Decimal("3.340"),
    ]


def test_two_notations_of_one_amount_are_one() -> None:
    assert amounts(both(tag("price:amount", "20.0000"))) == [20]


def test_what_another_source_says_of_tax_is_taken_where_it_has_the_same_amount() -> None:
    found = both(tag("price:amount", "20") + tag("pretax_price:amount", "18"))

    assert (found.proposals[0].tax_included, Ask.TAX in found.asks) == ("yes", False)


# --- text and no text ----------------------------------------------------------------------------


def test_amounts_in_a_text_are_candidates_and_no_prices() -> None:
    found = answer(
        "<html><h1>Fan</h1><p>Now S$ 20.00</p><script>x = 'S$ 5.00'</script><s>S$ 25.00</s>"
    )

    assert (found.outcome, found.proposals, found.product) == (Outcome.REFUSE, (), "Fan")
    assert [each.amount for each in found.amounts] == [20]
    assert set(found.asks) == {Ask.PRICE, Ask.CURRENCY, Ask.TAX}


def test_a_pasted_text_is_read_line_by_line() -> None:
    found = answer("Tuas fan\nS$ 20.00 incl. GST\nLead S$ 5.00 & more")

    assert [str(each) for each in found.amounts] == [
        "20.00 SGD, in the text: S$ 20.00 incl. GST",
        "5.00 SGD, in the text: Lead S$ 5.00 & more",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<title>Just a moment...</title><body>Enable JavaScript and cookies to continue. S$ 5.00",
        "<title>shop</title><body><p>Are you a robot?</p>",
        '<title>x</title><body>Please wait<script src="/cdn-cgi/challenge-platform/x.js"></script>',
        "<title>Access Denied</title><body>Reference 18.5",
        "<title>shop.example</title><body>Request unsuccessful. Incident 5.19",
        "<title>Access to this page has been denied.</title><body>Press and hold",
    ],
)
def test_a_check_for_machines_is_told_apart_from_a_shop(page: str) -> None:
    found = answer(f"<html>{page}")

    assert [each.code for each in found.findings] == ["price-wall"]
    assert found.amounts == ()


def test_a_page_with_a_price_is_no_check_whatever_scripts_it_has() -> None:
    page = jsonld(product(), body='<script src="/recaptcha.js"></script>')

    assert answer(page).outcome is Outcome.PROPOSE
