"""What is listed of a catalog folder: parts with their prices, how much is wrong, and rates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner.model.findings import Finding, Severity
from planner.model.money import ExchangeRate, Money
from planner.model.offers import Offer, Price
from planner.model.parts import Part


@dataclass(frozen=True)
class PricedPart:
    """A part with its cheapest current offer for one piece; `converted` is its price elsewhere."""

    part: Part
    offer: Offer | None = None
    price: Price | None = None
    converted: Money | None = None


@dataclass(frozen=True)
class PricedParts:
    """Parts that were looked for, in catalog order."""

    parts: tuple[PricedPart, ...]


@dataclass(frozen=True)
class CatalogCheck:
    """How many records a folder holds of each kind, and what is wrong in it."""

    parts: int
    offers: int
    vendors: int
    rates: int
    price_events: int
    tariffs: int
    tax_rules: int
    builds: int
    findings: tuple[Finding, ...] = ()

    @property
    def held(self) -> Mapping[str, int]:
        """Return how many records there are, by what they are."""
        dated = ("rates", "price_events", "tariffs", "tax_rules")
        names = ("parts", "offers", "vendors", *dated, "builds")
        return {name: getattr(self, name) for name in names}

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many findings there are of each severity: `errors`, `warnings`, `notes`."""
        return {f"{each}s": sum(f.severity is each for f in self.findings) for each in Severity}


@dataclass(frozen=True)
class RateLookup:
    """The rates of rates.csv, and the one that answers for a pair on a day; None: no source does.

    `is_recorded` tells whether rates.csv gave it; else it is of the European Central Bank.
    """

    recorded: tuple[ExchangeRate, ...]
    base: str
    quote: str
    on: date
    answer: ExchangeRate | None = None
    is_recorded: bool = False

    @property
    def pair(self) -> str:
        """Return the pair that was asked for: `SGD/USD`."""
        return f"{self.base}/{self.quote}"


@dataclass(frozen=True)
class FetchedRates:
    """The rates that a live source gave, and those of them that were not recorded before."""

    fetched: tuple[ExchangeRate, ...]
    added: tuple[ExchangeRate, ...]
