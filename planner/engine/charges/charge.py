"""What a charge of an order is: its name, what it is a share of, and the ways in which it is told.

Counting in money and rows in the program say the same twice, on purpose: neither is made from the
other, so that one proves the other.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from planner.engine.charges.counted import CountedOrder
from planner.engine.charges.program import OrderProgram
from planner.engine.charges.sheet import OrderSheet, SheetRow
from planner.engine.solving.rounding import Sum
from planner.model.basket import CostPart
from planner.model.levies import Doubt
from planner.model.money import Money
from planner.model.table import Cell
from planner.model.tax_rules import TaxRule
from planner.model.vendors import Vendor

# What duty and tax at the border, and tax on top of prices, are a share of.
WORTH = ("goods", "discount", "coupon", "shipping", "charges")


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a charge may move, to be on the safe side, in minor units of the vendor's currency.

    `opening` is the most that any order is charged, and `least` the least; `per_pack` comes on top
    of the most for each of its packs.
    `loses` is the most that an order may be charged more when it holds less. None: no limit.
    `by_weight` tells whether what goods weigh decides it, `by_count` whether the number
    of packs or pieces does.
    """

    opening: int | None = 0
    loses: int | None = 0
    per_pack: int = 0
    by_weight: bool = False
    by_count: bool = False
    least: int = 0

    @property
    def goes_by_price(self) -> bool:
        """Tell whether goods that cost the same are charged the same."""
        return not (self.per_pack or self.by_weight or self.by_count)


@dataclass(frozen=True, slots=True)
class Reached:
    """The least that an order is charged whose goods reach a value, in the vendor's minor units."""

    value: int
    least: int


@dataclass(frozen=True, slots=True)
class TakenOff:
    """The most that a charge may take off goods: a share of them, and an amount on top."""

    share: Fraction = Fraction(0)
    amount: int = 0

    def __bool__(self) -> bool:
        """Tell whether it takes off anything."""
        return bool(self.share or self.amount)


@dataclass(frozen=True, slots=True)
class Gain:
    """What a larger order may save at a vendor, in minor units of its currency.

    `most` is the most that can be saved; None if that has no limit. From an order value of `value`
    on, a weight of `weight_g`, so many `packs` and so many `pieces`, nothing more is.
    """

    most: int | None = 0
    value: int = 0
    weight_g: int = 0
    packs: int = 0
    pieces: int = 0


NO_GAIN = Gain()
NOTHING_OFF = TakenOff()


def total_or_none(limits: Iterable[int | None]) -> int | None:
    """Return limits added up; None if one of them is no limit."""
    result = 0
    for limit in limits:
        if limit is None:
            return None
        result += limit
    return result


class Charge(ABC):
    """One charge of an order.

    `key` names it in files, `label` is what people read, `part` what it is counted as where a
    basket is told in few numbers. `base` are the keys of the amounts that it is a share of; none,
    if it is a sum of its own. One that falls due `at_border` is in the basket's currency and no
    part of the payment. One that is `is_expected` is told even where it is nothing. One that
    `reduces` is below nothing: it takes off goods.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    part: ClassVar[CostPart]
    base: tuple[str, ...] = ()
    at_border: ClassVar[bool] = False
    is_expected: ClassVar[bool] = False
    reduces: ClassVar[bool] = False

    @abstractmethod
    def count(self, order: CountedOrder) -> Money:
        """Return what it comes to; what is not known counts as nothing."""

    @abstractmethod
    def rows(self, order: OrderProgram) -> Sum:
        """Add what the program needs to know of it, and return it as a sum of columns."""

    @abstractmethod
    def bound(self, vendor: Vendor) -> Bound:
        """Return how far it may move, besides being a share of its base."""

    @abstractmethod
    def terms(self, vendor: Vendor) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield the terms that decide it as rows of a sheet: a key, and cells by column."""

    @abstractmethod
    def cell(self, sheet: OrderSheet) -> SheetRow | None:
        """Return how a sheet counts it; None if the vendor never charges it, or nobody knows."""

    def reached(self, vendor: Vendor) -> tuple[Reached, ...]:
        """Return the least that it comes to by the value that goods reach, in order of the values.

        It holds up to the next value; below the first of them no order is taken.
        """
        return (Reached(0, self.bound(vendor).least),)

    def gain(self, _vendor: Vendor) -> Gain:
        """Return what a larger order may save of it."""
        return NO_GAIN

    def takes_off(self, _vendor: Vendor) -> TakenOff:
        """Return the most that it takes off goods; every other charge only adds."""
        return NOTHING_OFF

    def percent(self, _vendor: Vendor) -> Decimal | None:
        """Return which share of its base it is, in percent."""
        return None

    def included_percent(self, _order: CountedOrder) -> Decimal | None:
        """Return how much of it prices hold already, in percent; None if that is not told."""
        return None

    def called(self, _vendor: Vendor) -> str:
        """Return what people read of it at a vendor."""
        return self.label

    def is_assumed(self, vendor: Vendor) -> bool:
        """Tell whether it is what a person says, and no vendor."""
        return self.key in vendor.assumed

    def is_known(self, _order: CountedOrder) -> bool:
        """Tell whether somebody states it."""
        return True

    def may_be_due(self, vendor: Vendor) -> bool:
        """Tell whether a vendor's orders may owe it."""
        return bool(self.percent(vendor))

    def rule(self, _order: CountedOrder) -> TaxRule | None:
        """Return the tax rule by which it is due, or not, if it goes by one."""
        return None

    def doubt(self, _order: CountedOrder) -> Doubt | None:
        """Return why a tax rule leaves open what is due, if it does."""
        return None

    def is_open(self, vendor: Vendor, _unknown: Set[str], open_amounts: Set[str]) -> bool:
        """Tell whether it hangs on an amount that is not known, told by key, or is open itself."""
        return bool(self.percent(vendor)) and not open_amounts.isdisjoint(self.base)
