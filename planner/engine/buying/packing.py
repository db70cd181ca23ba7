"""What goes into each copy of each build of an order, and what is common to all of them."""

from collections.abc import Iterator, Mapping, Sequence

from planner.model.basket import Basket
from planner.model.bom import BillOfMaterials
from planner.model.group_order import Member, PackedPart


def packed_of(bill: BillOfMaterials) -> tuple[tuple[PackedPart, ...], tuple[PackedPart, ...]]:
    """Return what goes into one copy of a bill, and the spares of all copies."""
    used: dict[str, PackedPart] = {}
    spares: dict[str, PackedPart] = {}
    for line in bill.lines:
        for found, pieces in ((used, line.used), (spares, line.spares)):
            if pieces:
                before = found.get(line.part_number)
                quantity = pieces + (0 if before is None else before.quantity)
                found[line.part_number] = PackedPart(line.part_number, line.description, quantity)
    return tuple(used.values()), tuple(spares.values())


def common_parts(
    members: Sequence[Member], basket: Basket | None, names: Mapping[str, str]
) -> tuple[PackedPart, ...]:
    """Return what belongs to no copy: the spares, and what is left over of packs."""
    pieces: dict[str, int] = {}
    for member in members:
        for spare in member.spares:
            pieces[spare.part_number] = pieces.get(spare.part_number, 0) + spare.quantity
    for number, left in () if basket is None else left_over(basket):
        pieces[number] = pieces.get(number, 0) + left
    return tuple(
        PackedPart(number, names.get(number, number), count) for number, count in pieces.items()
    )


def left_over(basket: Basket) -> Iterator[tuple[str, int]]:
    """Yield each part of which pieces are bought that nobody needs, with their number."""
    for order in basket.orders:
        for line in order.lines:
            if line.surplus:
                yield line.part_number, line.surplus
            for held in line.also:
                if held.surplus:
                    yield held.part_number, held.surplus
