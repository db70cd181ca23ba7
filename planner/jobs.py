"""The jobs as whole: what the app and the command line both do with a catalog folder.

Composes io and engine so that a screen and a command give the same answer for the same question.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from planner.engine.planning.compare import compare
from planner.engine.planning.cost import cost
from planner.engine.planning.offers import choose_offer, price_of
from planner.engine.planning.plan import currency_pairs, make_plan
from planner.engine.planning.upgrade import upgrade
from planner.engine.reporting import document
from planner.engine.rules import judge
from planner.engine.solving.effort import Effort
from planner.engine.solving.progress import GoOn
from planner.io.catalog.folder import load_catalog
from planner.io.catalog.network import load_network
from planner.io.documents.builds import load_builds, read_build
from planner.io.rates import gather
from planner.io.readers.csv import file_content
from planner.model.bom import CostedBom
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.comparison import Upgrade
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.money import ExchangeRate, Money, RateTable
from planner.model.network import BusModel, ClusterBandwidth, NetworkFacts
from planner.model.offers import Offer, Price
from planner.model.parts import Part
from planner.model.plan import Plan
from planner.model.table import Document


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
        for finding in self.findings:
            # A build that could not be read is not unknown: say what is wrong with its file.
            in_it = finding.cell is not None and finding.cell.file == f"builds/{name}.toml"
            if in_it and finding.severity is Severity.ERROR:
                raise PlannerError(finding)
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


def open_build(path: Path) -> Build:
    """Read a build from a file of its own; what is wrong with it is a PlannerError."""
    if not path.exists():
        raise PlannerError(
            Finding(
                code="build-unknown",
                severity=Severity.ERROR,
                subject=path.stem,
                message=f"There is no file {str(path)!r}.",
                hint="Name a build of the catalog, or a .toml file that exists.",
            )
        )
    content, findings = file_content(path, path.name)
    build = None
    if content is not None:
        build, findings = read_build(path.name, content)
    if build is not None:
        return build
    first, *others = [finding for finding in findings if finding.severity is Severity.ERROR]
    more = f" There are {len(others)} more mistakes in this file." if others else ""
    raise PlannerError(first.model_copy(update={"hint": f"{first.hint}{more}"}))


def open_workspace(folder: Path, *, today: date) -> Workspace:
    """Load a catalog folder. A folder that is not there is a PlannerError."""
    catalog = load_catalog(folder, today)
    builds, findings = load_builds(folder)
    return Workspace(folder, catalog, builds, (*catalog.findings, *findings))


@dataclass(frozen=True)
class CostTerms:
    """What a person may change about how a build is costed; None takes the build's own.

    `on` names the day whose published rates are used, in place of a rate the build pins. `rates`
    are entered by hand and come before every other source.
    """

    currency: str | None = None
    also: tuple[str, ...] | None = None
    on: date | None = None
    rates: tuple[ExchangeRate, ...] = ()


def also_of(build: Build, terms: CostTerms) -> tuple[str, ...]:
    """Return the further currencies to show: those asked for, or the usual second one."""
    currency = terms.currency or build.currency
    if terms.also is not None:
        return tuple(code for code in terms.also if code != currency)
    return ("SGD",) if currency == "USD" else ("USD",)


def entered_rate(build: Build, terms: CostTerms, rate: Decimal) -> ExchangeRate:
    """Return a rate typed in by a person: from the plan's currency to its first further one.

    If no further one is shown, it is to the usual second one.
    """
    others = (*also_of(build, terms), *also_of(build, CostTerms(currency=terms.currency)))
    return ExchangeRate(
        base=terms.currency or build.currency,
        quote=others[0],
        rate=rate,
        as_of=terms.on or build.on,
        source="entered by you",
    )


def plan_build(build: Build, catalog: Catalog, terms: CostTerms = CostTerms()) -> Plan:
    """Return the plan of a build, with rates from the first source that has them.

    The order: entered by the person, pinned on the build (unless a day is asked for), recorded in
    the catalog, the bundled history of the European Central Bank. Its findings are those of the
    prices and those of the rules.
    """
    currency, also, on = terms.currency or build.currency, also_of(build, terms), terms.on
    # What a person enters holds on the day of the plan, whichever build it is entered for.
    pinned = [rate.model_copy(update={"as_of": on or build.on}) for rate in terms.rates]
    entered = {frozenset((rate.base, rate.quote)) for rate in pinned}
    pin = build.rate if on is None else None
    # A pinned rate of a pair that was entered, either way round, would answer in its place.
    if pin is not None and frozenset((pin.base, pin.quote)) not in entered:
        pinned.append(pin)
    pairs = currency_pairs(build, catalog, currency=currency, also=also)
    rates = gather(pairs, on or build.on, pinned=pinned, recorded=catalog.rates)
    plan = make_plan(build, catalog, rates=rates, currency=currency, also=also, on=on)
    order = list(Severity)
    findings = sorted(
        dict.fromkeys((*judge(plan), *plan.findings)),
        key=lambda finding: order.index(finding.severity),
    )
    return plan.model_copy(update={"findings": tuple(findings)})


def cost_build(
    build: Build, catalog: Catalog, terms: CostTerms = CostTerms()
) -> tuple[Plan, CostedBom]:
    """Return the plan of a build and its cost."""
    plan = plan_build(build, catalog, terms)
    return plan, cost(plan)


def cost_together(
    builds: Sequence[Build],
    catalog: Catalog,
    terms: CostTerms = CostTerms(),
) -> tuple[Plan, ...]:
    """Return plans of several builds in one currency: the first build's unless one is asked for."""
    currency = terms.currency or (builds[0].currency if builds else None)
    shared = CostTerms(currency=currency, also=terms.also, on=terms.on, rates=terms.rates)
    return tuple(plan_build(build, catalog, shared) for build in builds)


def upgrade_build(
    before: Build,
    after: Build,
    catalog: Catalog,
    terms: CostTerms = CostTerms(),
    *,
    resale: Mapping[str, Decimal] | None = None,
) -> tuple[Plan, Plan, Upgrade]:
    """Return two plans in the first one's currency, and what changes from one to the other.

    `resale` says what one piece of a retired part fetches, in that currency.
    """
    first, second = cost_together((before, after), catalog, terms)
    fetches = {number: Money(each, first.currency) for number, each in (resale or {}).items()}
    return first, second, upgrade(first, second, resale=fetches)


def document_of(
    build: Build,
    catalog: Catalog,
    terms: CostTerms = CostTerms(),
    *,
    upgrade_from: Build | None = None,
    compare_with: Sequence[Build] = (),
) -> Document:
    """Return everything there is to tell about a build, ready for any exporter.

    The upgrade and the comparison are costed in the currency of the build itself.
    """
    plan, bom = cost_build(build, catalog, terms)
    shared = replace(terms, currency=plan.currency)
    change = None
    if upgrade_from is not None:
        _, _, change = upgrade_build(upgrade_from, build, catalog, shared)
    others = [other for other in compare_with if other.name != build.name]
    together = cost_together((build, *others), catalog, shared) if others else ()
    side_by_side = compare(together) if together else None
    return document(plan, bom, plan.findings, upgrade=change, comparison=side_by_side)


def network_facts(workspace: Workspace) -> NetworkFacts:
    """Return what a catalog folder says of links and traffic; without a profile, PlannerError."""
    facts, findings = load_network(workspace.folder)
    if facts.profiles:
        return facts
    none = Finding(
        code="network-no-profiles",
        severity=Severity.ERROR,
        subject="network.toml",
        message="There is no traffic profile.",
        hint="Add one under [[profiles]].",
        cell=Cell(file="network.toml"),
    )
    raise PlannerError(next(iter(findings), none))


def network_of(
    build: Build,
    workspace: Workspace,
    facts: NetworkFacts,
    *,
    bus: BusModel = BusModel.BOARD,
    router_mbps: int | None = None,
) -> tuple[ClusterBandwidth, ...]:
    """Return what a build can move under each profile of the facts.

    `router_mbps` is the speed of the router's port, in place of what the build says.
    """
    if router_mbps is not None:
        build = build.model_copy(update={"router_mbps": router_mbps})
    # What moves does not depend on prices, so no rates are looked up.
    plan = make_plan(build, workspace.catalog, rates=RateTable())
    from planner.engine.traffic.bandwidth import bandwidth  # 0.01 s that few commands need

    return tuple(bandwidth(plan, facts, profile, bus=bus) for profile in facts.profiles)


def check_workspace(workspace: Workspace) -> tuple[Finding, ...]:
    """Return what is wrong in a catalog folder, builds that name a part nobody knows included."""
    # A folder need not say anything of networks: it is no mistake that it does not.
    network = load_network(workspace.folder)[1]
    found = [*workspace.findings, *(each for each in network if each.code != "network-missing")]
    for build in workspace.builds:
        place = Cell(file=f"builds/{build.name}.toml")
        # Which parts are known does not depend on rates, so none are looked up.
        met = make_plan(build, workspace.catalog, rates=RateTable()).findings
        unknown = (finding for finding in met if finding.code == "part-unknown")
        found.extend(finding.model_copy(update={"cell": place}) for finding in unknown)
    return tuple(found)


def lasting(seconds: int, go_on: GoOn | None = None) -> Effort:
    """Return the effort of so many seconds from now, and who is told how far the work is."""
    return Effort.lasting(seconds * 1000, lambda: time.monotonic_ns() // 1_000_000, go_on)


def rates_of_offers(
    catalog: Catalog, currency: str, *, on: date, more: Iterable[tuple[str, str]] = ()
) -> RateTable:
    """Return the rates that lead from every currency of a catalog's offers to one, and more."""
    pairs = {(offer.currency, currency) for offer in catalog.offers}.union(more)
    return gather(sorted(pairs), on, pinned=(), recorded=catalog.rates)


@dataclass(frozen=True)
class PricedPart:
    """A part with its cheapest current offer for one piece; `converted` is its price elsewhere."""

    part: Part
    offer: Offer | None = None
    price: Price | None = None
    converted: Money | None = None


def price_parts(
    catalog: Catalog,
    *,
    on: date,
    currency: str = "SGD",
    category: str | None = None,
    search: str = "",
) -> tuple[PricedPart, ...]:
    """Return parts that hold every word of a search, each with its cheapest current offer.

    `currency` is what offers are compared in and what `converted` is in.
    """
    parts = [
        part
        for part in catalog.parts
        if category in (None, part.category)
        and all(word in _words(part) for word in search.casefold().split())
    ]
    offers = {part.part_number: catalog.offers_for(part.part_number) for part in parts}
    rates = rates_of_offers(catalog, currency, on=on)
    priced = []
    for part in parts:
        offer = choose_offer(offers[part.part_number], 1, rates, currency=currency, on=on)
        price = None if offer is None else price_of(offer, 1)
        converted = None if price is None else _converted(price.unit, currency, rates, on=on)
        priced.append(PricedPart(part, offer, price, converted))
    return tuple(priced)


def _words(part: Part) -> str:
    facts = part.model_dump(exclude_none=True)
    speeds = (facts.get("speed_mbps"), facts.get("nic_mbps"))
    # People search for the word on the box; the catalog holds the number.
    spoken = "gigabit" if 1000 in speeds else ""
    return " ".join([*(str(fact) for fact in facts.values()), spoken]).casefold()


def _converted(amount: Money, currency: str, rates: RateTable, *, on: date) -> Money | None:
    if amount.currency == currency:
        return amount
    rate = rates.rate(amount.currency, currency, on)
    return None if rate is None else rate.convert_price(amount)


def find_rate(
    catalog: Catalog, base: str, quote: str, *, on: date
) -> tuple[ExchangeRate | None, bool]:
    """Return the rate that answers for a pair on a day, and whether rates.csv gave it."""
    recorded = RateTable(layers=(catalog.rates,)).rate(base, quote, on)
    if recorded is not None:
        return recorded, True
    table = gather([(base, quote)], on, pinned=(), recorded=catalog.rates)
    return table.rate(base, quote, on), False
