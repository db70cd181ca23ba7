"""A plan: a build with every price and rate it uses, so that it costs the same for ever."""

from datetime import date
from functools import cached_property

from pydantic import ConfigDict, Field

from planner.model.bom import BillOfMaterials
from planner.model.build import Build
from planner.model.catalog import CatalogStamp, Stamp
from planner.model.findings import Finding
from planner.model.money import CurrencyCode, ExchangeRate
from planner.model.parts import Part, PartNumber
from planner.model.record import Record

SCHEMA_VERSION = 1


class Plan(Record):
    """A build as costed: it reopens to the same cent without catalog or network.

    `on` is the day prices and rates are taken for. `rates` holds exactly the rates in use,
    `offer_rates` those at which the offers in other currencies are compared.
    `parts` are the facts of every part on the bill. `findings` are what was met while the bill was
    priced. `catalog_fingerprint` names the catalog it was made from.
    """

    # A plan is written as it is read, by the names of what it is given.
    model_config = ConfigDict(serialize_by_alias=True)

    schema_version: int = SCHEMA_VERSION
    build: Build
    currency: CurrencyCode
    also: tuple[CurrencyCode, ...] = ()
    on: date
    bill: BillOfMaterials
    rates: tuple[ExchangeRate, ...] = ()
    offer_rates: tuple[ExchangeRate, ...] = ()
    parts: tuple[Part, ...] = ()
    findings: tuple[Finding, ...] = ()
    stamp: CatalogStamp = Field(Stamp(), alias="catalog_fingerprint")

    @property
    def catalog_fingerprint(self) -> str:
        """16 hex digits that change with any fact of the catalog, reckoned when they are read."""
        return self.stamp.text

    def part(self, part_number: PartNumber) -> Part | None:
        """Return the facts of a part on the bill."""
        return self.by_number.get(part_number)

    @cached_property
    def by_number(self) -> dict[str, Part]:
        """Parts by part number; of two with one number the first."""
        return {part.part_number: part for part in reversed(self.parts)}

    @cached_property
    def reckoned(self) -> dict[object, object]:
        """What was reckoned of this very plan and need not be again, by what reckons it."""
        return {}

    def rate(self, base: str, quote: str) -> ExchangeRate | None:
        """Return the rate the plan uses for a pair."""
        return next(
            (rate for rate in self.rates if rate.base == base and rate.quote == quote), None
        )
