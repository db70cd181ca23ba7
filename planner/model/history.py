"""What shops asked for a part over time: each price, whether it holds, and what changed it."""

from dataclasses import dataclass
from enum import StrEnum

from planner.model.money import ExchangeRate, Money
from planner.model.offers import Offer


class Standing(StrEnum):
    """Whether a price still holds on the day of a question."""

    CURRENT = "current"
    OLD = "more than a year old"
    EXPIRED = "expired"
    SUPERSEDED = "list price changed since"
    REPLACED = "replaced by a newer one"
    FUTURE = "dated later"


@dataclass(frozen=True)
class PriceMove:
    """By how much one pack became dearer since the price before, in the currency of the history.

    `by_price` is what the shop changed, at the rate of the price before; `by_rate` is what the
    exchange rate did to the new price. Both together are `total`, to the cent.
    """

    total: Money
    by_price: Money
    by_rate: Money


@dataclass(frozen=True)
class PricePoint:
    """One price of a shop: what one pack costs, as asked and converted.

    `converted` is at the `rate` of the day it was quoted on; None where no rate leads there.
    `change` is since the price before of the same shop for the same pack; None for the first, or
    where one of the two is not converted.
    """

    offer: Offer
    pack: Money
    converted: Money | None
    rate: ExchangeRate | None
    standing: Standing
    change: PriceMove | None = None
    is_first: bool = False


@dataclass(frozen=True)
class PriceHistory:
    """Every price on record for a part, shop by shop, the oldest first."""

    part_number: str
    name: str
    currency: str
    points: tuple[PricePoint, ...]
    vendors: tuple[tuple[str, str], ...] = ()
