"""Find the parts of a catalog that somebody means, each with its cheapest current offer."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from planner.engine.finding.facets import facet_value, sifted, typed_value
from planner.engine.finding.parts_index import finder
from planner.engine.planning.offers import as_new_first, choose_offer, price_of
from planner.jobs.rates import rates_of_offers
from planner.model import home
from planner.model.catalog import Catalog
from planner.model.categories import CATEGORY_ORDER
from planner.model.listings import PricedPart, PricedParts
from planner.model.money import Money, RateTable
from planner.model.part_search import UNNAMED, Facet, PartsQuestion, Ranked
from planner.model.parts import Part


class PartsFinder:
    """The parts of a catalog, to be searched more than once: what was read of it is kept."""

    def __init__(self, catalog: Catalog) -> None:
        """Take the catalog; nothing of it is read before it is asked for."""
        self._catalog = catalog
        self._search: Callable[[str], Ranked] | None = None
        self._priced: dict[tuple[date, str], dict[str, PricedPart]] = {}

    def find(self, asked: PartsQuestion) -> PricedParts:
        """Return the parts that are asked for, the best answer first, then the cheapest."""
        ranked = self._ranked(asked.search)
        parts, priced = self._catalog.parts, self._prices(asked)
        found = [
            PricedPart(each.part, each.offer, each.price, each.converted, rank)
            for place, rank in ranked.ranks.items()
            if asked.category in (None, parts[place].category)
            for each in (priced[parts[place].part_number],)
        ]

        def value_of(each: PricedPart, facet: Facet) -> str | None:
            day = None if each.price is None else each.price.as_of
            return facet_value(each.part, facet, on=asked.on, priced_on=day)

        shown, counts = sifted(found, asked, value_of)
        key = _answer_order if asked.search.strip() else _list_order
        return PricedParts(tuple(sorted(shown, key=key)), counts, ranked.read_as, ranked.whole)

    def _ranked(self, search: str) -> Ranked:
        if not search.strip():
            return Ranked(dict.fromkeys(range(len(self._catalog.parts)), 0))
        if self._search is None:
            self._search = finder(self._catalog.parts)
        return self._search(search)

    def _prices(self, asked: PartsQuestion) -> Mapping[str, PricedPart]:
        terms = asked.on, asked.currency
        if terms not in self._priced:
            self._priced = {terms: _Prices(self._catalog, asked.currency, asked.on)}
        return self._priced[terms]


class _Prices(dict[str, PricedPart]):
    """Parts with their prices on a day, by number; each is priced when it is asked for."""

    def __init__(self, catalog: Catalog, currency: str, on: date) -> None:
        super().__init__()
        self._catalog, self._currency, self._on = catalog, currency, on
        self._rates = rates_of_offers(catalog, currency, on=on)

    def __missing__(self, number: str) -> PricedPart:
        found = self[number] = self._priced(self._catalog.by_number[number])
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


def _answer_order(each: PricedPart) -> tuple[int, bool, bool, Decimal, str]:
    return (each.rank, *_price_order(each))


def _list_order(each: PricedPart) -> tuple[int, bool, bool, Decimal, str]:
    return (CATEGORY_ORDER[each.part.category], *_price_order(each))


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
