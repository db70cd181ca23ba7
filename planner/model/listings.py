"""What is listed of a catalog folder: parts with their prices, how much is wrong, and rates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner.model.findings import Finding, Severity
from planner.model.money import ExchangeRate, Money
from planner.model.offers import Offer, Price
from planner.model.part_search import FacetCount
from planner.model.parts import Part


@dataclass(frozen=True)
class PricedPart:
    """A part with its cheapest current offer for one piece; `converted` is its price elsewhere.

    `rank` says how well it answers what was searched for: 0 is the best, and equal ones are in the
    order of their prices.
    """

    part: Part
    offer: Offer | None = None
    price: Price | None = None
    converted: Money | None = None
    rank: int = 0


@dataclass(frozen=True)
class PricedParts:
    """Parts that were looked for, those first that answer it best, then the cheapest.

    `read_as` is the search as it was read, where a word of it was mistyped. Parts are not `whole`
    if none holds all words of the search: then they are those that hold the most.
    """

    parts: tuple[PricedPart, ...]
    facets: tuple[FacetCount, ...] = ()
    read_as: str = ""
    whole: bool = True


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
