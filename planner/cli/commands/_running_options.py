"""The options that say what electricity costs, and how hard a cluster works."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import country_code, plain_number
from planner.cli.wish_values import KwhPrice, kwh_price_of
from planner.model import home

if TYPE_CHECKING:
    from planner.model.running import RunningTerms


@dataclass(frozen=True, slots=True)
class LoadPercent:
    """A share of the time as written in one option, in percent."""

    percent: Decimal


def load_percent_of(text: str) -> LoadPercent:
    """Return a share of the time in percent, from 0 to 100; a percent sign may follow."""
    percent = plain_number(text.strip().removesuffix("%").strip(), text, like="30")
    if percent > 100:
        raise typer.BadParameter(f"{text!r} is more than 100 % of the time. Write it like 30.")
    return LoadPercent(percent)


TypedTariff = Annotated[
    KwhPrice | None,
    typer.Option(
        "--tariff",
        parser=kwh_price_of,
        metavar="PRICE",
        help='What you pay for a kWh: 0.30, or "0.30 EUR" with its currency.  '
        "[default: the tariff of the country on the day]",
    ),
]
Country = Annotated[
    str | None,
    typer.Option(
        "--country",
        parser=country_code,
        metavar="CODE",
        help=f"Country whose tariff applies, such as SG.  [default: {home.COUNTRY}]",
        show_default=False,
    ),
]
LoadShare = Annotated[
    LoadPercent | None,
    typer.Option(
        "--load-share",
        parser=load_percent_of,
        metavar="PERCENT",
        help="Share of the time at peak draw; the rest counts as idle, or as typical where idle "
        "is not known.  [default: typical and peak, all year]",
    ),
]


def running_terms(
    tariff: KwhPrice | None,
    country: str | None,
    load_share: LoadPercent | None,
    *,
    currency: str,
) -> "RunningTerms":
    """Return the terms that these options ask for; `currency` is that of a lone price."""
    from planner.model.money import Money
    from planner.model.running import RunningTerms

    own = None if tariff is None else Money(tariff.amount, tariff.currency or currency)
    percent = None if load_share is None else load_share.percent
    return RunningTerms(country=country or home.COUNTRY, tariff=own, load_percent=percent)
