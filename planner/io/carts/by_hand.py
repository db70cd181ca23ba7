"""A list to copy, for a shop whose cart nothing fills, or of whose cart nobody says anything."""

from dataclasses import replace

from planner.io.carts._cart import cart, to_copy
from planner.model.carts import CartOrder, ShopCart


def write(order: CartOrder) -> ShopCart:
    """Return the articles of an order as lines to copy."""
    return replace(cart(order, "list"), text=to_copy(order.items))
