"""The command on running: kilowatt-hours and money a year, typical and at most."""

from planner.cli.commands._copies_option import Copies, with_copies
from planner.cli.commands._running_options import (
    Country,
    LoadShare,
    TypedTariff,
    running_terms,
)
from planner.cli.commands.builds import BuildName
from planner.cli.options import (
    Catalog,
    Currency,
    Format,
    On,
    Output,
    Rates,
    Reply,
    build_of,
    terms_of,
    workspace_of,
)


def running(  # noqa: PLR0913 a command's options are its arguments
    build: BuildName,
    *,
    copies: Copies = None,
    tariff: TypedTariff = None,
    country: Country = None,
    load_share: LoadShare = None,
    currency: Currency = None,
    on: On = None,
    rate: Rates = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Show the running cost of a build: kWh and money per year, typical and peak.

    \b
    planner running kraken                       what does Kraken cost per year?
    planner running kraken --on 2026-11-29       at the tariff of that day?
    planner running kraken --tariff 0.30         at 0.30 per kWh, in the build's currency
    planner running kraken --load-share 30       at peak for 30 % of the time, else idle
    planner running kraken --country DE --currency EUR
    planner running kraken --copies 10           ten of them
    """
    from planner.cli.answers.running import running_answer
    from planner.jobs.plans import plan_build
    from planner.jobs.running import running_of

    workspace = workspace_of(catalog)
    found = with_copies(build_of(workspace, build), copies)
    terms = terms_of(found, currency=currency, also=None, on=on, rates=rate)
    plan = plan_build(found, workspace.catalog, terms)
    asked = running_terms(tariff, country, load_share, currency=plan.currency)
    cost = running_of(plan, workspace.catalog, asked, typed=terms.rates)
    return running_answer(cost), style
