"""What a sheet says of kits: quantities and costs follow the bill; the rest says if it cannot.

A part of a kit costs what its pieces cost, so its amount follows where each piece has the price of
its line, in the currency of the bill. Where the cost of a line was split, over packs or after it
was converted, only the planner knows how that falls on other quantities.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from planner.engine.reporting._bill import line_key
from planner.engine.reporting._changed_cells import (
    NOT_COUNTED,
    changed_bill,
    changed_quantities,
    held_while,
)
from planner.engine.reporting._copies import copies_cell
from planner.engine.reporting._offer_terms import is_sold_singly
from planner.engine.reporting._spares import entered_column
from planner.engine.reporting._totals import total_cell
from planner.model.bom import CostedBom, CostedLine
from planner.model.expressions import (
    Expression,
    Ref,
    above,
    differs,
    over,
    rounded,
    times,
    total_of,
    when,
)
from planner.model.kit_bill import KitBill, KitCost, KitPart
from planner.model.kits import KitPath
from planner.model.money import Money, minor_unit_places
from planner.model.table import Cell, Computed, Sum

STALE = (
    "CHANGED: quantities and amounts of this sheet follow the bill. What says so, and missing "
    "data, hold for the bill as exported."
)


@dataclass(frozen=True)
class KitCells:
    """Writes the numbers of kits so that they follow a bill; `table` is where they stand."""

    table: str
    bom: CostedBom
    bill: KitBill

    # --- parts ------------------------------------------------------------------------------------

    def each(self, part: KitPart) -> Cell:
        """Return how many pieces one kit has: which kit has others, the bill does not say."""
        return held_while(part.each, self._other(part))

    def quantity(self, part: KitPart) -> Cell:
        """Return how many pieces all kits have: as many for each copy, as long as one has them."""
        if self.bom.copies == 1:
            return held_while(part.quantity, self._other(part))
        of_one = part.quantity // self.bom.copies
        pieces = times(copies_cell(), of_one)
        said = when(self._other(part), NOT_COUNTED, pieces)
        return Computed(part.quantity, said, lacking=NOT_COUNTED)

    def amount(self, part: KitPart, row: str) -> Cell:
        """Return what the pieces cost."""
        if part.amount is None or not self._is_plain(part):
            return held_while(part.amount, self._changed)
        price = Ref("bill", line_key(part.line), "unit_price")
        places = minor_unit_places(self.bom.currency)
        cost = rounded(times(Ref(self.table, row, "quantity"), price), places)
        return Computed(part.amount, cost, self.bom.currency, lacking=NOT_COUNTED)

    def _other(self, part: KitPart) -> Expression:
        """Tell whether a copy has another number of the part."""
        line = self.bom.lines[part.line].line
        ruled = self.bom.spare_rules
        entered = Ref("bill", line_key(part.line), entered_column(self.bom))
        return differs(entered, line.needed // self.bom.copies if ruled else line.of_one_copy)

    def _is_plain(self, part: KitPart) -> bool:
        return _costs_its_price(self.bom.lines[part.line], self.bom, part)

    # --- kits -------------------------------------------------------------------------------------

    def kits(self, kit: KitCost) -> Cell:
        """Return how many of a kit there are in all copies."""
        if self.bom.copies == 1:
            return kit.quantity
        counted = times(copies_cell(), kit.quantity // self.bom.copies)
        return Computed(kit.quantity, counted)

    def kit_amount(self, kit: KitCost, cells: tuple[Ref, ...]) -> Cell:
        """Return what all kits of a path cost; it says so where a part of it cannot follow."""
        if all(self._is_plain(part) for part in self._inside(kit.path)):
            return Computed(kit.amount, total_of(*cells), self.bom.currency, lacking=NOT_COUNTED)
        held = when(self._changed, NOT_COUNTED, total_of(*cells))
        return Computed(kit.amount, held, self.bom.currency, lacking=NOT_COUNTED)

    def of_one(self, kit: KitCost, row: str) -> Cell:
        """Return what one kit costs."""
        amount, kits = Ref(self.table, row, "amount"), Ref(self.table, row, "quantity")
        share = rounded(over(amount, kits), minor_unit_places(self.bom.currency))
        cost = when(above(kits, 0), share, NOT_COUNTED)
        return Computed(kit.of_one, cost, self.bom.currency, lacking=NOT_COUNTED)

    def able(self, value: Cell) -> Cell:
        """Return what one kit can do, as long as nobody changes how many parts there are."""
        return held_while(value, above(changed_quantities(), 0))

    def _inside(self, path: KitPath) -> Sequence[KitPart]:
        return [each for each in self.bill.parts if each.within[: len(path)] == path]

    # --- what lies in none ------------------------------------------------------------------------

    def other(self, amount: Money | None) -> Cell:
        """Return what spares, packs or charges cost, as long as the bill is as it was exported."""
        return held_while(amount, self._changed)

    def total(self, cells: tuple[Ref, ...]) -> Cell:
        """Return what all comes to: the total of the bill, or what has a price of it."""
        if self.bom.total is None:
            return Sum(self.bom.subtotal, cells)
        return Computed(self.bom.total, total_cell("bill"), self.bom.currency, lacking=NOT_COUNTED)

    @cached_property
    def _changed(self) -> Expression:
        return above(changed_bill(), 0)


def _costs_its_price(costed: CostedLine, bom: CostedBom, part: KitPart) -> bool:
    """Tell whether each piece of a line costs its price, and no piece is bought beside them."""
    line, price = costed.line, costed.line.price
    if price is None or price.unit.currency != bom.currency or price.pack_size > 1:
        return False
    if line.at_hand or line.more or line.spare_rule is not None or not is_sold_singly(line.offer):
        return False
    whole = price.unit.amount == price.unit.rounded().amount
    return whole and part.amount == Money(price.unit.amount * Decimal(part.quantity), bom.currency)
