"""The options of the command that buys, and how each is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.options import country_code, currency_code, day, one_of
from planner.cli.pipes import file_to_read, folder
from planner.cli.whole_numbers import whole
from planner.model.bounds import MOST_PERCENT, MOST_VENDORS


@dataclass(frozen=True, slots=True)
class Lock:
    """A part and the vendor that it must be bought from: of one build where it names whose."""

    part_number: str
    vendor: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Excluded:
    """A vendor that nothing is bought from: nothing of one build where it names whose."""

    vendor: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Alternate:
    """A part, and another one that serves as well: in one build where it names whose."""

    part_number: str
    other: str
    whose: str = ""


def percent(text: str) -> Decimal:
    """Return a percentage of 0 or more."""
    try:
        value = Decimal(text.strip().removesuffix("%").strip())
        if 0 <= value <= MOST_PERCENT:
            return value
    except InvalidOperation:  # no number, or NaN
        pass
    raise typer.BadParameter(f"{text!r} is not a percentage from 0 to {MOST_PERCENT}.")


def split_rule(text: str) -> str:
    """Return the rule by which an order is shared."""
    from planner.model.group_order import SplitRule

    return one_of(text.strip().lower(), [*map(str, SplitRule)], what="rule", option="--split")


def lock_of(text: str) -> Lock:
    """Return a part with its vendor, and whose it is."""
    number, given, vendor = text.rpartition("=")
    vendor, whose = _whose(vendor, text)
    if not given or not number or not vendor:
        message = f"{text!r} is not a part with its vendor. Write it like tplink-8p=lazada-sg."
        raise typer.BadParameter(message)
    return Lock(number, vendor, whose)


def excluded_of(text: str) -> Excluded:
    """Return a vendor, and for whom nothing is bought there."""
    vendor, whose = _whose(text, text)
    if not vendor:
        message = f"{text!r} names no vendor. Write it like lazada-sg, or lazada-sg@Ann."
        raise typer.BadParameter(message)
    return Excluded(vendor, whose)


def alternate_of(text: str) -> Alternate:
    """Return a part with another one that serves as well, and whose it is."""
    number, given, other = text.partition("=")
    other, whose = _whose(other, text)
    if not given or not number or not other:
        message = f"{text!r} is not a part with another. Write it like gs308=tl-sg108."
        raise typer.BadParameter(message)
    return Alternate(number, other, whose)


def _whose(text: str, whole: str) -> tuple[str, str]:
    what, given, whose = text.partition("@")
    if given and not whose.strip():
        message = f"{whole!r} names nobody after the @: write an owner, or the BOM as written."
        raise typer.BadParameter(message)
    return what.strip(), whose.strip()


def pairs_of(locks: Iterable[Lock] | None) -> tuple[tuple[str, str], ...]:
    """Return the locks of the whole order as pairs of a part and its vendor."""
    return tuple((each.part_number, each.vendor) for each in locks or () if not each.whose)


def of_one(locks: Iterable[Lock] | None, excluded: Iterable[Excluded] | None) -> None:
    """Refuse a lock or an exclusion of somebody: of one BOM there is nobody to tell apart."""
    for option, whose in (
        *(("--lock", each.whose) for each in locks or ()),
        *(("--exclude", each.whose) for each in excluded or ()),
    ):
        if whose:
            message = f"There is one BOM, so leave out @{whose}."
            raise typer.BadParameter(message, param_hint=option)


def names_of(excluded: Iterable[Excluded] | None) -> tuple[str, ...]:
    """Return the vendors that nothing of the whole order is bought from."""
    return tuple(each.vendor for each in excluded or () if not each.whose)


Offers = Annotated[
    Path | None,
    typer.Option(
        parser=folder,
        metavar="DIR",
        help="Folder with a CSV file of offers for each vendor.  [default: the catalog's]",
        show_default=False,
    ),
]
Vendors = Annotated[
    Path | None,
    typer.Option(
        parser=file_to_read(".csv"),
        metavar="FILE",
        help="CSV file of the vendors' terms, or -.  [default: the catalog's]",
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
Country = Annotated[
    str,
    typer.Option(parser=country_code, metavar="CODE", help="Country to deliver to."),
]
Exclude = Annotated[
    list[Excluded] | None,
    typer.Option(
        parser=excluded_of,
        metavar="VENDOR",
        help="Exclude this vendor; VENDOR@Ann for Ann's share alone. May be given more than once.",
    ),
]
Alternates = Annotated[
    list[Alternate] | None,
    typer.Option(
        parser=alternate_of,
        metavar="PART=OTHER",
        help="Also accept another part; PART=OTHER@Ann for Ann's share alone. May be given "
        "more than once.",
    ),
]
Locks = Annotated[
    list[Lock] | None,
    typer.Option(
        parser=lock_of,
        metavar="PART=VENDOR",
        help="Lock this part to this vendor; PART=VENDOR@Ann for Ann's share alone. May be "
        "given more than once.",
    ),
]
MaxVendors = Annotated[
    int | None,
    typer.Option(
        parser=whole(1, MOST_VENDORS),
        metavar="N",
        help="Maximum number of vendors.",
        show_default=False,
    ),
]
BasketCurrency = Annotated[
    str, typer.Option(parser=currency_code, metavar="CODE", help="Currency of the basket.")
]
TimeLimit = Annotated[
    int, typer.Option(parser=whole(1), metavar="SECONDS", help="Search no longer than this.")
]

FastestWithin = Annotated[
    Decimal | None,
    typer.Option(
        parser=percent,
        metavar="PERCENT",
        help="Choose the fastest basket that costs at most this much more than the cheapest.",
        show_default=False,
    ),
]
Partial = Annotated[
    bool,
    typer.Option(
        "--partial",
        help="Buy the rest if a part is unavailable or a BOM row was not read.",
    ),
]
Orders = Annotated[
    Path | None,
    typer.Option(
        parser=folder,
        metavar="DIR",
        help="Write the purchase orders to this folder: orders.xlsx, orders.html, VENDOR.csv.",
        show_default=False,
    ),
]
Cart = Annotated[
    bool,
    typer.Option(
        "--cart",
        help="Show what each shop's cart takes: a link, a file to upload (in the folder of "
        "--orders, else exports/) or a list to copy. Nothing is ordered.",
    ),
]
CertificateFile = Annotated[
    Path | None,
    typer.Option(
        "--certificate",
        metavar="FILE",
        help="Write what the basket was proven from, so that anyone can check it; - is standard "
        "output.",
        show_default=False,
    ),
]
Check = Annotated[
    Path | None,
    typer.Option(
        parser=file_to_read(".json"),
        metavar="FILE",
        help=(
            "Repeat the purchase with the day, rates and terms of a certificate, or -, and report "
            "differences."
        ),
        show_default=False,
    ),
]

Bills = Annotated[
    list[str],
    typer.Argument(
        metavar="BOM",
        help="A build of the catalog, a .toml file, or a .csv of part_number and quantity. "
        "Several are bought in one order: 'kraken*10' is ten of them, kraken@Ann is "
        "Ann's, and kraken@Ann:USD also shows Ann's share in US dollars.",
    ),
]
Split = Annotated[
    str,
    typer.Option(
        parser=split_rule,
        metavar="RULE",
        help="How the cost is shared: alone (in proportion to what each would pay alone), "
        "goods (by value of goods) or equal-shipping (as goods, but shipping in equal "
        "parts).",
    ),
]

Bill = Annotated[
    str,
    typer.Argument(
        metavar="BOM",
        help="A build of the catalog, a .toml file, or a .csv of part_number and quantity.",
    ),
]
