"""The jobs as whole: what the app and the command line both do with a catalog folder.

Composes io and engine so that a screen and a command give the same answer for the same question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from planner.engine.costing import cost
from planner.engine.planning import currency_pairs, make_plan
from planner.engine.rules import judge
from planner.io.catalogs import load_builds, load_catalog
from planner.io.rates import gather
from planner.io.rates.ecb import EcbHistory
from planner.model.bom import CostedBom
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import ExchangeRate
from planner.model.plan import Plan


@dataclass(frozen=True)
class Workspace:
    """A catalog folder as loaded: its catalog, its builds, and what was wrong with either."""

    folder: Path
    catalog: Catalog
    builds: tuple[Build, ...]
    findings: tuple[Finding, ...]

    def build(self, name: str) -> Build:
        """Return a build by name; an unknown name is a PlannerError with the nearest one."""
        for build in self.builds:
            if build.name == name:
                return build
        names = [build.name for build in self.builds]
        near = get_close_matches(name, names, n=1)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        raise PlannerError(
            Finding(
                code="build-unknown",
                severity=Severity.ERROR,
                subject=name,
                message=f"There is no build {name!r} in {self.folder / 'builds'}.",
                hint=f"{hint}Known builds: {', '.join(names) or 'none'}.",
            )
        )


def open_workspace(folder: Path, *, today: date) -> Workspace:
    """Load a catalog folder. A folder that is not there is a PlannerError."""
    catalog = load_catalog(folder, today)
    builds, findings = load_builds(folder)
    return Workspace(folder, catalog, builds, (*catalog.findings, *findings))


@dataclass(frozen=True)
class Terms:
    """What a person may change about how a build is costed; None takes the build's own.

    `on` names the day whose published rates are used, in place of a rate the build pins. `rates`
    are entered by hand and come before every other source.
    """

    currency: str | None = None
    also: tuple[str, ...] | None = None
    on: date | None = None
    rates: tuple[ExchangeRate, ...] = ()


def also_of(build: Build, terms: Terms) -> tuple[str, ...]:
    """Return the further currencies to show: those asked for, or the usual second one."""
    currency = terms.currency or build.currency
    if terms.also is not None:
        return tuple(code for code in terms.also if code != currency)
    return ("SGD",) if currency == "USD" else ("USD",)


def entered_rate(build: Build, terms: Terms, rate: Decimal) -> ExchangeRate:
    """Return a rate typed in by a person: from the plan's currency to its first further one."""
    return ExchangeRate(
        base=terms.currency or build.currency,
        quote=next(iter(also_of(build, terms)), "USD"),
        rate=rate,
        as_of=terms.on or build.on,
        source="entered by you",
    )


def plan_build(
    build: Build, catalog: Catalog, terms: Terms = Terms(), *, ecb: EcbHistory | None = None
) -> Plan:
    """Return the plan of a build, with rates from the first source that has them.

    The order: entered by the person, pinned on the build (unless a day is asked for), recorded in
    the catalog, the bundled history of the European Central Bank. Its findings are those of the
    prices and those of the rules.
    """
    currency, also, on = terms.currency or build.currency, also_of(build, terms), terms.on
    pinned = list(terms.rates)
    if build.rate is not None and on is None:
        pinned.append(build.rate)
    pairs = currency_pairs(build, catalog, currency=currency, also=also)
    rates = gather(pairs, on or build.on, pinned=pinned, recorded=catalog.rates, ecb=ecb)
    plan = make_plan(build, catalog, rates=rates, currency=currency, also=also, on=on)
    order = list(Severity)
    findings = sorted(
        dict.fromkeys((*judge(plan), *plan.findings)),
        key=lambda finding: order.index(finding.severity),
    )
    return plan.model_copy(update={"findings": tuple(findings)})


def cost_build(
    build: Build, catalog: Catalog, terms: Terms = Terms(), *, ecb: EcbHistory | None = None
) -> tuple[Plan, CostedBom]:
    """Return the plan of a build and its cost."""
    plan = plan_build(build, catalog, terms, ecb=ecb)
    return plan, cost(plan)


def cost_together(
    builds: Sequence[Build], catalog: Catalog, terms: Terms = Terms()
) -> tuple[Plan, ...]:
    """Return plans of several builds in one currency: the first build's unless one is asked for."""
    currency = terms.currency or (builds[0].currency if builds else None)
    shared = Terms(currency=currency, also=terms.also, on=terms.on, rates=terms.rates)
    return tuple(plan_build(build, catalog, shared) for build in builds)
