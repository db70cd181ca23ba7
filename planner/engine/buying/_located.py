"""Leave out what no cheapest basket holds, by a bound that knows packs, stock and free shipping.

A vendor is opened in one of some modes: with the shipping of an order as small as it may be, or,
with goods that reach a value, with less of it. What a need asks of a vendor is told piece by piece,
as it is sold. A bound of all that (`solving/ways_to_serve`) lies within a few hundredths of a
percent of the cheapest basket, mostly closer, so most offers are known to be in none: the program
is solved with those that cost little more, and where it comes to no more than the others would,
that is the answer. Terms that the bound knows nothing of only make baskets dearer.

Amounts are thousandths of the basket's minor unit.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from planner.engine.buying._order_rates import MILLION, Orders
from planner.engine.buying.choices import Choice
from planner.engine.charges import PAID
from planner.engine.charges.charge import WORTH
from planner.engine.charges.program import conversion
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.ways_to_serve import MOST, Bound, Location, Mode, Served
from planner.model.basket import Need
from planner.model.buying import Settlement
from planner.model.vendors import Vendor

THOUSAND = 1_000
_MANY = 400  # choices; fewer make a program that is solved as soon
_SHARE = 4  # of the time that is left one part in so many is for the bound
_PIECES = 64  # of a need that are told one by one
_FIRST = 20_000  # one part in so many of the bound: by that much it is mostly too low
_MARGIN = 5_000  # and by that much hardly ever


@dataclass(frozen=True)
class Located:
    """What is sold, and what each of it, or an order less, lifts the bound to at least."""

    offered: Sequence[Choice]
    bound: int
    lifted: Sequence[int]
    without: Mapping[str, int]

    @property
    def limits(self) -> tuple[int, int]:
        """Return what the cheapest basket often comes to at most, and what it mostly does."""
        return self.bound + self.bound // _FIRST, self.bound + self.bound // _MARGIN

    def within(self, limit: int) -> "Within":
        """Return what baskets may hold that cost no more than a limit."""
        lifted = list(zip(self.offered, self.lifted, strict=True))
        few = tuple(choice for choice, least in lifted if least <= limit)
        always = {vendor for vendor, least in self.without.items() if least > limit}
        others = [least for _, least in lifted if least > limit]
        beyond = min([*others, *(self.without[vendor] for vendor in always)], default=None)
        return Within(few, frozenset(always), beyond)


@dataclass(frozen=True)
class Within:
    """What the baskets up to a limit hold, and the vendors of which all of them have an order.

    Other baskets cost `beyond` or more; None where there are no others.
    """

    offered: tuple[Choice, ...]
    always: frozenset[str]
    beyond: int | None


def located(
    needs: Sequence[Need],
    offered: Sequence[Choice],
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    effort: Effort = UNHURRIED,
) -> Located | None:
    """Return the bound, and what it says of each choice; None where the program is solved as soon.

    Raises OutOfTimeError where there is no time to look.
    """
    if len(offered) < _MANY:
        return None
    orders = Orders(vendors, settlement)
    rates = [orders.of(choice.offer).saves for choice in effort.over(offered)]
    served: dict[tuple[int, str], list[int]] = {}
    places: list[list[tuple[int, str]]] = []
    wanted = [each.quantity if each.quantity <= _PIECES else 1 for each in needs]
    for choice, rate in effort.over(zip(offered, rates, strict=True)):
        places.append([])
        for need, costs in _asked(choice, needs, wanted, rate):
            key = need, choice.offer.vendor
            places[-1].append(key)
            served[key] = _both(served[key], costs, wanted[need]) if key in served else costs
    if len({need for need, _ in served}) < len(needs):
        return None
    least_rates: dict[str, int] = {}
    for choice, rate in zip(offered, rates, strict=True):
        name = choice.offer.vendor
        least_rates[name] = min(rate, least_rates.get(name, rate))
    modes = [
        mode
        for name, rate in least_rates.items()
        for mode in _modes(vendors[name], rate, orders, settlement)
    ]
    amounts = [abs(mode.opening) + mode.least for mode in modes]
    if max([*amounts, *(costs[-1] for costs in served.values())]) >= MOST:
        return None
    of_pairs = [Served(need, name, costs) for (need, name), costs in served.items()]
    location = Location(wanted, modes, of_pairs)
    prices = location.priced(effort.share(_SHARE))  # the rest is for the program
    margin = location.bound(prices, 0).bound // _MARGIN
    found = location.bound(prices, max(margin, 0))
    return _told(offered, places, dict(zip(served, found.served, strict=True)), found)


def _told(
    offered: Sequence[Choice],
    places: Sequence[Collection[tuple[int, str]]],
    lifts: Mapping[tuple[int, str], int],
    found: Bound,
) -> Located:
    """Return what was found, choice by choice: it is held if it serves any of its needs."""
    lifted = [found.bound + min(lifts[key] for key in keys) for keys in places]
    without = {name: found.bound + more for name, more in found.without.items()}
    return Located(offered, found.bound, lifted, without)


def _modes(vendor: Vendor, rate: int, orders: Orders, settlement: Settlement) -> Iterator[Mode]:
    """Yield the ways to order from a vendor, each cheaper than those that ask for fewer goods.

    `rate` is the least that a minor unit of its goods comes to, in millionths.
    """
    steps = [(charge.key in WORTH, charge.reached(vendor)) for charge in PAID]
    beside = orders.at(vendor)
    plain = floor(conversion(vendor, settlement) * MILLION)
    least: int | None = None
    for value in sorted({each.value for _, reached in steps for each in reached}):
        opening = -beside.spares
        there = [
            (worth, [each.least for each in reached if each.value <= value])
            for worth, reached in steps
        ]
        if not all(costs for _, costs in there):
            continue
        opening += sum(costs[-1] * (beside.adds if worth else plain) for worth, costs in there)
        if least is None or opening < least:
            least = opening
            yield Mode(vendor.vendor, opening // THOUSAND, value * rate // THOUSAND)


def _asked(
    choice: Choice, needs: Sequence[Need], wanted: Sequence[int], rate: int
) -> Iterator[tuple[int, list[int]]]:
    """Yield what the pieces of a choice come to at least, by the need that they serve.

    Of a need that is not told by its pieces, and of what serves several, a piece costs no less
    than it does where it costs least.
    """
    if len(choice.servings) == 1 and len(choice.servings[0].needs) == 1:
        (need,) = choice.servings[0].needs
        if wanted[need] == needs[need].quantity:
            yield need, _costs(choice, wanted[need], choice.servings[0].pieces, rate)
            return
    held = sum(choice.offer.contents.values())
    each = min(
        Fraction(_price(choice, level.start + level.each * packs) * rate, packs * held * THOUSAND)
        for level in choice.levels
        for packs in (level.least, level.most)
    )
    for serving in choice.servings:
        for need in serving.needs:
            times = needs[need].quantity // wanted[need]
            yield need, [floor(each * times * pieces) for pieces in range(1, wanted[need] + 1)]


def _costs(choice: Choice, wanted: int, pieces: int, rate: int) -> list[int]:
    """Return what one, two and more pieces cost at least, up to all that there are of those."""
    step = choice.offer.order_multiple
    costs: list[int] = []
    for count in range(1, wanted + 1):
        packs = -(-count // pieces)
        found = []
        for level in choice.levels:
            bought = max(-(-packs // step) * step, level.least)
            if bought <= level.most:
                found.append(_price(choice, level.start + level.each * bought))
        if not found:
            break
        costs.append(min(found) * rate // THOUSAND)
    return costs


def _price(choice: Choice, units: int) -> int:
    """Return what units of a choice's scale come to at least, in the vendor's minor units."""
    scale = choice.scale
    if not scale.ratios:
        return units
    return max(floor(units * scale.unit - scale.rounding), 0)


def _both(first: Sequence[int], second: Sequence[int], wanted: int) -> list[int]:
    """Return what pieces cost at least that may come from two offers of a vendor."""
    of_first, of_second = [0, *first], [0, *second]
    return [
        min(
            of_first[mine] + of_second[count - mine]
            for mine in range(max(count - len(second), 0), min(count, len(first)) + 1)
        )
        for count in range(1, min(wanted, len(first) + len(second)) + 1)
    ]
