"""One node more of a build in kits: one more of the kit of its nodes, where that is just the same.

Else its parts lie beside the kits, for a reason that is told.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from planner.engine.planning.cost import cost
from planner.engine.planning.edit_kits import most_of_kit, with_kit_quantity
from planner.model.build import Build, Position
from planner.model.kits import Kit, KitPath
from planner.model.money import Money
from planner.model.next_node import AddedPart, BesideKits, WhyBeside
from planner.model.plan import Plan


def kit_for(
    build: Build, board: str, own: Mapping[str, int]
) -> tuple[Kit | None, BesideKits | None]:
    """Return the kit that holds just the `own` parts of a node, or why there is none.

    Neither, where no kit holds such a board.
    """
    holding = [kit for kit in build.kits if _content(build, kit.path)[board]]
    alone = [kit for kit in holding if _nodes_in(build, kit.path) == 1 and _is_once(build, kit)]
    if not holding:
        return None, None
    if not alone:
        return None, BesideKits(holding[0].called, WhyBeside.SEVERAL)
    for kit in alone:
        if _content(build, kit.path) == Counter(own):
            if any(_is_priced(build, each) for each in _inside(build, kit.path)):
                return None, BesideKits(kit.called, WhyBeside.PRICES)
            return kit, None
    # The largest kit of one node says best what one is here.
    held = _content(build, alone[0].path)
    lacking = tuple((held - Counter(own)).items())
    further = tuple((Counter(own) - held).items())
    return None, BesideKits(alone[0].called, WhyBeside.PARTS, lacking, further)


def with_one_more(build: Build, kit: Kit) -> Build:
    """Return the build with one more of a kit."""
    return with_kit_quantity(build, kit.path, kit.quantity + 1)


def costs_in_kit(added: Sequence[AddedPart], before: Plan, after: Plan) -> Iterator[AddedPart]:
    """Yield what is added with what the parts of the kit cost more: they are bought with the rest.

    Pieces of a part beside the kit cost what they were said to.
    """
    was, now = _line_totals(before), _line_totals(after)
    left = {number: amount - was[number] for number, amount in now.items() if number in was}
    for each in added:
        if each.shared and each.cost is not None and each.part_number in left:
            left[each.part_number] -= each.cost
    for each in added:
        cost_of_it = None if each.shared else left.pop(each.part_number, None)
        yield each if cost_of_it is None else replace(each, cost=cost_of_it)


def _line_totals(plan: Plan) -> dict[str, Money]:
    """Return what each part of a plan comes to, where that is known."""
    totals: dict[str, Money] = {}
    for costed in cost(plan).lines:
        if costed.line_total is not None:
            number, amount = costed.line.part_number, costed.line_total
            totals[number] = totals[number] + amount if number in totals else amount
    return totals


def _inside(build: Build, path: KitPath) -> list[Position]:
    return [each for each in build.positions if each.within[: len(path)] == path]


def _content(build: Build, path: KitPath) -> Counter[str]:
    """Return the pieces of each part that one kit holds, with what lies in kits of it.

    What was replaced in it does not count: it is not bought for one more of the kit.
    """
    kits, held = build.kit_counts[path], Counter[str]()
    for each in _inside(build, path):
        if not each.retired:
            held[each.part_number] += each.quantity // kits
    return held


def _nodes_in(build: Build, path: KitPath) -> int:
    kits = build.kit_counts[path]
    return sum(e.quantity // kits for e in _inside(build, path) if e.slot == "board")


def _is_once(build: Build, kit: Kit) -> bool:
    """Tell whether a build has this kit in one place, so that one more is one more of it."""
    named = sum(each.name == kit.name for each in build.kits)
    room = kit.quantity < most_of_kit(build, kit.path)
    return named == 1 and build.kit_counts[kit.within] == 1 and room


def _is_priced(build: Build, each: Position) -> bool:
    """Tell whether a part has a price of its own, which is not what a further one costs."""
    stated = each.price is not None or each.share_of is not None
    return each.owned or stated or each.part_number in build.frozen
