"""Tax rules from rows: what countries take at their borders, each once and none against another."""

from collections.abc import Collection
from datetime import date

from planner.io.text.columns import columns_for
from planner.io.text.intake import Intake
from planner.io.text.problems import Problem, shown
from planner.io.text.records import lay_out, read_records
from planner.io.text.tables import TextTable
from planner.model.findings import Severity
from planner.model.tax_rules import TaxRule

# By its countries in one order, what it takes, its first day, and for which values.
RuleKey = tuple[tuple[str, ...], str, date, frozenset[str]]
Rules = dict[RuleKey, TaxRule]


def take_tax_rules(table: TextTable, intake: Intake) -> Rules:
    """Return the rules of a table in its order; of two that clash the first stays.

    A rule may begin on a day to come: it holds from then on.
    """
    layout = lay_out(table, columns_for("taxes"), intake)
    if layout is None:
        return {}
    kept: list[tuple[TaxRule, int]] = []
    for rule, row in read_records(table, TaxRule, layout, intake):
        other = next((number for each, number in kept if each.clashes_with(rule)), None)
        if other is not None:
            message = (
                f"Row {other} says what holds there from {rule.on} on already; it stays: nothing "
                "would say which of the two holds."
            )
            hint = "Remove one, or correct its day, its countries or its values."
            problem = Problem("on", str(rule.on), message, hint, "tax-rules-clash")
            intake.refuse(table, row, ";".join(rule.countries), problem)
            continue
        kept.append((rule, row.number))
    _report_gaps(table, kept, intake)
    return {rule_key(rule): rule for rule, _ in kept}


def rule_key(rule: TaxRule) -> RuleKey:
    """Return what tells a rule from every other one of a catalog."""
    return tuple(sorted(rule.countries)), rule.tax, rule.on, rule.sides


def _report_gaps(table: TextTable, kept: Collection[tuple[TaxRule, int]], intake: Intake) -> None:
    """Warn of days on which no rule holds between one that ended and the next."""
    for rule, row in kept:
        if rule.until is None:
            continue
        ends = rule.until
        same = [each for each, _ in kept if each is not rule and _is_about(each, rule)]
        later = min((each.on for each in same if each.on > ends), default=None)
        covered = any(each.on <= ends and (each.until or date.max) > ends for each in same)
        if later is not None and not covered and (later - ends).days > 1:
            intake.add(
                "tax-rules-gap",
                ";".join(rule.countries),
                f"{shown(str(ends))} is its last day, and the next rule begins on {later}: "
                "between them none holds.",
                hint="Correct one of the days, or add the rule between them.",
                cell=table.cell(row, "until", str(ends)),
                severity=Severity.WARNING,
            )


def _is_about(each: TaxRule, rule: TaxRule) -> bool:
    shared = {*each.countries} & {*rule.countries}
    return each.tax == rule.tax and bool(shared) and bool(each.sides & rule.sides)
