"""What a shop's cart takes of an order: links, a file to upload, or a list to copy.

Quantities are in the shop's units: a pack of ten that an offer sells is one article. Nothing here
orders anything; a person opens the link and looks.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

# By what a cart is filled; `list` is copied by hand.
CartKind = Literal["shopify", "amazon", "mouser", "digikey", "list"]


class WhyNot(StrEnum):
    """Why articles of an order are not in what a cart takes."""

    NO_SHOP = "no shop"
    NO_ADDRESS = "no address"
    NO_NUMBER = "no number"
    OTHER_NUMBER = "other number"
    TOO_MANY = "too many"


@dataclass(frozen=True)
class CartItem:
    """One line of an order as its shop sells it: so many articles, each of `pack_size` pieces.

    `article_number` is what the shop's cart knows it by, `sku` the shop's part number,
    `maker_number` the manufacturer's. `page` is its page at the shop, empty if that is not known.
    """

    part_number: str
    name: str
    quantity: int
    pack_size: int = 1
    article_number: str = ""
    sku: str = ""
    maker: str = ""
    maker_number: str = ""
    page: str = ""


@dataclass(frozen=True)
class CartOrder:
    """What is to be put into one shop's cart; `kind` is None where nobody says what that takes.

    `code` is the one that the person has for this shop, if any.
    """

    vendor: str
    shop: str
    kind: CartKind | None
    url: str
    items: tuple[CartItem, ...]
    is_shop: bool = True
    code: str = ""


@dataclass(frozen=True)
class NotInCart:
    """Articles that are not in what a cart takes, so many as the item says, and why."""

    item: CartItem
    why: WhyNot


@dataclass(frozen=True)
class CartLink:
    """An address that opens a shop's cart with these articles in it."""

    address: str
    items: tuple[CartItem, ...]


@dataclass(frozen=True)
class CartFile:
    """A file to upload at a shop, by its name, with these articles in it."""

    name: str
    text: str
    items: tuple[CartItem, ...]


@dataclass(frozen=True)
class ShopCart:
    """What one shop's cart takes of its order, and what is left for a person to put in.

    An order that is too long for one address has several `links`. `text` is a list to copy of what
    is in no link and in no file: of everything where the shop takes neither. `left_out` says why
    what a link or a file should hold is not in it. `code` is one to be entered at the shop.
    """

    vendor: str
    shop: str
    kind: CartKind
    links: tuple[CartLink, ...] = ()
    file: CartFile | None = None
    text: str = ""
    left_out: tuple[NotInCart, ...] = ()
    code: str = ""
