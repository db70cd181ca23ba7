"""The command that looks an article up at a distributor, by one's own key."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import Format, Output, Reply, currency_code, one_of
from planner.model.home import COUNTRY

if TYPE_CHECKING:
    from planner.cli.answer import Answer
    from planner.model.lookups import LookupAnswer
    from planner.model.proposals import PageAnswer


def look_up(
    sought: Annotated[
        str, typer.Argument(metavar="WORDS", help="A part number, or words of a name.")
    ],
    *,
    at: Annotated[
        str,
        typer.Option(metavar="NAME", help="tme, mouser, element14 or digikey."),
    ],
    by: Annotated[
        str,
        typer.Option(metavar="WHAT", help="words, number (the SKU) or maker (the MPN)."),
    ] = "words",
    currency: Annotated[
        str | None,
        typer.Option(
            parser=currency_code, metavar="CODE", help="Currency to use if there is a choice."
        ),
    ] = None,
    country: Annotated[
        str, typer.Option(metavar="CODE", help="Country to deliver to, such as SG.")
    ] = COUNTRY,
    store: Annotated[
        str | None, typer.Option(metavar="HOST", help="Store of element14, such as uk.farnell.com.")
    ] = None,
    style: Output = Format.TABLE,
) -> Reply:
    """Look up a product at a distributor, with your own API key.

    Keys come from the environment. Nothing is saved; prices from TME are offered for saving.

    \b
    planner prices lookup "raspberry pi 5" --at element14
    planner prices lookup SC1112 --at mouser --by maker
    """
    from planner.jobs.distributors import DISTRIBUTORS, ask_distributor
    from planner.model.lookups import LookupBy, LookupQuestion
    from planner.settings import read_settings

    one_of(at, tuple(DISTRIBUTORS), what="distributor", option="--at")
    one_of(by, tuple(LookupBy), what="way to ask", option="--by")
    settings = read_settings()
    question = LookupQuestion(
        at=at,
        sought=_sought(sought),
        by=LookupBy(by),
        currency=currency,
        country=_country(country),
        store=store or settings.element14_store,
        locale=settings.mouser_locale,
    )
    found = ask_distributor(
        question,
        settings.distributor_keys,
        today=datetime.now(UTC).date(),
        origin=settings.distributor_origin,
    )
    return _told(found), style


def _told(found: "LookupAnswer | PageAnswer") -> "Answer":
    from planner.cli.answers.lookups import lookup_answer
    from planner.cli.answers.prices import page_prices_answer
    from planner.model.lookups import LookupAnswer

    return lookup_answer(found) if isinstance(found, LookupAnswer) else page_prices_answer(found)


def _sought(text: str) -> str:
    from planner.model.lookups import MOST_WORDS

    plain = " ".join(text.split())
    if not 1 <= len(plain) <= MOST_WORDS:
        raise typer.BadParameter(f"1 to {MOST_WORDS} characters.", param_hint="WORDS")
    return plain


def _country(text: str) -> str:
    if len(text) != 2 or not (text.isascii() and text.isalpha()):
        raise typer.BadParameter("A country has two letters.", param_hint="--country")
    return text.upper()
