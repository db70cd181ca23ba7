"""What it costs to send an order: flat, by value, weight, packs or pieces, or nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from planner.engine.charges.charge import Bound, Charge, Gain, Reached
from planner.engine.charges.counted import CountedOrder
from planner.engine.charges.program import OrderProgram, charged, threshold
from planner.engine.charges.sheet import OrderSheet, SheetRow, own_money
from planner.engine.solving.rounding import Sum, plus
from planner.model.basket import OrderLine
from planner.model.expressions import Expression, added, at_least, rounded, times, total_of, when
from planner.model.money import Money
from planner.model.table import Cell
from planner.model.vendors import PackTier, PieceTier, ShippingTier, Vendor, WeightTier


class Shipping(Charge):
    """Shipping of an order as one parcel."""

    key = "shipping"
    label = "Shipping"
    part = "shipping"
    is_expected = True

    def count(self, order: CountedOrder) -> Money:
        """Return what it costs to send the lines."""
        return shipping_cost(order.vendor, order.goods.amount, order.lines)

    def is_known(self, order: CountedOrder) -> bool:
        """Tell whether it is stated, and all weights that it goes by; or the order ships free."""
        vendor, lines = order.vendor, order.lines
        free = vendor.free_shipping_over
        if free is not None and order.goods.amount >= free:
            return True
        weighed = all(each.offer.weight_g is not None for each in lines)
        return vendor.states_shipping and (weighed or _same_at_any_weight(vendor))

    def rows(self, order: OrderProgram) -> Sum:
        """Return shipping with a switch for each step, and one that waives it."""
        vendor = order.vendor
        over = vendor.free_shipping_over
        free = None if over is None else order.threshold(over)
        if free == 0:
            return {}
        each = order.charged(vendor.shipping_per_pack)
        per_pack = {column: factor * each for column, factor in order.packs.items()} if each else {}
        if vendor.shipping_by_weight:
            weights = {each.weight_g: each.shipping for each in vendor.shipping_by_weight}
            base, waived = _by_measure(order, order.weight, weights, free)
        elif vendor.shipping_by_packs:
            counts = {each.packs: each.shipping for each in vendor.shipping_by_packs}
            base, waived = _by_measure(order, order.packs, counts, free)
        elif vendor.shipping_by_pieces:
            counts = {each.pieces: each.shipping for each in vendor.shipping_by_pieces}
            base, waived = _by_measure(order, order.pieces, counts, free)
        else:
            base, waived = _by_value(order, free, always=not per_pack)
        return plus(base, per_pack if waived is None else _unless(order, waived, per_pack))

    def bound(self, vendor: Vendor) -> Bound:
        """Return the dearest step, and what lies between it and the cheapest."""
        costs = _costs(vendor)
        by_weight = bool(vendor.shipping_by_weight)
        by_count = bool(vendor.shipping_by_packs or vendor.shipping_by_pieces)
        each_pack = charged(vendor.shipping_per_pack, vendor)
        if each_pack and vendor.free_shipping_over is not None:
            # Goods that no longer ship for nothing may cost so much for each pack.
            return Bound(None, None, each_pack, by_weight, by_count)
        lowest = min(costs) if vendor.free_shipping_over is None else 0
        return Bound(max(costs), max(costs) - lowest, each_pack, by_weight, by_count, lowest)

    def reached(self, vendor: Vendor) -> tuple[Reached, ...]:
        """Return the steps by value, and nothing from where on it is free."""
        steps = _by_order_value(vendor)
        if vendor.shipping_by_weight or vendor.shipping_by_packs or vendor.shipping_by_pieces:
            steps = {0: min(_costs(vendor))}
        if vendor.free_shipping_over is not None:
            free = threshold(vendor.free_shipping_over, vendor)
            steps = {start: cost for start, cost in steps.items() if start < free} | {free: 0}
        return tuple(Reached(*step) for step in sorted(steps.items()))

    def gain(self, vendor: Vendor) -> Gain:
        """Return what lower steps and free shipping save."""
        most: int | None = 0
        value = weight_g = packs = pieces = 0
        costs = [charged(each.shipping, vendor) for each in _steps(vendor)]
        costs = costs or [charged(vendor.shipping, vendor)]
        if costs != sorted(costs):
            most = max(costs) - min(costs)
            # Amounts are compared with the least whole number of minor units that reaches a value.
            tiers = vendor.shipping_tiers
            value = max((charged(tier.order_value, vendor) + 1 for tier in tiers), default=0)
            weight_g = max((step.weight_g for step in vendor.shipping_by_weight), default=0)
            packs = max((step.packs for step in vendor.shipping_by_packs), default=0)
            pieces = max((step.pieces for step in vendor.shipping_by_pieces), default=0)
        if vendor.free_shipping_over:
            most = None if vendor.shipping_per_pack else max(costs)
            value = max(value, charged(vendor.free_shipping_over, vendor) + 1)
        return Gain(most, value, weight_g, packs, pieces)

    def terms(self, vendor: Vendor) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield each step, what packs add, and from when on it is free."""
        if not vendor.states_shipping:
            return
        for index, (start, amount) in enumerate(_shown_steps(vendor)):
            what = "Shipping"
            if vendor.shipping_tiers:
                what = "Shipping from this order value"
            elif vendor.shipping_by_weight:
                what = "Shipping from this weight in grams"
            elif vendor.shipping_by_packs:
                what = "Shipping from this number of packs"
            elif vendor.shipping_by_pieces:
                what = "Shipping from this number of pieces"
            cells: dict[str, Cell] = {"what": what, "amount": own_money(amount, vendor)}
            yield f"shipping_{index + 1}", cells | ({} if start is None else {"from": start})
        if vendor.shipping_per_pack:
            each = own_money(vendor.shipping_per_pack, vendor)
            yield "per_pack", {"what": "Extra shipping per pack", "amount": each}
        if vendor.free_shipping_over is not None:
            free = own_money(vendor.free_shipping_over, vendor)
            yield "free", {"what": "Free shipping from this order value", "from": free}

    def cell(self, sheet: OrderSheet) -> SheetRow | None:
        """Return what shipping costs, nothing if there is no order.

        None where nothing at all is known of it; as it was counted where only a part is.
        """
        vendor = sheet.vendor
        if not vendor.states_shipping:
            silent = sheet.order.charge(self.key).is_unknown and not vendor.shipping_per_pack
            return None if silent else SheetRow(None)
        reached: Expression = sheet.goods
        if vendor.shipping_by_weight:
            reached = total_of(*sheet.grams)
        elif vendor.shipping_by_packs:
            reached = total_of(*sheet.packs)
        elif vendor.shipping_by_pieces:
            reached = total_of(*sheet.pieces)
        keys = [f"shipping_{index + 1}" for index in range(len(_shown_steps(vendor)))]
        base: Expression = sheet.term(keys[0])
        for key in keys[1:]:
            base = when(at_least(reached, sheet.term(key, "from")), sheet.term(key), base)
        cost = rounded(base, sheet.places)
        if vendor.shipping_per_pack:
            cost = added(cost, times(sheet.charged("per_pack"), total_of(*sheet.packs)))
        if vendor.free_shipping_over is not None:
            cost = when(at_least(sheet.goods, sheet.term("free", "from")), 0, cost)
        return SheetRow(sheet.if_any(cost))


# --- counted --------------------------------------------------------------------------------------


def shipping_cost(vendor: Vendor, goods: Decimal, lines: Sequence[OrderLine]) -> Money:
    """Return what it costs to send lines of so much value; what is not known counts as nothing."""
    if vendor.free_shipping_over is not None and goods >= vendor.free_shipping_over:
        return Money(Decimal(0), vendor.currency)
    base = vendor.shipping or Decimal(0)
    for tier in vendor.shipping_tiers:
        if goods >= tier.order_value:
            base = tier.shipping
    weight = sum(line.packs * (line.offer.weight_g or 0) for line in lines)
    for step in vendor.shipping_by_weight:
        if weight >= step.weight_g:
            base = step.shipping
    packs = sum(line.packs for line in lines)
    for count in vendor.shipping_by_packs:
        if packs >= count.packs:
            base = count.shipping
    pieces = sum(line.packs * line.offer.pieces_in_a_pack for line in lines)
    for each_step in vendor.shipping_by_pieces:
        if pieces >= each_step.pieces:
            base = each_step.shipping
    each = Money(vendor.shipping_per_pack or Decimal(0), vendor.currency).rounded()
    return Money(base, vendor.currency).rounded() + each * packs


def _same_at_any_weight(vendor: Vendor) -> bool:
    """Tell whether shipping costs the same at any weight: no steps, or one price from 0 g on."""
    steps = vendor.shipping_by_weight
    return not steps or (steps[0].weight_g == 0 and len({step.shipping for step in steps}) == 1)


# --- in the program -------------------------------------------------------------------------------


def _unless(order: OrderProgram, waived: int, per_pack: Sum) -> Sum:
    """Return what packs add to shipping, or nothing where a switch waives it."""
    if not per_pack:
        return {}
    most = order.made.upper(per_pack)
    column = order.made.program.column(0, most)
    terms = [(index, -factor) for index, factor in per_pack.items()]
    order.made.program.row([(column, 1), *terms, (waived, most)], least=0)
    return {column: 1}


def _by_value(order: OrderProgram, free: int | None, *, always: bool) -> tuple[Sum, int | None]:
    """Return shipping by what the goods cost, and the switch that says they ship for nothing.

    `always`: nothing else of shipping hangs on that switch.
    """
    vendor, goods = order.vendor, order.goods
    steps = _by_order_value(vendor)
    if free is not None:
        steps = {start: cost for start, cost in steps.items() if start < free} | {free: 0}
    if len({*steps.values()}) == 1 and (always or free is None):
        return {order.opened: steps[0]} if steps[0] else {}, None
    chosen = _one_of(order, steps)
    terms = [(column, -start) for start, column in chosen.items()]
    order.made.program.row([*goods.items(), *terms], least=0)
    costs = [steps[start] for start in sorted(steps)]
    if costs != sorted(costs, reverse=True):
        _below(order, goods, chosen)
    base = {chosen[start]: cost for start, cost in steps.items() if cost}
    return base, None if free is None else chosen[free]


def _by_measure(
    order: OrderProgram, measure: Sum, shipping: Mapping[int, Decimal], free: int | None
) -> tuple[Sum, int | None]:
    """Return shipping by a measure, and the switch that says that an order ships for nothing."""
    program = order.made.program
    steps = {start: order.charged(cost) for start, cost in shipping.items()}
    waived: dict[int, int] = {}
    if free is not None:
        waived = {program.switch(): order.made.upper(measure)}
        program.row([*order.goods.items(), *((column, -free) for column in waived)], least=0)
    chosen = _one_of(order, steps, *waived)
    _below(order, measure, chosen, besides=waived)
    costs = [steps[start] for start in sorted(steps)]
    if costs != sorted(costs):
        terms = [(column, -start) for start, column in chosen.items()]
        program.row([*measure.items(), *terms], least=0)
    base = {chosen[start]: cost for start, cost in steps.items() if cost}
    return base, next(iter(waived), None)


def _by_order_value(vendor: Vendor) -> dict[int, int]:
    """Return what shipping costs from each value of an order on."""
    steps = {0: charged(vendor.shipping, vendor)}
    for tier in vendor.shipping_tiers:
        steps[threshold(tier.order_value, vendor)] = charged(tier.shipping, vendor)
    return steps


def _one_of(order: OrderProgram, steps: Iterable[int], *others: int) -> dict[int, int]:
    """Return a switch for each step: one of them, or of the others, is on in any order."""
    program = order.made.program
    chosen = {start: program.switch() for start in sorted(steps)}
    terms = [(column, 1) for column in (*chosen.values(), *others)]
    program.row([*terms, (order.opened, -1)], least=0, most=0)
    return chosen


def _below(
    order: OrderProgram, measure: Sum, chosen: dict[int, int], besides: Sum | None = None
) -> None:
    """Hold a measure below the step that follows the one which is on."""
    starts = sorted(chosen)
    ends = [*(start - 1 for start in starts[1:]), order.made.upper(measure)]
    tops = [(chosen[start], -max(end, 0)) for start, end in zip(starts, ends, strict=True)]
    rest = [(column, -most) for column, most in (besides or {}).items()]
    order.made.program.row([*measure.items(), *tops, *rest], most=0)


# --- as bounds and on sheets ----------------------------------------------------------------------


def _costs(vendor: Vendor) -> list[int]:
    """Return every cost that an order may meet: goods below the first tier are sent flat."""
    costs = [charged(each.shipping, vendor) for each in _steps(vendor)]
    by_count = vendor.shipping_by_packs or vendor.shipping_by_pieces
    is_all = vendor.shipping_by_weight or by_count
    return costs if is_all else [*costs, charged(vendor.shipping, vendor)]


def _steps(vendor: Vendor) -> Sequence[ShippingTier | WeightTier | PackTier | PieceTier]:
    by_count = vendor.shipping_by_packs or vendor.shipping_by_pieces
    return by_count or vendor.shipping_by_weight or vendor.shipping_tiers


def _shown_steps(vendor: Vendor) -> list[tuple[Money | int | None, Decimal]]:
    """Return what shipping costs from which value, weight or number on; flat without a start."""
    if vendor.shipping_by_weight:
        return [(step.weight_g, step.shipping) for step in vendor.shipping_by_weight]
    if vendor.shipping_by_packs:
        return [(step.packs, step.shipping) for step in vendor.shipping_by_packs]
    if vendor.shipping_by_pieces:
        return [(step.pieces, step.shipping) for step in vendor.shipping_by_pieces]
    if vendor.shipping_tiers:
        tiers = vendor.shipping_tiers
        return [(own_money(tier.order_value, vendor), tier.shipping) for tier in tiers]
    return [(None, vendor.shipping or Decimal(0))]
