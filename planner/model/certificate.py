"""The savings certificate: what a basket was proven from, so that anybody can prove it again."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from planner.model.basket import Need, UnknownTerm, UnreadRow
from planner.model.cells import VendorId
from planner.model.conditions import CONDITIONS, Conditions
from planner.model.exact_numbers import ExactDecimal
from planner.model.money import CurrencyCode, ExchangeRate, Money
from planner.model.parts import Count, PartNumber
from planner.model.record import Record
from planner.model.tax_rules import TaxRule
from planner.model.unused import PricesSince
from planner.model.vendors import Assumption, Coupon

_LONG, _MOST = 200, 1_000_000
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class CertifiedLine(Record):
    """One line of the basket: which offer of which vendor, how many packs, at which price."""

    vendor: VendorId
    part_number: PartNumber
    sku: str = ""
    pack_size: Count
    packs: Count
    line_price: Money


class TermsRead(Record):
    """On which day somebody read the terms of a vendor; None where nobody says."""

    vendor: VendorId
    on: date | None = None


class Certificate(Record):
    """A basket, how sure it is and what it saves, with everything that decided it.

    `offers` and `vendors` are digests of the offers that could serve a need and of who makes them:
    a fact changed changes them, the order of files does not. `terms_read` names each vendor of the
    basket with the day of its terms. `rates` are those of the day between all currencies involved,
    `tax_rules` those that decided a charge. `total` is None where a charge is `unknown`, a row of
    the bill `unread` or a part `missing`; `at_least` counts what is known of the rest. The same
    inputs give the same basket; `engine/buying/certificate.py` checks.
    """

    format: Literal[1] = 1
    planner: str
    title: str
    on: date
    currency: CurrencyCode
    ship_to: Annotated[str, Field(max_length=_LONG)]
    need_by: date | None = None
    exclude: tuple[str, ...] = ()
    locks: tuple[tuple[str, str], ...] = ()
    max_vendors: Annotated[int, Field(ge=0, le=_MOST)] | None = None
    fastest_within: Annotated[ExactDecimal, Field(ge=0, le=_MOST)] | None = None
    # Before it was said, publications were let in.
    published: bool = True
    assumed: tuple[Assumption, ...] = ()
    # Nor was anything left out for its age or condition, or because it is no longer made.
    prices_since: PricesSince = "any"
    include_ended: bool = True
    condition: Conditions = CONDITIONS
    coupons: tuple[Coupon, ...] = ()
    needs: tuple[Need, ...]
    offers: Digest
    vendors: Digest
    terms_read: tuple[TermsRead, ...] = ()
    rates: tuple[ExchangeRate, ...]
    status: Annotated[str, Field(pattern="^(optimal|feasible|infeasible|unknown)$")]
    total: Money | None = None
    at_least: Money | None = None
    goods: Money | None = None
    unknown: tuple[UnknownTerm, ...] = ()
    unread: tuple[UnreadRow, ...] = ()
    unread_offers: tuple[UnreadRow, ...] = ()
    missing: tuple[Need, ...] = ()
    bound: Money | None = None
    line_by_line: Money | None = None
    single_vendor: Money | None = None
    lines: tuple[CertifiedLine, ...]
    tax_rules: tuple[TaxRule, ...] = ()

    @property
    def comes_to(self) -> Money | None:
        """Return what the basket comes to, or comes to at least."""
        return self.total if self.at_least is None else self.at_least
