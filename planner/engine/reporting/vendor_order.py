"""What one vendor is asked for, line by line: amounts follow the packs and the offer's terms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from planner.engine.reporting._bill import line_key
from planner.engine.reporting._offer_terms import (
    BREAKS_TITLE,
    below_first,
    break_cells,
    break_columns,
    break_rows,
    breaks_name,
    cost_by_steps,
    falls_by_steps,
    is_sold_singly,
    least_packs,
    price_at,
    sold_packs,
)
from planner.engine.reporting._order_terms import TermCells
from planner.model.basket import OrderLine, PurchaseOrder
from planner.model.expressions import (
    Expression,
    Ref,
    above,
    added,
    at_least,
    differs,
    joined,
    less,
    most,
    over,
    rounded,
    rounded_up,
    times,
    when,
)
from planner.model.money import Money, minor_unit_places
from planner.model.offers import Offer
from planner.model.table import (
    Cell,
    Column,
    Computed,
    Kind,
    Product,
    Row,
    Table,
    row_of,
)

NOT_SOLD = "not sold in this quantity"
NOT_IN_STOCK = "more than in stock"
PRICE_NOTE = "For another number of packs, another price may apply."
_SHOWN_PLACES = 4
# Whether a price includes tax, where not all of an order do.
_INCLUDED = {True: "yes", False: "no", None: "not stated"}


def break_text(offer: Offer, packs: int) -> str:
    """Return from how many packs on the price in force holds; nothing if it always does."""
    if falls_by_steps(offer):
        return "price breaks"
    start = offer.reached_by(packs)[-1].min_quantity
    return f"from {start} packs" if start > 1 else ""


def content_text(line: OrderLine, names: Mapping[str, str]) -> str:
    """Return what a line is, whether it is not new, and the other parts if it is a bundle."""
    own = names.get(line.part_number, line.part_number)
    others = [f"{e.quantity} × {names.get(e.part_number, e.part_number)}" for e in line.also]
    if line.offer.condition in ("refurbished", "used"):
        own = f"{own}, {line.offer.condition}"
    return f"{own}, bundled with {'; '.join(others)}" if others else own


def shown_price(line: OrderLine) -> Money:
    """Return the price of a pack; an average over steps to four decimals."""
    price = line.unit_price
    if not falls_by_steps(line.offer):
        return price
    step = Decimal(1).scaleb(-_SHOWN_PLACES)
    return Money(price.amount.quantize(step, ROUND_HALF_UP), price.currency)


def arrival_days(order: PurchaseOrder) -> int | None:
    """Return in how many days everything of an order is there; None if nobody says."""
    days = [line.offer.lead_time_days for line in order.lines]
    known = [each for each in days if each is not None]
    return max(known) if len(known) == len(days) else None


def lines_name(vendor: str) -> str:
    """Return the name of the table that holds what a vendor is asked for."""
    return f"order_{vendor}"


@dataclass(frozen=True)
class OrderLines:
    """Writes the lines of one order, and the prices that they follow.

    `wanted` says how many pieces of each line are needed where that follows from other cells.
    """

    order: PurchaseOrder
    terms: TermCells
    names: Mapping[str, str]
    wanted: Callable[[PurchaseOrder, int], Expression | None]

    @property
    def name(self) -> str:
        """Return the name of their table."""
        return lines_name(self.order.vendor)

    def cells(self, column: str) -> tuple[Ref, ...]:
        """Return the cells of a column, a line each."""
        lines = self.order.lines
        return tuple(Ref(self.name, line_key(index), column) for index in range(len(lines)))

    def pieces(self) -> tuple[Ref, ...]:
        """Return the cells of how many pieces each line brings, of all parts in its packs."""
        return self.cells("held" if self._counts_bundles else "pieces")

    @property
    def _counts_bundles(self) -> bool:
        """Tell whether shipping counts pieces that are in packs with other parts."""
        return self.terms.counts_pieces and any(line.offer.also_holds for line in self.order.lines)

    @property
    def _insists(self) -> bool:
        """Tell whether a vendor has an MOQ or an order multiple for any line."""
        return any(not is_sold_singly(line.offer) for line in self.order.lines)

    def table(self) -> Table:
        """Return what is ordered."""
        own, lines = self.order.paid.currency, self.order.lines
        foreign = any(line.offer.currency != own for line in lines)
        broken = any(break_text(line.offer, line.packs) for line in lines)
        insists = self._insists
        stocked = any(line.offer.stock is not None for line in lines)
        mixed = self.order.is_mixed
        numbered = any(line.offer.article_number for line in lines)
        chosen = (
            (True, Column("part_number", "Part number")),
            (True, Column("what", "Description")),
            (True, Column("sku", "Vendor part number")),
            (numbered, Column("article", "Article number in the cart")),
            (True, Column("packs", "Packs", Kind.INTEGER, entered=True)),
            (True, Column("pack_size", "Pack size", Kind.INTEGER)),
            (True, Column("pieces", "Pieces", Kind.INTEGER)),
            (
                self._counts_bundles,
                Column("held", "Qty of all parts", Kind.INTEGER, detail=True),
            ),
            (True, Column("needed", "Qty needed", Kind.INTEGER, detail=True)),
            (True, Column("surplus", "Left over", Kind.INTEGER, detail=True)),
            (insists, _term("least", "MOQ (packs)")),
            (insists, _term("multiple", "Order multiple in packs")),
            (stocked, _term("stock", "Packs in stock")),
            (self.terms.weighs, _term("weight", "Grams per pack")),
            (self.terms.weighs, Column("grams", "Grams", Kind.INTEGER, detail=True)),
            (True, Column("price", "Price per pack", Kind.MONEY, entered=True)),
            (broken, Column("break", "This price")),
            (mixed, Column("included", "Tax included")),
            (foreign, Column("stated", "As priced", Kind.MONEY)),
            (True, Column("amount", "Amount", Kind.MONEY, own)),
        )
        columns = tuple(column for wanted, column in chosen if wanted)
        rows = tuple(self._line(index, columns) for index in range(len(lines)))
        notes = (PRICE_NOTE,) if broken else ()
        return Table(self.name, "What is ordered", columns, rows, notes)

    def _line(self, index: int, columns: tuple[Column, ...]) -> Row:
        line, key = self.order.lines[index], line_key(index)
        offer, name = line.offer, self.name
        packs, pieces = Ref(name, key, "packs"), Ref(name, key, "pieces")
        weight = offer.weight_g
        cells: dict[str, Cell] = {
            "part_number": line.part_number,
            "what": content_text(line, self.names),
            "sku": offer.sku,
            "article": offer.article_number,
            "packs": self._packs(line, index),
            "pack_size": offer.pack_size,
            "pieces": Product(line.quantity, (packs, Ref(name, key, "pack_size")), 0),
            "held": self._held(line, packs),
            "needed": self._needed(line, index),
            "surplus": Computed(line.surplus, less(pieces, Ref(name, key, "needed"))),
            "least": least_packs(offer),
            "multiple": offer.order_multiple,
            "stock": "" if offer.stock is None else offer.stock,
            "weight": "" if weight is None else weight,
            "grams": 0,
            "price": self._price(line, key, packs),
            "included": _INCLUDED[line.includes_tax],
            "break": self._break(line, key, packs),
        }
        if weight is not None:
            factors = (packs, Ref(name, key, "weight"))
            cells["grams"] = Product(line.packs * weight, factors, 0)
        stated = offer.price_of_packs(line.packs).rounded()
        priced = self._priced(line, stated, key, packs)
        rate = self.terms.rate_cell(offer.currency, line.line_price.currency)
        if rate is None:
            cells |= {"stated": "", "amount": priced}
        else:
            factors = (Ref(name, key, "stated"), rate)
            places = minor_unit_places(line.line_price.currency)
            cells |= {"stated": priced, "amount": Product(line.line_price, factors, places)}
        return row_of(columns, key, cells=cells)

    def _needed(self, line: OrderLine, index: int) -> Cell:
        pieces, wanted = line.quantity - line.surplus, self.wanted(self.order, index)
        return pieces if wanted is None else Computed(pieces, wanted)

    def _packs(self, line: OrderLine, index: int) -> Cell:
        """Return the packs that hold what is needed; those that were bought, of what they hold."""
        if self.wanted(self.order, index) is None:
            return line.packs
        offer, pieces = line.offer, line.quantity - line.surplus
        name, key = self.name, line_key(index)
        needed, size = Ref(name, key, "needed"), Ref(name, key, "pack_size")
        least: Expression = 1
        multiple: Expression = 1
        if self._insists:
            least, multiple = Ref(name, key, "least"), Ref(name, key, "multiple")
        packs = sold_packs(needed, size, least=least, multiple=multiple)
        if offer.packs_for(pieces) != line.packs:
            # More packs may cost less: then the proof is about those.
            packs = when(differs(needed, pieces), packs, line.packs)
        return Computed(line.packs, packs)

    def _held(self, line: OrderLine, packs: Ref) -> Cell:
        each = line.offer.pieces_in_a_pack
        return Computed(line.packs * each, times(packs, each))

    def _price(self, line: OrderLine, key: str, packs: Ref) -> Cell:
        """Return the price of a pack; where it has breaks, as it follows from the packs."""
        shown, breaks = shown_price(line), self._break_cells(line, key)
        if len(breaks) == 1:
            return shown
        price = price_at(breaks, packs)
        if falls_by_steps(line.offer):
            average = over(cost_by_steps(breaks, packs), most(packs, 1))
            price = rounded(average, _SHOWN_PLACES)
        price = when(below_first(line.offer, breaks, packs), NOT_SOLD, price)
        return Computed(shown, price, shown.currency)

    def _break(self, line: OrderLine, key: str, packs: Ref) -> Cell:
        text, breaks = break_text(line.offer, line.packs), self._break_cells(line, key)
        if len(breaks) == 1 or falls_by_steps(line.offer):
            return text
        (first, _), *others = breaks
        said = when(above(first, 1), joined("from ", first, " packs"), "")
        for start, _ in others:
            said = when(at_least(packs, start), joined("from ", start, " packs"), said)
        return Computed(text, said)

    def _priced(self, line: OrderLine, stated: Money, key: str, packs: Ref) -> Cell:
        """Return what packs come to, or that the vendor does not sell so many."""
        offer, name = line.offer, self.name
        price = Ref(name, key, "price")
        cost = times(packs, price)
        if falls_by_steps(offer):
            # The average that is shown as the price has lost digits; a word there still holds here.
            cost = added(cost_by_steps(self._break_cells(line, key), packs), times(0, price))
        cost = rounded(cost, minor_unit_places(stated.currency))
        whole: Expression = rounded_up(most(packs, 1))
        if self._insists:
            least, multiple = Ref(name, key, "least"), Ref(name, key, "multiple")
            whole = times(rounded_up(over(most(packs, least), multiple)), multiple)
        sold = when(above(whole, packs), NOT_SOLD, cost)
        if offer.stock is not None:
            sold = when(above(packs, Ref(name, key, "stock")), NOT_IN_STOCK, sold)
        return Computed(stated, when(differs(packs, 0), sold, 0), stated.currency)

    def _break_cells(self, line: OrderLine, key: str) -> list[tuple[Expression, Expression]]:
        return break_cells(self.name, key, line.offer)

    def breaks(self) -> Table | None:
        """Return what a pack costs by how many are ordered; None if nothing hangs on that."""
        columns = break_columns(self.terms.vendor.currency, under=("what", "packs", "price"))
        rows = [
            row
            for index, line in enumerate(self.order.lines)
            if len(line.offer.price_breaks) > 1
            for row in break_rows(
                columns, content_text(line, self.names), line.offer, line_key(index)
            )
        ]
        name = breaks_name(self.name)
        return Table(name, BREAKS_TITLE, columns, tuple(rows), detail=True) if rows else None


def _term(key: str, title: str) -> Column:
    return Column(key, title, Kind.INTEGER, entered=True, detail=True)
