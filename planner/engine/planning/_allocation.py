"""Split a published sum over the lines it paid for."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from planner.model.money import Money, minor_unit_places, split


def allocate_unit_prices(
    whole: Money, quantities: Sequence[int], list_prices: Sequence[Decimal]
) -> tuple[Money, ...]:
    """Split a sum into unit prices in proportion to list prices so that the lines foot to it.

    Unit prices are whole minor units, so each line multiplies out as a person would check it: units
    are rounded down, then the rest goes out by largest remainder, one minor unit a piece, to lines
    whose quantity still fits in it. Where no choice of whole units foots (no line is small enough
    to take the last of it), lines are split instead and unit prices carry more decimals.
    """
    step = Decimal(1).scaleb(-minor_unit_places(whole.currency))
    line_weights = [q * price for q, price in zip(quantities, list_prices, strict=True)]
    weight = sum(line_weights, Decimal(0))
    if weight <= 0 or min(line_weights) < 0:
        raise ValueError("list prices must not be negative and not all zero")
    target = whole.rounded().amount / step
    exact = [target * price / weight for price in list_prices]
    units = [share.to_integral_value(ROUND_FLOOR) for share in exact]
    rest = target - sum(q * unit for q, unit in zip(quantities, units, strict=True))
    # Largest remainder first; a line with a share of nothing gets nothing.
    order = sorted(
        (i for i, share in enumerate(exact) if share > 0), key=lambda i: (units[i] - exact[i], i)
    )
    while order := [i for i in order if quantities[i] <= rest]:
        for index in order:
            if quantities[index] <= rest:
                units[index] += 1
                rest -= quantities[index]
    if not rest:
        return tuple(Money(unit * step, whole.currency) for unit in units)
    shares = split(whole, line_weights)
    return tuple(
        Money(share.amount / quantity, whole.currency)
        for share, quantity in zip(shares, quantities, strict=True)
    )
