"""What so many pieces of a part cost, as whole numbers that a program can add up.

The unit is a thousandth of the currency's minor unit: an offer in another currency is converted at
that resolution, once. The offer is the one that a line of so many pieces would be costed with, so
packs, least orders, multiples and price breaks are all in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import NamedTuple

from planner.engine.planning.offers import age_of, age_on, choose_offer, not_replaced
from planner.model.catalog import Catalog
from planner.model.filed import told, told_within
from planner.model.money import RateTable, minor_unit_places
from planner.model.offers import Offer

UNITS_PER_MINOR = 1000
MOST_PIECES = 100_000  # more than anybody buys of one part


@dataclass(frozen=True, slots=True)
class PiecePrice:
    """What pieces of one part cost: `each` if every piece costs the same, else None.

    On average no piece costs less than `least`, however many are bought.
    """

    each: int | None
    least: int


class Level(NamedTuple):
    """What so many pieces cost at least, and how many are bought for that: so many or more."""

    cost: int
    pieces: int


class _Told(NamedTuple):
    """What the offers of a catalog say, by their places."""

    packs: Sequence[int]
    least: Sequence[int]
    multiples: Sequence[int]
    currencies: Sequence[str]
    vendors: Sequence[str]
    days: Sequence[date]
    untils: Sequence[date | None]
    starts: Sequence[tuple[int, ...]]
    prices: Sequence[tuple[Decimal, ...]]


class PiecePrices:
    """The prices of a catalog's parts on a day, in one currency."""

    def __init__(self, catalog: Catalog, rates: RateTable, *, currency: str, on: date) -> None:
        self._catalog = catalog
        self._rates = rates
        self._currency = currency
        self._on = on
        self._places = minor_unit_places(currency)
        self._factors: dict[str, Decimal | None] = {}
        self._minor_units: dict[str, Decimal] = {}
        # Of parts that are priced by the quantity: a large catalog has a hundred times as many.
        self._offers: dict[str, Sequence[Offer]] = {}
        self._costs: dict[str, dict[int, int]] = {}
        self._levels: dict[tuple[str, int, int, int], tuple[Level, ...]] = {}
        self._prices: dict[str, PiecePrice | None] = {}

    def price(self, part_number: str) -> PiecePrice | None:
        """Return what pieces of a part cost; None if nobody names a price that a rate converts."""
        try:
            return self._prices[part_number]
        except KeyError:
            found = self._prices[part_number] = self._priced(part_number)
            return found

    def _priced(self, part_number: str) -> PiecePrice | None:
        plain = self._plain_price(self._catalog.offer_places(part_number))
        if plain is not None:
            return PiecePrice(plain, plain)
        offers = self._considered(part_number)
        if not offers:
            return None
        if len(offers) == 1:
            each = self._each(offers[0])
            return PiecePrice(each, self._least(offers[0]) if each is None else each)
        prices = [self._each(offer) for offer in offers]
        best = min((price for price in prices if price is not None), default=None)
        if best is not None and None not in prices and self._is_clear(offers, prices, best):
            return PiecePrice(best, best)
        return PiecePrice(None, min(map(self._least, offers)))

    def _plain_price(self, places: Sequence[int]) -> int | None:
        """Return what each piece costs, where the columns of a part's offers tell that.

        Of most parts of a large catalog they do, and no offer is made to price them. None where it
        takes an offer: for packs, price breaks, several prices of a vendor, or parts of a cent.
        """
        said = self._told
        if len(places) == 1:
            return self._each_at(places[0])
        if len({said.vendors[at] for at in places}) < len(places):
            return None
        places = [at for at in places if self._factor(said.currencies[at]) is not None]
        ages = [age_on(said.days[at], said.untils[at], self._on) for at in places]
        newest = min(ages, default=None)
        places = [at for at, age in zip(places, ages, strict=True) if age == newest]
        prices = [self._each_at(at) for at in places]
        each = [price for price in prices if price is not None]
        if not each or len(each) < len(prices):
            return None
        best = min(each)
        near = [at for at, price in zip(places, each, strict=True) if self._is_near(price, best)]
        equal = {(said.currencies[at], said.prices[at]) for at in near}
        return best if len(equal) == 1 else None

    def _each_at(self, place: int) -> int | None:
        said = self._told
        single = said.packs[place] == said.least[place] == said.multiples[place] == 1
        currency = said.currencies[place]
        if not single or said.starts[place] != (1,) or self._factor(currency) is None:
            return None
        return self._of_a_piece(said.prices[place][0], currency)

    @cached_property
    def _told(self) -> "_Told":
        offers = self._catalog.offers
        own = ("pack_size", "minimum_quantity", "order_multiple", "currency", "vendor")
        days, breaks = ("quoted_on", "valid_until"), ("min_quantity", "price")
        return _Told(
            *(tuple(told(offers, name)) for name in (*own, *days)),
            *(tuple(told_within(offers, "price_breaks", name)) for name in breaks),
        )

    def cost(self, part_number: str, pieces: int) -> int:
        """Return what just so many pieces cost, as a bill with so many counts them."""
        known = self._costs.setdefault(part_number, {0: 0})
        if pieces not in known:
            if part_number not in self._offers:
                self._offers[part_number] = self._considered(part_number)
            known[pieces] = self._cost(self._offers[part_number], pieces)
        return known[pieces]

    def levels(
        self, part_number: str, most: int, *, least: int = 0, copies: int = 1, owned: int = 0
    ) -> tuple[Level, ...]:
        """Return for 0, 1, … `most` pieces what they cost at least, where more may be bought.

        So many `copies` have that many pieces each; of all of those `owned` are there already.
        Of amounts that cost the same the fewest pieces are bought; if any, no fewer than `least`.

        Those of fewer pieces are the first of those of more: what is bought beyond the last of them
        is where a price falls, and those amounts are looked at in any case.
        """
        asked = part_number, least, copies, owned
        known = self._levels.get(asked, ())
        if len(known) <= most:
            # Who asks again asks for a few more each time.
            upto = max(most, min(2 * most, MOST_PIECES)) if known else most
            known = self._levels[asked] = self._levels_of(
                part_number, upto, least=least, copies=copies, owned=owned
            )
        return known[: most + 1]

    def _levels_of(
        self, part_number: str, most: int, *, least: int, copies: int, owned: int
    ) -> tuple[Level, ...]:
        found: list[Level] = []
        missing = [max(pieces * copies - owned, 0) for pieces in range(most + 1)]
        best = Level(self.cost(part_number, missing[most]), missing[most])
        further = self._break_starts(part_number, missing[most], most=MOST_PIECES * copies)
        for pieces in range(most, least - 1, -1):
            amount = missing[pieces]
            # Between what two numbers of pieces come to a price may fall.
            while further and further[-1] > amount:
                best = min(best, Level(self.cost(part_number, further[-1]), further.pop()))
            cost = self.cost(part_number, amount)
            if cost <= best.cost:
                best = Level(cost, amount)
            found.append(best)
        if least:
            found += [*found[-1:] * (least - 1), Level(0, 0)]
        return tuple(reversed(found))

    def _break_starts(self, part_number: str, needed: int, *, most: int) -> list[int]:
        """Return the first amount of every price break, in order, and the first one beyond a need.

        Within a price break fewer packs never cost more: so only these can be cheaper than fewer.
        """
        amounts = {needed + 1}
        for offer in self._considered(part_number):
            for each in offer.price_breaks:
                packs = offer.sold_packs(each.min_quantity)
                fewer = max(packs - offer.order_multiple, 0)
                amounts.add(fewer * offer.pack_size + 1)
        return sorted(each for each in amounts if each <= most)

    def in_units(self, amount: Decimal) -> int:
        """Return an amount of the currency as a whole number."""
        return self._whole(amount, self._currency)

    @cached_property
    def rounding(self) -> int:
        """Return how much more than a bill the sum of its pieces may come to, and no more.

        A bill converts the sum of each other currency once and rounds it then: half the least coin
        for each, besides what a thousandth of it on each piece adds up to.
        """
        others = set(told(self._catalog.offers, "currency")) - {self._currency}
        return (len(others) + 1) * UNITS_PER_MINOR // 2 if others else 0

    def _considered(self, part_number: str) -> Sequence[Offer]:
        """Return the offers that `choose_offer` would choose among, whatever the quantity."""
        offered = self._catalog.offers_for(part_number)
        if len(offered) == 1:
            return offered if self._factor(offered[0].currency) is not None else ()
        rated = (offer for offer in offered if self._factor(offer.currency) is not None)
        offers = not_replaced(rated, self._on)
        ages = [age_of(offer, self._on) for offer in offers]
        newest = min(ages, default=None)
        return [offer for offer, age in zip(offers, ages, strict=True) if age == newest]

    def _factor(self, currency: str) -> Decimal | None:
        if currency not in self._factors:
            units = Decimal(UNITS_PER_MINOR).scaleb(self._places)
            if currency != self._currency:
                rate = self._rates.rate(currency, self._currency, self._on)
                units = Decimal(0) if rate is None else units * rate.rate
            self._factors[currency] = units or None
        return self._factors[currency]

    def _whole(self, amount: Decimal, currency: str) -> int:
        return int((amount * (self._factor(currency) or 0)).to_integral_value(ROUND_HALF_UP))

    def _each(self, offer: Offer) -> int | None:
        """Return the price of a piece if any number of them costs that much a piece."""
        breaks = offer.price_breaks
        if len(breaks) > 1 or breaks[0].min_quantity > 1:
            return None
        if not offer.pack_size == offer.minimum_quantity == offer.order_multiple == 1:
            return None
        return self._of_a_piece(breaks[0].price, offer.currency)

    def _of_a_piece(self, price: Decimal, currency: str) -> int | None:
        """Return what a piece costs; None where only the sum of many is whole cents."""
        if currency != self._currency:
            return self._whole(price, currency) if self._is_whole(price, currency) else None
        # What most parts of a large catalog have: cents, and nothing to convert.
        cents = price.scaleb(self._places)
        whole = int(cents)
        return whole * UNITS_PER_MINOR if whole == cents else None

    def _is_whole(self, price: Decimal, currency: str) -> bool:
        """Tell whether a price has no part of a cent."""
        return price == price.quantize(self._step(currency))

    def _step(self, currency: str) -> Decimal:
        """Return the least amount that a currency is paid in."""
        if currency not in self._minor_units:
            self._minor_units[currency] = Decimal(1).scaleb(-minor_unit_places(currency))
        return self._minor_units[currency]

    def _is_clear(self, offers: Sequence[Offer], prices: Sequence[int | None], best: int) -> bool:
        """Tell whether one offer is the cheapest for every quantity, rounding to cents included."""
        equal = {
            (offer.currency, offer.price_breaks[0].price)
            for offer, price in zip(offers, prices, strict=True)
            if price is not None and self._is_near(price, best)
        }
        return len(equal) == 1

    def _is_near(self, price: int, best: int) -> bool:
        """Tell whether rounding to cents may make two prices one."""
        return price < best + UNITS_PER_MINOR

    def _least(self, offer: Offer) -> int:
        """Return a price that no piece of an offer gets below: its best break, rounded down."""
        cheapest = min(each.price for each in offer.price_breaks)
        price = cheapest.quantize(self._step(offer.currency), ROUND_FLOOR)
        # One less: rounding to whole numbers must not make this more than a pack's true share.
        return max(self._whole(price, offer.currency) // offer.pack_size - 1, 0)

    def _cost(self, offers: Sequence[Offer], quantity: int) -> int:
        if len(offers) == 1:
            return self._cost_at(offers[0], offers[0].packs_for(quantity))
        offer = choose_offer(offers, quantity, self._rates, currency=self._currency, on=self._on)
        return 0 if offer is None else self._cost_at(offer, offer.packs_for(quantity))

    def _cost_at(self, offer: Offer, packs: int) -> int:
        price = offer.pack_price(packs)
        if self._is_whole(price.amount, offer.currency):
            # Converted once for a pack: so packs repeat themselves exactly, which programs use.
            return self._whole(price.amount, offer.currency) * packs
        return self._whole((price * packs).rounded().amount, offer.currency)
