"""How sure an answer is."""

from enum import StrEnum


class Status(StrEnum):
    """How sure an answer is."""

    OPTIMAL = "optimal"  # proven: nothing is better
    FEASIBLE = "feasible"  # ended early; the gap says how much better something might be
    INFEASIBLE = "infeasible"  # proven: nothing fulfils every row
    UNKNOWN = "unknown"  # ended before anything was found
