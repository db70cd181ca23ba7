"""What the needs may be bought from: the offers that count for each, told by their columns.

Of a large market most offers are in no basket, so nothing is made of them here. An offer has its
place in an order that no file decides.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from planner.engine.planning.offers import age_on, not_replaced
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.basket import Need
from planner.model.buying import BuyingTerms, Settlement
from planner.model.filed import told, told_within
from planner.model.offers import Offer
from planner.model.vendors import Vendor

_FACTS = (
    "vendor",
    "part_number",
    "sku",
    "pack_size",
    "quoted_on",
    "also_holds",
    "valid_until",
    "currency",
    "lead_time_days",
)


class Quote(NamedTuple):
    """An offer by its place among all, who sells it, and the needs it may serve."""

    place: int
    vendor: str
    needs: tuple[int, ...]
    is_bundle: bool


@dataclass(frozen=True)
class Quotes:
    """What the needs may be bought from, those of the first need first.

    `asked` is by place the currency of an offer, the least price of a pack, and the pieces in it;
    `pieces` what is known already of what one of them comes to at least.
    """

    offers: Sequence[Offer]
    quotes: tuple[Quote, ...]
    asked: Sequence[tuple[str, Decimal, int]]
    pieces: dict[int, Decimal] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.quotes)

    def offer(self, quote: Quote) -> Offer:
        """Return the offer that a quote is of."""
        return self.offers[quote.place]

    def of(self, kept: Iterable[Quote]) -> "Quotes":
        """Return some of them, in their order."""
        return replace(self, quotes=tuple(kept))

    @cached_property
    def by_need(self) -> Mapping[int, Sequence[Quote]]:
        """By need, what it may be bought from."""
        found: dict[int, list[Quote]] = {}
        for quote in self.quotes:
            for index in quote.needs:
                found.setdefault(index, []).append(quote)
        return found

    @cached_property
    def by_vendor(self) -> Mapping[str, Sequence[Quote]]:
        """By vendor, what they sell of what is needed."""
        found: dict[str, list[Quote]] = {}
        for quote in self.quotes:
            found.setdefault(quote.vendor, []).append(quote)
        return found


def _asked(offers: Sequence[Offer]) -> Sequence[tuple[str, Decimal, int]]:
    others = told_within(offers, "also_holds", "pieces")
    prices = map(min, told_within(offers, "price_breaks", "price"))
    sizes = zip(told(offers, "pack_size"), others, strict=True)
    pieces = (size + sum(more) for size, more in sizes)
    return list(zip(told(offers, "currency"), prices, pieces, strict=True))


def quotes_of(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    terms: BuyingTerms,
    effort: Effort = UNHURRIED,
) -> Quotes:
    """Return what the needs may be bought from: the most current offers of each.

    Of what a vendor asked for one thing on several days, the latest counts. Raises OutOfTimeError
    where there is more than can be looked at in time.
    """
    sold = _Sold(offers, vendors, settlement, terms)
    by_part: dict[str, list[int]] = {}
    for place in effort.over(sold.in_order()):
        by_part.setdefault(sold.parts[place], []).append(place)
        for each in sold.others[place]:
            by_part.setdefault(each.part_number, []).append(place)
    serves: dict[int, list[int]] = {}
    for index, need in enumerate(effort.over(needs, every=1)):
        places = dict.fromkeys(place for number in need.pool for place in by_part.get(number, ()))
        for place in sold.usable(need, tuple(places)):
            serves.setdefault(place, []).append(index)
    ranks = sold.ranks
    served = sorted(serves.items(), key=lambda pair: (pair[1][0], ranks[pair[0]]))
    return Quotes(
        offers,
        tuple(
            Quote(place, sold.sellers[place], tuple(indices), bool(sold.others[place]))
            for place, indices in served
        ),
        _asked(offers),
    )


class _Sold:
    """Offers by their columns, and which of them a need may be bought from."""

    def __init__(
        self,
        offers: Sequence[Offer],
        vendors: Mapping[str, Vendor],
        settlement: Settlement,
        terms: BuyingTerms,
    ) -> None:
        self._offers, self._vendors, self._terms = offers, vendors, terms
        self._settlement = settlement
        facts = [list(told(offers, name)) for name in _FACTS]
        self.sellers, self.parts, _, _, self._days, self.others, *rest = facts
        self._last_days, self._currencies, self._lead_times = rest
        keys = list(zip(*facts[:5], strict=True))
        self._in_order = sorted(range(len(offers)), key=keys.__getitem__)
        self._ages: dict[tuple[date, date | None], tuple[bool, int]] = {}
        self._reached: dict[tuple[str, str], bool] = {}

    def in_order(self) -> Sequence[int]:
        """Return the places of all offers in an order that no file decides."""
        return self._in_order

    @cached_property
    def ranks(self) -> Sequence[int]:
        """By place, where an offer is in that order."""
        found = [0] * len(self._in_order)
        for rank, place in enumerate(self._in_order):
            found[place] = rank
        return found

    def usable(self, need: Need, places: Sequence[int]) -> Iterator[int]:
        """Return the places of the offers that a need may be bought from."""
        on = self._settlement.on
        if len({(self.sellers[place], self.parts[place]) for place in places}) < len(places):
            by_offer = {id(self._offers[place]): place for place in places}
            held = not_replaced((self._offers[place] for place in places), on)
            places = [by_offer[id(offer)] for offer in held]
        locked = {vendor for number, vendor in self._terms.locks if number in need.pool}
        usable = [
            (place, self._age(place))
            for place in places
            if (seller := self.sellers[place]) in self._vendors
            and (not locked or seller in locked)
            and need.may_come_from(seller)
            and self._reaches(self._currencies[place], self._vendors[seller].currency)
            and arrives(self._lead_times[place], on, self._terms)
        ]
        newest = min((age for _, age in usable), default=None)
        return (place for place, age in usable if age == newest)

    def _age(self, place: int) -> tuple[bool, int]:
        key = self._days[place], self._last_days[place]
        if key not in self._ages:
            self._ages[key] = age_on(*key, self._settlement.on)
        return self._ages[key]

    def _reaches(self, base: str, quote: str) -> bool:
        key = base, quote
        if key not in self._reached:
            self._reached[key] = self._settlement.reaches(base, quote)
        return self._reached[key]


def arrives(lead_time_days: int | None, on: date, terms: BuyingTerms) -> bool:
    """Tell whether what takes so many days is there in time."""
    if terms.need_by is None:
        return True
    return lead_time_days is not None and lead_time_days <= (terms.need_by - on).days
