"""Commands on builds: list them, cost one, compare some, upgrade one to another."""

from collections.abc import Sequence
from typing import Annotated

import typer

from planner.cli.commands._copies_option import Copies, with_copies
from planner.cli.commands._running_options import (
    Country,
    LoadShare,
    TypedTariff,
    running_terms,
)
from planner.cli.commands._some_copies_option import LeftOut, UpgradedOf, some_copies
from planner.cli.commands._spares_option import Spares, with_spares
from planner.cli.options import (
    Also,
    Catalog,
    Currency,
    Format,
    On,
    OnDays,
    Output,
    Rates,
    Reply,
    build_of,
    one_of,
    terms_of,
    workspace_of,
)
from planner.cli.wish_values import Resale, resale_of
from planner.model import home

REFERENCE_BUILDS = ("octopi", "kraken", "kraken-gigabit", "leviathan")

Unfold = Annotated[
    bool, typer.Option("--unfold/--fold", help="Show what the kits of the build hold.")
]
BuildName = Annotated[
    str, typer.Argument(metavar="BUILD", help="A build of the catalog, or a .toml file.")
]


def builds(
    *,
    currency: Currency = None,
    also: Also = None,
    on: On = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """List the builds: nodes, total in two currencies, and how reliable the total is.

    \b
    planner builds                     all builds with their cost
    planner builds --currency EUR      the same in euros
    planner builds save my.toml        save a build as one of your own
    """
    from planner.cli.answers.builds import builds_answer
    from planner.jobs.plans import cost_build
    from planner.model.cost_question import CostTerms

    workspace = workspace_of(catalog)
    terms = CostTerms(currency=currency, also=also.codes if also else None, on=on)
    known = {name: index for index, name in enumerate(REFERENCE_BUILDS)}
    found = sorted(workspace.builds, key=lambda build: known.get(build.name, len(known)))
    costed = [cost_build(build, workspace.catalog, terms) for build in found]
    return builds_answer(costed, workspace), style


def cost(  # noqa: PLR0913 a command's options are its arguments
    build: BuildName,
    *,
    copies: Copies = None,
    spare: Spares = None,
    currency: Currency = None,
    also: Also = None,
    on: OnDays = None,
    rate: Rates = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="BUILD",
            help="Show the difference to this build, and how much of it is due to parts, "
            "quantities and prices.",
        ),
    ] = None,
    unfold: Unfold = False,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Show the cost of a build: every line, the total, its exchange rate and the price sources.

    For several days it shows the changes between them, by prices and by exchange rates.

    \b
    planner cost kraken                     what does Kraken cost?
    planner cost kraken --on 2018-10-15     at the exchange rate of that day?
    planner cost my.toml --on 2026-02-10 --on 2026-10-15   how much did price rises add?
    planner cost kraken --rate 0.71770      at this rate, SGD to USD?
    planner cost my.toml --also USD,EUR     my own build, in two more currencies
    planner cost kraken --copies 10         ten of them, bought together?
    planner cost kraken --spare 10%         with one spare for every ten of a part, rounded up?
    planner cost my.toml --against kraken   how much more than Kraken, and why?
    planner cost my.toml --unfold           what each of its kits holds and costs
    """
    from planner.cli.answers.builds import cost_answer
    from planner.jobs.plans import change_of, cost_asked, price_at_dates
    from planner.model.cost_question import CostQuestion

    workspace = workspace_of(catalog)
    found = with_spares(with_copies(build_of(workspace, build), copies), spare)
    days = tuple(dict.fromkeys(on or ()))
    one = days[0] if len(days) == 1 else None
    terms = terms_of(found, currency=currency, also=also, on=one, rates=rate)
    if len(days) > 1:
        from planner.cli.answers.over_time import over_time_answer

        if against is not None:
            message = "Builds are compared on one day: give --on once."
            raise typer.BadParameter(message, param_hint="--against")

        return over_time_answer(price_at_dates(found, workspace.catalog, days, terms)), style
    plan, bom = cost_asked(CostQuestion(build=found, terms=terms), workspace)
    if against is None:
        return cost_answer(plan, bom, unfold=unfold), style
    other = build_of(workspace, against)
    first, _, change = change_of(other, found, workspace.catalog, terms)
    return cost_answer(plan, bom, (first, change), unfold=unfold), style


def compare(  # noqa: PLR0913 a command's options are its arguments
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="BUILD",
            help="Two builds or more.  [default: the four reference builds]",
            show_default=False,
        ),
    ] = None,
    *,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="BUILD",
            help="Baseline for the others.  [default: kraken, or the first]",
        ),
    ] = None,
    currency: Currency = None,
    also: Also = None,
    on: On = None,
    rate: Rates = None,
    tariff: TypedTariff = None,
    country: Country = None,
    load_share: LoadShare = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Compare builds: price, cores, memory, network, power, and price per unit of each.

    \b
    planner compare                                the four reference builds side by side
    planner compare kraken my.toml --base kraken   how does my build differ from Kraken?
    """
    from planner.cli.answers.changes import compare_answer
    from planner.jobs.plans import cost_together
    from planner.jobs.running import compare_with_running

    workspace = workspace_of(catalog)
    known = [build.name for build in workspace.builds]
    wanted = names or [name for name in REFERENCE_BUILDS if name in known] or known
    found = [build_of(workspace, name) for name in dict.fromkeys(wanted)]
    if len(found) < 2:
        raise typer.BadParameter("Name at least two builds.", param_hint="BUILD")
    index = _base_index(base, [build.name for build in found])
    terms = terms_of(found[index], currency=currency, also=also, on=on, rates=rate)
    shared = terms.model_copy(update={"currency": terms.currency or found[index].currency})
    plans = cost_together(found, workspace.catalog, shared)
    power = running_terms(tariff, country, load_share, currency=shared.currency or home.CURRENCY)
    compared = compare_with_running(plans, workspace.catalog, power, base=index, typed=shared.rates)
    return compare_answer(plans, compared), style


def _base_index(base: str | None, names: Sequence[str]) -> int:
    if base is None:
        return names.index("kraken") if "kraken" in names else 0
    return names.index(one_of(base, names, what="compared build", option="--base"))


def upgrade(  # noqa: PLR0913 a command's options are its arguments
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="The build you have.")],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The build you want.")],
    *,
    copies: Copies = None,
    of: UpgradedOf = None,
    leave_out: LeftOut = None,
    spare: Spares = None,
    resale: Annotated[
        list[Resale] | None,
        typer.Option(
            parser=resale_of,
            metavar="PART=AMOUNT",
            help="Resale value of one piece of a replaced part. May be given more than once.",
        ),
    ] = None,
    currency: Currency = None,
    also: Also = None,
    on: On = None,
    rate: Rates = None,
    tariff: TypedTariff = None,
    country: Country = None,
    load_share: LoadShare = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Show how to upgrade one build to another: parts to buy, parts left over, and the cost.

    \b
    planner upgrade kraken kraken-gigabit      what does the upgrade cost?
    planner upgrade kraken kraken-gigabit --resale kraken-switch-8p=15
                                               if the old switch sells for S$15?
    planner upgrade kraken kraken-gigabit --copies 10 --of 7
                                               for only seven of ten?
    planner upgrade kraken kraken --copies 10 --leave-out 2
                                               if two of ten are taken apart?
    """
    from planner.cli.answers.changes import upgrade_answer
    from planner.jobs.plans import upgrade_build

    workspace = workspace_of(catalog)
    old, new = (with_copies(build_of(workspace, name), copies) for name in (before, after))
    have, want = with_spares(old, spare, beside=new), with_spares(new, spare, beside=old)
    terms = terms_of(have, currency=currency, also=also, on=on, rates=rate)
    prices = {each.part_number: each.amount for each in resale or ()}
    power = running_terms(tariff, country, load_share, currency=terms.currency or have.currency)
    some = some_copies(of, leave_out)
    first, second, change = upgrade_build(
        have, want, workspace.catalog, terms, resale=prices, power=power, some=some
    )
    retired = [item.line.part_number for item in change.retired]
    for part_number in prices:
        one_of(part_number, retired, what="part left over called", option="--resale")
    return upgrade_answer(first, second, change), style
