"""A spreadsheet in small, exact and without a program: counts the cells of reports anew.

It does what the formulas of the workbook do, in Decimal, so that thousands of changed documents can
be tried; LibreOffice is asked the same of a few.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from math import prod
from typing import Any

from planner.io.exporters._xlsx_layout import is_formula
from planner.model.expressions import Ref, cells_of
from planner.model.money import Money
from planner.model.table import (
    UNPRICED,
    Cell,
    Computed,
    CountWhere,
    Kind,
    Marked,
    Missing,
    Packs,
    Product,
    Report,
    Same,
    Share,
    Sum,
    SumWhere,
    Total,
    missing_text,
)
from tests.expressions import worth


def rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def plain(value: Any, kind: Kind) -> Any:
    """Return a value as a sheet keeps it: a number, a text, or nothing."""
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, int | Decimal):
        return Decimal(value) / 100 if kind is Kind.PERCENT else Decimal(value)
    return "" if value is None else str(value)


class Sheet:
    """Cells of some reports, some of them changed by a person."""

    def __init__(self, reports: Iterable[Report], edits: Mapping[Ref, Any]) -> None:
        self._cells: dict[Ref, tuple[Cell, Kind]] = {}
        for report in reports:
            for table in report.tables:
                for row in table.rows:
                    for column, cell in zip(table.columns, row.cells, strict=True):
                        self._cells[Ref(table.name, row.key, column.key)] = (cell, column.kind)
        self._known = {ref: plain(value, self._cells[ref][1]) for ref, value in edits.items()}

    @property
    def computed(self) -> list[Ref]:
        """Return every cell that is counted."""
        return [ref for ref, (cell, _) in self._cells.items() if is_formula(cell)]

    def __contains__(self, ref: Ref) -> bool:
        return ref in self._cells

    def __getitem__(self, ref: Ref) -> Any:
        if ref not in self._known:
            cell, kind = self._cells[ref]
            self._known[ref] = self._counted(cell, kind)
        return self._known[ref]

    def _numbers(self, refs: Iterable[Ref]) -> list[Decimal]:
        held = (self[ref] for ref in refs)
        return [each for each in held if isinstance(each, Decimal)]

    def _all(self, refs: Iterable[Ref]) -> bool:
        return all(isinstance(self[ref], Decimal) for ref in refs)

    def _counted(self, cell: Cell, kind: Kind) -> Any:
        count = getattr(self, f"_{type(cell).__name__.lower()}", None)
        return plain(cell, kind) if count is None else count(cell)

    def _same(self, cell: Same) -> Any:
        return self[cell.cell]

    def _product(self, cell: Product) -> Any:
        numbers = self._numbers(cell.factors)
        known = len(numbers) == len(cell.factors)
        return rounded(prod(numbers, start=Decimal(1)), cell.places) if known else ""

    def _packs(self, cell: Packs) -> Any:
        if not self._all((cell.quantity, cell.pack_size)):
            return ""
        return (self[cell.quantity] / self[cell.pack_size]).to_integral_value(ROUND_CEILING)

    def _share(self, cell: Share) -> Any:
        whole = sum(self._numbers(cell.of), Decimal(0))
        known = self._all((cell.percent,))
        return rounded(whole * self[cell.percent], cell.places) if known else ""

    def _sum(self, cell: Sum) -> Any:
        if cell.needs_all and not self._all((*cell.cells, *cell.less)):
            return cell.lacking
        if not self._all(cell.needed):
            return cell.lacking
        whole = sum(self._numbers(cell.cells), Decimal(0))
        return whole - sum(self._numbers(cell.less), Decimal(0))

    def _sumwhere(self, cell: SumWhere) -> Any:
        pairs = zip(cell.labels, cell.amounts, strict=True)
        held = [b for a, b in pairs if self[a] == cell.label]
        whole = sum(self._numbers(held), Decimal(0))
        if cell.rate is not None:
            return rounded(whole * self[cell.rate], cell.places) if self._all((cell.rate,)) else ""
        return "" if cell.needs_all and not self._all(held) else whole

    def _countwhere(self, cell: CountWhere) -> Any:
        pairs = zip(cell.labels, cell.amounts, strict=True)
        return Decimal(sum(1 for a, b in pairs if self[a] == cell.label and self._all((b,))))

    def _missing(self, cell: Missing) -> Any:
        lines = len(cell.amounts) - len(self._numbers(cell.amounts))
        pairs = zip(cell.sums, cell.counts, strict=True)
        return Decimal(lines + sum(int(self[b]) for a, b in pairs if not self._all((a,))))

    def _total(self, cell: Total) -> Any:
        if self[cell.missing]:
            return missing_text(int(self[cell.missing]))
        known = self._all(cell.needed)
        return sum(self._numbers(cell.cells), Decimal(0)) if known else UNPRICED

    def _computed(self, cell: Computed) -> Any:
        read = cells_of(cell.expression)
        known = self._all(read)
        return worth(cell.expression, {ref: self[ref] for ref in read}) if known else cell.lacking

    def _marked(self, cell: Marked) -> Any:
        if isinstance(cell.value, Computed):
            return self._computed(cell.value)
        return plain(cell.value, Kind.NUMBER)
