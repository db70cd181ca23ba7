"""What a build costs to run as plain values, by the keys programs read."""

from planner.io.exporters._json_values import Fields, FieldsOf, known_rate, money
from planner.model.running import Drawn, Payback, RunningCost, YearOfPower
from planner.model.tariffs import Tariff


def running_cost_fields(running: RunningCost) -> Fields:
    """Return what a build costs to run; `shared` is null unless a share of load was named."""
    return {
        "build": running.build,
        "title": running.title,
        "on": running.on,
        "currency": running.currency,
        "country": running.country,
        "inferred": running.inferred,
        "copies": running.copies,
        "load_percent": running.load_percent,
        "tariff": None if running.tariff is None else tariff_fields(running.tariff),
        "rate": known_rate(running.rate),
        "typical": _year(running.typical),
        "most": _year(running.most),
        "shared": None if running.shared is None else _year(running.shared),
        "drawn": [_drawn(each) for each in running.drawn],
    }


def tariff_fields(tariff: Tariff) -> Fields:
    """Return a tariff as plain values."""
    return {
        "country": tariff.country,
        "name": tariff.name,
        "since": tariff.since,
        "per_kwh": money(tariff.price),
        "tax_included": tariff.tax_included,
        "basis": str(tariff.basis),
        "source": tariff.source,
    }


def payback_fields(payback: Payback) -> Fields:
    """Return when a build is paid back as plain values."""
    return {
        "extra": money(payback.extra),
        "saves": money(payback.saves),
        "years": payback.years,
        "sure": payback.is_sure,
    }


def _year(year: YearOfPower) -> Fields:
    return {
        "watts": year.watts,
        "kwh": year.kwh,
        "cost": money(year.cost),
        "at_least": year.is_least,
        "missing": list(year.missing),
    }


def _drawn(each: Drawn) -> Fields:
    return {
        "part_number": each.part_number,
        "name": each.name,
        "quantity": each.quantity,
        "idle_w": each.idle_w,
        "typical_w": each.typical_w,
        "max_w": each.max_w,
        "source": each.source,
    }


FIELDS: FieldsOf = {RunningCost: running_cost_fields}
