"""What it takes to turn one build into another: keep, add, retire, and what that costs."""

from collections import Counter
from collections.abc import Mapping, Sequence

from planner.engine.planning.cost import cost
from planner.engine.planning.offers import Asked, priced
from planner.engine.planning.some_copies import freed, spares_once
from planner.model.bom import BillOfMaterials, BomLine, CostedBom
from planner.model.build_charges import Charge
from planner.model.comparison import Upgrade, UpgradeLine
from planner.model.findings import Finding, Severity
from planner.model.money import ExchangeRate, Money, RateTable, total
from planner.model.plan import Plan


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
    added = _cost_of_added(before, free, after)
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


def _cost_of_added(before: Plan, free: Plan, after: Plan) -> CostedBom:
    """Cost what the second plan needs and the first does not have, as a shop sells that much.

    Of the first plan `free` is what may be taken for it. A fixed charge that both plans have is
    paid already; a percentage falls due on what is bought.
    """
    wanted = [line for line in after.bill.lines if not line.retired]
    lines = []
    spare = _left_over(before) + _owned_besides(before, wanted)
    for line, held in zip(wanted, _held(free, wanted), strict=True):
        quantity = line.quantity - held
        if quantity:
            at_hand = 0 if line.owned else min(quantity, spare[line.part_number])
            spare[line.part_number] -= at_hand
            ruled = _ruled(line, free)
            lines.append(_bought(after, line, quantity, at_hand, ruled=min(ruled, quantity)))
    rates = _rates_of(after, lines)
    # What is added was counted with its spares: no rule adds any to it.
    due = {"charges": _due(before, after), "spare_rules": ()}
    build = after.build.model_copy(update=due)
    bill = BillOfMaterials(lines=tuple(lines))
    return cost(after.model_copy(update={"build": build, "bill": bill, "rates": rates}))


def _owned_besides(before: Plan, wanted: Sequence[BomLine]) -> Counter[str]:
    """Return how many pieces of each part are owned that served no copy of the first build."""
    served: Counter[str] = Counter()
    for line in before.bill.lines:
        if not line.retired:
            served[line.part_number] += line.quantity if line.owned else line.at_hand
    owned: Counter[str] = Counter()
    for line in wanted:
        owned[line.part_number] += line.at_hand
        served[line.part_number] -= line.quantity if line.owned else 0
    # Of what was owned and is not said to be any more, nothing is missing: it is in use.
    return owned - +served


def _ruled(line: BomLine, before: Plan) -> int:
    """Return how many spares a rule adds to a line beyond those that there were by a rule."""
    if not line.spares_by_rule:
        return 0
    had = (each for each in before.bill.lines if each.part_number == line.part_number)
    return max(line.spares_by_rule - sum(each.spares_by_rule for each in had), 0)


def _bought(after: Plan, line: BomLine, quantity: int, at_hand: int, *, ruled: int) -> BomLine:
    """Return a line for so many pieces more, of which some lie there already, some are spares.

    Its price is asked anew: what a whole line costs a piece, a few pieces of it may not.
    """
    needed, price = quantity - at_hand, line.price
    asked = Asked(-(-needed // (1 if price is None else price.pack_size)), price)
    if line.offers:
        table = RateTable(layers=((*after.rates, *after.offer_rates),))
        asked = priced(line.offers, needed, table, currency=after.currency, on=after.on)
    held = {"quantity": quantity, "at_hand": at_hand, "more": 0, "why": _why(line.why, at_hand)}
    counts = {"spares_by_rule": ruled, "spare_rule": None}
    return line.model_copy(update={**held, **counts, **asked._asdict()})


def _why(why: str, at_hand: int) -> str:
    """Return why so many are added, with how many of them lie there already."""
    if not at_hand:
        return why
    are = "is" if at_hand == 1 else "are"
    told = f"{at_hand} of them {are} left over from earlier packs"
    return f"{why}; {told}" if why else told


def _left_over(before: Plan) -> Counter[str]:
    """Return how many pieces of each part were bought beyond the need: packs, least orders."""
    left: Counter[str] = Counter()
    for line in before.bill.lines:
        if not line.retired:
            left[line.part_number] += line.surplus
    return left


def _due(before: Plan, after: Plan) -> tuple[Charge, ...]:
    """Return the charges of an upgrade: each fixed one that was paid before is paid once."""
    paid, due = list(before.build.charges), []
    for charge in after.build.charges:
        if charge.percent is None and charge in paid:
            paid.remove(charge)
        else:
            due.append(charge)
    return tuple(due)


def _rates_of(after: Plan, lines: Sequence[BomLine]) -> tuple[ExchangeRate, ...]:
    """Return the plan's rates, and those of offers that only the smaller number is bought at."""
    held = {(rate.base, rate.quote) for rate in after.rates}
    used = {line.price.unit.currency for line in lines if line.price is not None}
    more = (r for r in after.offer_rates if r.base in used and (r.base, r.quote) not in held)
    return (*after.rates, *more)


def _held(before: Plan, wanted: Sequence[BomLine]) -> list[int]:
    """Return how many pieces of each line are there already.

    Pieces that were owned go to lines that are owned, and bought ones to bought, before they mix.
    """
    left: Counter[tuple[str, bool]] = Counter()
    for line in before.bill.lines:
        if not line.retired:
            left[line.part_number, line.owned] += line.quantity
    held = [0] * len(wanted)
    for alike in (True, False):
        for index, line in enumerate(wanted):
            stock = (line.part_number, line.owned is alike)
            taken = min(left[stock], line.quantity - held[index])
            left[stock] -= taken
            held[index] += taken
    return held


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
                f"{'; '.join(added.unpriced)}.",
                hint="Enter a price for each, or an exchange rate.",
            )
        )
    unsold = [item for item in retired if item.fetches is None]
    if unsold:
        names = "; ".join(f"{item.quantity} × {item.line.description}" for item in unsold)
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
