"""The bill of materials, and the same bill with its cost."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Annotated

from pydantic import Field

from planner.model.build import CountBasis
from planner.model.build_charges import Charge
from planner.model.findings import Finding
from planner.model.money import CurrencyCode, ExchangeRate, Money
from planner.model.offers import Basis, Offer, Price
from planner.model.parts import Category, PartNumber
from planner.model.record import Record
from planner.model.spares import SpareRule
from planner.model.words import counted


class BomLine(Record):
    """One part number of the bill: how many pieces, why that many, and what one pack costs.

    The bill is that of all `copies` of a build together: so is `quantity`, and so are `spares`.
    `packs` is how many must be bought; it equals `quantity` where pieces are sold singly.
    `spares` of the pieces are not in use; `spares_by_rule` of those follow from a rule, which
    counts over all copies, and `spare_rule` is that rule where this line has its spares. `at_hand`
    of the pieces lie there already: owned, or left over from packs that were bought before. `more`
    are bought beyond those that are missing, because all of them together cost less.
    `offers` are those that any number of pieces is priced among, and
    `offer` the one that this number is bought at; there are none where the price is stated, or
    nobody sells the part.
    """

    part_number: PartNumber
    category: Category
    description: str
    quantity: Annotated[int, Field(ge=1)]
    count_basis: CountBasis
    why: str = ""
    role: str = ""
    owned: bool = False
    retired: bool = False
    spares: Annotated[int, Field(ge=0)] = 0
    spares_by_rule: Annotated[int, Field(ge=0)] = 0
    spare_rule: SpareRule | None = None
    at_hand: Annotated[int, Field(ge=0)] = 0
    more: Annotated[int, Field(ge=0)] = 0
    copies: Annotated[int, Field(ge=1)] = 1
    packs: Annotated[int, Field(ge=0)]
    price: Price | None = None
    offer: Offer | None = None
    offers: tuple[Offer, ...] = ()

    @property
    def needed(self) -> int:
        """Return how many pieces all copies need together: what is there beside the spares."""
        return self.quantity - self.spares

    @property
    def used(self) -> int:
        """Return how many pieces one copy has in use: neither replaced nor lying by as spares."""
        return 0 if self.retired else self.needed // self.copies

    @property
    def of_one_copy(self) -> int:
        """Return how many pieces one copy has, with its own spares but none that follow a rule."""
        return (self.quantity - self.spares_by_rule) // self.copies

    @property
    def asked(self) -> int:
        """Return how many pieces a shop is asked for: those that are missing, and more of them."""
        return self.quantity - self.at_hand + self.more

    @property
    def surplus(self) -> int:
        """Return how many pieces are there in the end beyond the need."""
        if self.price is None:
            return 0
        return self.at_hand + self.packs * self.price.pack_size - self.quantity

    @property
    def bought_text(self) -> str:
        """Return how many are bought where the quantity does not tell: `5 bought`, `2 packs`.

        Who multiplies a quantity by its price must not wonder at the amount.
        """
        size = 1 if self.price is None else self.price.pack_size
        if self.packs == -(-self.quantity // size):
            return ""
        if size == 1 or not self.packs:
            return f"{self.packs or 'none'} bought"
        return counted(self.packs, "pack")


class BillOfMaterials(Record):
    """Every line of a build, in the order of the categories."""

    lines: tuple[BomLine, ...] = ()

    @cached_property
    def reckoned(self) -> dict[object, object]:
        """What was reckoned of this very bill and need not be again, by what it was reckoned of."""
        return {}


class CostedLine(Record):
    """A line with its cost: `line_price` in the currency of its price, `line_total` in the bill's.

    Both are None where the line has no price, or none that a rate converts.
    """

    line: BomLine
    line_price: Money | None = None
    line_total: Money | None = None


class CostedCharge(Record):
    """A charge with its cost in the bill's currency; None where no rate converts it."""

    charge: Charge
    amount: Money | None = None


class CurrencySubtotal(Record):
    """What the lines priced in one currency add up to, and that sum in the bill's currency."""

    native: Money
    rate: ExchangeRate | None = None
    converted: Money | None = None


def first_rate(
    rates: Iterable[ExchangeRate], currency: str, also: Sequence[Money]
) -> ExchangeRate | None:
    """Return the rate from a currency to the first of further ones, if that is among them."""
    quote = also[0].currency if also else None
    return next((rate for rate in rates if (rate.base, rate.quote) == (currency, quote)), None)


class CostedBom(Record):
    """A bill with its cost.

    `total` is None while anything is unpriced; `subtotal` is what the priced lines and charges add
    up to, all for the `copies` of the build together, with the spares that follow from its
    `spare_rules`. `low` and `high` bound it where prices are
    estimated. `also` holds the total (or the subtotal, while there is no total) in further
    currencies, each at the rate in `rates`. `offer_rates` are those at which offers in other
    currencies are compared.
    """

    currency: CurrencyCode
    copies: Annotated[int, Field(ge=1)] = 1
    spare_rules: tuple[SpareRule, ...] = ()
    lines: tuple[CostedLine, ...] = ()
    charges: tuple[CostedCharge, ...] = ()
    subtotals: tuple[CurrencySubtotal, ...] = ()
    unpriced: tuple[str, ...] = ()
    subtotal: Money
    total: Money | None = None
    low: Money | None = None
    high: Money | None = None
    also: tuple[Money, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()
    offer_rates: tuple[ExchangeRate, ...] = ()
    basis: Basis | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def per_copy(self) -> Money | None:
        """Return the total divided by the copies, rounded once; None while there is no total."""
        return None if self.total is None else self.of_a_copy(self.total)

    def of_a_copy(self, amount: Money) -> Money:
        """Return the share of one copy in an amount, rounded once."""
        return amount.shared_by(self.copies)

    @property
    def also_rate(self) -> ExchangeRate | None:
        """Return the rate to its first further currency, if that is how it was reached."""
        return first_rate(self.rates, self.currency, self.also)

    @property
    def converted(self) -> tuple[Money, ...]:
        """Return every amount that one of its rates may convert, each in its own currency."""
        goods = tuple(subtotal.native for subtotal in self.subtotals)
        charges = tuple(item.charge.amount for item in self.charges if item.charge.amount)
        return (*goods, *charges, self.subtotal)
