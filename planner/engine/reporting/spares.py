"""Spares in words: how many of a line are spare, what a rule asks for, and what they cost."""

from collections.abc import Mapping

from planner.model.bom import BomLine
from planner.model.numbers import number_text
from planner.model.parts import CATEGORY_TITLES
from planner.model.spares import SpareRule, SpareScope, SparesCost
from planner.model.words import counted


def spares_in_words(line: BomLine) -> str:
    """Return how many pieces of a line are needed, and how many are spare: `7 needed + 1 spare`."""
    return f"{line.needed:,} needed + {line.spares:,} spare"


def asked_text(rule: SpareRule) -> str:
    """Return how many spares a rule asks for: `10 %`, or `1 in 8`."""
    if rule.percent is None:
        return f"1 in {rule.one_in:,}"
    return number_text(rule.percent, "%")


def about_text(rule: SpareRule, names: Mapping[str, str]) -> str:
    """Return what a rule is about, by the names that readers know."""
    if rule.scope is SpareScope.ALL:
        return "All parts"
    if rule.category is not None:
        return CATEGORY_TITLES[rule.category]
    return names.get(rule.about[1], rule.about[1])


def spares_text(cost: SparesCost) -> str:
    """Return how many pieces are spares, and what they add to the total."""
    return f"Spares: {counted(cost.pieces, 'piece')}. {added_text(cost)}"


def added_text(cost: SparesCost) -> str:
    """Return what spares add to the total: nothing where they come out of packs that are needed."""
    if cost.amount is None:
        return "What they cost is not known."
    if cost.amount.amount < 0:
        return f"They take {-cost.amount} off the total: more pieces cost less each."
    return f"They add {cost.amount} to the total."
