"""What the command says about the cart of each order: what to open, upload or copy, what lacks."""

from collections.abc import Iterator, Sequence

from planner.cli.answer import Text
from planner.model.cart_wording import (
    NOTHING_IS_ORDERED,
    SEVERAL_LINKS,
    code_text,
    held_text,
    left_out_text,
    link_label,
)
from planner.model.carts import ShopCart


def cart_blocks(carts: Sequence[ShopCart]) -> Iterator[Text]:
    """Yield what to do for each shop's cart; a link and a list to copy keep their lines."""
    if carts:
        yield Text(f"Carts. {NOTHING_IS_ORDERED}", strong=True)
    for cart in carts:
        yield from _blocks(cart)


def _blocks(cart: ShopCart) -> Iterator[Text]:
    for place, link in enumerate(cart.links):
        held = f"{link_label(cart, place)} ({held_text(link.items)}):"
        yield Text(f"{held}\n{link.address}", as_it_is=True)
    if len(cart.links) > 1:
        yield Text(SEVERAL_LINKS)
    if cart.file is not None:
        yield Text(f"{cart.shop}: upload {cart.file.name} ({held_text(cart.file.items)}).")
    if cart.code:
        yield Text(f"{cart.shop}: {code_text(cart)}")
    if cart.left_out:
        told = [f"- {left_out_text(each, cart)}" for each in cart.left_out]
        yield Text("\n".join([f"{cart.shop}: not in its cart:", *told]))
    if cart.text:
        yield Text(f"{cart.shop}, to copy:\n{cart.text}", as_it_is=True)
