"""A tax rule of a country as JSON: what it takes, of what, since when, and where that stands."""

from planner.io.exporters._json_values import Fields, money
from planner.model.tax_rules import TaxRule


def tax_rule_fields(rule: TaxRule) -> Fields:
    """Return a tax rule with the amounts and days that it holds for."""
    return {
        "countries": list(rule.countries),
        "tax": rule.tax,
        "on": rule.on.isoformat(),
        "until": None if rule.until is None else rule.until.isoformat(),
        "over": money(rule.over),
        "up_to": money(rule.up_to),
        "value_of": rule.value_of,
        "taken_by": rule.taken_by,
        "percent": None if rule.percent is None else f"{rule.percent:f}",
        "per_kind": money(rule.per_kind),
        "tax_rounding": rule.tax_rounding,
        "source": rule.source,
        "note": rule.note,
    }
