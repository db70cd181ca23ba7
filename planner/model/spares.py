"""Spares by rule: a percentage of what is needed, or one for every so many, of some parts or all.

A rule is about one part, a category, or everything; of several the most specific one holds. It says
how many spares of a part there are to be for all copies of a build together, rounded up once.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from planner.model.categories import CATEGORY_ORDER, Category
from planner.model.exact_numbers import ExactDecimal, Whole
from planner.model.money import Money
from planner.model.parts import PartNumber
from planner.model.record import Record

# More than one spare for every piece is a second build: that is what copies are for.
MOST_SPARES_PERCENT = 100
MOST_SPARES_PLACES = 2
MOST_ONE_IN = 10_000
# A percentage has this many parts in its last decimal place, and all of a thing has the second.
_PARTS: int = 10**MOST_SPARES_PLACES
_WHOLE = 100 * _PARTS


def _not_too_fine(percent: Decimal) -> Decimal:
    if percent * _PARTS % 1:
        raise ValueError(f"a percentage of spares has at most {MOST_SPARES_PLACES} decimals")
    return percent


SparesPercent = Annotated[
    ExactDecimal, Field(ge=0, le=MOST_SPARES_PERCENT), AfterValidator(_not_too_fine)
]
OneIn = Annotated[Whole, Field(ge=1, le=MOST_ONE_IN)]


class SpareScope(StrEnum):
    """What a rule is about, the most specific last."""

    ALL = "all"
    CATEGORY = "category"
    PART = "part"


class SpareRule(Record):
    """How many spares there are to be: a `percent` of what is needed, or one in every `one_in`.

    It is about a part, a category, or, with neither, about everything.
    """

    category: Category | None = None
    part_number: PartNumber | None = None
    percent: SparesPercent | None = None
    one_in: OneIn | None = None

    @model_validator(mode="after")
    def _about_one_thing_in_one_way(self) -> Self:
        if self.category is not None and self.part_number is not None:
            raise ValueError("a rule for spares is about a part or a category, not both")
        if (self.percent is None) == (self.one_in is None):
            raise ValueError("a rule for spares has either a percent or one_in")
        return self

    @property
    def scope(self) -> SpareScope:
        """Return what kind of thing it is about."""
        if self.part_number is not None:
            return SpareScope.PART
        return SpareScope.ALL if self.category is None else SpareScope.CATEGORY

    @property
    def about(self) -> tuple[SpareScope, str]:
        """Return what it is about: two rules about one thing cannot both hold."""
        return self.scope, self.part_number or self.category or ""

    def spares_of(self, needed: int) -> int:
        """Return how many spares so many pieces have, rounded up to whole ones."""
        if self.one_in is not None:
            return -(-needed // self.one_in)
        parts = int((self.percent or Decimal(0)) * _PARTS)
        return -(-needed * parts // _WHOLE)


class SparesCost(Record):
    """How many pieces of a bill are spares, and what the bill costs more for them.

    `amount` is the bill's total less that of the same bill without spares, each with its own packs,
    price breaks and percentages; None while there is no total.
    """

    pieces: Annotated[Whole, Field(ge=0)]
    amount: Money | None = None


def rule_for(rules: Iterable[SpareRule], category: str, part_number: str) -> SpareRule | None:
    """Return the rule that holds for a part: its own, else its category's, else everything's."""
    by_about = {rule.about: rule for rule in rules}
    for about in (
        (SpareScope.PART, part_number),
        (SpareScope.CATEGORY, category),
        (SpareScope.ALL, ""),
    ):
        if about in by_about:
            return by_about[about]
    return None


def with_rules(rules: Iterable[SpareRule], more: Iterable[SpareRule]) -> tuple[SpareRule, ...]:
    """Return rules and further ones, which replace those about the same; the general ones first."""
    by_about = {rule.about: rule for rule in (*rules, *more)}
    return tuple(sorted(by_about.values(), key=_place))


def without_rule(rules: Iterable[SpareRule], gone: SpareRule) -> tuple[SpareRule, ...]:
    """Return rules without the one about the same as another."""
    return tuple(rule for rule in rules if rule.about != gone.about)


def rules_mistake(rules: Sequence[SpareRule]) -> str:
    """Return why rules cannot hold together, in words; empty if they can."""
    seen: set[tuple[SpareScope, str]] = set()
    for rule in rules:
        if rule.about in seen:
            whom = rule.part_number or rule.category or "everything"
            return f"two rules for spares are about {whom}: keep one"
        seen.add(rule.about)
    return ""


def _place(rule: SpareRule) -> tuple[int, int, str]:
    scopes = list(SpareScope)
    return scopes.index(rule.scope), CATEGORY_ORDER.get(rule.category or "", 0), rule.about[1]
