"""The command that buys: the cheapest basket across vendors."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.commands import _buying_options as ask
from planner.cli.options import (
    Catalog,
    Format,
    OnOrToday,
    Output,
    Reply,
    build_of,
    today,
    workspace_of,
)
from planner.cli.progress import patient

if TYPE_CHECKING:
    from planner.cli.answer import Answer
    from planner.io.documents.bills import Bill as BillRead
    from planner.jobs.folder import Workspace
    from planner.model.buying import BuyingTerms, Market, Purchase, Settlement
    from planner.model.findings import Finding


def buy(  # noqa: PLR0913 a command's options are its arguments
    bill: ask.Bill,
    *,
    offers: ask.Offers = None,
    vendors: ask.Vendors = None,
    currency: ask.BasketCurrency = "SGD",
    on: OnOrToday = None,
    ship_to: ask.Country = "SG",
    need_by: ask.NeedBy = None,
    exclude: ask.Exclude = None,
    lock: ask.Locks = None,
    max_vendors: ask.MaxVendors = None,
    fastest_within: ask.FastestWithin = None,
    partial: ask.Partial = False,
    time_limit: ask.TimeLimit = 60,
    orders: ask.Orders = None,
    certificate: ask.CertificateFile = None,
    check: ask.Check = None,
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
    planner buy bill.csv --check basket.json      the same basket as is certified there?
    """
    from planner.cli.answers.buying import purchase_answer
    from planner.engine.buying.basket import buy as bought
    from planner.model.buying import BuyingTerms

    workspace = workspace_of(catalog)
    wanted = _needs(bill, workspace)
    market, about_market = _market(offers, vendors, workspace)
    said = (*wanted.findings, *about_market)
    parts = {number: part.name for number, part in workspace.catalog.by_number.items()}
    if check is not None:
        return _checked(check, wanted, market, parts, said, time_limit=time_limit), style
    without = _known_vendors(exclude or [], market, "--exclude")
    locks = _known_locks(lock or [], market, wanted)
    terms = BuyingTerms(ship_to, need_by, without, locks, max_vendors, fastest_within)
    settlement = _settlement(market, workspace, currency, on or today())
    needs, unread = wanted.needs, wanted.unread
    with patient(time_limit) as effort:
        found = bought(
            needs, market, settlement, terms, partial=partial, unread=unread, effort=effort
        )
    purchase = _Purchase(Path(bill).stem, found, market, settlement, terms)
    files = purchase.write(orders, certificate, parts)
    return purchase_answer(found, _names_of(market), parts=parts, findings=said, files=files), style


def _settlement(market: "Market", workspace: "Workspace", currency: str, on: date) -> "Settlement":
    """Return where goods are paid: in a currency, at the rates of a day."""
    from planner.io.rates import gather
    from planner.model.buying import Settlement

    recorded = workspace.catalog.rates
    rates = gather(market.currency_pairs(currency), on, pinned=(), recorded=recorded)
    return Settlement(currency, rates, on)


@dataclass(frozen=True)
class _Purchase:
    """A basket that was found, and what of it is written to files."""

    title: str
    found: "Purchase"
    market: "Market"
    settlement: "Settlement"
    terms: "BuyingTerms"

    def write(
        self, orders: Path | None, certificate: Path | None, parts: dict[str, str]
    ) -> tuple[str, ...]:
        """Write what was asked for, and return the files; without a basket there are none."""
        if self.found.basket is None:
            return ()
        files = () if orders is None else self._write_orders(orders, parts)
        return files if certificate is None else (*files, self._write_certificate(certificate))

    def _write_orders(self, folder: Path, parts: dict[str, str]) -> tuple[str, ...]:
        """Write the orders as a workbook, a page for printing, and a CSV file for each vendor."""
        from planner.engine.reporting.orders import orders_of
        from planner.io.exporters import ORDER_EXPORTERS, table_csv
        from planner.io.files import write_file

        made = orders_of(
            self.found, self.market, self.settlement, self.terms, title=self.title, names=parts
        )
        files = {
            f"orders{ORDER_EXPORTERS[name].SUFFIX}": ORDER_EXPORTERS[name].export(made)
            for name in ("xlsx", "html")
        }
        vendors = [] if self.found.basket is None else self.found.basket.orders
        for order in vendors:
            files[f"{order.vendor}.csv"] = table_csv(made.of_vendor(order.vendor)).encode()
        for name, content in files.items():
            write_file(folder / name, content)
        return tuple(str(folder / name) for name in files)

    def _write_certificate(self, path: Path) -> str:
        """Write what the basket was proven from."""
        from planner import __version__
        from planner.engine.buying.certificate import certify
        from planner.io.documents.certificates import write_certificate

        made = certify(
            self.found,
            self.market,
            self.settlement,
            self.terms,
            title=self.title,
            version=__version__,
        )
        write_certificate(path, made)
        return str(path)


def _checked(
    path: Path,
    wanted: "BillRead",
    market: "Market",
    parts: dict[str, str],
    said: tuple["Finding", ...],
    *,
    time_limit: int,
) -> "Answer":
    """Return what is bought on the terms of a certificate, and whether that is what it states."""
    from planner.cli.answers.buying import check_answer
    from planner.engine.buying.certificate import check
    from planner.io.documents.certificates import read_certificate

    certificate = read_certificate(path)
    with patient(time_limit) as effort:
        found, differs = check(
            certificate, wanted.needs, market, unread=wanted.unread, effort=effort
        )
    return check_answer(certificate, found, differs, _names_of(market), parts=parts, findings=said)


def _names_of(market: "Market") -> dict[str, str]:
    return {each.vendor: each.name for each in market.vendors}


def _needs(bill: str, workspace: "Workspace") -> "BillRead":
    from planner.engine.buying.basket import needs_of
    from planner.io.documents.bills import Bill as BillRead
    from planner.io.documents.bills import load_needs

    if bill.lower().endswith(".csv"):
        return load_needs(Path(bill))
    return BillRead(needs_of(build_of(workspace, bill), workspace.catalog))


def _market(
    offers: Path | None, vendors: Path | None, workspace: "Workspace"
) -> tuple["Market", tuple["Finding", ...]]:
    from planner.io.catalog.market import load_market
    from planner.model.buying import Market

    if offers is None and vendors is None:
        return Market.of(workspace.catalog), ()
    folder = offers or workspace.folder / "offers"
    file = vendors or workspace.folder / "vendors.csv"
    found = load_market(folder, file, today=today())
    return Market(found.offers, found.vendors, found.left_out), found.findings


def _known_vendors(names: list[str], market: "Market", option: str) -> tuple[str, ...]:
    from planner.cli.options import one_of

    known = [vendor.vendor for vendor in market.vendors]
    return tuple(one_of(name, known, what="vendor", option=option) for name in names)


def _known_locks(
    locks: list[ask.Lock], market: "Market", wanted: "BillRead"
) -> tuple[tuple[str, str], ...]:
    from planner.cli.options import one_of

    needed = [number for need in wanted.needs for number in need.pool]
    needed += [row.about for row in wanted.unread if row.about]
    for lock in locks:
        one_of(lock.part_number, needed, what="part on the bill", option="--lock")
    names = _known_vendors([lock.vendor for lock in locks], market, "--lock")
    return tuple((lock.part_number, name) for lock, name in zip(locks, names, strict=True))
