"""Carts in words: how many of what, and why something is not in one."""

from dataclasses import replace

import pytest

from planner.model.cart_wording import article_text, code_text, held_text, left_out_text, link_label
from planner.model.carts import CartItem, CartKind, CartLink, NotInCart, ShopCart, WhyNot

FAN = CartItem("fan", "Fan", 2)
CORD = CartItem("cord", "Cord", 1, pack_size=10)


def cart(kind: CartKind = "shopify", links: int = 1) -> ShopCart:
    return ShopCart("acme", "Acme", kind, (CartLink("https://a.example/", (FAN,)),) * links)


def test_packs_say_how_many_pieces_they_hold() -> None:
    assert article_text(FAN) == "2 × Fan"
    assert article_text(CORD) == "1 × Cord (pack of 10)"


def test_lines_and_articles_are_counted() -> None:
    assert held_text((FAN, CORD)) == "2 lines, 3 articles"
    assert held_text((CORD,)) == "1 line, 1 article"


def test_a_code_is_to_be_entered_by_the_person() -> None:
    assert code_text(cart()) == ""
    with_code = replace(cart(), code="SAVE10")
    assert code_text(with_code) == "Enter your code SAVE10 yourself: it is not in the cart."


def test_of_several_links_each_says_which_it_is() -> None:
    assert link_label(cart(), 0) == "Open cart at Acme"
    assert link_label(cart(links=3), 1) == "Open cart at Acme, 2 of 3"


@pytest.mark.parametrize(
    ("kind", "why", "told"),
    [
        ("shopify", WhyNot.NO_NUMBER, "its Shopify variant ID is not known"),
        ("amazon", WhyNot.NO_NUMBER, "its ASIN is not known"),
        ("digikey", WhyNot.NO_NUMBER,
         "neither its DigiKey number nor its manufacturer's part number is known"),
        ("shopify", WhyNot.OTHER_NUMBER,
         "its article number is not a Shopify variant ID (digits only)"),
        ("amazon", WhyNot.OTHER_NUMBER,
         "its article number is not an ASIN (10 capital letters and digits)"),
        ("amazon", WhyNot.TOO_MANY, "more than one line of this cart takes"),
        ("list", WhyNot.NO_SHOP, "Acme is a price reference only, not a shop"),
        ("shopify", WhyNot.NO_ADDRESS,
         "vendors.csv has no https address of Acme that a link can use"),
    ],
)  # fmt: skip
def test_what_is_not_in_a_cart_says_why(kind: CartKind, why: WhyNot, told: str) -> None:
    assert left_out_text(NotInCart(FAN, why), cart(kind)) == f"2 × Fan: {told}"
