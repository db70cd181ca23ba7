"""What the terms of a purchase cost: each of them, speed, and fewer vendors."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from planner.model.basket import Basket, Need
from planner.model.money import Money, minor_unit_places
from planner.model.proof import Status
from planner.model.wishes import LimitedTerm


@dataclass(frozen=True)
class Fastest:
    """What was asked of the arrival: at most `percent` dearer than the `cheapest` basket.

    `days` is when the last of it is there; None if no basket whose arrival is known costs so
    little: then the cheapest one stands. `is_known` tells whether every charge of that is.
    """

    percent: Decimal
    cheapest: Money
    days: int | None = None
    is_known: bool = True

    @property
    def limit(self) -> Money:
        """Return what a basket may cost at most."""
        return self.cheapest * (1 + self.percent / 100)


@dataclass(frozen=True)
class TermPrice:
    """What one term costs: the total with all terms, less the total `without` this one.

    Of all terms it is what lifting every one of them saves; of speed, what having it sooner costs
    on all the other terms.
    `without` is None if nothing can be bought even then, `price` also if nothing can with it.
    Where a charge is not known, `is_known` is false: `without` is the least it may be, and there is
    no price.
    Below nothing is the price of a term that brings in offers which are no longer current.
    """

    term: LimitedTerm
    without: Money | None
    price: Money | None
    proven: bool
    is_known: bool = True


@dataclass(frozen=True)
class FewerParcels:
    """The cheapest basket with `fewer` parcels of unknown cost, and what it costs `more` at least.

    `each` is what a parcel costs from which on it is the cheaper one, if all such parcels cost the
    same: `more`, shared by the parcels that it saves, rounded up.
    """

    basket: Basket
    fewer: int
    more: Money
    each: Money

    @classmethod
    def beside(cls, basket: Basket, other: Basket) -> "FewerParcels":
        """Return another basket as it stands beside the cheapest, which has more such parcels."""
        fewer = basket.unknown_parcels - other.unknown_parcels
        more = other.at_least - basket.at_least
        step = Decimal(1).scaleb(-minor_unit_places(more.currency))
        each = (more.amount / fewer).quantize(step, ROUND_CEILING)
        return cls(other, fewer, more, Money(each, more.currency))


@dataclass(frozen=True)
class VendorPoint:
    """The least total of a number of vendors at most; None where they cannot hold everything.

    `is_known` tells whether every charge is; else it is the least that the total may be.
    """

    vendors: int
    total: Money | None
    status: Status
    is_known: bool = True

    @classmethod
    def of(cls, vendors: int, status: Status, basket: Basket | None) -> "VendorPoint":
        """Return what a basket from so many vendors comes to, if there is one."""
        if basket is None:
            return cls(vendors, None, status)
        return cls(vendors, basket.at_least, status, is_known=not basket.unknown)


@dataclass(frozen=True)
class PricedTerms:
    """What each term costs; where no basket fulfils them, what there would be without each.

    `in_the_way` tells that they keep parts away which can be had without them, or any basket;
    `missing` are the pieces that cannot be had without them, either.
    """

    prices: tuple[TermPrice, ...]
    in_the_way: bool
    missing: tuple[Need, ...] = ()
