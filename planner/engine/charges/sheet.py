"""An order on a sheet: the cells that its charges are counted from, and those that hold them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.model.basket import PurchaseOrder
from planner.model.buying import Settlement
from planner.model.expressions import (
    Expression,
    Ref,
    above,
    rounded,
    rounded_down,
    times,
    total_of,
    when,
)
from planner.model.money import Money, minor_unit_places
from planner.model.vendors import Vendor


def totals_name(vendor: str) -> str:
    """Return the name of the table that holds what an order comes to."""
    return f"order_{vendor}_totals"


def terms_name(vendor: str) -> str:
    """Return the name of the table that holds the terms of a vendor."""
    return f"order_{vendor}_terms"


def own_money(amount: Decimal, vendor: Vendor) -> Money:
    """Return an amount of a vendor's terms as a sheet shows it."""
    return Money(amount, vendor.currency)


@dataclass(frozen=True)
class SheetRow:
    """How a sheet counts a charge: by a formula, and the percent in it. None: as it was counted."""

    formula: Expression | None
    percent: Decimal | None = None


@dataclass(frozen=True)
class OrderSheet:
    """Where an order stands on a sheet.

    `packs`, `amounts`, `grams` and `pieces` are cells, a line each. `written` are the cells of its
    goods and of what stands there so far, by key; `value` among them is what it is worth in the
    basket's currency.
    """

    order: PurchaseOrder
    vendor: Vendor
    settlement: Settlement
    packs: tuple[Ref, ...]
    amounts: tuple[Ref, ...]
    grams: tuple[Ref, ...]
    pieces: tuple[Ref, ...]
    rate_cell: Callable[[str, str], Ref | None]
    written: dict[str, Ref]

    @property
    def goods(self) -> Ref:
        """Return the cell of what the lines come to."""
        return self.written["goods"]

    @property
    def places(self) -> int:
        """Return to how many decimals the vendor's currency is rounded."""
        return minor_unit_places(self.vendor.currency)

    def at(self, key: str, column: str = "amount") -> Ref:
        """Return a cell of what the order comes to."""
        return Ref(totals_name(self.vendor.vendor), key, column)

    def term(self, row: str, column: str = "amount") -> Ref:
        """Return a cell of the vendor's terms."""
        return Ref(terms_name(self.vendor.vendor), row, column)

    def charged(self, row: str) -> Expression:
        """Return an amount of the vendor's terms, rounded as it is charged."""
        return rounded(self.term(row), self.places)

    def base(self, keys: Iterable[str]) -> list[Ref]:
        """Return the cells of those amounts that stand there."""
        return [self.written[key] for key in keys if key in self.written]

    def if_any(self, cost: Expression) -> Expression:
        """Return what an order costs, nothing where no packs are ordered."""
        return when(above(total_of(*self.packs), 0), cost, 0)

    def share(self, of: Expression, key: str, currency: str, *, down: bool = False) -> Expression:
        """Return the percentage in the row of a charge of an amount, rounded half up or `down`."""
        exact, places = times(of, self.at(key, "percent")), minor_unit_places(currency)
        return rounded_down(exact, places) if down else rounded(exact, places)
