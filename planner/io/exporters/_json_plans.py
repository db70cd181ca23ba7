"""Plans, upgrades, comparisons and lists of builds as plain values, by the keys programs read."""

from datetime import date
from decimal import Decimal

from planner.io.exporters._json_kits import kits_fields
from planner.io.exporters._json_running import payback_fields, running_cost_fields, tariff_fields
from planner.io.exporters._json_spares import spare_rule_fields, spares_fields
from planner.io.exporters._json_values import (
    Fields,
    FieldsOf,
    finding_fields,
    known_rate,
    money,
    rate_fields,
)
from planner.model.bom import CostedBom, CostedCharge, CostedLine
from planner.model.comparison import Comparison, MetricRow, Upgrade, UpgradeLine
from planner.model.cost_change import CostChange
from planner.model.costed import BuildTotal, BuildTotals, CostedPlan
from planner.model.mixed_set import MixedSet
from planner.model.money import Money
from planner.model.more_copies import MoreCopies
from planner.model.over_time import PricedDay, PricesOverTime, TotalChange


def costed_plan_fields(costed: CostedPlan) -> Fields:
    """Return a bill as plain values, with what else is told with it.

    `rate` leads from its currency to the first `also`.
    """
    fields = _bill(costed)
    if costed.upgrade is not None:
        fields["upgrade"] = upgrade_fields(costed.upgrade)
    if costed.more is not None:
        fields["more"] = more_copies_fields(costed.more)
    if costed.comparison is not None:
        fields["compare"] = comparison_fields(costed.comparison)
    if costed.running is not None:
        fields["running"] = running_cost_fields(costed.running)
    if costed.change is not None:
        fields["change"] = _cost_change(costed.change)
    if costed.kits is not None:
        fields["kits"] = kits_fields(costed.kits, costed.bom)
    return fields


def _cost_change(change: CostChange) -> Fields:
    return {
        "before": change.before,
        "total_before": money(change.total_before),
        "whole": money(change.whole),
        "percent": change.percent,
        "by_parts": money(change.by_parts),
        "by_quantities": money(change.by_quantities),
        "by_prices": money(change.by_prices),
        "unpriced": list(change.unpriced),
        "estimated": change.estimated,
    }


def _bill(costed: CostedPlan) -> Fields:
    plan, bom = costed.plan, costed.bom
    return {
        "build": plan.build.name,
        "title": plan.build.title,
        "on": plan.on,
        "currency": bom.currency,
        "copies": bom.copies,
        "total": money(bom.total),
        "per_copy": money(bom.per_copy),
        "subtotal": money(bom.subtotal),
        "low": money(bom.low),
        "high": money(bom.high),
        "also": [money(amount) for amount in bom.also],
        "basis": None if bom.basis is None else str(bom.basis),
        "spare_rules": [spare_rule_fields(rule) for rule in bom.spare_rules],
        "spares": None if costed.spares is None else spares_fields(costed.spares),
        "inferred": plan.build.inferred,
        "unpriced": list(bom.unpriced),
        "rate": known_rate(bom.also_rate),
        "rates": [rate_fields(rate) for rate in bom.rates],
        "lines": [_line(line) for line in bom.lines],
        "charges": [_charge(charge) for charge in bom.charges],
        "findings": finding_fields(costed.findings),
        "catalog_fingerprint": plan.catalog_fingerprint,
    }


def upgrade_fields(upgrade: Upgrade) -> Fields:
    """Return an upgrade as plain values; `added` holds the lines that must be bought."""
    added = upgrade.added
    return {
        "before": upgrade.before,
        "after": upgrade.after,
        "copies": added.copies,
        "delta": money(upgrade.delta),
        "per_copy": money(upgrade.per_copy),
        "also": [money(amount) for amount in upgrade.also],
        "total_before": money(upgrade.total_before),
        "total_after": money(upgrade.total_after),
        "resale": money(upgrade.resale),
        "payback": None if upgrade.payback is None else payback_fields(upgrade.payback),
        "set": None if upgrade.mixed is None else _mixed_set(upgrade, upgrade.mixed),
        "kept": [_upgrade_line(item) for item in upgrade.kept],
        "added": [_line(costed) for costed in added.lines],
        "charges": [_charge(charge) for charge in added.charges],
        "unpriced": list(added.unpriced),
        "retired": [_upgrade_line(item) for item in upgrade.retired],
        "rate": known_rate(upgrade.also_rate),
        "rates": [rate_fields(rate) for rate in upgrade.rates],
        "findings": finding_fields(upgrade.findings),
    }


def _mixed_set(upgrade: Upgrade, mixed: MixedSet) -> Fields:
    """Return the whole set where only some of its copies are upgraded."""
    return {
        "copies": mixed.copies,
        "upgraded": mixed.upgraded,
        "as_before": mixed.as_before,
        "left_out": mixed.left_out,
        "in_use": mixed.in_use,
        "total": money(upgrade.total_after),
        "per_copy": money(upgrade.set_per_copy),
        "typical_w": mixed.typical_w,
        "most_w": mixed.most_w,
        "watts_not_known_of": list(mixed.lacking),
    }


def comparison_fields(comparison: Comparison) -> Fields:
    """Return builds side by side as plain values; every list of a metric is in their order."""
    return {
        "builds": list(comparison.builds),
        "titles": list(comparison.titles),
        "inferred": list(comparison.inferred),
        "base": comparison.base,
        "metrics": [_metric(row) for row in comparison.metrics],
        "tariff": None if comparison.tariff is None else tariff_fields(comparison.tariff),
        "load_percent": comparison.load_percent,
        "rates": [rate_fields(rate) for rate in comparison.rates],
        "findings": finding_fields(comparison.findings),
    }


def prices_over_time_fields(prices: PricesOverTime) -> Fields:
    """Return a build at the prices of several days as plain values, from the earliest on."""
    return {
        "build": prices.build,
        "title": prices.title,
        "currency": prices.currency,
        "days": [_day(day) for day in prices.days],
        "changes": [_price_change(change) for change in prices.changes],
    }


def _day(day: PricedDay) -> Fields:
    return {"on": day.on, **_sums(day.bom)}


def _sums(bom: CostedBom) -> Fields:
    return {
        "total": money(bom.total),
        "subtotal": money(bom.subtotal),
        "low": money(bom.low),
        "high": money(bom.high),
        "also": [money(amount) for amount in bom.also],
        "unpriced": list(bom.unpriced),
        "rates": [rate_fields(rate) for rate in bom.rates],
        "lines": [_line(line) for line in bom.lines],
        "charges": [_charge(charge) for charge in bom.charges],
    }


def more_copies_fields(found: MoreCopies) -> Fields:
    """Return a few copies more as plain values: what was paid and what is to pay, each apart."""
    return {
        "build": found.build,
        "title": found.title,
        "currency": found.added.currency,
        "copies": found.copies,
        "more": found.more,
        "paid": _of_day(found.paid_on, found.paid),
        "to_pay": _of_day(found.on, found.added),
        "total": money(found.total),
        "per_copy": money(found.per_copy),
        "also": [money(amount) for amount in found.also],
        "dearer_per_copy": money(found.dearer),
        "findings": finding_fields(found.findings),
    }


def _of_day(on: date, bom: CostedBom) -> Fields:
    basis = None if bom.basis is None else str(bom.basis)
    return {"on": on, "basis": basis, "per_copy": money(bom.per_copy), **_sums(bom)}


def _price_change(change: TotalChange) -> Fields:
    return {
        "since": change.since,
        "until": change.until,
        "whole": money(change.whole),
        "by_prices": money(change.by_prices),
        "by_rates": money(change.by_rates),
    }


def build_totals_fields(listed: BuildTotals) -> Fields:
    """Return a list of builds as plain values."""
    return {
        "builds": [_build_total(each) for each in listed.builds],
        "findings": finding_fields(listed.findings),
    }


def _build_total(each: BuildTotal) -> Fields:
    return {
        "nodes": each.nodes,
        "build": each.build,
        "title": each.title,
        "own": each.own,
        "on": each.on,
        "currency": each.currency,
        "total": money(each.total),
        "subtotal": money(each.subtotal),
        "low": money(each.low),
        "high": money(each.high),
        "also": [money(amount) for amount in each.also],
        "basis": None if each.basis is None else str(each.basis),
        "inferred": each.inferred,
        "unpriced": list(each.unpriced),
        "rate": known_rate(each.rate),
    }


def _line(costed: CostedLine) -> Fields:
    line, price = costed.line, costed.line.price
    return {
        "part_number": line.part_number,
        "category": line.category,
        "description": line.description,
        "role": line.role,
        "quantity": line.quantity,
        "quantity_per_copy": line.of_one_copy,
        "needed": line.needed,
        "spares": line.spares,
        "left_over": line.surplus,
        "at_hand": line.at_hand,
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


FIELDS: FieldsOf = {
    CostedPlan: costed_plan_fields,
    BuildTotals: build_totals_fields,
    PricesOverTime: prices_over_time_fields,
    Comparison: comparison_fields,
    Upgrade: upgrade_fields,
    MoreCopies: more_copies_fields,
}
