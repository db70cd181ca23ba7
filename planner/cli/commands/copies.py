"""The command that shows what each further copy of a build costs, bought together."""

from typing import Annotated

import typer

from planner.cli.commands import _assumptions as assume
from planner.cli.commands import _buying_options as ask
from planner.cli.commands._opened_purchase import must_be_known, names_of, opened
from planner.cli.commands._ordered_builds import Ordered
from planner.cli.commands._spares_option import Spares
from planner.cli.options import (
    Catalog,
    Format,
    OnOrToday,
    Output,
    RatesOfOffers,
    Reply,
    today,
    workspace_of,
)
from planner.cli.progress import patient
from planner.model import home
from planner.model.bounds import MOST_COPY_POINTS


def copies(  # noqa: PLR0913 a command's options are its arguments
    bill: ask.Bill,
    *,
    most: Annotated[
        int,
        typer.Option(metavar="N", min=1, max=MOST_COPY_POINTS, help="Maximum number of copies."),
    ] = 20,
    spare: Spares = None,
    offers: ask.Offers = None,
    vendors: ask.Vendors = None,
    currency: ask.BasketCurrency = home.CURRENCY,
    on: OnOrToday = None,
    ship_to: ask.Country = home.COUNTRY,
    need_by: ask.NeedBy = None,
    exclude: ask.Exclude = None,
    lock: ask.Locks = None,
    max_vendors: ask.MaxVendors = None,
    rate: RatesOfOffers = None,
    prices_since: assume.PricesSince = None,
    include_ended: assume.IncludeEnded = False,
    condition: assume.Condition = None,
    published: assume.Published = False,
    assume_shipping: assume.AssumeShipping = None,
    assume_tax: assume.AssumeTax = None,
    coupon: assume.Coupons = None,
    time_limit: ask.TimeLimit = 60,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Show what each further copy of a build costs, all of them bought together.

    Every number of copies is bought anew at the lowest landed cost, with proof.

    \b
    planner copies kraken-2026                   from 1 copy to 20
    planner copies bom.csv --most 50             your own BOM, up to 50
    planner copies kraken-2026 --assume-shipping 10 --assume-tax 9
                                                 where a shop does not state them
    """
    from planner.cli.answers.copies import copies_answer
    from planner.jobs.copies import copy_curve

    who = (ship_to, need_by, *ask.of_all(lock, exclude), max_vendors)
    word = assume.on_your_word(assume_shipping, assume_tax, coupon, currency)
    bought = (*who, None, published, *word, prices_since, include_ended)
    terms = ask.terms(*bought, assume.articles(condition))
    asks = {"on": on or today(), "currency": currency, "copies": most, "spares": spare}
    workspace = workspace_of(catalog)
    asked, said = opened((Ordered(bill),), (workspace, offers, vendors), terms, asks, rate)
    must_be_known(asked)
    with patient(time_limit, "numbers of copies") as effort:
        found = copy_curve(asked, workspace, effort)
    vendor_names = names_of(asked.market)
    return copies_answer(found, most, asked.names, vendor_names, findings=said), style
