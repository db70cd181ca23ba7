"""Commands on a catalog folder: check it, start a file for it, a part's history, its rates."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.options import (
    Catalog,
    Codes,
    Format,
    OnOrLatest,
    OnOrToday,
    Output,
    PriceCurrency,
    Reply,
    currency_code,
    currency_codes,
    folder_of,
    one_of,
    own_folder_of,
    today,
    workspace_of,
)
from planner.cli.pipes import folder as path_of_folder
from planner.model import home


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            parser=path_of_folder,
            metavar="FOLDER",
            help="Catalog folder.  [default: PLANNER_CATALOGS, else catalogs]",
            show_default=False,
        ),
    ] = None,
    *,
    style: Output = Format.TABLE,
) -> Reply:
    """Check a catalog folder: every mistake with its file, row and column.

    The exit code is 1 if there is an error; warnings and notes do not change it.

    \b
    planner check                 is the catalog in order?
    planner check my-catalog      is this folder in order?
    """
    from planner.cli.answers.folder import check_answer
    from planner.jobs.folder import check_workspace, open_workspace

    day = today()
    workspace = open_workspace(folder_of(folder), today=day, own=own_folder_of(folder))
    return check_answer(workspace, check_workspace(workspace, today=day)), style


def _template_kind(text: str) -> str:
    from planner.io.catalog.templates import TEMPLATES

    return one_of(text, TEMPLATES, what="template")


def template(
    kind: Annotated[
        str,
        typer.Argument(
            parser=_template_kind,
            metavar="CATEGORY",
            help="board, carrier, memory, storage, hat, charger, switch, nic, cable, poe, case, "
            "rack, other; or offers, vendors, rates, price_events, tariffs, taxes, retired.",
        ),
    ],
) -> Reply:
    """Print an empty CSV file with every column explained.

    \b
    planner template switch               which columns does a switch have?
    planner template offers > shop.csv    start a file for a shop's prices
    """
    from planner.cli.answer import Answer, Text
    from planner.io.catalog.templates import template as empty_csv

    return Answer((Text(empty_csv(kind), as_it_is=True),), None), Format.TABLE


# --- exchange rates ------------------------------------------------------------------------------


Base = Annotated[
    str, typer.Option("--base", parser=currency_code, metavar="CODE", help="From this currency.")
]


def history(
    part: Annotated[str, typer.Argument(metavar="PART", help="Part number.")],
    *,
    currency: PriceCurrency = None,
    on: OnOrToday = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Show the price of a part over time, by shop, and the effect of the exchange rate.

    \b
    planner parts history rpi-5-8gb                  every price on record, in Singapore dollars
    planner parts history rpi-5-8gb --currency USD   the same in US dollars
    """
    from planner.cli.answers.folder import history_answer
    from planner.jobs.history import price_history
    from planner.model import home

    known = workspace_of(catalog).catalog
    one_of(part, tuple(known.by_number), what="part")
    shown_in = currency or home.CURRENCY
    return history_answer(price_history(known, part, currency=shown_in, on=on or today())), style


def show_rates(
    *,
    base: Base = home.CURRENCY,
    quote: Annotated[
        str, typer.Option(parser=currency_code, metavar="CODE", help="To this currency.")
    ] = home.SECOND_CURRENCY,
    on: OnOrToday = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Show the recorded rates, and which source answers for a pair on a day.

    \b
    planner rates                                       which rates are in rates.csv?
    planner rates show --base EUR --on 2018-10-15       from EUR to USD, on that day?
    """
    from planner.cli.answers.folder import rates_answer
    from planner.jobs.rates import find_rate

    if base == quote:
        raise typer.BadParameter(f"{base} needs no rate to itself.", param_hint="--quote")
    workspace, shown = workspace_of(catalog), on or today()
    return rates_answer(find_rate(workspace.catalog, base, quote, on=shown)), style


def fetch_rates(
    *,
    base: Base = home.CURRENCY,
    quote: Annotated[
        Codes | None,
        typer.Option(
            parser=currency_codes,
            metavar="CODES",
            help="To these currencies: USD,EUR.  [default: USD]",
        ),
    ] = None,
    on: OnOrLatest = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Fetch rates from a live source and add them to the rates.csv of your own catalog.

    If you name a catalog folder (--catalog, PLANNER_CATALOGS), they are added to that one instead.
    Works only if PLANNER_RATES_URL names a source.

    \b
    planner rates fetch --base SGD --quote USD       the latest rate
    planner rates fetch --quote USD --on 2020-06-17  the rate of a day
    """
    from planner.cli.answers.folder import fetched_answer
    from planner.io.rates import live_rates
    from planner.jobs.rates import keep_rates
    from planner.model.listings import FetchedRates
    from planner.settings import read_settings

    settings = read_settings()
    file = settings.rates_file if catalog is None else workspace_of(catalog).folder / "rates.csv"
    source = live_rates(
        settings.rates_url,
        connect_timeout=settings.rates_connect_timeout_s,
        read_timeout=settings.rates_read_timeout_s,
    )
    codes = quote.codes if quote is not None else (home.SECOND_CURRENCY,)
    fetched = source.fetch(base, codes, on=on, today=today())
    found = FetchedRates(tuple(fetched), keep_rates(file, fetched))
    return fetched_answer(found, file=str(file)), style
