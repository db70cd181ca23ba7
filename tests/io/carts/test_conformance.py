"""What holds for every kind of cart: nothing is lost or twice, and no address is another's."""

from collections import Counter
from typing import get_args
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.carts import CARTS, cart_of
from planner.io.text.formulas import is_formula_like
from planner.io.text.visible import visible
from planner.model.cart_wording import left_out_text
from planner.model.carts import CartItem, CartKind, ShopCart
from tests.io.carts.orders import AT, NUMBERS, in_cart, item, many, order

KINDS = pytest.mark.parametrize("kind", CARTS)
LINKS = pytest.mark.parametrize("kind", ["shopify", "amazon"])
UPLOADS = pytest.mark.parametrize("kind", ["mouser", "digikey"])


def put(cart: ShopCart) -> Counter[str]:
    """Return how many of each part a cart says that it holds, or lists to copy for want of one."""
    held: Counter[str] = Counter()
    filled = (*cart.links, *((cart.file,) if cart.file else ()))
    for each in (one for it in filled for one in it.items):
        held[each.part_number] += each.quantity
    return held


def lacking(cart: ShopCart) -> Counter[str]:
    held: Counter[str] = Counter()
    for each in cart.left_out:
        held[each.item.part_number] += each.item.quantity
    return held


def wanted(*items: CartItem) -> Counter[str]:
    held: Counter[str] = Counter()
    for each in items:
        held[each.part_number] += each.quantity
    return held


def copied(cart: ShopCart) -> int:
    """Return how many articles the list to copy names."""
    return sum(int(line.partition(" × ")[0]) for line in cart.text.splitlines())


def test_every_word_for_a_cart_has_a_writer() -> None:
    assert set(CARTS) == set(get_args(CartKind)) == set(AT) == set(NUMBERS)


@KINDS
def test_what_its_shop_knows_by_number_is_all_in_it(kind: CartKind) -> None:
    items = many(kind, 3)
    cart = cart_of(order(*items, kind=kind))

    assert (cart.vendor, cart.shop, cart.kind, cart.left_out) == ("acme", "Acme", kind, ())
    numbers = {each.article_number: each.quantity for each in items}
    if kind == "list":
        assert copied(cart) == 6
        assert all(number in cart.text for number in numbers)
    else:
        assert in_cart(cart) == numbers
        assert cart.text == ""


@KINDS
def test_a_code_that_the_person_has_is_kept_to_be_entered(kind: CartKind) -> None:
    assert cart_of(order(*many(kind, 1), kind=kind, code="SAVE10")).code == "SAVE10"


@KINDS
def test_an_order_of_nothing_makes_a_cart_of_nothing(kind: CartKind) -> None:
    cart = cart_of(order(kind=kind))
    assert (cart.links, cart.file, cart.text, cart.left_out) == ((), None, "", ())


@KINDS
def test_quantities_are_those_that_the_shop_sells_and_not_the_pieces_in_its_packs(
    kind: CartKind,
) -> None:
    ten = item("cord", 3, pack_size=10, article_number=NUMBERS[kind].format(7))
    cart = cart_of(order(ten, kind=kind))

    if kind == "list":
        assert cart.text == "3 × Cord (pack of 10); article 07"
    else:
        assert list(in_cart(cart).values()) == [3]


@KINDS
def test_a_thousand_lines_are_all_in_it_or_named(kind: CartKind) -> None:
    items = tuple(
        item(f"part-{place}", 1, article_number=NUMBERS[kind].format(place))
        for place in range(1, 1001)
    )
    cart = cart_of(order(*items, kind=kind))

    assert put(cart) + lacking(cart) == (Counter() if kind == "list" else wanted(*items))
    assert copied(cart) == (1000 if kind == "list" else lacking(cart).total())
    assert not cart.left_out


TEXTS = st.text(max_size=30)
ITEMS = st.builds(
    CartItem,
    part_number=st.from_regex(r"[a-z][a-z0-9=+@-]{0,8}", fullmatch=True),
    name=TEXTS,
    quantity=st.integers(1, 3000),
    pack_size=st.integers(1, 100),
    article_number=st.one_of(
        TEXTS,
        st.from_regex(r"[1-9][0-9]{0,16}", fullmatch=True),
        st.from_regex(r"B0[A-Z0-9]{8}", fullmatch=True),
    ),
    sku=TEXTS,
    maker=TEXTS,
    maker_number=TEXTS,
)


@given(st.sampled_from(sorted(CARTS)), st.lists(ITEMS, max_size=12))
def test_whatever_is_ordered_is_in_it_or_named_with_its_reason(
    kind: CartKind, items: list[CartItem]
) -> None:
    cart = cart_of(order(*items, kind=kind))

    if kind != "list":
        assert put(cart) + lacking(cart) == wanted(*items)
        assert in_cart(cart).total() == put(cart).total()
    assert copied(cart) == (wanted(*items).total() if kind == "list" else lacking(cart).total())
    assert all(left_out_text(each, cart) for each in cart.left_out)
    for link in cart.links:
        parts = urlsplit(link.address)
        assert f"{parts.scheme}://{parts.netloc}/" == AT[kind]
        assert link.address.isascii()
        assert link.address.isprintable()
        assert " " not in link.address
        assert len(link.address) <= 2000


@given(st.sampled_from(["mouser", "digikey"]), st.lists(ITEMS, min_size=1, max_size=12))
def test_no_cell_of_a_file_is_a_formula_or_runs_into_the_next(
    kind: CartKind, items: list[CartItem]
) -> None:
    file = cart_of(order(*items, kind=kind)).file

    if file is not None:
        assert len(file.text.splitlines()) == 1 + len(file.items)
        assert file.text == visible(file.text)
        cells = (cell for line in file.text.splitlines() for cell in line.split(","))
        assert not any(is_formula_like(cell.lstrip('"')) for cell in cells if cell)


HOSTILE = [
    "",
    "javascript:alert(1)",
    "http://shop.example/",
    "https://somebody:secret@shop.example/",
    "https://shop.example@evil.example/",
    "https://shop.example:8080/",
    "https://shop.example:port/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://[/",
    "https://localhost/",
    "https://router.local/",
    "https://shop.example\\@evil.example/",
    "https://shop\n.example/",
    "https://шоп.example/",
    "https:///cart/1:1",
    "//shop.example/",
    "shop.example",
    "https://-shop.example/",
    f"https://{'a' * 64}.example/",
    f"https://{'a.' * 130}example/",
]


@LINKS
@pytest.mark.parametrize("url", HOSTILE)
def test_an_address_that_is_no_shop_s_makes_no_link(kind: CartKind, url: str) -> None:
    cart = cart_of(order(*many(kind, 2), kind=kind, url=url))

    assert cart.links == ()
    assert lacking(cart) == {"part-1": 1, "part-2": 2}
    assert left_out_text(cart.left_out[0], cart).endswith(
        "vendors.csv has no https address of Acme that a link can use"
    )
    assert copied(cart) == 3


@pytest.mark.parametrize(
    "url",
    [
        "https://www.amazon.com.evil.example/",
        "https://amazon.example/",
        "https://notamazon.com/",
        "https://www.amazon.de.evil.example/amazon.de/",
    ],
)
def test_another_host_that_looks_like_amazon_gets_no_form(url: str) -> None:
    assert cart_of(order(*many("amazon", 1), kind="amazon", url=url)).links == ()


@LINKS
@pytest.mark.parametrize(
    "number",
    ["1,2:9", "1:9", "1?x", "1/../2", "1\n2", "=1+1", "٣", "1 2", "1&Quantity.1=99", "b0btk552k2"],
)
def test_a_number_that_would_say_something_else_is_refused_by_name(
    kind: CartKind, number: str
) -> None:
    bad, good = item("fan", 2, article_number=number), many(kind, 1)[0]
    cart = cart_of(order(bad, good, kind=kind))

    assert in_cart(cart) == {good.article_number: 1}
    (left,) = cart.left_out
    assert left.item == bad
    assert left_out_text(left, cart).startswith("2 × Fan: its article number is not a")


@UPLOADS
@pytest.mark.parametrize(
    "number", ["=1+1", "+1", "-1", "@x", "\t=1", "1\n2", "1\r2", "\uff1d1", "x" * 101]
)
def test_a_number_that_a_spreadsheet_would_run_is_refused_by_name(
    kind: CartKind, number: str
) -> None:
    cart = cart_of(order(item("fan", 2, sku=number, maker_number=number), kind=kind))

    assert cart.file is None
    (left,) = cart.left_out
    assert "is not a plain part number on one line" in left_out_text(left, cart)


@UPLOADS
def test_a_maker_that_is_a_formula_is_text_in_the_file(kind: CartKind) -> None:
    cart = cart_of(order(item("fan", maker='=HYPERLINK("x")', maker_number="SC1"), kind=kind))

    assert cart.file is not None
    assert cart.file.text.splitlines()[1] == ',SC1,"\'=HYPERLINK(""x"")",1,fan'


def test_a_name_with_a_line_end_stays_on_its_line_of_a_list() -> None:
    cart = cart_of(order(item("fan", name="Fan\n99 × Gold"), kind="list"))
    assert cart.text == "1 × Fan\ufffd99 × Gold"
