"""What buying is asked and answers: a market, terms, the basket, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from planner.model import home
from planner.model.basket import Basket, Need, UnreadRow
from planner.model.carts import ShopCart
from planner.model.catalog import Catalog, LeftOut
from planner.model.conditions import AS_NEW, Conditions
from planner.model.filed import picked, told
from planner.model.findings import Finding
from planner.model.group_order import Member, PackedPart, SharedCost
from planner.model.money import ExchangeRate, Money, RateTable
from planner.model.obstacles import Obstacle
from planner.model.offers import Offer, taxed_by
from planner.model.proof import Status
from planner.model.ruled import Ruling
from planner.model.tax_rules import TaxRule
from planner.model.term_prices import Fastest, FewerParcels, TermPrice
from planner.model.unused import NOTHING_UNUSED, PricesSince, Unused
from planner.model.vendors import Assumption, Coupon, Vendor


@dataclass(frozen=True)
class Settlement:
    """Where goods are paid: the basket's currency and the rates of the day."""

    currency: str
    rates: RateTable
    on: date

    def rate(self, base: str, quote: str) -> ExchangeRate | None:
        """Return the rate between two different currencies on the day."""
        pair = base, quote
        if pair not in self._found:
            self._found[pair] = self.rates.rate(base, quote, self.on)
        return self._found[pair]

    @cached_property
    def _found(self) -> dict[tuple[str, str], ExchangeRate | None]:
        """Rates that were asked for before: a purchase asks for the same few thousands of times."""
        return {}

    def reaches(self, base: str, quote: str) -> bool:
        """Tell whether an amount can be brought from one currency to another."""
        return base == quote or self.rate(base, quote) is not None

    def convert(self, amount: Money, quote: str) -> Money:
        """Return an amount in another currency, rounded once; there must be a rate."""
        if amount.currency == quote:
            return amount.rounded()
        rate = self.rate(amount.currency, quote)
        if rate is None:
            raise ValueError(f"no exchange rate from {amount.currency} to {quote}")
        return rate.convert(amount)


@dataclass(frozen=True)
class BuyingTerms:
    """What a person asks of a purchase beyond its being cheap.

    `locks` are pairs of part number and vendor: the part is bought there and nowhere else.
    `fastest_within` asks for the basket that is there first of those which cost at most so many
    percent more than the cheapest. `published` lets in prices that publications printed, which
    sell nothing. `assumed` is what charges are taken to be that no vendor states.
    `prices_since` is the day from which on prices count, or "any"; None leaves old and superseded
    ones out. With `include_ended` what is no longer made, or was retired, may be bought. `coupons`
    are the codes that the person has, one for each vendor, `condition` what articles may be.
    """

    ship_to: str = home.COUNTRY
    need_by: date | None = None
    exclude: tuple[str, ...] = ()
    locks: tuple[tuple[str, str], ...] = ()
    max_vendors: int | None = None
    fastest_within: Decimal | None = None
    published: bool = False
    assumed: tuple[Assumption, ...] = ()
    coupons: tuple[Coupon, ...] = ()
    prices_since: PricesSince = None
    include_ended: bool = False
    condition: Conditions = AS_NEW

    @property
    def amounts(self) -> tuple[tuple[str | None, Money], ...]:
        """Return the amounts that it states, each with the vendor it is about; None: of all."""
        stated: tuple[Coupon | Assumption, ...] = (*self.coupons, *self.assumed)
        return tuple((each.vendor, each.amount) for each in stated if each.amount is not None)


NO_TERMS = BuyingTerms()


@dataclass(frozen=True)
class Market:
    """Who sells what; `left_out` are the rows of offers and vendors that were not read.

    `printed` are prices of publications: nobody sells at them, and they say what a part cost.
    `unused` says how many prices are left out of it for what they are, `out` which parts cannot be
    had for that, by their numbers, and `anyway` which can because they were asked for. `tax_rules`
    are what countries take at their borders. `part_names` says what parts are called.
    """

    offers: Sequence[Offer]
    vendors: tuple[Vendor, ...]
    left_out: tuple[LeftOut, ...] = ()
    printed: tuple[Offer, ...] = ()
    unused: Unused = NOTHING_UNUSED
    out: Mapping[str, Obstacle] = field(default_factory=dict)
    anyway: Mapping[str, Obstacle] = field(default_factory=dict)
    tax_rules: tuple[TaxRule, ...] = ()
    part_names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, catalog: Catalog) -> "Market":
        """Return who sells what in a catalog."""
        sold = (catalog.offers, catalog.vendors, catalog.offers_left_out)
        return cls(*sold, tax_rules=catalog.tax_rules, part_names=catalog.part_names)

    def name_of(self, part_number: str) -> str:
        """Return what a part is called: its name, or its number where that is all there is."""
        return self.part_names.get(part_number, part_number)

    @property
    def sold(self) -> tuple[Sequence[Offer], tuple[Vendor, ...]]:
        """Return its offers and vendors."""
        return self.offers, self.vendors

    def serving(self, needs: Iterable[Need]) -> "Market":
        """Return the part of it that could serve the needs, and who sells that."""
        wanted = {number for need in needs for number in need.pool}
        held = zip(told(self.offers, "part_number"), told(self.offers, "also_holds"), strict=True)
        places = [
            place
            for place, (number, others) in enumerate(held)
            if number in wanted or any(each.part_number in wanted for each in others)
        ]
        offers = picked(self.offers, places)
        sellers = set(told(offers, "vendor"))
        vendors = tuple(each for each in self.vendors if each.vendor in sellers)
        return Market(
            offers,
            vendors,
            printed=self.printed,
            unused=self.unused,
            out=self.out,
            part_names=self.part_names,
        )

    def on_terms(self, terms: BuyingTerms, settlement: Settlement) -> "Market":
        """Return it as it is on these terms and on the day, with publications or without.

        What is assumed is part of it. An assumed amount is converted to the currency of a vendor at
        the rate of the day; where no rate leads there, what that vendor charges stays unknown. What
        says nothing of its arrival arrives as its vendor says of all its goods. What a vendor from
        abroad does not state of the border, the tax rules of the day do.
        """
        sellers = {each.vendor for each in self.vendors if terms.published or each.kind == "shop"}
        vendors = (each for each in self.vendors if each.vendor in sellers)
        days = {name: each.lead_time_days for name, each in self.vendors_in(terms.ship_to).items()}
        paid = settlement.on, settlement.currency, settlement.rate
        ruling = Ruling(self.tax_rules, terms.ship_to, *paid, taxed_by(self.offers))
        assuming = (_assuming(each.on_day(settlement.on), terms, settlement) for each in vendors)
        by_vendor = [*enumerate(told(self.offers, "vendor"))]
        printed = [place for place, name in by_vendor if name not in sellers]
        offers = self.offers
        if printed:
            offers = picked(offers, [place for place, name in by_vendor if name in sellers])
        if any(days[name] is not None for name in sellers):
            offers = tuple(_arriving(offer, days[offer.vendor]) for offer in offers)
        return Market(
            offers,
            tuple(map(ruling.of, assuming)),
            self.left_out,
            tuple(picked(self.offers, printed)),
            part_names=self.part_names,
        )

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
        return {each.vendor: each.as_charged_in(country) for each in self.vendors}

    def currency_pairs(
        self, currency: str, terms: BuyingTerms = NO_TERMS
    ) -> tuple[tuple[str, str], ...]:
        """Return the pairs whose rates a purchase in a currency needs on these terms."""
        charged = {vendor.vendor: vendor.currency for vendor in self.vendors}
        pairs = {(code, currency) for code in charged.values()}
        sold = {*zip(told(self.offers, "currency"), told(self.offers, "vendor"), strict=True)}
        pairs |= {(code, charged.get(vendor, currency)) for code, vendor in sold}
        pairs |= {(code, currency) for each in self.vendors for code in each.also_states_in}
        pairs |= {(code, currency) for rule in self.tax_rules for code in rule.currencies}
        for vendor, money in terms.amounts:
            of_one = (charged.get(vendor, currency),) if vendor else ()
            pairs |= {(money.currency, each) for each in of_one or charged.values()}
        return tuple(sorted(pair for pair in pairs if pair[0] != pair[1]))


def _arriving(offer: Offer, days: int | None) -> Offer:
    """Return an offer with the days that its vendor states, if it states none itself."""
    if days is None or offer.lead_time_days is not None:
        return offer
    return offer.model_copy(update={"lead_time_days": days})


def _assuming(vendor: Vendor, terms: BuyingTerms, settlement: Settlement) -> Vendor:
    """Return a vendor with what is assumed of it alone, else with what is assumed of all."""
    shipping, tax = None, None
    for each in sorted(terms.assumed, key=lambda one: one.vendor is not None):
        if each.vendor in (None, vendor.vendor):
            if each.amount is not None and settlement.reaches(
                each.amount.currency, vendor.currency
            ):
                shipping = settlement.convert(each.amount, vendor.currency).amount
            tax = tax if each.percent is None else each.percent
    if shipping is not None or tax is not None:
        vendor = vendor.as_charged_in(terms.ship_to).assuming(shipping, tax)
    return _with_coupon(vendor, terms, settlement)


def _with_coupon(vendor: Vendor, terms: BuyingTerms, settlement: Settlement) -> Vendor:
    """Return a vendor with the coupon for it; one that no rate converts is refused elsewhere."""
    for each in terms.coupons:
        if each.vendor != vendor.vendor:
            continue
        if each.amount is None:
            return vendor.with_coupon(each)
        if settlement.reaches(each.amount.currency, vendor.currency):
            amount = settlement.convert(each.amount, vendor.currency)
            own = each.model_copy(update={"amount": amount})
            return vendor.with_coupon(own)
    return vendor


@dataclass(frozen=True)
class Purchase:
    """The cheapest basket, how sure that is, and what simpler ways of buying come to.

    `bound` is what no basket gets below, `gap` by how many percent of the total one might. A
    strategy that no basket fulfils is None. `term_prices` say what each term costs. `fastest` says
    what was asked of the arrival; the basket is then the cheapest of those that are there as soon.
    `missing` are the pieces that cannot be had: where there are any, `needs` are what is left, and
    what the basket comes to is no total of the bill. Nor is it while `unread` names rows of the
    bill. `unread_offers` are rows of offers that may be cheaper: then nothing is proven. `unused`
    says how many prices and parts are left out for what they are; the findings tell it, too.
    `fewer_parcels` is the next best basket with fewer parcels of which nobody knows the cost. It
    is for all `copies` of a build or a bill together.
    """

    status: Status
    needs: tuple[Need, ...]
    basket: Basket | None = None
    bound: Money | None = None
    gap: Decimal | None = None
    line_by_line_basket: Basket | None = None
    single_vendor_basket: Basket | None = None
    term_prices: tuple[TermPrice, ...] = ()
    fastest: Fastest | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[Need, ...] = ()
    unread: tuple[UnreadRow, ...] = ()
    unread_offers: tuple[UnreadRow, ...] = ()
    unused: Unused = NOTHING_UNUSED
    fewer_parcels: FewerParcels | None = None
    copies: int = 1

    @property
    def per_copy(self) -> Money | None:
        """Return the total divided by the copies, rounded once; None while there is no total."""
        return None if self.total is None else self.of_a_copy(self.total)

    def of_a_copy(self, amount: Money) -> Money:
        """Return the share of one copy in an amount, rounded once."""
        return amount.shared_by(self.copies)

    @property
    def total(self) -> Money | None:
        """Return what everything comes to; None while some of it cannot be had, or is not known."""
        return None if self.basket is None or not self.is_whole else self.basket.total

    @property
    def is_whole(self) -> bool:
        """Tell whether all of the bill was read and can be had."""
        return not self.missing and not self.unread

    @property
    def proven(self) -> bool:
        """Tell whether no basket of the needs is cheaper, every charge of this one being known.

        The fastest basket is measured by the cheapest one, whose charges must be known, too.
        """
        known = self.basket is not None and not self.basket.unknown and not self.unread_offers
        measured = self.fastest is None or self.fastest.is_known
        return known and measured and self.status is Status.OPTIMAL

    @property
    def verdict(self) -> Status:
        """Return how sure it is, in a word: what nothing proves is feasible and not optimal."""
        unproven = self.basket is not None and self.status is Status.OPTIMAL and not self.proven
        return Status.FEASIBLE if unproven else self.status

    @property
    def line_by_line(self) -> Money | None:
        """Return what the cheapest offer for each line comes to; None if that is not known."""
        return None if self.line_by_line_basket is None else self.line_by_line_basket.total

    @property
    def single_vendor(self) -> Money | None:
        """Return what the one vendor that is cheapest for all takes; None if that is not known."""
        return None if self.single_vendor_basket is None else self.single_vendor_basket.total


@dataclass(frozen=True)
class PurchaseAnswer:
    """A purchase, what was found in the bill and the market beside it, and the files written.

    Bought on the terms of a certificate, `differs` says what is not as certified; it is None for a
    purchase that was measured by none. `carts` are what the shop of each order takes into its cart,
    None where nobody asked for that. `members` are the builds of an order of several, `shared` is
    who pays what of it. `spares` of the pieces that are bought, or owned, are for no copy.
    """

    purchase: Purchase
    beside: tuple[Finding, ...] = ()
    files: tuple[str, ...] = ()
    differs: tuple[Finding, ...] | None = None
    carts: tuple[ShopCart, ...] | None = None
    members: tuple[Member, ...] = ()
    shared: SharedCost | None = None
    spares: tuple[PackedPart, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return everything that is to be known of it."""
        return (*self.beside, *(self.differs or ()), *self.purchase.findings)
