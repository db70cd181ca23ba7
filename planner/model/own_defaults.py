"""What holds for a person unless they say otherwise, as what it means: of all pages alike."""

from typing import Annotated

from pydantic import Field

from planner.model import home
from planner.model.bounds import MOST_VENDORS
from planner.model.buying import BuyingTerms
from planner.model.cells import Country
from planner.model.conditions import AS_NEW, Conditions
from planner.model.exact_numbers import Whole
from planner.model.money import CurrencyCode
from planner.model.record import Record
from planner.model.running import PerKwhMoney, RunningTerms
from planner.model.unused import PricesSince
from planner.model.vendors import Assumption


class OwnDefaults(Record):
    """What holds for a person unless they say otherwise: what their configuration file sets."""

    currency: CurrencyCode = home.CURRENCY
    country: Country = home.COUNTRY
    tariff: PerKwhMoney | None = None
    condition: Conditions = AS_NEW
    prices_since: PricesSince = None
    include_ended: bool = False
    published: bool = False
    exclude: tuple[str, ...] = ()
    max_vendors: Annotated[Whole, Field(ge=1, le=MOST_VENDORS)] | None = None
    assumed: tuple[Assumption, ...] = ()

    @property
    def running(self) -> RunningTerms:
        """Return how a cluster is run unless somebody says otherwise."""
        return RunningTerms(country=self.country, tariff=self.tariff)

    @property
    def buying(self) -> BuyingTerms:
        """Return on which terms is bought unless somebody says otherwise."""
        return BuyingTerms(
            ship_to=self.country,
            exclude=self.exclude,
            max_vendors=self.max_vendors,
            published=self.published,
            assumed=self.assumed,
            prices_since=self.prices_since,
            include_ended=self.include_ended,
            condition=self.condition,
        )
