"""The bill kit by kit: what each costs at every level, what it draws, and what it is part of.

The cost of a line is split over its pieces by largest remainder, in whole cents: over those of each
kit, those outside of all, spares by rule, and those that its packs hold beyond the need. So what a
kit holds adds up to the kit at every level, and everything together to the bill.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from planner.engine.fitting.parts_in_use import in_use
from planner.engine.planning._held import Held, held
from planner.engine.planning.capacity import capacity, wired_nodes
from planner.model.bom import BillOfMaterials, CostedBom, CostedLine
from planner.model.findings import Finding, Severity
from planner.model.kit_bill import KitBill, KitCost, KitPart
from planner.model.kits import Kit, KitPath
from planner.model.money import Money, split, total
from planner.model.parts import Switch
from planner.model.plan import Plan


def kit_bill(plan: Plan, bom: CostedBom) -> KitBill | None:
    """Return the bill of a plan by its kits; None where it has none."""
    if not plan.build.kits:
        return None
    lying, counts = held(plan), plan.build.kit_counts
    amounts, spares, left_over = _amounts(lying, bom)
    parts = tuple(
        KitPart(
            within=each.position.within,
            line=each.line,
            place=place,
            each=each.position.quantity // counts[each.position.within],
            quantity=each.position.quantity * bom.copies,
            amount=amounts[place],
        )
        for place, each in enumerate(lying)
    )
    known: dict[str, Plan] = {}
    kits = []
    for kit in plan.build.kits:
        # Kits of one name hold the same: what one can do is reckoned once.
        if kit.name not in known:
            known[kit.name] = _alone(plan, kit.path, lying, counts[kit.path])
        quantity = counts[kit.path] * bom.copies
        kits.append(_kit_cost(plan, bom, kit, parts, known[kit.name], quantity))
    return KitBill(tuple(kits), parts, left_over, spares)


def pieces_by_kit(plan: Plan) -> dict[int, list[tuple[KitPath, int]]]:
    """Return for each line of the bill how many of its pieces lie in which kits, all copies."""
    found: dict[int, list[tuple[KitPath, int]]] = {}
    for each in held(plan):
        pieces = each.position.quantity * plan.build.copies
        found.setdefault(each.line, []).append((each.position.within, pieces))
    return found


def _amounts(lying: Sequence[Held], bom: CostedBom) -> tuple[list[Money | None], Money, Money]:
    """Return what the pieces of each kit cost, the spares by rule, and those that nobody needs."""
    amounts: list[Money | None] = [None] * len(lying)
    spares: list[Money] = []
    rest: list[Money] = []
    on_line: dict[int, list[int]] = {}
    for place, each in enumerate(lying):
        on_line.setdefault(each.line, []).append(place)
    for index, places in on_line.items():
        costed = bom.lines[index]
        if costed.line_total is None:
            continue
        shares = split(costed.line_total, _weights(costed, [lying[place] for place in places]))
        for place, share in zip(places, shares[:-2], strict=True):
            amounts[place] = share
        spares.append(shares[-2])
        rest.append(shares[-1])
    return amounts, total(spares, bom.currency), total(rest, bom.currency)


def _weights(costed: CostedLine, lying: Sequence[Held]) -> list[Decimal]:
    """Return how many pieces of each kit are paid for, of spares by rule, and of those left over.

    What lies there already serves the kits before it serves as a spare.
    """
    line = costed.line
    in_kits = line.quantity - line.spares_by_rule
    bought = in_kits - min(line.at_hand, in_kits)
    spares = line.quantity - max(line.at_hand, in_kits)
    needed = [each.position.quantity * line.copies for each in lying]
    # What lies there already is that of one copy, of each kit alike.
    paid = [Decimal(many * bought) / in_kits for many in needed]
    known = any(paid) or spares
    further = Decimal(spares), Decimal(max(line.surplus, 0))
    return [*(paid if known else map(Decimal, needed)), *further]


def _alone(plan: Plan, path: KitPath, lying: Sequence[Held], count: int) -> Plan:
    """Return the plan of one kit by itself."""
    pieces: dict[int, tuple[int, int]] = {}
    for each in lying:
        if each.position.within[: len(path)] == path:
            quantity, spares = pieces.get(each.line, (0, 0))
            position = each.position
            pieces[each.line] = (
                quantity + position.quantity // count,
                spares + position.spares // count,
            )
    lines = tuple(
        plan.bill.lines[index].model_copy(
            update={
                "quantity": quantity,
                "spares": spares,
                "spares_by_rule": 0,
                "copies": 1,
                "at_hand": 0,
                "more": 0,
            }
        )
        for index, (quantity, spares) in pieces.items()
    )
    bare = {"wiring": (), "measured": None, "kits": (), "copies": 1, "for_all_copies": ()}
    return plan.model_copy(
        update={
            "bill": BillOfMaterials(lines=lines),
            "build": plan.build.model_copy(update=bare),
        }
    )


def _kit_cost(
    plan: Plan, bom: CostedBom, kit: Kit, parts: Iterable[KitPart], alone: Plan, quantity: int
) -> KitCost:
    inside = [each for each in parts if each.within[: len(kit.path)] == kit.path]
    lines = [bom.lines[index] for index in dict.fromkeys(each.line for each in inside)]
    amount = total([each.amount for each in inside if each.amount is not None], bom.currency)
    facts, switches = capacity(alone), in_use(alone, Switch)
    ports = [None if s.ports is None else s.ports * many for s, many in switches]
    prices = [each.line.price for each in lines]
    return KitCost(
        path=kit.path,
        title=kit.called,
        each=kit.quantity,
        quantity=quantity,
        amount=amount,
        of_one=amount.shared_by(quantity),
        unpriced=tuple(each.line.part_number for each in lines if each.line_total is None),
        estimated=any(price is not None and price.low is not None for price in prices),
        nodes=facts.nodes,
        power_typical_w=facts.power_typical_w,
        power_max_w=facts.power_max_w,
        supply_w=facts.supply_w,
        ports=None if None in ports else sum(each or 0 for each in ports),
        wired=wired_nodes(alone),
        problems=sum(_is_about(found, lines) for found in plan.findings),
        build=kit.build,
        why=kit.why,
    )


def _is_about(found: Finding, lines: Iterable[CostedLine]) -> bool:
    """Tell whether a finding that must be mended names a part of these lines."""
    if found.severity is Severity.NOTE:
        return False
    named = (found.subject, *found.parts)
    return any(each.line.part_number in named or each.line.description in named for each in lines)
