"""What one build costs on several days: its bill as of each, and what changed between them."""

from datetime import date

from planner.model.bom import CostedBom
from planner.model.money import CurrencyCode, Money
from planner.model.record import Record


class PricedDay(Record):
    """A build's bill as somebody could have drawn it up on a day.

    Its lines are priced at offers of the year before that day which no later change of a list price
    had left behind. A line without such an offer has no price, and then the bill has no total.
    """

    on: date
    bom: CostedBom


class TotalChange(Record):
    """What a total changed by from one day to the next, split into its two causes.

    `by_prices` is what the later prices cost more at the earlier day's exchange rates, `by_rates`
    what the later rates make of them; together they are the whole change, to the cent. All are None
    where a day has no total, `by_prices` and `by_rates` also where a rate of the earlier day is not
    known.
    """

    since: date
    until: date
    whole: Money | None = None
    by_prices: Money | None = None
    by_rates: Money | None = None


class PricesOverTime(Record):
    """One build at the prices and rates of several days, from the earliest on.

    `changes` has one entry less than `days`: from each day to the next.
    """

    build: str
    title: str
    currency: CurrencyCode
    days: tuple[PricedDay, ...]
    changes: tuple[TotalChange, ...]
