"""Who sells what, and in which currencies."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.engine.buying.choices import as_charged
from planner.model.catalog import Catalog, LeftOut
from planner.model.purchase import Offer, Vendor
from planner.model.requirement import Requirement
from planner.model.sourcing import Need, UnreadRow


@dataclass(frozen=True)
class Market:
    """Who sells what; `left_out` are the rows of offers and vendors that were not read."""

    offers: tuple[Offer, ...]
    vendors: tuple[Vendor, ...]
    left_out: tuple[LeftOut, ...] = ()

    @classmethod
    def of(cls, catalog: Catalog) -> "Market":
        """Return who sells what in a catalog."""
        return cls(catalog.offers, catalog.vendors, catalog.offers_left_out)

    @property
    def sold(self) -> tuple[tuple[Offer, ...], tuple[Vendor, ...]]:
        """Return its offers and vendors."""
        return self.offers, self.vendors

    def serving(self, needs: Iterable[Need]) -> "Market":
        """Return the part of it that could serve the needs, and who sells that."""
        wanted = {number for need in needs for number in need.pool}
        offers = tuple(offer for offer in self.offers if wanted & offer.contents.keys())
        sellers = {offer.vendor for offer in offers}
        return Market(offers, tuple(each for each in self.vendors if each.vendor in sellers))

    def unread(self, needs: Iterable[Need]) -> tuple[UnreadRow, ...]:
        """Return the rows not read that may offer what is needed: all that name no other part."""
        wanted = {number.casefold() for need in needs for number in need.pool}
        return tuple(
            UnreadRow(file=row.file, row=row.row, about=row.part_number)
            for row in self.left_out
            if row.may_be_about(wanted)
        )

    def vendors_in(self, country: str) -> dict[str, Vendor]:
        """Return its vendors by id, each as it charges where goods are delivered to."""
        return {each.vendor: as_charged(each, country) for each in self.vendors}

    def currency_pairs(self, currency: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs whose rates a purchase in a currency needs."""
        charged = {vendor.vendor: vendor.currency for vendor in self.vendors}
        pairs = {(code, currency) for code in charged.values()}
        pairs |= {(each.currency, charged.get(each.vendor, currency)) for each in self.offers}
        limits = [vendor.import_tax_over for vendor in self.vendors]
        pairs |= {(limit.currency, currency) for limit in limits if limit is not None}
        return tuple(sorted(pair for pair in pairs if pair[0] != pair[1]))


def recent(market: Market, requirement: Requirement) -> Market:
    """Return a market without the prices that are older than asked for, but of parts named."""
    since = requirement.prices_since
    if since is None:
        return market
    pieces = (*requirement.must, *requirement.owned)
    named = {*requirement.only, *(each.part_number for each in pieces)}
    offers = (
        offer
        for offer in market.offers
        if offer.quoted_on >= since or named.issuperset(offer.contents)
    )
    return replace(market, offers=tuple(offers))
