"""What a build costs more or less than another, and how much of that is due to what."""

from decimal import Decimal

from planner.model.money import CurrencyCode, Money
from planner.model.record import Record


class CostChange(Record):
    """What the total of one build differs by from that of another, split into three causes.

    `by_parts` is due to parts that only one of them has, `by_quantities` to other numbers of those
    that both have, `by_prices` to all else: what the same pieces cost, and what is owned. Together
    they are the `whole`, to the cent. `percent` is of the total before; None where that is nothing.
    Where either has no total none of these is known: `unpriced` says for want of which prices.
    `estimated` says that a price of either is an estimate.
    """

    before: str
    after: str
    title_before: str
    currency: CurrencyCode
    total_before: Money | None = None
    total_after: Money | None = None
    whole: Money | None = None
    percent: Decimal | None = None
    by_parts: Money | None = None
    by_quantities: Money | None = None
    by_prices: Money | None = None
    unpriced: tuple[str, ...] = ()
    estimated: bool = False
