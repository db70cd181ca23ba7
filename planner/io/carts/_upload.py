"""Files that a distributor's BOM tool reads: a line an article, by its number or its maker's."""

import csv
from collections.abc import Iterator
from io import StringIO

from planner.io.carts._cart import cart
from planner.io.text.formulas import is_formula_like
from planner.io.text.visible import visible_line
from planner.model.carts import (
    CartFile,
    CartItem,
    CartKind,
    CartOrder,
    NotInCart,
    ShopCart,
    WhyNot,
)

_LONGEST = 100


def upload_of(
    order: CartOrder, kind: CartKind, columns: tuple[str, str, str, str, str]
) -> ShopCart:
    """Return a file of the articles that a distributor can find.

    The columns are called as the distributor does: its own number, the manufacturer's, the
    manufacturer, the quantity, and what the customer calls it.
    """
    put: list[CartItem] = []
    left_out: list[NotInCart] = []
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for item in order.items:
        given = [each for each in (_own_number(item), item.maker_number) if each]
        if not any(map(_is_number, given)):
            why = WhyNot.OTHER_NUMBER if given else WhyNot.NO_NUMBER
            left_out.append(NotInCart(item, why))
            continue
        writer.writerow(_cells(item))
        put.append(item)
    file = CartFile(f"{order.vendor}-cart.csv", text.getvalue(), tuple(put)) if put else None
    return cart(order, kind, left_out, file=file)


def _cells(item: CartItem) -> Iterator[str]:
    for number in (_own_number(item), item.maker_number):
        yield number if _is_number(number) else ""
    yield _harmless(item.maker)
    yield str(item.quantity)
    yield _harmless(item.part_number)


def _own_number(item: CartItem) -> str:
    return item.article_number or item.sku


def _is_number(text: str) -> bool:
    """Tell whether a text may be an article's number, and no program takes it for a formula."""
    one_line = text.isprintable() and text == visible_line(text)
    return one_line and 0 < len(text) <= _LONGEST and not is_formula_like(text)


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return visible_line(f"'{text}" if is_formula_like(text) else text)
