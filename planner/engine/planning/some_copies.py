"""Some copies of a build become another build, and the others stay: one set of two kinds.

What the copies that stay hold is never for sale and never bought again. Everything else that the
whole set had is free for those that are upgraded: so what one copy owned, and what packs had left
over, serves them first. Where both kinds have the same rule for the spares of a part, these are
rounded up once over the whole set.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from planner.model.bom import BillOfMaterials, BomLine
from planner.model.plan import Plan
from planner.model.spares import rule_for


def freed(before: Plan, beside: Plan) -> Plan:
    """Return what a set of copies has beyond those that stay `beside`: of the same build, fewer.

    What is owned is there once: here it is free, as one piece is as good as another.
    """
    lines = []
    for line, stays in zip(before.bill.lines, beside.bill.lines, strict=True):
        more = line.quantity - stays.quantity
        owned = 0 if line.retired else min(line.at_hand, more)
        rest = {
            "quantity": more - owned,
            "spares": line.spares - stays.spares,
            "spares_by_rule": line.spares_by_rule - stays.spares_by_rule,
        }
        if owned:
            held = {"quantity": owned, "owned": True, "spares": 0, "spares_by_rule": 0}
            lines.append(line.model_copy(update=held))
        if rest["quantity"]:
            lines.append(line.model_copy(update=rest))
    return before.model_copy(update={"bill": BillOfMaterials(lines=tuple(lines))})


def spares_once(beside: Plan, after: Plan) -> tuple[Plan, Plan]:
    """Return two plans of one set with spares by one rule rounded up once over both of them.

    What that saves is taken off those that are bought, then off those that stay.
    """
    shared = {
        number: rule.spares_of(pieces) - stated
        for number, (category, pieces, stated) in _pieces(beside, after).items()
        if (rule := rule_for(beside.build.spare_rules, category, number)) is not None
        and rule == rule_for(after.build.spare_rules, category, number)
    }
    stay = {number: max(due, 0) for number, due in shared.items()}
    kept = _with_spares(beside, lambda number, had: min(had, stay.get(number, had)))
    there = _by_rule(kept)
    buy = {number: due - there[number] for number, due in stay.items()}
    return kept, _with_spares(after, lambda number, had: min(had, buy.get(number, had)))


def _lines(plan: Plan) -> Iterator[BomLine]:
    return (line for line in plan.bill.lines if not line.retired)


def _pieces(*plans: Plan) -> dict[str, tuple[str, int, int]]:
    """Return of each part its category, the pieces in need of spares, and the spares stated."""
    found: dict[str, tuple[str, int, int]] = {}
    for plan in plans:
        for line in _lines(plan):
            _, pieces, stated = found.get(line.part_number, ("", 0, 0))
            more = line.spares - line.spares_by_rule
            found[line.part_number] = line.category, pieces + line.needed, stated + more
    return found


def _by_rule(plan: Plan) -> Counter[str]:
    spares: Counter[str] = Counter()
    for line in _lines(plan):
        spares[line.part_number] += line.spares_by_rule
    return spares


def _with_spares(plan: Plan, wanted: Callable[[str, int], int]) -> Plan:
    """Return a plan with other numbers of spares by rule, which one line of a part has."""
    lines = []
    for line in plan.bill.lines:
        fewer = line.spares_by_rule - wanted(line.part_number, line.spares_by_rule)
        names = ("quantity", "spares", "spares_by_rule")
        lines.append(line.model_copy(update={n: getattr(line, n) - fewer for n in names}))
    return plan.model_copy(update={"bill": BillOfMaterials(lines=tuple(lines))})


def mixed_plan(beside: Plan, after: Plan) -> Plan:
    """Return the set as one plan, the copies that stay first: what it has, and what it draws.

    Its lines are not those of one build, so nothing but what lies on them follows from it.
    """
    kept, upgraded = spares_once(beside, after)
    bill = BillOfMaterials(lines=(*kept.bill.lines, *upgraded.bill.lines))
    parts = tuple(dict.fromkeys((*after.parts, *beside.parts)))
    return after.model_copy(update={"bill": bill, "parts": parts})
