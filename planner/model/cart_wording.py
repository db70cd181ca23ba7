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
    "mouser": "a plain part number on one line",
    "digikey": "a plain part number on one line",
}
_LACKING: dict[CartKind, str] = {
    "shopify": "its Shopify variant ID is not known",
    "amazon": "its ASIN is not known",
    "mouser": "neither its Mouser number nor its manufacturer's part number is known",
    "digikey": "neither its DigiKey number nor its manufacturer's part number is known",
}
_WHY = {
    WhyNot.NO_SHOP: "{shop} is a price reference only, not a shop",
    WhyNot.NO_ADDRESS: "vendors.csv has no https address of {shop} that a link can use",
    WhyNot.TOO_MANY: "more than one line of this cart takes",
}


def article_text(item: CartItem) -> str:
    """Return how many of which article: `2 × Patch cable (pack of 10)`."""
    pack = f" (pack of {item.pack_size})" if item.pack_size > 1 else ""
    return f"{item.quantity} × {item.name}{pack}"


def left_out_text(left: NotInCart, cart: ShopCart) -> str:
    """Return what is not in a cart, and why: `2 × Fan: its ASIN is not known`."""
    return f"{article_text(left.item)}: {_why(left, cart)}"


def _why(left: NotInCart, cart: ShopCart) -> str:
    if left.why is WhyNot.NO_NUMBER:
        return _LACKING[cart.kind]
    if left.why is WhyNot.OTHER_NUMBER:
        return f"its article number is not {_NUMBERS[cart.kind]}"
    return _WHY[left.why].format(shop=cart.shop)


def code_text(cart: ShopCart) -> str:
    """Return that a code is to be entered, which no link and no file holds; nothing if none is."""
    return f"Enter your code {cart.code} yourself: it is not in the cart." if cart.code else ""


def link_label(cart: ShopCart, place: int) -> str:
    """Return what a link of a cart is called; `place` counts from 0."""
    label = f"Open cart at {cart.shop}"
    return label if len(cart.links) == 1 else f"{label}, {place + 1} of {len(cart.links)}"


def held_text(items: tuple[CartItem, ...]) -> str:
    """Return how much a link or a file holds: `3 lines, 8 articles`."""
    articles = sum(item.quantity for item in items)
    return f"{counted(len(items), 'line')}, {counted(articles, 'article')}"
