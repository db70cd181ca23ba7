"""What must be bought, and the orders that buy it."""

from datetime import date
from decimal import Decimal
from operator import not_
from typing import Annotated, Literal

from pydantic import Field

from planner.model.cells import VendorId
from planner.model.levies import Doubt
from planner.model.money import CurrencyCode, ExchangeRate, Money
from planner.model.offers import Offer
from planner.model.parts import Count, PartNumber
from planner.model.record import Record
from planner.model.tax_rules import TaxRule


class Need(Record):
    """Pieces of a part that must be bought; any of its `alternates` serves as well.

    They are bought from the vendors `only`, whoever that is where none are named, and `but` not
    from others: so one build of an order has terms of its own.
    """

    part_number: PartNumber
    quantity: Annotated[int, Field(ge=1)]
    alternates: tuple[PartNumber, ...] = ()
    only: tuple[VendorId, ...] = Field((), exclude_if=not_)
    but: tuple[VendorId, ...] = Field((), exclude_if=not_)

    @property
    def pool(self) -> tuple[str, ...]:
        """Return every part number that fulfils it."""
        return tuple(dict.fromkeys((self.part_number, *self.alternates)))

    @property
    def kind(self) -> tuple[tuple[str, ...], ...]:
        """Return what needs have in common that anything alike fulfils: parts and vendors."""
        return self.pool, self.only, self.but

    def may_come_from(self, vendor: str) -> bool:
        """Tell whether a vendor is one that it may be bought from."""
        return (not self.only or vendor in self.only) and vendor not in self.but


class Allotment(Record):
    """Pieces of a part that is bought, meant for one need (its place in the list of needs)."""

    need: Annotated[int, Field(ge=0)]
    part_number: PartNumber
    pieces: Annotated[int, Field(ge=1)]


class Pick(Record):
    """Packs of one offer, and which needs their pieces are for.

    An offer may serve several needs: as an alternate of each, or because it is a bundle.
    """

    offer: Offer
    packs: Annotated[int, Field(ge=1)]
    allotted: tuple[Allotment, ...]


class Holding(Record):
    """Pieces of another part in a bundle; `surplus` of them are not needed.

    `share` is what of the bundle's price they take, in proportion to what they cost alone.
    """

    part_number: PartNumber
    quantity: Count
    surplus: Count = 0
    share: Money | None = None


class OrderLine(Record):
    """One line of an order, in the currency of its vendor; `surplus` pieces are not needed.

    Both count pieces of its own part; `also` are the other parts of a bundle, and `share` is what
    of its price the own part takes. `includes_tax` tells whether the price does; None if
    nobody says so.
    """

    part_number: PartNumber
    offer: Offer
    packs: Count
    quantity: Count
    unit_price: Money
    line_price: Money
    surplus: Count = 0
    also: tuple[Holding, ...] = ()
    share: Money | None = None
    includes_tax: bool | None = None


ChargeKey = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$", max_length=60)]
CostPart = Literal["goods", "shipping", "charges", "taxes"]


class UnknownTerm(Record):
    """A charge of a vendor that nobody states, so that nothing it is part of has a total.

    `term` is the key of the charge.
    """

    vendor: VendorId
    term: ChargeKey


class OrderCharge(Record):
    """What an order costs beyond its goods, for one thing: a line below those of its parts.

    `key` names it in files, `label` is what people read; `part` is what it is counted as where a
    basket is told in few numbers. The amount is in the vendor's currency, of one that falls due
    `at_border` in the basket's. One that `is_unknown` is stated by nobody and counts as what is
    known of it; one that `is_open` hangs on such a charge, or is one: its amount is the least that
    it may be. `included_percent` is what prices hold of it already. One that `is_expected` is told
    even where it is nothing. One that `is_assumed` is what a person takes it to be, and says so.
    `rule` is the tax rule by which it is due, or not; None where its vendor states it. `doubt` is
    why a rule leaves open what is due.
    """

    key: ChargeKey
    label: str
    part: CostPart
    amount: Money
    at_border: bool = False
    is_unknown: bool = False
    is_open: bool = False
    included_percent: Decimal | None = None
    is_expected: bool = False
    is_assumed: bool = False
    rule: TaxRule | None = Field(None, exclude_if=lambda rule: rule is None)
    doubt: Doubt | None = Field(None, exclude_if=lambda doubt: doubt is None)

    @property
    def known(self) -> Money | None:
        """Return what it comes to; None while that is not known."""
        return None if self.is_open else self.amount

    @property
    def is_told(self) -> bool:
        """Tell whether anything is due, or may be because nobody knows."""
        return self.is_unknown or bool(self.amount.amount)


class PurchaseOrder(Record):
    """What one vendor is asked for, and what that comes to.

    `paid` is the goods and all charges of the payment, in the vendor's currency. `converted` is
    what that takes in the basket's currency, its conversion mark-up included; the charges at the
    border come on top of it, and `at_least` is all of it. While a charge is unknown there is no
    `total`. `charges` are all that there are, due or not, in the order in which they are added.
    `rate` is that of the payment, `rates` are all that an amount of it is converted or compared at.
    `terms_on` is the day on which the vendor's terms were read, None where nobody says.
    """

    vendor: VendorId
    terms_on: date | None = None
    lines: tuple[OrderLine, ...]
    goods: Money
    charges: tuple[OrderCharge, ...]
    paid: Money
    rate: ExchangeRate | None = None
    converted: Money
    at_least: Money
    rates: tuple[ExchangeRate, ...] = ()

    @property
    def is_mixed(self) -> bool:
        """Tell whether some of its prices include tax and others do not, or nobody says so."""
        return len({line.includes_tax for line in self.lines}) > 1

    @property
    def in_payment(self) -> tuple[OrderCharge, ...]:
        """Return the charges that are paid to the vendor."""
        return tuple(each for each in self.charges if not each.at_border)

    @property
    def at_border(self) -> tuple[OrderCharge, ...]:
        """Return the charges that fall due when it enters the country."""
        return tuple(each for each in self.charges if each.at_border)

    @property
    def unknown(self) -> tuple[OrderCharge, ...]:
        """Return the charges that nobody states."""
        return tuple(each for each in self.charges if each.is_unknown)

    def charge(self, key: str) -> OrderCharge:
        """Return one of its charges; raises KeyError if there is none of that key."""
        for each in self.charges:
            if each.key == key:
                return each
        raise KeyError(key)

    @property
    def total(self) -> Money | None:
        """Return what it lands at; None while a charge is not known."""
        return None if self.unknown else self.at_least

    @property
    def known_paid(self) -> Money | None:
        """Return what is paid to the vendor; None while a charge is not known."""
        return None if self.unknown else self.paid

    @property
    def known_converted(self) -> Money | None:
        """Return what the payment takes; None while a charge is not known."""
        return None if self.unknown else self.converted


class Basket(Record):
    """Orders that together hold everything that is needed, and what they come to.

    `goods` are all lines in the basket's currency, before any charge. `at_least` counts every
    charge that is known.
    """

    currency: CurrencyCode
    orders: tuple[PurchaseOrder, ...]
    goods: Money
    at_least: Money

    @property
    def unknown(self) -> tuple[UnknownTerm, ...]:
        """Return every charge that is not known, order by order."""
        return tuple(
            UnknownTerm(vendor=order.vendor, term=charge.key)
            for order in self.orders
            for charge in order.unknown
        )

    @property
    def unknown_parcels(self) -> int:
        """Return of how many orders nobody knows what it costs to send them."""
        return sum(each.term == "shipping" for each in self.unknown)

    @property
    def rates(self) -> tuple[ExchangeRate, ...]:
        """Return every rate that its orders rest on, once each."""
        return tuple(dict.fromkeys(rate for order in self.orders for rate in order.rates))

    @property
    def tax_rules(self) -> tuple[TaxRule, ...]:
        """Return every tax rule that decided a charge of its orders, once each."""
        charges = (charge for order in self.orders for charge in order.charges)
        return tuple(dict.fromkeys(each.rule for each in charges if each.rule is not None))

    @property
    def total(self) -> Money | None:
        """Return what all of it comes to; None while a charge is not known."""
        return None if self.unknown else self.at_least


class UnreadRow(Record):
    """A row of a file that was not read; `about` is the part or vendor it names, if it is known."""

    file: str
    row: int
    about: str = ""

    def __str__(self) -> str:
        """Return where it stands and what it is about: `row 3 of bill.csv (tl-sg108)`."""
        where = f"row {self.row} of {self.file}"
        return f"{where} ({self.about})" if self.about else where


def unknown_words(order: PurchaseOrder) -> str:
    """Return the charges of an order that nobody states: `shipping and tax`; nothing if none."""
    return " and ".join(each.label.lower() for each in order.unknown)
