"""What falls due when an order enters the buyer's country: duty, and tax on value and duty.

The vendor states it, or the dated rules of the country do (`model/levies.py`): what is due over a
limit, and what up to it.

In one piece because duty and tax are one count, told three times: in money, in the program and on
the sheet, and each limit and each kind of goods has to mean the same in all of them.
"""

from collections.abc import Iterable, Iterator, Set
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from planner.engine.charges.charge import NO_GAIN, WORTH, Bound, Charge, Gain
from planner.engine.charges.counted import CountedOrder, percent_of
from planner.engine.charges.program import OrderProgram, factor, share
from planner.engine.charges.sheet import OrderSheet, SheetRow
from planner.engine.solving.rounding import Sum, minor, plus
from planner.model.expressions import (
    Expression,
    above,
    added,
    rounded,
    times,
    total_of,
    when,
)
from planner.model.levies import Doubt, Due, Levy
from planner.model.money import Money, minor_unit_places
from planner.model.offers import Offer
from planner.model.table import Cell
from planner.model.tax_rules import TaxKind, TaxRule
from planner.model.vendors import Vendor

T = TypeVar("T")

NOT_KNOWN = "not known"
# What goods are worth without what bringing them costs.
_GOODS = ("goods", "discount", "coupon")


class _AtTheBorder(Charge):
    """A percentage of what an order is worth at the border, or an amount for each kind of goods."""

    part = "taxes"
    base = WORTH
    at_border = True
    tax: TaxKind

    def may_be_due(self, vendor: Vendor) -> bool:
        """Tell whether anything is due of some order, or may be."""
        levy = self._levy(vendor)
        return levy is not None and any(each.may_be_due for each in levy.sides)

    def is_known(self, order: CountedOrder) -> bool:
        """Tell whether it is known what is due of such an order, and of each kind of its goods."""
        return self.doubt(order) is None

    def doubt(self, order: CountedOrder) -> Doubt | None:
        """Return why it is not known what is due of such an order."""
        due = self._due(order)
        if due is None:
            return None
        uncoded = any(line.offer.tariff_code is None for line in order.lines)
        return "kind" if due.per_kind is not None and uncoded else due.doubt

    def is_open(self, vendor: Vendor, unknown: Set[str], open_amounts: Set[str]) -> bool:
        """Tell whether it hangs on an unknown amount: who takes what tax is then unknown, too."""
        levy = self._levy(vendor)
        if "tax" in unknown:
            return True
        if levy is None or not self.may_be_due(vendor):
            return False
        on_duty = "duty" in open_amounts and any(each.on_duty for each in levy.sides)
        return on_duty or not open_amounts.isdisjoint(self.base)

    def rule(self, order: CountedOrder) -> TaxRule | None:
        """Return the rule by which it is due, or not; None where the vendor itself states it."""
        due = self._due(order)
        return None if due is None else due.rule

    def bound(self, vendor: Vendor) -> Bound:
        """Return that it has no limit of its own; by percent it never falls when an order grows."""
        falls = self._falls(vendor)
        if not falls and not self.may_be_due(vendor):
            return Bound()
        return Bound(opening=None, loses=None if falls else 0)

    def gain(self, vendor: Vendor) -> Gain:
        """Return that an order over the limit may owe no amount for each kind of goods."""
        levy = self._levy(vendor)
        if levy is None or levy.over_from is None or not self._falls(vendor):
            return NO_GAIN
        return Gain(None, minor(levy.over_from.amount, levy.over_from.currency))

    def _falls(self, vendor: Vendor) -> bool:
        """Tell whether it may fall when an order grows."""
        levy = self._levy(vendor)
        return levy is not None and levy.limit is not None and levy.up_to.per_kind is not None

    def _levy(self, vendor: Vendor, on: date = date.max) -> Levy | None:
        """Return what is due of a vendor's orders on a day; without one, the most that may be."""
        return vendor.levy(self.tax, on)

    def _due(self, order: CountedOrder) -> Due | None:
        levy = self._levy(order.vendor, order.settlement.on)
        return None if levy is None else levy.due(is_over=_is_over(levy, order))

    # --- counted ----------------------------------------------------------------------------------

    def count(self, order: CountedOrder) -> Money:
        """Return what is due on one side of the limit; what is not known counts as nothing."""
        due, settlement = self._due(order), order.settlement
        if due is None:
            return Money(Decimal(0), settlement.currency)
        if due.per_kind is not None:
            kinds = {line.offer.tariff_code for line in order.lines} - {None}
            fixed = due.per_kind * len(kinds)
            return settlement.convert(fixed, settlement.currency)
        value = order.value(self.base)
        if due.on_duty:
            value += order.amounts["duty"]
        return percent_of(value, due.percent, down=due.down)

    # --- in the program ---------------------------------------------------------------------------

    def rows(self, order: OrderProgram) -> Sum:
        """Return what is due; what decides which side an order is on is a switch, where it matters.

        A percent up to the limit is the one over it. Duty comes on top of the tax at the border, so
        the lower tax is due in both cases.
        """
        levy = self._levy(order.vendor, order.settlement.on)
        if levy is None:
            return {}
        if any(each.per_kind for each in levy.sides):
            return self._by_kind(order, levy)
        over, made = levy.over, order.made
        tax = share(over.percent)
        if not tax:
            return {}
        value = _value(order, self.base)
        duty = order.sums["duty"] if over.on_duty else {}
        taken = levy.limit is not None and levy.up_to.percent
        if taken and not duty:
            return made.times(value, tax, order.opened, down=over.down)
        gate = _gate(order, levy)
        shut = None if duty else _up_to(order, levy)
        worth = plus(value, duty)
        taxed = made.times(worth, tax, order.opened, gate=gate, shut=shut, down=over.down)
        if not taken:
            return taxed
        return _greater(order, taxed, made.times(value, tax, order.opened, down=over.down))

    def _by_kind(self, order: OrderProgram, levy: Levy) -> Sum:
        """Return an amount for each kind of goods up to the limit, and what is due over it."""
        made, over, gate = order.made, None, order.opened
        if levy.limit is not None:
            over, gate = _sides(order, levy)
        each = next(due.per_kind for due in levy.sides if due.per_kind is not None)
        kinds = dict.fromkeys(_kinds(order), minor(each.amount, each.currency))
        ratio = factor(each.currency, order.settlement.currency, order.settlement)
        result = made.times(kinds, ratio, order.opened, gate=gate)
        if over is None or not levy.over.percent:
            return result
        above_limit = levy.over
        value = _value(order, self.base)
        taxed = made.times(
            value, share(above_limit.percent), order.opened, gate=over, down=above_limit.down
        )
        return plus(result, taxed)

    # --- on a sheet -------------------------------------------------------------------------------

    def terms(self, vendor: Vendor) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield the limit, and the amount for each kind of goods."""
        levy = self._levy(vendor)
        if levy is None:
            return
        if levy.limit is not None and self._is_counted(levy):
            key, what = self._limit_row(vendor)
            if self._tells_limit(vendor):
                yield key, {"what": what, "from": levy.limit}
        for each in levy.sides:
            if each.per_kind is not None:
                what = f"{self.label} for each kind of goods"
                yield f"{self.tax}_each", {"what": what, "from": each.per_kind}

    def _limit_row(self, vendor: Vendor) -> tuple[str, str]:
        """Return the key of the row with the limit, and what it says.

        A vendor states one for duty and tax, rules each their own.
        """
        if vendor.is_ruled:
            return f"{self.tax}_over", f"{self.label} over this value"
        return "over", "Duty and tax at the border over this value"

    def _tells_limit(self, vendor: Vendor) -> bool:
        """Tell whether the row with the limit stands with this charge: of both with the first."""
        return vendor.is_ruled or self.tax == "duty" or not vendor.duty_percent

    def _is_counted(self, levy: Levy) -> bool:
        """Tell whether an amount is known on one side of the limit at least."""
        return any(each.percent or each.per_kind for each in levy.sides)

    def cell(self, sheet: OrderSheet) -> SheetRow | None:
        """Return what is due on either side of the limit; None where nobody knows any of it."""
        levy = self._levy(sheet.vendor, sheet.settlement.on)
        if levy is None or not self._is_counted(levy):
            return None
        due = self._due_on(sheet, levy.over)
        if levy.limit is not None:
            below = self._due_on(sheet, levy.up_to)
            due = when(above(_measure(sheet, levy), self._limit(sheet, levy)), due, below)
        return SheetRow(due, levy.over.percent or None)

    def _due_on(self, sheet: OrderSheet, due: Due) -> Expression:
        """Return what is due on one side; where that is not known, a word in place of a sum.

        Of an order that has no total as it is, what is known stands there: it is the least.
        """
        here = sheet.settlement.currency
        if due.doubt is not None:
            return 0 if sheet.order.charge(self.key).is_unknown else NOT_KNOWN
        if due.per_kind is not None:
            return self._for_each_kind(sheet, due.per_kind)
        if not due.percent:
            return 0
        value: Expression = sheet.written["value"]
        if due.on_duty:
            value = added(value, *sheet.base(("duty",)))
        return sheet.share(value, self.key, here, down=due.down)

    def _for_each_kind(self, sheet: OrderSheet, each: Money) -> Expression:
        """Return the amount for each kind of goods of which packs are ordered."""
        offers = [line.offer for line in sheet.order.lines]
        kinds = [
            when(above(total_of(*(cell for _, cell in of_kind)), 0), 1, 0)
            for of_kind in _by_code(zip(offers, sheet.packs, strict=True))
        ]
        here = sheet.settlement.currency
        fixed = times(added(0, *kinds), sheet.term(f"{self.tax}_each", "from"))
        where = sheet.rate_cell(each.currency, here)
        if where is not None:
            fixed = times(fixed, where)
        return rounded(fixed, minor_unit_places(here))

    def _limit(self, sheet: OrderSheet, levy: Levy) -> Expression:
        limit: Expression = sheet.term(self._limit_row(sheet.vendor)[0], "from")
        here = sheet.settlement.currency
        where = None if levy.limit is None else sheet.rate_cell(levy.limit.currency, here)
        return limit if where is None else rounded(times(limit, where), minor_unit_places(here))


class Duty(_AtTheBorder):
    """Duty on the value of an order, or on each kind of its goods."""

    key = "duty"
    label = "Duty"
    tax = "duty"


class ImportTax(_AtTheBorder):
    """Tax on value and duty, at the border or, up to the limit, with the vendor."""

    key = "import_tax"
    label = "Import tax"
    tax = "import_tax"


# --- counted --------------------------------------------------------------------------------------


def _is_over(levy: Levy, order: CountedOrder) -> bool:
    """Tell whether an order is over the limit."""
    if levy.limit is None:
        return True
    value = order.value(_GOODS if levy.value_of == "goods" else WORTH)
    return value > order.settlement.convert(levy.limit, order.settlement.currency)


# --- in the program -------------------------------------------------------------------------------


def _value(order: OrderProgram, keys: tuple[str, ...]) -> Sum:
    """Return what an order is worth in the basket's currency."""
    ratio = factor(order.vendor.currency, order.settlement.currency, order.settlement)
    made = order.made
    return order.once(f"value of {keys}", lambda: made.times(order.base(keys), ratio, order.opened))


def _gate(order: OrderProgram, levy: Levy) -> int | None:
    """Return the switch that tells whether a value is over the limit; None where there is none.

    It may be on up to the limit, too: nobody owes less for that.
    """
    if levy.limit is None:
        return None
    value = _value(order, _GOODS if levy.value_of == "goods" else WORTH)
    free = _free(order, levy.limit)

    def switch() -> Sum:
        made = order.made
        gate, most = made.program.switch(), made.upper(value)
        made.program.row([(gate, 1), (order.opened, -1)], most=0)
        made.program.row([*value.items(), (gate, -max(most - free, 0))], most=free)
        return {gate: 1}

    return next(iter(order.once(f"over {levy.limit} of {levy.value_of}", switch)))


def _up_to(order: OrderProgram, levy: Levy) -> int | None:
    """Return the most that an order is worth up to the limit; None where the limit says nothing."""
    if levy.limit is None or levy.value_of == "goods":
        return None
    return _free(order, levy.limit)


def _free(order: OrderProgram, limit: Money) -> int:
    """Return a limit in minor units of the basket's currency."""
    here = order.settlement.convert(limit, order.settlement.currency)
    return minor(here.amount, here.currency)


def _sides(order: OrderProgram, levy: Levy) -> tuple[int, int]:
    """Return switches for an order over the limit and for one up to it: one of them is on.

    By the goods in the vendor's currency, from which nothing is taken off: they are whole numbers,
    so neither switch can be on where it must not.
    """
    program, goods = order.made.program, order.goods
    first = minor(levy.over_from.amount, levy.over_from.currency) if levy.over_from else 0
    over, up_to = program.switch(), program.switch()
    most = order.made.upper(goods)
    program.row([(over, 1), (up_to, 1), (order.opened, -1)], least=0, most=0)
    program.row([*goods.items(), (over, -first)], least=0)
    program.row([*goods.items(), (over, -max(most - first + 1, 0))], most=first - 1)
    return over, up_to


def _kinds(order: OrderProgram) -> Iterator[int]:
    """Yield a switch for each kind of goods that an order may hold: on where it holds any."""
    made = order.made
    for of_kind in _by_code((line.offer, line) for line in order.lines):
        switch = made.program.switch()
        for _, line in of_kind:
            row = [*line.packs.items(), (switch, -made.upper(line.packs))]
            made.program.row(row, most=0)
        yield switch


def _by_code(pairs: Iterable[tuple[Offer, T]]) -> Iterator[list[tuple[Offer, T]]]:
    """Yield what is of each kind of goods; what has no code is of none that is known."""
    coded = [each for each in pairs if each[0].tariff_code is not None]
    coded.sort(key=lambda pair: pair[0].tariff_code or "")
    for _, of_kind in groupby(coded, key=lambda pair: pair[0].tariff_code):
        yield list(of_kind)


def _greater(order: OrderProgram, first: Sum, second: Sum) -> Sum:
    """Return the greater of two sums."""
    made = order.made
    column = made.program.column(0, max(made.upper(first), made.upper(second)))
    for terms in (first, second):
        negated = [(index, -times) for index, times in terms.items()]
        made.program.row([(column, 1), *negated], least=0)
    return {column: 1}


# --- on a sheet -----------------------------------------------------------------------------------


def _measure(sheet: OrderSheet, levy: Levy) -> Expression:
    """Return what is compared with the limit: the value of the order, or of its goods."""
    if levy.value_of == "order":
        return sheet.written["value"]
    goods: Expression = total_of(*sheet.base(_GOODS))
    here = sheet.settlement.currency
    where = sheet.rate_cell(sheet.vendor.currency, here)
    return goods if where is None else rounded(times(goods, where), minor_unit_places(here))
