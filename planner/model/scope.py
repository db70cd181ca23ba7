"""What somebody asks of prices and parts before any is weighed: how old, of which condition."""

from dataclasses import dataclass
from datetime import date

from planner.model.buying import BuyingTerms
from planner.model.conditions import AS_NEW, Conditions
from planner.model.requirement import Requirement
from planner.model.unused import PricesSince


@dataclass(frozen=True)
class Scope:
    """What somebody asks of prices and parts: their day, made or not, named, and new or not."""

    on: date
    since: PricesSince = None
    include_ended: bool = False
    named: frozenset[str] = frozenset()
    condition: Conditions = AS_NEW

    @classmethod
    def of(cls, wanted: Requirement) -> "Scope":
        """Return that of the requirements."""
        since, ended = wanted.prices_since, wanted.include_ended
        return cls(wanted.on, since, ended, wanted.named, wanted.condition)

    @classmethod
    def on_terms(cls, terms: BuyingTerms, on: date) -> "Scope":
        """Return that of a purchase."""
        return cls(on, terms.prices_since, terms.include_ended, condition=terms.condition)
