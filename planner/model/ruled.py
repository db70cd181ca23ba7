"""What the tax rules of the buyer's country say of the orders of a vendor from abroad."""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from planner.model.levies import Due, Levy, levies_by_rules
from planner.model.money import ExchangeRate, Money, minor_unit_places
from planner.model.tax_rules import TaxRule, without_border
from planner.model.vendors import Vendor


@dataclass(frozen=True)
class Ruling:
    """The rules that may hold, and for which purchase: where to, when, paid in which currency.

    `tax_paid` are the vendors of whom an offer says that tax is in its price. `rate` gives the rate
    of the day between two different currencies; None if there is none.
    """

    rules: tuple[TaxRule, ...]
    country: str
    on: date
    currency: str
    rate: Callable[[str, str], ExchangeRate | None]
    tax_paid: Collection[str]

    def of(self, vendor: Vendor) -> Vendor:
        """Return a vendor with what rules say of its orders, or why they say nothing.

        What a vendor states of the border itself comes first, and so does what a person assumes of
        its tax.
        """
        there = vendor.as_charged_in(self.country)
        if not self.rules or there.settles_border:
            return vendor
        if not there.country:
            return vendor.model_copy(update={"unruled": "no country"})
        if without_border(self.rules, there.country, self.country):
            return vendor
        seller = there.as_seller(tax_paid=there.vendor in self.tax_paid)
        found = levies_by_rules(self.rules, self.country, self.on, seller)
        levies = tuple(self._counted(each, there) for each in found.levies)
        unruled = None if found.is_taxed else "no rule"
        return vendor.model_copy(update={"levies": levies, "unruled": unruled})

    def _counted(self, levy: Levy, vendor: Vendor) -> Levy:
        """Return a levy in amounts that can be converted, else that it is not known."""
        codes = {each.currency for each in levy.amounts} | {vendor.currency}
        if any(code != self.currency and self.rate(code, self.currency) is None for code in codes):
            return Levy(tax=levy.tax, over=Due(rule=levy.over.rule, doubt="exchange"))
        if levy.limit is None or levy.up_to.per_kind is None:
            return levy
        return levy.model_copy(update={"over_from": self._over_from(levy.limit, vendor.currency)})

    def _over_from(self, limit: Money, own: str) -> Money:
        """Return the least amount of a currency that is over a limit in the basket's."""
        step = Decimal(1).scaleb(-minor_unit_places(self.currency))
        least = self._converted(limit).amount + step  # the first that is over it
        half = Fraction(step) / 2
        rate = None if own == self.currency else self.rate(own, self.currency)
        ratio = Fraction(1) if rate is None else Fraction(rate.rate)
        places = minor_unit_places(own)
        minors = math.ceil((Fraction(least) - (half if rate else 0)) / ratio * 10**places)
        return Money(Decimal(minors).scaleb(-places), own)

    def _converted(self, amount: Money) -> Money:
        rate = (
            None if amount.currency == self.currency else self.rate(amount.currency, self.currency)
        )
        return amount.rounded() if rate is None else rate.convert(amount)
