"""What must be bought, and the orders that buy it."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from planner.model.cells import VendorId
from planner.model.money import CurrencyCode, ExchangeRate, Money
from planner.model.offers import Offer
from planner.model.parts import Count, PartNumber
from planner.model.record import Record
from planner.model.words import counted


class Need(Record):
    """Pieces of a part that must be bought; any of its `alternates` serves as well."""

    part_number: PartNumber
    quantity: Annotated[int, Field(ge=1)]
    alternates: tuple[PartNumber, ...] = ()

    @property
    def pool(self) -> tuple[str, ...]:
        """Return every part number that fulfils it."""
        return tuple(dict.fromkeys((self.part_number, *self.alternates)))


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
    of its price the own part takes.
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


Term = Literal["shipping", "tax"]


class UnknownTerm(Record):
    """A charge of a vendor that nobody states, so that nothing it is part of has a total."""

    vendor: VendorId
    term: Term


class PurchaseOrder(Record):
    """What one vendor is asked for, and what that comes to.

    Everything up to `paid` is in the vendor's currency. `converted` is what the payment takes in
    the basket's currency, its conversion mark-up included; `duty` and `import_tax` come on top of
    it, and `at_least` is all three. Where `unknown` names a charge it counts as nothing there: the
    amounts that `open_amounts` names are then the least that they may be, and there is no `total`.
    `rate` is that of the payment, `rates` are all that an amount of it is converted or compared at.
    """

    vendor: VendorId
    lines: tuple[OrderLine, ...]
    goods: Money
    shipping: Money
    charges: Money
    tax: Money
    card: Money
    paid: Money
    rate: ExchangeRate | None = None
    converted: Money
    duty: Money
    import_tax: Money
    at_least: Money
    unknown: tuple[Term, ...] = ()
    open_amounts: frozenset[str] = frozenset()
    rates: tuple[ExchangeRate, ...] = ()

    @property
    def total(self) -> Money | None:
        """Return what it lands at; None while a charge is not known."""
        return None if self.unknown else self.at_least

    def known(self, amount: str) -> Money | None:
        """Return one of its amounts by name; None while a charge that it holds is not known."""
        value: Money = getattr(self, amount)
        return None if amount in self.open_amounts else value


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
            UnknownTerm(vendor=order.vendor, term=term)
            for order in self.orders
            for term in order.unknown
        )

    @property
    def rates(self) -> tuple[ExchangeRate, ...]:
        """Return every rate that its orders rest on, once each."""
        return tuple(dict.fromkeys(rate for order in self.orders for rate in order.rates))

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


_TERMS: tuple[Term, ...] = get_args(Term)


def unknown_text(basket: Basket) -> str:
    """Return what is unknown: `shipping and tax unknown at 3 of 5 vendors`; nothing if all is."""
    by_vendors: dict[frozenset[str], list[Term]] = {}
    for term in _TERMS:
        vendors = frozenset(each.vendor for each in basket.unknown if each.term == term)
        if vendors:
            by_vendors.setdefault(vendors, []).append(term)
    told: list[str] = []
    for vendors, terms in by_vendors.items():
        unknown = "" if told else " unknown"
        told.append(f"{' and '.join(terms)}{unknown} at {len(vendors)}")
    return f"{', '.join(told)} of {counted(len(basket.orders), 'vendor')}" if told else ""
