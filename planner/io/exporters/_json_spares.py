"""Rules for spares, and what the spares of a bill cost, as plain values."""

from planner.io.exporters._json_values import Fields, money
from planner.model.spares import SpareRule, SparesCost


def spare_rule_fields(rule: SpareRule) -> Fields:
    """Return a rule as plain values: what it is about, and how many spares it asks for."""
    return {
        "scope": str(rule.scope),
        "category": rule.category,
        "part_number": rule.part_number,
        "percent": rule.percent,
        "one_in": rule.one_in,
    }


def spares_fields(cost: SparesCost) -> Fields:
    """Return how many pieces of a bill are spares, and what they add to its total."""
    return {"pieces": cost.pieces, "added_to_total": money(cost.amount)}
