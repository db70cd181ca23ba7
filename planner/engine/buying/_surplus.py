"""Why more of a part is bought than is needed, where fewer packs would have held it all."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.engine.buying.landing import line_price
from planner.engine.charges import PAID
from planner.engine.charges.counted import CountedOrder
from planner.engine.charges.shipping import shipping_cost
from planner.model.basket import OrderLine, PurchaseOrder
from planner.model.buying import Settlement
from planner.model.money import Money
from planner.model.names import Names
from planner.model.vendors import Vendor
from planner.model.words import counted


@dataclass(frozen=True)
class Surplus:
    """Pieces of a part that an order holds beyond the need, and what they save."""

    part_number: str
    pieces: int
    because: str

    def sentence(self, names: Names) -> str:
        """Return it as a sentence."""
        pieces = counted(self.pieces, "piece")
        return f"{pieces} of {names(self.part_number)} more than needed, because {self.because}."


def surplus_of(order: PurchaseOrder, vendor: Vendor, settlement: Settlement) -> Iterator[Surplus]:
    """Yield what an order holds to be cheaper or to be taken at all.

    What is left over because a pack holds more, or fewer are not sold, is not told.
    """
    for index, line in enumerate(order.lines):
        spare = spare_packs(line)
        if spare:
            because = _because(order, index, spare, vendor, settlement)
            if because:
                yield Surplus(line.part_number, spare * line.offer.pack_size, because)


def spare_packs(line: OrderLine) -> int:
    """Return how many packs of a line could be left out and all needs were still held."""
    offer = line.offer
    left = {
        line.part_number: line.surplus,
        **{each.part_number: each.surplus for each in line.also},
    }
    most = min(left[number] // pieces for number, pieces in offer.contents.items())
    return line.packs - offer.sold_packs(max(line.packs - most, 1))


def _because(
    order: PurchaseOrder, index: int, spare: int, vendor: Vendor, settlement: Settlement
) -> str:
    """Return what would be lost without the spare packs of one line; nothing if nothing would."""
    line = order.lines[index]
    packs = line.packs - spare
    price = line_price(line.offer, packs, vendor, settlement)
    if price > line.line_price:
        return f"{line.packs} packs cost {price - line.line_price} less than {packs}"
    lines = list(order.lines)
    lines[index] = line.model_copy(update={"packs": packs, "line_price": price})
    goods = order.goods - line.line_price + price
    least = vendor.minimum_order
    if least is not None and goods.amount < least <= order.goods.amount:
        if vendor.small_order_charge is None:
            return f"it accepts no order below {Money(least, vendor.currency).rounded()}"
        charge = Money(vendor.small_order_charge, vendor.currency).rounded()
        return f"that avoids the small-order charge, {charge}"
    saved = shipping_cost(vendor, goods.amount, lines) - order.charge("shipping").amount
    if saved.amount > 0:
        return f"shipping then costs {saved} less"
    smaller = CountedOrder(vendor, settlement, lines, {"goods": goods})
    for each in PAID:
        smaller.amounts[each.key] = each.count(smaller)
        off = smaller.amounts[each.key] - order.charge(each.key).amount
        if each.reduces and off.amount > 0:
            return f"the {each.label.lower()} is then {off} more"
    return ""
