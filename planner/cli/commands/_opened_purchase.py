"""What the commands that buy have in common: a question opened against its market."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.cli.commands import _assumptions as assume
from planner.cli.options import build_in, one_of, rates_in, today

if TYPE_CHECKING:
    from planner.cli.options import TypedRate
    from planner.jobs.buying import Requisition
    from planner.jobs.folder import Workspace
    from planner.model.build import Build
    from planner.model.buying import BuyingTerms, Market
    from planner.model.findings import Finding
    from planner.model.questions import Bill


def opened(
    bill: str,
    where: "tuple[Workspace, Path | None, Path | None]",
    terms: "BuyingTerms",
    asks: Mapping[str, Any],
    rate: "list[TypedRate] | None",
) -> "tuple[Requisition, tuple[Finding, ...]]":
    """Return what is asked, opened against its market, and what is wrong with the files.

    `where` is the workspace, and a folder of offers and a file of vendors if they are named.
    """
    from planner.jobs.buying import market_in, requisition
    from planner.model.questions import BuyQuestion

    what, about_bill = _wanted(bill, where[0])
    market, about_market = market_in(*where, today=today())
    typed = rates_in(rate, asks["currency"], on=asks["on"])
    question = BuyQuestion.model_validate({"what": what, "terms": terms, "rates": typed, **asks})
    return requisition(question, where[0], market), about_bill + about_market


def names_of(market: "Market") -> dict[str, str]:
    """Return what the vendors of a market are called."""
    return {each.vendor: each.name for each in market.vendors}


def _wanted(
    bill: str, workspace: "Workspace"
) -> tuple["str | Build | Bill", tuple["Finding", ...]]:
    """Return what the command is to buy for, and what is wrong with its file."""
    if not bill.lower().endswith(".csv"):
        return build_in(bill, workspace), ()
    from planner.io.documents.bills import load_needs
    from planner.model.questions import Bill

    read = load_needs(Path(bill))
    what = Bill(title=Path(bill).name, needs=read.needs, unread=read.unread)
    return what, read.findings


def must_be_known(asked: "Requisition") -> None:
    """Refuse a vendor that the market does not have, and a lock of what is not on the bill."""
    terms = asked.terms
    vendors = [vendor.vendor for vendor in asked.market.vendors]
    needed = [number for need in asked.needs for number in need.pool]
    needed += [row.about for row in asked.unread if row.about]
    for name in terms.exclude:
        one_of(name, vendors, what="vendor", option="--exclude")
    for number, _ in terms.locks:
        one_of(number, needed, what="part in the BOM called", option="--lock")
    for _, name in terms.locks:
        one_of(name, vendors, what="vendor", option="--lock")
    assume.must_be_known(terms.assumed, vendors)
    assume.takers_must_be_known(terms.coupons, vendors)
