"""How sure an answer is."""

from decimal import ROUND_CEILING, Decimal
from enum import Enum, StrEnum, auto

from planner.model.money import Money


class Status(StrEnum):
    """How sure an answer is."""

    OPTIMAL = "optimal"  # proven: nothing is better
    FEASIBLE = "feasible"  # ended early; the gap says how much better something might be
    INFEASIBLE = "infeasible"  # proven: nothing fulfils every row
    UNKNOWN = "unknown"  # ended before anything was found


class Surety(Enum):
    """How sure it is that nothing costs less, whoever says so and wherever."""

    PROVEN = auto()
    OF_WHAT_WAS_READ = auto()  # what was not read may cost less
    NOT_KNOWN = auto()  # a charge is not, so that another basket may turn out cheaper
    WITHIN = auto()  # so many percent, at most


def gap_in_percent(total: Money, bound: Money) -> Decimal:
    """Return by how many percent of a total an answer might be cheaper, rounded up."""
    if not total.amount:
        return Decimal(0)
    share = (total - bound).amount * 100 / total.amount
    return share.quantize(Decimal("0.01"), ROUND_CEILING)
