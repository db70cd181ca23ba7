"""Values that every JSON answer has: amounts, rates, findings, each as plain values."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from planner.io.exporters._values import plain_amount
from planner.model.findings import Cell, Finding
from planner.model.money import ExchangeRate, Money
from planner.model.requirement import Wanted
from planner.model.wishes import Demand, LimitedTerm

Fields = dict[str, object]
# By the record of an answer: what makes of it the keys that programs read.
FieldsOf = Mapping[type, Callable[[Any], Fields]]


def money(amount: Money | None) -> Fields | None:
    """Return an amount with at least the decimals of its currency; None if it is not known."""
    if amount is None:
        return None
    return {"amount": plain_amount(amount), "currency": amount.currency}


def rate_fields(rate: ExchangeRate) -> Fields:
    """Return a rate with its day and source."""
    return {
        "base": rate.base,
        "quote": rate.quote,
        "rate": format(rate.rate, "f"),
        "as_of": rate.as_of,
        "source": rate.source,
    }


def known_rate(rate: ExchangeRate | None) -> Fields | None:
    """Return a rate with its day and source; None if there is none."""
    return None if rate is None else rate_fields(rate)


def finding_fields(findings: Iterable[Finding]) -> list[Fields]:
    """Return findings as plain values; `cell` is null for one that has no place in a file."""
    return [
        {
            "code": finding.code,
            "severity": str(finding.severity),
            "subject": finding.subject,
            "message": finding.message,
            "hint": finding.advice(),
            "cell": None if finding.cell is None else _cell(finding.cell),
        }
        for finding in findings
    ]


def _cell(cell: Cell) -> Fields:
    return {
        "file": cell.file,
        "sheet": cell.sheet,
        "row": cell.row,
        "column": cell.column,
        "value": cell.value,
    }


def demand_fields(demand: Demand) -> Fields:
    """Return of what kind a wish or a term is, and what it asks for; its words stand beside."""
    return {"kind": str(demand.kind), "value": demand_value(demand)}


def demand_value(demand: Demand) -> object:
    """Return what a wish or a term asks for: a number, a day, a text, a part, a list; or null."""
    if isinstance(demand, LimitedTerm):
        if demand.part_number:
            return {"part_number": demand.part_number, "vendor": demand.vendor}
        values = (demand.vendor or None, demand.count, demand.day, demand.percent)
        return next((value for value in values if value is not None), None)
    value = demand.value
    if isinstance(value, Wanted):
        return {"part_number": value.part_number, "quantity": value.quantity}
    if isinstance(value, Money):
        return money(value)
    return list(value) if isinstance(value, tuple) else value


def refusal_fields(finding: Finding) -> Fields:
    """Return why there is no answer as plain values."""
    return {"error": finding_fields([finding])[0]}


FIELDS: FieldsOf = {
    Finding: refusal_fields,
}
