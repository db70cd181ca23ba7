"""What an order costs beyond its goods, as sums of a program's columns: `landing` in whole numbers.

Amounts are minor units of the vendor's currency, and of the basket's where the payment ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from planner.engine.buying.amounts import minor
from planner.engine.solving.rounding import RoundedSums, Sum, plus
from planner.model.buying import Settlement
from planner.model.money import Money, minor_unit_places
from planner.model.vendors import Vendor


@dataclass(frozen=True)
class OrderProgram:
    """Adds what an order costs beyond its goods."""

    made: RoundedSums
    vendor: Vendor
    settlement: Settlement
    opened: int

    def cost(self, goods: Sum, packs: Sum, weight: Sum) -> Sum:
        """Return the landed cost in the basket's currency."""
        vendor, made = self.vendor, self.made
        landed = plus(goods, plus(self._shipping(goods, packs, weight), self._charges(goods)))
        taxed = plus(landed, made.times(landed, share(vendor.tax_on_top), self.opened))
        paid = plus(taxed, made.times(taxed, share(vendor.card_percent), self.opened))
        converted = made.times(paid, conversion(vendor, self.settlement), self.opened)
        return plus(converted, self._border(landed))

    def _threshold(self, amount: Decimal) -> int:
        """Return the least whole number of minor units that reaches an amount."""
        scaled = amount.scaleb(minor_unit_places(self.vendor.currency))
        return int(scaled.to_integral_value(ROUND_CEILING))

    def _shipping(self, goods: Sum, packs: Sum, weight: Sum) -> Sum:
        vendor = self.vendor
        over = vendor.free_shipping_over
        free = None if over is None else self._threshold(over)
        if free == 0:
            return {}
        each = charged(vendor.shipping_per_pack, vendor)
        per_pack = {column: factor * each for column, factor in packs.items()} if each else {}
        if vendor.shipping_by_weight:
            base, waived = self._by_weight(goods, weight, free)
        else:
            base, waived = self._by_value(goods, free, always=not per_pack)
        return plus(base, per_pack if waived is None else self._unless(waived, per_pack))

    def _unless(self, waived: int, per_pack: Sum) -> Sum:
        """Return what packs add to shipping, or nothing where a switch waives it."""
        if not per_pack:
            return {}
        most = self.made.upper(per_pack)
        column = self.made.program.column(0, most)
        terms = [(index, -factor) for index, factor in per_pack.items()]
        self.made.program.row([(column, 1), *terms, (waived, most)], least=0)
        return {column: 1}

    def _by_value(self, goods: Sum, free: int | None, *, always: bool) -> tuple[Sum, int | None]:
        """Return shipping by what the goods cost, and the switch that says they ship for nothing.

        `always`: nothing else of shipping hangs on that switch.
        """
        program = self.made.program
        steps = {0: charged(self.vendor.shipping, self.vendor)}
        for tier in self.vendor.shipping_tiers:
            steps[self._threshold(tier.order_value)] = charged(tier.shipping, self.vendor)
        if free is not None:
            steps = {start: cost for start, cost in steps.items() if start < free} | {free: 0}
        if len({*steps.values()}) == 1 and (always or free is None):
            return {self.opened: steps[0]} if steps[0] else {}, None
        chosen = self._one_of(steps)
        terms = [(column, -start) for start, column in chosen.items()]
        program.row([*goods.items(), *terms], least=0)
        costs = [steps[start] for start in sorted(steps)]
        if costs != sorted(costs, reverse=True):
            self._below(goods, chosen)
        base = {chosen[start]: cost for start, cost in steps.items() if cost}
        return base, None if free is None else chosen[free]

    def _by_weight(self, goods: Sum, weight: Sum, free: int | None) -> tuple[Sum, int | None]:
        """Return shipping by weight, and the switch that says an order ships for nothing."""
        program = self.made.program
        steps = {
            tier.weight_g: charged(tier.shipping, self.vendor)
            for tier in self.vendor.shipping_by_weight
        }
        waived: dict[int, int] = {}
        if free is not None:
            waived = {program.switch(): self.made.upper(weight)}
            program.row([*goods.items(), *((column, -free) for column in waived)], least=0)
        chosen = self._one_of(steps, *waived)
        self._below(weight, chosen, besides=waived)
        costs = [steps[start] for start in sorted(steps)]
        if costs != sorted(costs):
            terms = [(column, -start) for start, column in chosen.items()]
            program.row([*weight.items(), *terms], least=0)
        base = {chosen[start]: cost for start, cost in steps.items() if cost}
        return base, next(iter(waived), None)

    def _one_of(self, steps: Iterable[int], *others: int) -> dict[int, int]:
        """Return a switch for each step: one of them, or of the others, is on in any order."""
        program = self.made.program
        chosen = {start: program.switch() for start in sorted(steps)}
        terms = [(column, 1) for column in (*chosen.values(), *others)]
        program.row([*terms, (self.opened, -1)], least=0, most=0)
        return chosen

    def _below(self, measure: Sum, chosen: dict[int, int], besides: Sum | None = None) -> None:
        """Hold a measure below the step that follows the one which is on."""
        starts = sorted(chosen)
        ends = [*(start - 1 for start in starts[1:]), self.made.upper(measure)]
        tops = [(chosen[start], -max(end, 0)) for start, end in zip(starts, ends, strict=True)]
        rest = [(column, -most) for column, most in (besides or {}).items()]
        self.made.program.row([*measure.items(), *tops, *rest], most=0)

    def _charges(self, goods: Sum) -> Sum:
        vendor, program = self.vendor, self.made.program
        handling = charged(vendor.handling, vendor)
        result = {self.opened: handling} if handling else {}
        if not vendor.minimum_order:
            return result
        least = self._threshold(vendor.minimum_order)
        row = [*goods.items(), (self.opened, -least)]
        if vendor.small_order_charge is None:
            program.row(row, least=0)
            return result
        small = program.switch()
        program.row([*row, (small, least)], least=0)
        return plus(result, {small: charged(vendor.small_order_charge, vendor)})

    def _border(self, landed: Sum) -> Sum:
        """Return duty and import tax, where the order's value decides who takes them."""
        vendor, made = self.vendor, self.made
        tax, duty = share(vendor.import_tax_percent), share(vendor.duty_percent)
        if not tax and not duty:
            return {}
        value = made.times(landed, factor(vendor.currency, self.settlement), self.opened)
        if vendor.import_tax_over is None:
            return self._taxes(value, tax, duty, gate=None)
        limit = self.settlement.convert(vendor.import_tax_over, self.settlement.currency)
        free = minor(limit.amount, limit.currency)
        from_day = vendor.low_value_tax_from
        taken = from_day is not None and from_day <= self.settlement.on
        if taken and not duty:
            return made.times(value, tax, self.opened)
        over = made.program.switch()
        made.program.row([(over, 1), (self.opened, -1)], most=0)
        most = made.upper(value)
        made.program.row([*value.items(), (over, -max(most - free, 0))], most=free)
        result = self._taxes(value, tax, duty, gate=over)
        if not taken:
            return result
        # Duty comes on top of the tax at the border, so the lower tax is due in both cases.
        below = made.times(value, tax, self.opened)
        return self._either(result, below) if tax else result

    def _taxes(self, value: Sum, tax: Fraction, duty: Fraction, *, gate: int | None) -> Sum:
        customs = self.made.times(value, duty, self.opened, gate=gate)
        taxed = self.made.times(plus(value, customs), tax, self.opened, gate=gate)
        return plus(customs, taxed)

    def _either(self, border: Sum, below: Sum) -> Sum:
        """Return the greater of two sums: below the limit the first is nothing."""
        program = self.made.program
        most = max(self.made.upper(border), self.made.upper(below))
        column = program.column(0, most)
        for terms in (border, below):
            negated = [(index, -factor) for index, factor in terms.items()]
            program.row([(column, 1), *negated], least=0)
        return {column: 1}


def share(percent: Decimal | None) -> Fraction:
    """Return a percentage as a part of one; an unknown one is none."""
    return Fraction(percent or 0) / 100


def factor(base: str, settlement: Settlement) -> Fraction:
    """Return what turns minor units of a currency into those of the basket's."""
    if base == settlement.currency:
        return Fraction(1)
    rate = settlement.rate(base, settlement.currency)
    places = minor_unit_places(settlement.currency) - minor_unit_places(base)
    return Fraction(0) if rate is None else Fraction(rate.rate) * Fraction(10) ** places


def conversion(vendor: Vendor, settlement: Settlement) -> Fraction:
    """Return what turns minor units paid to a vendor into those of the basket's, with mark-up."""
    rate = factor(vendor.currency, settlement)
    return rate if vendor.currency == settlement.currency else rate * (1 + share(vendor.fx_percent))


def charged(amount: Decimal | None, vendor: Vendor) -> int:
    """Return an amount of a vendor's terms in its minor units; an unknown one is none."""
    money = Money(amount or Decimal(0), vendor.currency).rounded()
    return minor(money.amount, money.currency)
