"""Why a build has as many switches that power nodes: where watts are short, not ports."""

from collections.abc import Iterable

from planner.model.numbers import number_text
from planner.model.parts import Part, PoeModule, PortKind, Switch
from planner.model.words import counted


def powering_why(part: Part, beside: Iterable[Part]) -> str:
    """Return for how many nodes a switch has the watts, where it has powered ports for more.

    `beside` are what the nodes take beside their boards, with their PoE modules. Empty where watts
    decide nothing.
    """
    asked = {each.poe_class_w for each in beside if isinstance(each, PoeModule)}
    classes = sorted(watts for watts in asked if watts is not None)
    if not classes or not isinstance(part, Switch) or not part.poe_budget_w:
        return ""
    most = int(part.poe_budget_w // classes[-1])
    if most >= part.port_count(PortKind.POE):
        return ""
    each = " or ".join(number_text(watts, "W") for watts in classes)
    budget = number_text(part.poe_budget_w, "W")
    return f"PoE budget of {budget} each, for {counted(most, 'node')} at {each}; "
