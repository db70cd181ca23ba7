"""Amazon: the form that adds to a cart, `/gp/aws/cart/add.html?ASIN.1=…&Quantity.1=…`.

https://webservices.amazon.com/paapi5/documentation/add-to-cart-form.html documents it, for the
shops of all countries. The associate's tag that it names says who is paid for a sale: none is put
in, and nobody could try whether the form fills a cart without one.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from planner.io.carts._cart import by_number, cart, none_put
from planner.io.carts._links import host_of, links_of
from planner.io.text.articles import AMAZON_HOSTS, ASIN
from planner.model.carts import CartItem, CartOrder, ShopCart, WhyNot

# What a cart of Amazon's own interface held at most, by its guide of 2011:
# http://www.manualslib.com/manual/530017/Amazon-Product-Advertising-Api.html?page=142
MOST_LINES, MOST_OF_ONE = 50, 999


def write(order: CartOrder) -> ShopCart:
    """Return links that add an order to the cart at the Amazon of one country."""
    shop = (host_of(order.url) or "").removeprefix("www.")
    if shop not in AMAZON_HOSTS:
        return none_put(order, "amazon", WhyNot.NO_ADDRESS)

    def address(quantities: Mapping[str, int]) -> str:
        fields: list[tuple[str, str]] = []
        for place, (asin, quantity) in enumerate(quantities.items(), 1):
            fields += [(f"ASIN.{place}", asin), (f"Quantity.{place}", str(quantity))]
        return f"https://www.{shop}/gp/aws/cart/add.html?{urlencode(fields)}"

    lines, left_out = by_number(order, _asin, most=MOST_OF_ONE)
    return cart(order, "amazon", left_out, links=links_of(lines, address, most_lines=MOST_LINES))


def _asin(item: CartItem) -> str | WhyNot:
    """Return an ASIN: the article's number, or the SKU, which at Amazon is one."""
    number = item.article_number or item.sku
    if not number:
        return WhyNot.NO_NUMBER
    return number if ASIN.fullmatch(number) else WhyNot.OTHER_NUMBER
