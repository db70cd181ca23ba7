"""Replies of WooCommerce's Store API: `/wp-json/wc/store/v1/products`.

It is documented (https://developer.woocommerce.com/docs/apis/store-api/). Amounts are whole numbers
of a minor unit that the shop sets and the reply names. No field says whether tax is in them.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from planner.io.prices._answer import page_answer
from planner.io.prices._found import Found, as_text, currency_code
from planner.io.prices._json_texts import whole_of
from planner.io.prices._page import Page
from planner.io.text.html_tokens import unescaped
from planner.model.proposals import Ask, PageAnswer

NAME = "WooCommerce Store API"
API = "/wp-json/wc/store/v1/products"
_REPEATED = ("subscription", "variable-subscription")


def read(page: Page) -> PageAnswer | None:
    """Return what a reply of the Store API proposes; None if it is none.

    Variations stand as numbers in it: their addresses are `further`, one request each.
    """
    products = [each for each in _listed(page.data) if _is_product(each)]
    if not products:
        return None
    found = [each for product in products for each in _found(product)]
    further = [each for product in products for each in _addresses(page, product)]
    many = len(products) > 1
    name = f"({len(products)} products)" if many else _name(products[0])
    several = Ask.PRODUCT if many else Ask.VARIANT
    return page_answer(page, NAME, found, product=name, several=several, further=further)


def _listed(data: Any) -> list[Any]:
    return data if isinstance(data, list) else [data]


def _is_product(each: Any) -> bool:
    return isinstance(each, dict) and isinstance(each.get("prices"), dict) and "name" in each


def _name(product: Mapping[str, Any]) -> str:
    return unescaped(as_text(product.get("name")))


def _found(product: Mapping[str, Any]) -> Iterator[Found]:
    """Yield an article, or each of its variations with the range that its own price lies in."""
    prices = product["prices"]
    low, high = _range(prices)
    price = _amount(prices, prices.get("price"))
    variations = [each for each in product.get("variations") or () if isinstance(each, dict)]
    if product.get("type") == "grouped":
        found = _article(product)
        found.nothing = "it is a group of items, each with its own price"
        yield found
        return
    if low != high and low is not None and high is not None:
        for variation in variations or [{}]:
            found = _article(product, variation)
            found.choices = [(low, "lower end of the range"), (high, "upper end of the range")]
            found.why = f"its variations cost from {low} to {high}"
            found.raw = {"prices": prices, "variation": variation}
            yield found
        return
    for variation in variations or [{}]:
        found = _article(product, variation)
        found.amount = price
        if not price:
            found.nothing = "its price is 0" if price is not None else "the reply names none"
        _asked_of_it(found, product)
        yield found


def _asked_of_it(found: Found, product: Mapping[str, Any]) -> None:
    """Ask where a price is not what one piece costs here."""
    extensions = product.get("extensions")
    own = extensions.get("name_your_price") if isinstance(extensions, dict) else None
    if product.get("type") in _REPEATED:
        why = "it is paid again and again"
    elif isinstance(own, dict) and own.get("is_nyp") is True:
        why = "the buyer names it"
    else:
        return
    found.choices = [(found.amount, why)] if found.amount else ()
    found.amount, found.why = None, why


def _article(product: Mapping[str, Any], variation: Mapping[str, Any] | None = None) -> Found:
    prices, cart = product["prices"], product.get("add_to_cart")
    cart = cart if isinstance(cart, dict) else {}
    # What a reply says of stock and SKU is of the article as a whole.
    alone = variation is None or not variation
    label = _label((variation or {}).get("attributes")) or unescaped(
        as_text(product.get("variation"))
    )
    return Found(
        product=_name(product),
        variant=label,
        variant_id=as_text((variation or product).get("id")),
        currency=currency_code(prices.get("currency_code")),
        currency_from="the shop's reply",
        minimum=whole_of(cart.get("minimum")),
        multiple=whole_of(cart.get("multiple_of")),
        availability=_availability(product) if alone else "",
        stock=whole_of(product.get("low_stock_remaining")) if alone else None,
        sku=as_text(product.get("sku")) if alone else "",
        address=as_text(product.get("permalink")),
        raw={"prices": prices, "type": product.get("type"), "id": product.get("id")},
    )


def _label(attributes: Any) -> str:
    values = [
        unescaped(as_text(each.get("value"))) or f"any {as_text(each.get('name'))}"
        for each in attributes or ()
        if isinstance(each, dict)
    ]
    return " / ".join(values)


def _amount(prices: Mapping[str, Any], value: object) -> Decimal | None:
    """Return an amount of the reply: a whole number of its own minor unit."""
    whole, places = whole_of(value), whole_of(prices.get("currency_minor_unit"))
    # A reply that does not say its unit says no price.
    return None if whole is None or places is None or places > 6 else Decimal(whole).scaleb(-places)


def _range(prices: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    ends = prices.get("price_range")
    if not isinstance(ends, dict):
        return None, None
    return _amount(prices, ends.get("min_amount")), _amount(prices, ends.get("max_amount"))


def _availability(product: Mapping[str, Any]) -> str:
    if product.get("is_on_backorder") is True:
        return "BackOrder"
    return {True: "InStock", False: "OutOfStock"}.get(product.get("is_in_stock"), "")  # type: ignore[arg-type]


def _addresses(page: Page, product: Mapping[str, Any]) -> Iterator[str]:
    """Yield the addresses of the variations whose prices the reply does not have."""
    low, high = _range(product["prices"])
    if low == high:
        return
    site = urlsplit(page.address)
    prefix = site.path.partition("/wp-json/")[0] if "/wp-json/" in site.path else ""
    for variation in product.get("variations") or ():
        number = whole_of(variation.get("id")) if isinstance(variation, dict) else None
        if number:
            yield f"{site.scheme}://{site.netloc}{prefix}{API}/{number}"
