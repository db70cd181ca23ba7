"""What an upgrade buys, with quantities, prices, terms and charges taken from the bill of a sheet.

A part that is bought for an upgrade at the price of the bill, or on its terms, has them from there:
changed there, they are changed here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from planner.engine.reporting._bill import line_key
from planner.engine.reporting._upgrade_counts import UpgradeCounts
from planner.model.bom import CostedBom
from planner.model.expressions import Ref
from planner.model.money import Money
from planner.model.table import Cell, Row, Same, Table, Total, value_of

# What of a line, a price break or a charge may be taken from where it stands in the bill.
_TAKEN = (
    "pack_size", "least", "multiple", "unit_price", "low", "high",
    "from", "price", "percent", "stated", "total",
)  # fmt: skip


def linked(
    counts: UpgradeCounts, tables: Sequence[Table], bill: Sequence[Table]
) -> tuple[Table, ...]:
    """Return the tables of what is bought, linked to those of the bill that it is bought for."""
    if not counts.follows:
        return tuple(_as_exported(counts, table) for table in tables)
    keys = dict(_same_rows(counts.upgrade.added, counts.bom))
    held = {(table.name, row.key): (table, row) for table in bill for row in table.rows}
    return tuple(_linked(counts, table, keys, held) for table in tables)


def _as_exported(counts: UpgradeCounts, table: Table) -> Table:
    """Return a table whose pieces give way to a word once the bill is changed."""
    if table.name != "added":
        return table
    place = [column.key for column in table.columns].index("quantity")
    rows = []
    for index, row in enumerate(table.rows):
        cells = list(row.cells)
        cells[place] = counts.bought(index)
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _linked(
    counts: UpgradeCounts,
    table: Table,
    keys: Mapping[str, str],
    held: Mapping[tuple[str, str], tuple[Table, Row]],
) -> Table:
    name = table.name.replace("added", "bill", 1)
    rows = []
    for row in table.rows:
        cells = dict(zip((column.key for column in table.columns), row.cells, strict=True))
        if name == "bill":
            cells["quantity"] = counts.bought(int(row.key.removeprefix("line_")) - 1)
        found = held.get((name, keys.get(row.key, "")))
        if found is not None:
            cells |= dict(_taken(cells, *found))
        further = counts.needed()
        for column, cell in cells.items():
            if isinstance(cell, Total):
                cells[column] = replace(cell, needed=(*cell.needed, *further))
        rows.append(replace(row, cells=tuple(cells.values())))
    return replace(table, rows=tuple(rows))


def _taken(cells: Mapping[str, Cell], there: Table, row: Row) -> Iterator[tuple[str, Cell]]:
    """Yield those cells that hold what stands in a row of the bill, each taken from there."""
    beside = dict(zip((column.key for column in there.columns), row.cells, strict=True))
    for key in _TAKEN:
        cell = cells.get(key, "")
        # A price that is still to be entered is entered in the bill.
        stands = isinstance(cell, Money | Decimal | int) or (cell is None and key == "unit_price")
        if stands and value_of(beside.get(key, "")) == cell:
            yield key, Same(value_of(cell), Ref(there.name, row.key, key))


def _same_rows(added: CostedBom, bom: CostedBom) -> Iterator[tuple[str, str]]:
    """Yield rows of what is bought with those of the bill that are about the same."""
    wanted = Counter(each.line.part_number for each in bom.lines if not each.line.retired)
    lines = {
        each.line.part_number: (index, each.line)
        for index, each in enumerate(bom.lines)
        if not each.line.retired and wanted[each.line.part_number] == 1
    }
    for index, costed in enumerate(added.lines):
        if costed.line.part_number in lines:
            place, line = lines[costed.line.part_number]
            yield line_key(index), line_key(place)
            if costed.line.offer is not None and costed.line.offer == line.offer:
                for number in range(1, len(line.offer.price_breaks) + 1):
                    yield (
                        f"{line_key(index)}_break_{number}",
                        f"{line_key(place)}_break_{number}",
                    )
    charges = [each.charge for each in bom.charges]
    for index, due in enumerate(added.charges):
        if due.charge in charges:
            yield f"charge_{index + 1}", f"charge_{charges.index(due.charge) + 1}"
