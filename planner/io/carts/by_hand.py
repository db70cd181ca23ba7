"""A list to copy, for a shop whose cart nothing fills, or of whose cart nobody says anything."""

from planner.io.carts._cart import to_copy
from planner.model.carts import CartOrder, ShopCart


def write(order: CartOrder) -> ShopCart:
    """Return the articles of an order as lines to copy."""
    return ShopCart(vendor=order.vendor, shop=order.shop, kind="list", text=to_copy(order.items))
