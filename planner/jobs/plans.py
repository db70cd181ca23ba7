"""Plan, cost, upgrade and tell of a build, on the terms that a person asks for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from planner.engine.planning.change import cost_change
from planner.engine.planning.cost import cost
from planner.engine.planning.over_time import price_over_time
from planner.engine.planning.plan import currency_pairs, make_plan
from planner.engine.planning.running import payback
from planner.engine.planning.some_copies import mixed_plan
from planner.engine.planning.upgrade import upgrade
from planner.engine.reporting import document
from planner.engine.rules import judge
from planner.io.rates import gather
from planner.io.text.uncollected import uncollected
from planner.jobs.folder import Workspace
from planner.jobs.rates import entered, holding_on
from planner.jobs.running import compare_with_running, running_of, running_together
from planner.model.bom import CostedBom
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.comparison import Upgrade
from planner.model.cost_change import CostChange
from planner.model.cost_question import BUILD_S_OWN, CostQuestion, CostTerms
from planner.model.document import Document
from planner.model.findings import gravest_first
from planner.model.home import second_currency
from planner.model.mixed_set import ALL_COPIES, MixedSet, SomeCopies
from planner.model.money import ExchangeRate, Money
from planner.model.more_copies import MoreCopies
from planner.model.over_time import PricesOverTime
from planner.model.plan import Plan
from planner.model.running import AS_PUBLISHED, RunningTerms


def also_of(build: Build, terms: CostTerms) -> tuple[str, ...]:
    """Return the further currencies to show: those asked for, or the usual second one."""
    currency = terms.currency or build.currency
    if terms.also is not None:
        return tuple(code for code in terms.also if code != currency)
    return (second_currency(currency),)


def entered_rate(build: Build, terms: CostTerms, rate: Decimal) -> ExchangeRate:
    """Return a rate typed in by a person: from the plan's currency to its first further one.

    If no further one is shown, it is to the usual second one.
    """
    others = (*also_of(build, terms), *also_of(build, CostTerms(currency=terms.currency)))
    base, on = terms.currency or build.currency, terms.on or build.on
    return entered(base, others[0], rate, on=on)


def plan_build(
    build: Build,
    catalog: Catalog,
    terms: CostTerms = BUILD_S_OWN,
    *,
    any_condition: bool = False,
) -> Plan:
    """Return the plan of a build, with rates from the first source that has them.

    The order: entered by the person, pinned on the build (unless a day is asked for), recorded in
    the catalog, the bundled history of the European Central Bank. Its findings are those of the
    prices and those of the rules. With `any_condition` prices of used articles are as good as any.
    """
    currency, also, on = terms.currency or build.currency, also_of(build, terms), terms.on
    # What a person enters holds on the day of the plan, whichever build it is entered for.
    pinned = [*holding_on(terms.rates, on or build.on)]
    typed = {frozenset((rate.base, rate.quote)) for rate in pinned}
    # A pinned rate of a pair that was entered, either way round, would answer in its place.
    own = build.pinned if on is None else ()
    pinned += [pin for pin in own if frozenset((pin.base, pin.quote)) not in typed]
    pairs = currency_pairs(build, catalog, currency=currency, also=also)
    rates = gather(pairs, on or build.on, pinned=pinned, recorded=catalog.rates)
    with uncollected():
        plan = make_plan(
            build,
            catalog,
            rates=rates,
            currency=currency,
            also=also,
            on=on,
            any_condition=any_condition,
        )
        findings = gravest_first(dict.fromkeys((*judge(plan), *plan.findings)))
    return plan.model_copy(update={"findings": tuple(findings)})


def cost_build(
    build: Build, catalog: Catalog, terms: CostTerms = BUILD_S_OWN
) -> tuple[Plan, CostedBom]:
    """Return the plan of a build and its cost."""
    plan = plan_build(build, catalog, terms)
    with uncollected():
        return plan, cost(plan)


def cost_asked(asked: CostQuestion, folder: Workspace) -> tuple[Plan, CostedBom]:
    """Return the plan of the build that a question is about and its cost; PlannerError if none."""
    return cost_build(folder.build_of(asked.build), folder.catalog, asked.terms)


def price_at_dates(
    build: Build,
    catalog: Catalog,
    days: Iterable[date],
    terms: CostTerms = BUILD_S_OWN,
) -> PricesOverTime:
    """Return what a build costs on each of these days, at the prices and rates of that day.

    A rate that the build pins is set aside, as whenever a day is asked for; one that a person
    entered holds on every day.
    """
    currency, also = terms.currency or build.currency, also_of(build, terms)
    pairs = currency_pairs(build, catalog, currency=currency, also=also)
    rates = {
        day: gather(pairs, day, pinned=holding_on(terms.rates, day), recorded=catalog.rates)
        for day in set(days)
    }
    return price_over_time(build, catalog, rates, currency=currency, also=also)


def cost_together(
    builds: Sequence[Build],
    catalog: Catalog,
    terms: CostTerms = BUILD_S_OWN,
) -> tuple[Plan, ...]:
    """Return plans of several builds in one currency: the first build's unless one is asked for."""
    currency = terms.currency or (builds[0].currency if builds else None)
    shared = terms.model_copy(update={"currency": currency})
    return tuple(plan_build(build, catalog, shared) for build in builds)


def change_of(
    before: Build, after: Build, catalog: Catalog, terms: CostTerms = BUILD_S_OWN
) -> tuple[Plan, Plan, CostChange]:
    """Return two plans in the second one's currency, and what that costs more, and why."""
    shared = terms.model_copy(update={"currency": terms.currency or after.currency})
    first, second = cost_together((before, after), catalog, shared)
    return first, second, cost_change(first, second)


def upgrade_build(
    before: Build,
    after: Build,
    catalog: Catalog,
    terms: CostTerms = BUILD_S_OWN,
    *,
    resale: Mapping[str, Decimal] | None = None,
    power: RunningTerms = AS_PUBLISHED,
    some: SomeCopies = ALL_COPIES,
) -> tuple[Plan, Plan, Upgrade]:
    """Return two plans in the first one's currency, and what changes from one to the other.

    `resale` says what one piece of a retired part fetches, in that currency, and `power` at which
    tariff, and how hard, both are run. `some` says of which copies of the first build this holds:
    the others stay as they are, or are left out; PlannerError where there are not so many. The
    second plan is that of the copies that are upgraded.
    """
    first, second, beside = _plans_of(before, after, catalog, terms, some)
    whole = second if beside is None else mixed_plan(beside, second)
    fetches = {number: Money(each, first.currency) for number, each in (resale or {}).items()}
    change = upgrade(first, second, resale=fetches, beside=beside)
    old, new = running_together((first, whole), catalog, power, typed=terms.rates)
    told: dict[str, object] = {"payback": payback(change.delta, old, new)}
    if some != ALL_COPIES:
        told["mixed"] = MixedSet(
            copies=before.copies,
            upgraded=second.build.copies,
            left_out=some.left_out,
            typical_w=new.typical.watts,
            most_w=new.most.watts,
            lacking=tuple(dict.fromkeys((*new.typical.missing, *new.most.missing))),
        )
    return first, second, change.model_copy(update=told)


def _plans_of(
    before: Build, after: Build, catalog: Catalog, terms: CostTerms, some: SomeCopies
) -> tuple[Plan, Plan, Plan | None]:
    """Return the plans of what is there, of what is upgraded, and of the copies beside that."""
    builds, stay = (before, after), 0
    if some != ALL_COPIES:
        upgraded = some.upgraded_of(before.copies)
        builds = (before, after.model_copy(update={"copies": upgraded}))
        stay = before.copies - upgraded - some.left_out
    others = [before.model_copy(update={"copies": stay})] if stay else []
    first, second, *beside = cost_together((*builds, *others), catalog, terms)
    return first, second, next(iter(beside), None)


def in_use_after(
    before: Build, after: Build, catalog: Catalog, terms: CostTerms, some: SomeCopies
) -> Plan:
    """Return what is in use after an upgrade of some copies, as one plan; raises as that does."""
    _, second, beside = _plans_of(before, after, catalog, terms, some)
    if beside is None:
        return second
    title = f"{after.title}, {second.build.copies} of {before.copies}"
    whole = mixed_plan(beside, second)
    return whole.model_copy(update={"build": whole.build.model_copy(update={"title": title})})


def document_of(
    build: Build,
    catalog: Catalog,
    terms: CostTerms = BUILD_S_OWN,
    *,
    upgrade_from: Build | None = None,
    some: SomeCopies = ALL_COPIES,
    compare_with: Sequence[Build] = (),
    power: RunningTerms = AS_PUBLISHED,
    more: MoreCopies | None = None,
) -> Document:
    """Return everything there is to tell about a build, ready for any exporter.

    The upgrade may be that of `some` copies alone; it and the comparison are costed in the
    currency of the build itself. `power` says at which tariff, and how hard, it is run.
    `more` is what a few copies more cost later, to be told with it.
    """
    plan, bom = cost_build(build, catalog, terms)
    shared = terms.model_copy(update={"currency": plan.currency})
    change = None
    if upgrade_from is not None:
        _, _, change = upgrade_build(upgrade_from, build, catalog, shared, power=power, some=some)
    others = [other for other in compare_with if other.name != build.name]
    together = cost_together((build, *others), catalog, shared) if others else ()
    side_by_side = (
        compare_with_running(together, catalog, power, typed=terms.rates) if together else None
    )
    return document(
        plan,
        bom,
        plan.findings,
        upgrade=change,
        comparison=side_by_side,
        running=running_of(plan, catalog, power, typed=terms.rates),
        more=more,
    )
