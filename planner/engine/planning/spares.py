"""Count the spares that follow from rules, and what all spares of a bill cost.

A rule counts the pieces of a part over all copies and all lines, whether they are owned or bought,
and rounds up once. Spares that lines state count towards it: it adds what is missing. Of several
lines the first that is bought has them.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planner.engine.planning._same_lines import Sameness
from planner.engine.planning.cost import cost
from planner.engine.planning.offers import Asked, priced
from planner.model.bom import BillOfMaterials, BomLine, CostedBom
from planner.model.build import Build, Position
from planner.model.catalog import Catalog
from planner.model.findings import Finding, Severity
from planner.model.money import RateTable
from planner.model.plan import Plan
from planner.model.spares import SpareRule, SpareScope, SparesCost, rule_for


class RuledSpares(NamedTuple):
    """How many spares a rule adds to a line."""

    rule: SpareRule
    pieces: int


def spares_by_rule(
    build: Build, lines: Mapping[Sameness, Sequence[Position]], catalog: Catalog
) -> dict[Sameness, RuledSpares]:
    """Return for each line that has spares by a rule how many: none, where those stated do."""
    by_part: dict[str, list[Sameness]] = {}
    for same in lines if build.spare_rules else ():
        if not same.retired:
            by_part.setdefault(same.part_number, []).append(same)
    found = {}
    for number, alike in by_part.items():
        positions = [each for same in alike for each in lines[same]]
        part = catalog.by_number.get(number)
        category = part.category if part else positions[0].slot
        rule = rule_for(build.spare_rules, category, number)
        if rule is not None:
            stated = sum(each.spares for each in positions) * build.copies
            pieces = sum(each.quantity for each in positions) * build.copies - stated
            bearer = next((same for same in alike if not same.owned), alike[0])
            found[bearer] = RuledSpares(rule, max(rule.spares_of(pieces) - stated, 0))
    return found


def spares_cost(plan: Plan, bom: CostedBom) -> SparesCost | None:
    """Return what the spares of a bill cost, stated and by rule; None where no rule asks for any.

    Without spares each line is bought anew: of fewer pieces another offer may be the cheapest.
    """
    if not plan.build.spare_rules:
        return None
    pieces = sum(line.spares for line in plan.bill.lines if not line.retired)
    if bom.total is None:
        return SparesCost(pieces=pieces)
    lines = tuple(
        _without_spares(plan, line) if line.spares and not line.retired else line
        for line in plan.bill.lines
        if line.needed or line.retired
    )
    rates = dict.fromkeys((*plan.rates, *plan.offer_rates))
    bare = plan.model_copy(
        update={"bill": BillOfMaterials(lines=lines), "rates": tuple(rates), "also": ()}
    )
    return SparesCost(pieces=pieces, amount=bom.total - cost(bare).subtotal)


def _without_spares(plan: Plan, line: BomLine) -> BomLine:
    missing = max(line.needed - line.at_hand, 0) + line.more
    asked = Asked(-(-missing // (1 if line.price is None else line.price.pack_size)), line.price)
    if line.offers:
        table = RateTable(layers=((*plan.rates, *plan.offer_rates),))
        asked = priced(line.offers, missing, table, currency=plan.currency, on=plan.on)
    fewer = {"quantity": line.needed, "spares": 0, "spares_by_rule": 0}
    return line.model_copy(update={**fewer, **asked._asdict()})


def idle_rules(build: Build, bill: BillOfMaterials) -> tuple[Finding, ...]:
    """Return a note for each rule about a part or a category that a bill does not have."""
    held = {(SpareScope.PART, line.part_number) for line in bill.lines if not line.retired}
    held |= {(SpareScope.CATEGORY, line.category) for line in bill.lines if not line.retired}
    return tuple(
        Finding(
            code="spare-rule-idle",
            severity=Severity.NOTE,
            subject=rule.about[1],
            message=f"A rule asks for spares of {rule.about[1]!r}, and the build has none in use.",
            hint="Remove the rule, or add such a part.",
        )
        for rule in build.spare_rules
        if rule.scope is not SpareScope.ALL and rule.about not in held
    )
