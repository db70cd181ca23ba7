"""What falls due when an order enters the buyer's country: duty, and tax on value and duty.

Up to the value of `import_tax_over` nothing is due, but for a vendor who takes the tax itself.
"""

from abc import abstractmethod
from collections.abc import Iterator, Set
from decimal import Decimal

from planner.engine.charges.charge import WORTH, Bound, Charge
from planner.engine.charges.counted import CountedOrder, percent_of
from planner.engine.charges.program import OrderProgram, factor, share
from planner.engine.charges.sheet import OrderSheet, SheetRow
from planner.engine.solving.rounding import Sum, minor, plus
from planner.model.buying import Settlement
from planner.model.expressions import Expression, above, added, rounded, times, when
from planner.model.money import Money, minor_unit_places
from planner.model.table import Cell
from planner.model.vendors import Vendor


class _AtTheBorder(Charge):
    """A percentage of what an order is worth when it crosses the border."""

    part = "taxes"
    base = WORTH
    at_border = True

    @abstractmethod
    def percent(self, vendor: Vendor) -> Decimal | None:
        """Return the percent that is taken."""

    def bound(self, vendor: Vendor) -> Bound:
        """Return that it has no limit of its own; it never falls when an order grows."""
        return Bound(opening=None) if self.percent(vendor) else Bound()

    def is_open(self, vendor: Vendor, unknown: Set[str], open_amounts: Set[str]) -> bool:
        """Tell whether it hangs on an unknown amount: who takes what tax is then unknown, too."""
        return "tax" in unknown or super().is_open(vendor, unknown, open_amounts)

    def terms(self, _vendor: Vendor) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield nothing more than duty does."""
        yield from ()


class Duty(_AtTheBorder):
    """Duty on the value of an order, at the border only."""

    key = "duty"
    label = "Duty"

    def percent(self, vendor: Vendor) -> Decimal | None:
        """Return the percent of duty."""
        return vendor.duty_percent

    def count(self, order: CountedOrder) -> Money:
        """Return the duty on the value of an order over the limit."""
        percent = order.vendor.duty_percent
        if not percent:
            return _nothing(order)
        value = order.value(self.base)
        return percent_of(value, percent) if _is_over(value, order) else _nothing(order)

    def rows(self, order: OrderProgram) -> Sum:
        """Return the duty, behind the switch that tells a value over the limit."""
        duty = share(order.vendor.duty_percent)
        if not duty:
            return {}
        value = _value(order)
        return order.made.times(value, duty, order.opened, gate=_gate(order, value))

    def terms(self, vendor: Vendor) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield the value over which the border takes its share, of tax as well."""
        due = vendor.duty_percent or vendor.import_tax_percent
        if due and vendor.import_tax_over is not None:
            what = "Duty and tax at the border over this value"
            yield "over", {"what": what, "from": vendor.import_tax_over}

    def cell(self, sheet: OrderSheet) -> SheetRow | None:
        """Return the duty on what an order is worth."""
        percent = sheet.vendor.duty_percent
        if not percent:
            return None
        due = sheet.share(sheet.written["value"], self.key, sheet.settlement.currency)
        return SheetRow(_over(sheet, due, 0), percent)


class ImportTax(_AtTheBorder):
    """Tax on value and duty, at the border or, up to the limit, with the vendor."""

    key = "import_tax"
    label = "Import tax"

    def percent(self, vendor: Vendor) -> Decimal | None:
        """Return the percent of tax."""
        return vendor.import_tax_percent

    def count(self, order: CountedOrder) -> Money:
        """Return the tax on value and duty over the limit, on the value up to it if it is taken."""
        percent = order.vendor.import_tax_percent
        if not percent:
            return _nothing(order)
        value = order.value(self.base)
        if _is_over(value, order):
            return percent_of(value + order.amounts["duty"], percent)
        taken = _is_taken(order.vendor, order.settlement)
        return percent_of(value, percent) if taken else _nothing(order)

    def rows(self, order: OrderProgram) -> Sum:
        """Return the tax; what decides who takes it is a switch, where it matters."""
        vendor, made = order.vendor, order.made
        tax = share(vendor.import_tax_percent)
        if not tax:
            return {}
        value = _value(order)
        taken = vendor.import_tax_over is not None and _is_taken(vendor, order.settlement)
        if taken and not share(vendor.duty_percent):
            return made.times(value, tax, order.opened)
        dutied = plus(value, order.sums["duty"])
        taxed = made.times(dutied, tax, order.opened, gate=_gate(order, value))
        if not taken:
            return taxed
        # Duty comes on top of the tax at the border, so the lower tax is due in both cases.
        return _greater(order, taxed, made.times(value, tax, order.opened))

    def cell(self, sheet: OrderSheet) -> SheetRow | None:
        """Return the tax on what an order is worth, with duty over the limit."""
        vendor, here = sheet.vendor, sheet.settlement.currency
        if not vendor.import_tax_percent:
            return None
        value, duty = sheet.written["value"], sheet.base(("duty",))
        taken = _is_taken(vendor, sheet.settlement)
        below: Expression = sheet.share(value, self.key, here) if taken else 0
        due = sheet.share(added(value, *duty), self.key, here)
        return SheetRow(_over(sheet, due, below), vendor.import_tax_percent)


def _nothing(order: CountedOrder) -> Money:
    return Money(Decimal(0), order.settlement.currency)


def _is_taken(vendor: Vendor, settlement: Settlement) -> bool:
    """Tell whether the vendor takes the tax itself on orders up to the limit."""
    from_day = vendor.low_value_tax_from
    return from_day is not None and from_day <= settlement.on


def _is_over(value: Money, order: CountedOrder) -> bool:
    """Tell whether the border takes its share of an order of such a value."""
    over, settlement = order.vendor.import_tax_over, order.settlement
    return over is None or value > settlement.convert(over, settlement.currency)


def _value(order: OrderProgram) -> Sum:
    """Return what an order is worth in the basket's currency."""
    ratio = factor(order.vendor.currency, order.settlement)
    return order.once("value", lambda: order.made.times(order.base(WORTH), ratio, order.opened))


def _gate(order: OrderProgram, value: Sum) -> int | None:
    """Return the switch that tells whether a value is over the limit; None where there is none."""
    over, settlement = order.vendor.import_tax_over, order.settlement
    if over is None:
        return None
    limit = settlement.convert(over, settlement.currency)
    free = minor(limit.amount, limit.currency)

    def switch() -> Sum:
        made = order.made
        gate, most = made.program.switch(), made.upper(value)
        made.program.row([(gate, 1), (order.opened, -1)], most=0)
        made.program.row([*value.items(), (gate, -max(most - free, 0))], most=free)
        return {gate: 1}

    return next(iter(order.once("over", switch)))


def _greater(order: OrderProgram, first: Sum, second: Sum) -> Sum:
    """Return the greater of two sums."""
    made = order.made
    column = made.program.column(0, max(made.upper(first), made.upper(second)))
    for terms in (first, second):
        negated = [(index, -times) for index, times in terms.items()]
        made.program.row([(column, 1), *negated], least=0)
    return {column: 1}


def _over(sheet: OrderSheet, then: Expression, otherwise: Expression) -> Expression:
    """Return one term over the value from which on the border takes its share."""
    over, here = sheet.vendor.import_tax_over, sheet.settlement.currency
    if over is None:
        return then
    limit: Expression = sheet.term("over", "from")
    where = sheet.rate_cell(over.currency, here)
    if where is not None:
        limit = rounded(times(limit, where), minor_unit_places(here))
    return when(above(sheet.written["value"], limit), then, otherwise)
