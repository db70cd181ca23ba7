"""Tax that a vendor adds to its prices."""

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from planner.engine.charges._reduction import Reduction
from planner.engine.charges.charge import WORTH, Bound, Charge
from planner.engine.charges.counted import CountedOrder, percent_of
from planner.engine.charges.program import OrderProgram
from planner.engine.charges.sheet import OrderSheet, SheetRow
from planner.engine.solving.rounding import Sum, plus
from planner.model.expressions import Expression, added, total_of
from planner.model.money import Money
from planner.model.table import Cell
from planner.model.vendors import Vendor

_BESIDE_GOODS = ("shipping", "charges")


class Tax(Charge):
    """Tax on goods, shipping and charges, where prices do not include it; rounded once an order.

    Half up, or down where the vendor does so.
    Of goods each offer may say for itself whether its price includes tax. What is charged beside
    them goes by the vendor's word alone: where only offers say something, tax on it is not known.
    A percentage off the goods is off each of them; of an amount nobody says whose price it lessens.
    """

    key = "tax"
    label = "Tax"
    part = "taxes"
    base = WORTH

    def __init__(self, off_goods: Sequence[Reduction]) -> None:
        self._off_goods = off_goods

    def count(self, order: CountedOrder) -> Money:
        """Return the percentage of net goods, and of what is charged beside them if that is net."""
        base = order.net_goods
        for each in self._off_goods:
            base = each.left_of(base, order)
        if order.vendor.tax_on_top:
            base += order.base(_BESIDE_GOODS)
        return percent_of(base, order.vendor.tax_percent, down=order.vendor.rounds_tax_down)

    def rows(self, order: OrderProgram) -> Sum:
        """Return the percentage of the sums that come without tax."""
        if not order.vendor.tax_percent:
            return {}
        base = self._net_in(order)
        if order.vendor.tax_on_top:
            base = plus(base, order.base(_BESIDE_GOODS))
        return order.share(base, order.vendor.tax_percent, down=order.vendor.rounds_tax_down)

    def _net_in(self, order: OrderProgram) -> Sum:
        """Return what is left of net goods: of all of them the program knows it already."""
        net = order.net_goods
        if len(net) == len(order.goods):
            return order.base(("goods", *(each.key for each in self._off_goods)))
        for each in self._off_goods:
            net = each.left_in(net, order)
        return net

    def bound(self, _vendor: Vendor) -> Bound:
        """Return that it moves with its base only."""
        return Bound()

    def percent(self, vendor: Vendor) -> Decimal | None:
        """Return the percent that comes on top of what the vendor itself charges."""
        return vendor.tax_on_top

    def included_percent(self, order: CountedOrder) -> Decimal | None:
        """Return the percent that prices hold already, if all of them do."""
        included = all(line.includes_tax for line in order.lines)
        return order.vendor.tax_percent if included else None

    def is_known(self, order: CountedOrder) -> bool:
        """Tell whether it is known what tax is due, by the vendor or at the border."""
        vendor = order.vendor
        said = {line.includes_tax for line in order.lines}
        if any(order.amounts[key].amount for key in _BESIDE_GOODS):
            said.add(vendor.tax_included)
        return all(vendor.states_tax_where(each) for each in said) and not self._is_shared(order)

    def _is_shared(self, order: CountedOrder) -> bool:
        """Tell whether an amount is off goods of which some are taxed: nobody says how much."""
        mixed = len({line.includes_tax for line in order.lines}) > 1
        off = any(
            each.off(order.vendor)[1] and order.amounts[each.key].amount for each in self._off_goods
        )
        return mixed and off and bool(order.vendor.tax_percent)

    def is_open(self, vendor: Vendor, _unknown: Set[str], open_amounts: Set[str]) -> bool:
        """Tell whether it may be due on an amount that is not known."""
        may_be_due = bool(vendor.tax_on_top) or not vendor.states_tax
        return may_be_due and not open_amounts.isdisjoint(_BESIDE_GOODS)

    def terms(self, _vendor: Vendor) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield nothing: its percent stands in its own row."""
        yield from ()

    def cell(self, sheet: OrderSheet) -> SheetRow | None:
        """Return the percentage of the cells that come without tax."""
        vendor = sheet.vendor
        net = [line.includes_tax is False for line in sheet.order.lines]
        on_top = bool(vendor.tax_on_top)
        if not vendor.tax_percent or not (any(net) or on_top):
            return None
        lines = [cell for cell, taxed in zip(sheet.amounts, net, strict=True) if taxed]
        beside = sheet.base(_BESIDE_GOODS) if on_top else []
        if all(net):
            off = sheet.base(each.key for each in self._off_goods)
            whole = total_of(sheet.goods, *off, *beside)
        elif any(each.off(vendor) != (None, None) for each in self._off_goods):
            left: Expression = total_of(*lines)
            for each in self._off_goods:
                left = each.left_on(left, sheet)
            whole = added(left, *beside)
        else:
            whole = total_of(*lines, *beside)
        tax = sheet.share(whole, self.key, vendor.currency, down=vendor.rounds_tax_down)
        return SheetRow(tax, vendor.tax_percent)
