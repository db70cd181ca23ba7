"""What lies where: each part of each kit of a plan, with the line of the bill that it is on."""

from typing import NamedTuple

from planner.engine.planning._same_lines import joined, least_sure, same_lines
from planner.model.build import Position
from planner.model.categories import CATEGORY_ORDER
from planner.model.kits import KitPath, place_in_order
from planner.model.offers import Basis
from planner.model.plan import Plan


class Held(NamedTuple):
    """A part in a kit, or outside of all: `line` is the index of its line on the bill."""

    line: int
    position: Position


def held(plan: Plan) -> tuple[Held, ...]:
    """Return every part of every kit, each once, in the order in which a changed build has them.

    Without kits there is one for each line of the bill, in the order of the bill. A share of a
    published sum is a price of its line.
    """
    build = plan.build
    groups = list(same_lines(build).items())
    # As the lines of a bill are ordered when it is made.
    order = sorted(
        range(len(groups)),
        key=lambda index: (
            groups[index][0].retired,
            CATEGORY_ORDER[_category(plan, groups[index][1][0])],
        ),
    )
    found: list[Held] = []
    for line, index in enumerate(order):
        by_kit: dict[KitPath, list[Position]] = {}
        for position in groups[index][1]:
            by_kit.setdefault(position.within, []).append(position)
        found += [Held(line, _merged(plan, line, alike)) for alike in by_kit.values()]
    place = place_in_order(build.kits)
    return tuple(sorted(found, key=lambda each: place(each.position)))


def _category(plan: Plan, position: Position) -> str:
    part = plan.part(position.part_number)
    return position.slot if part is None else part.category


def _merged(plan: Plan, line: int, positions: list[Position]) -> Position:
    first, price = positions[0], plan.bill.lines[line].price
    share = price is not None and price.basis is Basis.ALLOCATED
    return first.model_copy(
        update={
            "slot": plan.bill.lines[line].category,
            "quantity": sum(each.quantity for each in positions),
            "spares": sum(each.spares for each in positions),
            "count_basis": least_sure(each.count_basis for each in positions),
            "why": joined(each.why for each in positions),
            "role": joined(each.role for each in positions),
            "price": price if share else first.price,
            "share_of": None,
        }
    )
