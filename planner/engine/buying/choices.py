"""What can be bought for the needs, from whom, and in which amounts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.engine.buying._amounts import Level, Scale, WholePrices, gain_of, levels
from planner.engine.buying._quotes import Quotes, arrives, quotes_of
from planner.engine.buying.landing import line_price
from planner.engine.charges import CHARGES
from planner.engine.charges.charge import Gain
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.rounding import minor
from planner.model.basket import Need
from planner.model.buying import BuyingTerms, Settlement
from planner.model.offers import Offer
from planner.model.vendors import Vendor

Pool = tuple[str, ...]  # the part numbers that fulfil a need


@dataclass(frozen=True, slots=True)
class Serving:
    """Pieces of one part in a pack, and the needs (by place) that they may be used for."""

    part_number: str
    pieces: int
    needs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An offer that may be bought, in which amounts, and which needs it serves.

    Several, if it is an alternate of each or a bundle: its stock, its price breaks and its least
    amount hold for all of them together. Its levels are priced in the units of its `scale`.
    """

    offer: Offer
    servings: tuple[Serving, ...]
    levels: tuple[Level, ...]
    scale: Scale

    @property
    def most_packs(self) -> int:
        """Return how many packs of it can be used for the needs."""
        return max(level.most for level in self.levels)


def vendors_that_serve(
    vendors: Iterable[Vendor], settlement: Settlement, terms: BuyingTerms
) -> dict[str, Vendor]:
    """Return the vendors, by id, that ship there and whose amounts can be converted.

    Each as it charges there.
    """
    there = (vendor.as_charged_in(terms.ship_to) for vendor in vendors)
    return {
        vendor.vendor: vendor
        for vendor in sorted(there, key=lambda each: each.vendor)
        if vendor.vendor not in terms.exclude
        and (not vendor.ships_to or terms.ship_to in vendor.ships_to)
        and settlement.reaches(vendor.currency, settlement.currency)
        and all(settlement.reaches(each, settlement.currency) for each in vendor.also_states_in)
    }


def unrated_pairs(
    need: Need,
    offers: Iterable[Offer],
    vendors: Iterable[Vendor],
    settlement: Settlement,
    terms: BuyingTerms,
) -> tuple[tuple[str, str], ...]:
    """Return the pairs of currencies without a rate that keep offers for a need away."""
    locked = {vendor for number, vendor in terms.locks if number in need.pool}
    there = {
        vendor.vendor: vendor.as_charged_in(terms.ship_to)
        for vendor in vendors
        if vendor.vendor not in terms.exclude
        and (not locked or vendor.vendor in locked)
        and need.may_come_from(vendor.vendor)
        and (not vendor.ships_to or terms.ship_to in vendor.ships_to)
    }
    pairs: set[tuple[str, str]] = set()
    sellers: set[str] = set()
    for offer in offers:
        vendor = there.get(offer.vendor)
        if vendor is None or not offer.contents.keys() & {*need.pool}:
            continue
        if arrives(offer.lead_time_days, settlement.on, terms):
            pairs.add((offer.currency, vendor.currency))
            sellers.add(offer.vendor)
    for name in sellers:
        stated = (there[name].currency, *there[name].also_states_in)
        pairs |= {(each, settlement.currency) for each in stated}
    return tuple(sorted(pair for pair in pairs if not settlement.reaches(*pair)))


def choices(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    terms: BuyingTerms,
    effort: Effort = UNHURRIED,
) -> tuple[Choice, ...]:
    """Return what can be bought for the needs, in an order that no file decides.

    Raises OutOfTimeError where there is more than can be looked at in time.
    """
    return choices_of(
        needs,
        quotes_of(needs, offers, vendors, settlement, terms, effort),
        vendors,
        settlement,
        effort,
    )


def choices_of(
    needs: Sequence[Need],
    quotes: Quotes,
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    effort: Effort = UNHURRIED,
) -> tuple[Choice, ...]:
    """Return in which amounts what is quoted can be bought, in its order.

    Raises OutOfTimeError where there is more than can be looked at in time.
    """
    gains = _Gains(vendors)
    pools = [(index, need.quantity, need.pool) for index, need in enumerate(needs)]
    made = (
        _choice(
            offer := quotes.offer(quote),
            [pools[index] for index in quote.needs],
            vendors[offer.vendor],
            settlement,
            gains.of(offer),
        )
        for quote in effort.over(quotes.quotes)
    )
    return _without_idle_fillers([choice for choice in made if choice.levels], vendors, gains)


class _Gains:
    """What a larger order may save, in prices with tax or without it: reckoned once for each."""

    def __init__(self, vendors: Mapping[str, Vendor]) -> None:
        self._vendors = vendors
        self._known: dict[tuple[str, bool], Gain] = {}

    def of(self, offer: Offer) -> Gain:
        """Return what an order of an offer may save by holding more of it."""
        gross = not self.is_net(offer)
        key = offer.vendor, gross
        if key not in self._known:
            self._known[key] = gain_of(self._vendors[offer.vendor], gross=gross)
        return self._known[key]

    def is_net(self, offer: Offer) -> bool:
        """Tell whether the price of an offer does not include tax."""
        return self._vendors[offer.vendor].is_tax_included(offer) is False


_FINE = 10**6  # minor units: up to such a limit it is reckoned which sums packs add up to


def _without_idle_fillers(
    made: Sequence[Choice], vendors: Mapping[str, Vendor], gains: _Gains
) -> tuple[Choice, ...]:
    """Return choices without packs that fill an order as packs of cheaper offers do as well.

    What fills an order counts by its price alone, so what the price of smaller ones adds up to
    takes its place. Where a charge goes by packs or by weight, or tax comes on top of some prices
    and not of others, that is not so.
    """
    by_vendor: dict[str, list[Choice]] = {}
    for choice in made:
        if any(level.extra for level in choice.levels):
            by_vendor.setdefault(choice.offer.vendor, []).append(choice)
    reached = {
        name: _sums(fillers, gains.of(fillers[0].offer))
        for name, fillers in by_vendor.items()
        if all(charge.bound(vendors[name]).goes_by_price for charge in CHARGES)
        and len({gains.is_net(each.offer) for each in fillers}) == 1
    }

    def needed(choice: Choice) -> Choice:
        found = reached.get(choice.offer.vendor)
        if found is None or not any(level.extra for level in choice.levels):
            return choice
        sums, kept = found
        # What is rounded, or converted, adds up to no sums that are known beforehand.
        if id(choice) in kept or choice.scale.ratios:
            return choice
        step = choice.offer.order_multiple
        levels = tuple(
            replace(level, extra=0) if sums >> (level.each * step) & 1 else level
            for level in choice.levels
        )
        return replace(choice, levels=levels)

    return tuple(needed(choice) for choice in made)


def _sums(fillers: Sequence[Choice], gain: Gain) -> tuple[int, set[int]]:
    """Return the sums that plain offers add up to, as bits, and which of them that takes.

    An offer is plain if it has one price, and as much in stock as anybody might add.
    """
    limit = gain.value if gain.most is None else gain.most
    plain = [
        (choice.levels[0].each * choice.offer.order_multiple, place, choice)
        for place, choice in enumerate(fillers)
        if len(choice.levels) == 1
        and not choice.scale.ratios
        and choice.levels[0].least <= choice.offer.order_multiple
        and choice.offer.stock is None
        and choice.levels[0].each > 0
    ]
    sums, kept = 1, set[int]()
    if limit > _FINE:
        return 0, kept
    within = (1 << limit + 1) - 1
    for price, _, choice in sorted(plain):
        if sums >> price & 1:
            continue
        kept.add(id(choice))
        times = price
        while times <= limit:
            sums |= sums << times & within
            times *= 2
    return sums, kept


def _choice(
    offer: Offer,
    served: Sequence[tuple[int, int, Pool]],
    vendor: Vendor,
    settlement: Settlement,
    gain: Gain,
) -> Choice:
    """Return what an offer sells to needs, each told by its place, its pieces and its pool."""
    servings, enough = [], 0
    for number, pieces in offer.contents.items():
        mine, wanted = [], 0
        for index, quantity, pool in served:
            if number in pool:
                mine.append(index)
                wanted += quantity
        if mine:
            servings.append(Serving(number, pieces, tuple(mine)))
            enough = max(enough, -(-wanted // pieces))
    scale = Scale.of(offer, vendor, settlement)

    def price(packs: int) -> int:
        if whole is not None:
            return whole.of_packs(packs)
        return minor(line_price(offer, packs, vendor, settlement).amount, vendor.currency)

    whole = WholePrices.of(offer, scale)
    sold = levels(offer, offer.sold_packs(enough), scale, price, gain)
    return Choice(offer, tuple(servings), sold, scale)
