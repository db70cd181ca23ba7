"""Commands on prices of shops' pages: what one proposes, and all kept ones asked again."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import (
    Catalog,
    Format,
    Output,
    Reply,
    currency_code,
    day,
    one_of,
    workspace_of,
)

if TYPE_CHECKING:
    from planner.cli.answer import Answer
    from planner.io.web.fetch import WebLimits


def fetch_prices(
    address: Annotated[
        str | None,
        typer.Argument(metavar="[URL]", help="A page of a shop; asked now.", show_default=False),
    ] = None,
    *,
    page: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A page saved before; URL says where it stands."),
    ] = None,
    saved_on: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="Day on which that page was saved."),
    ] = None,
    build: Annotated[
        str | None, typer.Option(metavar="NAME", help="All kept prices of a build's parts.")
    ] = None,
    vendor: Annotated[
        str | None, typer.Option(metavar="VENDOR", help="All kept prices of a shop.")
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option(parser=currency_code, metavar="CODE", help="Tell of any other currency."),
    ] = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Ask a shop's page for its price, or all pages that kept prices came from.

    Shops are asked only by this command, one page at a time and with pauses. Nothing is kept.

    \b
    planner prices fetch https://shop.example/products/fan    what this page proposes
    planner prices fetch --page fan.html --saved-on 2026-11-20
    planner prices fetch --build kraken                       what has changed since
    """
    asked = [each for each in (page or address, build, vendor) if each is not None]
    if len(asked) != 1:
        raise typer.BadParameter("Name one: a URL, --page, --build or --vendor.", param_hint="URL")
    if page is not None:
        return _saved(page, address or "", saved_on, currency), style
    if saved_on is not None:
        raise typer.BadParameter(
            "It says when a page of --page was saved.", param_hint="--saved-on"
        )
    if address is not None:
        return _at(address, currency), style
    return _refreshed(catalog, build, vendor), style


def _at(address: str, currency: str | None) -> "Answer":
    from planner.cli.answers.prices import page_prices_answer
    from planner.jobs.prices import prices_at

    found = prices_at(address, today=_today_in_utc(), limits=_limits(), currency=currency)
    return page_prices_answer(found)


def _saved(page: Path, address: str, saved_on: date | None, currency: str | None) -> "Answer":
    from planner.cli.answers.prices import page_prices_answer
    from planner.jobs.prices import prices_in

    try:
        content = page.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{page}: {error.strerror}.", param_hint="--page") from None
    found = prices_in(page.name, content, address=address, day=saved_on, currency=currency)
    return page_prices_answer(found)


def _refreshed(catalog: Path | None, build: str | None, vendor: str | None) -> "Answer":
    from planner.cli.answers.prices import refreshed_answer
    from planner.cli.progress import told_on_terminal
    from planner.jobs.prices import price_pages, refresh_prices

    workspace = workspace_of(catalog)
    if vendor is not None:
        one_of(vendor, tuple(workspace.catalog.vendor_names), what="vendor", option="--vendor")
    positions = workspace.build(build).positions if build is not None else ()
    parts = {each.part_number for each in positions} if build is not None else None
    pages = price_pages(workspace.catalog, parts=parts, vendor=vendor)
    with told_on_terminal() as tell:
        found = refresh_prices(
            pages,
            today=_today_in_utc(),
            limits=_limits(),
            go_on=lambda p: tell(f"{p.shop}: {p.done} of {p.of} pages"),
        )
    return refreshed_answer(found)


def _limits() -> "WebLimits":
    from planner.io.web.fetch import WebLimits
    from planner.settings import read_settings

    return WebLimits(own_host=read_settings().web_own_host)


def _today_in_utc() -> date:
    return datetime.now(UTC).date()
