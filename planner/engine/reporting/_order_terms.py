"""The terms of a vendor as cells.

An order that is changed in a sheet may cross a threshold: shipping becomes free, a small order is
charged more, a tax at the border falls due or no longer does. So the thresholds stand in cells of
their own, and each charge is counted from them as it is in money.
"""

from dataclasses import dataclass

from planner.engine.charges import CHARGES
from planner.engine.charges.sheet import terms_name
from planner.engine.reporting._rates import RateBook
from planner.model.buying import Settlement
from planner.model.expressions import Ref
from planner.model.table import Column, Kind, Table, row_of
from planner.model.vendors import Vendor


@dataclass(frozen=True)
class TermCells:
    """Writes the terms of a vendor that hang on the size of an order."""

    vendor: Vendor
    settlement: Settlement
    rates: RateBook

    @property
    def weighs(self) -> bool:
        """Tell whether shipping goes by weight."""
        return bool(self.vendor.shipping_by_weight)

    @property
    def counts_pieces(self) -> bool:
        """Tell whether shipping goes by the number of pieces."""
        return bool(self.vendor.shipping_by_pieces)

    def rate_cell(self, base: str, quote: str) -> Ref | None:
        """Return the cell of the rate between two currencies; None between one and itself."""
        if base == quote:
            return None
        return self.rates.cell(base, quote, self.settlement.rate(base, quote))

    def table(self) -> Table | None:
        """Return the terms; None if none of them hangs on the size of an order."""
        columns = (
            Column("what", "What", under="what"),
            Column("from", "From", Kind.MIXED, entered=True, under="pieces"),
            Column("amount", "Amount", Kind.MONEY, self.vendor.currency, entered=True),
        )
        rows = tuple(
            row_of(columns, key, cells=cells)
            for charge in CHARGES
            for key, cells in charge.terms(self.vendor)
        )
        name = terms_name(self.vendor.vendor)
        return Table(name, "Terms of this vendor", columns, rows, detail=True) if rows else None
