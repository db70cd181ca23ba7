"""Find the parts of a catalog that somebody means, each with its cheapest current offer."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

from planner.engine.finding.facets import facet_value, sifted, typed_value
from planner.engine.finding.parts_index import finder
from planner.engine.planning.offers import as_new_first, choose_offer, price_of
from planner.engine.solving.effort import Effort, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.jobs.rates import rates_of_offers
from planner.model import home
from planner.model.catalog import Catalog
from planner.model.categories import CATEGORY_ORDER
from planner.model.listings import PricedPart, PricedParts
from planner.model.money import Money, RateTable
from planner.model.part_search import UNNAMED, Facet, PartsQuestion, Ranked
from planner.model.parts import Part

T = TypeVar("T")
# So many parts are read within moments, whoever asks first.
_FEW = 5_000
_MOST_KEPT = 8
# Of a large catalog so many are read before others have a turn.
_A_FEW, _A_TURN_S = 100, 0.001


class PartsFinder:
    """The parts of a catalog, to be searched more than once: what was read of it is kept.

    Of a large catalog that takes a while; `prepare` does it before somebody searches.
    """

    def __init__(self, catalog: Catalog) -> None:
        """Take the catalog; nothing of it is read before it is asked for."""
        self._catalog = catalog
        self._search: Callable[[str], Ranked] | None = None
        self._listed: dict[tuple[date, str], _Listed] = {}
        self._found: dict[PartsQuestion, PricedParts] = {}
        self._prepared: tuple[date, str] | None = None

    def find(self, asked: PartsQuestion) -> PricedParts:
        """Return the parts that are asked for, the best answer first, then the cheapest."""
        known = self._found.get(asked)
        if known is None:
            known = self._sought(asked)
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            self._found[asked] = known
        return known

    def is_prepared(self, asked: PartsQuestion) -> bool:
        """Tell whether a search is answered at once: the catalog is small, or was read before."""
        return len(self._catalog.parts) <= _FEW or self._prepared == (asked.on, asked.currency)

    def prepare(self, asked: PartsQuestion, effort: Effort) -> bool:
        """Read the prices and the words of all parts, and list them once; return that it is done.

        Raises OutOfTimeError if nobody waits for it any more.
        """
        parts, listed = self._catalog.parts, self._listed_of(asked)
        for place in _gently(range(len(parts)), effort, after=0, of=2 * len(parts)):
            listed.__getitem__(place)
        if self._search is None:
            reading = _gently(parts, effort, after=len(parts), of=2 * len(parts))
            self._search = finder(reading)
        # All of them are here: a place in one order is compared sooner than prices and numbers.
        for place, line in enumerate(sorted(listed.values(), key=lambda each: each.order)):
            line.order = (place,)
        self._found.clear()
        self.find(PartsQuestion(on=asked.on, currency=asked.currency))
        self._prepared = asked.on, asked.currency
        return True

    def _sought(self, asked: PartsQuestion) -> PricedParts:
        ranked, listed = self._ranked(asked.search), self._listed_of(asked)
        found = [(rank, listed[place]) for place, rank in ranked.ranks.items()]
        if asked.category is not None:
            found = [each for each in found if each[1].priced.part.category == asked.category]
        shown, counts = sifted(found, asked, lambda each, facet: each[1].value(facet))
        by_rank = bool(asked.search.strip())
        shown.sort(key=lambda each: (each[0] if by_rank else each[1].kind, each[1].order))
        parts = tuple(
            each.priced if not rank else _ranked(each.priced, rank) for rank, each in shown
        )
        return PricedParts(parts, counts, ranked.read_as, ranked.whole)

    def _ranked(self, search: str) -> Ranked:
        if not search.strip():
            return Ranked(dict.fromkeys(range(len(self._catalog.parts)), 0))
        if self._search is None:
            self._search = finder(self._catalog.parts)
        return self._search(search)

    def _listed_of(self, asked: PartsQuestion) -> "_Listed":
        terms = asked.on, asked.currency
        found = self._listed.get(terms)
        if found is None:
            found = _Listed(self._catalog, asked.currency, asked.on)
            self._listed, self._found = {terms: found}, {}
        return found


def _gently(things: Iterable[T], effort: Effort, *, after: int, of: int) -> Iterator[T]:
    """Yield things, tell how far that is, and let others have a turn in between."""
    for place, each in enumerate(things):
        if not place % _A_FEW:
            if not effort.goes_on(Progress(after + place, of)):
                raise OutOfTimeError
            time.sleep(_A_TURN_S)
        yield each


class _Line:
    """A part in a list: its price, its place among others, and what tells it apart."""

    __slots__ = ("_on", "_values", "kind", "order", "priced")

    def __init__(self, priced: PricedPart, on: date) -> None:
        self.priced, self._on = priced, on
        self.kind = CATEGORY_ORDER[priced.part.category]
        self.order: tuple[object, ...] = _price_order(priced)
        self._values: dict[Facet, str | None] = {}

    def value(self, facet: Facet) -> str | None:
        """Return the value of a facet that the part has; None if that is not known."""
        try:
            return self._values[facet]
        except KeyError:
            price = self.priced.price
            day = None if price is None else price.as_of
            found = facet_value(self.priced.part, facet, on=self._on, priced_on=day)
            self._values[facet] = found
            return found


class _Listed(dict[int, _Line]):
    """Parts with their prices on a day, by place; each is priced when it is asked for."""

    def __init__(self, catalog: Catalog, currency: str, on: date) -> None:
        super().__init__()
        self._catalog, self._currency, self._on = catalog, currency, on
        self._rates = rates_of_offers(catalog, currency, on=on)

    def __missing__(self, place: int) -> _Line:
        found = self[place] = _Line(self._priced(self._catalog.parts[place]), self._on)
        return found

    def _priced(self, part: Part) -> PricedPart:
        sold = as_new_first(self._catalog.offers_for(part.part_number))
        offer = choose_offer(sold, 1, self._rates, currency=self._currency, on=self._on)
        price = None if offer is None else price_of(offer, 1)
        if price is None:
            return PricedPart(part, offer, price)
        converted = _converted(price.unit, self._currency, self._rates, on=self._on)
        return PricedPart(part, offer, price, converted)


def facet_values(facet: Facet, text: str, catalog: Catalog) -> tuple[str, ...]:
    """Return the values of a facet that somebody means by a text; none if it means none.

    `8 GB` is one, `tp-link` is the maker however it is written, and prices of at most twelve months
    are those of at most three, too.
    """
    makers = {part.maker.casefold(): part.maker for part in catalog.parts}
    if facet is Facet.MAKER:
        known = makers.get(text.strip().casefold())
        return (known or UNNAMED,) if known is not None else ()
    return typed_value(facet, text)


def price_parts(
    catalog: Catalog,
    *,
    on: date,
    currency: str = home.CURRENCY,
    category: str | None = None,
    search: str = "",
) -> tuple[PricedPart, ...]:
    """Return the parts that a search means, each with its cheapest current offer.

    `currency` is what offers are compared in and what `converted` is in.
    """
    asked = {"on": on, "currency": currency, "category": category, "search": search}
    return PartsFinder(catalog).find(PartsQuestion.model_validate(asked)).parts


def _ranked(each: PricedPart, rank: int) -> PricedPart:
    return PricedPart(each.part, each.offer, each.price, each.converted, rank)


def _price_order(each: PricedPart) -> tuple[bool, bool, Decimal, str]:
    """Put boards without a network last, then what has no price; else the cheapest first."""
    amount, part = each.converted, each.part
    no_network = part.category == "board" and part.nic_mbps == 0
    price = Decimal(0) if amount is None else amount.amount
    return no_network, amount is None, price, part.part_number


def _converted(amount: Money, currency: str, rates: RateTable, *, on: date) -> Money | None:
    if amount.currency == currency:
        return amount
    rate = rates.rate(amount.currency, currency, on)
    return None if rate is None else rate.convert_price(amount)
