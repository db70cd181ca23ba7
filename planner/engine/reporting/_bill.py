"""The bill of materials as tables: its lines, and how they add up to the total."""

from dataclasses import dataclass
from functools import cached_property

from planner.engine.planning.cost import Tally, has_band, tally_at
from planner.engine.reporting._copies import PER_COPY, quantity_cell
from planner.engine.reporting._offer_terms import (
    breaks_table,
    is_sold_singly,
    least_packs,
    pieces_asked,
    price_cell,
    sold_packs,
)
from planner.engine.reporting._rates import RateBook
from planner.engine.reporting._spares import (
    entered_column,
    left_over_column,
    needed_cells,
    needed_columns,
)
from planner.engine.reporting._totals import totals_table
from planner.model.bom import BomLine, CostedBom, CostedLine
from planner.model.expressions import Ref, most, over, rounded_up
from planner.model.money import Money, minor_unit_places
from planner.model.parts import CATEGORY_TITLES
from planner.model.table import (
    Cell,
    Column,
    Computed,
    Kind,
    Packs,
    Product,
    Row,
    Same,
    Table,
    row_of,
)

IN_USE = "In use"
REPLACED = "Replaced"
REPLACED_NOTE = (
    "Replaced parts are no longer in use. They were paid for, so they stay in the total."
)
INSISTS_NOTE = (
    "Some parts are bought in more packs than needed: the shop has an MOQ or an order multiple."
)
NO_PRICE = "no price yet"


def bill_tables(
    bom: CostedBom, rates: RateBook, *, name: str = "bill", notes: tuple[str, ...] = ()
) -> tuple[Table, Table]:
    """Return the lines of a bill and their sums; `name` tells two bills of a document apart."""
    lines = _lines_table(bom, name, notes)
    return lines, totals_table(bom, rates, lines, notes=notes)


def breaks_of(bom: CostedBom, name: str = "bill") -> tuple[Table, ...]:
    """Return the table of price breaks of a bill, if any price hangs on the number of packs."""
    keys = [line_key(index) for index in range(len(bom.lines))]
    found = breaks_table(bom, name, keys)
    return () if found is None else (found,)


def counts_packs(bom: CostedBom) -> bool:
    """Tell whether any part is sold in packs, or not in any number."""
    return any(
        costed.line.packs != costed.line.quantity
        or _pack_size(costed.line) > 1
        or not is_sold_singly(costed.line.offer)
        for costed in bom.lines
    )


def line_key(index: int) -> str:
    """Return the key of a line's row, the same in every table that has one row a line."""
    return f"line_{index + 1}"


def _lines_table(bom: CostedBom, name: str, notes: tuple[str, ...]) -> Table:
    columns = _columns(bom)
    ends = (tally_at(bom, "low"), tally_at(bom, "high")) if has_band(bom) else ()
    retired = any(costed.line.retired for costed in bom.lines)
    form = _Form(bom, name, columns, ends, grouped=retired)
    rows = tuple(_row(form, index) for index in range(len(bom.lines)))
    told = list(notes)
    if retired:
        told.append(REPLACED_NOTE)
    if any(_shop_insists(costed.line) for costed in bom.lines):
        told.append(INSISTS_NOTE)
    return Table(name, "Bill of materials", columns, rows, tuple(told)).compact()


def _columns(bom: CostedBom) -> tuple[Column, ...]:
    packs, band, entered = counts_packs(bom), has_band(bom), entered_column(bom)
    per_copy = "Needed per copy" if bom.spare_rules else "Quantity per copy"
    insists = any(not is_sold_singly(costed.line.offer) for costed in bom.lines)
    return (
        Column("category", "For"),
        Column("description", "Part"),
        Column("part_number", "Part number", detail=True),
        *_only(bom.copies > 1, Column(PER_COPY, per_copy, Kind.INTEGER, entered=True)),
        *needed_columns(bom),
        Column("quantity", "Quantity", Kind.INTEGER, entered=entered == "quantity"),
        *_only(packs, Column("pack_size", "Pack of", Kind.INTEGER, entered=True)),
        *_only(insists, _term("least", "MOQ (packs)")),
        *_only(insists, _term("multiple", "Order multiple in packs")),
        *_only(packs, Column("packs", "Packs", Kind.INTEGER, entered=True)),
        *left_over_column(bom, packs=packs),
        Column(
            "unit_price",
            "Price per pack" if packs else "Unit price",
            Kind.MONEY,
            unit=bom.currency,
            entered=True,
        ),
        Column("currency", "Currency", detail=True),
        Column("amount", "Amount", Kind.MONEY, unit=bom.currency),
        Column("basis", "Price basis", Kind.BASIS),
        *_only(band, Column("low", "Lowest price", Kind.MONEY, bom.currency, entered=True)),
        *_only(band, Column("high", "Highest price", Kind.MONEY, bom.currency, entered=True)),
        *_only(band, Column("amount_low", "Amount, low", Kind.MONEY, bom.currency)),
        *_only(band, Column("amount_high", "Amount, high", Kind.MONEY, bom.currency)),
        Column("as_of", "Price as of", Kind.DATE),
        Column("vendor", "Vendor", detail=True),
        Column("why", "Why this quantity"),
    )


def _only(wanted: bool, column: Column) -> tuple[Column, ...]:
    return (column,) if wanted else ()


def _term(key: str, title: str) -> Column:
    return Column(key, title, Kind.INTEGER, entered=True, detail=True)


def _pack_size(line: BomLine) -> int:
    return 1 if line.price is None else line.price.pack_size


@dataclass(frozen=True)
class _Form:
    """What all lines of a bill decide together: asked once, not for every row."""

    bom: CostedBom
    name: str
    columns: tuple[Column, ...]
    ends: tuple[Tally, ...]
    grouped: bool

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return the keys of the columns."""
        return frozenset(column.key for column in self.columns)


def _row(form: _Form, index: int) -> Row:
    bom, name = form.bom, form.name
    costed = bom.lines[index]
    line, price, key = costed.line, costed.line.price, line_key(index)
    counted = Ref(name, key, "packs" if "packs" in form.keys else "quantity")
    cells: dict[str, Cell] = {
        "category": CATEGORY_TITLES[line.category],
        "description": f"{line.description} ({line.role})" if line.role else line.description,
        "part_number": line.part_number,
        PER_COPY: line.of_one_copy,
        "quantity": quantity_cell(bom, line, name, key),
        "pack_size": _pack_size(line),
        "least": "" if line.offer is None else least_packs(line.offer),
        "multiple": "" if line.offer is None else line.offer.order_multiple,
        "packs": _packs(line, name, key, "least" in form.keys),
        "unit_price": price_cell(bom, line, name, key, counted),
        "currency": bom.currency if price is None else price.unit.currency,
        "amount": _times(costed.line_price, counted, Ref(name, key, "unit_price"), bom.currency),
        "basis": NO_PRICE if price is None else str(price.basis),
        "as_of": "" if price is None else price.as_of,
        "vendor": "" if price is None else price.vendor,
        "why": line.why,
    }
    if bom.spare_rules:
        cells |= needed_cells(bom, line, name, key)
    if form.ends:
        cells |= _end_cells(costed, index, name=name, counted=counted, ends=form.ends)
    group = (REPLACED if line.retired else IN_USE) if form.grouped else ""
    return row_of(form.columns, key, group=group, cells=cells)


def _shop_insists(line: BomLine) -> bool:
    """Tell whether more packs are bought than hold the quantity: a minimum, or a multiple."""
    return line.packs > -(-line.asked // _pack_size(line))


def _packs(line: BomLine, name: str, key: str, has_terms: bool) -> Cell:
    """Return how many packs hold a quantity, by the terms of its offer where the table has them."""
    quantity, size = Ref(name, key, "quantity"), Ref(name, key, "pack_size")
    needed = pieces_asked(line, quantity)
    if has_terms and line.offer is not None:
        terms = {"least": Ref(name, key, "least"), "multiple": Ref(name, key, "multiple")}
        return Computed(line.packs, sold_packs(needed, size, **terms))
    if needed != quantity:
        return Computed(line.packs, rounded_up(most(over(needed, size), 0)))
    return Packs(line.packs, quantity, size)


def _end_cells(
    costed: CostedLine, index: int, *, name: str, counted: Ref, ends: tuple[Tally, ...]
) -> dict[str, Cell]:
    """Return the low and high cells of a line; a line without a band repeats its amount."""
    price, key = costed.line.price, line_key(index)
    low, high = (tally.native[index] for tally in ends)
    if price is None or price.low is None or price.high is None:
        amount = Ref(name, key, "amount")
        return {"amount_low": Same(low, amount), "amount_high": Same(high, amount)}
    currency = price.unit.currency
    return {
        "low": price.low,
        "high": price.high,
        "amount_low": _times(low, counted, Ref(name, key, "low"), currency),
        "amount_high": _times(high, counted, Ref(name, key, "high"), currency),
    }


def _times(value: Money | None, counted: Ref, unit: Ref, currency: str) -> Product:
    places = minor_unit_places(currency if value is None else value.currency)
    return Product(value, (counted, unit), places)
