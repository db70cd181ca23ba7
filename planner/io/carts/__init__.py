"""An order goes in, what its shop's cart takes comes out: links, a file to upload, a list to copy.

Nobody is asked and nothing is sent: a link is opened, and a file uploaded, by the person who buys.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from planner.io.carts import amazon, by_hand, digikey, mouser, shopify
from planner.io.carts._cart import none_put
from planner.model.carts import CartKind, CartOrder, ShopCart, WhyNot

__all__ = ["CARTS", "cart_of"]

Writer = Callable[[CartOrder], ShopCart]

# A new kind of cart is one file and one line here, and its word in `model/carts.py`.
CARTS: Mapping[CartKind, Writer] = MappingProxyType(
    {
        "shopify": shopify.write,
        "amazon": amazon.write,
        "mouser": mouser.write,
        "digikey": digikey.write,
        "list": by_hand.write,
    }
)


def cart_of(order: CartOrder) -> ShopCart:
    """Return what a shop's cart takes of an order; of one that nobody says anything of, a list.

    Who is no shop takes nothing, by hand neither.
    """
    if not order.is_shop:
        return replace(none_put(order, "list", WhyNot.NO_SHOP), text="")
    return CARTS[order.kind or "list"](order)
