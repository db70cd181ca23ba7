"""What a build takes along where the catalog is another one: one's own rows, prices, rates."""

from datetime import date

from planner.engine.planning.edit import with_positions
from planner.engine.planning.kit_lines import on_its_own
from planner.model.build import Build, Position
from planner.model.catalog import Catalog
from planner.model.money import ENTERED
from planner.model.offers import Offer
from planner.model.parts import Part
from planner.model.plan import Plan
from planner.model.vendors import Vendor


def with_own_rows(build: Build, catalog: Catalog) -> Build:
    """Return the build with those parts, prices and vendors in it that are one's own.

    Nobody else has them: with them the build costs the same elsewhere. What it brings along already
    stays, unless the catalog has that row, too.
    """
    used = {position.part_number for position in build.positions}
    own = catalog.own
    parts = {part.part_number: part for part in build.parts}
    parts |= {each.part_number: each for each in own.parts if each.part_number in used}
    # What a bundle costs is no price of one part.
    bought = (each for each in own.offers if each.part_number in used and not each.also_holds)
    offers = (*build.offers, *(each for each in bought if each not in build.offers))
    sellers = {each.vendor for each in offers}
    sellers |= {position.vendor for position in build.positions if position.vendor is not None}
    vendors = {vendor.vendor: vendor for vendor in build.vendors}
    vendors |= {each.vendor: each for each in own.vendors if each.vendor in sellers}
    return _bringing(build, tuple(parts.values()), offers, tuple(vendors.values()))


def _bringing(
    build: Build,
    parts: tuple[Part, ...],
    offers: tuple[Offer, ...],
    vendors: tuple[Vendor, ...],
) -> Build:
    return build.model_copy(update={"parts": parts, "offers": offers, "vendors": vendors})


def frozen(plan: Plan, catalog: Catalog) -> Build:
    """Return the plan's build as it costs now, for ever: with its prices, its rates and its day.

    Each part is priced by the offer it is bought at now, and a part that nobody sells stays without
    a price. A part that is added later is priced by the catalog. The catalog need not have the
    parts any more: what a bill comes to is counted from what the build brings along.
    """
    # Elsewhere there may be no build that a kit of it is.
    build = on_its_own(with_own_rows(plan.build, catalog))
    used = dict.fromkeys(line.offer for line in plan.bill.lines if line.offer is not None)
    sellers = {offer.vendor for offer in used}
    vendors = {vendor.vendor: vendor for vendor in build.vendors}
    # Vendors that all know by name need not be told of.
    held = tuple(each for each in vendors.values() if each.vendor in sellers)
    rates = dict.fromkeys((*plan.rates, *plan.offer_rates))
    return _bringing(build, build.parts, tuple(used), held).model_copy(
        update={
            "on": plan.on,
            "currency": plan.currency,
            "rate": None,
            "rates": tuple(rates),
            "frozen": tuple(dict.fromkeys(line.part_number for line in plan.bill.lines)),
        }
    )


def thawed(build: Build, catalog: Catalog, *, on: date) -> Build:
    """Return the build at the prices and rates of a day: nothing of it is frozen or pinned.

    Prices that it brings along stay, as dated prices beside those of the catalog. A price that is
    stated on a line gives way where the part is sold, unless a person entered it.
    """
    known = catalog.holding(build.parts, build.offers, build.vendors)

    def now(position: Position) -> Position:
        price = position.price
        stays = price is None or price.source == ENTERED
        if stays or not known.offers_for(position.part_number):
            return position
        return position.model_copy(update={"price": None})

    open_now = build.model_copy(update={"on": on, "rate": None, "rates": (), "frozen": ()})
    return with_positions(open_now, map(now, build.positions))
