"""Spares by rule of a bill: unlike a build, a bill is priced by nobody before it is bought."""

from collections.abc import Mapping, Sequence

from planner.model.basket import Need
from planner.model.spares import SpareRule, rule_for


def spares_of(
    pieces: Mapping[str, int], rules: Sequence[SpareRule], categories: Mapping[str, str]
) -> dict[str, int]:
    """Return how many spares rules ask for of each part, of so many pieces of it in all.

    `categories` says of which category each known part is; of any other its own rule may hold, or
    that of everything.
    """
    found = {}
    for number, needed in pieces.items():
        rule = rule_for(rules, categories.get(number, ""), number)
        if rule is not None and (spares := rule.spares_of(needed)):
            found[number] = spares
    return found


def with_spares(needs: Sequence[Need], spares: Mapping[str, int]) -> tuple[Need, ...]:
    """Return needs with spares: more of the first need of each part, or a need of its own."""
    rest = dict(spares)
    found = []
    for need in needs:
        more = rest.pop(need.part_number, 0)
        found.append(need.model_copy(update={"quantity": need.quantity + more}) if more else need)
    found += (Need(part_number=number, quantity=more) for number, more in rest.items())
    return tuple(found)
