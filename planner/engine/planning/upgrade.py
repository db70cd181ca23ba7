"""What it takes to turn one build into another: keep, add, retire, and what that costs."""

from collections.abc import Mapping

from planner.engine.planning._added import cost_of_added
from planner.engine.planning.cost import cost
from planner.engine.planning.some_copies import freed, spares_once
from planner.model.bom import BomLine, CostedBom
from planner.model.build_charges import Charge
from planner.model.comparison import Upgrade, UpgradeLine
from planner.model.findings import Finding, Severity
from planner.model.money import Money, total
from planner.model.plan import Plan
from planner.model.words import named


def upgrade(
    before: Plan,
    after: Plan,
    *,
    resale: Mapping[str, Money] | None = None,
    beside: Plan | None = None,
) -> Upgrade:
    """Return what changes from one plan to another, at the second plan's prices and rates.

    `resale` says what one piece of a retired part fetches, in the plan's currency. Of the first
    plan's copies those `beside` stay as they are: a plan of the same build in fewer copies. The
    plans must be costed in one currency; anything else is a ValueError.
    """
    if before.currency != after.currency:
        raise ValueError("cost both plans in one currency before comparing them")
    free = before
    if beside is not None:
        beside, after = spares_once(beside, after)
        free = freed(before, beside)
    have, want = _in_use(free), _in_use(after)
    kept = _kept(have, want, {} if beside is None else _in_use(beside))
    retired = tuple(
        UpgradeLine(line=line, quantity=gone, fetches=(resale or {}).get(number))
        for number, line in have.items()
        if (gone := line.quantity - (want[number].quantity if number in want else 0)) > 0
    )
    due = after.build.model_copy(update={"charges": _due(before, after)})
    added = cost_of_added(before, free, after, due)
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


def _kept(
    have: Mapping[str, BomLine], want: Mapping[str, BomLine], stay: Mapping[str, BomLine]
) -> tuple[UpgradeLine, ...]:
    """Return what remains in use: in the copies that change, and in those that stay."""
    found = []
    for number, line in {**stay, **have}.items():
        pieces = stay[number].quantity if number in stay else 0
        if number in have and number in want:
            pieces += min(have[number].quantity, want[number].quantity)
        if pieces:
            found.append(UpgradeLine(line=line, quantity=pieces))
    return tuple(found)


def _in_use(plan: Plan) -> dict[str, BomLine]:
    """Return the lines in use by part number; owned and bought pieces of one part are one stock."""
    result: dict[str, BomLine] = {}
    for line in plan.bill.lines:
        if line.retired:
            continue
        first = result.get(line.part_number)
        result[line.part_number] = line if first is None else _together(first, line)
    return result


def _together(first: BomLine, more: BomLine) -> BomLine:
    """Return two lines of one part as one, which is otherwise the first of them."""
    pieces = {
        "quantity": first.quantity + more.quantity,
        "spares_by_rule": first.spares_by_rule + more.spares_by_rule,
    }
    return first.model_copy(update=pieces)


def _due(before: Plan, after: Plan) -> tuple[Charge, ...]:
    """Return the charges of an upgrade: each fixed one that was paid before is paid once."""
    paid, due = list(before.build.charges), []
    for charge in after.build.charges:
        if charge.percent is None and charge in paid:
            paid.remove(charge)
        else:
            due.append(charge)
    return tuple(due)


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
                message="The upgrade cost is not known, because a price is missing: "
                f"{named(added.unpriced)}.",
                hint="Enter a price for each, or an exchange rate.",
            )
        )
    unsold = [item for item in retired if item.fetches is None]
    if unsold:
        names = named(f"{item.quantity} × {item.line.description}" for item in unsold)
        found.append(
            Finding(
                code="upgrade-resale-not-counted",
                severity=Severity.NOTE,
                subject=after.build.name,
                message=f"The resale value of the replaced parts is not counted: {names}.",
                hint="Enter it to deduct it.",
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
