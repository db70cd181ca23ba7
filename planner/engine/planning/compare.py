"""Compare builds metric by metric."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from planner.engine.planning.capacity import capacity
from planner.engine.planning.cost import cost
from planner.model.bom import CostedBom
from planner.model.build import Build
from planner.model.comparison import Capacity, Comparison, Figure, MetricRow, MetricValue
from planner.model.findings import Finding
from planner.model.money import ExchangeRate, Money
from planner.model.plan import Plan
from planner.model.running import RunningCost
from planner.model.words import counted, named

# How a sum is known that lacks the watts of some parts.
AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Costed:
    """A plan with everything the metrics read."""

    plan: Plan
    bom: CostedBom
    capacity: Capacity
    running: RunningCost | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """One line of a comparison. `unit` `money` stands for the currency of the comparison.

    `of_running` marks what is only compared where it is known what the builds cost to run, and
    `of_copies` what is only where several copies of one are bought together. All other values are
    those of one copy.
    """

    name: str
    title: str
    unit: str
    better: Literal["more", "less", ""]
    value: Callable[[Costed], MetricValue]
    of_running: bool = False
    of_copies: bool = False


def _plain(value: Decimal | str | None, note: str = "") -> MetricValue:
    return MetricValue(value=value, note=note)


def _figure(figure: Figure, *, mark: bool = False) -> MetricValue:
    basis = str(figure.basis) if mark and figure.value is not None else ""
    return MetricValue(value=figure.value, basis=basis, note=figure.note)


def _price_of_all(costed: Costed) -> MetricValue:
    bom = costed.bom
    if bom.total is None:
        note = f"{bom.subtotal} + {len(bom.unpriced)} unpriced"
        return MetricValue(note=note)
    basis = str(bom.basis or "")
    return MetricValue(value=bom.total, basis=basis, low=bom.low, high=bom.high)


def _price_per(
    amount: Callable[[Costed], Decimal | None],
    of: Callable[[Costed], MetricValue] = _price_of_all,
) -> Callable[[Costed], MetricValue]:
    """Return a metric that divides the price of a copy by an amount; unknown if either is."""

    def value(costed: Costed) -> MetricValue:
        price, divisor = of(costed), amount(costed)
        if not isinstance(price.value, Money) or not divisor:
            return MetricValue(note=price.note or "not known")
        parts = divisor * costed.bom.copies

        def share(whole: Money | None) -> Money | None:
            return None if whole is None else whole.shared_by(parts)

        return MetricValue(
            value=share(price.value),
            basis=price.basis,
            note=price.note,
            low=share(price.low),
            high=share(price.high),
        )

    return value


def _copies(costed: Costed) -> MetricValue:
    return _plain(Decimal(costed.bom.copies))


def _one(_: Costed) -> Decimal:
    return Decimal(1)


def _electricity(costed: Costed) -> MetricValue:
    """Return what a year of electricity costs; at least so much while some watts are not known."""
    if costed.running is None or costed.running.usual.cost is None:
        return MetricValue(note="not known")
    year = costed.running.usual
    note = f"not counted: {named(year.missing)} (draw not known)" if year.missing else ""
    return MetricValue(value=year.cost, basis=AT_LEAST if year.missing else "", note=note)


def _isa(costed: Costed) -> MetricValue:
    isa = costed.capacity.isa
    return _plain(None if not isa else ", ".join(isa))


def _cluster_mbps(costed: Costed) -> Decimal | None:
    per_node = costed.capacity.nic_mbps.value
    return None if per_node is None else per_node * costed.capacity.nodes


METRICS: tuple[Metric, ...] = (
    Metric("price", "Price", "money", "less", _price_per(_one)),
    Metric("copies", "Copies", "", "", _copies, of_copies=True),
    Metric("price_of_all", "Price of all copies", "money", "less", _price_of_all, of_copies=True),
    Metric("nodes", "Nodes", "", "more", lambda c: _plain(Decimal(c.capacity.nodes))),
    Metric("cores", "Cores", "", "more", lambda c: _figure(c.capacity.cores)),
    Metric("clock_total_ghz", "Clock, all cores", "GHz", "more",
           lambda c: _figure(c.capacity.clock_ghz)),
    Metric("ram_gb", "Memory", "GB", "more", lambda c: _figure(c.capacity.ram_gb)),
    Metric("storage_gb", "Storage", "GB", "more", lambda c: _figure(c.capacity.storage_gb)),
    Metric("nic_mbps", "Network per node", "Mbit/s", "more",
           lambda c: _figure(c.capacity.nic_mbps, mark=True)),
    Metric("power_typical_w", "Power, typical", "W", "less",
           lambda c: _figure(c.capacity.power_typical_w)),
    Metric("power_max_w", "Power, peak", "W", "less", lambda c: _figure(c.capacity.power_max_w)),
    Metric("isa", "CPU architecture", "", "", _isa),
    Metric("price_per_node", "Price per node", "money", "less",
           _price_per(lambda c: Decimal(c.capacity.nodes))),
    Metric("price_per_core", "Price per core", "money", "less",
           _price_per(lambda c: c.capacity.cores.value)),
    Metric("price_per_gb_ram", "Price per GB of memory", "money", "less",
           _price_per(lambda c: c.capacity.ram_gb.value)),
    Metric("price_per_mbps", "Price per Mbit/s", "money", "less", _price_per(_cluster_mbps)),
    Metric("electricity", "Electricity per year", "money", "less",
           _price_per(_one, _electricity), of_running=True),
    Metric("electricity_of_all", "Electricity per year, all copies", "money", "less",
           _electricity, of_running=True, of_copies=True),
    Metric("electricity_per_core", "Electricity per year per core", "money", "less",
           _price_per(lambda c: c.capacity.cores.value, _electricity), of_running=True),
    Metric("electricity_per_gb_ram", "Electricity per year per GB of memory", "money", "less",
           _price_per(lambda c: c.capacity.ram_gb.value, _electricity), of_running=True),
)  # fmt: skip


def compare(
    plans: Sequence[Plan], *, base: int = 0, running: Sequence[RunningCost] = ()
) -> Comparison:
    """Return plans side by side, the metrics that differ first.

    `running` is what each of them costs to run, in their order and at one tariff; where none of it
    is known it is not compared.

    All plans must be costed in one currency, else ValueError. `base` is the plan the others are
    measured against. Price per Mbit/s divides by the network of all nodes together.
    """
    if len({plan.currency for plan in plans}) > 1:
        raise ValueError("cost all plans in one currency before comparing them")
    years: Sequence[RunningCost | None] = running or [None] * len(plans)
    costed = [
        Costed(plan, cost(plan), capacity(plan), year)
        for plan, year in zip(plans, years, strict=True)
    ]
    powered = any(year.usual.cost is not None for year in running)
    several = any(each.bom.copies > 1 for each in costed)
    asked = [
        each
        for each in METRICS
        if (powered or not each.of_running) and (several or not each.of_copies)
    ]
    rows = [_row(metric, costed) for metric in asked]
    rows.sort(key=lambda row: not row.differs)
    return Comparison(
        builds=tuple(plan.build.name for plan in plans),
        titles=distinct_titles([plan.build for plan in plans]),
        inferred=tuple(plan.build.inferred for plan in plans),
        base=base,
        metrics=tuple(rows),
        rates=tuple(dict.fromkeys((*_rates_of(plans), *_rates_of_tariff(running)))),
        tariff=running[0].tariff if running else None,
        load_percent=running[0].load_percent if running else None,
        findings=_together(plan.findings for plan in plans),
    )


def distinct_titles(builds: Sequence[Build]) -> tuple[str, ...]:
    """Return what builds are called side by side: those of one title by how they are bought."""
    ways: dict[str, set[str]] = {}
    for build in builds:
        ways.setdefault(build.title, set()).add(_how_bought(build))
    return tuple(
        f"{build.title}, {_how_bought(build)}" if len(ways[build.title]) > 1 else build.title
        for build in builds
    )


def _how_bought(build: Build) -> str:
    copies = counted(build.copies, "copy", "copies")
    return f"{copies} with spares" if build.spare_rules else copies


def _rates_of(plans: Sequence[Plan]) -> Iterator[ExchangeRate]:
    return (rate for plan in plans for rate in plan.rates)


def _rates_of_tariff(running: Sequence[RunningCost]) -> Iterator[ExchangeRate]:
    return (each.rate for each in running if each.rate is not None)


def _row(metric: Metric, costed: Sequence[Costed]) -> MetricRow:
    values = tuple(metric.value(one) for one in costed)
    unit = costed[0].plan.currency if metric.unit == "money" and costed else metric.unit
    return MetricRow(
        name=metric.name,
        title=metric.title,
        unit=unit,
        better=metric.better,
        differs=len({value.value for value in values}) > 1,
        values=values,
    )


def _together(findings: Iterable[Iterable[Finding]]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for group in findings for finding in group))


def difference(value: MetricValue, base: MetricValue) -> MetricValue:
    """Return value less base, and in `note` the change in percent; unknown if either is.

    Of two sums one of which is a least, nobody knows how far they are apart.
    """
    if AT_LEAST in (value.basis, base.basis):
        return MetricValue()
    if isinstance(value.value, Money) and isinstance(base.value, Money):
        change, whole = (value.value - base.value).amount, base.value.amount
        result: Decimal | Money = value.value - base.value
    elif isinstance(value.value, Decimal) and isinstance(base.value, Decimal):
        change, whole = value.value - base.value, base.value
        result = change
    else:
        return MetricValue()
    percent = (change / whole * 100).quantize(Decimal(1), ROUND_HALF_UP) if whole else None
    return MetricValue(value=result, note="" if percent is None else f"{percent:+} %")
