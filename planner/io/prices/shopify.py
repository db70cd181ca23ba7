"""Replies of Shopify shops: `/products/<handle>.js`, its `.json`, and `/products.json`.

The first is documented (https://shopify.dev/docs/api/ajax/reference/product) and gives hundredths
of the visitor's currency, whichever it is; the others give units as text. None of them has to say
the currency: `/cart.js` does.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from planner.io.prices._answer import page_answer
from planner.io.prices._found import Found, as_text, currency_code, read_price
from planner.io.prices._json_texts import JsonNumber, whole_of
from planner.io.prices._page import Page, shown
from planner.model.proposals import Ask, PageAnswer

NAME = "Shopify"


def read(page: Page) -> PageAnswer | None:
    """Return what a reply of a Shopify shop proposes; None if it is none."""
    products = list(_products(page.data))
    if not products:
        return None
    many = len(products) > 1
    found = [each for product in products for each in _variants(page, product, many=many)]
    title = f"({len(products)} products)" if many else as_text(products[0].get("title"))
    several = Ask.PRODUCT if many else Ask.VARIANT
    return page_answer(page, NAME, found, product=title, several=several)


def _products(data: Any) -> Iterator[Mapping[str, Any]]:
    if not isinstance(data, dict):
        return
    inner = data.get("products", data.get("product"))
    products = inner if isinstance(inner, list) else [inner if isinstance(inner, dict) else data]
    for each in products:
        if isinstance(each, dict) and isinstance(each.get("variants"), list) and "title" in each:
            yield each


def _variants(page: Page, product: Mapping[str, Any], *, many: bool) -> Iterable[Found]:
    title, handle = as_text(product.get("title")), as_text(product.get("handle"))
    # A list does not stand at the article's address.
    own = f"/products/{handle}" if handle and (many or "/products/" not in page.address) else ""
    for variant in product["variants"]:
        if not isinstance(variant, dict):
            continue
        name, number = as_text(variant.get("title")), as_text(variant.get("id"))
        named = currency_code(variant.get("price_currency"))
        found = Found(
            product=title,
            variant="" if name == "Default Title" else name,
            variant_id=number,
            article=number,
            currency=named or page.shop_currency,
            currency_from="the shop's reply" if named else page.shop_currency_from,
            sku=as_text(variant.get("sku")),
            availability=_availability(variant.get("available")),
            stock=whole_of(variant.get("inventory_quantity")),
            address=_address(page, own, number, alone=len(product["variants"]) == 1),
            raw=_without_pictures(variant),
        )
        rule = variant.get("quantity_rule")
        if isinstance(rule, dict):
            found.minimum, found.multiple = (
                whole_of(rule.get("min")),
                whole_of(rule.get("increment")),
            )
        _price(found, variant.get("price"))
        if variant.get("requires_selling_plan") or product.get("requires_selling_plan"):
            found.choices = [(found.amount, "by subscription")] if found.amount else ()
            found.amount, found.why = None, "it is sold by subscription only"
        yield found


def _price(found: Found, price: object) -> None:
    """Take a price: hundredths where it is a JSON number, units where it is text with a point."""
    hundredths = whole_of(price)
    if isinstance(price, JsonNumber) and hundredths is not None:
        if hundredths:
            found.amount = Decimal(hundredths).scaleb(-2)
        else:
            found.nothing = "its price is 0"
        return
    found.take(read_price(price, currency=found.currency))
    if hundredths and "." not in as_text(price):
        found.amount, found.why = None, f"'{shown(price)}' may be units or hundredths"
        whole = Decimal(hundredths)
        found.choices = [(whole, "in units"), (whole.scaleb(-2), "in hundredths")]


def _availability(available: object) -> str:
    return (
        {True: "InStock", False: "OutOfStock"}.get(available, "")
        if isinstance(available, bool)
        else ""
    )


def _address(page: Page, own: str, number: str, *, alone: bool) -> str:
    base = (page.full(own) or page.address).partition("?")[0]
    for ending in (".js", ".json"):
        base = base.removesuffix(ending)
    return base if alone or not number else f"{base}?variant={number}"


def _without_pictures(variant: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in variant.items() if not isinstance(value, dict | list)}
