"""Things of schema.org as nodes: the same for JSON-LD and for microdata.

Pages write names with and without an address before them, in capitals and not, one value or a list.
A node has them in one spelling: `hasVariant` is `hasvariant`, and every property is a list.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

PRODUCTS = frozenset(
    "product productgroup productmodel individualproduct someproducts productcollection".split()
)
OFFERS = frozenset("offer aggregateoffer offerforpurchase".split())


@dataclass(slots=True, eq=False)
class Node:
    """A thing with its types and properties; `text` is what a reader of the page sees of it."""

    types: frozenset[str]
    props: dict[str, list["Node | str"]] = field(default_factory=dict)
    text: str = ""
    raw: object = None

    @property
    def is_product(self) -> bool:
        """Tell whether it is an article, a group or a model of them."""
        return bool(self.types & PRODUCTS)

    @property
    def is_offer(self) -> bool:
        """Tell whether it is an offer or a sum-up of offers."""
        return bool(self.types & OFFERS)

    def values(self, *names: str) -> Iterator["Node | str"]:
        """Yield the values of properties, in the order of the names."""
        for name in names:
            yield from self.props.get(name, ())

    def nodes(self, *names: str) -> Iterator["Node"]:
        """Yield those values of properties that are things."""
        return (each for each in self.values(*names) if isinstance(each, Node))

    def texts(self, *names: str) -> Iterator[str]:
        """Yield values of properties as texts; of a thing, its value, name or address."""
        for each in self.values(*names):
            text = each if isinstance(each, str) else each.inner()
            if text.strip():
                yield text

    def first(self, *names: str) -> str:
        """Return the first text of properties; empty if there is none."""
        return next(self.texts(*names), "")

    def inner(self) -> str:
        """Return what a thing says where a text is expected."""
        for name in ("@value", "value", "price", "amount", "name", "@id"):
            for each in self.props.get(name, ()):
                if isinstance(each, str) and each.strip():
                    return each
        # Some shops put their own record of a price where its number belongs.
        paid = next(self.nodes("sales", "sale", "current", "final"), None)
        return paid.inner() if paid is not None and paid is not self else ""

    def amounts(self) -> Iterator["Node"]:
        """Yield the things that stand where its prices belong, and those in them."""
        for each in self.nodes("price", "lowprice", "highprice", "pricespecification"):
            yield each
            yield from each.nodes("sales", "sale", "current", "final")


def plain_name(name: str) -> str:
    """Return a name of schema.org in one spelling: `https://schema.org/lowPrice` is `lowprice`."""
    if name.startswith("@"):
        return name.lower()
    return re.sub(r"[^a-z]", "", re.split(r"[/#:]", name.strip().rstrip("/"))[-1].lower())


# How shops misspell what they mean, met on real pages.
MISSPELT: Mapping[str, str] = {
    "lowestprice": "lowprice", "minprice": "lowprice", "minimumprice": "lowprice",
    "highestprice": "highprice", "maxprice": "highprice", "maximumprice": "highprice",
    "currency": "pricecurrency", "currencycode": "pricecurrency",
    "validthrough": "pricevaliduntil", "offeredby": "seller", "offer": "offers",
    "condition": "itemcondition", "stock": "availability", "hasvariants": "hasvariant",
    "vatincluded": "valueaddedtaxincluded", "pricespecifications": "pricespecification",
}  # fmt: skip


def property_name(name: str) -> str:
    """Return the name of a property in one spelling, and as it is meant."""
    plain = plain_name(name)
    return MISSPELT.get(plain, plain)
