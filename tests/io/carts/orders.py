"""Orders to put into carts, and carts read back as a shop would read them."""

import csv
from collections import Counter
from io import StringIO
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from planner.model.carts import CartItem, CartKind, CartOrder, ShopCart

# A shop's own address for each kind of cart.
AT: dict[CartKind, str] = {
    "shopify": "https://shop.example/",
    "amazon": "https://www.amazon.de/",
    "mouser": "https://www.mouser.sg/",
    "digikey": "https://www.digikey.sg/",
    "list": "https://corner.example/",
}
# The number of an article as each kind of cart knows it; `{}` makes them many.
NUMBERS: dict[CartKind, str] = {
    "shopify": "4269161670{}",
    "amazon": "B0BTK5{:04}",
    "mouser": "358-SC{}",
    "digikey": "2648-SC{}-ND",
    "list": "0{}",
}


def item(part: str = "pi", quantity: int = 1, **facts: Any) -> CartItem:
    return CartItem(**{"part_number": part, "name": part.title(), "quantity": quantity} | facts)


def order(*items: CartItem, kind: CartKind | None = "shopify", **facts: Any) -> CartOrder:
    known = {"vendor": "acme", "shop": "Acme", "kind": kind, "items": items}
    return CartOrder(**{**known, "url": AT[kind or "list"], **facts})


def many(kind: CartKind, count: int) -> tuple[CartItem, ...]:
    """Return articles that a kind of cart knows, one of the first, two of the second and so on."""
    form = NUMBERS[kind]
    numbers = (form.format(place) for place in range(1, count + 1))
    return tuple(
        item(f"part-{place}", place, article_number=number)
        for place, number in enumerate(numbers, 1)
    )


def in_cart(cart: ShopCart) -> Counter[str]:
    """Return how many of each number a shop finds in a cart's links, or in its file."""
    held: Counter[str] = Counter()
    for link in cart.links:
        held += _in_address(link.address)
    if cart.file is not None:
        for row in csv.DictReader(StringIO(cart.file.text)):
            own, makers, *_ = row.values()
            held[own or makers] += int(row["Quantity"])
    return held


def _in_address(address: str) -> Counter[str]:
    parts = urlsplit(address)
    if parts.path.startswith("/cart/"):
        pairs = (each.split(":") for each in parts.path.removeprefix("/cart/").split(","))
        return Counter({number: int(quantity) for number, quantity in pairs})
    fields = dict(parse_qsl(parts.query, strict_parsing=True))
    places = {name.partition(".")[2] for name in fields}
    return Counter({fields[f"ASIN.{each}"]: int(fields[f"Quantity.{each}"]) for each in places})
