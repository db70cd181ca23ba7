"""What a build costs to run: kilowatt-hours and money a year, from the watts of its parts.

The watts are those that sources state of the parts, of boards mostly at their plug: what power
supplies lose on the way is known of none, and not in any of these numbers.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from planner.model import home
from planner.model.cells import Country, Percent
from planner.model.exact_numbers import ExactDecimal
from planner.model.money import ExchangeRate, Money, MoneyText
from planner.model.record import Record
from planner.model.tariffs import Tariff

# A year of 365 days.
HOURS_A_YEAR = 8760


def _payable(price: Money) -> Money:
    if not 0 < price.amount <= 1_000_000:
        raise ValueError(
            f"the price per kWh must be above 0 and at most 1,000,000, not {price.amount}"
        )
    return price


PerKwhMoney = Annotated[MoneyText, AfterValidator(_payable)]


class RunningTerms(Record):
    """What a person says about running a cluster.

    `tariff` is what they pay for one kWh; None takes the tariff of `country`. `load_percent` is the
    share of the time at the most watts; None: nobody said.
    """

    country: Country = home.COUNTRY
    tariff: PerKwhMoney | None = None
    load_percent: Percent | None = None


AS_PUBLISHED = RunningTerms()


class Use(StrEnum):
    """How hard a cluster works over a year."""

    TYPICAL = "typical"
    MOST = "most"
    SHARED = "shared"  # the load share of the time at the most, the rest idle

    @property
    def label(self) -> str:
        """Return what it is called."""
        return _LABELS[self]


_LABELS = {Use.TYPICAL: "Typical", Use.MOST: "Peak", Use.SHARED: "At your load share"}


@dataclass(frozen=True)
class Drawn:
    """A part in use that draws power: how many there are, and the watts of one as stated.

    None is not known. `source` says where the watts come from.
    """

    part_number: str
    name: str
    quantity: int
    idle_w: Decimal | None = None
    typical_w: Decimal | None = None
    max_w: Decimal | None = None
    source: str = ""

    def watts(self, use: Use, load_percent: Decimal | None = None) -> Decimal | None:
        """Return the watts of one in this use: at least so many, where `lacks` it; None: unknown.

        What is not known is taken from below: the most is no less than what is typical.
        """
        idle, typical = self._least(self.idle_w, self.typical_w), self.typical_w
        if use is Use.TYPICAL:
            return self._least(typical, self.idle_w)
        most = self._least(self.max_w, typical, self.idle_w)
        if use is Use.MOST or idle is None or most is None:
            return most
        share = (load_percent or Decimal(0)) / 100
        return most * share + idle * (1 - share)

    def lacks(self, use: Use) -> bool:
        """Tell whether the watts in this use are not all known. Unknown idle watts are typical."""
        if use is Use.TYPICAL:
            return self.typical_w is None
        return self.max_w is None or (
            use is Use.SHARED and self.idle_w is None and self.typical_w is None
        )

    @staticmethod
    def _least(*watts: Decimal | None) -> Decimal | None:
        return next((each for each in watts if each is not None), None)


@dataclass(frozen=True)
class YearOfPower:
    """What a year takes in one use: at least so much while the watts of `missing` are not known.

    `watts` is the mean over the year. All is None where no watts are known at all, and `cost` where
    there is no tariff, or no rate for its currency.
    """

    use: Use
    watts: Decimal | None
    kwh: Decimal | None
    cost: Money | None
    missing: tuple[str, ...] = ()

    @property
    def is_least(self) -> bool:
        """Tell whether it is a least and not the whole."""
        return bool(self.missing)


@dataclass(frozen=True)
class RunningCost:
    """What a build costs to run: typical, at most, and by the share of load if one was named.

    Watts, energy and costs are those of all `copies`. Costs are in `currency`; `rate` leads there
    from the currency of the tariff. `tariff` is None where none of the country is known on the day.
    """

    build: str
    title: str
    on: date
    currency: str
    country: str
    drawn: tuple[Drawn, ...]
    typical: YearOfPower
    most: YearOfPower
    shared: YearOfPower | None = None
    load_percent: Decimal | None = None
    tariff: Tariff | None = None
    rate: ExchangeRate | None = None
    inferred: str = ""
    copies: int = 1

    @property
    def years(self) -> tuple[YearOfPower, ...]:
        """Return the years of all uses that are told, the usual one first."""
        years = (self.shared, self.typical, self.most)
        return tuple(year for year in years if year is not None)

    @property
    def usual(self) -> YearOfPower:
        """Return the year that stands for the build: by the share of load, else typical."""
        return self.shared or self.typical


class Payback(Record):
    """How long a dearer build takes to pay back what it costs more, by what it saves a year.

    `extra` is what it costs more, `saves` what a year of it costs less. `years` has one decimal,
    rounded up; None where it saves nothing, or either is not known. `is_sure` tells whether the
    watts of all parts in which they differ are known: else the saving is not, either.
    """

    extra: Money | None
    saves: Money | None
    years: ExactDecimal | None = None
    is_sure: bool = True


@dataclass(frozen=True)
class OverYears:
    """What a build comes to with its electricity over so many years, at this price of one kWh."""

    years: int
    per_kwh: Money
    electricity: Money
    total: Money
