"""What a shop's cart takes of an order, in words; page and command say the same."""

from planner.model.carts import CartItem, CartKind, NotInCart, ShopCart, WhyNot
from planner.model.words import counted

NOTHING_IS_ORDERED = "This only fills the cart; nothing is ordered. Check it before you pay."
SEVERAL_LINKS = (
    "The order is too long for one link. A shop may open each link as a cart of its own: "
    "check that the cart holds the first before you open the next."
)

# What the number of an article must be to go into a cart.
_NUMBERS: dict[CartKind, str] = {
    "shopify": "a Shopify variant ID (digits only)",
    "amazon": "an ASIN (10 capital letters and digits)",
    "mouser": "a part number on one line that no spreadsheet takes for a formula",
    "digikey": "a part number on one line that no spreadsheet takes for a formula",
}
_LACKING: dict[CartKind, str] = {
    "shopify": "its Shopify variant ID is not known",
    "amazon": "its ASIN is not known",
    "mouser": "neither its Mouser number nor its manufacturer's part number is known",
    "digikey": "neither its DigiKey number nor its manufacturer's part number is known",
}


def article_text(item: CartItem) -> str:
    """Return how many of which article: `2 × Patch cable (pack of 10)`."""
    pack = f" (pack of {item.pack_size})" if item.pack_size > 1 else ""
    return f"{item.quantity} × {item.name}{pack}"


def left_out_text(left: NotInCart, cart: ShopCart) -> str:
    """Return what is not in a cart, and why: `2 × Fan: its ASIN is not known`."""
    return f"{article_text(left.item)}: {_why(left, cart)}"


def _why(left: NotInCart, cart: ShopCart) -> str:
    match left.why:
        case WhyNot.NO_SHOP:
            return f"{cart.shop} is a price reference only, not a shop"
        case WhyNot.NO_ADDRESS:
            return f"the web address of {cart.shop} in vendors.csv is not one that a link can use"
        case WhyNot.NO_NUMBER:
            return _LACKING[cart.kind]
        case WhyNot.OTHER_NUMBER:
            return f"its article number is not {_NUMBERS[cart.kind]}"
        case WhyNot.TOO_MANY:
            return "more than one line of this cart takes"


def link_label(cart: ShopCart, place: int) -> str:
    """Return what a link of a cart is called; `place` counts from 0."""
    label = f"Open cart at {cart.shop}"
    return label if len(cart.links) == 1 else f"{label}, {place + 1} of {len(cart.links)}"


def held_text(items: tuple[CartItem, ...]) -> str:
    """Return how much a link or a file holds: `3 lines, 8 articles`."""
    articles = sum(item.quantity for item in items)
    return f"{counted(len(items), 'line')}, {counted(articles, 'article')}"
