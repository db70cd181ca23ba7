"""Plans, upgrades and comparisons as JSON documents for programs.

Money is `{"amount": "626.63", "currency": "SGD"}`: its amount is a text with the decimals of its
currency, so that no reader rounds it; an exchange rate is a text for the same reason. Other numbers
are JSON numbers with the digits they have.
What is not known is null. The same input gives the same bytes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from planner.io.exporters._values import plain_amount
from planner.io.text.visible import escaped_json
from planner.model.bom import CostedBom, CostedCharge, CostedLine
from planner.model.comparison import Comparison, MetricRow, Upgrade, UpgradeLine
from planner.model.findings import Finding
from planner.model.money import ExchangeRate, Money
from planner.model.plan import Plan
from planner.model.requirement import Pieces
from planner.model.table import Document
from planner.model.wishes import Demand, LimitedTerm

TITLE = "JSON"
SUFFIX = ".json"
MEDIA_TYPE = "application/json"

ONE_LINE = 72

Fields = dict[str, object]


def export(document: Document) -> bytes:
    """Return the bill of a document as JSON, with its upgrade and comparison if it has them."""
    fields = bill_fields(document.plan, document.bom, document.findings)
    if document.upgrade is not None:
        fields["upgrade"] = upgrade_fields(document.upgrade)
    if document.comparison is not None:
        fields["compare"] = comparison_fields(document.comparison)
    return to_json(fields).encode()


def bill_fields(plan: Plan, bom: CostedBom, findings: Sequence[Finding] | None = None) -> Fields:
    """Return a costed plan as plain values. `rate` leads from its currency to the first `also`."""
    found = bom.findings if findings is None else findings
    return {
        "build": plan.build.name,
        "title": plan.build.title,
        "on": plan.on,
        "currency": bom.currency,
        "total": money(bom.total),
        "subtotal": money(bom.subtotal),
        "low": money(bom.low),
        "high": money(bom.high),
        "also": [money(amount) for amount in bom.also],
        "basis": None if bom.basis is None else str(bom.basis),
        "inferred": plan.build.inferred,
        "unpriced": list(bom.unpriced),
        "rate": _first_rate(bom.rates, bom.currency, bom.also),
        "rates": [rate_fields(rate) for rate in bom.rates],
        "lines": [_line(line) for line in bom.lines],
        "charges": [_charge(charge) for charge in bom.charges],
        "findings": finding_fields(found),
        "catalog_fingerprint": plan.catalog_fingerprint,
    }


def upgrade_fields(upgrade: Upgrade) -> Fields:
    """Return an upgrade as plain values; `added` holds the lines that must be bought."""
    added = upgrade.added
    return {
        "before": upgrade.before,
        "after": upgrade.after,
        "delta": money(upgrade.delta),
        "also": [money(amount) for amount in upgrade.also],
        "total_before": money(upgrade.total_before),
        "total_after": money(upgrade.total_after),
        "resale": money(upgrade.resale),
        "kept": [_upgrade_line(item) for item in upgrade.kept],
        "added": [_line(costed) | {"at_hand": costed.line.at_hand} for costed in added.lines],
        "charges": [_charge(charge) for charge in added.charges],
        "unpriced": list(added.unpriced),
        "retired": [_upgrade_line(item) for item in upgrade.retired],
        "rate": _first_rate(upgrade.rates, added.currency, upgrade.also),
        "rates": [rate_fields(rate) for rate in upgrade.rates],
        "findings": finding_fields(upgrade.findings),
    }


def comparison_fields(comparison: Comparison) -> Fields:
    """Return builds side by side as plain values; every list of a metric is in their order."""
    return {
        "builds": list(comparison.builds),
        "titles": list(comparison.titles),
        "inferred": list(comparison.inferred),
        "base": comparison.base,
        "metrics": [_metric(row) for row in comparison.metrics],
        "rates": [rate_fields(rate) for rate in comparison.rates],
        "findings": finding_fields(comparison.findings),
    }


def finding_fields(findings: Iterable[Finding]) -> list[Fields]:
    """Return findings as plain values; `cell` is null for one that has no place in a file."""
    return [
        {
            "code": finding.code,
            "severity": str(finding.severity),
            "subject": finding.subject,
            "message": finding.message,
            "hint": finding.advice(),
            "cell": None if finding.cell is None else finding.cell.model_dump(),
        }
        for finding in findings
    ]


def money(amount: Money | None) -> Fields | None:
    """Return an amount with at least the decimals of its currency; None if it is not known."""
    if amount is None:
        return None
    return {"amount": plain_amount(amount), "currency": amount.currency}


def _first_rate(
    rates: Iterable[ExchangeRate], currency: str, also: Sequence[Money]
) -> Fields | None:
    """Return the rate from a currency to the first further one, if that is how it was reached."""
    quote = also[0].currency if also else None
    found = (rate for rate in rates if (rate.base, rate.quote) == (currency, quote))
    return next((rate_fields(rate) for rate in found), None)


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
    if isinstance(value, Pieces):
        return {"part_number": value.part_number, "quantity": value.quantity}
    if isinstance(value, Money):
        return money(value)
    return list(value) if isinstance(value, tuple) else value


def rate_fields(rate: ExchangeRate) -> Fields:
    """Return a rate with its day and source."""
    return {
        "base": rate.base,
        "quote": rate.quote,
        "rate": format(rate.rate, "f"),
        "as_of": rate.as_of,
        "source": rate.source,
    }


def _line(costed: CostedLine) -> Fields:
    line, price = costed.line, costed.line.price
    return {
        "part_number": line.part_number,
        "category": line.category,
        "description": line.description,
        "role": line.role,
        "quantity": line.quantity,
        "packs": line.packs,
        "pack_size": None if price is None else price.pack_size,
        "unit_price": None if price is None else money(price.unit),
        "unit_low": None if price is None else money(price.low),
        "unit_high": None if price is None else money(price.high),
        "line_price": money(costed.line_price),
        "line_total": money(costed.line_total),
        "basis": None if price is None else str(price.basis),
        "as_of": None if price is None else price.as_of,
        "vendor": None if price is None else price.vendor,
        "source": None if price is None else price.source,
        "note": None if price is None else price.note,
        "count_basis": str(line.count_basis),
        "why": line.why,
        "retired": line.retired,
        "owned": line.owned,
    }


def _charge(costed: CostedCharge) -> Fields:
    charge = costed.charge
    return {
        "kind": str(charge.kind),
        "label": charge.label,
        "stated": money(charge.amount),
        "percent": charge.percent,
        "on_shipping": charge.on_shipping,
        "amount": money(costed.amount),
        "as_of": charge.as_of,
        "source": charge.source,
    }


def _upgrade_line(item: UpgradeLine) -> Fields:
    return {
        "part_number": item.line.part_number,
        "category": item.line.category,
        "description": item.line.description,
        "quantity": item.quantity,
        "fetches": money(item.fetches),
    }


def _metric(row: MetricRow) -> Fields:
    return {
        "name": row.name,
        "title": row.title,
        "unit": row.unit,
        "better": row.better,
        "differs": row.differs,
        "values": [_value(value.value) for value in row.values],
        "bases": [value.basis for value in row.values],
        "notes": [value.note for value in row.values],
        "lows": [money(value.low) for value in row.values],
        "highs": [money(value.high) for value in row.values],
    }


def _value(value: Decimal | Money | str | None) -> object:
    if isinstance(value, Money):
        return money(value)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def to_json(value: object) -> str:
    """Return plain values as indented JSON text with a line end; a Decimal keeps its digits."""
    return escaped_json(f"{_text(value, 0)}\n")


def _text(value: object, depth: int) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    if isinstance(value, Mapping):
        entries = [f"{json.dumps(key)}: {_text(each, depth + 1)}" for key, each in value.items()]
        return _block("{", entries, "}", depth)
    if isinstance(value, list | tuple):
        return _block("[", [_text(each, depth + 1) for each in value], "]", depth)
    # Everything else json knows: text, int, bool, None. A float is a bug: money has none.
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float")
    return json.dumps(value, ensure_ascii=False)


def _block(opening: str, entries: Sequence[str], closing: str, depth: int) -> str:
    """Return entries on one line if they fit, else one a line."""
    line = opening + ", ".join(entries) + closing
    if len(line) <= ONE_LINE and "\n" not in line:
        return line
    inner = ",\n".join(f"{'  ' * (depth + 1)}{entry}" for entry in entries)
    return f"{opening}\n{inner}\n{'  ' * depth}{closing}"
