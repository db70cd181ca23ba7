"""Tell what a part cost over time."""

from datetime import date

from planner.engine.planning.history import price_points
from planner.io.rates import gather
from planner.model.catalog import Catalog, unknown_part
from planner.model.findings import PlannerError
from planner.model.history import PriceHistory


def price_history(catalog: Catalog, part_number: str, *, currency: str, on: date) -> PriceHistory:
    """Return every price on record for a part, converted at the rate of its own day.

    Raises PlannerError for a part that the catalog does not have.
    """
    part = catalog.by_number.get(part_number)
    if part is None:
        raise PlannerError(unknown_part(part_number))
    offers = catalog.offers_for(part_number)
    pairs = sorted({(offer.currency, currency) for offer in offers})
    days = {offer.quoted_on for offer in offers}
    rates = {day: gather(pairs, day, pinned=(), recorded=catalog.rates) for day in days}
    points = price_points(offers, rates, currency=currency, on=on, events=catalog.price_events)
    names = {offer.vendor: catalog.vendor_names.get(offer.vendor, offer.vendor) for offer in offers}
    return PriceHistory(part_number, part.name, currency, points, tuple(names.items()))
