"""Several builds bought in one order: whose they are, what goes into each, and who pays what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.model.basket import Need
from planner.model.cost_parts import CostParts
from planner.model.money import ExchangeRate, Money
from planner.model.spares import SpareRule


class SplitRule(StrEnum):
    """How the cost of an order is split over those who share it."""

    ALONE = "alone"
    GOODS = "goods"
    SHIPPING = "equal-shipping"


@dataclass(frozen=True)
class PackedPart:
    """So many pieces of a part that go into one copy, or lie by for all of them."""

    part_number: str
    name: str
    quantity: int


@dataclass(frozen=True)
class CopiedNeed:
    """What must be bought of a part, for any number of copies.

    A copy takes `per_copy` pieces, and `at_hand` of all of them are there already. A `rule` adds
    spares over all copies: it counts `ruled` pieces of each, and `stated` pieces of each are spares
    already.
    """

    part_number: str
    name: str
    per_copy: int
    alternates: tuple[str, ...] = ()
    at_hand: int = 0
    rule: SpareRule | None = None
    ruled: int = 0
    stated: int = 0

    @property
    def pool(self) -> frozenset[str]:
        """Return every part number that fulfils it."""
        return frozenset((self.part_number, *self.alternates))

    def spares(self, copies: int) -> int:
        """Return how many spares its rule adds for so many copies."""
        if self.rule is None:
            return 0
        return max(self.rule.spares_of(self.ruled * copies) - self.stated * copies, 0)

    def pieces(self, copies: int) -> int:
        """Return how many pieces must be bought for so many copies."""
        return max(self.per_copy * copies - self.at_hand, 0) + self.spares(copies)


@dataclass(frozen=True)
class Member:
    """A build or a bill in an order, in so many copies, and whose it is.

    `needs` are what must be bought for all its copies, `packed` what goes into one copy, bought or
    owned, and `spares` what lies by for all of them. `owner` is empty where nobody is named;
    `currency` is the owner's own, None where that is the order's. `copied` are its needs as they
    follow from the number of copies.
    """

    title: str
    copies: int
    needs: tuple[Need, ...]
    packed: tuple[PackedPart, ...] = ()
    spares: tuple[PackedPart, ...] = ()
    owner: str = ""
    currency: str | None = None
    copied: tuple[CopiedNeed, ...] = ()

    @property
    def whose(self) -> str:
        """Return who pays for it: the owner, or the build itself where nobody is named."""
        return self.owner or self.title

    @property
    def called(self) -> str:
        """Return what it is called with its copies: `10 × Kraken`."""
        return self.title if self.copies == 1 else f"{self.copies} × {self.title}"

    def packing_lists(self) -> Iterator["PackingList"]:
        """Yield what goes into each of its copies, copy by copy."""
        return (PackingList(self, copy, self.packed) for copy in range(1, self.copies + 1))


def all_spares(members: Iterable[Member]) -> tuple[PackedPart, ...]:
    """Return the spares of some builds together, each part once."""
    found: dict[str, PackedPart] = {}
    for each in (spare for member in members for spare in member.spares):
        before = found.get(each.part_number)
        quantity = each.quantity + (0 if before is None else before.quantity)
        found[each.part_number] = PackedPart(each.part_number, each.name, quantity)
    return tuple(found.values())


@dataclass(frozen=True)
class OwnerShare:
    """What somebody pays of an order, and what ordering alone would cost them.

    `amount` is None where it is not known: a charge of an order that holds something of theirs is
    unknown, or a part of theirs cannot be had. Its `parts` foot to it. `alone` is the cost of their
    own cheapest basket, None where there is none or a charge of it is unknown, and `alone_proven`
    tells whether it is proven. `also` is the amount in their own currency, at `rate`.
    """

    owner: str
    members: tuple[str, ...]
    amount: Money | None = None
    parts: CostParts | None = None
    alone: Money | None = None
    alone_proven: bool = False
    also: Money | None = None
    rate: ExchangeRate | None = None

    @property
    def saves(self) -> Money | None:
        """Return what ordering together saves them; None where that is not known."""
        if self.amount is None or self.alone is None:
            return None
        return self.alone - self.amount


@dataclass(frozen=True)
class Apart:
    """A way to order apart that costs less: the groups that order together, and what it saves."""

    groups: tuple[tuple[str, ...], ...]
    cost: Money
    saves: Money


@dataclass(frozen=True)
class SharedCost:
    """Who pays what of an order by one rule; the amounts foot to the total.

    `saves` is what ordering together saves against each ordering alone, None where that is not
    known; below nothing, ordering alone is cheaper. `apart` is the cheapest way of ordering apart
    that was looked at, where it is cheaper than together.
    """

    rule: SplitRule
    shares: tuple[OwnerShare, ...]
    saves: Money | None = None
    apart: Apart | None = None


@dataclass(frozen=True)
class PackingList:
    """What goes into copy number `copy` of a member."""

    member: Member
    copy: int
    parts: tuple[PackedPart, ...]

    @property
    def title(self) -> str:
        """Return what it is for: `Kraken, 3 of 10 (Ann)`."""
        which = f", {self.copy} of {self.member.copies}" if self.member.copies > 1 else ""
        owner = f" ({self.member.owner})" if self.member.owner else ""
        return f"{self.member.title}{which}{owner}"
