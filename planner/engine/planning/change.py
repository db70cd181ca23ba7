"""Say what a build costs more or less than another, split into parts, quantities and prices.

The split goes from the first bill to the second in three steps, each priced as a whole:

1. Parts: what only the first has goes, what only the second has comes, as many as there are at the
   price that they have. What both have stays as it was in the first.
2. Quantities: of what both have there are as many as in the second, each part bought where that
   many cost least among the offers of the first. So a price that falls with the quantity is due to
   the quantity.
3. Prices: the second bill as it is. Other prices, vendors and exchange rates, what is owned or no
   longer, and other charges make this step.

Each cause is the difference between two neighbouring totals, so the three add up to the whole,
whatever was rounded. Steps 1 and 2 are counted at the rates and with the charges of the first bill.
A part that was replaced and is only paid for is another than the same part in use.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from planner.engine.planning.cost import cost, subtotal_of
from planner.engine.planning.offers import Asked, priced
from planner.model.bom import BillOfMaterials, BomLine
from planner.model.build import Build
from planner.model.cost_change import CostChange
from planner.model.money import ExchangeRate, Money, RateTable
from planner.model.plan import Plan
from planner.model.words import counted

_TENTH = Decimal("0.1")


def cost_change(before: Plan, after: Plan) -> CostChange:
    """Return what the second plan costs more than the first, and why.

    The plans must be costed in one currency; anything else is a ValueError.
    """
    if before.currency != after.currency:
        raise ValueError("cost both plans in one currency before comparing them")
    first, last = cost(before), cost(after)
    told = CostChange(
        before=before.build.name,
        after=after.build.name,
        title_before=_before_called(before.build, after.build),
        currency=after.currency,
        total_before=first.total,
        total_after=last.total,
        unpriced=tuple(dict.fromkeys((*first.unpriced, *last.unpriced))),
        estimated=any(each.low is not None for each in (first, last)),
    )
    if first.total is None or last.total is None:
        return told
    other_parts = _coming_to(before, after, _with_other_parts(before, after))
    other_counts = _coming_to(before, after, _with_other_quantities(before, after))
    whole = last.total - first.total
    return told.model_copy(
        update={
            "whole": whole,
            "percent": _percent(whole, first.total),
            "by_parts": other_parts - first.total,
            "by_quantities": other_counts - other_parts,
            "by_prices": last.total - other_counts,
        }
    )


def _before_called(before: Build, after: Build) -> str:
    """Return what the first build is called; in another number of copies it says in how many."""
    if before.copies == after.copies:
        return before.title
    return f"{counted(before.copies, 'copy', 'copies')} of {before.title}"


def _percent(whole: Money, of: Money) -> Decimal | None:
    if not of.amount:
        return None
    return (whole.amount * 100 / of.amount).quantize(_TENTH, rounding=ROUND_HALF_UP)


def _coming_to(before: Plan, after: Plan, lines: Sequence[BomLine]) -> Money:
    """Return what lines of both bills come to at the first one's rates, with its charges."""
    bill = BillOfMaterials(lines=tuple(lines))
    return subtotal_of(before.model_copy(update={"bill": bill, "rates": _rates(before, after)}))


def _rates(before: Plan, after: Plan) -> tuple[ExchangeRate, ...]:
    """Return the rates of the first plan, and for other pairs those of the second."""
    by_pair: dict[tuple[str, str], ExchangeRate] = {}
    for rate in (*before.rates, *before.offer_rates, *after.rates):
        by_pair.setdefault((rate.base, rate.quote), rate)
    return tuple(by_pair.values())


_Key = tuple[str, bool]


def _key(line: BomLine) -> _Key:
    return line.part_number, line.retired


def _lines_by_part(plan: Plan) -> dict[_Key, list[BomLine]]:
    """Return the lines of a bill by part: there may be several, such as owned ones and others."""
    found: dict[_Key, list[BomLine]] = {}
    for line in plan.bill.lines:
        found.setdefault(_key(line), []).append(line)
    return found


def _with_other_parts(before: Plan, after: Plan) -> list[BomLine]:
    had, has = _lines_by_part(before), _lines_by_part(after)
    kept = [line for key, lines in had.items() if key in has for line in lines]
    return kept + [line for key, lines in has.items() if key not in had for line in lines]


def _with_other_quantities(before: Plan, after: Plan) -> list[BomLine]:
    had, has = _lines_by_part(before), _lines_by_part(after)
    found: list[BomLine] = []
    for key, lines in has.items():
        wanted = sum(line.quantity for line in lines)
        found += _as_many(before, had[key], wanted) if key in had else lines
    return found


def _as_many(before: Plan, lines: Sequence[BomLine], wanted: int) -> list[BomLine]:
    """Return lines of one part with so many pieces in all; bought ones change before owned ones."""
    missing = wanted - sum(line.quantity for line in lines)
    changed = []
    for line in sorted(lines, key=lambda each: each.owned):
        # More pieces go to the first line; fewer are taken from one after the other.
        change = max(missing, -line.quantity)
        missing -= change
        if line.quantity + change:
            changed.append(_recounted(before, line, line.quantity + change))
    return changed


def _recounted(before: Plan, line: BomLine, quantity: int) -> BomLine:
    """Return a line with another quantity, its price asked anew: it may fall with the number."""
    if quantity == line.quantity:
        return line
    asked = Asked(-(-quantity // (1 if line.price is None else line.price.pack_size)), line.price)
    if line.offers:
        table = RateTable(layers=((*before.rates, *before.offer_rates),))
        asked = priced(line.offers, quantity, table, currency=before.currency, on=before.on)
    return line.model_copy(update={"quantity": quantity, **asked._asdict()})
