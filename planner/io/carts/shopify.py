"""Shopify: a cart permalink, `https://SHOP/cart/VARIANT:QUANTITY,…`.

https://shopify.dev/docs/apps/build/checkout/create-cart-permalinks documents it, still supported
though no longer added to. Its successor, `/buy/VARIANT:QUANTITY` where the shop's profile at
`/.well-known/ucp` says so (https://shopify.dev/docs/agents/carts-and-checkout/permalinks), can only
be made after the shop was asked, and no shop is asked here. `storefront=true` opens the cart and
not the checkout.
"""

from collections.abc import Mapping

from planner.io.carts._cart import by_number, cart, none_put
from planner.io.carts._links import host_of, links_of
from planner.io.text.articles import VARIANT_ID
from planner.model.carts import CartItem, CartOrder, ShopCart, WhyNot


def write(order: CartOrder) -> ShopCart:
    """Return links to the cart of a Shopify shop."""
    host = host_of(order.url)
    if host is None:
        return none_put(order, "shopify", WhyNot.NO_ADDRESS)

    def address(quantities: Mapping[str, int]) -> str:
        held = ",".join(f"{variant}:{quantity}" for variant, quantity in quantities.items())
        return f"https://{host}/cart/{held}?storefront=true"

    lines, left_out = by_number(order, _variant)
    return cart(order, "shopify", left_out, links=links_of(lines, address))


def _variant(item: CartItem) -> str | WhyNot:
    """Return a variant's number; a SKU is none, even if it is made of digits."""
    if not item.article_number:
        return WhyNot.NO_NUMBER
    known = VARIANT_ID.fullmatch(item.article_number)
    return item.article_number if known else WhyNot.OTHER_NUMBER
