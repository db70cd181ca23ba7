"""Buy a few copies more, later: at the prices of that day, beside what the first ones cost."""

from collections.abc import Iterator, Sequence

from planner.engine.planning._added import cost_of_added
from planner.engine.planning.cost import cost
from planner.model.bom import CostedBom, CostedLine
from planner.model.findings import Finding, Severity
from planner.model.more_copies import MoreCopies
from planner.model.plan import Plan
from planner.model.words import named


def more_copies(bought: Plan, grown: Plan) -> MoreCopies:
    """Return what further copies cost: `grown` is the bought build with them, on a later day.

    Each keeps its own prices and rates: what was paid stays as it was. A fixed charge falls due
    for each further copy, a percentage on what is bought now. Spares by rule are those of all
    copies together, less those that are there. Both must be costed in one currency; anything else,
    or no copy more, is a ValueError.
    """
    had, more = bought.build.copies, grown.build.copies - bought.build.copies
    if more < 1 or bought.currency != grown.currency:
        raise ValueError("ask for at least one copy more, costed in the same currency")
    due = grown.build.model_copy(update={"copies": more})
    added = _of_so_many(cost_of_added(bought, bought, grown, due), more)
    paid = cost(bought)
    found = (*_unknown(bought, paid, added), *_at_old_prices(grown, added))
    return MoreCopies(
        build=grown.build.name,
        title=bought.build.title,
        copies=had,
        more=more,
        paid_on=bought.on,
        paid=paid,
        on=grown.on,
        added=added,
        findings=tuple(dict.fromkeys((*found, *grown.findings))),
    )


def _of_so_many(added: CostedBom, more: int) -> CostedBom:
    """Return the bill of what is added as one of the further copies alone."""

    def counted(costed: CostedLine) -> CostedLine:
        line = costed.line.model_copy(update={"copies": more})
        return costed.model_copy(update={"line": line})

    return added.model_copy(update={"lines": tuple(map(counted, added.lines))})


def _unknown(bought: Plan, paid: CostedBom, added: CostedBom) -> Iterator[Finding]:
    """Yield that one of the two sums is not known, and for want of which prices."""
    for bom, what in ((paid, f"What was paid on {bought.on}"), (added, "What is to pay now")):
        if bom.unpriced:
            yield Finding(
                code="more-unpriced",
                severity=Severity.WARNING,
                subject=bought.build.name,
                message=f"{what} is not known, because a price is missing: {named(bom.unpriced)}.",
                hint="Enter a price for each, or an exchange rate.",
            )


def _at_old_prices(grown: Plan, added: CostedBom) -> Iterator[Finding]:
    """Yield that some of what is bought now has no price but one that was stated before."""
    names = _stated_before(grown, added.lines)
    if names:
        yield Finding(
            code="more-at-old-price",
            severity=Severity.WARNING,
            subject=grown.build.name,
            message=f"No shop's price is known, so an earlier price is used for: {named(names)}.",
            hint="Enter what each costs now.",
        )


def _stated_before(grown: Plan, lines: Sequence[CostedLine]) -> list[str]:
    found = []
    for line in (costed.line for costed in lines):
        stated = line.price if line.offer is None and line.packs else None
        if stated is not None and stated.as_of < grown.on:
            found.append(f"{line.description} ({stated.as_of})")
    return found
