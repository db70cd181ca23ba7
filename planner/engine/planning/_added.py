"""What is bought for a plan beyond what another has: as many pieces as lack, at their own prices.

What is there serves first, then what packs had left over, then what is owned and was not used.
"""

from collections import Counter
from collections.abc import Sequence

from planner.engine.planning.cost import cost
from planner.engine.planning.offers import Asked, priced
from planner.model.bom import BillOfMaterials, BomLine, CostedBom
from planner.model.build import Build
from planner.model.money import ExchangeRate, RateTable
from planner.model.plan import Plan


def cost_of_added(before: Plan, free: Plan, after: Plan, due: Build) -> CostedBom:
    """Cost what the second plan needs and the first does not have, as a shop sells that much.

    Of the first plan `free` is what may be taken for it. The charges are those of `due`, each
    fixed one for each of its copies.
    """
    wanted = [line for line in after.bill.lines if not line.retired]
    lines = []
    spare = _left_over(before) + _owned_besides(before, wanted)
    for line, held in zip(wanted, _held(free, wanted), strict=True):
        quantity = line.quantity - held
        if quantity:
            at_hand = 0 if line.owned else min(quantity, spare[line.part_number])
            spare[line.part_number] -= at_hand
            ruled = _ruled(line, free)
            lines.append(_bought(after, line, quantity, at_hand, ruled=min(ruled, quantity)))
    rates = _rates_of(after, lines)
    # What is added was counted with its spares: no rule adds any to it.
    build = due.model_copy(update={"spare_rules": ()})
    bill = BillOfMaterials(lines=tuple(lines))
    return cost(after.model_copy(update={"build": build, "bill": bill, "rates": rates}))


def _owned_besides(before: Plan, wanted: Sequence[BomLine]) -> Counter[str]:
    """Return how many pieces of each part are owned that served no copy of the first build."""
    served: Counter[str] = Counter()
    for line in before.bill.lines:
        if not line.retired:
            served[line.part_number] += line.quantity if line.owned else line.at_hand
    owned: Counter[str] = Counter()
    for line in wanted:
        owned[line.part_number] += line.at_hand
        served[line.part_number] -= line.quantity if line.owned else 0
    # Of what was owned and is not said to be any more, nothing is missing: it is in use.
    return owned - +served


def _ruled(line: BomLine, before: Plan) -> int:
    """Return how many spares a rule adds to a line beyond those that there were by a rule."""
    if not line.spares_by_rule:
        return 0
    had = (each for each in before.bill.lines if each.part_number == line.part_number)
    return max(line.spares_by_rule - sum(each.spares_by_rule for each in had), 0)


def _bought(after: Plan, line: BomLine, quantity: int, at_hand: int, *, ruled: int) -> BomLine:
    """Return a line for so many pieces more, of which some lie there already, some are spares.

    Its price is asked anew: what a whole line costs a piece, a few pieces of it may not.
    """
    needed, price = quantity - at_hand, line.price
    asked = Asked(-(-needed // (1 if price is None else price.pack_size)), price)
    if line.offers:
        table = RateTable(layers=((*after.rates, *after.offer_rates),))
        asked = priced(line.offers, needed, table, currency=after.currency, on=after.on)
    held = {"quantity": quantity, "at_hand": at_hand, "more": 0, "why": _why(line.why, at_hand)}
    counts = {"spares_by_rule": ruled, "spare_rule": None}
    return line.model_copy(update={**held, **counts, **asked._asdict()})


def _why(why: str, at_hand: int) -> str:
    """Return why so many are added, with how many of them lie there already."""
    if not at_hand:
        return why
    are = "is" if at_hand == 1 else "are"
    told = f"{at_hand} of them {are} left over from earlier packs"
    return f"{why}; {told}" if why else told


def _left_over(before: Plan) -> Counter[str]:
    """Return how many pieces of each part were bought beyond the need: packs, least orders."""
    left: Counter[str] = Counter()
    for line in before.bill.lines:
        if not line.retired:
            left[line.part_number] += line.surplus
    return left


def _rates_of(after: Plan, lines: Sequence[BomLine]) -> tuple[ExchangeRate, ...]:
    """Return the plan's rates, and those of offers that only the smaller number is bought at."""
    held = {(rate.base, rate.quote) for rate in after.rates}
    used = {line.price.unit.currency for line in lines if line.price is not None}
    more = (r for r in after.offer_rates if r.base in used and (r.base, r.quote) not in held)
    return (*after.rates, *more)


def _held(before: Plan, wanted: Sequence[BomLine]) -> list[int]:
    """Return how many pieces of each line are there already.

    Pieces that were owned go to lines that are owned, and bought ones to bought, before they mix.
    """
    left: Counter[tuple[str, bool]] = Counter()
    for line in before.bill.lines:
        if not line.retired:
            left[line.part_number, line.owned] += line.quantity
    held = [0] * len(wanted)
    for alike in (True, False):
        for index, line in enumerate(wanted):
            stock = (line.part_number, line.owned is alike)
            taken = min(left[stock], line.quantity - held[index])
            left[stock] -= taken
            held[index] += taken
    return held
