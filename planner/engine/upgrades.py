"""What it takes to turn one build into another: keep, add, retire, and what that costs."""

from collections.abc import Mapping

from planner.engine.costing import cost
from planner.model.bom import BillOfMaterials, BomLine, CostedBom
from planner.model.comparison import Upgrade, UpgradeLine
from planner.model.findings import Finding, Severity
from planner.model.money import Money, total
from planner.model.plan import Plan


def upgrade(before: Plan, after: Plan, *, resale: Mapping[str, Money] | None = None) -> Upgrade:
    """Return what changes from one plan to another, at the second plan's prices and rates.

    `resale` says what one piece of a retired part fetches, in the plan's currency. The plans must
    be costed in one currency; anything else is a ValueError.
    """
    if before.currency != after.currency:
        raise ValueError("cost both plans in one currency before comparing them")
    have, want = _in_use(before), _in_use(after)
    kept = tuple(
        UpgradeLine(line=line, quantity=min(line.quantity, want[number].quantity))
        for number, line in have.items()
        if number in want
    )
    retired = tuple(
        UpgradeLine(line=line, quantity=gone, fetches=(resale or {}).get(number))
        for number, line in have.items()
        if (gone := line.quantity - (want[number].quantity if number in want else 0)) > 0
    )
    added = _cost_of_added(before, after, have)
    fetched = [item.fetches * item.quantity for item in retired if item.fetches is not None]
    back = total([amount.rounded() for amount in fetched], after.currency)
    delta = None if added.total is None else added.total - back
    first = cost(before).total
    return Upgrade(
        before=before.build.name,
        after=after.build.name,
        kept=kept,
        added=added,
        retired=retired,
        resale=back if fetched else None,
        delta=delta,
        total_before=first,
        total_after=None if first is None or delta is None else first + delta,
        also=_also(after, added, delta),
        rates=added.rates,
        findings=_findings(before, after, added, retired),
    )


def _in_use(plan: Plan) -> dict[str, BomLine]:
    """Return the lines in use by part number; owned and bought pieces of one part are one stock."""
    result: dict[str, BomLine] = {}
    for line in plan.bill.lines:
        if line.retired:
            continue
        first = result.get(line.part_number, line)
        held = 0 if first is line else first.quantity
        result[line.part_number] = first.model_copy(update={"quantity": held + line.quantity})
    return result


def _cost_of_added(before: Plan, after: Plan, have: Mapping[str, BomLine]) -> CostedBom:
    left = {number: line.quantity for number, line in have.items()}
    lines = []
    for line in after.bill.lines:
        if line.retired:
            continue
        from_stock = min(left.get(line.part_number, 0), line.quantity)
        left[line.part_number] = left.get(line.part_number, 0) - from_stock
        quantity = line.quantity - from_stock
        if quantity:
            size = line.price.pack_size if line.price is not None else 1
            packs = line.packs if not from_stock else -(-quantity // size)
            lines.append(line.model_copy(update={"quantity": quantity, "packs": packs}))
    charges = tuple(c for c in after.build.charges if c not in before.build.charges)
    build = after.build.model_copy(update={"charges": charges})
    bill = BillOfMaterials(lines=tuple(lines))
    return cost(after.model_copy(update={"build": build, "bill": bill}))


def _also(after: Plan, added: CostedBom, delta: Money | None) -> tuple[Money, ...]:
    if delta is None:
        return ()
    if delta == added.total:
        return added.also
    rates = [after.rate(after.currency, quote) for quote in after.also]
    return tuple(rate.convert(delta) for rate in rates if rate is not None)


def _findings(
    before: Plan, after: Plan, added: CostedBom, retired: tuple[UpgradeLine, ...]
) -> tuple[Finding, ...]:
    found = []
    if added.unpriced:
        found.append(
            Finding(
                code="upgrade-unpriced",
                severity=Severity.WARNING,
                subject=after.build.name,
                message=f"{len(added.unpriced)} of the parts to buy have no price: "
                f"{', '.join(added.unpriced)}.",
                hint="Give them a price to see what the upgrade costs.",
            )
        )
    if retired and not any(item.fetches is not None for item in retired):
        names = ", ".join(f"{item.quantity} × {item.line.description}" for item in retired)
        found.append(
            Finding(
                code="upgrade-resale-not-counted",
                severity=Severity.NOTE,
                subject=after.build.name,
                message=f"What the replaced parts fetch is not counted: {names}.",
                hint="Enter what you would sell them for to take it off.",
            )
        )
    merged = dict.fromkeys([*before.findings, *after.findings])
    return (*found, *merged)


def recounted(change: Upgrade) -> dict[str, tuple[int, int]]:
    """Return old and new count of every part that stays in use in another number, by part."""
    kept = {item.line.part_number: item.quantity for item in change.kept}
    old = dict(kept)
    for item in change.retired:
        old[item.line.part_number] = old.get(item.line.part_number, 0) + item.quantity
    new = dict(kept)
    for costed in change.added.lines:
        number = costed.line.part_number
        new[number] = new.get(number, 0) + costed.line.quantity
    return {n: (old[n], new[n]) for n, count in kept.items() if count and old[n] != new[n]}
