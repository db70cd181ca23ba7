"""The options that say whose prices count, and what is assumed where no vendor states a charge."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planner.cli.options import condition_word, currency_code, day_or_any, one_of, plain_number

if TYPE_CHECKING:
    from planner.model.conditions import Conditions
    from planner.model.vendors import Assumption, Coupon


_MOST_TAX = 100  # percent, as of any vendor's terms


@dataclass(frozen=True, slots=True)
class Assumed:
    """A number that somebody assumes: of one vendor, or of all; an amount may name its currency."""

    number: Decimal
    vendor: str | None = None
    currency: str | None = None


def assumed_shipping(text: str) -> Assumed:
    """Return an amount of shipping, with the vendor and the currency it may name."""
    vendor, given, amount = text.rpartition("=")
    like = "10, acme=12.50, or 'acme=9 USD'"
    if given and not vendor.strip():
        raise typer.BadParameter(f"{text!r} has no vendor. Write it like {like}.")
    number, _, code = amount.strip().partition(" ")
    currency = currency_code(code.strip()) if code.strip() else None
    return Assumed(plain_number(number, text, like=like), vendor.strip() or None, currency)


def assumed_tax(text: str) -> Assumed:
    """Return a percentage of tax, with the vendor it may name."""
    vendor, given, percent = text.rpartition("=")
    like = "9, or acme=7"
    if given and not vendor.strip():
        raise typer.BadParameter(f"{text!r} has no vendor. Write it like {like}.")
    number = plain_number(percent.strip().removesuffix("%").strip(), text, like=like)
    if number > _MOST_TAX:
        raise typer.BadParameter(f"{text!r} is more than {_MOST_TAX} percent.")
    return Assumed(number, vendor.strip() or None)


@dataclass(frozen=True, slots=True)
class Code:
    """A coupon as it is typed: `acme=SAVE10:10%`, or an amount that may name its currency."""

    vendor: str
    code: str
    number: Decimal
    is_percent: bool
    currency: str | None = None


def coupon_code(text: str) -> Code:
    """Return a coupon with the vendor and what it takes off."""
    vendor, _, rest = text.partition("=")
    code, _, off = rest.strip().rpartition(":")
    like = "acme=SAVE10:10%, or 'acme=SAVE10:5 USD'"
    if not vendor.strip() or not code.strip() or any(map(str.isspace, code.strip())):
        raise typer.BadParameter(
            f"{text!r} does not name a vendor and a code. Write it like {like}."
        )
    is_percent = off.strip().endswith("%")
    number, _, currency = off.strip().removesuffix("%").strip().partition(" ")
    found = plain_number(number, text, like=like)
    if is_percent and (currency or found > _MOST_TAX):
        raise typer.BadParameter(f"{text!r} is not a percentage. Write it like {like}.")
    named = currency_code(currency.strip()) if currency.strip() else None
    return Code(vendor.strip(), code.strip(), found, is_percent, named)


Published = Annotated[
    bool,
    typer.Option(
        "--published", help="Also use reference prices from publications, which are not shops."
    ),
]
AssumeShipping = Annotated[
    list[Assumed] | None,
    typer.Option(
        parser=assumed_shipping,
        metavar="[VENDOR=]AMOUNT",
        help="Shipping per order where a vendor does not state it. May be given once per vendor.",
        show_default=False,
    ),
]
AssumeTax = Annotated[
    list[Assumed] | None,
    typer.Option(
        parser=assumed_tax,
        metavar="[VENDOR=]PERCENT",
        help="Tax added to prices where a vendor states none. May be given once per vendor.",
        show_default=False,
    ),
]


PricesSince = Annotated[
    Any,
    typer.Option(
        parser=day_or_any,
        metavar="DAY",
        help="Use prices no older than this day, or any.  [default: the 9 months before the "
        "newest]",
        show_default=False,
    ),
]
IncludeEnded = Annotated[
    bool,
    typer.Option("--include-ended", help="Also buy discontinued parts and parts you retired."),
]
Condition = Annotated[
    list[str] | None,
    typer.Option(
        parser=condition_word,
        metavar="WORD",
        help="Buy items that are new, refurbished or used, or any. May be given more than once. "
        " [default: new, or not stated]",
        show_default=False,
    ),
]
Coupons = Annotated[
    list[Code] | None,
    typer.Option(
        "--coupon",
        parser=coupon_code,
        metavar="VENDOR=CODE:10%",
        help="A coupon code and its discount on the goods of an order: a percentage or an "
        "amount. May be given once per vendor.",
        show_default=False,
    ),
]


def articles(conditions: Iterable[str] | None) -> "Conditions":
    """Return the conditions of articles that may be bought."""
    from planner.model.conditions import conditions_of

    return conditions_of(conditions)


def coupons_of(codes: Iterable[Code] | None, currency: str) -> "tuple[Coupon, ...]":
    """Return coupons; an amount without a currency is in that of the basket."""
    from planner.model.money import Money
    from planner.model.vendors import Coupon

    found: dict[str, Coupon] = {}
    for each in codes or ():
        if each.vendor in found:
            message = f"{each.vendor} takes one code per order; two were given."
            raise typer.BadParameter(message, param_hint="--coupon")
        money = None if each.is_percent else Money(each.number, each.currency or currency)
        percent = each.number if each.is_percent else None
        found[each.vendor] = Coupon(
            vendor=each.vendor, code=each.code, amount=money, percent=percent
        )
    return tuple(found.values())


def assumptions(
    shipping: Iterable[Assumed] | None, tax: Iterable[Assumed] | None, currency: str
) -> "tuple[Assumption, ...]":
    """Return what the options assume; an amount without a currency is in that of the basket."""
    from planner.model.money import Money
    from planner.model.vendors import Assumption

    amounts = (
        Assumption(
            term="shipping",
            vendor=each.vendor,
            amount=Money(each.number, each.currency or currency),
        )
        for each in shipping or ()
    )
    percents = (
        Assumption(term="tax", vendor=each.vendor, percent=each.number) for each in tax or ()
    )
    return (*amounts, *percents)


def on_your_word(
    shipping: Iterable[Assumed] | None,
    tax: Iterable[Assumed] | None,
    codes: Iterable[Code] | None,
    currency: str,
) -> "tuple[tuple[Assumption, ...], tuple[Coupon, ...]]":
    """Return what is assumed of vendors, and the coupons for them."""
    return assumptions(shipping, tax, currency), coupons_of(codes, currency)


def takers_must_be_known(coupons: "Iterable[Coupon]", vendors: Collection[str]) -> None:
    """Refuse a coupon for a vendor that nobody knows."""
    for each in coupons:
        one_of(each.vendor, vendors, what="vendor", option="--coupon")


def must_be_known(assumed: "Iterable[Assumption]", vendors: Collection[str]) -> None:
    """Refuse an assumption about a vendor that nobody knows."""
    for each in assumed:
        if each.vendor is not None:
            one_of(each.vendor, vendors, what="vendor", option=f"--assume-{each.term}")
