"""The cart of each order: of what was bought, in the packs that were bought, at its own shop."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.solving.effort import UNHURRIED
from planner.jobs.buying import buy, requisition
from planner.jobs.carts import carts_of
from planner.jobs.folder import Workspace
from planner.model.basket import Basket
from planner.model.buying import BuyingTerms
from planner.model.carts import ShopCart, WhyNot
from planner.model.catalog import Catalog
from planner.model.offers import Offer
from planner.model.questions import Bill, BuyQuestion
from planner.model.vendors import Coupon, Vendor
from tests.engine.purchase_cases import DAY, need, shop, sold
from tests.engine.samples import part
from tests.io.carts.orders import in_cart
from tests.plans import build, position

HUT = shop("hut", url="https://hut.example/", cart="shopify")
AMAZON = shop("amazon", url="https://www.amazon.sg/", cart="amazon")
CORNER = shop("corner", url="https://corner.example/")
PARTS = (part("board", "other", name="A board", maker="Boards Ltd"),
         part("cord", "other", name="A cord"))  # fmt: skip


def folder(*offers: Offer, vendors: tuple[Vendor, ...] = (HUT, AMAZON, CORNER)) -> Workspace:
    small = build(position("other", "board", 2), position("other", "cord", 3))
    catalog = Catalog(parts=PARTS, offers=offers, vendors=vendors)
    return Workspace(Path("catalogs"), catalog, (small,), ())


def bought(there: Workspace, **asks: Any) -> tuple[Basket, tuple[ShopCart, ...]]:
    asked = requisition(BuyQuestion(on=DAY, **({"what": "other"} | asks)), there)
    basket = buy(asked, UNHURRIED).basket
    assert basket is not None
    return basket, carts_of(asked, basket)


@pytest.fixture(name="named")
def named_build() -> Workspace:
    return folder(
        sold("board", "hut", "1: 50.00", article_number="111", maker_number="B-1"),
        sold("cord", "amazon", "1: 8.00", pack_size=2, sku="B00A128S24"),
    )


def test_each_order_has_its_cart_in_the_packs_that_its_shop_sells(named: Workspace) -> None:
    build_name = named.builds[0].name
    _, (first, second) = bought(named, what=build_name)

    carts = {each.vendor: each for each in (first, second)}
    assert in_cart(carts["hut"]) == {"111": 2}
    # Three cords come in two packs of two.
    assert in_cart(carts["amazon"]) == {"B00A128S24": 2}
    (item,) = carts["hut"].links[0].items
    assert (item.name, item.maker, item.maker_number) == ("A board", "Boards Ltd", "B-1")


def test_the_cart_of_several_copies_holds_what_all_of_them_need(named: Workspace) -> None:
    _, carts = bought(named, what=named.builds[0].name, copies=10)

    held = {each.vendor: in_cart(each) for each in carts}
    assert held == {"hut": {"111": 20}, "amazon": {"B00A128S24": 15}}


def test_a_number_that_no_column_says_is_read_off_the_article_s_own_page() -> None:
    there = folder(
        sold("board", "hut", source="https://www.hut.example/products/b?variant=111"),
        sold("cord", "amazon", source="https://www.amazon.sg/dp/B00A128S24"),
    )
    _, carts = bought(there, what=there.builds[0].name)
    assert {each.vendor: in_cart(each) for each in carts} == {
        "hut": {"111": 2},
        "amazon": {"B00A128S24": 3},
    }


@pytest.mark.parametrize(
    "source",
    [
        "https://other.example/products/b?variant=111",
        "https://me:secret@hut.example/products/b?variant=111",
        "javascript:alert(1)?variant=111",
    ],
)
def test_a_number_of_another_s_page_is_none_of_this_shop(source: str) -> None:
    there = folder(sold("board", "hut", source=source), vendors=(HUT,))
    bill = Bill(title="bill.csv", needs=(need("board"),))
    _, (cart,) = bought(there, what=bill)

    assert cart.links == ()
    assert [each.why for each in cart.left_out] == [WhyNot.NO_NUMBER]
    assert source not in cart.text


def test_a_shop_that_says_nothing_of_its_cart_gets_a_list_with_its_pages() -> None:
    page = "https://corner.example/p/82776"
    there = folder(sold("board", "corner", sku="82776", source=page), vendors=(CORNER,))
    bill = Bill(title="bill.csv", needs=(need("board", 2),))
    _, (cart,) = bought(there, what=bill)

    assert (cart.kind, cart.text) == ("list", f"2 × A board; article 82776; {page}")


def test_a_shop_keeps_its_cart_where_its_terms_do_not_hold() -> None:
    far = shop("hut", url="https://hut.example/", cart="shopify", terms_for="GB")
    there = folder(sold("board", "hut", article_number="111"), vendors=(far,))
    bill = Bill(title="bill.csv", needs=(need("board"),))
    _, (cart,) = bought(there, what=bill)
    assert in_cart(cart) == {"111": 1}


def test_a_code_counts_in_the_basket_and_is_named_beside_the_cart() -> None:
    there = folder(sold("board", "hut", article_number="111"), vendors=(HUT,))
    bill = Bill(title="bill.csv", needs=(need("board"),))
    code = Coupon(vendor="hut", code="SAVE10", percent=Decimal(10))
    _, (cart,) = bought(there, what=bill, terms=BuyingTerms(coupons=(code,)))
    assert cart.code == "SAVE10"


def test_a_publication_has_no_cart() -> None:
    diary = Vendor(vendor="diary", name="A diary", kind="publication", currency="SGD", cart="list")
    there = folder(sold("board", "diary"), vendors=(diary,))
    bill = Bill(title="bill.csv", needs=(need("board"),))
    _, (cart,) = bought(there, what=bill, terms=BuyingTerms(published=True))
    assert [each.why for each in cart.left_out] == [WhyNot.NO_SHOP]


@settings(deadline=timedelta(seconds=5), max_examples=25)
@given(
    boards=st.integers(1, 40),
    pack=st.integers(1, 6),
    least=st.integers(1, 5),
    multiple=st.integers(1, 4),
    stock=st.integers(60, 80),
)
def test_a_cart_holds_just_what_was_bought_as_its_shop_sells_it(
    boards: int, pack: int, least: int, multiple: int, stock: int
) -> None:
    offer = sold("board", "hut", "1: 5.00, 10: 4.00", article_number="111", pack_size=pack,
                 minimum_quantity=least, order_multiple=multiple, stock=stock)  # fmt: skip
    bill = Bill(title="bill.csv", needs=(need("board", boards),))
    basket, (cart,) = bought(folder(offer, vendors=(HUT,)), what=bill)

    packs: Counter[str] = Counter()
    for line in basket.orders[0].lines:
        packs[line.offer.article_number] += line.packs
    assert in_cart(cart) == packs
    (held,) = in_cart(cart).values()
    assert held % multiple == 0
    assert least <= held <= stock
    assert held * pack >= boards
