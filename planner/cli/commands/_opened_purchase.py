"""What the commands that buy have in common: a question opened against its market."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from planner.cli import pipes
from planner.cli.commands import _assumptions as assume
from planner.cli.commands._spares_option import rules_of
from planner.cli.options import build_in, one_of, rates_in, today
from planner.model.bounds import MOST_BUILDS

if TYPE_CHECKING:
    from planner.cli.commands._ordered_builds import Ordered
    from planner.cli.options import TypedRate
    from planner.jobs.buying import Requisition
    from planner.jobs.folder import Workspace
    from planner.model.build import Build
    from planner.model.buying import BuyingTerms, Market
    from planner.model.findings import Finding
    from planner.model.own_terms import OwnTerms
    from planner.model.questions import Bill, Together


def opened(
    bills: "tuple[Ordered, ...]",
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

    read = [_wanted(each.what, where[0]) for each in bills]
    about_bill = tuple(finding for _, findings in read for finding in findings)
    market, about_market = market_in(*where, today=today())
    typed = rates_in(rate, asks["currency"], on=asks["on"])
    what = _in_one_order(bills, [what for what, _ in read])
    known = {number for each, _ in read for number in _parts_of(each, where[0])}
    asks = {**asks, "spares": rules_of(asks.get("spares"), known)}
    # Of one BOM it is the purchase that has copies; an owner of it pays all, and needs no telling.
    copies = bills[0].copies if len(bills) == 1 else None
    asked = {"what": what, "terms": terms, "rates": typed, "copies": copies, **asks}
    question = BuyQuestion.model_validate(asked)
    return requisition(question, where[0], market), about_bill + about_market


def _in_one_order(
    bills: "tuple[Ordered, ...]", read: "list[str | Build | Bill]"
) -> "str | Build | Bill | Together":
    """Return what is bought: one BOM as it is, several together."""
    from planner.model.own_terms import OwnTerms
    from planner.model.questions import OrderedBuild, Together

    if len(read) == 1 and not bills[0].own:
        return read[0]
    if len(read) > MOST_BUILDS:
        message = f"An order holds at most {MOST_BUILDS} BOMs, and these are {len(read)}."
        raise typer.BadParameter(message, param_hint="BOM")
    builds = (
        OrderedBuild(
            what=what,
            copies=each.copies,
            owner=each.owner,
            currency=each.currency,
            terms=OwnTerms.model_validate(each.own),
        )
        for each, what in zip(bills, read, strict=True)
    )
    return Together(builds=tuple(builds))


def _parts_of(what: "str | Build | Bill", workspace: "Workspace") -> set[str]:
    """Return the parts of a build or a bill, owned ones too."""
    from planner.model.questions import Bill

    if isinstance(what, Bill):
        return set(what.pieces_in(1))
    return {each.part_number for each in workspace.build_of(what).positions}


def names_of(market: "Market") -> dict[str, str]:
    """Return what the vendors of a market are called."""
    return {each.vendor: each.name for each in market.vendors}


def _wanted(
    bill: str, workspace: "Workspace"
) -> tuple["str | Build | Bill", tuple["Finding", ...]]:
    """Return what the command is to buy for, and what is wrong with its file."""
    if not bill.lower().endswith(".csv") and not pipes.is_input(bill):
        return build_in(bill, workspace), ()
    from planner.io.documents.bills import load_needs, read_needs
    from planner.jobs.folder import build_of_file
    from planner.model.questions import Bill

    if pipes.is_input(bill):
        name, content, findings = pipes.input_file()
        if content is None or _is_toml(content):
            name = "standard-input.toml"
            return build_of_file(name, content, findings, known=workspace.known_kits), ()
        read = read_needs(name, content)
    else:
        name, read = Path(bill).name, load_needs(Path(bill))
    what = Bill(
        title=name,
        needs=read.needs,
        unread=read.unread,
        partly_owned=read.partly_owned,
    )
    return what, read.findings


def _is_toml(content: bytes) -> bool:
    """Tell a build from a bill: what reads the one refuses the other at its first line."""
    try:
        return bool(tomllib.loads(content.decode("utf-8-sig")))
    except ValueError:
        return False


def _own_terms(asked: "Requisition") -> "tuple[OwnTerms, ...]":
    from planner.model.questions import Together

    what = asked.question.what
    return tuple(each.terms for each in what.builds) if isinstance(what, Together) else ()


def must_be_known(asked: "Requisition") -> None:
    """Refuse a vendor that the market does not have, and a lock of what is not on the bill."""
    terms = asked.terms
    vendors = [vendor.vendor for vendor in asked.market.vendors]
    needed = [number for need in asked.needs for number in need.pool]
    needed += [row.about for row in asked.unread if row.about]
    own = _own_terms(asked)
    exclude = (*terms.exclude, *(name for each in own for name in each.exclude))
    locks = (*terms.locks, *(pair for each in own for pair in each.locks))
    for name in exclude:
        one_of(name, vendors, what="vendor", option="--exclude")
    for number, _ in locks:
        one_of(number, needed, what="part in the BOM called", option="--lock")
    for _, name in locks:
        one_of(name, vendors, what="vendor", option="--lock")
    for number, _ in (pair for each in own for pair in each.alternates):
        one_of(number, needed, what="part in the BOM called", option="--alternate")
    assume.must_be_known(terms.assumed, vendors)
    assume.takers_must_be_known(terms.coupons, vendors)
