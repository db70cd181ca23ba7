"""What each kind of cart is, to the letter, and what its shop sets as a limit."""

from pathlib import Path

import pytest

from planner.io.carts import cart_of
from planner.model.carts import CartItem, CartKind, WhyNot
from tests.io.carts.orders import in_cart, item, many, order

GOLDEN = Path(__file__).parents[2] / "golden" / "carts"
# An order as a person may have it: packs, numbers of several sorts, none, a maker with a comma.
ITEMS = (
    item("rpi-5-8gb", 3, name="Raspberry Pi 5 8 GB", sku="358-SC1112",
         maker="Raspberry Pi", maker_number="SC1112"),
    item("cat6-0.3m", 1, name="Cat 6 cable 0.3 m", pack_size=10, article_number="007",
         maker="Cables, Ltd", page="https://acme.example/products/cat6"),
    item("sd-32gb", 2, name="microSD 32 GB", sku="82776"),
    item("fan", 2, name="Fan 40 mm"),
)  # fmt: skip


@pytest.mark.parametrize("kind", ["mouser", "digikey"])
def test_the_file_to_upload_is_the_golden_one(kind: CartKind) -> None:
    cart = cart_of(order(*ITEMS, kind=kind))

    assert cart.file is not None
    assert cart.file.name == "acme-cart.csv"
    assert cart.file.text == (GOLDEN / f"{kind}.csv").read_text("utf-8")
    assert [each.item.part_number for each in cart.left_out] == ["fan"]


def test_the_list_to_copy_is_the_golden_one() -> None:
    listed = cart_of(order(*ITEMS, kind="list"))
    unknown = cart_of(order(*ITEMS, kind=None))

    assert f"{listed.text}\n" == (GOLDEN / "list.txt").read_text("utf-8")
    assert unknown == listed


def test_a_link_to_a_shopify_cart_names_variants_with_their_quantities() -> None:
    one, two = item("pi", 2, article_number="111"), item("case", 14, article_number="222")
    cart = cart_of(order(one, two, url="https://shop.example/en-sg?x=1"))

    (link,) = cart.links
    assert link.address == "https://shop.example/cart/111:2,222:14?storefront=true"
    assert link.items == (one, two)


def test_a_sku_of_digits_is_no_variant_of_shopify() -> None:
    cart = cart_of(order(item(sku="2518088")))
    assert (cart.links, cart.left_out[0].why) == ((), WhyNot.NO_NUMBER)


def test_a_link_to_amazon_has_asins_and_quantities_and_nobody_s_tag() -> None:
    number, sku = item("a", 2, article_number="B00A128S24"), item("b", 1, sku="B07S98YLHM")
    (link,) = cart_of(order(number, sku, kind="amazon", url="https://amazon.sg")).links

    assert link.address == (
        "https://www.amazon.sg/gp/aws/cart/add.html"
        "?ASIN.1=B00A128S24&Quantity.1=2&ASIN.2=B07S98YLHM&Quantity.2=1"
    )


def test_two_lines_of_one_number_are_one_line_of_the_cart() -> None:
    cart = cart_of(order(item("a", 2, article_number="5"), item("b", 3, article_number="5")))
    assert in_cart(cart) == {"5": 5}
    assert [each.quantity for each in cart.links[0].items] == [2, 3]


def test_amazon_takes_999_of_one_article_and_the_others_are_named() -> None:
    first, second = item("a", 900, sku="B00A128S24"), item("b", 300, sku="B00A128S24")
    third = item("c", 1, sku="B00A128S24")
    cart = cart_of(order(first, second, third, kind="amazon"))

    assert in_cart(cart) == {"B00A128S24": 999}
    left = [(each.item.part_number, each.item.quantity, each.why) for each in cart.left_out]
    assert left == [("b", 201, WhyNot.TOO_MANY), ("c", 1, WhyNot.TOO_MANY)]


@pytest.mark.parametrize(("count", "links"), [(50, 1), (51, 2), (101, 3)])
def test_an_order_of_more_than_fifty_lines_is_several_links_to_amazon(
    count: int, links: int
) -> None:
    items = many("amazon", count)
    cart = cart_of(order(*items, kind="amazon"))

    assert len(cart.links) == links
    assert max(len(link.items) for link in cart.links) == 50
    assert in_cart(cart) == {each.article_number: each.quantity for each in items}


def test_an_address_that_is_too_long_is_cut_between_two_articles() -> None:
    items = many("shopify", 200)
    cart = cart_of(order(*items))

    assert len(cart.links) > 1
    assert all(1900 < len(link.address) <= 2000 for link in cart.links[:-1])
    assert in_cart(cart) == {each.article_number: each.quantity for each in items}


def test_a_bad_number_in_a_file_leaves_the_other_one() -> None:
    cart = cart_of(order(item(sku="=1", maker_number="SC1"), kind="mouser"))
    assert cart.file is not None
    assert cart.file.text.splitlines()[1] == ",SC1,,1,pi"


def test_who_sells_nothing_has_no_cart() -> None:
    items: tuple[CartItem, ...] = many("shopify", 2)
    cart = cart_of(order(*items, is_shop=False))

    assert (cart.links, cart.file, cart.text) == ((), None, "")
    assert [each.why for each in cart.left_out] == [WhyNot.NO_SHOP, WhyNot.NO_SHOP]
