"""Prices in a page's meta tags, `product:price:amount` and its like: the least to be trusted.

At one shop the plain one is the price before a sale, at another it is without tax; what stands
beside it tells which.
"""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from planner.io.prices._answer import page_answer
from planner.io.prices._found import Found, currency_code, read_price
from planner.io.prices._page import Page
from planner.model.proposals import PageAnswer, TaxIncluded

NAME = "meta tags"
_PRICE = ("product:price:amount", "og:price:amount", "product:price", "og:price")
_SALE = ("product:sale_price:amount", "product:sale_price", "og:sale_price:amount")
_FORMER = ("product:original_price:amount", "product:original_price", "og:price:standard_amount",
           "product:price:standard_amount")  # fmt: skip
_PRETAX = ("product:pretax_price:amount", "product:pretax_price")
_CURRENCY = ("product:price:currency", "og:price:currency", "product:sale_price:currency",
             "product:original_price:currency", "product:pretax_price:currency")  # fmt: skip

Tags = Mapping[str, list[str]]


def read(page: Page) -> PageAnswer | None:
    """Return what the meta tags of a page propose; None if no price is in them."""
    tags = _tags(page)
    if not any(tags.get(name) for name in (*_PRICE, *_SALE, *_PRETAX)):
        return None
    named = {code for each in _all(tags, _CURRENCY) if (code := currency_code(each))}
    currency = named.pop() if len(named) == 1 else None
    found = Found(
        product=_first(tags, "og:title", "twitter:title") or _first(tags, "title"),
        currency=currency,
        currency_from="the page's meta tags",
        availability=_first(tags, "product:availability", "og:availability"),
        condition=_first(tags, "product:condition", "og:condition"),
        sku=_first(tags, "product:retailer_item_id", "product:sku"),
        mpn=_first(tags, "product:mfr_part_no", "product:retailer_part_no"),
        raw={
            key: values for key, values in tags.items() if key.startswith(("product:", "og:price"))
        },
    )
    _take_price(found, tags, page.language)
    return page_answer(page, NAME, [found])


def _tags(page: Page) -> Tags:
    tags: dict[str, list[str]] = defaultdict(list)
    for element in page.root.inside() if page.root else ():
        name = (element.get("property") or element.get("name")).lower()
        if element.tag == "meta" and name and element.get("content"):
            tags[name].append(element.get("content"))
        elif element.tag == "title" and "title" not in tags:
            tags["title"].append("".join(e for e in element.children if isinstance(e, str)))
    return tags


def _all(tags: Tags, names: tuple[str, ...]) -> list[str]:
    return [value for name in names for value in tags.get(name, ())]


def _first(tags: Tags, *names: str) -> str:
    return next(iter(_all(tags, names)), "")


def _take_price(found: Found, tags: Tags, language: str) -> None:
    """Take the one that is paid, and what it says of tax beside the one before tax."""

    def amounts(names: tuple[str, ...]) -> set[Decimal]:
        read = (
            read_price(each, currency=found.currency, language=language)
            for each in _all(tags, names)
        )
        return {each.amount for each in read if each.amount is not None}

    plain, sale, former, net = (amounts(names) for names in (_PRICE, _SALE, _FORMER, _PRETAX))
    paid = sale or plain - former or plain
    fits = not sale or not plain or max(sale) <= min(plain)
    if len(paid) == 1 and fits and (not net or max(net) <= min(paid)):
        found.amount = paid.pop()
        if net:
            included = found.amount not in net
            found.tax = TaxIncluded.YES if included else TaxIncluded.NO
            found.tax_from = "the price before tax beside it"
        return
    if paid or net:
        kinds = (
            (plain, "the price"),
            (sale, "in a sale"),
            (former, "before a sale"),
            (net, "before tax"),
        )
        found.choices = [(each, what) for some, what in kinds for each in sorted(some)]
        found.why = "its meta tags have several"
        return
    texts = _all(tags, (*_SALE, *_PRICE, *_PRETAX))
    found.take(read_price(texts[0], currency=found.currency, language=language))
