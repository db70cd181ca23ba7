"""Where every number of a plan comes from: prices, charges, published sums and counts."""

from collections.abc import Iterator

from planner.engine.reporting._bill import NO_PRICE, line_key
from planner.engine.reporting._changed_cells import NOT_COUNTED, held_while
from planner.engine.reporting._offer_terms import has_breaks
from planner.engine.reporting._spares import entered_column
from planner.model.bom import BomLine, CostedBom
from planner.model.build import CountBasis
from planner.model.expressions import Ref, at_least, differs, when
from planner.model.offers import Basis
from planner.model.plan import Plan
from planner.model.table import Cell, Column, Computed, Kind, Report, Row, Same, Table

COUNT_MEANINGS = {
    CountBasis.STATED: "Published in the source.",
    CountBasis.CALCULATED: "Calculated from numbers in the source.",
    CountBasis.INFERRED: "Inferred, not stated in the source.",
    CountBasis.CHOSEN: "Chosen by you.",
}
STALE = (
    "CHANGED: prices and quantities of this sheet follow the bill. Days, sources, notes and "
    "reasons hold for the bill as exported."
)
_PRICE_COLUMNS = (
    Column("description", "Part"),
    Column("unit_price", "Price", Kind.MONEY),
    Column("pack_size", "Pack size", Kind.INTEGER),
    Column("basis", "Price basis", Kind.BASIS),
    Column("as_of", "As of", Kind.DATE),
    Column("vendor", "Vendor"),
    Column("source", "Source", Kind.LINK),
    Column("note", "Note"),
    Column("count", "Quantity", Kind.INTEGER),
    Column("count_basis", "Quantity basis", Kind.BASIS),
    Column("why", "Why this quantity"),
)
_CHARGE_COLUMNS = (
    Column("label", "Charge", under="description"),
    Column("as_of", "As of", Kind.DATE),
    Column("source", "Source", Kind.LINK),
)
_SUM_COLUMNS = (
    Column("amount", "Published total", Kind.MONEY, under="unit_price"),
    Column("as_of", "As of", Kind.DATE),
    Column("source", "Source", Kind.LINK),
    Column("note", "Note"),
)
_WORD_COLUMNS = (Column("word", "Word", Kind.BASIS), Column("meaning", "Meaning"))


def source_report(plan: Plan, bom: CostedBom, notes: tuple[str, ...]) -> Report:
    """Return price by price, charge by charge and count by count how each is known."""
    prices = Table("prices", "Prices and quantities", _PRICE_COLUMNS, _prices(bom), notes)
    tables = [prices.compact()]
    if bom.charges:
        tables.append(Table("charge_sources", "Charges", _CHARGE_COLUMNS, _charges(bom)))
    if plan.build.published:
        tables.append(
            Table("published", "Totals published in the source", _SUM_COLUMNS, _sums(plan))
        )
    tables.append(Table("words", "Terms used", _WORD_COLUMNS, tuple(_words(bom))))
    return Report("prices", "Prices and sources", tuple(tables), notes, stale=STALE)


def _prices(bom: CostedBom) -> tuple[Row, ...]:
    rows = []
    for index, costed in enumerate(bom.lines):
        line, price, key = costed.line, costed.line.price, line_key(index)
        value = None if price is None else price.unit
        cells: tuple[Cell, ...] = (
            line.description,
            Same(value, Ref("bill", key, "unit_price"), bom.currency if value is None else ""),
            None if price is None else price.pack_size,
            *_known(bom, line, key),
            Same(line.quantity, Ref("bill", key, "quantity")),
            _counted(bom, line, key),
            line.why,
        )
        rows.append(Row(key, cells))
    return tuple(rows)


def _known(bom: CostedBom, line: BomLine, key: str) -> tuple[Cell, ...]:
    """Return where a price is from, as long as it is that price."""
    price = line.price
    if price is None:
        entered = at_least(Ref("bill", key, "unit_price"), 0)
        missing = when(entered, NOT_COUNTED, NO_PRICE)
        return Computed(NO_PRICE, missing, lacking=NO_PRICE), None, "", None, ""
    told: tuple[Cell, ...] = str(price.basis), price.vendor
    if line.offer is None or not has_breaks(bom, line, line.offer):
        # A price that follows from the packs is of the same offer.
        other = differs(Ref("bill", key, "unit_price"), price.unit.amount)
        told = tuple(held_while(each, other) for each in told)
    basis, vendor = told
    return basis, price.as_of, vendor, price.source, price.note


def _counted(bom: CostedBom, line: BomLine, key: str) -> Cell:
    """Return how a quantity is known: another one is chosen by who enters it."""
    one = line.needed // bom.copies if bom.spare_rules else line.of_one_copy
    other = differs(Ref("bill", key, entered_column(bom)), one)
    basis = str(line.count_basis)
    return Computed(basis, when(other, str(CountBasis.CHOSEN), basis))


def _charges(bom: CostedBom) -> tuple[Row, ...]:
    charges = [costed.charge for costed in bom.charges]
    return tuple(
        Row(f"charge_{index + 1}", (charge.label, charge.as_of, charge.source))
        for index, charge in enumerate(charges)
    )


def _sums(plan: Plan) -> tuple[Row, ...]:
    return tuple(
        Row(each.id, (each.amount, each.as_of, each.source, each.note))
        for each in plan.build.published
    )


def _words(bom: CostedBom) -> Iterator[Row]:
    """Explain the words that this plan uses, and no others."""
    prices = {costed.line.price.basis for costed in bom.lines if costed.line.price is not None}
    counts = {costed.line.count_basis for costed in bom.lines}
    for basis in Basis:
        if basis in prices:
            yield Row(f"price_{basis}", (f"price {basis}", basis.meaning))
    for count_basis in CountBasis:
        if count_basis in counts:
            meaning = COUNT_MEANINGS[count_basis]
            yield Row(f"count_{count_basis}", (f"quantity {count_basis}", meaning))
