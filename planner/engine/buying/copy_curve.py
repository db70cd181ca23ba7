"""What the next copy costs: the cheapest basket for every number of copies, and the steps between.

Each number of copies is bought anew, all of them together, so each point has a proof of its own.
Why a copy costs more than the one before is read off the baskets: what this one added to its
predecessor, less what that one had added to its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.engine.buying.basket import solve
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.progress import Steps
from planner.model.basket import Basket, Need, OrderLine, PurchaseOrder
from planner.model.buying import BuyingTerms, Market, Settlement
from planner.model.copy_curve import CopyPoint, DearerBy, MoreCharge, MorePacks
from planner.model.money import Money
from planner.model.proof import Status

# A copy steps up if it costs more than the one before by a twentieth of what a copy costs.
_STEP = 20
# Of what makes a copy dearer, only that is told which makes up a fifth of the step.
_TOLD = 5


@dataclass(frozen=True)
class _Item:
    """What a basket spends on one offer, in so many packs, or on a charge, which has a label."""

    cost: Money
    packs: int = 0
    pack_size: int = 1
    label: str = ""


# By vendor, by the part or the charge, and by what tells offers of one part apart.
_Key = tuple[str, str, str]
_Items = Mapping[_Key, _Item]
_Found = tuple[Status, Basket | None]


def copy_curve(
    needs: Sequence[tuple[Need, ...]],
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms,
    *,
    effort: Effort = UNHURRIED,
) -> tuple[CopyPoint, ...]:
    """Return the least cost of one copy, of two and so on; `needs` are what each number needs.

    Whoever the effort tells hears how many are done; once they say no, or time is up, the points
    that are done are the answer. Where so many cannot be had, more cannot either.
    """
    market = market.serving(need for each in needs for need in each)
    steps = Steps(len(needs), effort.go_on)
    within = effort.told(steps.within)
    found: list[_Found] = []
    for needed in needs:
        status, basket = solve(needed, market, settlement, terms, effort=within)
        if steps.stopped or (basket is None and status is not Status.INFEASIBLE):
            break  # what it was at is not known for sure
        found.append((status, basket))
        if basket is None or not steps.next():
            break
    return tuple(_points(_no_dearer_than_more(found), settlement))


def _no_dearer_than_more(found: Sequence[_Found]) -> list[_Found]:
    """Return baskets none of which costs more than one for more copies, which serves as well.

    Only where time ran out may a search have found a dearer one.
    """
    result: list[_Found] = []
    for status, basket in reversed(found):
        after = result[-1][1] if result else None
        if basket is not None and after is not None and after.at_least < basket.at_least:
            result.append((Status.FEASIBLE, after))
        else:
            result.append((status, basket))
    return result[::-1]


def _points(found: Sequence[_Found], settlement: Settlement) -> Iterator[CopyPoint]:
    """Yield the points, each with what it adds to the one before and why that is more."""
    nothing = Money(Decimal(0), settlement.currency)
    last: CopyPoint | None = None
    before: _Items = {}
    added: dict[_Key, Money] = {}
    for copies, (status, basket) in enumerate(found, start=1):
        if basket is None:
            yield CopyPoint(copies, status)
            return
        here = _items(basket, settlement)
        now = {
            key: (here[key].cost if key in here else nothing)
            - (before[key].cost if key in before else nothing)
            for key in {**before, **here}
        }
        cost, extra, step = basket.at_least, None, None
        because: tuple[DearerBy, ...] = ()
        if last is not None and last.cost is not None:
            extra = cost - last.cost
            step = extra - (last.extra or last.cost)
            if step.amount * _STEP * copies > cost.amount:
                dearer = {
                    key: each - added.get(key, nothing)
                    for key, each in now.items()
                    if nothing < each
                }
                because = tuple(_because(dearer, before, here, step))
        known = not basket.unknown
        last = CopyPoint(copies, status, cost, known, extra, step, because)
        yield last
        before, added = here, now


def _because(
    dearer: Mapping[_Key, Money], before: _Items, here: _Items, step: Money
) -> Iterator[DearerBy]:
    """Yield what makes a copy dearer than the one before it, the most first."""
    for key, extra in sorted(dearer.items(), key=lambda pair: (-pair[1].amount, pair[0])):
        if extra.amount * _TOLD < step.amount:
            continue
        item, (vendor, about, _) = here[key], key
        if item.label:
            yield MoreCharge(vendor, about, item.label, extra)
        else:
            packs = before[key].packs if key in before else 0
            yield MorePacks(vendor, about, item.pack_size, packs, item.packs, extra)


def _items(basket: Basket, settlement: Settlement) -> dict[_Key, _Item]:
    """Return what a basket spends on what, in its own currency, but for what is rounded."""
    result: dict[_Key, _Item] = {}
    for order in basket.orders:
        result |= {_key(order, line): _line(line, settlement) for line in order.lines}
        for charge in order.charges:
            cost = settlement.convert(charge.amount, settlement.currency)
            key = order.vendor, charge.key, ""
            result[key] = _Item(cost, label=charge.label)
    return result


def _key(order: PurchaseOrder, line: OrderLine) -> _Key:
    offer = line.offer
    return order.vendor, line.part_number, f"{offer.sku} {offer.pack_size} {offer.quoted_on}"


def _line(line: OrderLine, settlement: Settlement) -> _Item:
    cost = settlement.convert(line.line_price, settlement.currency)
    return _Item(cost, line.packs, line.offer.pack_size)
