"""Commands on prices of shops' pages: what one proposes, and all kept ones asked again."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from planner.cli.commands._prices_options import (
    Address,
    Answers,
    AsBefore,
    InCurrency,
    OfBuild,
    OfPart,
    OfVendor,
    Pack,
    Save,
    SavedOn,
    SavedPage,
    TaxInIt,
    Variant,
    WhichPrice,
    YesLarge,
)
from planner.cli.options import (
    Catalog,
    Format,
    Output,
    Reply,
    one_of,
    today,
    workspace_of,
)

if TYPE_CHECKING:
    from planner.cli.answer import Answer
    from planner.io.web.fetch import WebLimits
    from planner.model.catalog import Catalog as Known
    from planner.model.kept_prices import PriceLine
    from planner.model.proposals import PageAnswer


def fetch_prices(  # noqa: PLR0913 a command's options are its arguments
    address: Address = None,
    *,
    page: SavedPage = None,
    saved_on: SavedOn = None,
    build: OfBuild = None,
    vendor: OfVendor = None,
    currency: InCurrency = None,
    save: Save = False,
    yes_large: YesLarge = False,
    part: OfPart = None,
    variant: Variant = None,
    tax: TaxInIt = None,
    pack: Pack = None,
    price: WhichPrice = None,
    as_before: AsBefore = False,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Read the price on a shop's page, or on all pages that kept prices came from.

    Shops' pages are read only by this command, one at a time and with pauses. Nothing is kept
    without --save, which keeps complete prices that changed by at most 50 %.

    \b
    planner prices fetch https://shop.example/products/fan    the price on this page
    planner prices fetch --page fan.html --saved-on 2026-11-20
    planner prices fetch --build kraken-2026                  what has changed since then?
    planner prices fetch --build kraken-2026 --save --as-before   and keep it
    planner prices fetch https://shop.example/products/fan --save --part fan --tax yes
    """
    answers = Answers(part, variant, tax, pack, price, currency, as_before, yes_large)
    if not save and answers.of_save:
        raise typer.BadParameter("Use it with a price that is kept.", param_hint="--save")
    one_page = page or address
    whose, vendor = (vendor, None) if save and one_page else (None, vendor)
    asked = [each for each in (one_page, build, vendor) if each is not None]
    if len(asked) != 1:
        raise typer.BadParameter("Name one: a URL, --page, --build or --vendor.", param_hint="URL")
    if page is None and saved_on is not None:
        raise typer.BadParameter(
            "Use it with --page: the date that page was saved.", param_hint="--saved-on"
        )
    if save:
        _check(answers, whose, catalog)
    if one_page is not None:
        from planner.cli.answers.prices import page_prices_answer

        found = _page(page, address or "", saved_on, None if save else currency)
        return _of_page(found, whose, answers) if save else page_prices_answer(found), style
    return _refreshed(catalog, build, vendor, answers if save else None), style


def _check(answers: Answers, vendor: str | None, catalog: Path | None) -> None:
    """Refuse answers that cannot be taken before any shop is asked."""
    if catalog is not None:
        raise typer.BadParameter(
            "Prices are kept in your own catalog, which is not read with --catalog.",
            param_hint="--save",
        )
    known = workspace_of(None).catalog
    answers.said()
    if answers.part is not None:
        one_of(answers.part, tuple(known.by_number), what="part", option="--part")
    if vendor is not None:
        one_of(vendor, tuple(known.vendor_names), what="vendor", option="--vendor")


def _page(
    page: Path | None, address: str, saved_on: date | None, currency: str | None
) -> "PageAnswer":
    from planner.jobs.prices import prices_at, prices_in

    if page is None:
        return prices_at(address, today=_today_in_utc(), limits=_limits(), currency=currency)
    try:
        content = page.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{page}: {error.strerror}.", param_hint="--page") from None
    return prices_in(page.name, content, address=address, day=saved_on, currency=currency)


def _of_page(found: "PageAnswer", vendor: str | None, answers: Answers) -> "Answer":
    """Keep what one page proposes, for the part and the shop that are said or known of it."""
    from planner.jobs.keep import kept_of, shop_of
    from planner.model.kept_prices import lines_of_page

    known = workspace_of(None).catalog
    shop = shop_of(known, found.address)
    whose = vendor or (shop.vendor if shop else None)
    addresses = {found.address, *(each.address for each in found.proposals)}
    kept = [each for each in kept_of(known, *addresses) if whose in (None, each.vendor)]
    lines = lines_of_page(found, kept, vendor=whose, part_number=answers.part)
    return _keep(lines, known, answers)


def _refreshed(
    catalog: Path | None, build: str | None, vendor: str | None, answers: Answers | None
) -> "Answer":
    from planner.cli.answers.prices import refreshed_answer
    from planner.cli.progress import told_on_terminal
    from planner.jobs.prices import price_pages, refresh_prices
    from planner.model.kept_prices import lines_of

    workspace = workspace_of(catalog)
    if vendor is not None:
        one_of(vendor, tuple(workspace.catalog.vendor_names), what="vendor", option="--vendor")
    positions = workspace.build(build).positions if build is not None else ()
    parts = {each.part_number for each in positions} if build is not None else None
    if answers is not None and answers.part is not None:
        parts = {answers.part} if parts is None else parts & {answers.part}
    pages = price_pages(workspace.catalog, parts=parts, vendor=vendor)
    with told_on_terminal() as tell:
        found = refresh_prices(
            pages,
            today=_today_in_utc(),
            limits=_limits(),
            go_on=lambda p: tell(f"{p.shop}: {p.done} of {p.of} pages"),
        )
    if answers is None or not found.prices:
        return refreshed_answer(found)
    return _keep(lines_of(found), workspace.catalog, answers)


def _keep(lines: "tuple[PriceLine, ...]", catalog: "Known", answers: Answers) -> "Answer":
    from planner.cli.answers.prices import kept_answer
    from planner.jobs.keep import keep_prices, pick_prices, seen_offers
    from planner.settings import read_settings

    picked, others = pick_prices(
        lines,
        answers.said(),
        variant=answers.variant,
        as_before=answers.as_before,
        looked_twice=answers.yes_large,
    )
    own, day = read_settings().data, max(today(), _today_in_utc())
    seen = seen_offers(own, (each.vendor for each in picked))
    kept = keep_prices(own, picked, catalog, seen=seen, today=day)
    return kept_answer(kept.model_copy(update={"prices": (*kept.prices, *others)}))


def _limits() -> "WebLimits":
    from planner.io.web.fetch import WebLimits
    from planner.settings import read_settings

    return WebLimits(own_host=read_settings().web_own_host)


def _today_in_utc() -> date:
    return datetime.now(UTC).date()
