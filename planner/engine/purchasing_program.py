"""The program that buys: packs, vendors, shipping and taxes in whole numbers.

Amounts are minor units of the vendor's currency, and of the basket's where the payment ends. The
formulation is the strong one of facility location: what is bought of each offer is held by its own
vendor's switch. A percentage or a conversion that is rounded once per order is a column of its own
that lies not below the rounded amount; as everything costs, the solver lets it lie upon it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from planner.engine.landing import Landing
from planner.engine.optimize import Program, total_of
from planner.engine.purchase_choices import Choice, Level, minor
from planner.model.money import Money, minor_unit_places
from planner.model.purchase import Vendor
from planner.model.sourcing import Need, Pick

Sum = dict[int, int]
# A ratio with a denominator up to this is compared exactly; with a longer one nearly, and repaired.
_EXACT_UP_TO = 2000
_SCALE = 10**9
_SLACK = 10**4  # of the scale: wider than the solver's tolerance, too narrow to matter


@dataclass(frozen=True)
class Rounded:
    """A column that stands for a sum times a ratio, rounded half up."""

    column: int
    terms: Sum
    ratio: Fraction
    gate: int

    def due(self, values: Sequence[int]) -> int:
        """Return what the column ought to hold; 0 while its gate is shut."""
        found = total_of(self.terms.items(), tuple(values)) if values[self.gate] else 0
        return (2 * self.ratio.numerator * found + self.ratio.denominator) // (
            2 * self.ratio.denominator
        )


@dataclass
class PurchasingProgram:
    """The program, and what its columns stand for."""

    program: Program = field(default_factory=Program)
    objective: Sum = field(default_factory=dict)
    opened: dict[str, int] = field(default_factory=dict)
    packs: list[tuple[Choice, Sum]] = field(default_factory=list)
    rounded: list[Rounded] = field(default_factory=list)

    def picks(self, values: Sequence[int]) -> tuple[Pick, ...]:
        """Return what the values buy."""
        counted = ((choice, total_of(terms.items(), tuple(values))) for choice, terms in self.packs)
        return tuple(
            Pick(need=choice.need, offer=choice.offer, packs=packs)
            for choice, packs in counted
            if packs
        )

    def repair(self, values: Sequence[int]) -> bool:
        """Forbid what the values round too low, and only that; tell whether anything was."""
        wrong = [each for each in self.rounded if values[each.column] < each.due(values)]
        for each in wrong:
            self._forbid(each, total_of(each.terms.items(), tuple(values)), each.due(values))
        return bool(wrong)

    def _forbid(self, each: Rounded, found: int, due: int) -> None:
        """Demand what is due of a sum, unless the sum is less or more than the one found."""
        less, more = self.program.switch(), self.program.switch()
        most = self.upper(each.terms)
        row = [(each.column, 1), (less, due), (more, due), (each.gate, -due)]
        self.program.row(row, least=0)
        self.program.row([*each.terms.items(), (less, most - found + 1)], most=most)
        self.program.row([*each.terms.items(), (more, -found - 1)], least=0)

    def upper(self, terms: Sum) -> int:
        """Return a bound that a sum cannot exceed."""
        return sum(
            max(0, factor) * self.program.columns[index][1] for index, factor in terms.items()
        )

    def times(self, terms: Sum, ratio: Fraction, opened: int, *, gate: int | None = None) -> Sum:
        """Return a sum times a ratio, rounded half up; 0 unless `gate` is 1, if there is one."""
        if not ratio or not terms:
            return {}
        if ratio.denominator == 1 and gate is None:
            return {column: factor * ratio.numerator for column, factor in terms.items()}
        most = self.upper(terms)
        column = self.program.column(0, int(most * ratio) + 1)
        if ratio.denominator <= _EXACT_UP_TO:
            whole, share = 2 * ratio.denominator, 2 * ratio.numerator
            below = ratio.denominator - 1
        else:
            whole, share = _SCALE, int(ratio * _SCALE)
            below = _SCALE // 2 + _SLACK
        row = [(column, whole), *((index, -share * factor) for index, factor in terms.items())]
        row.append((opened, below))
        if gate is not None:
            row += [(opened, share * most), (gate, -share * most)]
        self.program.row(row, least=0, scale=whole)
        self.rounded.append(Rounded(column, terms, ratio, opened if gate is None else gate))
        return {column: 1}


def purchasing_program(
    needs: Sequence[Need],
    offered: Sequence[Choice],
    vendors: dict[str, Vendor],
    landing: Landing,
    *,
    max_vendors: int | None = None,
) -> PurchasingProgram:
    """Return the program whose optimum is the cheapest landed basket."""
    made = PurchasingProgram()
    for name in sorted({choice.offer.vendor for choice in offered}):
        made.opened[name] = made.program.switch()
    goods: dict[str, Sum] = {name: {} for name in made.opened}
    packs: dict[str, Sum] = {name: {} for name in made.opened}
    cover: list[Sum] = [{} for _ in needs]
    for choice in offered:
        name = choice.offer.vendor
        counted, price = _buy(made, choice, made.opened[name])
        made.packs.append((choice, counted))
        goods[name] = plus(goods[name], price)
        packs[name] = plus(packs[name], counted)
        pieces = {column: factor * choice.offer.pack_size for column, factor in counted.items()}
        cover[choice.need] = plus(cover[choice.need], pieces)
    for need, terms in zip(needs, cover, strict=True):
        made.program.row(terms.items(), least=need.quantity)
    for name, opened in made.opened.items():
        order = _Order(made, vendors[name], landing, opened)
        made.objective = plus(made.objective, order.cost(goods[name], packs[name]))
    if max_vendors is not None:
        made.program.row(((column, 1) for column in made.opened.values()), most=max_vendors)
    return made


def plus(first: Sum, second: Sum) -> Sum:
    """Return two sums added."""
    result = dict(first)
    for column, factor in second.items():
        result[column] = result.get(column, 0) + factor
    return result


def _buy(made: PurchasingProgram, choice: Choice, opened: int) -> tuple[Sum, Sum]:
    """Add the columns of an offer, and return its packs and its price as sums of them."""
    counted: Sum = {}
    price: Sum = {}
    switches: list[int] = []
    step = choice.offer.order_multiple
    alone = len(choice.levels) == 1
    for level in choice.levels:
        gate = opened
        if level.least == level.most or level.least > step or level.start or not alone:
            gate = made.program.switch()
            switches.append(gate)
        bought = _level(made.program, level, gate, step=step, own=gate != opened)
        counted = plus(counted, bought)
        price = plus(price, {column: level.each * factor for column, factor in bought.items()})
        price = plus(price, {gate: level.start} if level.start else {})
    if switches:
        terms = [(column, 1) for column in switches]
        made.program.row([*terms, (opened, -1)], most=0)
    return counted, price


def _level(program: Program, level: Level, gate: int, *, step: int, own: bool) -> Sum:
    if own and level.least == level.most:
        return {gate: level.least}
    steps = program.column(0, level.most // step)
    program.row([(steps, step), (gate, -level.most)], most=0)
    if own:
        program.row([(steps, step), (gate, -level.least)], least=0)
    return {steps: step}


@dataclass(frozen=True)
class _Order:
    """Adds what an order costs beyond its goods."""

    made: PurchasingProgram
    vendor: Vendor
    landing: Landing
    opened: int

    def cost(self, goods: Sum, packs: Sum) -> Sum:
        """Return the landed cost in the basket's currency."""
        vendor, made = self.vendor, self.made
        landed = plus(goods, plus(self._shipping(goods, packs), self._charges(goods)))
        tax = vendor.tax_percent if vendor.tax_included is False else None
        taxed = plus(landed, made.times(landed, _share(tax), self.opened))
        paid = plus(taxed, made.times(taxed, _share(vendor.card_percent), self.opened))
        factor = self._factor(vendor.currency)
        mark_up = 1 if self._at_home() else 1 + _share(vendor.fx_percent)
        return plus(made.times(paid, factor * mark_up, self.opened), self._border(landed, factor))

    def _at_home(self) -> bool:
        return self.vendor.currency == self.landing.currency

    def _factor(self, base: str) -> Fraction:
        """Return what turns minor units of a currency into those of the basket's."""
        quote = self.landing.currency
        if base == quote:
            return Fraction(1)
        rate = self.landing.rate(base, quote)
        places = minor_unit_places(quote) - minor_unit_places(base)
        return Fraction(0) if rate is None else Fraction(rate.rate) * Fraction(10) ** places

    def _minor(self, amount: Decimal | None) -> int:
        money = Money(amount or Decimal(0), self.vendor.currency).rounded()
        return minor(money.amount, money.currency)

    def _threshold(self, amount: Decimal) -> int:
        """Return the least whole number of minor units that reaches an amount."""
        scaled = amount.scaleb(minor_unit_places(self.vendor.currency))
        return int(scaled.to_integral_value(ROUND_CEILING))

    def _shipping(self, goods: Sum, packs: Sum) -> Sum:
        vendor, program = self.vendor, self.made.program
        steps = {0: self._minor(vendor.shipping)}
        for tier in vendor.shipping_tiers:
            steps[self._threshold(tier.order_value)] = self._minor(tier.shipping)
        each = self._minor(vendor.shipping_per_pack)
        per_pack = {column: factor * each for column, factor in packs.items()} if each else {}
        free = None
        if vendor.free_shipping_over is not None:
            free = self._threshold(vendor.free_shipping_over)
            steps = {start: cost for start, cost in steps.items() if start < free} | {free: 0}
        if len(steps) == 1:
            return plus(
                {self.opened: steps[0]} if steps.get(0) else {}, per_pack if free is None else {}
            )
        starts = sorted(steps)
        if len({*steps.values()}) == 1 and not per_pack:
            return {self.opened: steps[0]} if steps[0] else {}
        chosen = {start: program.switch() for start in starts}
        program.row(
            [*((column, 1) for column in chosen.values()), (self.opened, -1)], least=0, most=0
        )
        program.row([*goods.items(), *((c, -start) for start, c in chosen.items())], least=0)
        costs = [steps[start] for start in starts]
        if costs != sorted(costs, reverse=True):
            most = self.made.upper(goods)
            ends = zip(starts, [*(start - 1 for start in starts[1:]), most], strict=True)
            tops = [(chosen[start], -max(end, 0)) for start, end in ends]
            program.row([*goods.items(), *tops], most=0)
        base = {chosen[start]: cost for start, cost in steps.items() if cost}
        if not per_pack or free is None:
            return plus(base, per_pack)
        most = self.made.upper(per_pack)
        column = program.column(0, most)
        terms = [(index, -factor) for index, factor in per_pack.items()]
        program.row([(column, 1), *terms, (chosen[free], most)], least=0)
        return plus(base, {column: 1})

    def _charges(self, goods: Sum) -> Sum:
        vendor, program = self.vendor, self.made.program
        handling = self._minor(vendor.handling)
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
        return plus(result, {small: self._minor(vendor.small_order_charge)})

    def _border(self, landed: Sum, factor: Fraction) -> Sum:
        """Return duty and import tax, where the order's value decides who takes them."""
        vendor, made = self.vendor, self.made
        tax, duty = _share(vendor.import_tax_percent), _share(vendor.duty_percent)
        if not tax and not duty:
            return {}
        value = made.times(landed, factor, self.opened)
        if vendor.import_tax_over is None:
            return self._taxes(value, tax, duty, gate=None)
        limit = self.landing.convert(vendor.import_tax_over, self.landing.currency)
        free = minor(limit.amount, limit.currency)
        from_day = vendor.low_value_tax_from
        taken = from_day is not None and from_day <= self.landing.on
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


def _share(percent: Decimal | None) -> Fraction:
    return Fraction(percent or 0) / 100
