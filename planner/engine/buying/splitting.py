"""Split the cost of an order over those who share it: to the cent, and footing to the total.

Three rules. In proportion to what each would have paid alone, nobody pays more than alone wherever
ordering together saves anything. By the value of goods, each order is split in proportion to the
prices of the pieces that each takes of it; pieces that are left over in packs count with those that
are taken. With shipping in equal parts the same holds but for shipping, which everybody pays alike
who takes something of an order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from math import lcm

from planner.engine.buying._dealing import Pile, deal
from planner.engine.buying.basket import solve
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.basket import Basket, Need, OrderLine, PurchaseOrder
from planner.model.buying import BuyingTerms, Market, Purchase, Settlement
from planner.model.cost_parts import CostParts, cost_parts, order_parts
from planner.model.group_order import Apart, Member, OwnerShare, SharedCost, SplitRule
from planner.model.money import Money, split, total
from planner.model.proof import Status

# Up to so many owners every way to order apart is looked at; beyond, each of them alone.
_FEW = 4
_PARTS = tuple(each.name for each in fields(CostParts))
_Groups = tuple[tuple[str, ...], ...]


def merged(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return needs with those that anything alike fulfils added up, in their first order."""
    first: dict[tuple[object, ...], Need] = {}
    pieces: dict[tuple[object, ...], int] = {}
    for need in needs:
        key = need.part_number, need.alternates, need.only, need.but
        first.setdefault(key, need)
        pieces[key] = pieces.get(key, 0) + need.quantity
    return tuple(need.model_copy(update={"quantity": pieces[key]}) for key, need in first.items())


def shared_costs(
    found: Purchase,
    members: Sequence[Member],
    where: tuple[Market, Settlement, BuyingTerms],
    *,
    effort: Effort = UNHURRIED,
) -> dict[SplitRule, SharedCost]:
    """Return who pays what of a purchase, by every rule."""
    splitter = _Splitter(found, members, where, effort=effort)
    return {rule: splitter.by(rule) for rule in SplitRule}


class _Splitter:
    """Who pays what of one purchase, by any rule; what each would pay alone is reckoned once."""

    def __init__(
        self,
        found: Purchase,
        members: Sequence[Member],
        where: tuple[Market, Settlement, BuyingTerms],
        *,
        effort: Effort = UNHURRIED,
    ) -> None:
        """Reckon what the owners of the members would pay in groups of their own."""
        self._found, self._members, self._where = found, members, where
        self._settlement = where[1]
        self._owners = tuple(dict.fromkeys(each.whose for each in members))
        self._alone: dict[tuple[str, ...], tuple[Money | None, bool]] = {}
        self._weights = _weights(found.basket, members)
        groups = list(dict.fromkeys(g for way in self._ways() for g in way))
        for done, group in enumerate(groups):
            self._alone[group] = self._cost_of(group, effort.quietly().share(len(groups) - done))

    def by(self, rule: SplitRule) -> SharedCost:
        """Return who pays what by a rule."""
        amounts = self._amounts(rule)
        shares = tuple(self._share(owner, amounts[owner]) for owner in self._owners)
        return SharedCost(rule, shares, self._saves(), self._apart())

    def _share(self, owner: str, parts: CostParts | None) -> OwnerShare:
        mine = [each for each in self._members if each.whose == owner]
        alone, proven = self._alone[owner,]
        share = OwnerShare(
            owner,
            tuple(each.called for each in mine),
            None if parts is None else parts.total,
            parts,
            alone,
            alone_proven=proven,
        )
        own = next((each.currency for each in mine if each.currency), None)
        if own is None or share.amount is None or own == share.amount.currency:
            return share
        rate = self._settlement.rate(share.amount.currency, own)
        if rate is None:
            return share
        return replace(share, also=rate.convert(share.amount), rate=rate)

    # --- what each pays ---------------------------------------------------------------------------

    def _amounts(self, rule: SplitRule) -> dict[str, CostParts | None]:
        basket = self._found.basket
        nobody: dict[str, CostParts | None] = dict.fromkeys(self._owners)
        if basket is None:
            return nobody
        if rule is SplitRule.ALONE:
            return self._by_alone(basket) or nobody
        sums: dict[str, list[CostParts]] = {owner: [] for owner in self._owners}
        unknown = set(self._lacking())
        for order in basket.orders:
            weights = self._weights[order.vendor]
            takers = [owner for owner in self._owners if owner in weights]
            if order.unknown:
                unknown.update(takers)
            of_each = [weights[owner] for owner in takers]
            parts = _split_parts(order, basket.currency, of_each, rule)
            for owner, each in zip(takers, parts, strict=True):
                sums[owner].append(each)
        return {
            owner: None if owner in unknown else _added(sums[owner], basket.currency)
            for owner in self._owners
        }

    def _by_alone(self, basket: Basket) -> dict[str, CostParts | None] | None:
        """Return what each pays in proportion to what they would pay alone; None if unknown."""
        costs = [self._alone[owner,][0] for owner in self._owners]
        known = [each for each in costs if each is not None]
        if basket.total is None or not self._found.is_whole or len(known) < len(costs):
            return None
        weights = [each.amount for each in known]
        amounts = split(basket.total, weights if any(weights) else [Decimal(1)] * len(weights))
        left = cost_parts(basket)
        result: dict[str, CostParts | None] = {}
        for owner, amount in zip(self._owners, amounts, strict=True):
            mine = _of(left, amount)
            left = left.less(mine)
            result[owner] = mine
        return result

    def _lacking(self) -> Iterator[str]:
        """Yield who lacks something that cannot be had: what they pay is not all of it."""
        missing = self._found.missing
        for each in self._members:
            if any(_may_be(need, lack) for need in each.needs for lack in missing):
                yield each.whose

    # --- together or apart ------------------------------------------------------------------------

    def _cost_of(self, group: tuple[str, ...], effort: Effort) -> tuple[Money | None, bool]:
        """Return what the cheapest basket of a group costs, and whether that is proven."""
        needs = merged(n for each in self._members if each.whose in group for n in each.needs)
        if not needs:
            return Money(Decimal(0), self._settlement.currency), True
        status, basket = solve(needs, *self._where, effort=effort)
        if basket is None or basket.total is None:
            return None, False
        return basket.total, status is Status.OPTIMAL

    def _ways(self) -> Iterator[_Groups]:
        """Yield the ways to order apart that are looked at, each alone being the first."""
        yield tuple((owner,) for owner in self._owners)
        if len(self._owners) <= _FEW:
            yield from (way for way in _partitions(self._owners) if len(way) > 1)

    def _saves(self) -> Money | None:
        cost = self._cost(tuple((owner,) for owner in self._owners))
        together = self._found.total
        return None if cost is None or together is None else cost - together

    def _cost(self, way: _Groups) -> Money | None:
        costs = [self._alone[group][0] for group in way]
        known = [each for each in costs if each is not None]
        return total(known, self._settlement.currency) if len(known) == len(costs) else None

    def _apart(self) -> Apart | None:
        together = self._found.total
        known = [(cost, way) for way in self._ways() if (cost := self._cost(way)) is not None]
        if together is None or not known:
            return None
        cost, way = min(known, key=lambda pair: (pair[0].amount, len(pair[1])))
        return Apart(way, cost, together - cost) if cost < together else None


def _may_be(need: Need, lacking: Need) -> bool:
    """Tell whether pieces that are lacking may be those of a need: of its parts, on its terms."""
    alike = (need.only, need.but) == (lacking.only, lacking.but)
    return alike and bool({*need.pool} & {*lacking.pool})


def _partitions(names: tuple[str, ...]) -> Iterator[_Groups]:
    """Yield every way to put names into groups."""
    if not names:
        yield ()
        return
    first, *others = names
    for way in _partitions(tuple(others)):
        yield ((first,), *way)
        for place, group in enumerate(way):
            yield (*way[:place], (first, *group), *way[place + 1 :])


def _weights(
    basket: Basket | None, members: Sequence[Member]
) -> Mapping[str, Mapping[str, Fraction]]:
    """Return by vendor and owner what the pieces that they take of an order are worth."""
    orders = () if basket is None else basket.orders
    pairs = [(each.whose, need) for each in members for need in each.needs]
    piles, prices, vendors = [], [], []
    for order in orders:
        for line in order.lines:
            for part, pieces, price in _piles_of(line):
                piles.append(Pile(part, pieces, order.vendor))
                prices.append(Fraction(price.amount) / pieces if pieces else Fraction(0))
                vendors.append(order.vendor)
    result: dict[str, dict[str, Fraction]] = {order.vendor: {} for order in orders}
    for (place, index), pieces in deal(piles, [need for _, need in pairs]).items():
        mine = result[vendors[place]]
        owner = pairs[index][0]
        mine[owner] = mine.get(owner, Fraction(0)) + prices[place] * pieces
    return result


def _piles_of(line: OrderLine) -> Iterator[tuple[str, int, Money]]:
    """Yield each part of a line with the pieces that are needed and what they take of its price."""
    yield line.part_number, line.quantity - line.surplus, line.share or line.line_price
    for held in line.also:
        yield held.part_number, held.quantity - held.surplus, held.share or line.line_price


def _split_parts(
    order: PurchaseOrder, currency: str, weights: Sequence[Fraction], rule: SplitRule
) -> tuple[CostParts, ...]:
    """Return what each of those who take something of an order pays of it, part by part."""
    parts = order_parts(order, currency)
    even = [Decimal(1)] * len(weights)
    worth = _as_decimals(weights) if any(weights) else even
    return parts.split(worth, shipping_evenly=rule is SplitRule.SHIPPING)


def _as_decimals(weights: Sequence[Fraction]) -> list[Decimal]:
    """Return weights as whole numbers in the same proportion."""
    common = lcm(*(each.denominator for each in weights))
    return [Decimal(int(each * common)) for each in weights]


def _added(parts: Sequence[CostParts], currency: str) -> CostParts:
    """Return parts added up, part by part."""
    return CostParts(*(total([getattr(each, name) for each in parts], currency) for name in _PARTS))


def _of(left: CostParts, amount: Money) -> CostParts:
    """Return an amount as parts, in proportion to what is left of each."""
    rest = [getattr(left, name).amount for name in _PARTS]
    # What is taken off goods may leave a part below nothing; then all of it is goods.
    if any(each < 0 for each in rest) or not any(rest):
        nothing = Money(Decimal(0), amount.currency)
        return CostParts(amount, nothing, nothing, nothing)
    return CostParts(*split(amount, rest))
