"""What a build costs more or less than another, in words: the difference, and what it is due to."""

from collections.abc import Callable
from decimal import Decimal

from planner.model.cost_change import CostChange
from planner.model.money import Money
from planner.model.numbers import number_text
from planner.model.plan import Plan
from planner.model.words import named


def signed(amount: Money) -> str:
    """Return a difference with its sign."""
    if not amount.amount:
        return f"±{amount}"
    return f"+{amount}" if amount.amount > 0 else f"−{-amount}"


def names_in(*plans: Plan) -> Callable[[str], str]:
    """Return what people call the parts of some plans, by number; what is none is called as it is.

    What has no price may be a charge, which is known by its label.
    """
    known = {number: part.name for plan in plans for number, part in plan.by_number.items()}
    return lambda number: known.get(number, number)


def difference_text(change: CostChange, name_of: Callable[[str], str]) -> str:
    """Return the difference with its percent; what has no price is named, by `name_of`."""
    title = change.title_before
    if change.whole is None:
        lacking = named(map(name_of, change.unpriced))
        return f"The difference to {title} is not known: no price for {lacking}"
    if not change.whole.amount:
        return f"The same total as {title}"
    percent = "" if change.percent is None else f" ({_percent_text(change)})"
    about = "≈ " if change.estimated else ""
    return f"{about}{signed(change.whole)}{percent} against {title}"


def _percent_text(change: CostChange) -> str:
    number = change.percent or Decimal(0)
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    return f"{sign}{number_text(abs(number), '%')}"


def causes_text(change: CostChange) -> str:
    """Return what the difference is due to; nothing where it is not known, or where it is none."""
    causes = (
        ("parts", change.by_parts),
        ("quantities", change.by_quantities),
        ("prices", change.by_prices),
    )
    found = [(name, each) for name, each in causes if each is not None and each.amount]
    if len(found) == 1:
        return f"all from {found[0][0]}"
    told = [f"{signed(each)} from {name}" for name, each in found]
    return "of which " + ", ".join(told) if told else ""
