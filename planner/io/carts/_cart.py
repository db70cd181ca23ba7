"""A cart from what could be put into it: what is left is told, and listed to copy."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from planner.io.text.visible import visible_line
from planner.model.cart_wording import article_text
from planner.model.carts import (
    CartFile,
    CartItem,
    CartKind,
    CartLink,
    CartOrder,
    NotInCart,
    ShopCart,
    WhyNot,
)

# Articles with the number that a cart knows them by, or why they have none.
Numbered = tuple[str, CartItem] | NotInCart
Lines = dict[str, list[CartItem]]


def cart(
    order: CartOrder,
    kind: CartKind,
    left_out: Sequence[NotInCart] = (),
    *,
    links: Sequence[CartLink] = (),
    file: CartFile | None = None,
) -> ShopCart:
    """Return what is in links or in a file, with a list to copy of what is not."""
    return ShopCart(
        vendor=order.vendor,
        shop=order.shop,
        kind=kind,
        links=tuple(links),
        file=file,
        text=to_copy(each.item for each in left_out),
        left_out=tuple(left_out),
        code=order.code,
    )


def none_put(order: CartOrder, kind: CartKind, why: WhyNot) -> ShopCart:
    """Return a cart that holds nothing of its order for one reason."""
    return cart(order, kind, [NotInCart(item, why) for item in order.items])


def to_copy(items: Iterable[CartItem]) -> str:
    """Return articles as lines to copy: how many, what, its number, its page."""
    return "\n".join(map(_line, items))


def _line(item: CartItem) -> str:
    number = item.article_number or item.sku
    told = (article_text(item), f"article {number}" if number else "", item.page)
    return visible_line("; ".join(each for each in told if each))


def by_number(
    order: CartOrder, number_of: Callable[[CartItem], str | WhyNot], *, most: int | None = None
) -> tuple[Lines, list[NotInCart]]:
    """Return what can be put into a cart, by its number there, and what cannot.

    What two lines of an order know by one number is one line of the cart. One line takes at most
    `most` articles; the others are left out.
    """
    lines: Lines = {}
    left_out: list[NotInCart] = []
    for item in order.items:
        number = number_of(item)
        if isinstance(number, WhyNot):
            left_out.append(NotInCart(item, number))
            continue
        line = lines.setdefault(number, [])
        room = item.quantity if most is None else most - quantity_of(line)
        put = min(item.quantity, room)
        if put:
            line.append(replace(item, quantity=put))
        if put < item.quantity:
            rest = replace(item, quantity=item.quantity - put)
            left_out.append(NotInCart(rest, WhyNot.TOO_MANY))
    return lines, left_out


def quantity_of(line: Iterable[CartItem]) -> int:
    """Return how many articles one line of a cart holds."""
    return sum(item.quantity for item in line)
