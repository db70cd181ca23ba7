"""The exchange rates of a document as one table, which every converted amount refers to."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.model.bom import CostedBom
from planner.model.expressions import Ref
from planner.model.money import ExchangeRate
from planner.model.table import Column, Kind, Report, Row, Table

_COLUMNS = (
    Column("pair", "What it converts"),
    Column("base", "From"),
    Column("quote", "To"),
    Column("rate", "Rate", Kind.NUMBER, entered=True),
    Column("as_of", "As of", Kind.DATE),
    Column("source", "Source", Kind.LINK),
)


@dataclass(frozen=True, slots=True)
class RateEntry:
    """A pair that a document converts, with its rate; None if nobody has named one."""

    base: str
    quote: str
    rate: ExchangeRate | None


@dataclass(frozen=True, slots=True)
class RateBook:
    """Every rate that a document uses or lacks, each with a key of its own."""

    entries: tuple[RateEntry, ...]

    @classmethod
    def of(cls, boms: Iterable[CostedBom], further: Iterable[ExchangeRate] = ()) -> "RateBook":
        """Return the rates that some bills need, and further ones that were used beside them."""
        found = [entry for bom in boms for entry in _needed(bom)]
        found += [RateEntry(rate.base, rate.quote, rate) for rate in further]
        return cls(tuple(dict.fromkeys(found)))

    def cell(self, base: str, quote: str, rate: ExchangeRate | None) -> Ref:
        """Return the cell that holds a rate; `rate` tells two rates of one pair apart."""
        return Ref("rates", self._key(RateEntry(base, quote, rate)), "rate")

    def report(self, notes: tuple[str, ...] = ()) -> Report:
        """Return the rates with their day and source."""
        table = Table("rates", "Exchange rates", _COLUMNS, tuple(map(self._row, self.entries)))
        empty = () if self.entries else ("Every price is in one currency: no rate is used.",)
        return Report("rates", "Rates", (table,), (*notes, *empty))

    def _key(self, entry: RateEntry) -> str:
        twins = [e for e in self.entries if (e.base, e.quote) == (entry.base, entry.quote)]
        place = twins.index(entry)
        return f"{entry.base}_{entry.quote}" + (f"_{place + 1}" if place else "")

    def _row(self, entry: RateEntry) -> Row:
        rate = entry.rate
        cells = (
            f"{entry.base} to {entry.quote}: 1 {entry.base} is this many {entry.quote}",
            entry.base,
            entry.quote,
            rate_value(rate),
            None if rate is None else rate.as_of,
            None if rate is None else rate.source,
        )
        return Row(self._key(entry), cells)


def rate_to_bill(bom: CostedBom, base: str) -> ExchangeRate | None:
    """Return the rate that leads from a currency to the bill's."""
    return _find(bom, base, bom.currency)


def rate_from_bill(bom: CostedBom, quote: str) -> ExchangeRate | None:
    """Return the rate that leads from the bill's currency to another."""
    return _find(bom, bom.currency, quote)


def rate_value(rate: ExchangeRate | None) -> Decimal | None:
    """Return the number of a rate; None if there is no rate."""
    return None if rate is None else rate.rate


def _find(bom: CostedBom, base: str, quote: str) -> ExchangeRate | None:
    return next((rate for rate in bom.rates if (rate.base, rate.quote) == (base, quote)), None)


def _needed(bom: CostedBom) -> Iterable[RateEntry]:
    held = [subtotal.native.currency for subtotal in bom.subtotals]
    held += [c.charge.amount.currency for c in bom.charges if c.charge.amount is not None]
    for base in held:
        if base != bom.currency:
            yield RateEntry(base, bom.currency, rate_to_bill(bom, base))
    for rate in bom.rates:
        yield RateEntry(rate.base, rate.quote, rate)
