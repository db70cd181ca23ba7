"""What somebody asks of prices and parts before any is weighed: how old, made or not, named."""

from dataclasses import dataclass
from datetime import date

from planner.model.buying import BuyingTerms
from planner.model.requirement import Requirement
from planner.model.unused import PricesSince


@dataclass(frozen=True)
class Scope:
    """What somebody asks of prices and parts: as of a day, from a day on, made or not, named."""

    on: date
    since: PricesSince = None
    include_ended: bool = False
    named: frozenset[str] = frozenset()

    @classmethod
    def of(cls, wanted: Requirement) -> "Scope":
        """Return that of the wishes."""
        return cls(wanted.on, wanted.prices_since, wanted.include_ended, wanted.named)

    @classmethod
    def on_terms(cls, terms: BuyingTerms, on: date) -> "Scope":
        """Return that of a purchase."""
        return cls(on, terms.prices_since, terms.include_ended)
