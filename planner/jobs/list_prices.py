"""Prices that somebody's own list states for parts that nobody sells: prices of that list, by name.

They are filed under a seller of their own, so no basket takes them for a shop's. Where a list has
two prices for one part, the higher one counts: the lower one may hold for some pieces only.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from planner.model.catalog import Catalog
from planner.model.money import Money
from planner.model.offers import Basis, Offer, Price, PriceBreak
from planner.model.parts import Part
from planner.model.vendors import Vendor

FROM_LIST = "from-your-list"


def list_seller(currency: str) -> Vendor:
    """Return who stands for the prices of a list: nobody who sells, and no terms are known."""
    return Vendor(vendor=FROM_LIST, name="From your list", kind="shop", currency=currency)


def prices_of_list(
    priced: Iterable[tuple[Part, Price | None]], catalog: Catalog, *, on: date
) -> tuple[Offer, ...]:
    """Return what a list asks for the parts that nobody sells: one price a part."""
    found: dict[str, tuple[Part, Price]] = {}
    for part, price in priced:
        if price is None or price.unit.amount <= 0 or catalog.offers_for(part.part_number):
            continue
        known = found.get(part.part_number)
        if known is None or _is_dearer(price.unit, known[1].unit):
            found[part.part_number] = part, price
    return tuple(_offer(part, price, on) for part, price in found.values())


def sellers_of(offers: Sequence[Offer], currency: str) -> tuple[Vendor, ...]:
    """Return who stands for prices of a list, if there are any."""
    return (list_seller(currency),) if offers else ()


def _is_dearer(one: Money, other: Money) -> bool:
    return one.currency == other.currency and one > other


def _offer(part: Part, price: Price, on: date) -> Offer:
    told = f"The list names {price.vendor}." if price.vendor else ""
    return Offer(
        vendor=FROM_LIST,
        part_number=part.part_number,
        currency=price.unit.currency,
        price_breaks=(PriceBreak(price=price.unit.amount),),
        quoted_on=on,
        basis=Basis.PUBLISHED,
        source=price.source,
        note=told,
    )
