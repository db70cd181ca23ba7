"""What a build costs, as a question: which build, and on which terms.

In a file of its own: who asks nothing else does not wait for what sizing and buying are made of.
"""

from datetime import date

from planner.model.build import Build, BuildName
from planner.model.money import CurrencyCode, ExchangeRate
from planner.model.record import Record

# Entered by hand: they come before every other source, and hold on the day of the question.
Entered = tuple[ExchangeRate, ...]


class CostTerms(Record):
    """What a person may change about how a build is costed; None takes the build's own.

    `on` names the day whose published rates are used, in place of a rate the build pins. `rates`
    are entered by hand and come before every other source.
    """

    currency: CurrencyCode | None = None
    also: tuple[CurrencyCode, ...] | None = None
    on: date | None = None
    rates: Entered = ()


BUILD_S_OWN = CostTerms()


class CostQuestion(Record):
    """Asks what a build costs, which is named, or brought along as it was changed."""

    build: BuildName | Build
    terms: CostTerms = BUILD_S_OWN
