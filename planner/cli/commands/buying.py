"""The command that buys: the cheapest basket across vendors."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from planner.cli.commands import _buying_options as ask
from planner.cli.commands._copies_option import Copies
from planner.cli.commands._opened_purchase import must_be_known, names_of
from planner.cli.commands._ordered_builds import all_ordered, on_own_terms
from planner.cli.commands._shopping import buying_terms, opened_for, takes_shopping
from planner.cli.options import Format, Output, Reply, workspace_of
from planner.cli.pipes import write_out
from planner.cli.progress import patient

if TYPE_CHECKING:
    from planner.cli.answer import Answer
    from planner.jobs.buying import Requisition
    from planner.model.buying import Purchase
    from planner.model.carts import ShopCart
    from planner.model.findings import Finding
    from planner.model.group_order import SharedCost


@takes_shopping(after="split")
def buy(  # noqa: PLR0913 a command's options are its arguments
    bom: ask.Bills,
    *,
    copies: Copies = None,
    split: ask.Split = "alone",
    alternate: ask.Alternates = None,
    fastest_within: ask.FastestWithin = None,
    partial: ask.Partial = False,
    orders: ask.Orders = None,
    cart: ask.Cart = False,
    certificate: ask.CertificateFile = None,
    check: ask.Check = None,
    style: Output = Format.TABLE,
    **shopping: Any,
) -> Reply:
    """Buy a BOM at the lowest landed cost, with proof: shipping, taxes and conversion included.

    A BOM as CSV has the columns part_number and quantity, and optionally owned and alternates.
    Columns of offers and vendors: planner template offers, planner template vendors.

    \b
    planner buy bom.csv                         your own BOM, with the catalog's offers
    planner buy bom.csv --offers mine/offers     your own offers, too
    planner buy kraken-2026 --copies 10          ten of them in one order
    planner buy 'kraken-2026*2@Ann' bom.csv@Ben  one order for two, and who pays what
    planner buy bom.csv --lock sd-16gb=acme      lock this part to this vendor
    planner buy a.csv@Ann b.csv@Ben --exclude acme@Ben   nothing from there for Ben
    planner buy bom.csv --fastest-within 5       faster, for at most 5 % more
    planner buy bom.csv --assume-shipping 10     where a shop does not state it
    planner buy bom.csv --orders orders --cart   the orders as files, and what fills each cart
    planner buy bom.csv --check basket.json      is it still the same basket?
    """
    terms, ordered = buying_terms(shopping, fastest_within), all_ordered(bom, copies)
    bills = on_own_terms(ordered, shopping["lock"], shopping["exclude"], alternate)
    workspace = workspace_of(shopping["catalog"])
    asked, said = opened_for(bills, workspace, shopping, terms, partial=partial)
    files = _Files(orders, certificate, cart=cart, split=split, check=check)
    return _answered(asked, said, files, time_limit=shopping["time_limit"]), style


@dataclass(frozen=True)
class _Files:
    """What is written beside the answer or checked by it, and how the cost is shared in it."""

    orders: Path | None
    certificate: Path | None
    cart: bool
    split: str
    check: Path | None = None


def _answered(
    asked: "Requisition", said: tuple["Finding", ...], wanted: _Files, *, time_limit: int
) -> "Answer":
    if wanted.check is not None:
        return _checked(wanted.check, asked, said, wanted, time_limit=time_limit)
    return _bought(asked, said, wanted, time_limit=time_limit)


def _writes_nothing(wanted: _Files) -> None:
    """Refuse what would be written beside a check: it repeats a purchase, and orders nothing."""
    asked = {
        "--orders": wanted.orders is not None,
        "--certificate": wanted.certificate is not None,
        "--cart": wanted.cart,
    }
    for option in (option for option, is_asked in asked.items() if is_asked):
        message = "A check writes nothing. Leave this out, or buy without --check."
        raise typer.BadParameter(message, param_hint=option)


def _bought(
    asked: "Requisition", said: tuple["Finding", ...], wanted: _Files, *, time_limit: int
) -> "Answer":
    """Return the basket, with the files that were asked for written."""
    from planner.cli.answers.buying import purchase_answer
    from planner.jobs.buying import buy_and_price_terms
    from planner.jobs.group_orders import is_shared, shared_costs
    from planner.model.group_order import SplitRule

    must_be_known(asked)
    shares = is_shared(asked)
    with patient(time_limit) as effort:
        found = buy_and_price_terms(asked, effort.part(1, 2) if shares else effort)
        costs = shared_costs(asked, found, effort)
    shared = costs.get(SplitRule(wanted.split))
    files, carts = _write(asked, found, wanted, shared), None
    if wanted.cart:
        carts, uploads = _fill_carts(asked, found, wanted.orders)
        files += uploads
    return purchase_answer(
        found,
        names_of(asked.market),
        parts=asked.names,
        findings=said,
        files=files,
        carts=carts,
        members=asked.members,
        shared=shared,
    )


def _fill_carts(
    asked: "Requisition", found: "Purchase", orders: Path | None
) -> tuple[tuple["ShopCart", ...], tuple[str, ...]]:
    """Return what each shop's cart takes, with the files to upload written beside the orders."""
    from planner.io.files import write_file
    from planner.jobs.carts import carts_of
    from planner.settings import read_settings

    folder = orders or read_settings().exports
    carts = () if found.basket is None else carts_of(asked, found.basket)
    uploads = [each.file for each in carts if each.file is not None]
    for each in uploads:
        write_file(folder / each.name, each.text.encode())
    return carts, tuple(str(folder / each.name) for each in uploads)


def _write(
    asked: "Requisition", found: "Purchase", wanted: _Files, shared: "SharedCost | None"
) -> tuple[str, ...]:
    """Write what was asked for, and return the files; without a basket there are none."""
    if found.basket is None:
        return ()
    files = () if wanted.orders is None else _write_orders(asked, found, wanted.orders, shared)
    if wanted.certificate is None:
        return files
    return (*files, _certify(asked, found, wanted.certificate))


def _write_orders(
    asked: "Requisition", found: "Purchase", folder: Path, shared: "SharedCost | None"
) -> tuple[str, ...]:
    """Write the orders as a workbook, a page for printing, and a CSV file for each vendor."""
    from planner.engine.reporting.group_orders import group_reports
    from planner.engine.reporting.orders import orders_of
    from planner.io.exporters import ORDER_EXPORTERS, table_csv
    from planner.io.files import write_file
    from planner.jobs.group_orders import common_parts

    where = (asked.market, asked.settlement, asked.terms)
    common = common_parts(asked, found)
    more = group_reports(asked.members, common, shared, asked.settlement.currency)
    made = orders_of(
        found, *where, title=asked.title, names=asked.names, members=asked.members, more=more
    )
    files = {
        f"orders{ORDER_EXPORTERS[name].SUFFIX}": ORDER_EXPORTERS[name].export(made)
        for name in ("xlsx", "html")
    }
    vendors = [] if found.basket is None else found.basket.orders
    for order in vendors:
        files[f"{order.vendor}.csv"] = table_csv(made.of_vendor(order.vendor)).encode()
    for name, content in files.items():
        write_file(folder / name, content)
    return tuple(str(folder / name) for name in files)


def _certify(asked: "Requisition", found: "Purchase", path: Path) -> str:
    """Write what the basket was proven from."""
    from planner import __version__
    from planner.io.documents.certificates import to_bytes
    from planner.jobs.buying import certificate

    write_out(path, to_bytes(certificate(asked, found, version=__version__)))
    return str(path)


def _checked(
    path: Path,
    asked: "Requisition",
    said: tuple["Finding", ...],
    wanted: _Files,
    *,
    time_limit: int,
) -> "Answer":
    """Return what is bought on the terms of a certificate, and whether that is what it states."""
    from planner.cli.answers.buying import check_answer
    from planner.io.documents.certificates import read_certificate
    from planner.jobs.buying import check

    _writes_nothing(wanted)
    certificate = read_certificate(path)
    with patient(time_limit) as effort:
        found, differs = check(certificate, asked, effort)
    names = names_of(asked.market)
    return check_answer(certificate, found, differs, names, parts=asked.names, findings=said)
