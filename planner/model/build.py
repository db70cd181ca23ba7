"""A build: which parts fill which slots of a cluster, how many, why that many, at what price."""

from datetime import date
from enum import StrEnum
from operator import not_
from typing import Annotated, Self

from pydantic import Field, model_validator

from planner.model.build_charges import Charge
from planner.model.cells import PriceMoney, VendorId
from planner.model.exact_numbers import ExactDecimal, Whole
from planner.model.kits import MAX_PIECES, Kit, KitPath, counts_of, kits_mistake
from planner.model.money import CurrencyCode, ExchangeRate, Money, total
from planner.model.offers import Offer, Price
from planner.model.parts import Category, Count, Part, PartNumber
from planner.model.record import Record
from planner.model.spares import SpareRule, rules_mistake
from planner.model.vendors import Vendor
from planner.model.wiring import Wire

BuildName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]


class CountBasis(StrEnum):
    """How a quantity is known."""

    STATED = "stated"  # printed in the source
    CALCULATED = "calculated"  # follows from printed numbers
    INFERRED = "inferred"  # reasoned, not printed
    CHOSEN = "chosen"  # put there by the person who plans


class PowerBasis(StrEnum):
    """Which draw of a board its power supply is chosen for."""

    SUPPLY = "supply"  # the supply its maker recommends
    STRESS = "stress"  # the most it draws
    TYPICAL = "typical"  # what it draws most of the time


MAX_COPIES = 10_000
Copies = Annotated[Whole, Field(ge=1, le=MAX_COPIES)]
HeadroomPercent = Annotated[Whole, Field(ge=0, le=90)]  # of a charger's watts that stay free


class PublishedSum(Record):
    """A sum that a source printed; lines without a price of their own may share it."""

    id: str
    amount: PriceMoney
    as_of: date
    source: str
    note: str = ""


class PartLine(Record):
    """One part of a list: the slot it fills, how many, and where its price comes from.

    The price comes from the first of: `owned` (costs nothing) · `price` (stated here) · `share_of`
    a published sum, in proportion to `list_price` · the catalog's offers, of `vendor` alone if one
    is locked. A `retired` position was paid for and replaced: it counts in the cost, not in use.
    `spares` of the pieces lie in a drawer: they cost, and need neither port nor power.
    """

    slot: Category
    part_number: PartNumber
    quantity: Annotated[Whole, Field(ge=1, le=MAX_PIECES)]
    count_basis: CountBasis = CountBasis.CHOSEN
    why: str = ""
    role: str = ""
    owned: bool = False
    retired: bool = False
    spares: Count = 0
    price: Price | None = None
    share_of: str | None = None
    list_price: PriceMoney | None = None
    list_price_source: str = ""
    vendor: VendorId | None = None

    @model_validator(mode="after")
    def _spares_are_some_of_the_pieces(self) -> Self:
        if self.spares > self.quantity:
            raise ValueError("there are more spares than pieces")
        return self

    @model_validator(mode="after")
    def _share_needs_a_list_price(self) -> Self:
        if self.share_of is not None and self.list_price is None:
            raise ValueError("share_of needs list_price: the weight of its share")
        if self.share_of is not None and self.price is not None:
            raise ValueError("give either price or share_of, not both")
        return self


class Position(PartLine):
    """One part of a build: all its pieces in one copy of it, or in all kits of one path.

    `within` leads to the kit that it lies in, by names; it is empty outside of all kits.
    """

    within: KitPath = Field((), exclude_if=not_)

    @property
    def in_one_kit(self) -> "Position":
        """Return what it is, wherever it lies and however many there are."""
        return self.model_copy(update={"within": (), "quantity": 1, "spares": 0})


class Reading(Record):
    """One way to read a published sum whose currency the source does not state."""

    currency: CurrencyCode
    note: str = ""


class Measurement(Record):
    """A measured throughput of this build's nodes, in Mbit/s."""

    mbps: ExactDecimal
    method: str
    source: str


class Remark(Record):
    """What the author of a build said of some parts that he compared, and of no others."""

    parts: tuple[PartNumber, ...] = Field(min_length=1)
    note: str = Field(min_length=1)
    source: str = ""


class ForAllCopies(Record):
    """What is counted of a part once for all copies of a build together, and not for each.

    `owned` pieces are there already. Where just so many as `needed` have to be bought, `bought` of
    them are: more, as long as all of those cost no more.
    """

    part_number: PartNumber
    owned: Count = 0
    needed: Count = 0
    bought: Count = 0

    @model_validator(mode="after")
    def _no_fewer_are_bought_than_are_needed(self) -> Self:
        if self.bought < self.needed:
            raise ValueError("fewer pieces are bought than are needed")
        return self

    def more_than(self, needed: int) -> int:
        """Return how many pieces are bought beyond those that have to be."""
        return self.bought - self.needed if needed == self.needed else 0


class Build(Record):
    """A named set of positions with the day, currency and rate its author costed it in.

    `inferred` is empty for a build whose parts are known; otherwise it says what was inferred, and
    that sentence is shown wherever a number of the build is. `not_stated` says what its source
    leaves out. `successor_of` names the build this one upgrades, `began_as` the one it was copied
    from. `parts` are facts of parts that no shipped catalog has: unnamed ones, or a person's own.
    `offers` are prices that it brings along, and `vendors` who asks them. Parts in `frozen` are
    priced by those offers alone, whatever a catalog says since, and those without one have no
    price. `rate` and `rates` are pinned. `uplinks` is how many cables go to the router,
    `router_mbps` the speed of its port; None is not known. `networks` says into how many separate
    networks of switches each node is plugged; each has `uplinks` of its own.
    `power_by` says which draw its chargers are judged by, and `headroom_percent` how much of their
    watts is to stay free; of a supply that a maker recommends none is. `wiring` says what is
    plugged in where; it is empty for a build that nobody has wired. `compared` are remarks of its
    author, told where those parts are compared again. `copies` is how many of it are bought
    together: positions, charges, wiring and measurement are of one copy, what is owned is there
    once for all of them; `for_all_copies` says of parts what is counted for all copies together;
    `spare_rules` say which spares are bought for all copies together, beyond those of its
    positions. `kits` say what it has several of that are alike; its positions are unfolded, each
    with the pieces of all kits that it lies in.
    """

    name: BuildName
    title: str = Field(min_length=1)
    summary: str = ""
    currency: CurrencyCode
    on: date
    source: str = ""
    bought: str = ""
    inferred: str = ""
    not_stated: str = ""
    successor_of: BuildName | None = None
    began_as: BuildName | None = None
    rate: ExchangeRate | None = None
    rates: tuple[ExchangeRate, ...] = ()
    frozen: tuple[PartNumber, ...] = ()
    published: tuple[PublishedSum, ...] = ()
    readings: tuple[Reading, ...] = ()
    parts: tuple[Part, ...] = ()
    offers: tuple[Offer, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    kits: tuple[Kit, ...] = Field((), exclude_if=not_)
    positions: tuple[Position, ...] = ()
    copies: Copies = 1
    for_all_copies: tuple[ForAllCopies, ...] = Field((), exclude_if=not_)
    spare_rules: tuple[SpareRule, ...] = Field((), exclude_if=not_)
    charges: tuple[Charge, ...] = ()
    uplinks: Count = 1
    networks: Annotated[Whole, Field(ge=1, le=2)] = 1
    router_mbps: Count | None = None
    power_by: PowerBasis = PowerBasis.STRESS
    headroom_percent: HeadroomPercent = 20
    wiring: tuple[Wire, ...] = ()
    measured: Measurement | None = None
    compared: tuple[Remark, ...] = ()

    @model_validator(mode="after")
    def _shares_name_a_sum(self) -> "Build":
        sums = {published.id for published in self.published}
        if len(sums) != len(self.published):
            raise ValueError("two published sums have the same id")
        for position in self.positions:
            if position.share_of is not None and position.share_of not in sums:
                raise ValueError(f"share_of {position.share_of!r} names no published sum")
        prices: dict[str, list[Money]] = {}
        for position in self.positions:
            if position.share_of is not None and position.list_price is not None:
                prices.setdefault(position.share_of, []).append(position.list_price)
        for name, lists in prices.items():
            if len({price.currency for price in lists}) > 1:
                raise ValueError(f"the list prices that share {name!r} must be in one currency")
            if not any(price.amount > 0 for price in lists):
                raise ValueError(f"the list prices that share {name!r} must not all be zero")
        return self

    @model_validator(mode="after")
    def _kits_hold_what_lies_in_them(self) -> "Build":
        folded = self.kits or any(position.within for position in self.positions)
        if folded and (mistake := kits_mistake(self.positions, self.kits)):
            raise ValueError(mistake)
        return self

    @model_validator(mode="after")
    def _spare_rules_hold_together(self) -> "Build":
        if mistake := rules_mistake(self.spare_rules):
            raise ValueError(mistake)
        return self

    @model_validator(mode="after")
    def _parts_are_counted_once(self) -> "Build":
        numbers = [each.part_number for each in self.for_all_copies]
        if len(set(numbers)) != len(numbers):
            raise ValueError("for_all_copies names a part twice")
        return self

    @property
    def kit_counts(self) -> dict[KitPath, int]:
        """Return how often one copy of it has each kit, all levels multiplied; itself once."""
        return counts_of(self.kits)

    @property
    def pinned(self) -> tuple[ExchangeRate, ...]:
        """Return the rates that it is costed at unless somebody asks for others."""
        return self.rates if self.rate is None else (self.rate, *self.rates)

    def offers_for(self, part_number: str) -> tuple[Offer, ...]:
        """Return the prices that it brings along for a part."""
        return tuple(offer for offer in self.offers if offer.part_number == part_number)

    def quantity_of(self, part_number: str) -> int:
        """Return how many of a part are in use."""
        return sum(
            position.quantity
            for position in self.positions
            if position.part_number == part_number and not position.retired
        )

    def published_total(self) -> Money | None:
        """Return the sum of what the source printed; None without one, or in two currencies."""
        amounts = [published.amount for published in self.published]
        if len({amount.currency for amount in amounts}) != 1:
            return None
        return total(amounts, amounts[0].currency)
