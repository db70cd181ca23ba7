"""Where the money of a bill goes, and how much of a charger its boards ask for."""

from decimal import ROUND_HALF_UP, Decimal

from planner.model.bom import CostedBom
from planner.model.comparison import Capacity, CostShare, Figure
from planner.model.money import Money, total
from planner.model.parts import CATEGORIES, CATEGORY_TITLES


def cost_shares(bom: CostedBom) -> tuple[CostShare, ...]:
    """Return what each category and the charges cost, the dearest first.

    Percents are of what is priced, and rounded each for itself. What costs nothing is left out.
    """
    amounts: dict[str, Money] = {}
    for category in CATEGORIES:
        costs = [
            line.line_total
            for line in bom.lines
            if line.line.category == category and line.line_total is not None
        ]
        amounts[CATEGORY_TITLES[category]] = total(costs, bom.currency)
    charges = [charge.amount for charge in bom.charges if charge.amount is not None]
    amounts["Charges"] = total(charges, bom.currency)
    whole = bom.subtotal.amount
    shares = [
        CostShare(title, amount, _percent(amount.amount, whole))
        for title, amount in amounts.items()
        if amount.amount > 0
    ]
    return tuple(sorted(shares, key=lambda share: -share.amount.amount))


def supply_load(draw: Figure, capacity: Capacity) -> int | None:
    """Return a draw in percent of what the chargers supply; None if either is not known."""
    if draw.value is None or not capacity.supply_w.value:
        return None
    return _percent(draw.value, capacity.supply_w.value)


def _percent(part: Decimal, whole: Decimal) -> int:
    return int((part / whole * 100).quantize(Decimal(1), ROUND_HALF_UP)) if whole else 0
