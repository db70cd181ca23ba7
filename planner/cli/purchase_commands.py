"""The command that buys: the cheapest basket across vendors."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import (
    Catalog,
    Format,
    OnOrToday,
    Output,
    Reply,
    build_of,
    currency_code,
    day,
    today,
    workspace_of,
)

if TYPE_CHECKING:
    from planner.engine.purchasing import Market
    from planner.jobs import Workspace
    from planner.model.findings import Finding
    from planner.model.sourcing import Need
    from planner.model.table import Orders as OrdersOfVendors


MOST_PERCENT = 1000


@dataclass(frozen=True, slots=True)
class Lock:
    """A part and the vendor that it must be bought from."""

    part_number: str
    vendor: str


def percent(text: str) -> Decimal:
    """Return a percentage of 0 or more."""
    try:
        value = Decimal(text.strip().removesuffix("%").strip())
        if 0 <= value <= MOST_PERCENT:
            return value
    except InvalidOperation:  # no number, or NaN
        pass
    raise typer.BadParameter(f"{text!r} is not a number of percent from 0 to {MOST_PERCENT}.")


def lock_of(text: str) -> Lock:
    """Return a part with its vendor."""
    number, given, vendor = text.rpartition("=")
    if not given or not number or not vendor:
        message = f"{text!r} is not a part with its vendor. Write it like tplink-8p=lazada-sg."
        raise typer.BadParameter(message)
    return Lock(number, vendor)


Offers = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Folder with a CSV file of offers for each vendor.  [default: the catalog's]",
        show_default=False,
    ),
]
Vendors = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="CSV file of the vendors' terms.  [default: the catalog's]",
        show_default=False,
    ),
]
NeedBy = Annotated[
    date | None,
    typer.Option(
        parser=day,
        metavar="DATE",
        help="Buy only what arrives by this day; needs lead times.",
        show_default=False,
    ),
]
Country = Annotated[str, typer.Option(metavar="CODE", help="Country it is delivered to.")]
Exclude = Annotated[
    list[str] | None,
    typer.Option(metavar="VENDOR", help="Buy nothing there. May be given more than once."),
]
Locks = Annotated[
    list[Lock] | None,
    typer.Option(
        parser=lock_of,
        metavar="PART=VENDOR",
        help="Buy this part there and nowhere else. May be given more than once.",
    ),
]
MaxVendors = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Order from no more vendors.", show_default=False),
]
BasketCurrency = Annotated[
    str, typer.Option(parser=currency_code, metavar="CODE", help="Currency of the basket.")
]
TimeLimit = Annotated[int, typer.Option(metavar="SECONDS", min=1, help="Look no longer than this.")]

FastestWithin = Annotated[
    Decimal | None,
    typer.Option(
        parser=percent,
        metavar="PERCENT",
        help="The fastest basket that costs at most so much more than the cheapest.",
        show_default=False,
    ),
]
Partial = Annotated[
    bool, typer.Option("--partial", help="Buy what can be had where a part is sold by nobody.")
]
Orders = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Write the purchase orders there: orders.xlsx, orders.html, VENDOR.csv.",
        show_default=False,
    ),
]


Bill = Annotated[
    str,
    typer.Argument(
        metavar="BILL",
        help="A build of the catalog, a .toml file, or a .csv of part_number and quantity.",
    ),
]


def buy(  # noqa: PLR0913 a command's options are its arguments
    bill: Bill,
    *,
    offers: Offers = None,
    vendors: Vendors = None,
    currency: BasketCurrency = "SGD",
    on: OnOrToday = None,
    ship_to: Country = "SG",
    need_by: NeedBy = None,
    exclude: Exclude = None,
    lock: Locks = None,
    max_vendors: MaxVendors = None,
    fastest_within: FastestWithin = None,
    partial: Partial = False,
    time_limit: TimeLimit = 60,
    orders: Orders = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Buy a bill as cheaply as can be: shipping, taxes and conversion included, proven so.

    A bill as CSV has the columns part_number and quantity, and may have owned and alternates.
    What offers and vendors may hold: planner template offers, planner template vendors.

    \b
    planner buy bill.csv                          a bill of your own, at the catalog's offers
    planner buy bill.csv --offers mine/offers --vendors mine/vendors.csv
                                                  a bill and offers of your own
    planner buy bill.csv --max-vendors 2          from two vendors at most
    planner buy bill.csv --lock sd-16gb=acme --exclude bazaar
                                                  this part there, nothing here
    planner buy bill.csv --fastest-within 5       sooner, for at most 5 % more
    planner buy bill.csv --orders orders          the orders as Excel, CSV and to print
    """
    from planner.cli.purchase_answers import purchase_answer
    from planner.engine.landing import Landing
    from planner.engine.order_report import orders_of
    from planner.engine.purchase_choices import Terms
    from planner.engine.purchasing import buy as bought
    from planner.io.rates import gather

    workspace = workspace_of(catalog)
    as_of = on or today()
    needs, about_bill = _needs(bill, workspace)
    market, about_market = _market(offers, vendors, workspace)
    recorded = workspace.catalog.rates
    rates = gather(market.currency_pairs(currency), as_of, pinned=(), recorded=recorded)
    without = _known_vendors(exclude or [], market, "--exclude")
    locks = _known_locks(lock or [], market)
    terms = Terms(ship_to.upper(), need_by, without, locks, max_vendors, fastest_within)
    landing, limit = Landing(currency, rates, as_of), time_limit * 1000
    found = bought(needs, market, landing, terms, partial=partial, time_limit_ms=limit)
    names = {vendor.vendor: vendor.name for vendor in market.vendors}
    files: tuple[str, ...] = ()
    if orders is not None and found.basket is not None:
        parts = {number: part.name for number, part in workspace.catalog.by_number.items()}
        made = orders_of(found, market, landing, terms, title=Path(bill).stem, names=parts)
        files = _write(made, [order.vendor for order in found.basket.orders], orders)
    said = (*about_bill, *about_market)
    return purchase_answer(found, names, findings=said, files=files), style


def _write(made: "OrdersOfVendors", vendors: list[str], folder: Path) -> tuple[str, ...]:
    """Write the orders as a workbook, a page for printing, and a CSV file for each vendor."""
    from planner.io.exporters import ORDER_EXPORTERS, table_csv
    from planner.io.files import write_file

    files = {
        f"orders{ORDER_EXPORTERS[name].SUFFIX}": ORDER_EXPORTERS[name].export(made)
        for name in ("xlsx", "html")
    }
    files |= {f"{vendor}.csv": table_csv(made.of_vendor(vendor)).encode() for vendor in vendors}
    for name, content in files.items():
        write_file(folder / name, content)
    return tuple(str(folder / name) for name in files)


def _needs(bill: str, workspace: "Workspace") -> tuple[tuple["Need", ...], tuple["Finding", ...]]:
    from planner.engine.purchasing import needs_of
    from planner.io.purchases import load_needs

    if bill.lower().endswith(".csv"):
        return load_needs(Path(bill))
    return needs_of(build_of(workspace, bill), workspace.catalog), ()


def _market(
    offers: Path | None, vendors: Path | None, workspace: "Workspace"
) -> tuple["Market", tuple["Finding", ...]]:
    from planner.engine.purchasing import Market
    from planner.io.purchases import load_market

    if offers is None and vendors is None:
        return Market(workspace.catalog.offers, workspace.catalog.vendors), ()
    folder = offers or workspace.folder / "offers"
    file = vendors or workspace.folder / "vendors.csv"
    sold, sellers, findings = load_market(folder, file, today=today())
    return Market(sold, sellers), findings


def _known_vendors(names: list[str], market: "Market", option: str) -> tuple[str, ...]:
    from planner.cli.options import one_of

    known = [vendor.vendor for vendor in market.vendors]
    return tuple(one_of(name, known, what="vendor", option=option) for name in names)


def _known_locks(locks: list[Lock], market: "Market") -> tuple[tuple[str, str], ...]:
    names = _known_vendors([lock.vendor for lock in locks], market, "--lock")
    return tuple((lock.part_number, name) for lock, name in zip(locks, names, strict=True))
