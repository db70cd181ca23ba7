"""Levies: what is due of an order at the border, up to a value and over it, and what is not known.

A vendor states it, or the dated rules of the buyer's country do. What they leave open is said:
an amount that is not known is neither nothing nor the greatest that it may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from planner.model.money import Money
from planner.model.record import Record
from planner.model.tax_rules import TaxKind, TaxRule, rule_in_force

# Why what is due is not known: the rule gives no rate; who takes it hangs on the seller, of whom
# nobody says it; the rules of the day do not fit together; no exchange rate leads to the basket's
# currency; the rule does not say whether a discount counts towards its limit; it counts kinds of
# goods, and of some nobody says which kind they are.
Doubt = Literal["rate", "seller", "rules", "exchange", "reductions", "kind"]


class Due(Record):
    """What is due of an order: a percent of its value, or an amount for each kind of goods.

    `on_duty` tells whether duty is part of what the percent is of. `rule` is what says so; None
    where the vendor itself does. Where there is a `doubt`, what is due is not known.
    """

    percent: Decimal = Decimal(0)
    per_kind: Money | None = None
    on_duty: bool = False
    down: bool = False
    rule: TaxRule | None = None
    doubt: Doubt | None = None

    @property
    def may_be_due(self) -> bool:
        """Tell whether anything is due, or may be."""
        return bool(self.percent or self.per_kind or self.doubt)


NOTHING_DUE = Due()


class Levy(Record):
    """A tax at the border: what is due `over` a limit, and `up_to` it.

    The limit is one of the value of the order, or of its goods alone. Without a limit `over` holds
    for any order. `over_from` is the least value of goods over it, in the vendor's currency: where
    an order may be worth more to owe less, it has to be known what that takes.
    """

    tax: TaxKind
    over: Due
    up_to: Due = NOTHING_DUE
    limit: Money | None = None
    value_of: Literal["order", "goods"] = "order"
    over_from: Money | None = None

    def due(self, *, is_over: bool) -> Due:
        """Return what is due on one side of the limit."""
        return self.over if is_over or self.limit is None else self.up_to

    @property
    def sides(self) -> tuple[Due, ...]:
        """Return what is due over the limit and up to it."""
        return (self.over,) if self.limit is None else (self.over, self.up_to)

    @property
    def amounts(self) -> tuple[Money, ...]:
        """Return the amounts that it names."""
        named = (self.limit, *(each.per_kind for each in self.sides))
        return tuple(each for each in named if each is not None)


@dataclass(frozen=True)
class Seller:
    """What rules ask of a seller.

    Whether it is `registered` to take import tax itself; whether it takes tax of its prices, so
    that none is due on top; whether it takes anything off them.
    """

    registered: bool | None = None
    takes_tax: bool = False
    takes_off: bool = False


@dataclass(frozen=True)
class Levied:
    """What rules say is due; `is_taxed` tells whether they, or its seller, say so of import tax."""

    levies: tuple[Levy, ...]
    is_taxed: bool


def levies_by_rules(rules: Sequence[TaxRule], country: str, day: date, seller: Seller) -> Levied:
    """Return what rules say is due of an order from abroad: duty, and import tax."""
    duty = _levy(rules, "duty", country, day, seller)
    tax = None if seller.takes_tax else _levy(rules, "import_tax", country, day, seller)
    found = tuple(each for each in (duty, tax) if each is not None)
    return Levied(found, seller.takes_tax or tax is not None)


def _levy(
    rules: Sequence[TaxRule], tax: TaxKind, country: str, day: date, seller: Seller
) -> Levy | None:
    """Return what rules say is due of an order from abroad; None if they say nothing of it."""
    held = [each for each in rules if each.tax == tax and country in each.countries]
    if not any(each.holds_on(day) for each in held):
        return None
    over = rule_in_force(held, tax, country, day, "over")
    up_to = rule_in_force(held, tax, country, day, "up_to")
    first = over or up_to
    if first is None:
        return Levy(tax=tax, over=Due(doubt="rules"))
    if over is up_to:
        return Levy(tax=tax, over=_due(first, seller))
    limit, value_of = _limit(over, up_to)
    if limit is None or value_of is None:
        return Levy(tax=tax, over=Due(rule=first, doubt="rules"))
    above = Due(rule=up_to, doubt="rate") if over is None else _due(over, seller)
    below = NOTHING_DUE if up_to is None else _due(up_to, seller)
    made = Levy(tax=tax, over=above, up_to=below, limit=limit, value_of=value_of)
    return _as_far_as_it_can_be_counted(made, seller)


def _limit(
    over: TaxRule | None, up_to: TaxRule | None
) -> tuple[Money | None, Literal["order", "goods"] | None]:
    """Return the one limit of two rules and what it is of; None if they do not fit together.

    Where a seller takes the tax on each article up to a value, and the border on orders over one
    that is no greater, every article over it is in an order that the border taxes: so what the
    seller does not take the border does, and the limit of the order is the one that counts.
    """
    named = [each for each in (over, up_to) if each is not None and each.sides != {"over", "up_to"}]
    if up_to is not None and up_to.value_of == "article":
        if over is None or over.over is None or up_to.up_to is None:
            return None, None
        if over.over.currency != up_to.up_to.currency or up_to.up_to < over.over:
            return None, None
        named = [over]
    limits = {(each.over or each.up_to, each.value_of) for each in named}
    if len(limits) != 1:
        return None, None
    limit, value_of = limits.pop()
    return limit, "goods" if value_of == "goods" else "order"


def _due(rule: TaxRule, seller: Seller) -> Due:
    down = rule.tax_rounding == "down"
    if rule.taken_by == "registered-seller":
        if seller.registered is None:
            return Due(rule=rule, doubt="seller")
        if not seller.registered:
            return Due(rule=rule)
    if rule.per_kind is not None:
        return Due(per_kind=rule.per_kind, rule=rule, down=down)
    if rule.percent is None:
        return Due(rule=rule, doubt="rate")
    on_duty = rule.tax == "import_tax" and rule.taken_by == "border"
    return Due(percent=rule.percent, on_duty=on_duty, rule=rule, down=down)


def _as_far_as_it_can_be_counted(levy: Levy, seller: Seller) -> Levy:
    """Return it with a doubt where its two sides are not such as an order can be counted by.

    A percent up to the limit is the one over it, rounded alike; an amount for each kind is due up
    to the limit, and of prices from which nothing is taken off.
    """
    over, up_to = levy.over, levy.up_to
    alike = not up_to.percent or (up_to.percent, up_to.down) == (over.percent, over.down)
    if over.per_kind is not None or not alike:
        doubt: Doubt = "rate" if over.doubt == "rate" else "rules"
        return Levy(tax=levy.tax, over=Due(rule=over.rule or up_to.rule, doubt=doubt))
    if up_to.per_kind is not None and seller.takes_off:
        unsure = Due(rule=up_to.rule, doubt="reductions")
        return levy.model_copy(update={"up_to": unsure})
    return levy
