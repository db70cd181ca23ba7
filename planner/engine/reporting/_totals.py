"""How the lines of a bill add up: sums by currency, charges, the total, and further currencies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.engine.planning.cost import Tally, has_band, printed_in, tally_at
from planner.engine.reporting._copies import PER_COPY, charge_cell, per_copy_cell
from planner.engine.reporting._rates import RateBook, rate_from_bill, rate_to_bill, rate_value
from planner.model.bom import CostedBom, CurrencySubtotal
from planner.model.build_charges import Charge, ChargeKind
from planner.model.expressions import Ref, above, added, most, rounded, times, when
from planner.model.money import ExchangeRate, Money, minor_unit_places, total
from planner.model.table import (
    UNPRICED,
    Cell,
    Column,
    Computed,
    CountWhere,
    Kind,
    Missing,
    Product,
    Row,
    Same,
    Share,
    Sum,
    SumWhere,
    Table,
    Total,
    row_of,
)

# The columns that hold sums: the amounts of the bill they add up, and their own key.
_SUMS = {"total": "amount", "low": "amount_low", "high": "amount_high"}


def totals_name(bill: str) -> str:
    """Return the name of the table that adds up the bill of a name."""
    return f"{bill}_totals"


def total_cell(bill: str, column: str = "total") -> Ref:
    """Return the cell that holds the total of a bill, or an end of its band."""
    return Ref(totals_name(bill), "total", column)


def totals_table(
    bom: CostedBom, rates: RateBook, bill: Table, *, notes: tuple[str, ...] = ()
) -> Table:
    """Return how the lines of a bill table add up to its total, with a row for every step."""
    ends = {"low": tally_at(bom, "low"), "high": tally_at(bom, "high")} if has_band(bom) else {}
    sums = _Sums(bom, rates, bill, _columns(bom, banded=bool(ends)), ends)
    return Table(totals_name(bill.name), "Total", sums.columns, tuple(sums.rows()), notes)


def is_foreign(bom: CostedBom) -> bool:
    """Tell whether any price or charge must be converted into the bill's currency."""
    held = {subtotal.native.currency for subtotal in bom.subtotals}
    held |= {c.charge.amount.currency for c in bom.charges if c.charge.amount is not None}
    return bool(held - {bom.currency})


def all_priced_in(bom: CostedBom, currency: str) -> bool:
    """Tell whether everything that costs anything on the bill is priced in this currency.

    Then its sum in that currency is what was printed, not a conversion back.
    """
    return printed_in(currency, bom.subtotals, bom.charges) is not None


def _columns(bom: CostedBom, *, banded: bool) -> tuple[Column, ...]:
    foreign = is_foreign(bom)
    percent = any(costed.charge.percent is not None for costed in bom.charges)
    # Written where the bill has its own amounts, so that the eye can add them up.
    chosen = (
        (True, Column("what", "What", under="description")),
        (percent, Column("percent", "Percent", Kind.PERCENT, entered=True, under="part_number")),
        (True, Column("lines", "Lines", Kind.INTEGER, under="quantity")),
        (foreign, _money("stated", "As priced", bom, under="unit_price", entered=True)),
        (foreign or bool(bom.also), Column("rate", "Rate", Kind.NUMBER, under="currency")),
        (True, _money("total", "Amount", bom, under="amount", entered=True)),
        (banded, _money("low", "Low", bom, under="amount_low")),
        (banded, _money("high", "High", bom, under="amount_high")),
    )
    return tuple(column for wanted, column in chosen if wanted)


def _money(key: str, title: str, bom: CostedBom, *, under: str, entered: bool = False) -> Column:
    return Column(key, title, Kind.MONEY, bom.currency, entered=entered, under=under)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Writes the rows of one totals table."""

    bom: CostedBom
    rates: RateBook
    bill: Table
    columns: tuple[Column, ...]
    ends: Mapping[str, Tally]

    def rows(self) -> Iterator[Row]:
        subtotals = self._subtotals()
        for subtotal in subtotals:
            yield self._parts(subtotal, alone=len(subtotals) == 1)
        if len(subtotals) > 1:
            yield self._sum("parts", "Parts together", self._parts_keys(), self._goods())
        for index, costed in enumerate(self.bom.charges):
            if costed.charge.percent is None:
                yield self._fixed(index, costed.charge)
            else:
                yield self._percent(index, costed.charge)
        if self.bom.unpriced:
            values = {"total": self.bom.subtotal}
            values |= {end: tally.subtotal for end, tally in self.ends.items()}
            yield self._sum("priced", "Subtotal", self._addends(), values)
            yield from self._also("priced")
        yield self._missing()
        yield self._total()
        yield from self._also("total")
        if self.bom.copies > 1:
            each = per_copy_cell(self.bom, self._cell("total", "total"))
            yield self._row(PER_COPY, {"what": "Per copy", "total": each}, strong=True)

    def _row(self, key: str, cells: Mapping[str, Cell], *, strong: bool = False) -> Row:
        return row_of(self.columns, key, strong=strong, cells=cells)

    def _cell(self, row: str, column: str) -> Ref:
        return Ref(totals_name(self.bill.name), row, column)

    def _bill_cells(self, column: str) -> tuple[Ref, ...]:
        return tuple(Ref(self.bill.name, row.key, column) for row in self.bill.rows)

    def _has(self, column: str) -> bool:
        return any(each.key == column for each in self.columns)

    def _places(self) -> int:
        return minor_unit_places(self.bom.currency)

    def _subtotals(self) -> tuple[CurrencySubtotal, ...]:
        """Return the sums by currency; one of nothing awaits prices that are still to be found."""
        unpriced = any(costed.line.price is None for costed in self.bom.lines)
        known = any(s.native.currency == self.bom.currency for s in self.bom.subtotals)
        if known or (self.bom.subtotals and not unpriced):
            return self.bom.subtotals
        nothing = Money(Decimal(0), self.bom.currency)
        return (*self.bom.subtotals, CurrencySubtotal(native=nothing, converted=nothing))

    def _parts_keys(self) -> tuple[str, ...]:
        return tuple(f"parts_{subtotal.native.currency}" for subtotal in self._subtotals())

    def _goods_key(self) -> str:
        keys = self._parts_keys()
        return "parts" if len(keys) > 1 else keys[0]

    def _addends(self) -> tuple[str, ...]:
        charges = (f"charge_{index + 1}" for index in range(len(self.bom.charges)))
        return (self._goods_key(), *charges)

    def _goods(self) -> dict[str, Money]:
        found = {"total": self.bom.subtotals}
        found |= {end: tally.subtotals for end, tally in self.ends.items()}
        return {
            end: total([s.converted for s in subtotals if s.converted], self.bom.currency)
            for end, subtotals in found.items()
        }

    def _parts(self, subtotal: CurrencySubtotal, *, alone: bool) -> Row:
        currency = subtotal.native.currency
        key, labels = f"parts_{currency}", self._bill_cells("currency")
        rate = self._rate_cell(currency)
        count = sum(1 for c in self.bom.lines if c.line_price and c.line_price.currency == currency)
        cells: dict[str, Cell] = {
            "what": "Parts" if alone else f"Parts priced in {currency}",
            "lines": CountWhere(count, self._bill_cells("amount"), labels, currency),
        }
        for end in ("total", *self.ends):
            amounts, value = self._bill_cells(_SUMS[end]), self._converted(subtotal, end)
            cells[end] = SumWhere(value, amounts, labels, currency, rate, self._places())
        if self._has("stated"):
            stated = self._cell(key, "stated")
            cells["stated"] = SumWhere(
                subtotal.native, self._bill_cells("amount"), labels, currency
            )
            cells["total"] = Same(subtotal.converted, stated)
            if rate is not None:
                cells["rate"] = Same(rate_value(subtotal.rate), rate)
                cells["total"] = Product(subtotal.converted, (stated, rate), self._places())
        return self._row(key, cells)

    def _converted(self, subtotal: CurrencySubtotal, end: str) -> Money | None:
        held = self.ends[end].subtotals if end in self.ends else ()
        at_end = (s for s in held if s.native.currency == subtotal.native.currency)
        return next(at_end, subtotal).converted

    def _rate_cell(self, currency: str) -> Ref | None:
        """Return the cell of the rate that leads from a currency to the bill's, if it needs one."""
        if currency == self.bom.currency:
            return None
        return self.rates.cell(currency, self.bom.currency, rate_to_bill(self.bom, currency))

    def _sum(self, key: str, what: str, of: tuple[str, ...], values: Mapping[str, Money]) -> Row:
        cells: dict[str, Cell] = {"what": what}
        for end, value in values.items():
            cells[end] = Sum(value, tuple(self._cell(row, end) for row in of))
        return self._row(key, cells)

    def _fixed(self, index: int, charge: Charge) -> Row:
        key, amount = f"charge_{index + 1}", self.bom.charges[index].amount
        falls_due = charge_cell(self.bom, charge)
        cells: dict[str, Cell] = {"what": charge.label, "lines": 1, "total": amount}
        if self.bom.copies > 1 and not self._has("stated"):
            cells["total"] = falls_due
        if self._has("stated") and charge.amount is not None:
            rate = self._rate_cell(charge.amount.currency)
            stated = self._cell(key, "stated")
            factors = (stated,) if rate is None else (stated, rate)
            cells |= {"stated": falls_due, "total": Product(amount, factors, self._places())}
            if rate is not None:
                known = rate_to_bill(self.bom, charge.amount.currency)
                cells["rate"] = Same(rate_value(known), rate)
        cells |= {end: Same(amount, self._cell(key, "total")) for end in self.ends}
        return self._row(key, cells)

    def _percent(self, index: int, charge: Charge) -> Row:
        key, of = f"charge_{index + 1}", [self._goods_key()]
        # Shipping in percent is taken on parts alone, or it would be taken on itself.
        landed = charge.on_shipping and charge.kind is not ChargeKind.SHIPPING
        if landed:
            of += (
                f"charge_{place + 1}"
                for place, costed in enumerate(self.bom.charges)
                if costed.charge.kind is ChargeKind.SHIPPING
            )
        values = {"total": self.bom.charges[index].amount}
        values |= {end: tally.charges[index].amount for end, tally in self.ends.items()}
        on = "on parts and shipping" if landed else "on parts"
        cells: dict[str, Cell] = {"what": f"{charge.label}, {on}", "lines": 1}
        cells["percent"] = charge.percent
        for end, value in values.items():
            base = tuple(self._cell(row, end) for row in of)
            cells[end] = Share(value, base, self._cell(key, "percent"), self._places())
        return self._row(key, cells)

    def _missing(self) -> Row:
        """Count what the total lacks: lines without a price, sums without a rate, charges."""
        foreign = (each.native.currency for each in self._subtotals())
        converted = [f"parts_{code}" for code in foreign if code != self.bom.currency]
        converted += (f"charge_{index + 1}" for index in range(len(self.bom.charges)))
        missing = Missing(
            len(self.bom.unpriced),
            amounts=self._bill_cells("amount"),
            sums=tuple(self._cell(key, "total") for key in converted),
            counts=tuple(self._cell(key, "lines") for key in converted),
        )
        cells: dict[str, Cell] = {"what": "Lines without a price", "lines": missing}
        return replace(self._row("missing", cells), detail=not missing.value)

    def _total(self) -> Row:
        lacking, missing = self._cell("missing", "lines"), len(self.bom.unpriced)
        values = {"total": self.bom.total}
        if self.ends:
            known = not missing
            values |= {e: t.subtotal if known else None for e, t in self.ends.items()}
        cells: dict[str, Cell] = {"what": f"Total in {self.bom.currency}"}
        for end, value in values.items():
            of = tuple(self._cell(row, end) for row in self._addends())
            needed = () if end == "total" else self._bill_cells(_SUMS[end])
            cells[end] = Total(value, of, lacking, missing, needed=needed)
        return self._row("total", cells, strong=True)

    def _also(self, of: str) -> Iterator[Row]:
        """Return a sum in further currencies: of the total, or of what is priced so far."""
        for amount in self.bom.also:
            currency = amount.currency
            what = f"{'Total' if of == 'total' else 'Subtotal'} in {currency}"
            value = amount if of == "priced" or self.bom.total is not None else None
            key, strong = f"{of}_{currency}", of == "total"
            cells: dict[str, Cell]
            if all_priced_in(self.bom, currency):
                if not self.bom.unpriced:
                    cells = {"what": what, "total": self._printed(amount)}
                    yield self._row(key, cells, strong=strong)
                continue
            rate = rate_from_bill(self.bom, currency)
            where = self.rates.cell(self.bom.currency, currency, rate)
            cells = {"what": what, "rate": Same(rate_value(rate), where)}
            places = minor_unit_places(currency)
            values = {"total": value}
            for end in self.ends:
                values[end] = None if value is None else self._end_in(end, rate)
            for end, converted in values.items():
                factors = (self._cell(of, end), where)
                cells[end] = Product(converted, factors, places, currency)
            yield self._row(key, cells, strong=strong)

    def _end_in(self, end: str, rate: ExchangeRate | None) -> Money | None:
        return None if rate is None else rate.convert(self.ends[end].subtotal)

    def _printed(self, amount: Money) -> Cell:
        """Return a sum that is not converted back, as long as nothing is priced otherwise."""
        currency = amount.currency
        keys = [f"charge_{index + 1}" for index in range(len(self.bom.charges))]
        own, parts = f"parts_{currency}", self._parts_keys()
        stated = [self._cell(key, "stated") for key in (own, *keys) if key in (*parts, *keys)]
        others = [self._cell(key, "total") for key in parts if key != own]
        lacking = self._cell("missing", "lines")
        if not others:
            return Total(amount, tuple(stated), lacking, 0, currency)
        rate = rate_from_bill(self.bom, currency)
        whole = times(
            self._cell("total", "total"), self.rates.cell(self.bom.currency, currency, rate)
        )
        back = rounded(whole, minor_unit_places(currency))
        alone = when(above(most(*others), 0), back, added(*stated))
        return Computed(amount, when(above(lacking, 0), UNPRICED, alone), currency)
